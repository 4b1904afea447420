"""The sentences of a text that are planted: each order, and what goes on in its block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.planted.disguise import disguised
from extractor.planted.orders import LONGEST, orders
from extractor.segment import Sentence

_FENCE = re.compile(r"^[ \t]*(?:=|-|~|`|\*|#){3,}[ \t]*[0-9a-f]{8,64}[ \t]*$", re.MULTILINE)
"""A line that looks like the fences around an article in a prompt."""
_RULE = re.compile(r"^[ \t]*(?:={3,}|-{3,}|`{3,}\w*|~{3,})[ \t]*$", re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t]*\[(\d{1,5})\] [^\n]+", re.MULTILINE)
_FIELD = re.compile(
    r"^[ \t]*(?:- )?[\"']?(at|actor|statement|action|said_by|status|openness|evidence|claims)[\"']?:.*$", re.M
)
"""A line that gives a field of an answer."""
_BRACKETED = re.compile(r"\[(\d{1,5})\]")
_CLOSING = {"[": "]", "(": ")", "{": "}", "<": ">", "【": "】"}


def flagged(text: str, parts: Sequence[Sentence]) -> frozenset[int]:
    """Numbers of the sentences that address a program, give it orders, or forge what stands around an article.

    Once a comment, bracket or role marker opens, it holds until it closes or its paragraph ends.
    """
    found = set(_forged(text, parts))
    hidden = disguised(text)
    open_in: int | None = None
    closing = ""
    for part in parts:
        raw = text[part.start : min(part.end, part.start + LONGEST)]
        if open_in is not None and part.paragraph != open_in:
            open_in = None
        if open_in is not None or orders(raw, hidden):
            found.add(part.number)
            if open_in is None:
                open_in, closing = part.paragraph, _closing(raw)
            if closing and closing in text[part.start : part.end]:
                open_in = None
    return frozenset(found)


def _closing(raw: str) -> str:
    """What ends the block that the sentence opens; nothing but the paragraph's end for plain text."""
    start = raw.lstrip(" *>#-\t")
    return "-->" if raw.lstrip().startswith("<!--") else _CLOSING.get(start[:1], "")


def _forged(text: str, parts: Sequence[Sentence]) -> set[int]:
    """Sentences that hold a fence with a hash, fields of an answer, or a number that no note or list explains."""
    lines = [found.span() for found in _FENCE.finditer(text)]
    fields = list(_FIELD.finditer(text))
    if len({found[1] for found in fields}) > 1:
        lines += [found.span() for found in fields]
    fenced = bool(lines) or bool(_RULE.search(text))
    numbered = list(_NUMBERED.finditer(text))
    if numbered and (fenced or not _explained(text, [int(found[1]) for found in numbered])):
        lines += [found.span() for found in numbered]
    return set(touching(parts, sorted(lines)))


def touching(parts: Sequence[Sentence], ranges: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Numbers of the sentences that share a character with one of the ranges, both in order."""
    place = 0
    for part in parts:
        while place < len(ranges) and ranges[place][1] <= part.start:
            place += 1
        if place < len(ranges) and ranges[place][0] < part.end:
            yield part.number


def _explained(text: str, numbers: Sequence[int]) -> bool:
    """Whether lines with these numbers are a list from 1 on, or notes that the text refers to."""
    if numbers[0] <= 1 and all(after - before in (0, 1) for before, after in pairwise(numbers)):
        return True
    standing = Counter(map(int, _BRACKETED.findall(text)))
    return all(standing[number] > 1 for number in numbers)

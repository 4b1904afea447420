"""The sentences of a text that are planted: each order, and what goes on in its block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.planted.disguise import disguised
from extractor.planted.order import LONGEST, orders
from extractor.segment import Sentence

_FENCE = re.compile(r"^[ \t]*(?:=|-|~|`|\*|#){3,}[ \t]*[0-9a-f]{8,64}[ \t]*$", re.MULTILINE)
"""A line that looks like the fences around an article in a prompt."""
_NUMBERED = re.compile(r"^[ \t]*\[(\d{1,5})\] [^\n]+", re.MULTILINE)
_RULED = re.compile(r"(?:={3,}|-{3,}|`{3,}\w*|~{3,})[ \t]*\n[ \t]*\Z")
"""A line that stands right before and may be meant as a fence."""
_FIELD = re.compile(
    r"^[ \t]*(?:- )?[\"']?(at|actor|statement|action|said_by|status|openness|evidence|claims)[\"']?:.*$", re.M
)
"""A line that gives a field of an answer."""
_CELL = r"[\w ]{1,24}[ \t]*[|,;\t][ \t]*"
_HEADS = r"(?=[^\n]*\bactor[ \t]*(?:[|,;\t]|$))(?=[^\n]*\b(?:statement|claim)[ \t]*(?:[|,;\t]|$))"
_TABLE = re.compile(
    rf"^{_HEADS}[|,;\t]?[ \t]*(?:{_CELL}){{0,15}}[\w ]{{1,24}}[| \t]*(?:\n[^\n]*[|,;\t][^\n]*)+",
    re.MULTILINE | re.IGNORECASE,
)
"""A table with such fields as columns."""
_ESCAPED = re.compile(
    r"&(?:amp;){0,3}(?:lt|#60|#x3c);!--(?:(?!--&|\n\n)[\s\S]){0,4000}(?:--&(?:amp;){0,3}gt;)?", re.IGNORECASE
)
"""A comment whose brackets are escaped: no reader is meant to see it."""
_ANSWER = ("statement", "Statement", "actor", "Actor")
"""Without one of these no field and no table is looked for."""
_SIGNS = ("===", "---", "~~~", "```", "***", "###")
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
    lines: list[tuple[int, int]] = []
    if any(sign in text for sign in _SIGNS):
        lines += [found.span() for found in _FENCE.finditer(text)]
    if ";!--" in text:
        lines += [found.span() for found in _ESCAPED.finditer(text)]
    if any(name in text for name in _ANSWER):
        fields = list(_FIELD.finditer(text))
        lines += [found.span() for found in fields] if len({found[1] for found in fields}) > 1 else []
        lines += [found.span() for found in _TABLE.finditer(text)]
    numbered = list(_NUMBERED.finditer(text)) if "[" in text else []
    if numbered:
        fenced = bool(lines) or bool(_RULED.search(text, max(0, numbered[0].start() - 80), numbered[0].start()))
        if fenced or not _explained(text, [int(found[1]) for found in numbered]):
            lines += [found.span() for found in numbered]
    return set(touching(parts, sorted(lines))) if lines else set()


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

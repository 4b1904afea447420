"""Sentences that speak to a program instead of a reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.entities import DENSE, fold
from extractor.ground.lexicon import LEXICON
from extractor.segment import Sentence

_I = LEXICON["instructions"]


def _any(key: str) -> str:
    return "(?:" + "|".join(_I[key]) + ")"


_ADDRESSED = re.compile(_any("address"))
_ORDER = re.compile(_any("order"))
_MARKER = re.compile(_any("marker"))
_QUOTED = re.compile(r"'[^']{0,400}'")
_HINTS = frozenset(_I["hints"].split())
_LATIN = re.compile("[a-z]+")
_DENSE = re.compile(f"[{DENSE}]")
_LONGEST = 4_000
"""Characters of a sentence that are looked at; an order stands at its beginning."""


def flagged(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Numbers of the sentences that address a program or give it orders.

    A sentence that reports such an order ('the page told the bot to ignore …', or in quotes) addresses nobody.
    Once a comment, bracket or role marker opens, it holds until it closes or its paragraph ends.
    """
    found: set[int] = set()
    open_in: int | None = None
    closing = ""
    for sentence in sentences:
        raw = text[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
        if open_in is not None and sentence.paragraph != open_in:
            open_in = None
        if open_in is not None or _speaks_to_a_program(raw):
            found.add(sentence.number)
            if open_in is None:
                open_in, closing = sentence.paragraph, _closing(raw)
            if closing and closing in text[sentence.start : sentence.end]:
                open_in = None
    return frozenset(found)


def _closing(raw: str) -> str:
    """What ends the block that the sentence opens; nothing but the paragraph's end for plain text."""
    start = raw.lstrip(" *>#-\t")
    if raw.lstrip().startswith("<!--"):
        return "-->"
    return {"[": "]", "(": ")", "{": "}", "<": ">", "【": "】"}.get(start[:1], "")


@lru_cache(maxsize=2_000)
def _speaks_to_a_program(raw: str) -> bool:
    sentence = fold(raw)
    if _MARKER.search(sentence):
        return True
    if _HINTS.isdisjoint(_LATIN.findall(sentence)) and not _DENSE.search(sentence):
        return False
    own = _QUOTED.sub("''", sentence) if '"' in raw or "“" in raw or "«" in raw or "「" in raw else sentence
    return bool(_ADDRESSED.search(own)) or bool(_ORDER.search(own))

"""Where a text says how open a model is."""

from __future__ import annotations

import re
from functools import cache

from extractor.entities import fold
from extractor.ground.lexicon import LEXICON
from extractor.models import Openness


@cache
def _pattern(openness: Openness) -> re.Pattern[str]:
    listed = sorted(LEXICON["openness"][openness.value], key=len, reverse=True)
    forms = "|".join(re.escape(words).replace(r"\ ", r"[\s\-‐‑–]{1,3}") for words in listed)
    return re.compile(rf"(?<![a-z0-9])(?:{forms})(?![a-z0-9])|(?:{forms})(?<=[\u3040-\u9fff])")


def openness_words(openness: Openness, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Half-open ranges within the text where words for this openness stand, in order; overlaps are left out."""
    if openness is Openness.UNSPECIFIED:
        return ()
    part = text[start:end]
    if not _pattern(openness).search(fold(part)):
        return ()
    lowered = part.lower() if len(part.lower()) == len(part) else part
    direct = [(start + m.start(), start + m.end()) for m in _pattern(openness).finditer(lowered)]
    return tuple(direct) or ((start, end),)

"""What the words of a claim say of openness."""

from __future__ import annotations

import re
from functools import cache

from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import Openness

_NEGATED = re.compile(
    r"\b(?:not|cannot|never|no longer|without|nor|hardly|stop|stops|stopped|stopping|ceas\w+|abandon\w*|away from)"
    r"\b[^.;,]{0,30}$"
)
_CONTRACTED = re.compile(r"\b(ca|wo|\w+?)n['’]t\b", re.IGNORECASE)
_SPELT = {"ca": "cannot", "wo": "will not"}
OPEN = (Openness.OPEN_SOURCE, Openness.OPEN_WEIGHTS)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in vocabulary().openness[kind]), re.IGNORECASE)


def openness(text: str) -> Openness:
    """The openness the text speaks of; open and closed side by side are mixed, a negated word counts for nothing."""
    plain = _pattern("aside").sub(" ", _CONTRACTED.sub(_spelt, text))
    if _pattern("mixed").search(plain):
        return Openness.MIXED
    closed = _pattern("closed").search(plain) is not None
    opened = [kind for kind in OPEN if _affirmed(kind, plain)]
    if closed:
        return Openness.MIXED if opened and not re.search(r"\bneither\b", plain) else Openness.CLOSED
    if _pattern("restricted").search(plain):
        return Openness.RESTRICTED
    if not opened:
        return Openness.UNSPECIFIED
    return Openness.OPEN_WEIGHTS if Openness.OPEN_WEIGHTS in opened else Openness.OPEN_SOURCE


def _spelt(match: re.Match[str]) -> str:
    """'isn't' as 'is not'."""
    stem = match.group(1)
    return _SPELT.get(stem.lower(), f"{stem} not")


def _affirmed(kind: Openness, text: str) -> bool:
    return any(not _NEGATED.search(text[: match.start()]) for match in _pattern(kind.value).finditer(text))

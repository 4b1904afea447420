"""What the words of a claim say of openness."""

from __future__ import annotations

import re
from functools import cache

from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import Openness

_NEGATED = re.compile(r"\b(?:not|never|no longer|without|n't|nor|isn't|aren't|hardly)\b[^.;,]{0,40}$")
_ABOUT_OTHERS = re.compile(
    r"\b(?:open[- ]source (?:community|initiative|software|alliance|project|enthusiasts|developers?)|open-source (?:code|tool|library))\b",
    re.IGNORECASE,
)


@cache
def _patterns() -> dict[Openness, re.Pattern[str]]:
    return {
        Openness(kind): re.compile(
            r"(?<![\w-])(?:" + "|".join(re.escape(p).replace(r"\-", "[-‐‑– ]") for p in phrases) + r")(?!\w)",
            re.IGNORECASE,
        )
        for kind, phrases in vocabulary().openness.items()
    }


def openness(text: str) -> Openness:
    """The openness the text speaks of; open and closed side by side are mixed, a negated word counts for nothing."""
    found: set[Openness] = set()
    plain = _ABOUT_OTHERS.sub(" ", text)
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(plain):
            if kind in {Openness.OPEN_SOURCE, Openness.OPEN_WEIGHTS} and _NEGATED.search(plain[: match.start()]):
                continue
            found.add(kind)
            break
    if not found:
        return Openness.UNSPECIFIED
    opens = found & {Openness.OPEN_SOURCE, Openness.OPEN_WEIGHTS}
    if Openness.CLOSED in found:
        return Openness.MIXED if opens else Openness.CLOSED
    if Openness.RESTRICTED in found:
        return Openness.RESTRICTED
    return Openness.OPEN_SOURCE if Openness.OPEN_SOURCE in found else Openness.OPEN_WEIGHTS

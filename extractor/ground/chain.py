"""Who says so, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.entities import fold
from extractor.ground.lexicon import LEXICON
from extractor.models import Attribution, SourceType

_CITING: dict[str, str] = LEXICON["chain"]["citing"]
_AND: dict[str, str] = LEXICON["chain"]["and"]
_BY: dict[str, str] = LEXICON["chain"]["by"]
_BETWEEN = re.compile(
    r"^'?s?(?: ?[,、，]| and| as well as| y| e| und| et|と|和|及び| ?&){1,2} ?(?:the |el |la |der |die |das |le |l')?$"
)


def in_words(chain: Sequence[Attribution], text: str, lang: str) -> str | None:
    """'Axios, citing insiders'; 'Wired and The Verge' for names the text lists side by side; None for no chain."""
    if not chain:
        return None
    said = chain[0].name
    previous = chain[0]
    for link in chain[1:]:
        if _side_by_side(previous.name, link.name, text):
            said += _AND.get(lang, _AND["en"]) + link.name
        elif previous.type is SourceType.DOCUMENT and link.type in (SourceType.PERSON, SourceType.ORGANIZATION):
            said += _BY.get(lang, _BY["en"]) + link.name
        else:
            said += _CITING.get(lang, _CITING["en"]) + link.name
        previous = link
    return said


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """Of the article whose claims are being read."""
    return fold(text)


def _side_by_side(one: str, other: str, text: str) -> bool:
    """Whether the text lists the two names together."""
    folded, first, second = _folded(text), fold(one), fold(other)
    for left, right in ((first, second), (second, first)):
        at = folded.find(left)
        while at >= 0:
            follows = folded.find(right, at + len(left), at + len(left) + len(right) + 16)
            if follows >= 0 and _BETWEEN.match(folded[at + len(left) : follows]):
                return True
            at = folded.find(left, at + 1)
    return False

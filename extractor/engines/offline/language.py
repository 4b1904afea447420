"""Whether an article is in English."""

from __future__ import annotations

import re

from extractor.models import Article

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in a is that for on was with as it by are be at from has have not which an its will this".split()
)
SAMPLE = 4_000
"""Characters that are looked at."""
ENOUGH = 40
"""Words below which a text is taken for English."""
LEAST = 0.12
"""Share of function words; English prose has about 0.3."""


def foreign(article: Article) -> str | None:
    """The article's language if it is not English: its tag, or 'in another language' by its words; else None."""
    if article.lang:
        return None if article.lang.split("-")[0].lower() == "en" else f"in {article.lang!r}"
    found = [word.lower() for word in _WORD.findall(article.text[:SAMPLE])]
    letters = sum(len(word) for word in found)
    wide = sum(1 for word in found for c in word if c > "\u024f")
    if letters and wide > letters / 3:
        return "in another language"
    if len(found) < ENOUGH:
        return None
    return None if sum(word in _ENGLISH for word in found) >= LEAST * len(found) else "in another language"

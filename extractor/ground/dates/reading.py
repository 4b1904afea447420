"""What a time expression says, where its words allow one reading only."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extractor.ground.dates.absolute import named, numeric
from extractor.ground.dates.relative import told
from extractor.ground.dates.tokens import readings
from extractor.ground.dates.vocabulary import Token, Vocabulary, own, vocabulary
from extractor.ground.dates.written import Stretch, Time, Unit, Written

LONGEST = 80
"""Characters of a time expression; the longest of the annotated articles has 42."""

_STRANGE = re.compile(
    "[^\\w\\s,.:;/()'\u02bc\u2018\u2019\uff07\u2013\u2014~\u301c\uff5e\uff0c\u3001\u3002\u30fb&\u2010\u2011-]|[\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b]"
)
"""Signs that no time is written with, numbers of footnotes and lists among them."""


@lru_cache(maxsize=4_096)
def read(when: str, lang: str | None) -> Time | None:
    """What the text says; None for what is not understood to the last word, or can be understood in two ways."""
    text = " ".join(when.split()).strip(" ,.;:()")
    if not text or len(text) > LONGEST or _STRANGE.search(text):
        return None
    base = lang.split("-")[0].lower() if lang else None
    if (written := numeric(text, base)) is not None:
        return written
    languages = own() if base is None else (base,)
    found: set[Time] = set()
    for language in languages:
        words_of = vocabulary(language)
        if words_of is None:
            from extractor.ground.dates.foreign import foreign

            return foreign(text, language)
        found.update(
            time
            for tokens in readings(text, words_of)
            if (time := _stretch(tokens, words_of) or _single(tokens, words_of)) is not None
        )
    return found.pop() if len(found) == 1 else None


def _stretch(tokens: tuple[Token, ...], words_of: Vocabulary) -> Stretch | None:
    """Both ends of a range. The first takes from the second what it leaves out: "3 to 5 April 2026"."""
    kinds = [token.kind for token in tokens]
    if kinds.count("and") != 1:
        return None
    middle = kinds.index("and")
    left = [token for token in tokens[:middle] if token.kind not in ("bound", "between", "filler", "part", "end")]
    last = _single(tokens[middle + 1 :], words_of)
    if last is None:
        return None
    if [token.kind for token in left] in (["number"], ["day"]) and last.day and last.month:
        first: Written | None = replace(last, day=left[0].value, weekday=None)
    else:
        first = _single(tuple(token for token in tokens[:middle] if token.kind != "between"), words_of)
    return Stretch(replace(first, bound=None), replace(last, bound=None)) if first else None


def _single(tokens: tuple[Token, ...], words_of: Vocabulary) -> Written | None:
    bounds = [token.value for token in tokens if token.kind == "bound"]
    core = tuple([token for token in tokens if token.kind not in ("filler", "part", "end", "bound")])
    if not core or len(bounds) > 1 or any(token.kind in ("and", "between", "unclear") for token in core):
        return None
    kinds = [token.kind for token in core]
    written = named([*kinds], [token.value for token in core]) or told(core, words_of.points_follow)
    if written is None and kinds == ["unit"] and any(token.kind in ("part", "end") for token in tokens):
        written = Written(unit=Unit(core[0].value)) if core[0].value != "day" else None
    return replace(written, bound=bounds[0]) if written and bounds else written

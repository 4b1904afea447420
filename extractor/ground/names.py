"""Where names stand: in the evidence, at an earlier mention, or nowhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress, count
from operator import not_

from extractor.entities import Places, core, vocabulary
from extractor.ground.lexicon import LEXICON
from extractor.ground.page import Name, Page, Passage
from extractor.ground.wordforms import FUNCTION, INFLECTED, function_words, stem

COUNTRIES: dict[str, list[str]] = {
    word: line.split("/") for line in LEXICON["places"]["countries"].split() for word in line.split("/")
}
"""Words for one country, by each of them."""
CAPITALS = frozenset(word for line in LEXICON["places"]["countries"].split() for word in line.split("/")[2:])
_SHORT = {"us": "america", "usa": "america", "uk": "britain", "eu": "europe"}
"""Countries by their initials, which in small letters may be other words."""
SEATS = frozenset(stem(word) for word in COUNTRIES)

Range = tuple[int, int]
"""Half-open, in words of the article."""


def placed(page: Page, name: str, evidence: list[Range]) -> Range | None:
    """Where the name stands: in the evidence, whole or in a shorter form, else at its nearest earlier mention.

    None when neither the name nor a form of it stands in the article before or after.
    """
    forms = page.forms(name)
    for places in forms:
        for low, high in evidence:
            place = bisect_left(places, (low,))
            if place < len(places) and places[place][0] < high:
                return places[place]
    if not forms:
        return None
    first = bisect_left(forms[0], (evidence[0][0] if evidence else 0,))
    return forms[0][first - 1 if first else 0]


_GROUPS = vocabulary("all both everybody everyone few many most nobody none others some several neither")
"""Function words that may stand for people who act."""


def stands(page: Page, name: str) -> bool:
    """Whether the whole name stands somewhere in the article, and is one: 'WHO' and 'Both' may be, 'The' is not."""
    wanted = core(name)
    if not name.isupper() and not _GROUPS.issuperset(wanted) and function_words(page.lang).issuperset(wanted):
        return False
    return bool(page.find(wanted))


def composed(page: Page, name: str, known: frozenset[str]) -> bool:
    """Whether every content word of a description stands in the article, in whatever order."""
    wanted = [word for word in core(name) if word not in function_words(page.lang)]
    return bool(wanted) and all(
        word in page.places.at or word in known or stem(word, page.lang) in page.stems for word in wanted
    )


_JOINED = re.compile(r"(?<![\w-])[A-Z]\w*(?:-\w[\w.]*)*-\d[\w.]*(?:-[A-Z]\w*)*(?![\w-])(?<!\.)", re.ASCII)
"""A name of several parts with a version in it: 'NAME-5.4-Pro'. It stands whole or not at all."""


def unknown(page: Page, statement: Passage, known: frozenset[str]) -> str | None:
    """The first word of the statement that looks like a name and stands nowhere in the article, in no inflection."""
    here = page.places.at
    for joined in _JOINED.finditer(statement.text):
        if page.lang != "de" and not page.find(core(joined[0])):
            return joined[0]
    for place in list(compress(count(), map(not_, map(here.__contains__, statement.texts)))):
        word = statement.words[place]
        written = statement.text[word.start : word.end]
        if _named(statement, place, written, page.lang) and not (
            word.text in known
            or statement.stems[place] in page.stems
            or any(other in here for other in _called(word.text, written))
            or (place == 0 and written[1:].islower())
            or (page.lang in INFLECTED and _in_a_case(page, word.text))
            or _initials(page.places, word.text, written)
        ):
            return written
    return None


def _called(word: str, written: str) -> list[str]:
    """The other words for a country."""
    return COUNTRIES.get(_SHORT.get(word, word) if written.isupper() else word, [])


def _in_a_case(page: Page, word: str) -> bool:
    """Whether the article has the name in another case, which differs in up to three last letters."""
    kept = word[: max(4, len(word) - 3)]
    return any(other.startswith(kept) and len(other) - len(kept) < 5 for other in page.places.at)


def _named(statement: Passage, place: int, written: str, lang: str) -> bool:
    """Whether the word looks like a name."""
    word = statement.words[place]
    if written == word.text or not any(c.isupper() for c in written):
        return False
    first = place == 0 or statement.text[: word.start].rstrip()[-1:] in ".!?:"
    if first and written[1:].islower() and (word.text in FUNCTION or len(written) == 1):
        return False
    return not (lang == "de" and written[1:].islower() and written[:1].isupper())


def _initials(places: Places, word: str, written: str) -> bool:
    return (
        written.isupper()
        and len(written) > 1
        and any(any(True for _ in places.find(form)) for form in places.forms(written) if len(form) > 1)
    )


def seat(passage: Passage, name: Name) -> bool:
    """Whether the name is a place that may stand for a government."""
    return name.end - name.start == 1 and passage.words[name.start].text in CAPITALS


def abbreviated(one: Passage, name: Name, two: Passage, other: Name) -> bool:
    """Whether one of two names is the initials of the other: 'EU' and 'European Union'."""
    texts, others = one.texts[name.start : name.end], two.texts[other.start : other.end]
    return "".join(texts) == "".join(text[0] for text in others) or "".join(others) == "".join(t[0] for t in texts)

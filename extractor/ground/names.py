"""Where names stand: in the evidence, at an earlier mention, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.entities import Places, Word, core
from extractor.ground.lexicon import LEXICON
from extractor.ground.page import FUNCTION, Page, Passage, stem

COUNTRIES: dict[str, list[str]] = {
    word: line.split("/") for line in LEXICON["places"]["countries"].split() for word in line.split("/")
}
"""Words for one country, by each of them."""
CAPITALS = frozenset(word for line in LEXICON["places"]["countries"].split() for word in line.split("/")[2:])

Range = tuple[int, int]
"""Half-open, in words of the article."""


def placed(page: Page, name: str, evidence: list[Range]) -> Range | None:
    """Where the name stands: in the evidence, whole or in a shorter form, else at its nearest earlier mention.

    None when neither the name nor a form of it stands in the article before or after.
    """
    places = page.places
    fallback: Range | None = None
    for form in places.forms(name):
        if not _telling(form):
            continue
        for found in places.find(form):
            if any(low <= found[0] < high for low, high in evidence):
                return found
    for form in places.forms(name):
        if not _telling(form):
            continue
        first = evidence[0][0] if evidence else 0
        for found in places.find(form):
            if found[0] < first:
                fallback = found
            elif fallback is None:
                return found
        if fallback is not None:
            return fallback
    return None


def stands(page: Page, name: str) -> bool:
    """Whether the whole name stands somewhere in the article."""
    return any(True for _ in page.places.find(core(name)))


def composed(page: Page, name: str, known: frozenset[str]) -> bool:
    """Whether every content word of a description stands in the article, in whatever order."""
    wanted = [word for word in core(name) if word not in FUNCTION]
    return bool(wanted) and all(
        word in page.places.at or word in known or stem(word, page.lang) in page.stems for word in wanted
    )


def _telling(form: tuple[str, ...]) -> bool:
    """Whether a shortened form still tells who is meant."""
    return any(word not in FUNCTION and (len(word) > 1 or word >= "\u3040" or len(form) > 1) for word in form)


def capitalised(statement: Passage, lang: str) -> Iterator[Word]:
    """Words of the statement that look like names."""
    for place, word in enumerate(statement.words):
        written = statement.text[word.start : word.end]
        first = place == 0 or statement.text[: word.start].rstrip()[-1:] in ".!?:"
        if not any(c.isupper() for c in written):
            continue
        if first and written[1:].islower() and (word.text in FUNCTION or len(written) == 1):
            continue
        if lang == "de" and written[1:].islower() and written[:1].isupper():
            continue
        yield word


def unknown_word(page: Page, word: Word, written: str, first: bool, known: frozenset[str]) -> bool:
    """Whether a capitalised word stands nowhere in the article, in no inflection."""
    if word.text in page.places.at or word.text in known or stem(word.text, page.lang) in page.stems:
        return False
    if any(other in page.places.at for other in COUNTRIES.get(word.text, ())):
        return False
    if first and written[1:].islower():
        return False
    return not _initials(page.places, word.text, written)


def _initials(places: Places, word: str, written: str) -> bool:
    return (
        written.isupper()
        and len(written) > 1
        and any(any(True for _ in places.find(form)) for form in places.forms(written) if len(form) > 1)
    )

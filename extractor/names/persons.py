"""Persons by their full names: 'Altman' after 'Sam Altman', whatever title stands before."""

from __future__ import annotations

from extractor.names.known import Known
from extractor.names.lexicon import HE, PARTICLES, SHE, TITLES
from extractor.names.reading import Reading, plain

Full = dict[tuple[str, ...], str]
"""Full names as written, by their words."""


def full(reading: Reading, name: str, persons: Known, others: Known) -> str | None:
    """The full name of the person, or None where there is none or it may be another's.

    `persons` are the names of persons in the claims, `others` those of bodies.
    """
    words = untitled(plain(name))
    if not words:
        return None
    given = [word for word in words if word not in PARTICLES]
    if len(given) == 1:
        found = _by_surname(reading, words, others)
        if found is None:
            return None
        found = found or _by_first(words, persons)
    else:
        found = _longer(words, persons)
    fuller = _one(found)
    if fuller is None:
        return _bare(reading, name, words)
    return persons.words.get(plain(fuller), fuller)


def untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a person's name without titles before them."""
    start = 0
    while start < len(words) - 1 and words[start] in TITLES:
        start += 1
    return words[start:]


def _bare(reading: Reading, name: str, words: tuple[str, ...]) -> str | None:
    """The name without its title, where the text has it so."""
    if len(words) == len(plain(name)):
        return None
    bare = [place for place in reading.find(words) if not place[0] or reading.texts[place[0] - 1] not in TITLES]
    return reading.text(bare[0]) if bare else None


def _by_surname(reading: Reading, words: tuple[str, ...], others: Known) -> Full | None:
    """Names that end in the surname; None where the text tells two persons by that surname apart."""
    found: Full = {}
    he = she = False
    for low, high in reading.find(words):
        if not reading.cased(high - 1) or reading.rightmost(high) > high:
            continue
        start = reading.leftmost(low, person=True)
        if start == low:
            title = reading.texts[low - 1] if low and reading.joined(low) else ""
            he, she = he or title in HE, she or title in SHE
            continue
        if _shared(reading, start, low, others):
            return None
        found[reading.texts[start:high]] = reading.text((start, high))
    return None if he and she else found


def _shared(reading: Reading, start: int, low: int, others: Known) -> bool:
    """Whether two given names stand before the surname: 'Dario and Daniela Amodei', but not 'OpenAI and Sam Altman'."""
    if start < 2 or low - start != 1 or reading.texts[start - 1] not in ("and", "y", "und", "et", "e"):
        return False
    other = start - 2
    if not reading.named(other) or reading.leftmost(other, person=True) < other:
        return False
    written = reading.places.written[other]
    return written[1:].islower() and (reading.texts[other],) not in others


def _by_first(words: tuple[str, ...], persons: Known) -> Full:
    """Full names in the claims that begin with the word, as Chinese and Korean names do with the surname."""
    return {
        bare: person
        for whole, person in persons.starting(words[0]).items()
        if len(bare := untitled(whole)) > len(words) and bare[: len(words)] == words
    }


def _longer(words: tuple[str, ...], persons: Known) -> Full:
    """Names in the claims with more given names or initials: 'Edward J. Smith' for 'Edward Smith'."""
    return {
        bare: person
        for whole, person in persons.ending(words[-1]).items()
        if len(bare := untitled(whole)) > len(words) and bare[0] == words[0] and _within(words, bare)
    }


def _one(found: Full) -> str | None:
    """The name that all found are forms of, or None: the last part of a longer run, or the one with middle names."""
    if not found:
        return None
    by_size = sorted(found, key=len)
    short, *longer = [untitled(name) for name in by_size]
    for name in longer:
        nested = name[-len(short) :] == short and len(short) > 1
        if not (nested or (name[0] == short[0] and _within(short, name))):
            return None
    best = next((name for name in reversed(by_size) if untitled(name)[0] == short[0]), by_size[0])
    return found[best]


def _within(some: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words stand in the longer name in this order."""
    rest = iter(whole)
    return all(word in rest for word in some)

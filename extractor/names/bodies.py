"""Firms, media and authorities by their full names: 'Example Holdings Inc.' for 'Example', 'the Commission' too."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from extractor.names.known import CONJUNCTIONS, Known
from extractor.names.lexicon import DEFINITE, DETERMINERS, FIRM, LEGAL, TRADE
from extractor.names.reading import Range, Reading, plain

Found = dict[tuple[str, ...], str]


def full(reading: Reading, name: str, bodies: Known, models: Known) -> str | None:
    """The fuller form of the name, or None where there is none, or more than one that differ.

    `bodies` are the names of the kind in the claims, `models` those of models.
    """
    words = plain(name)
    return _extended(reading, words, models) or _headed(reading, words, bodies) or _cut(reading, words, bodies)


def _extended(reading: Reading, words: tuple[str, ...], models: Known) -> str | None:
    """'Example' → 'Example Holdings': a legal form or a word for the firm as a whole follows the name."""
    found: Found = {}
    other = False
    alone: list[Range] = []
    for low, high in reading.find(words):
        if not reading.cased(high - 1) or reading.leftmost(low) < low:
            continue
        end = _legal_end(reading, reading.rightmost(high))
        if end == high:
            alone.append((low, high))
            continue
        rest = reading.texts[high:end]
        if all(word in FIRM for word in rest) or (all(word in FIRM | TRADE for word in rest) and rest[0] in TRADE):
            found[reading.texts[low:end]] = reading.text((low, end))
        elif not _names_a_model(reading, low, end, models):
            other = True
    if not found:
        return None
    by_size = sorted(found, key=len)
    if any(longer[: len(shorter)] != shorter for shorter, longer in itertools.pairwise(by_size)):
        return None
    trade = any(word in TRADE for word in by_size[0][len(words) :])
    if trade and (other or not alone or not _shortened(reading, by_size[0], alone)):
        return None
    return found[by_size[-1]]


def _legal_end(reading: Reading, high: int) -> int:
    """Past a legal form that a comma sets off: 'Example, Inc.'"""
    end = high
    while (
        end < len(reading.texts)
        and reading.gap(end) in (", ", " ", ". ")
        and reading.texts[end] in LEGAL
        and reading.cased(end)
    ):
        end += 1
    return end


def _names_a_model(reading: Reading, low: int, end: int, models: Known) -> bool:
    """Whether the longer run is a model's: 'Mistral Large' says nothing of 'Mistral AI'."""
    run = reading.texts[low : reading.rightmost(end, numbers=True)]
    return any(run[: len(model)] == model or model[: len(run)] == run for model in models.starting(run[0]))


def _shortened(reading: Reading, long: tuple[str, ...], alone: Iterable[Range]) -> bool:
    """Whether the text introduces the long form and goes on with the short one, never both in one breath."""
    first = reading.find(long)
    text, words = reading.places.text, reading.places.words
    if not first:
        return False
    for low, high in alone:
        if low < first[0][0]:
            return False
        for start, end in first:
            begin, stop = (end - 1, low) if start < low else (high - 1, start)
            between = text[words[begin].end : words[stop].start]
            if not any(mark in between for mark in ".!?\n"):
                return False
    return True


def _headed(reading: Reading, words: tuple[str, ...], bodies: Known) -> str | None:
    """'the Commission' → 'European Commission', the only name in the text that ends so."""
    if len(words) != 1 or len(words[0]) < 5 or not words[0].isalpha():
        return None
    ending = bodies.ending(words[0]).items()
    known = {body: name for body, name in ending if CONJUNCTIONS.isdisjoint(body[-2:-1]) and "," not in name}
    found: Found = {}
    short = False
    for low, high in reading.find(words):
        if not reading.cased(low) or reading.rightmost(high) > high:
            continue
        start = reading.leftmost(low)
        whole = next((body for body in known if len(body) > 1 and reading.texts[high - len(body) : high] == body), None)
        if whole is not None:
            found[whole] = known[whole]
        elif start < low:
            found[plain(reading.text((start, high)))] = reading.text((start, high))
        elif found and low and reading.texts[low - 1] in DEFINITE and reading.joined(low):
            short = True
        elif not _attributive(reading, low, high):
            return None
    return next(iter(found.values())) if short and len(found) == 1 else None


def _attributive(reading: Reading, low: int, high: int) -> bool:
    """Whether the name only tells of what kind a noun is: 'a Commission spokesperson'."""
    led = low > 0 and reading.texts[low - 1] in DETERMINERS and reading.joined(low)
    return led and high < len(reading.texts) and reading.gap(high) == " " and reading.places.written[high].islower()


def _cut(reading: Reading, words: tuple[str, ...], bodies: Known) -> str | None:
    """The longer name of the claims whose end it is wherever it stands: it never stands by itself."""
    ending = bodies.ending(words[-1]).items()
    size = len(words)
    longer = {
        whole: body
        for whole, body in ending
        if len(whole) > size and whole[-size:] == words and whole[-size - 1] not in CONJUNCTIONS and "," not in body
    }
    if len(longer) != 1:
        return None
    ((whole, body),) = longer.items()
    ends = {end for _, end in reading.find(whole)}
    places = reading.find(words)
    return body if places and all(high in ends for _, high in places) else None

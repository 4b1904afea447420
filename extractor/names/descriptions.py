"""Whom a description names: 'the Facebook owner' where the text has 'Meta, the Facebook owner,'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from extractor.entities import split
from extractor.names.known import Known
from extractor.names.lexicon import ALSO, ANOTHER, DETERMINERS, LINKING, LINKS, MODEL_NOUN, NOW, OPENERS, PARTICLES
from extractor.names.reading import Range, Reading, plain

_COMMA = re.compile(r"\s?[,–—(（]\s?|\s[-–—]\s")
_CLOSED = re.compile(r"\s?[,;:.)）–—]|\s[-–—]\s|$")
_LISTED = re.compile(r",? (?:and|or|y|o|und|oder|et|ou|as well as) |, [A-Z]")
_LEAST = 3
"""Words that tell something in a description that names nothing: 'the chip maker' may be anybody."""


@lru_cache(maxsize=4_096)
def described(name: str) -> bool:
    """Whether the words describe somebody instead of being a name: some are in small letters and no link."""
    return any(
        name[word.start : word.end].islower()
        and name[word.start - 1 : word.start] != "."
        and word.text[0].isalpha()
        and word.text[0] < "\u3040"
        and len(word.text) > 1
        and word.text not in LINKS | PARTICLES | DETERMINERS
        and word.text != "and"
        for word in split(name)
    )


def trailing(reading: Reading, name: str, *, model: bool) -> str | None:
    """The name that a description leads up to: 'Mistral' of 'the Paris-based start-up Mistral'."""
    parts = split(name)
    last = next((n for n in range(len(parts) - 1, -1, -1) if name[parts[n].start].islower()), None)
    if last is None or last == len(parts) - 1:
        return None
    text = parts[last].text
    before = {part.text for part in parts[: last + 1]} - DETERMINERS
    if name[parts[last].end : parts[last + 1].start] != " " or before & (LINKING | ANOTHER):
        return None
    if (text not in MODEL_NOUN) if model else (text.endswith("s") and not text.endswith("ss")):
        return None
    rest = name[parts[last + 1].start :].strip()
    return rest if reading.find(plain(rest)) and not set(rest) & set(",;()") else None


def named(reading: Reading, name: str, fits: Callable[[str], bool], *, model: bool) -> str | None:
    """The name that the text sets beside the description, if it is one only; `fits` says which names may be meant."""
    words = plain(name)
    telling = [word for word in words if word not in LINKING | DETERMINERS and word != "s"]
    pointed = any(name[word.start].isupper() and word.text not in OPENERS for word in split(name))
    if (not pointed and len(telling) < _LEAST) or len(telling) < 2 or (model and ANOTHER & set(words)):
        return None
    found: dict[tuple[str, ...], str] = {}
    for place in reading.find(words):
        for beside in _beside(reading, place):
            written = reading.text(beside)
            if fits(written):
                found.setdefault(plain(written), written)
    return next(iter(found.values())) if len(found) == 1 else None


def _beside(reading: Reading, place: Range) -> Iterator[Range]:
    """Names in apposition to the words at a place."""
    low, high = place
    start = low
    while start and reading.texts[start - 1] in DETERMINERS and reading.joined(start):
        start -= 1
    if high < len(reading.texts) and reading.cased(high):
        gap, end = reading.gap(high), reading.rightmost(high + 1, numbers=True)
        told = gap == " " and reading.texts[high] not in OPENERS
        if told or (_COMMA.fullmatch(gap) and _apart(reading, end, gap)):
            yield high, end
    if start and _COMMA.fullmatch(reading.gap(start)) and (reading.cased(start - 1) or _numbered(reading, start)):
        begin, opened = _left(reading, start), reading.gap(start)
        if (
            begin < start
            and not _listed(reading, begin)
            and _apart(reading, high, opened)
            and not _adverbial(reading, begin)
        ):
            yield begin, start


def _numbered(reading: Reading, start: int) -> bool:
    """Whether a version stands before a comma there: 'Llama 4, Meta's …'."""
    digits = start > 1 and any(map(str.isdigit, reading.texts[start - 1]))
    return digits and reading.joined(start - 1) and reading.cased(start - 2)


def _left(reading: Reading, start: int) -> int:
    """Where the name begins that ends before `start`."""
    last = start - 1
    if reading.texts[last] in OPENERS:
        return start
    return reading.leftmost(last, numbers=True)


def _apart(reading: Reading, end: int, gap: str = "") -> bool:
    """Whether a mark closes the apposition that ends there, as it was opened in the gap, and no list goes on."""
    follows = reading.after((end - 1, end), 12)
    if not {"(", "（"}.isdisjoint(gap):
        return follows[:1] in (")", "）")
    return bool(_CLOSED.match(follows)) and not _LISTED.match(follows)


def _listed(reading: Reading, begin: int) -> bool:
    """Whether the name that begins there goes on a list: 'Google, Meta, the …', 'Google and Meta, the …'."""
    if not begin or reading.opens(begin):
        return False
    before = reading.gap(begin)
    if before.strip() == ",":
        return reading.named(begin - 1)
    return reading.texts[begin - 1] in ("and", "or", "y", "o", "und", "oder", "et", "ou") and before == " "


def _adverbial(reading: Reading, begin: int) -> bool:
    """Whether the name ends a phrase that its sentence opens with: 'After talks with Google, the …'."""
    at = begin
    while at and not reading.opens(at):
        if "," in reading.gap(at):
            return False
        at -= 1
    return at < begin and reading.texts[at] in OPENERS and reading.texts[at] not in DETERMINERS


def renamed(reading: Reading, words: tuple[str, ...], known: Known) -> str | None:
    """The other name that the text sets beside this one: 'X' for 'Twitter' in 'X (formerly Twitter)'.

    It is one of the `known` of its kind, since 'Ann Lee (formerly OpenAI)' is no firm.
    """
    found: dict[tuple[str, ...], str] = {}
    for low, high in reading.find(words) if reading.renames else ():
        if reading.rightmost(high, numbers=True) > high:
            continue
        lead = ALSO.ending(reading.before((low, high), 60))
        if lead and _apart(reading, high):
            first = low
            limit = reading.places.words[low].start - len(lead[0])
            while first and reading.places.words[first - 1].end > limit:
                first -= 1
            begin = _left(reading, first) if first and reading.cased(first - 1) else first
            if begin < first and plain(written := reading.text((begin, first))) in known:
                found[plain(written)] = written
        found |= {plain(text): text for text in _now(reading, high) if plain(text) in known}
    return next(iter(found.values())) if len(found) == 1 else None


def _now(reading: Reading, high: int) -> Iterator[str]:
    """The new name behind an old one: 'Twitter (now X)'."""
    for at in range(high, min(high + 5, len(reading.texts))):
        if reading.cased(at) and reading.texts[at] not in OPENERS:
            end = reading.rightmost(at, numbers=True)
            start = reading.places.words[high - 1].end
            if NOW.ending(reading.places.text[start : reading.places.words[at].start]) and _apart(reading, end):
                yield reading.text((at, end))
            return

"""Acronyms and what they stand for: 'Open Model Initiative (OMI)', 'OMI (Open Model Initiative)'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.entities import fold
from extractor.names.known import SKIPPED, Known, initials
from extractor.names.lexicon import DETERMINERS, SHORT
from extractor.names.reading import Range, Reading, plain

_SHAPE = re.compile(r"(?=[^\W\d_])[\w&.-]{2,10}")
_LONG = 6
"""Letters from which on a name is a word and no acronym."""
_CLOSED = re.compile(r"[\"”’»]?\s?[)）,;，]")
_UNTIED = 3
"""Letters from which on initials alone tell what an acronym stands for, if one name of the claims has them."""


def expansion(reading: Reading, name: str, others: Known) -> str | None:
    """What the acronym stands for, as the text ties it; None when it is none, or stands for two things.

    `others` are names of the same kind: one of them alone has these initials where nothing ties the two.
    """
    if not _SHAPE.fullmatch(name) or name.isdigit() or sum(map(str.isupper, name)) < 1:
        return None
    letters = "".join(filter(str.isalnum, fold(name)))
    capitals = name.upper() == name
    places = reading.find(plain(name)) if reading.shortens else ()
    found = {plain(text): text for place in places for text in _tied(reading, place, letters)}
    if not found and capitals and len(letters) >= _UNTIED:
        found = others.spelling(letters)
    return next(iter(found.values())) if len(found) == 1 else None


def _tied(reading: Reading, place: Range, letters: str) -> Iterable[str]:
    """The expansions that stand right before or behind the acronym at a place."""
    before, after = reading.before(place), reading.after(place, 2)
    opened = before.rstrip("\"“'‘«")[-1:] in ("(", "（")
    told = SHORT.ending(before) or (before.endswith(", ") and reading.after(place, 10) == " for short")
    if (opened and _CLOSED.match(after)) or (told and (after[:1] == " " or _CLOSED.match(after))):
        end = place[0]
        if not opened:
            comma = reading.before(place).rfind(", ")
            start = reading.places.words[place[0]].start - (len(before) - comma)
            while end and reading.places.words[end - 1].end > start:
                end -= 1
        found = _leading(reading, end, letters)
        if found is None and not opened and end:
            found = _whole(reading, end, letters)
        if found:
            yield reading.text(found)
    if after[:2] in (" (", " （") or after[:1] in ("(", "（"):
        inside = place[1]
        end = inside
        while (
            end < len(reading.texts)
            and end - inside < 12
            and (end == inside or not set(reading.gap(end)) & set("()（）.;,"))
        ):
            end += 1
        closed = reading.places.text[reading.places.words[end - 1].end :][:1] in (")", "）", ",", ";")
        if inside < end and closed and _spelled(reading, (inside, end), letters):
            yield reading.text((inside, end))


def _leading(reading: Reading, end: int, letters: str) -> Range | None:
    """The words before a place that the letters stand for: the fewest whose initials they are, else a looser fit."""
    most = min(len(letters) + 6, 2 * len(letters) + 2, end)
    spans: list[Range] = []
    for size in range(1, most + 1):
        start = end - size
        if size > 1 and not _together(reading.gap(start + 1)):
            break
        if reading.cased(start) and reading.texts[start][0] == letters[0]:
            spans.append((start, end))
    for span in spans:
        if letters in initials(reading.texts[span[0] : span[1]]):
            return span
    for span in spans:
        if span[1] - span[0] <= len(letters) and _inside(reading.texts[span[0] : span[1]], letters):
            return span
    return None


def _whole(reading: Reading, end: int, letters: str) -> Range | None:
    """The name of several words there that begins with the same letter: 'the Allen Institute for AI, or Ai2,'."""
    begin = reading.leftmost(end - 1)
    fits = end - begin >= _UNTIED and reading.texts[begin][0] == letters[0] and len(letters) < _LONG
    return (begin, end) if fits else None


def _together(gap: str) -> bool:
    return gap.strip() in ("", "-", "‑", "&", "'", "’") and "\n\n" not in gap


def _spelled(reading: Reading, span: Range, letters: str) -> bool:
    texts = reading.texts[span[0] : span[1]]
    while len(texts) > 1 and texts[0] in DETERMINERS:
        texts = texts[1:]
    return len(texts) > 1 and reading.cased(span[1] - 1) and texts[0][0] == letters[0] and letters in initials(texts)


def _inside(texts: Sequence[str], letters: str) -> bool:
    """Whether the letters stand in the words in this order, the first of each word that is no small one among them.

    For compounds and for names made of syllables: 'Deutsche Forschungsgemeinschaft (DFG)'.
    """
    if not texts or not letters:
        return not letters and all(text in SKIPPED for text in texts)
    first, rest = texts[0], texts[1:]
    if first in SKIPPED and _inside(rest, letters):
        return True
    at = 0
    for taken, letter in enumerate(letters, 1):
        at = first.find(letter, at) + 1
        if at == 0 or (taken == 1 and at != 1):
            return False
        if _inside(rest, letters[taken:]):
            return True
    return False

"""A time expression as tokens: every reading of its words, or none where one word is not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from extractor.entities import Word, split
from extractor.ground.dates.vocabulary import Token, Vocabulary

MOST_READINGS = 64
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?|uhr\b)|(?<!\d)\d{1,2}:\d{2}(?!\d)|\d{1,2}[時点](?:\d{1,2}分)?",
    re.I,
)
_DASH = re.compile(r"(?<=\w)\.?\s*[–—〜～]\s*(?=\w)|(?<=\d)-(?=\d)")
_SHORT_YEAR = re.compile(r"(?<=[\s.])['’](\d\d)(?!\d|s)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|e|o|a)?")
_COUNTERS = {
    "年": "year",
    "月": "month",
    "日": "day",
    "号": "day",
    "號": "day",
    "년": "year",
    "월": "month",
    "일": "day",
}
_RANGE = " \u2026 "
"""What a dash between two times becomes: no word, and in no time expression otherwise."""


def readings(when: str, words_of: Vocabulary) -> Iterator[tuple[Token, ...]]:
    """The tokens of the text, once for every combination of what its words may be."""
    text = _SHORT_YEAR.sub(_whole_year, _CLOCK.sub(" ", when))
    choices: list[tuple[Token, ...]] = []
    for number, piece in enumerate(_DASH.sub(_RANGE, text).split(_RANGE)):
        if number:
            choices.append((Token("and"),))
        found = _choices(split(piece), piece, words_of)
        if found is None:
            return
        choices += found
    yield from islice(product(*choices), MOST_READINGS)


def _whole_year(found: re.Match[str]) -> str:
    """The century that a year of two digits after an apostrophe leaves no doubt about."""
    short = int(found[1])
    return f"20{found[1]}" if short < 40 else f"19{found[1]}" if short >= 70 else found[0]


def _choices(found: tuple[Word, ...], text: str, words_of: Vocabulary) -> list[tuple[Token, ...]] | None:
    choices: list[tuple[Token, ...]] = []
    place = 0
    folded = tuple(word.text for word in found)
    while place < len(found):
        if folded[place][0].isdigit():
            token, place = _number(folded, place)
            if token is None:
                return None
            choices.append((token,))
            continue
        for size in range(min(words_of.longest, len(folded) - place), 0, -1):
            tokens = words_of.entries.get(folded[place : place + size])
            if tokens:
                break
        else:
            return None
        if folded[place] in words_of.doubtful and _alone(folded, place) and not text[found[place].start].isupper():
            return None
        choices.append(tokens)
        place += size
    return choices


def _alone(folded: tuple[str, ...], place: int) -> bool:
    """Whether no number is beside the word."""
    return not any(word[0].isdigit() for word in folded[max(0, place - 1) : place + 2])


def _number(folded: tuple[str, ...], place: int) -> tuple[Token | None, int]:
    """The number's token and the place after it, a counter of Chinese or Japanese dates included."""
    written = folded[place]
    counter = _COUNTERS.get(folded[place + 1].removesuffix("에")) if place + 1 < len(folded) else None
    distance = folded[place + 2] in "前間间전" if counter and place + 2 < len(folded) else False
    if written.isdecimal() and counter and not distance:
        value = int(written) if len(written) < 5 else 0
        if counter == "year" and 1900 <= value <= 2100:
            return Token("year", value), place + 2
        if counter == "month" and 1 <= value <= 12:
            return Token("month", value), place + 2
        return (Token("day", value), place + 2) if counter == "day" and 1 <= value <= 31 else (None, place)
    if len(written) == 4 and written.isdecimal() and 1900 <= int(written) <= 2100:
        return Token("year", int(written)), place + 1
    if (ordinal := _ORDINAL.fullmatch(written)) and ordinal[1].isdecimal():
        return Token("number", int(ordinal[1])), place + 1
    return None, place

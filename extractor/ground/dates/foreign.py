"""Times in the languages that the calendar lacks, read by dateparser and believed only where it can't have guessed.

dateparser fills in what a text does not say from a day that it is given. Read against several such days, what was
written stays and what was filled in moves; the differences tell what the words say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from extractor.ground.dates.absolute import sound
from extractor.ground.dates.written import Unit, Written

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

CHECKED = frozenset("cs da fi it nb nl pl pt ro ru sv tr uk".split())
"""Languages whose answers a table of tests has seen; others are not asked."""

_SHAPE = re.compile(r"(?:(?<![\d:])(?:\d{1,2}|(?:19|20)\d\d)(?![\d:])|[^\W\d_]|[\s.,'’\-])+")
"""Words, and numbers of a day or a year. Clocks, amounts and the like are not passed on."""

_BASES = (dt.datetime(2001, 2, 11), dt.datetime(2010, 10, 20), dt.datetime(1995, 7, 28))
"""A Sunday, a Wednesday and a Friday, of different years, months and days."""

_Side = Literal["past", "future"]


def foreign(when: str, lang: str) -> Written | None:
    """What the words say, or None for what dateparser does not read, or reads differently from one day to another."""
    if lang not in CHECKED or not _SHAPE.fullmatch(when) or len(re.findall(r"\d+", when)) > 2:
        return None
    if sum(character.isalpha() for character in when) < 2 or len(when.split()) > 6:
        return None
    answers = [_answer(when, lang, "past", base) for base in range(len(_BASES))]
    read = [answer for answer in answers if answer is not None]
    periods = {period for _, period in read}
    if len(read) < len(_BASES) or len(periods) != 1:
        return None
    written = _meaning([date for date, _ in read], periods.pop())
    if written is None or not _accounted(written, when):
        return None
    if written.day is not None and len(when.split()) > 1:
        return _beside_weekday(written, when, lang)
    if written.weekday is not None or (written.month is not None and written.year is None):
        # "mar" is March and Tuesday in Italian.
        long = max(map(len, re.findall(r"[^\W\d_]+", when)), default=0) > 3
        return written if long and (written.weekday is None or _bare(when, lang)) else None
    return written


def _answer(when: str, lang: str, side: _Side, base: int) -> tuple[dt.date, str] | None:
    try:
        read = _parser(lang, side, base).get_date_data(when)
    except (ValueError, OverflowError):  # a year or a distance outside of the calendar
        return None
    return (read.date_obj.date(), read.period) if read.date_obj and read.period else None


@cache
def _parser(lang: str, side: _Side, base: int) -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=[lang],
        settings={
            "RELATIVE_BASE": _BASES[base],
            "PREFER_DATES_FROM": side,
            "PARSERS": ["relative-time", "absolute-time"],
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "DATE_ORDER": "DMY",
        },
    )


def _meaning(found: list[dt.date], period: str) -> Written | None:
    """What holds of all the answers."""
    years, months, days = ({getattr(date, part) for date in found} for part in ("year", "month", "day"))
    bases = [base.date() for base in _BASES]
    pairs = list(zip(found, bases, strict=True))
    apart = {(date - base).days for date, base in pairs}
    apart_months = {(date.year - base.year) * 12 + date.month - base.month for date, base in pairs}
    year = next(iter(years)) if len(years) == 1 else None
    match period:
        case "year":
            return Written(year=year) if year else _shift(Unit.YEAR, {number / 12 for number in apart_months})
        case "month":
            return Written(year, months.pop()) if len(months) == 1 else _shift(Unit.MONTH, apart_months)
        case "week":
            return _shift(Unit.WEEK, {number / 7 for number in apart})
        case "day" if len(apart) == 1:
            return _shift(Unit.DAY, apart)
        case "day" if len(months) == len(days) == 1:
            return sound(Written(year, months.pop(), days.pop()))
    weekdays = {date.weekday() for date in found}
    if period == "day" and len(weekdays) == 1 and all(-7 <= distance < 0 for distance in apart):
        return Written(weekday=weekdays.pop())
    return None


def _shift(unit: Unit, apart: Collection[float]) -> Written | None:
    """The one distance that all answers have from their days."""
    (distance, *others) = apart
    if others or distance != int(distance):
        return None
    return Written(unit=unit, shift=int(distance), counted=abs(distance) > 1)


def _bare(when: str, lang: str) -> bool:
    """Whether this is a weekday and no more, which lies ahead as soon as that is asked for."""
    for base, start in enumerate(_BASES):
        answer = _answer(when, lang, "future", base)
        if answer is None or not 0 < (answer[0] - start.date()).days <= 7:
            return False
    return True


def _beside_weekday(written: Written, when: str, lang: str) -> Written | None:
    """The date with the weekday that stands beside it, which dateparser leaves unread; None where they disagree."""
    for word in re.findall(r"[^\W\d_-]{4,}(?:-[^\W\d_]+)?", when):
        answer = _answer(word, lang, "past", 0)
        if answer and answer[1] == "day" and -7 <= (answer[0] - _BASES[0].date()).days < 0 and _bare(word, lang):
            return sound(replace(written, weekday=answer[0].weekday()))
    return written


def _accounted(written: Written, when: str) -> bool:
    """Whether every number of the text is in what was read, and nothing was read that no number says."""
    numbers = sorted(int(digits) for digits in re.findall(r"\d+", when))
    read = sorted(number for number in (written.year, written.day) if number is not None)
    return numbers == read or (written.shift is not None and numbers == [abs(written.shift)])

"""Times named by year, month, day or weekday."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from extractor.entities import fold
from extractor.ground.dates.written import Written

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

DOTS = frozenset("de at fr es it pt pl cs sk ru uk tr fi da nb no ro hr bg et lv lt sl".split())
"""Languages where a date with dots is day, month, year; in others nobody can tell."""


def numeric(when: str, lang: str | None) -> Written | None:
    """A date of nothing but figures, where only one order of them is possible."""
    text = fold(when)
    if found := _YEAR_FIRST.fullmatch(text):
        year, sign, month, day = found.groups()
        # "2009-10" is a season as well as a month; "2026-04" can only be a month.
        if day is None and (sign != "-" or len(month) != 2 or int(month) > int(year[2:])):
            return None
        return sound(Written(year=int(year), month=int(month), day=int(day) if day else None))
    if (found := _DOTTED.fullmatch(text)) and lang in DOTS:
        day, month, year = map(int, found.groups())
        return sound(Written(year=year, month=month, day=day))
    if found := _SLASHED.fullmatch(text):
        first, second, year = map(int, found.groups())
        orders = [Written(year=year, month=month, day=day) for day, month in {(first, second), (second, first)}]
        possible = [written for written in orders if sound(written)]
        return possible[0] if len(possible) == 1 else None
    return None


_NAMED = {
    "year": ("year",),
    "month year": ("month", "year"),
    "year month": ("year", "month"),
    "month": ("month",),
    "weekday": ("weekday",),
    "day": ("day",),
    **{
        " ".join(order).replace("day", day): order
        for day in ("number", "day")
        for order in (
            ("day", "month", "year"),
            ("month", "day", "year"),
            ("year", "month", "day"),
            ("day", "month"),
            ("month", "day"),
        )
    },
}


def named(kinds: list[str], values: list[int]) -> Written | None:
    """The date that names and numbers in one of the usual orders make; a weekday may stand beside a full one."""
    weekday = None
    if len(kinds) > 1 and "weekday" in (kinds[0], kinds[-1]):
        place = 0 if kinds[0] == "weekday" else -1
        weekday = values[place]
        kinds = kinds[1:] if place == 0 else kinds[:-1]
        values = values[1:] if place == 0 else values[:-1]
        if "month" not in kinds or not {"number", "day"} & set(kinds):
            return None
    fields = _NAMED.get(" ".join(kinds))
    if fields is None:
        return None
    said = dict(zip(fields, values, strict=True))
    return sound(Written(said.get("year"), said.get("month"), said.get("day"), said.get("weekday", weekday)))


def sound(written: Written) -> Written | None:
    """The same where its parts can stand together, None for a 30 February or another weekday than the date's."""
    year, month, day = written.year, written.month, written.day
    if year is not None and not 1900 <= year <= 2100:
        return None
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= (calendar.monthrange(year or 2024, month)[1] if month else 31):
        return None
    if year and month and day and written.weekday not in (None, dt.date(year, month, day).weekday()):
        return None
    return written

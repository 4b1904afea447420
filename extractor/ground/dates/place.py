"""Where a time lies in the calendar: its first and last day, every reading included."""

from __future__ import annotations

import calendar
import datetime as dt

from extractor.ground.dates.tense import FUTURE, PAST, UNKNOWN
from extractor.ground.dates.written import Unit, Written

Days = tuple[dt.date, dt.date]

_NEAR = 92
"""Days from publication within which a day without its year can be told although nothing says behind or ahead."""

_TOO_NEAR = 31
"""A past day is not a year ago when the same date is coming up within these days, and the other way round."""

_SEASONS = ((3, 5), (6, 8), (9, 11))
"""First and last month of spring, summer and autumn, as the northern half has them; winter has two years."""


def days(written: Written, published: dt.date | None, way: int) -> Days | None:
    """First and last day that it can mean; None where that is open."""
    if written.year is not None:
        return span(written.year, written.month, written.day)
    if published is None:
        return None
    if written.unit is Unit.SEASON:
        return _season(written, published)
    if written.unit is Unit.WEEKEND:
        return _weekend(written, published, way)
    if written.shift is not None and written.unit is not None:
        return _shifted(written, written.unit, written.shift, published, way)
    if written.unit is not None:
        return _shifted(written, written.unit, 0, published, way) if way == FUTURE else None
    if written.month is not None:
        return _month(written, written.month, published, way)
    if written.weekday is not None:
        return _weekday(written.weekday, written.pointed, published, way)
    return _day(written.day, published, way) if written.day else None


def span(year: int, month: int | None, day: int | None) -> Days | None:
    """The whole year, month or day, where there is such a one."""
    if not 1900 <= year <= 2100:
        return None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return dt.date(year, month, 1), dt.date(year, month, length)
    return (dt.date(year, month, day),) * 2 if day <= length else None


def _months(published: dt.date, shift: int) -> tuple[int, int]:
    year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
    return year, month + 1


def _shifted(written: Written, unit: Unit, shift: int, published: dt.date, way: int) -> Days | None:
    if shift > 0 and way == PAST:
        return None
    if unit is Unit.YEAR and written.counted and abs(shift) > 5:
        return None
    if unit is Unit.YEAR:
        return span(published.year + shift, written.month, written.day)
    if unit is Unit.MONTH and written.counted and abs(shift) > 3:
        ends = [span(*_months(published, shift + off), None) for off in (-1, 1)] if abs(shift) <= 24 else []
        return (ends[0][0], ends[1][1]) if len(ends) == 2 and ends[0] and ends[1] else None
    if unit is Unit.MONTH:
        return span(*_months(published, shift), written.day)
    if unit is Unit.DAY:
        return (_after(published, shift),) * 2 if abs(shift) <= 14 else None
    monday = _after(published, 7 * shift - published.weekday())
    if written.weekday is not None:
        return (_after(monday, written.weekday),) * 2
    if not written.counted:
        return _after(monday, -1), _after(monday, 6)
    slack = 3 if abs(shift) <= 3 else 7
    middle = _after(published, 7 * shift)
    return (_after(middle, -slack), _after(middle, slack)) if abs(shift) <= 8 else None


def _after(day: dt.date, count: int) -> dt.date:
    return day + dt.timedelta(days=count)


def _season(written: Written, published: dt.date) -> Days | None:
    if written.shift is not None:
        return span(published.year + written.shift, None, None)
    if written.pointed is None or written.season is None:
        return None
    first, last = _SEASONS[written.season]
    if (written.pointed < 0 and published.month >= first) or (written.pointed > 0 and published.month <= last):
        return None
    return span(published.year + written.pointed, None, None)


def _weekend(written: Written, published: dt.date, way: int) -> Days | None:
    saturday = _after(published, 5 - published.weekday())
    if written.pointed == 1:
        return saturday, _after(saturday, 8)
    if written.pointed == -1:
        return (_after(saturday, -7), _after(saturday, -6)) if published.weekday() < 5 else None
    if way == UNKNOWN:
        return None
    if way == PAST and published.weekday() < 5:
        saturday = _after(saturday, -7)
    return saturday, _after(saturday, 1)


def _month(written: Written, month: int, published: dt.date, way: int) -> Days | None:
    if written.pointed is not None:
        if (written.pointed < 0 and month < published.month) or (written.pointed > 0 and month > published.month):
            return None
        return span(published.year + written.pointed, month, written.day)
    if written.day is None:
        if way == UNKNOWN:
            return None
        turned = month > published.month if way == PAST else month < published.month
        return span(published.year + (way if turned else 0), month, None)
    return _day_of_year(month, written.day, written.weekday, published, way)


def _day_of_year(month: int, day: int, weekday: int | None, published: dt.date, way: int) -> Days | None:
    around = [found for year in (-1, 0, 1) if (found := span(published.year + year, month, day))]
    behind = [found[0] for found in around if found[0] <= published]
    ahead = [found[0] for found in around if found[0] >= published]
    back = (published - behind[-1]).days if behind else 999
    forth = (ahead[0] - published).days if ahead else 999
    if way == UNKNOWN:
        chosen = behind[-1] if back <= _NEAR else ahead[0] if forth <= _NEAR else None
    elif way == PAST:
        chosen = behind[-1] if back < 366 and (back == 0 or forth > _TOO_NEAR) else None
    else:
        chosen = ahead[0] if forth < 366 and (forth == 0 or back > _TOO_NEAR) else None
    if chosen is None or weekday not in (None, chosen.weekday()):
        return None
    return chosen, chosen


def _weekday(weekday: int, pointed: int | None, published: dt.date, way: int) -> Days | None:
    back = (published.weekday() - weekday) % 7
    forth = (weekday - published.weekday()) % 7
    monday = _after(published, -published.weekday())
    if pointed == 2:
        return (_after(published, forth or 7),) * 2
    if pointed == -1:
        # On a Friday, "last Wednesday" is two days ago to some and nine to others.
        day = _after(published, -(back or 7))
        return (day if day < monday else _after(day, -7), day)
    if pointed == 1:
        day = _after(published, forth or 7)
        return (day, day if day > _after(monday, 6) else _after(day, 7))
    if way == PAST:
        return (_after(published, -back),) * 2
    if way == FUTURE:
        return (published, _after(published, 7)) if forth == 0 else (_after(published, forth),) * 2
    return None


def _day(day: int, published: dt.date, way: int) -> Days | None:
    """A day of the month alone, as Japanese and Chinese news name those of the last or the next two weeks."""
    months = [span(*_months(published, shift), day) for shift in (-1, 0, 1)]
    near = [found for found in months if found and 0 <= (found[0] - published).days * (way or 99) <= 15]
    return near[0] if way and len(near) == 1 else None

"""The date of a claim: from its time as written, the day of publication, and whether it looks back or ahead."""

from __future__ import annotations

import datetime as dt

from extractor.ground.dates.place import Days, days
from extractor.ground.dates.reading import read
from extractor.ground.dates.tense import Around, direction
from extractor.ground.dates.written import Stretch, Time, Unit, Written
from extractor.models import Status

_MOMENTS = frozenset({None, Status.OCCURRED, Status.PLANNED, Status.DENIED})
"""Where "today" is a day; elsewhere it may as well be these days."""


def resolved(
    when: str,
    published: dt.date | None,
    status: Status | None = None,
    lang: str | None = None,
    around: Around | None = None,
) -> str | None:
    """ISO 8601 year, month or day: the smallest that holds all that the words can mean; None where none does.

    Without the day of publication only what names its year is a date; without a status only what lies near, or says
    itself whether it looks back.
    """
    time = read(when, lang)
    if time is None:
        return None
    language = lang.split("-")[0].lower() if lang else None
    try:
        found = _days(time, published, status, around, language)
    except OverflowError:  # a publication near the end of the calendar
        return None
    return None if found is None or _told_of(time, found, around) else iso(*found)


def _days(
    time: Time, published: dt.date | None, status: Status | None, around: Around | None, lang: str | None
) -> Days | None:
    if isinstance(time, Written):
        if time.unit is Unit.DAY and time.shift == 0 and not time.counted and status not in _MOMENTS:
            return None
        return days(time, published, direction(time, status, around, lang))
    way = direction(None, status, around, lang)
    first, last = days(time.first, published, way), days(time.last, published, way)
    if time.first.year is None and time.last.year is not None and time.first.month is not None:
        first = days(_with_year(time.first, time.last.year), published, way)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _with_year(written: Written, year: int) -> Written:
    return Written(year, written.month, written.day)


def _told_of(time: Time, found: Days, around: Around | None) -> bool:
    """Whether the story is in an earlier year: "In 2019 he joined. In March he left." says nothing of this March."""
    first = time.first if isinstance(time, Stretch) else time
    if around is None or first.year or first.unit or first.month is None or first.pointed is not None:
        return False
    year = around.year()
    return year is not None and year < found[0].year


def iso(first: dt.date, last: dt.date) -> str | None:
    """The day, month or year that both days are in."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if first.year == last.year else None

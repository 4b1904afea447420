"""Dates that a text leaves no doubt about."""

from __future__ import annotations

import calendar
import datetime as dt

from extractor.entities import fold, words
from extractor.ground.lexicon import LEXICON

MONTHS = {name: number for number, line in enumerate(LEXICON["months"], 1) for name in line.split()}
FILLERS = frozenset(LEXICON["date_fillers"].split())


def resolved(when: str, published: dt.date | None) -> str | None:
    """ISO 8601 year, month or day for a full date; a day without its year takes that of the article, if it is near."""
    text = fold(when)
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    parts = [part for part in words(text) if part not in FILLERS]
    months = [part for part in parts if part in MONTHS and not part.isdigit()]
    digits = [part.rstrip("stndrh") for part in parts if part[0].isdigit()]
    if len(parts) != len(months) + len(digits) or len(months) > 1 or not all(d.isdecimal() for d in digits):
        return None
    years = [int(d) for d in digits if len(d) == 4 and 1900 <= int(d) <= 2100]
    days = [int(d) for d in digits if len(d) <= 2]
    if len(years) + len(days) != len(digits) or len(years) > 1 or len(days) > 1:
        return None
    if not months:
        return f"{years[0]}" if years and not days else None
    month = MONTHS[months[0]]
    if years and not days:
        return f"{years[0]}-{month:02}"
    if not days:
        return None
    year = years[0] if years else _near_year(month, days[0], published)
    if year is None or not 1 <= days[0] <= calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, days[0]).isoformat()


def _near_year(month: int, day: int, published: dt.date | None) -> int | None:
    """The article's own year, when the day lies within three months of it in that year."""
    if published is None or not 1 <= day <= calendar.monthrange(published.year, month)[1]:
        return None
    return published.year if abs((dt.date(published.year, month, day) - published).days) <= 92 else None

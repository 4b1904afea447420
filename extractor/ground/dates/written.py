"""What a time expression says by itself, before the day of publication gives it a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal


class Unit(Enum):
    """What a time may be a whole one of."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    WEEKEND = "weekend"
    SEASON = "season"


Bound = Literal["by", "until", "since", "from"]


@dataclass(frozen=True, slots=True)
class Written:
    """One time as written. What it does not say is None; nothing here is filled in."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    unit: Unit | None = None
    """Of `shift`, or of a span that is named without a number: "the weekend"."""
    shift: int | None = None
    """Units from the one of publication: -1 for "last year"."""
    counted: bool = False
    """Whether the shift is a distance in words ("two weeks ago") and no neighbour ("last week")."""
    pointed: int | None = None
    """-1, 0 or 1 for "last", "this" or "next" before a month, a weekday or a season."""
    season: int | None = None
    """Place in spring, summer, autumn."""
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one time to another."""

    first: Written
    last: Written


Time = Written | Stretch

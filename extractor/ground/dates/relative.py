"""Times told by their distance from the day of publication."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extractor.ground.dates.absolute import named
from extractor.ground.dates.vocabulary import Token
from extractor.ground.dates.written import Unit, Written

_COUNTED = {
    "count units ago", "count unit ago", "number units ago", "number unit ago", "ago count units", "ago count unit",
    "ago number units", "ago number unit", "ahead count units", "ahead count unit", "ahead number units",
}  # fmt: skip


def told(core: tuple[Token, ...], points_follow: bool) -> Written | None:
    """What the tokens say by distance, or by a neighbour of the time of publication."""
    kinds = " ".join(token.kind for token in core)
    at: dict[str, Any] = {token.kind: token.value for token in core}
    if kinds == "today":
        return Written(unit=Unit.DAY, shift=at["today"])
    if kinds in _COUNTED:
        count = at.get("count", at.get("number"))
        unit = Unit(at.get("units", at.get("unit")))
        return Written(unit=unit, shift=-count if "ago" in at else count, counted=True) if count else None
    if kinds == "weekend":
        return Written(unit=Unit.WEEKEND)
    if kinds == "period":
        unit, shift = at["period"]
        return Written(unit=Unit(unit), shift=shift)
    if kinds in ("season year", "year season"):
        return Written(year=at["year"], unit=Unit.SEASON, season=at["season"])
    if kinds in ("fixed", "fixed year", "year fixed"):
        return Written(at.get("year"), *at["fixed"])
    if "point" in at and (not points_follow or at["point"] == 0 or core[0].kind != "point"):
        return _pointed(core, at)
    if "period" in at:
        return _inside([token for token in core if token.kind != "period"], *at["period"])
    return None


def _pointed(core: tuple[Token, ...], at: dict[str, Any]) -> Written | None:
    """ "Last year", "this Friday", "April of last year"."""
    point = at["point"]
    rest = [token for token in core if token.kind != "point"]
    if len(rest) != len(core) - 1 or not rest:
        return None
    if len(rest) == 1:
        (only,) = rest
        match only.kind:
            case "unit" if only.value != "day":
                return Written(unit=Unit(only.value), shift=min(point, 1))
            case "month":
                return Written(month=only.value, pointed=min(point, 1))
            case "weekday":
                return Written(weekday=only.value, pointed=point)
            case "weekend":
                return Written(unit=Unit.WEEKEND, pointed=min(point, 1))
            case "season":
                return Written(unit=Unit.SEASON, season=only.value, pointed=min(point, 1))
        return None
    places = [place for place, token in enumerate(core) if token.kind in ("point", "unit")]
    if "unit" in at and places[1] - places[0] == 1:
        return _inside([token for token in rest if token.kind != "unit"], at["unit"], min(point, 1))
    if point == 0:
        written = named([token.kind for token in rest], [token.value for token in rest])
        return written if written and written.day and written.month else None
    return None


def _inside(rest: list[Token], unit: object, shift: int) -> Written | None:
    """A month or day of last year, a weekday of next week."""
    kinds = [token.kind for token in rest]
    if unit == "year" and kinds == ["season"]:
        return Written(unit=Unit.SEASON, season=rest[0].value, shift=shift)
    written = named([*kinds], [token.value for token in rest])
    if written is None or written.year:
        return None
    if unit == "year" and written.month:
        return replace(written, unit=Unit.YEAR, shift=shift)
    if unit == "month" and kinds == ["day"]:
        return replace(written, unit=Unit.MONTH, shift=shift)
    # Whether a week ends or begins with Sunday depends on who writes.
    if unit == "week" and kinds == ["weekday"] and written.weekday != 6:
        return replace(written, unit=Unit.WEEK, shift=shift)
    return None

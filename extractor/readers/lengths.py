"""Lengths as style sheets write them, in pixels of a common screen."""

from __future__ import annotations

import re
from math import prod

_NUMBER = re.compile(
    r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?)(px|pt|pc|em|rem|ex|ch|[sld]?v(?:w|h|min|max|i|b)|cm|mm|in|q|%)?"
)
_CALLED = re.compile(r"(calc|min|max|clamp)\(([^()]{0,200})\)")
_TERMS = re.compile(r" ([+-]) ")
_PIXELS = {
    **dict.fromkeys(("px", ""), 1.0),
    **dict.fromkeys(("pt", "pc"), 1.3),
    **dict.fromkeys(("em", "rem"), 16.0),
    **dict.fromkeys(("ex", "ch"), 8.0),
    **dict.fromkeys(("cm", "mm", "in", "q"), 30.0),
}
_SHARE = 10.0
"""Pixels in a hundredth of the screen, or of what is around."""


def number(value: str | None) -> float:
    """A share as a number; 1 where there is none."""
    found = _NUMBER.fullmatch(value or "")
    return 1.0 if not found else float(found[1]) / (100 if found[2] == "%" else 1)


def pixels(value: str | None) -> float | None:
    """The length, also one that has to be computed; None for what is none ("auto")."""
    text = value or ""
    if text.endswith(")"):
        for _ in range(3):  # what is nested, the inner ones first
            text = _CALLED.sub(lambda found: _computed(found[1], found[2]), text)
    found = _NUMBER.fullmatch(text)
    return float(found[1]) * _PIXELS.get(found[2] or "", _SHARE) if found else None


def _computed(function: str, inside: str) -> str:
    values = [_sum(part) for part in inside.split(",")]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return "auto"
    if function == "clamp" and len(known) == 3:
        return f"{max(known[0], min(known[1], known[2])):f}px"
    return f"{(min if function == 'min' else max)(known):f}px"


def _sum(written: str) -> float | None:
    first, *others = _TERMS.split(f"{written.strip()}")
    total = _product(first)
    for sign, term in zip(others[::2], others[1::2], strict=True):
        value = _product(term)
        if total is None or value is None:
            return None
        total += value if sign == "+" else -value
    return total


def _product(written: str) -> float | None:
    factors = [pixels(factor.strip()) for factor in written.split("*")]
    return None if None in factors else prod(factor for factor in factors if factor is not None)

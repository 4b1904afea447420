"""Colours as style sheets write them, as far as it takes to tell whether letters stand out."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb
from typing import NamedTuple


class Colour(NamedTuple):
    """Red, green, blue from 0 to 255 and how opaque from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


WHITE = Colour(255, 255, 255)
CLEAR = Colour(0, 0, 0, 0)

_NAMED = {
    "transparent": CLEAR,
    "black": Colour(0, 0, 0),
    "white": WHITE,
    "seashell": Colour(255, 245, 238),
    "lavenderblush": Colour(255, 240, 245),
    "honeydew": Colour(240, 255, 240),
    "snow": Colour(255, 250, 250),
    "ivory": Colour(255, 255, 240),
    "ghostwhite": Colour(248, 248, 255),
    "whitesmoke": Colour(245, 245, 245),
    "floralwhite": Colour(255, 250, 240),
    "mintcream": Colour(245, 255, 250),
    "azure": Colour(240, 255, 255),
    "aliceblue": Colour(240, 248, 255),
    "gray": Colour(128, 128, 128),
    "grey": Colour(128, 128, 128),
    "silver": Colour(192, 192, 192),
    "red": Colour(255, 0, 0),
    "blue": Colour(0, 0, 255),
    "navy": Colour(0, 0, 128),
    "green": Colour(0, 128, 0),
    "yellow": Colour(255, 255, 0),
}
_FEWEST_ALPHA = 0.08
_MARGIN = 20
"""How far two colours may be apart in red, green and blue and still look like one."""
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_PART = re.compile(r"-?\d+(?:\.\d*)?%?|-?\.\d+%?")


def colour(value: str | None) -> Colour | None:
    """The colour that a value names; None for one that can't be told, such as a picture or a word unknown here."""
    if not value:
        return None
    text = value.lower().strip()
    if text in _NAMED:
        return _NAMED[text]
    if text.startswith("#") and all(c in "0123456789abcdef" for c in text[1:]):
        return _hexadecimal(text[1:])
    found = _FUNCTION.fullmatch(text)
    return _function(found[1], _PART.findall(found[2])) if found else None


def alike(one: Colour, other: Colour) -> bool:
    """Whether nobody can tell letters of one colour on a ground of the other."""
    return all(abs(a - b) <= _MARGIN for a, b in zip(one[:3], other[:3], strict=True))


def clear(one: Colour) -> bool:
    """Whether one sees through it."""
    return one.alpha <= _FEWEST_ALPHA


def _hexadecimal(digits: str) -> Colour | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    parts = [int(digits[place : place + 2], 16) for place in range(0, len(digits), 2)]
    return Colour(parts[0], parts[1], parts[2], parts[3] / 255 if len(parts) == 4 else 1.0)


def _function(name: str, parts: list[str]) -> Colour | None:
    if len(parts) not in (3, 4):
        return None
    alpha = _share(parts[3]) if len(parts) == 4 else 1.0
    if name == "rgb":
        red, green, blue = (_share(part) * 255 if part.endswith("%") else float(part) for part in parts[:3])
        return Colour(red, green, blue, alpha)
    light, strength = _share(parts[2]), _share(parts[1])
    red, green, blue = hls_to_rgb(_share(parts[0]) / 360 % 1, min(light, 1.0), min(strength, 1.0))
    return Colour(255 * red, 255 * green, 255 * blue, alpha)


def _share(part: str) -> float:
    return float(part[:-1]) / 100 if part.endswith("%") else float(part)

"""What a style sheet's rules and a style attribute set, and whether that keeps text out of sight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from extractor.readers.colour import WHITE, alike, clear, colour
from extractor.readers.lengths import number, pixels

Style = dict[str, str]
"""Values by property, both in lower case, with one blank where a blank parts two values and none elsewhere."""


class Declared(NamedTuple):
    """What a rule or an attribute sets, and what of it holds against all others."""

    style: Style
    firm: Style

    def over(self, other: Declared) -> Declared:
        """Both, this one's where they differ."""
        return Declared(other.style | self.style, other.firm | self.firm)


_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_BLANK = re.compile(r"\s*([(),/])\s*")
_VARIABLE = re.compile(r"var\((--[\w-]+)(?:,([^()]*))?\)")
HANDED_DOWN = frozenset({"visibility:hidden", "font-size:0", "colour of the background"})
"""Ways of hiding that an element in a hidden one may undo for itself."""
_FAR = 500
"""Pixels beyond which something to the left or above is on no screen."""
_SMALL = 2.5
"""Pixels up to which letters are no letters."""
_PILED = -7.0
"""Pixels by which letters stand on each other."""
_FAINT = 0.08
_BEYOND = 3_000
"""Pixels to the right or below beyond which nobody scrolls."""
_ROTATED = re.compile(r"rotate[xy]\((?:90|270|-90)deg\)|rotate[xy]\(\.25turn\)")
_SCALED = re.compile(r"scale(?:3d|[xy])?\(([^()]*)\)")
_CUT = re.compile(
    r"inset\((?:[5-9]\d|100)%|(?:circle|ellipse)\(0(?:px|%)?[ )]"
    r"|polygon\(0(?:px|%)? 0(?:px|%)?(?:,0(?:px|%)? 0(?:px|%)?)+\)"
)


def declarations(body: str) -> Declared:
    """The properties that the body of a rule or a style attribute sets; firm is what is !important."""
    style: Style = {}
    firm: Style = {}
    plain = _STRING.sub("''", without_comments(body)) if '"' in body or "'" in body else without_comments(body)
    for part in unescaped(plain).lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            value, important, _ = value.partition("!")
            (firm if important else style)[name.strip()] = _BLANK.sub(r"\1", " ".join(value.split()))
    return Declared(style, firm)


def resolved(style: Style, variables: Mapping[str, str]) -> Style:
    """The style with the values of its variables."""
    if not any("var(" in value for value in style.values()):
        return style
    return {name: _VARIABLE.sub(lambda v: variables.get(v[1], v[2] or ""), value) for name, value in style.items()}


def ground(style: Style) -> str | None:
    """What the style puts behind its text, as written; None where it lets shine through what is around."""
    value = style.get("background-color") or style.get("background") or style.get("background-image")
    if value in ("none", "initial", "inherit", "unset") or ((seen := colour(value)) and clear(seen)):
        return None
    return value


def why_hidden(style: Style, around: str | None) -> str | None:
    """The declaration that keeps text of this style out of sight; None for text that shows.

    `around` is what lies behind it, as written; None where nothing is known of that.
    """
    if style.get("display") == "none":
        return "display:none"
    if style.get("visibility") in ("hidden", "collapse") or style.get("content-visibility") == "hidden":
        return "visibility:hidden"
    if number(style.get("opacity")) <= _FAINT or _faint(style.get("filter", "")):
        return "opacity:0"
    apart = pixels(style.get("letter-spacing"))
    if any(size is not None and size <= _SMALL for size in (_letters(style), _line(style))) or (apart or 0) < _PILED:
        return "font-size:0"
    if _melts(style.get("-webkit-text-fill-color") or style.get("color"), ground(style) or around):
        return "colour of the background"
    if _off_screen(style) or _clipped(style):
        return "off-screen"
    return None


def restored(style: Style, way: str) -> bool:
    """Whether text of this style shows although what is around is out of sight in this way, which is handed down."""
    if way == "visibility:hidden":
        return style.get("visibility") == "visible"
    if way == "font-size:0":
        size = style.get("font-size", "")
        absolute = size.endswith("rem") or not size.endswith(("%", "em", "ex", "ch"))
        return absolute and (pixels(size) or 0) > _SMALL
    return colour(style.get("-webkit-text-fill-color") or style.get("color")) is not None


def _letters(style: Style) -> float | None:
    """How large the letters are."""
    if "font-size" in style:
        return pixels(style["font-size"])
    sizes = (part.partition("/")[0] for part in style.get("font", "").split())
    # 400 is a weight: sizes have a unit, all but nought.
    return next(
        (pixels(size) for size in sizes if size == "0" or (size[:1] in "0123456789." and size[-1:].isalpha())), None
    )


def _line(style: Style) -> float | None:
    """How high a line is; a bare number is a multiple of the letters."""
    height = pixels(style.get("line-height"))
    return height * 16 if height is not None and style["line-height"][-1] in "0123456789." else height


def _melts(written: str | None, behind: str | None) -> bool:
    """Whether letters can't be told from what lies behind them; white where nothing is known of that."""
    letters = colour(written)
    if letters is None:
        return bool(written) and written == behind
    if clear(letters):
        return True
    seen = colour(behind) if behind else WHITE
    return seen is not None and alike(letters, seen)


def _off_screen(style: Style) -> bool:
    position = style.get("position", "")
    placed = position in ("absolute", "fixed")
    if placed and style.get("z-index", "").startswith("-"):  # behind the page
        return True
    names = ["text-indent", *(name for name in style if name.startswith("margin"))]
    if placed or position in ("relative", "sticky"):
        names += ["left", "top", "right", "bottom", *(name for name in style if name.startswith("inset"))]
    written = [length for name in names for length in _several(style.get(name, ""))]
    moved = re.findall(r"translate\w*\(([^()]*)\)", style.get("transform", ""))
    written += [length for move in moved for length in move.split(",")]
    written += [*_several(style.get("translate", "")), *_matrix(style)[4:]]
    lengths = [length for length in map(pixels, written) if length is not None]
    return any(length <= -_FAR or length >= _BEYOND for length in lengths)


def _clipped(style: Style) -> bool:
    turned = style.get("transform", "")
    scales = [*_several(style.get("scale", "")), *_matrix(style)[:1]]
    scales += [scale for found in _SCALED.findall(turned) for scale in found.split(",")]
    if any(number(scale) <= _FAINT for scale in scales) or _ROTATED.search(turned):
        return True
    if _CUT.match(style.get("clip-path", "")) or _cut_away(style.get("clip", "")):
        return True
    sizes = [pixels(style.get(name)) for name in ("width", "height", "max-width", "max-height")]
    cut = any(
        part in ("hidden", "clip")
        for name in ("overflow", "overflow-x", "overflow-y")
        for part in _several(style.get(name, ""))
    )
    return cut and any(size is not None and size <= 1 for size in sizes)


def _cut_away(clip: str) -> bool:
    """Whether the old way of clipping leaves less than a letter: `rect(top, right, bottom, left)`."""
    if not clip.startswith("rect("):
        return False
    sides = [pixels(side) for side in re.split("[, ]", clip[5:].rstrip(")"))]
    if len(sides) != 4:
        return False
    return any(
        end is not None and end - (start or 0) <= 1 for start, end in ((sides[0], sides[2]), (sides[3], sides[1]))
    )


def _several(value: str) -> list[str]:
    """The values that one property holds, `0 auto 0 -9999px`, or the one that is computed."""
    return [value] if "(" in value else value.split()


def _matrix(style: Style) -> list[str]:
    """The six numbers of a matrix: sizes and turns, then how far to the right and down."""
    found = re.search(r"matrix\(([^()]*)\)", style.get("transform", ""))
    return found[1].split(",") if found else []


def _faint(effects: str) -> bool:
    return any(number(found) <= _FAINT for found in re.findall(r"opacity\(([^()]*)\)", effects))


def unescaped(text: str) -> str:
    """The text with the characters that are written by their numbers, or behind a backslash."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2], text)


def without_comments(sheet: str) -> str:
    """The sheet without its comments; one that is not closed ends with it."""
    first, *others = sheet.split("/*")
    return first + "".join(part.partition("*/")[2] for part in others)

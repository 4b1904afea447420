"""What a style sheet's rules and a style attribute set, and whether that keeps text out of sight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractor.readers.colour import WHITE, Colour, alike, clear, colour

Style = dict[str, str]
"""Values by property, both in lower case and without spaces."""


class Declared(NamedTuple):
    """What a rule or an attribute sets, and what of it holds against all others."""

    style: Style
    firm: Style

    def over(self, other: Declared) -> Declared:
        """Both, this one's where they differ."""
        return Declared(other.style | self.style, other.firm | self.firm)


_NUMBER = re.compile(r"(-?(?:\d+(?:\.\d*)?|\.\d+))(px|pt|pc|em|rem|ex|ch|vw|vh|vmin|vmax|cm|mm|in|%)?")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_VARIABLE = re.compile(r"var\((--[\w-]+)(?:,([^()]*))?\)")
_ALWAYS = re.compile(r"@(?:media\s+(?:only\s+)?(?:all|screen)|layer[^{;]*|supports[^{;]*)\s*\{", re.IGNORECASE)
"""At-rules whose block holds on every screen."""
_FAR = 500
"""Pixels beyond which something to the left or above is on no screen."""
_SMALL = 2.5
"""Pixels up to which letters are no letters."""
_FAINT = 0.08
_PIXELS = {
    **dict.fromkeys(("px", ""), 1.0),
    **dict.fromkeys(("pt", "pc"), 1.3),
    **dict.fromkeys(("em", "rem"), 16.0),
    **dict.fromkeys(("ex", "ch"), 8.0),
    **dict.fromkeys(("vw", "vh", "vmin", "vmax", "%"), 10.0),
    **dict.fromkeys(("cm", "mm", "in"), 30.0),
}


def rules(sheets: Iterable[str]) -> Iterator[tuple[str, Declared]]:
    """Each selector of the sheets with what it sets, in order.

    Rules under a condition (@media and the like) are left out: they hold for some screens only.
    """
    for sheet in sheets:
        for rule in _unconditional(_ALWAYS.sub("", _without_comments(sheet))).split("}"):
            selectors, _, body = rule.rpartition("{")
            declared = declarations(body)
            if selectors and (declared.style or declared.firm):
                yield from ((selector.strip(), declared) for selector in selectors.split(","))


def declarations(body: str) -> Declared:
    """The properties that the body of a rule or a style attribute sets; firm is what is !important."""
    style: Style = {}
    firm: Style = {}
    for part in _unescaped(_without_comments(body)).lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            kept = firm if "!important" in "".join(value.split()) else style
            kept[name.strip()] = "".join(value.split()).replace("!important", "")
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
    if _number(style.get("opacity")) <= _FAINT or _faint(style.get("filter", "")):
        return "opacity:0"
    if any((size := _pixels(style.get(name))) is not None and size <= _SMALL for name in ("font-size", "line-height")):
        return "font-size:0"
    if _melts(colour(style.get("-webkit-text-fill-color") or style.get("color")), ground(style) or around):
        return "colour of the background"
    if _off_screen(style) or _clipped(style):
        return "off-screen"
    return None


def _melts(letters: Colour | None, behind: str | None) -> bool:
    """Whether letters can't be told from what lies behind them; white where nothing is known of that."""
    if letters is None:
        return False
    if clear(letters):
        return True
    seen = colour(behind) if behind else WHITE
    return seen is not None and alike(letters, seen)


def _off_screen(style: Style) -> bool:
    placed = ("left", "top", "right", "bottom", "inset") if style.get("position") in ("absolute", "fixed") else ()
    if placed and style.get("z-index", "").startswith("-"):  # behind the page
        return True
    lengths = [_pixels(style.get(name)) for name in ("text-indent", "margin-left", "margin-top", *placed)]
    moved = re.findall(r"translate\w*\(([^()]*)\)", style.get("transform", ""))
    lengths += [_pixels(length) for move in (*moved, style.get("translate", "")) for length in move.split(",")]
    return any(length is not None and length <= -_FAR for length in lengths)


def _clipped(style: Style) -> bool:
    if style.get("clip", "").startswith(("rect(0", "rect(1px")) or re.search(
        r"scale[xy]?\(0(?:\.0*\d?)?[,)]", style.get("transform", "")
    ):
        return True
    if style.get("clip-path", "").startswith(("inset(50%", "inset(100%", "circle(0", "polygon(00", "polygon(0000")):
        return True
    sizes = [_pixels(style.get(name)) for name in ("width", "height", "max-width", "max-height")]
    cut = any(style.get(name) in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y"))
    return cut and any(size is not None and size <= 1 for size in sizes)


def _faint(effects: str) -> bool:
    return any(_number(found) <= _FAINT for found in re.findall(r"opacity\(([^()]*)\)", effects))


def _number(value: str | None) -> float:
    """A share as a number; 1 where there is none."""
    found = _NUMBER.fullmatch(value or "")
    return 1.0 if not found else float(found[1]) / (100 if found[2] == "%" else 1)


def _pixels(value: str | None) -> float | None:
    found = _NUMBER.fullmatch((value or "").removeprefix("calc(").removesuffix(")"))
    return float(found[1]) * _PIXELS[found[2] or ""] if found else None


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2], text)


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    return first + "".join(part.partition("*/")[2] for part in others)


def _unconditional(sheet: str) -> str:
    """The sheet without its at-rules and their blocks."""
    kept: list[str] = []
    position = 0
    while (at := sheet.find("@", position)) >= 0:
        kept.append(sheet[position:at])
        position = _end_of_rule(sheet, at)
    return "".join([*kept, sheet[position:]])


def _end_of_rule(sheet: str, start: int) -> int:
    depth = 0
    for place in range(start, len(sheet)):
        if sheet[place] == "{":
            depth += 1
        elif sheet[place] == "}":
            depth -= 1
            if depth <= 0:
                return place + 1
        elif sheet[place] == ";" and depth == 0:
            return place + 1
    return len(sheet)

"""Whether a style keeps text out of sight. Simple selectors only: what a page without tricks would use."""

from __future__ import annotations

import re
from collections.abc import Iterable

Style = dict[str, str]
"""Values by property, both in lower case and without spaces."""

_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.IGNORECASE)
_NUMBER = re.compile(r"(-?(?:\d+(?:\.\d*)?|\.\d+))(px|pt|em|rem|ex|ch|vw|vh|%)?")
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)"})
_CLEAR = frozenset({"transparent", "rgba(0,0,0,0)", "#0000", "#00000000"})
_FAR = 500
"""Pixels beyond which something to the left or above is on no screen."""
_PIXELS = {
    "px": 1.0,
    "": 1.0,
    "pt": 1.3,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "ch": 8.0,
    "vw": 10.0,
    "vh": 10.0,
    "%": 10.0,
}


def rules(sheets: Iterable[str]) -> dict[str, Style]:
    """What the style sheets say of each simple selector (tag, class or id), a later rule over an earlier.

    Rules under a condition (@media and the like) are left out: they hold for some screens only.
    """
    found: dict[str, Style] = {}
    for sheet in sheets:
        for rule in _unconditional(_without_comments(sheet)).split("}"):
            selectors, _, body = rule.partition("{")
            for selector in selectors.split(","):
                name = selector.strip()
                if _SELECTOR.fullmatch(name):
                    found[name] = found.get(name, {}) | declarations(body)
    return found


def declarations(body: str) -> Style:
    """The properties that the body of a rule or a style attribute sets."""
    style: Style = {}
    for part in body.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            style[name.strip()] = "".join(value.replace("!important", "").split())
    return style


def why_hidden(style: Style, background: str | None) -> str | None:
    """The declaration that keeps text of this style out of sight; None for text that shows."""
    if style.get("display") == "none":
        return "display:none"
    if style.get("visibility") in ("hidden", "collapse") or style.get("content-visibility") == "hidden":
        return "visibility:hidden"
    if _pixels(style.get("opacity")) == 0:
        return "opacity:0"
    size = _pixels(style.get("font-size"))
    if size is not None and size <= 1:
        return "font-size:0"
    colour = style.get("color")
    own = style.get("background-color") or style.get("background") or background
    if colour in _CLEAR or (colour and colour == own) or (colour in _WHITE and (own is None or own in _WHITE)):
        return "colour of the background"
    if _off_screen(style) or _clipped(style):
        return "off-screen"
    return None


def _off_screen(style: Style) -> bool:
    placed = ("left", "top", "right", "bottom") if style.get("position") in ("absolute", "fixed") else ()
    lengths = [_pixels(style.get(name)) for name in ("text-indent", "margin-left", "margin-top", *placed)]
    return any(length is not None and length <= -_FAR for length in lengths)


def _clipped(style: Style) -> bool:
    if style.get("clip", "").startswith(("rect(0", "rect(1px")) or style.get("transform", "").startswith("scale(0)"):
        return True
    if style.get("clip-path", "").startswith(("inset(50%", "inset(100%", "circle(0")):
        return True
    sizes = [_pixels(style.get(name)) for name in ("width", "height", "max-width", "max-height")]
    return style.get("overflow") == "hidden" and any(size is not None and size <= 1 for size in sizes)


def _pixels(value: str | None) -> float | None:
    found = _NUMBER.fullmatch(value or "")
    return float(found[1]) * _PIXELS[found[2] or ""] if found else None


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

"""The rules of a style sheet: each selector with what it sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.readers.css import Declared, declarations, without_comments

_SIGN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|url\([^()\"'\n]*\)|[{};]", re.IGNORECASE)
_NARROWEST = r"\(\s*min-width\s*:\s*(?:[0-3]?\d{1,2}(?:\.\d+)?px|(?:1?\d|2[0-5])(?:\.\d+)?r?em|0)\s*\)"
_ALWAYS = re.compile(
    rf"@(?:media\s+(?:(?:only\s+)?(?:all|screen)(?:\s+and\s+{_NARROWEST})?|not\s+print|{_NARROWEST})"
    r"|layer\b.*|supports\b.*)",
    re.IGNORECASE | re.DOTALL,
)
"""At-rules whose block holds on every screen."""
_LISTED = re.compile(r"[(),\[\]]")
_MOST = 200
"""Selectors that a rule inside others may come to."""
_DEEPEST = 10
_TOP = ("",)


def rules(sheets: Iterable[str]) -> Iterator[tuple[str, Declared]]:
    """Each selector of the sheets with what it sets, in order.

    Rules under a condition (@media and the like) are left out: they hold for some screens only. What is not closed
    ends with the sheet.
    """
    for sheet in sheets:
        text = without_comments(sheet).replace("<!--", " ").replace("-->", " ")
        opened: list[tuple[Sequence[str], list[str]]] = [(_TOP, [])]
        start = 0
        for sign in _SIGN.finditer(text):
            if sign[0] not in "{};":
                continue
            said = text[start : sign.start()].strip()
            start = sign.end()
            if sign[0] == "{":
                deep = len(opened) > _DEEPEST
                opened.append(((), []) if deep else (_inside(said, opened[-1][0]), []))
                continue
            opened[-1][1].append(said)
            if sign[0] == "}" and len(opened) > 1:
                yield from _set(*opened.pop())
        opened[-1][1].append(text[start:])
        while len(opened) > 1:
            yield from _set(*opened.pop())


def _set(selectors: Sequence[str], body: Sequence[str]) -> Iterator[tuple[str, Declared]]:
    declared = declarations(";".join(body)) if any(selectors) else Declared({}, {})
    if declared.style or declared.firm:
        yield from ((selector, declared) for selector in selectors if selector)


def _inside(said: str, outer: Sequence[str]) -> Sequence[str]:
    """The selectors of a block in a block of others; none for one that holds on some screens only."""
    if said.startswith("@"):
        return outer if _ALWAYS.fullmatch(said) else ()
    listed = parted(said)
    if outer == _TOP:
        return listed
    joined = (s.replace("&", f":is({o})" if " " in o else o) if "&" in s else f"{o} {s}" for o in outer for s in listed)
    return [selector for selector, _ in zip(joined, range(_MOST), strict=False) if len(selector) < 1_000]


def parted(selectors: str) -> list[str]:
    """The selectors of a list, parted at the commas that stand in no brackets."""
    if "(" not in selectors and "[" not in selectors:
        return [selector.strip() for selector in selectors.split(",")]
    found: list[str] = []
    depth = start = 0
    for sign in _LISTED.finditer(selectors):
        if sign[0] == "," and depth <= 0:
            found.append(selectors[start : sign.start()].strip())
            start = sign.end()
        depth += (sign[0] in "([") - (sign[0] in ")]")
    return [*found, selectors[start:].strip()]

"""Text of a page that is neither shown nor read: attributes, descriptions, structured data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.planted import orders

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "value", "summary", "srcdoc", "label")
_FEWEST = 4
"""Words from which on a text may hold an order."""
_MOST = 2_000
"""Texts of one page that are looked at."""
_DEEPEST = 20


def unread(tree: HtmlElement) -> tuple[str, ...]:
    """One sentence for what gives orders to a program in such places; mostly none, and no word of it is read."""
    texts = dict.fromkeys(text for text in islice(_texts(tree), _MOST) if len(text.split(maxsplit=_FEWEST)) >= _FEWEST)
    commanding = [text for text in texts if orders(text)]
    if not commanding:
        return ()
    size = sum(len(text) for text in commanding)
    return (
        f"Attributes, descriptions or data of the page with instructions to a program, not read: {len(commanding)}, "
        f"{size} characters.",
    )


def _texts(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("*"):
        if element.tag == "meta":
            yield element.get("content") or ""
        elif element.tag == "script":
            if "json" in (element.get("type") or ""):
                yield from _strings(_parsed(element.text or ""))
        elif element.attrib:
            names = (name for name in element.attrib if name in _ATTRIBUTES or name.startswith("data-"))
            yield from (element.get(name) for name in names)


def _parsed(data: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return data


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner, depth + 1)

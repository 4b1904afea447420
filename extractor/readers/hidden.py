"""What a page carries and does not show: taken out before anything is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.readers.css import Style, declarations, rules, why_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_NO_PROSE = frozenset({"script", "style", "iframe", "object", "svg", "math", "select", "textarea", "button"})
"""Elements whose text is no prose of the page; taken out without a word."""

_UNSHOWN = frozenset({"template", "noscript", "dialog"})
_CLASSES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
"""Names that style sheets elsewhere give to what only a screen reader is to find."""


def set_aside(tree: HtmlElement) -> tuple[str, ...]:
    """Takes out of the tree what no reader of the page sees, and says in one sentence what it was; often nothing.

    Scripts stay: metadata is read from them. `drop_scripts` takes them out.
    """
    sheet = rules(element.text or "" for element in tree.iter("style"))
    ways: Counter[str] = Counter()
    characters = 0
    for element in list(tree.iter()):
        markup = isinstance(element.tag, str)
        way = _way(element, sheet) if markup else "comment"
        if way is None or element.getparent() is None or _inside(element, tree):
            continue
        words = ((element.text_content() if markup else element.text) or "").split()
        if len(words) > 1:
            ways[way] += 1
            characters += len(" ".join(words))
        element.drop_tree()
    if not ways:
        return ()
    return (f"Hidden passages set aside: {ways.total()}, {characters} characters ({', '.join(sorted(ways))}).",)


def drop_scripts(tree: HtmlElement) -> None:
    """Takes out the elements whose text is no prose; what follows them stays."""
    for element in list(tree.iter(*_NO_PROSE)):
        if element.getparent() is not None:
            element.drop_tree()


def _way(element: HtmlElement, sheet: dict[str, Style]) -> str | None:
    """How the element is kept out of sight; None for one that shows."""
    if element.tag in ("html", "head", "body") or element.tag in _NO_PROSE:
        return None
    if element.tag in _UNSHOWN and not (element.tag == "dialog" and "open" in element.attrib):
        return str(element.tag)
    if "hidden" in element.attrib:
        return "hidden attribute"
    classes = (element.get("class") or "").split()
    if _CLASSES.intersection(classes):
        return "screen-reader text"
    style: Style = {}
    for selector in _selectors(element, classes):
        style |= sheet.get(selector, {})
    style |= declarations(element.get("style") or "")
    return why_hidden(style, _background(element)) if style else None


def _selectors(element: HtmlElement, classes: list[str]) -> Iterator[str]:
    """The simple selectors that name the element, from the weakest to the strongest."""
    yield element.tag
    for name in classes:
        yield f".{name}"
        yield f"{element.tag}.{name}"
    if identity := element.get("id"):
        yield f"#{identity}"
        yield f"{element.tag}#{identity}"


def _background(element: HtmlElement) -> str | None:
    """The colour written on the nearest element around that has one; None where the page's own shows through."""
    for around in (element, *element.iterancestors()):
        style = declarations(around.get("style") or "")
        colour = style.get("background-color") or style.get("background") or around.get("bgcolor")
        if colour:
            return colour.lower()
    return None


def _inside(element: HtmlElement, tree: HtmlElement) -> bool:
    """Whether the element went with another that was taken out."""
    top = element
    while (parent := top.getparent()) is not None:
        top = parent
    return top is not tree

"""What a page carries and does not show: taken out before anything is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from extractor.planted import orders
from extractor.readers.css import HANDED_DOWN, restored, why_hidden
from extractor.readers.sheet import Sheet

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_NO_PROSE = frozenset(
    "script style iframe object embed svg math select datalist textarea button canvas video audio noembed noframes "
    "progress meter map input".split()
)
"""Elements whose text is no prose of the page; taken out without a word."""

_UNSHOWN = frozenset({"template", "noscript", "dialog"})
_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text screen-reader-only assistive-text "
    "element-invisible a11y-hidden u-visually-hidden offscreen off-screen".split()
)
"""Names that style sheets elsewhere give to what only a screen reader is to find."""
_GONE = frozenset({"d-none", "hidden", "is-hidden", "u-hidden"})
"""Names that they give to what nobody is to find, unless another says on which screens it shows (`md:block`)."""

_LABEL = 6
"""Words up to which something for screen readers, or a comment, is a label of the page's workings and not worth a
word ('Skip to main content', 'opens in a new window')."""
_LETTERS = frozenset({"color", "-webkit-text-fill-color"})
_INTRICATE = "The page's style sheets take too long to follow: text that it hides may have been read."
_LABELLED = ("screen-reader text", "comment", "noscript", "hidden attribute", "hidden by its class")


def set_aside(tree: HtmlElement) -> tuple[str, ...]:
    """Takes out of the tree what no reader of the page sees, and says in one sentence what it was; often nothing.

    Scripts stay: metadata is read from them. `drop_scripts` takes them out.
    """
    sheet = Sheet(element.text or "" for element in tree.iter("style"))
    ways: Counter[str] = Counter()
    characters = commanding = 0
    # All are looked at before one goes: which child of its parent an element is may decide.
    hidden = [(e, way) for e in tree.iter() if (way := _way(e, sheet) if isinstance(e.tag, str) else "comment")]
    for element, way in hidden:
        if element.getparent() is None or _inside(element, tree):
            continue
        shown = (
            {e for e in element.iterdescendants("*") if restored(sheet.style(e), way)} if way in HANDED_DOWN else set()
        )
        words = (" ".join(_emptied(element, shown)) if shown else _dropped(element)).split()
        if len(words) > (_LABEL if way in _LABELLED else 1):
            ways[way] += 1
            characters += len(" ".join(words))
            commanding += orders(" ".join(words))
    lost = () if sheet.followed else (_INTRICATE,)
    if not ways:
        return lost
    told = f"Hidden passages set aside: {ways.total()}, {characters} characters ({', '.join(sorted(ways))})"
    return (f"{told}; {commanding} with instructions to a program." if commanding else f"{told}.", *lost)


def _dropped(element: HtmlElement) -> str:
    """The text of the element, which goes as a whole."""
    text = element.text_content() if isinstance(element.tag, str) else element.text
    element.drop_tree()
    return str(text or "")


def _emptied(element: HtmlElement, shown: Collection[HtmlElement]) -> Iterator[str]:
    """The texts of the element, which go, but for those of elements in it that show again."""
    yield element.text or ""
    element.text = None
    element.attrib.pop("style", None)
    for child in element:
        if child not in shown:
            yield from _emptied(child, shown)
        yield child.tail or ""
        child.tail = " "


def drop_scripts(tree: HtmlElement) -> None:
    """Takes out the elements whose text is no prose; what follows them stays."""
    for element in list(tree.iter(*_NO_PROSE)):
        if element.getparent() is not None:
            element.drop_tree()


def _way(element: HtmlElement, sheet: Sheet) -> str | None:
    """How the element is kept out of sight; None for one that shows."""
    if element.tag in ("html", "head", "body") or element.tag in _NO_PROSE:
        return None
    if "popover" in element.attrib:
        return "popover"
    if element.tag in _UNSHOWN and not (element.tag == "dialog" and "open" in element.attrib):
        return str(element.tag)
    if "hidden" in element.attrib and element.get("hidden").lower() != "until-found":
        return "hidden attribute"
    classes = (element.get("class") or "").split()
    if _CLASSES.intersection(classes):
        return "screen-reader text"
    if _GONE.intersection(classes) and not any(":" in name or name.startswith("d-") for name in {*classes} - _GONE):
        return "hidden by its class"
    style = sheet.style(element)
    if not style:
        return None
    return why_hidden(style, sheet.around(element) if _LETTERS & style.keys() else None)


def _inside(element: HtmlElement, tree: HtmlElement) -> bool:
    """Whether the element went with another that was taken out."""
    top = element
    while (parent := top.getparent()) is not None:
        top = parent
    return top is not tree

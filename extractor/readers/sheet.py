"""A page's own style sheets: which of their rules an element comes under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.readers.css import Declared, Style, declarations, ground, resolved
from extractor.readers.rules import rules
from extractor.readers.selectors import Selector, Steps, selector

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_MOST = 300
"""Rules tried on one element."""


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: Selector
    order: tuple[int, int, int, int]
    declared: Declared


class Sheet:
    """The rules of a page's style sheets and what they come to for each of its elements."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, dict[str, _Rule]] = defaultdict(dict)
        self._known: dict[HtmlElement, Style] = {}
        self._variables: dict[str, str] = {}
        self._steps = Steps()
        for number, (written, declared) in enumerate(rules(sheets)):
            self._variables |= {name: value for name, value in declared.style.items() if name.startswith("--")}
            meant = selector(written, self._steps)
            if meant:
                same = self._rules[meant.last.key]
                earlier = same.pop(written, None)
                held = declared.over(earlier.declared) if earlier else declared
                same[written] = _Rule(meant, (*meant.weight, number), held)

    @property
    def followed(self) -> bool:
        """Whether all selectors could be tried on all elements; not on a page made to take for ever."""
        return self._steps.left > 0

    def style(self, element: HtmlElement) -> Style:
        """What is set for the element itself, in the sheets, in its attributes and in its style."""
        known = self._known.get(element)
        if known is None:
            fitting = sorted(
                (rule for rule in self._candidates(element) if rule.selector.fits(element)), key=lambda r: r.order
            )
            declared = Declared(_attributes(element), {})
            for rule in fitting:
                declared = rule.declared.over(declared)
            declared = declarations(element.get("style") or "").over(declared)
            known = self._known[element] = resolved(declared.style | declared.firm, self._variables)
        return known

    def around(self, element: HtmlElement) -> str | None:
        """What the nearest element around that has one puts behind the text; None where the page's own shows."""
        for outer in element.iterancestors():
            behind = ground(self.style(outer))
            if behind:
                return behind
        return None

    def _candidates(self, element: HtmlElement) -> Iterator[_Rule]:
        names = [f".{name}" for name in (element.get("class") or "").split()[:50]]
        keys = dict.fromkeys(("*", str(element.tag), *names, f"#{element.get('id')}"))
        left = _MOST
        for key in keys:
            for rule in list(self._rules.get(key, {}).values())[-left:] if left else ():
                left -= 1
                yield rule


def _attributes(element: HtmlElement) -> Style:
    """What old attributes of looks say."""
    style: Style = {}
    if behind := element.get("bgcolor"):
        style["background-color"] = behind.lower().strip()
    if element.tag == "font" and (letters := element.get("color")):
        style["color"] = letters.lower().strip()
    return style

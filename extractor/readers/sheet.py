"""A page's own style sheets: which of their rules an element comes under."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.readers.css import Declared, Style, declarations, ground, resolved, rules

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_SIMPLE = re.compile(r"[#.][\w-]+|\[[\w-]+(?:[~|^$*]?=[^\]]*)?\]|\*|[a-z][a-z0-9-]*", re.IGNORECASE)
_COMPOUND = re.compile(rf"(?:{_SIMPLE.pattern})+", re.IGNORECASE)
_JOINT = re.compile(r"\s*[>\s]\s*")
_DEEPEST = 8
"""Compounds of one selector."""
_MOST = 300
"""Rules tried on one element."""


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element has to be: `p.note#x[hidden]`."""

    tag: str | None
    ids: frozenset[str]
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]

    @classmethod
    def of(cls, written: str) -> _Compound | None:
        """None for what is not understood here, such as `:hover`."""
        if written == ":root":
            written = "html"
        if not _COMPOUND.fullmatch(written):
            return None
        parts = _SIMPLE.findall(written)
        attributes = []
        for part in parts:
            if part[0] == "[":
                name, equals, value = part[1:-1].partition("=")
                if equals and not name[-1:].isalnum():
                    return None
                attributes.append((name.lower(), value.strip("\"'") if equals else None))
        return cls(
            next((part.lower() for part in parts if part[0].isalpha()), None),
            frozenset(part[1:] for part in parts if part[0] == "#"),
            frozenset(part[1:] for part in parts if part[0] == "."),
            tuple(attributes),
        )

    @property
    def weight(self) -> tuple[int, int, int]:
        return len(self.ids), len(self.classes) + len(self.attributes), int(self.tag is not None)

    @property
    def key(self) -> str:
        """Under what its rules are kept: an id, else a class, else a tag."""
        if self.ids:
            return f"#{min(self.ids)}"
        return f".{min(self.classes)}" if self.classes else self.tag or "*"

    def fits(self, element: HtmlElement) -> bool:
        return (
            self.tag in (None, element.tag)
            and (not self.ids or element.get("id") in self.ids)
            and (not self.classes or self.classes <= set((element.get("class") or "").split()))
            and all(
                element.get(name) == value if value is not None else name in element.attrib
                for name, value in self.attributes
            )
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    last: _Compound
    before: tuple[_Compound, ...]
    """What stands around, the nearest first; a child is taken for any descendant."""
    order: tuple[int, int, int, int]
    declared: Declared

    def fits(self, element: HtmlElement) -> bool:
        if not self.last.fits(element):
            return False
        around = element.iterancestors()
        return all(any(compound.fits(outer) for outer in around) for compound in self.before)


class Sheet:
    """The rules of a page's style sheets and what they come to for each of its elements."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, dict[str, _Rule]] = defaultdict(dict)
        self._known: dict[HtmlElement, Style] = {}
        self._variables: dict[str, str] = {}
        for number, (selector, declared) in enumerate(rules(sheets)):
            self._variables |= {name: value for name, value in declared.style.items() if name.startswith("--")}
            rule = _rule(selector, number, declared)
            if rule:
                same = self._rules[rule.last.key]
                earlier = same.pop(selector, None)
                same[selector] = replace(rule, declared=declared.over(earlier.declared)) if earlier else rule

    def style(self, element: HtmlElement) -> Style:
        """What is set for the element itself, in the sheets, in its attributes and in its style."""
        known = self._known.get(element)
        if known is None:
            fitting = sorted((rule for rule in self._candidates(element) if rule.fits(element)), key=lambda r: r.order)
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


def _rule(selector: str, number: int, declared: Declared) -> _Rule | None:
    compounds = [_Compound.of(part) for part in _JOINT.split(selector)]
    if not compounds or len(compounds) > _DEEPEST or None in compounds:
        return None
    *before, last = [compound for compound in compounds if compound]
    ids, classes, tags = (sum(weights) for weights in zip(*(c.weight for c in (*before, last)), strict=True))
    return _Rule(last, tuple(reversed(before)), (ids, classes, tags, number), declared)


def _attributes(element: HtmlElement) -> Style:
    """What old attributes of looks say."""
    style: Style = {}
    if behind := element.get("bgcolor"):
        style["background-color"] = behind.lower().strip()
    if element.tag == "font" and (letters := element.get("color")):
        style["color"] = letters.lower().strip()
    return style

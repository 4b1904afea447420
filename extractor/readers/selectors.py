"""Selectors of style sheets: whether an element is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from extractor.readers.css import unescaped
from extractor.readers.rules import parted

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

Test = Callable[["HtmlElement"], bool]

_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\[0-9a-f]{1,6}\s?|\\[^\n])+"
_INSIDE = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_SIMPLE = re.compile(
    rf"[#.]{_NAME}|\[\s*[\w:-]+\s*(?:[~|^$*]?=[^\]]*)?\]|\*|:(?!:){_NAME}(?:{_INSIDE})?|{_NAME}", re.IGNORECASE
)
_JOINT = re.compile(r"\s*([>+~])\s*|\s+")
_ATTRIBUTE = re.compile(
    r"\[\s*([\w:-]+)\s*(?:([~|^$*]?)=\s*(\"[^\"]*\"|'[^']*'|[^\s\]]*)\s*(i|s)?\s*)?\]", re.IGNORECASE
)
_COUNTED = re.compile(r"(?:([+-]?\d*)n)?([+-]?\d+)?")
_DEEPEST = 8
"""Compounds of one selector."""
MOST_STEPS = 1_500_000
"""Elements that are looked at for the selectors of one page; ordinary pages take a few thousand."""
_LONGEST = 500


class Steps:
    """How many elements may still be looked at beside and around others, and what was found of their places."""

    def __init__(self, left: int = MOST_STEPS) -> None:
        self.left = left
        self._places: dict[HtmlElement, tuple[dict[HtmlElement, tuple[int, int]], Counter[str]]] = {}

    def place(self, element: HtmlElement, backwards: bool, of_type: bool) -> int:
        """Which child of its parent the element is, from 1; with `of_type`, of those with its tag."""
        parent = element.getparent()
        if parent is None:
            return 1
        if parent not in self._places:
            seen: Counter[str] = Counter()
            counted = {}
            for number, child in enumerate((c for c in parent if isinstance(c.tag, str)), 1):
                seen[child.tag] += 1
                counted[child] = number, seen[child.tag]
            self._places[parent] = counted, seen
        places, tags = self._places[parent]
        place = places[element][of_type]
        return (tags[element.tag] if of_type else len(places)) + 1 - place if backwards else place

    def over(self, elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
        """The elements as long as there are steps left; no comments."""
        for element in elements:
            if self.left <= 0:
                return
            self.left -= 1
            if isinstance(element.tag, str):
                yield element


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element has to be: `p.note#x[hidden]:first-child`."""

    tag: str | None
    ids: frozenset[str]
    classes: frozenset[str]
    tests: tuple[Test, ...]
    weight: tuple[int, int, int]

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
            and all(test(element) for test in self.tests)
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """An element, and what stands before it, the nearest first, each behind the sign that joins it."""

    last: Compound
    before: tuple[tuple[str, Compound], ...]
    steps: Steps

    @property
    def weight(self) -> tuple[int, int, int]:
        weights = [self.last.weight, *(compound.weight for _, compound in self.before)]
        ids, classes, tags = (sum(each) for each in zip(*weights, strict=True))
        return ids, classes, tags

    def fits(self, element: HtmlElement) -> bool:
        return self.last.fits(element) and self._follows(element, 0)

    def _follows(self, element: HtmlElement, place: int) -> bool:
        if place == len(self.before):
            return True
        sign, compound = self.before[place]
        plain = all(joint == " " for joint, _ in self.before[place:])
        for other in self.steps.over(_joined(element, sign)):
            if compound.fits(other):
                if self._follows(other, place + 1):
                    return True
                if plain:  # the nearest that fits leaves most room for what stands further out
                    return False
        return False


def selector(written: str, steps: Steps) -> Selector | None:
    """None for one that is not understood, or that means an element only at times (`a:hover`)."""
    if len(written) > _LONGEST:
        return None
    compounds: list[Compound] = []
    signs: list[str] = []
    place, text = 0, written.strip()
    while place < len(text) and len(compounds) < _DEEPEST:
        parts = []
        while found := _SIMPLE.match(text, place):
            parts.append(found[0])
            place = found.end()
        compound = _compound(parts, steps) if parts else None
        if compound is None:
            return None
        compounds.append(compound)
        if place < len(text):
            joint = _JOINT.match(text, place)
            if not joint:
                return None
            signs.append(joint[1] or " ")
            place = joint.end()
    if not compounds or len(signs) >= len(compounds):
        return None
    return Selector(compounds[-1], tuple(zip(reversed(signs), reversed(compounds[:-1]), strict=True)), steps)


def _compound(parts: list[str], steps: Steps) -> Compound | None:
    tag: str | None = None
    ids, classes, tests = set(), set(), []
    weights = [(0, 0, 0)]
    for part in parts:
        if part[0] == "#":
            ids.add(unescaped(part[1:]))
            weights.append((1, 0, 0))
        elif part[0] == ".":
            classes.add(unescaped(part[1:]))
            weights.append((0, 1, 0))
        elif part[0] in "[:":
            made = _attribute(part) if part[0] == "[" else _pseudo(part, steps)
            if made is None:
                return None
            tests.append(made[0])
            weights.append(made[1])
        elif part != "*":
            tag = unescaped(part).lower()
            weights.append((0, 0, 1))
    ids_, classes_, tags = (sum(each) for each in zip(*weights, strict=True))
    return Compound(tag, frozenset(ids), frozenset(classes), tuple(tests), (ids_, classes_, tags))


def _attribute(part: str) -> tuple[Test, tuple[int, int, int]] | None:
    found = _ATTRIBUTE.fullmatch(part)
    if not found:
        return None
    name, way, value = found[1].lower(), found[2], found[3]
    if value is None:
        return (lambda element: name in element.attrib), (0, 1, 0)
    wanted = unescaped(value[1:-1] if value[:1] in "\"'" and len(value) > 1 else value)

    def has(element: HtmlElement) -> bool:
        there: str | None = element.get(name)
        if there is None or (way and not wanted):
            return False
        if way == "~":
            return wanted in there.split()
        if way == "|":
            return there == wanted or there.startswith(f"{wanted}-")
        if way == "^":
            return there.startswith(wanted)
        if way == "$":
            return there.endswith(wanted)
        return wanted in there if way == "*" else there == wanted

    return has, (0, 1, 0)


def _pseudo(part: str, steps: Steps) -> tuple[Test, tuple[int, int, int]] | None:
    name, bracket, inside = part[1:].lower().partition("(")
    if bracket:
        inside = part[len(name) + 2 : -1]  # names in it keep their case
    if name in ("is", "where", "matches", "-webkit-any", "not"):
        found = [selector(one, steps) for one in parted(inside)]
        known = [one for one in found if one]
        weight = (0, 0, 0) if name == "where" or not known else max(one.weight for one in known)
        if name == "not":
            return (lambda element: not any(one.fits(element) for one in known)), weight
        return (lambda element: any(one.fits(element) for one in known)), weight
    if name == "has":
        return _has(inside, steps)
    if name == "root":
        return (lambda element: element.getparent() is None), (0, 1, 0)
    if name == "empty":
        return (lambda element: len(element) == 0 and not element.text), (0, 1, 0)
    return _placed(name, inside, steps)


def _has(inside: str, steps: Steps) -> tuple[Test, tuple[int, int, int]] | None:
    relative = [
        (one[0] if one[:1] in (">", "+", "~") else " ", selector(one.lstrip(">+~ "), steps)) for one in parted(inside)
    ]
    known = [(sign, one) for sign, one in relative if one]
    if not known:
        return None

    def has(element: HtmlElement) -> bool:
        return any(one.fits(other) for sign, one in known for other in steps.over(_beyond(element, sign)))

    return has, max(one.weight for _, one in known)


def _placed(name: str, inside: str, steps: Steps) -> tuple[Test, tuple[int, int, int]] | None:
    """Elements by their place among their siblings."""
    kind = re.fullmatch(r"(first|last|only|nth|nth-last)-(child|of-type)", name)
    if not kind:
        return None
    counted = {"odd": "2n+1", "even": "2n"}.get(inside.strip().lower(), inside.replace(" ", "").lower())
    formula = _COUNTED.fullmatch("1" if not kind[1].startswith("nth") else counted)
    if not formula or not formula[0]:
        return None
    step = 0 if formula[1] is None else int(f"{formula[1]}1" if formula[1] in ("", "+", "-") else formula[1])
    first = int(formula[2] or 0)
    of_type = kind[2] == "of-type"

    def at(element: HtmlElement, backwards: bool) -> bool:
        place = steps.place(element, backwards, of_type)
        off = place - first
        return off == 0 if step == 0 else off % step == 0 and off // step >= 0

    if kind[1] == "only":
        return (lambda element: at(element, False) and at(element, True)), (0, 1, 0)
    backwards = "last" in kind[1]
    return (lambda element: at(element, backwards)), (0, 1, 0)


def _joined(element: HtmlElement, sign: str) -> Iterable[HtmlElement]:
    """The elements that may stand before it under this sign, the nearest first."""
    if sign == " ":
        return element.iterancestors()  # type: ignore[no-any-return]
    if sign == ">":
        return [] if (parent := element.getparent()) is None else [parent]
    return _beside(element, sign, preceding=True)


def _beyond(element: HtmlElement, sign: str) -> Iterable[HtmlElement]:
    """The elements that may stand in it, or behind it, under this sign."""
    if sign in "> ":
        return element.iterchildren() if sign == ">" else element.iterdescendants()  # type: ignore[no-any-return]
    return _beside(element, sign, preceding=False)


def _beside(element: HtmlElement, sign: str, *, preceding: bool) -> Iterable[HtmlElement]:
    others = (other for other in element.itersiblings(preceding=preceding) if isinstance(other.tag, str))
    return islice(others, 1) if sign == "+" else others

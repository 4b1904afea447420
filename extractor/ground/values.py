"""Whether the numbers of a statement are those of its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.ground.dates import FILLERS, MONTHS
from extractor.ground.numbers import Number
from extractor.ground.page import FUNCTION, Page, Passage

COUNTED = frozenset(("%", "ordinal", "multiple"))
_JOINTS = " -‐‑–._/"


def unsupported(page: Page, statement: Passage, evidence: Passage, context: Passage) -> str | None:
    """The first number of the statement, as written, that the evidence does not have; None when all are there."""
    theirs = [(number, _label(evidence, number)) for number in evidence.numbers]
    ours = [(number, _label(statement, number)) for number in statement.numbers]
    unmatched = [o for o in theirs if not any(_same(n, o) for n in ours)]
    for number, label in ours:
        if any(_same((number, label), other) for other in theirs):
            continue
        if label is None:
            good = _nearby(page, statement, number, [other for other, _ in unmatched], context)
        else:
            rival = any(other is not None and other[0] == label[0] for _, other in unmatched)
            good = not rival and any(True for _ in page.places.find(label))
        if not good:
            return statement.text[statement.words[number.start].start : statement.words[number.end - 1].end]
    return None


Labelled = tuple[Number, tuple[str, str] | None]


def _same(one: Labelled, other: Labelled) -> bool:
    """Whether two numbers are one: versions as written with the name before them, other numbers by value."""
    (number, label), (second, name) = one, other
    if label is not None and name is not None:
        return label == name
    if label is not None or name is not None:
        return False
    return _equal(number, second)


def _equal(one: Number, other: Number) -> bool:
    if one.unit == "multiple" or other.unit == "multiple":
        return one.unit == other.unit and one.literal == other.literal
    if not one.values or not other.values:
        return one.literal == other.literal
    units = {one.unit, other.unit}
    if len(units) > 1 and not ("" in units and not units & COUNTED):
        return False
    return bool(one.values & other.values)


def _label(passage: Passage, number: Number) -> tuple[str, str] | None:
    """The word before and the number, when they make a name: 'GPT-4.5', 'V3', 'iPhone 15'."""
    if number.start == 0 or number.spelled or number.unit:
        return None
    before, word = passage.words[number.start - 1], passage.words[number.start]
    gap = passage.text[before.end : word.start]
    if len(gap) > 1 or gap.strip(_JOINTS) or before.text[0].isdigit() or before.text[0] >= "\u3040":
        return None
    if not gap:
        return before.text, word.text
    if gap == ".":
        return before.text, word.text
    if before.text in FUNCTION or before.text in MONTHS or before.text in FILLERS:
        return None
    if gap.strip():
        return before.text, word.text
    name = passage.text[before.start : before.end]
    if any(c.isupper() for c in name) and not (number.start == 1 and name.istitle() and len(number.literal) > 3):
        return before.text, word.text
    return None


def _nearby(page: Page, statement: Passage, number: Number, unmatched: Sequence[Number], context: Passage) -> bool:
    """Whether the evidence has no other number in its place, and its surroundings or the same phrase have it."""
    if any((other.unit in COUNTED) == (number.unit in COUNTED) for other in unmatched):
        return False
    if any(_equal(number, other) and _label(context, other) is None for other in context.numbers):
        return True
    if number.unit == "ordinal":
        return number.literal in page.places.at
    listed = [word.text for word in statement.words]
    for beside in (listed[number.start : number.end + 1], listed[max(0, number.start - 1) : number.end]):
        if (
            len(beside) > number.end - number.start
            and any(word not in FUNCTION and not word[0].isdigit() for word in beside if word != number.literal)
            and any(True for _ in page.places.find(beside))
        ):
            return True
    return False

"""Negators that undo each other: 'did not refuse', 'it is not true that … never'."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.ground.negation import Negation
from extractor.ground.page import Passage

_NEAR = 3
"""Words from a negator on within which a verb that denies is itself denied."""
_UNDOING = frozenset(("adverb", "determiner"))
_UNDONE = frozenset(("verb", "denial", "predicate"))


def settled(
    statement: Passage, ours: Sequence[Negation], evidence: Passage, theirs: Sequence[Negation]
) -> tuple[list[Negation], list[Negation], str | None]:
    """What negates on either side once pairs are taken out, and the word of a pair that the statement has alone."""
    double, other = _pairs(ours), _pairs(theirs)
    roots = {undone.root for _, undone in other}
    for _, undone in double:
        if undone.root not in roots:
            return list(ours), list(theirs), undone.word
    return _without(ours, double), _without(theirs, other), None


def _pairs(found: Sequence[Negation]) -> list[tuple[Negation, Negation]]:
    return [
        (one, two)
        for one, two in pairwise(found)
        if one.kind in _UNDOING and two.kind in _UNDONE and 0 < two.place - one.place < _NEAR and one.root != two.root
    ]


def _without(found: Sequence[Negation], pairs: Sequence[tuple[Negation, Negation]]) -> list[Negation]:
    gone = {negation.place for pair in pairs for negation in pair}
    return [negation for negation in found if negation.place not in gone]

"""Negations that a fear, a denial or a condition governs: what no rule can decide is not believed."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.entities import vocabulary
from extractor.ground.negation import Negation
from extractor.ground.page import Passage, overlap

_MOODS = frozenset(("fear", "hop", "risk", "worry", "concern", "threat", "danger", "afraid"))
"""Stems of nouns and verbs after which it matters which side of a wish something stands on."""
_BACK = 20
"""Words before a negator among which one of these governs it."""
_ENDS = frozenset(".!?\n")
_SAID = 0.3
"""Share of what is called false that has to stand in the evidence for it to be called so there."""
_IF = vocabulary("had were if unless without should absent")
_SUPPOSED = vocabulary("with if had were given")


def ungoverned(
    statement: Passage, ours: Sequence[Negation], evidence: Passage, theirs: Sequence[Negation]
) -> str | None:
    """A negator of the statement that its evidence has in another mood, or a condition that it has turned around."""
    told = evidence.told
    for n, negation in enumerate(ours):
        if _mood(statement, negation) and not any(_mood(evidence, other) for other in theirs):
            return negation.word
        denied = n > 0 and any(one.kind == "denial" for one in ours[:n])
        if denied and not _denied(negation, evidence, theirs):
            return negation.word
        away = negation.kind == "predicate" and negation.heads and overlap(tuple(negation.before), told) < _SAID
        if away and not any(_alike(statement, negation, evidence, other) for other in theirs):
            return negation.word
    if "would" in statement.texts and "have" in statement.texts and theirs:
        return _turned(statement, ours, evidence, theirs)
    return None


def _alike(statement: Passage, one: Negation, evidence: Passage, other: Negation) -> bool:
    """Whether both say it of the word that follows: 'fake open source'."""
    follows = statement.stems[one.place + 1 : one.place + 2]
    return (
        one.word == other.word
        and one.after >= frozenset(follows) > frozenset()
        and (evidence.stems[other.place + 1 : other.place + 2] == follows)
    )


def lacking(negation: Negation, evidence: Passage, theirs: Sequence[Negation]) -> Negation | None:
    """The evidence's condition that something had not been, where the statement opens with 'without'."""
    if negation.word != "without" or negation.place:
        return None
    return next((other for other in theirs if _conditional(evidence, other)), None)


def _mood(passage: Passage, negation: Negation) -> bool:
    """Whether a fear or a hope governs the negator in its sentence: 'for fear that they would not'."""
    clause = False
    for place in range(negation.place - 1, max(-1, negation.place - 1 - _BACK), -1):
        if _ENDS & set(passage.text[passage.words[place].end : passage.words[place + 1].start]):
            return False
        if clause and passage.stems[place] in _MOODS:
            return True
        clause |= passage.texts[place] == "that"
    return False


def _denied(inner: Negation, evidence: Passage, theirs: Sequence[Negation]) -> bool:
    """Whether the evidence, too, denies a negation of these words."""
    return any(
        not set(inner.heads).isdisjoint(other.heads)
        and any(one.kind in ("denial", "verb", "predicate") and one is not other for one in theirs)
        for other in theirs
    )


def _turned(statement: Passage, ours: Sequence[Negation], evidence: Passage, theirs: Sequence[Negation]) -> str | None:
    """The word that opens the statement's condition, when the evidence denies its own and the statement does not."""
    if statement.texts[0] not in _SUPPOSED or any(one.place < len(statement.texts) // 2 for one in ours):
        return None
    return statement.texts[0] if any(_conditional(evidence, other) for other in theirs) else None


def _conditional(passage: Passage, negation: Negation) -> bool:
    """Whether the negator stands in a clause that opens with a condition."""
    for place in range(negation.place, max(-1, negation.place - 12), -1):
        opens = not place or _ENDS & set(passage.text[passage.words[place - 1].end : passage.words[place].start])
        if passage.texts[place] in _IF and (opens or passage.texts[place] in ("if", "unless", "without")):
            return True
        if opens:
            return False
    return False


def causal(passage: Passage, negation: Negation) -> bool:
    """Whether the negator stands in a clause that gives a reason, which a statement may leave out."""
    for place in range(negation.place - 1, max(-1, negation.place - 4), -1):
        if set(passage.text[passage.words[place].end : passage.words[place + 1].start]) - {" "}:
            return False
        if passage.texts[place] == "because":
            return place > 0
    return False

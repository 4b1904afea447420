"""Whether a statement denies what its evidence says, or says what its evidence denies."""

from __future__ import annotations

from functools import cache

from extractor.ground import dense
from extractor.ground.lexicon import LEXICON
from extractor.ground.negation import Harmless, Negation, lexicon, negations
from extractor.ground.page import Passage, overlap, stem


def contradiction(statement: Passage, evidence: Passage, lang: str) -> str | None:
    """The word that is negated on one side alone; None where both agree."""
    if lang in ("ja", "zh"):
        return dense.contradiction(statement, evidence, lang)
    known = lexicon(lang)
    theirs = negations(evidence, statement, known, Harmless(known.harmless))
    told = evidence.told
    shared = Harmless(known.harmless, evidence)
    covered: set[str] = set()
    for negation in negations(statement, evidence, known, shared):
        alike = [o for o in theirs if _same(negation, o, told)]
        other = next((o for o in alike if o.root == negation.root), alike[0] if alike else None)
        if other is None and (negation.kind in ("determiner", "verb") or not set(negation.heads[:1]) & told):
            other = next((o for o in theirs if _alike(negation, o)), None)
        if other is None:
            return negation.word
        theirs.remove(other)
        covered |= set(negation.heads)
    said = statement.told
    for negation in theirs:
        heads = () if negation.fallback else tuple(h for h in negation.heads if h in said and h not in covered)
        if any(not _elsewhere(head, negation, statement, evidence) for head in heads):
            return negation.word
        if _carried(negation, evidence, said, bool(covered)):
            return negation.word
    return _opposite(statement.roots, evidence.roots, lang)


def _same(one: Negation, other: Negation, told: frozenset[str]) -> bool:
    """Whether the statement's negator turns around what the evidence's does."""
    if one.root == other.root and one.kind == other.kind == "predicate":
        return True
    if "denial" in (one.kind, other.kind):
        if one.kind == other.kind:
            return not one.after.isdisjoint(other.after) or len(one.around & other.around) >= 2
        if one.kind == "denial":
            return any(h in (one.first if one.opens else one.after) for h in other.heads)
        return any(h in other.after for h in one.heads)
    if not set(one.heads).isdisjoint(other.heads):
        return True
    if one.weak and one.weak == other.weak and (one.around & other.around or not one.heads):
        return True
    if not other.heads:
        return one.root == other.root and (not one.heads or bool(one.around & other.around))
    if one.kind == other.kind == "adverb":
        return not other.after and not (one.before | one.after).isdisjoint(other.heads)
    if any(h in other.after for h in one.heads):
        return True
    if one.kind == "adverb" and not told.isdisjoint(one.heads):
        return False
    return any(h in one.after or (not other.after and h in one.before) for h in other.heads)


def _alike(one: Negation, other: Negation) -> bool:
    """Whether negators of one sort stand in clauses that share words."""
    if "denial" in (one.kind, other.kind):
        return False
    return len(one.around & other.around) >= (1 if one.root == other.root else 2)


def _carried(negation: Negation, evidence: Passage, said: frozenset[str], denies: bool) -> bool:
    """Whether the statement says the rest of the clause whose negator it lacks; `denies` if it keeps another one."""
    if negation.kind == "denial" and not negation.after:
        return "tru" in said or (len(negation.before) > 2 and overlap(tuple(negation.before), said) >= 0.5)
    if not negation.heads:
        return overlap(evidence.content, said) >= 0.7
    if negation.fallback:
        return len(negation.before) > 3 and overlap(tuple(negation.before), said) >= 0.8
    if negation.kind == "determiner":
        share = 0.6 if negation.word in ("none", "nobody") else 0.75
        return len(negation.after) > 2 and overlap(tuple(negation.after), said) >= share
    opens = negation.place - len(negation.before) <= 4
    return not denies and opens and len(negation.before) > 1 and negation.before <= said and len(negation.after) <= 2


def _elsewhere(head: str, negation: Negation, statement: Passage, evidence: Passage) -> bool:
    """Whether the statement's word is closer to an occurrence in the evidence that is not negated."""
    places = [n for n, root in enumerate(evidence.stems) if root == head]
    if len(places) < 2:
        return False
    denied = min((n for n in places if n > negation.place), default=places[-1])
    theirs = {n: _window(evidence, n) for n in places}
    return all(
        all(len(own & theirs[n]) > len(own & theirs[denied]) for n in places if n != denied)
        for own in (_window(statement, n) for n, root in enumerate(statement.stems) if root == head)
    )


def _window(passage: Passage, place: int) -> frozenset[str]:
    near = range(max(0, place - 5), min(len(passage.words), place + 6))
    return frozenset(passage.stems[n] for n in near if n != place)


@cache
def _pairs(lang: str) -> tuple[tuple[str, str], ...]:
    listed = [pair.split("/") for pair in LEXICON["polarity"]["pairs"].get(lang, "").split()]
    return tuple(pair for a, b in listed for pair in ((stem(a), stem(b)), (stem(b), stem(a))))


@cache
def _paired(lang: str) -> frozenset[str]:
    return frozenset(ours for ours, _ in _pairs(lang))


def _opposite(said: frozenset[str], told: frozenset[str], lang: str) -> str | None:
    """A word of the statement whose opposite alone stands in the evidence."""
    if _paired(lang).isdisjoint(said):
        return None
    for ours, theirs in _pairs(lang):
        if ours in said and ours not in told and theirs in told and theirs not in said:
            return ours
    return None

"""Whether a statement denies what its evidence says, or says what its evidence denies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.ground import dense, doubled
from extractor.ground.governed import causal, lacking, ungoverned
from extractor.ground.negation import Negation, negations, points_back
from extractor.ground.negators import STOPS, Harmless, lexicon
from extractor.ground.opposites import opposite
from extractor.ground.page import Passage, overlap, prefixes
from extractor.ground.synonyms import KEYS


def contradiction(statement: Passage, evidence: Passage, lang: str) -> str | None:
    """The word that is negated on one side alone; None where both agree."""
    if lang in dense.LANGUAGES:
        return dense.contradiction(statement, evidence, lang)
    known = lexicon(lang)
    theirs = negations(evidence, statement, known, Harmless(known.harmless))
    ours = negations(statement, evidence, known, Harmless(known.harmless, evidence))
    if not (ours or theirs):
        return opposite(statement, evidence, lang)
    apart = _set_apart(statement)
    theirs = [other for other in theirs if not other.heads or not _carries(apart, other.heads)]
    unlike = next((n.word for n in ours if known.turns(statement, n.place, evidence)), None)
    if unlike is not None:
        return unlike
    if len(ours) > 1 or len(theirs) > 1:
        ours, theirs, odd = doubled.settled(statement, ours, evidence, theirs)
        if odd is not None:
            return odd
    odd = ungoverned(statement, ours, evidence, theirs)
    if odd is not None:
        return odd
    told, every = evidence.told, len(theirs)
    covered: set[str] = set()
    for negation in ours:
        other = _counterpart(negation, theirs, told, evidence)
        if other is None and (negation.word in _PENDING or (negation.root in STOPS and STOPS & evidence.roots)):
            continue
        if other is None:
            return negation.word
        if _wraps(negation, statement) and _overturned(_wrapped(negation, statement), other, evidence, lang):
            return negation.word
        theirs.remove(other)
        covered |= set(negation.heads) | (negation.after if _left_out(other, evidence) else frozenset())
    denies = len(theirs) < every or bool(covered)
    if odd := next((n.word for n in theirs if _dropped(n, statement, evidence, covered, denies)), None):
        return odd
    return opposite(statement, evidence, lang)


def _counterpart(
    negation: Negation, theirs: Sequence[Negation], told: frozenset[str], evidence: Passage
) -> Negation | None:
    """The evidence's negator that says what the statement's does; None where there is none."""
    alike = [other for other in theirs if _same(negation, other, told) and not _said_later(negation, other, evidence)]
    if alike:
        return next((other for other in alike if other.root == negation.root), alike[0])
    loose = negation.kind in ("determiner", "verb") or not set(negation.heads[:1]) & told
    near = [other for other in theirs if loose or (_ended(negation) and _ended(other))]
    return (
        next((other for other in near if _alike(negation, other)), None)
        or lacking(negation, evidence, theirs)
        or next((other for other in theirs if _answered(negation, other, evidence)), None)
    )


def _dropped(negation: Negation, statement: Passage, evidence: Passage, covered: set[str], denies: bool) -> bool:
    """Whether the statement says what this negator of its evidence denies; `denies` if it keeps another one."""
    said = statement.told
    if causal(evidence, negation) and overlap(tuple(negation.after), said) < _SAID:
        return False
    if _left_out(negation, evidence) and overlap(statement.content, _earlier(negation, evidence)) >= _SAID:
        return True
    heads = () if negation.fallback else tuple(h for h in negation.heads if h in said and h not in covered)
    if negation.kind == "adverb" and not (heads or negation.fallback or covered):
        rest = frozenset(evidence.content) - negation.around
        if overlap(statement.content, rest) < _SAID and _carries(prefixes(said), negation.heads[:1]):
            heads = negation.heads[:1]
    if any(not _elsewhere(head, negation, statement, evidence) for head in heads):
        return True
    return _carried(negation, evidence, said, bool(covered)) or (not denies and _about(negation, evidence, statement))


def _same(one: Negation, other: Negation, told: frozenset[str]) -> bool:
    """Whether the statement's negator turns around what the evidence's does."""
    if one.root == other.root and one.kind == other.kind == "predicate":
        return True
    if one.root == other.root and one.kind == other.kind == "verb" and not (one.after and other.after):
        return True
    if not other.heads and other.weak and other.after <= {other.weak} and one.kind == other.kind:
        return not one.before.isdisjoint(other.before)
    if (one.root in STOPS or other.root in STOPS) and not (_ended(one) and _ended(other)):
        return False
    if "denial" in (one.kind, other.kind):
        if one.kind == other.kind:
            return not one.after.isdisjoint(other.after) or len(one.around & other.around) >= 2
        if one.kind == "adverb" and len(one.after & other.after) >= 2:
            return True
        if one.kind == "denial":
            return any(h in (one.first if one.opens else one.after) for h in other.heads)
        return any(h in other.after for h in one.heads)
    if _alike_words(one.heads, other.heads):
        return True
    if one.root == other.root == "without" and (_alike_words(one.heads[:1], other.after)):
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
    return _alike_words(other.heads, one.after) or (not other.after and _alike_words(other.heads, one.before))


def _set_apart(statement: Passage) -> frozenset[str]:
    """Keys of what the statement sets apart without a negator: 'sells software rather than models'."""
    texts = statement.texts
    starts = [n for n in range(len(texts) - 1) if texts[n : n + 2] in _CONTRAST or texts[n] == "unless"]
    return prefixes(root for n in starts for root in statement.stems[n + 1 : n + 1 + _REACHED])


_CONTRAST = (("rather", "than"), ("instead", "of"))
_REACHED = 7
"""Words after such a phrase that it sets apart."""


def _carries(keys: frozenset[str], roots: Iterable[str]) -> bool:
    """Whether all of these stems, or what stands for them, are among the keys."""
    return all(not keys.isdisjoint(KEYS[root]) for root in roots)


def _alike_words(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a word of one side is one of the other, or stands for it."""
    return not prefixes(some).isdisjoint(prefixes(others))


def _answered(one: Negation, other: Negation, evidence: Passage) -> bool:
    """Whether a negator with its verb left out denies what the statement does: 'They sold it? They did not.'"""
    if one.kind not in ("adverb", "determiner") or not _left_out(other, evidence):
        return False
    return bool(one.heads) and one.heads[0] in _earlier(other, evidence)


def _left_out(negation: Negation, evidence: Passage) -> bool:
    """Whether nothing but a pronoun and its auxiliary stand beside the negator: 'they did not'."""
    if negation.kind != "adverb" or negation.after or negation.place < 2:
        return False
    subject, auxiliary = evidence.texts[negation.place - 2 : negation.place]
    return subject in _STANDING_FOR and auxiliary not in _MODAL


def _earlier(negation: Negation, evidence: Passage) -> tuple[str, ...]:
    """What was said before a negator that stands alone."""
    return evidence.stems[max(0, negation.place - _ANSWERED) : negation.place]


_STANDING_FOR = frozenset(("it", "he", "she", "they", "that", "this", "these", "those"))
_MODAL = frozenset(("may", "might", "could", "can"))
_ANSWERED = 25
"""Words before a negator that stands alone among which what it denies was said."""


def _ended(negation: Negation) -> bool:
    """Whether it says that something was done before."""
    return negation.root in STOPS or negation.word in ("no longer", "no more")


def _said_later(one: Negation, other: Negation, evidence: Passage) -> bool:
    """Whether a negator that ends its clause is followed by the word in question: 'do not: they have to pay'."""
    return (
        other.fallback
        and bool(one.heads)
        and one.heads[0] in evidence.stems[other.place :]
        and (one.heads[0] not in evidence.stems[: other.place])
    )


def _alike(one: Negation, other: Negation) -> bool:
    """Whether negators of one sort stand in clauses that share words."""
    if "denial" in (one.kind, other.kind):
        return False
    if (one.root in STOPS) != (other.root in STOPS) and not (_ended(one) and _ended(other)):
        return False
    there = prefixes(other.around)
    return sum(not there.isdisjoint(KEYS[root]) for root in one.around) >= (1 if one.root == other.root else 2)


def _carried(negation: Negation, evidence: Passage, said: frozenset[str], denies: bool) -> bool:
    """Whether the statement says the rest of the clause whose negator it lacks; `denies` if it keeps another one."""
    if negation.kind == "denial" and not negation.after:
        return "tru" in said or (len(negation.before) > 2 and overlap(tuple(negation.before), said) >= 0.5)
    if negation.word in _PARTED and len(negation.after) < 2:
        return False
    if not negation.heads:
        if points_back(evidence, negation.place):
            later = frozenset(evidence.stems[negation.place + 1 :])
            if overlap(tuple(said), later) >= _SAID:
                return False
        return overlap(evidence.content, said) >= 0.7
    if negation.fallback:
        return len(negation.before) > 3 and overlap(tuple(negation.before), said) >= 0.8
    if negation.kind == "determiner":
        share = 0.6 if negation.word in ("none", "nobody") else 0.75
        return len(negation.after) > 2 and overlap(tuple(negation.after), said) >= share
    opens = negation.place - len(negation.before) <= 4
    return not denies and opens and len(negation.before) > 1 and negation.before <= said and len(negation.after) <= 2


_PARTED = frozenset(("ruled", "turned"))
"""Verbs whose negating word comes later, after which another clause may follow: 'ruled one out and said'."""
_PENDING = frozenset(("still to be", "remains to be"))
"""What a statement may say of something that its evidence wants, or orders, done."""


def _wraps(negation: Negation, statement: Passage) -> bool:
    """Whether a denial at the head of the statement governs the rest: 'It is not true that …'."""
    if negation.place > _HEAD or (negation.kind == "adverb" and " " not in negation.word):
        return False
    near = 2 if negation.kind == "predicate" else 4
    return "that" in statement.texts[negation.place + 1 : negation.place + near]


def _governs(negation: Negation, wrapped: Passage) -> bool:
    """Whether the evidence's negator has words of the denied proposition behind it, or points back at it."""
    return _back(negation) or len(negation.after & wrapped.told) * 2 >= min(len(negation.after), len(wrapped.told)) > 0


def _back(negation: Negation) -> bool:
    """Whether a denial points back at what was said before: 'It denies this'."""
    return negation.kind == "denial" and not negation.after


def _wrapped(negation: Negation, statement: Passage) -> Passage:
    start = statement.texts.index("that", negation.place) + 1
    words, texts, stems = statement.words[start:], statement.texts[start:], statement.stems[start:]
    return Passage(statement.text, words, statement.lang, texts, stems)


def _overturned(wrapped: Passage, other: Negation, evidence: Passage, lang: str) -> bool:
    """Whether the evidence says what the statement denies, and denies something else."""
    return not _governs(other, wrapped) and _agrees(wrapped, evidence, lang)


def _agrees(wrapped: Passage, evidence: Passage, lang: str) -> bool:
    """Whether the evidence says, rather than denies, what the statement denies."""
    return overlap(wrapped.content, evidence.content) >= _SAID and contradiction(wrapped, evidence, lang) is None


_HEAD = 12
"""Words that may come before a denial of the whole statement."""
_SAID = 0.65
"""Share of a denied proposition's words from which on the evidence is about it."""


def _about(negation: Negation, evidence: Passage, statement: Passage) -> bool:
    """Whether all that the evidence says of the statement's subject is in the clause that is negated."""
    said = statement.told
    if negation.kind != "adverb":
        return False
    if negation.fallback:
        earlier = evidence.stems[: negation.place - len(negation.before)]
        return (
            len(negation.before) > 1
            and negation.before <= said
            and any(root in earlier and root not in negation.before for root in said)
        )
    if not negation.heads:
        subject = frozenset(statement.content[:2])
        start = _clause(evidence, negation.place)
        others = (*evidence.stems[:start], *evidence.stems[negation.place :])
        return subject <= frozenset(evidence.stems[start : negation.place]) and subject.isdisjoint(others)
    rest = negation.around - {negation.heads[0]}
    alone = len(evidence.content) <= len(negation.around) + 1
    return alone and len(rest) > 1 and bool(negation.before) and rest <= said


def _clause(passage: Passage, place: int) -> int:
    """Where the clause or sentence begins that the place is in; commas are run over."""
    while place and not _ENDS & set(passage.text[passage.words[place - 1].end : passage.words[place].start]):
        place -= 1
    return place


_ENDS = frozenset(".!?;:\n")


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

"""Whether a statement denies what its evidence says, or says what its evidence denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.ground.lexicon import LEXICON
from extractor.ground.page import FUNCTION, Passage, overlap, stem

_P = LEXICON["polarity"]
_HARD = frozenset(".!?;:—–()[]\n")
_SCOPE = 8
"""Content words that a negator reaches at most."""


@dataclass(frozen=True)
class Lexicon:
    """The negators of a language; verbs and weak words as stems."""

    adverbs: frozenset[str]
    determiners: frozenset[str]
    verbs: frozenset[str]
    predicates: frozenset[str]
    harmless: tuple[tuple[str, ...], ...]
    bounds: frozenset[str]
    reporting: frozenset[str]
    weak: frozenset[str]

    @classmethod
    def of(cls, listed: dict[str, Any]) -> Lexicon:
        words = {key: frozenset(listed[key].split()) for key in ("adverbs", "determiners", "bounds")}
        stems = {
            key: frozenset(stem(word) for word in listed[key].split())
            for key in ("verbs", "predicates", "reporting", "weak")
        }
        return cls(harmless=tuple(tuple(run.split()) for run in listed["harmless"]), **words, **stems)


@cache
def _lexicon(lang: str) -> Lexicon:
    """Of the language, or of English where the language has none."""
    return Lexicon.of(_P.get(lang if lang != "dense" else "en", _P["en"]))


@dataclass(frozen=True)
class Negation:
    """A negator, the stems that it turns around, and those of its clause on either side."""

    word: str
    root: str
    heads: tuple[str, ...]
    after: frozenset[str]
    before: frozenset[str]
    kind: str

    @property
    def loose(self) -> bool:
        """Whether its first head says little about what it denies: a noun ('neither side'), or no head at all."""
        return self.kind != "adverb" or not self.heads


def contradiction(statement: Passage, evidence: Passage, context: Passage, lang: str) -> str | None:
    """The word that is negated on one side alone; None where both agree.

    The context lends its negations to evidence that only points at them ('that is false', 'he denied it').
    """
    if lang in ("ja", "zh"):
        return _dense(statement, evidence, lang)
    known = _lexicon(lang)
    theirs = _negations(evidence, statement, known)
    told = frozenset(evidence.content)
    covered: set[str] = set()
    for negation in _negations(statement, evidence, known):
        other = next((o for o in theirs if _same(negation, o)), None)
        if other is None and (negation.loose or negation.heads[0] not in told):
            other = next((o for o in theirs if _alike(negation, o)), None)
            if other is None and any(
                o.root == negation.root and o.heads[:1] == negation.heads[:1]
                for o in _negations(context, statement, known)
            ):
                continue
        if other is None:
            return negation.word
        theirs.remove(other)
        covered |= set(negation.heads)
    said = frozenset(statement.content) - covered
    for negation in theirs:
        if any(head in said for head in negation.heads) or _carried(negation, evidence, said):
            return negation.word
    return _opposite(frozenset(statement.stems), frozenset(evidence.stems), lang)


def _same(one: Negation, other: Negation) -> bool:
    """Whether the statement's negator turns around what the evidence's does."""
    if one.root == other.root and (one.kind == "predicate" or not (one.heads or other.heads)):
        return True
    if not set(one.heads).isdisjoint(other.heads):
        return True
    if one.kind == "adverb" and other.kind == "adverb":
        return not other.after and not one.before.isdisjoint(other.heads)
    return any(h in other.after for h in one.heads) or any(
        h in one.after or (not other.after and h in one.before) for h in other.heads
    )


def _carried(negation: Negation, evidence: Passage, said: frozenset[str]) -> bool:
    """Whether the statement says the rest of the clause whose negator it lacks."""
    if not negation.heads:
        return overlap(evidence.content, said) >= 0.7
    return len(negation.before) > 1 and negation.before <= said and len(negation.after) <= 2


def _alike(one: Negation, other: Negation) -> bool:
    """Whether the same negator stands in clauses that share words."""
    shared = (one.after | one.before) & (other.after | other.before)
    return len(shared) >= (1 if one.root == other.root else 2)


def _negations(passage: Passage, counterpart: Passage, known: Lexicon) -> list[Negation]:
    """The passage's negators in order."""
    found: list[Negation] = []
    texts = [word.text for word in passage.words]
    base = frozenset(counterpart.stems)
    neither = -1
    own = frozenset(passage.stems)
    for place, text in enumerate(texts):
        if _harmless(texts, place, known):
            continue
        root = passage.stems[place]
        if text in _PAIRED:
            if neither >= 0 and place - neither < 12:
                continue
        elif text in _PAIRING:
            neither = place
        if (
            text == "t" and place and texts[place - 1].endswith("n") and _joined(passage, place)
        ) or text in known.adverbs:
            kind = "adverb"
        elif text in known.determiners:
            kind = "determiner"
        elif root in known.verbs:
            kind = "verb"
        elif root in known.predicates or text in known.predicates:
            kind = "predicate"
        elif _prefixed(root, base, own):
            found.append(Negation(text, root, (_plain(root),), frozenset((root,)), frozenset(), "prefix"))
            continue
        else:
            continue
        found.append(_reach(passage, place, kind, known))
    return found


def _harmless(texts: Sequence[str], place: int, known: Lexicon) -> bool:
    for words in known.harmless:
        for shift in range(len(words)):
            start = place - shift
            if start >= 0 and tuple(texts[start : start + len(words)]) == words:
                return True
    return False


def _joined(passage: Passage, place: int) -> bool:
    return passage.words[place].start - passage.words[place - 1].end == 1


_PAIRING = frozenset(("neither", "weder", "ni"))
_PAIRED = frozenset(("nor", "noch"))
_PREFIXES = ("un", "non", "dis", "in", "im", "il", "ir")


def _plain(root: str) -> str:
    for prefix in _PREFIXES:
        if root.startswith(prefix) and len(root) - len(prefix) >= 4:
            return root[len(prefix) :]
    return root


def _prefixed(root: str, others: frozenset[str], own: frozenset[str]) -> bool:
    """Whether the word negates by its prefix a word that the other side has without it."""
    plain = _plain(root)
    return plain != root and root not in others and plain in others and plain not in own


def _reach(passage: Passage, place: int, kind: str, known: Lexicon) -> Negation:
    after = list(_content(passage, place, 1, known, kind == "verb"))
    before = list(_content(passage, place, -1, known, False))
    word, root = passage.words[place].text, passage.stems[place]
    if kind == "predicate":
        heads = before[:2]
    else:
        strong = [s for s in after if s not in known.weak]
        heads = strong[:1] or after[:1]
        if kind == "determiner":
            heads += [s for s in _governor(passage, place) if s not in known.reporting or word == "nothing"]
        passive = kind != "verb" or (place and passage.stems[place - 1] == "be")
        if not heads and word != "without" and passive:
            heads = before[:3]
    return Negation(word, root, tuple(heads), frozenset(after), frozenset(before), kind)


def _governor(passage: Passage, place: int) -> Iterator[str]:
    """The word that a determiner's phrase hangs on: 'displayed no', 'weights of neither'."""
    for back in (place - 1, place - 2):
        if back < 0 or _HARD & set(passage.text[passage.words[back].end : passage.words[back + 1].start]):
            return
        text = passage.words[back].text
        if text not in FUNCTION:
            yield passage.stems[back]
            return
        if text not in _LINKING:
            return


_LINKING = frozenset(("of", "to", "at", "with", "for", "in", "on", "about"))


def _content(passage: Passage, place: int, step: int, known: Lexicon, wide: bool) -> Iterator[str]:
    """Content stems from a negator on, one way, up to the end of its clause; `wide` runs over commas."""
    count = 0
    at = place + step
    while 0 <= at < len(passage.words) and count < _SCOPE:
        left, right = min(at, at - step), max(at, at - step)
        gap = passage.text[passage.words[left].end : passage.words[right].start]
        text = passage.words[at].text
        if len(gap) > 40 or _HARD & set(gap) or " - " in gap:
            return
        if "," in gap and (count or len(gap) > 2) and not (wide and _goes_on(passage, at)):
            return
        if text in known.bounds and (count or step < 0):
            return
        if text not in FUNCTION and len(text) > 1 and not (text.endswith("ly") and len(text) > 4):
            yield passage.stems[at]
            count += 1
        at += step


def _goes_on(passage: Passage, at: int) -> bool:
    """Whether what a verb governs goes on after a comma: '…, and that …'."""
    return [word.text for word in passage.words[at : at + 2]] in (["and", "that"], ["or", "that"])


@cache
def _pairs(lang: str) -> tuple[tuple[str, str], ...]:
    listed = [pair.split("/") for pair in _P["pairs"].get(lang, "").split()]
    return tuple(pair for a, b in listed for pair in ((stem(a), stem(b)), (stem(b), stem(a))))


def _opposite(said: frozenset[str], told: frozenset[str], lang: str) -> str | None:
    """A word of the statement whose opposite alone stands in the evidence."""
    for ours, theirs in _pairs(lang):
        if ours in said and ours not in told and theirs in told and theirs not in said:
            return ours
    return None


def _dense(statement: Passage, evidence: Passage, lang: str) -> str | None:
    """Clause against clause, aligned by shared pairs of characters, those at the end of the clause above all."""
    own = _clauses(statement, lang)
    others = _clauses(evidence, lang)
    for clause in own:
        best = max(others, key=lambda other: _nearness(clause, other), default=None)
        if best is not None and _nearness(clause, best) >= 2 and bool(clause.negator) != bool(best.negator):
            return clause.negator or best.negator
    return None


@dataclass(frozen=True)
class Clause:
    """Pairs of characters of a clause, of its end, and its negator or ''."""

    pairs: frozenset[str]
    tail: frozenset[str]
    negator: str


def _nearness(one: Clause, other: Clause) -> float:
    return 2 * len(one.tail & other.tail) + len(one.pairs & other.pairs) / (1 + min(len(one.pairs), len(other.pairs)))


def _clauses(passage: Passage, lang: str) -> list[Clause]:
    """The clauses between marks."""
    if not passage.words:
        return []
    text = passage.text[passage.words[0].start : passage.words[-1].end]
    for mark in _P["dense"]["marks"]:
        text = text.replace(mark, "\n" if mark not in "「」" else "")
    found = []
    for clause in text.split("\n"):
        plain = clause
        for harmless in _P["dense"][f"harmless_{lang}"].split():
            plain = plain.replace(harmless, "")
        word = next((n for n in _P["dense"][lang].split() if n in plain), "")
        bare = clause.replace(word, "") if word else clause
        found.append(Clause(_pairs_of(clause), _pairs_of(bare[-7:]), word))
    return found


def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))

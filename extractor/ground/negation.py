"""The negators of a passage, each with the words that it turns around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress, count

from extractor.entities import vocabulary
from extractor.ground.negators import PARTICLES, STOPS, Harmless, Lexicon, plain
from extractor.ground.numbers import WORDS as NUMBER_WORDS
from extractor.ground.page import Passage
from extractor.ground.wordforms import FUNCTION, function_words, is_adverb, stem

_HARD = frozenset(".!?;:—–()[]\n")
_MAIN = 5
"""Content words of a clause among which its verb stands."""
_HEAD = 5
"""Words that may come before a denial at the head of a statement: 'It is not true that'."""
_SCOPE = 8
"""Content words that a negator reaches at most."""


@dataclass(frozen=True)
class Negation:
    """A negator, the stems that it turns around first of all, and those of its clause on either side.

    `kind` is adverb, determiner, verb, predicate, prefix, or denial: what calls a whole proposition untrue.
    """

    word: str
    root: str
    kind: str
    heads: tuple[str, ...]
    weak: str
    """The first word after it when that is too common to tell clauses apart ('make', 'come')."""
    after: frozenset[str]
    before: frozenset[str]
    place: int
    first: frozenset[str] = frozenset()
    """Of a denial, the stems near the head of what it calls untrue."""

    @property
    def opens(self) -> bool:
        """Whether it stands at the head of its sentence, so that it denies the main clause."""
        return self.place <= _HEAD and bool(self.first)

    @property
    def fallback(self) -> bool:
        """Whether nothing follows it in its clause, so that its heads are what stands before."""
        return self.kind == "adverb" and not self.after

    @property
    def around(self) -> frozenset[str]:
        return self.after | self.before


def negations(passage: Passage, counterpart: Passage, known: Lexicon, harmless: Harmless) -> list[Negation]:
    """The passage's negators in order, those in harmless runs left out."""
    found: list[Negation] = []
    texts = passage.texts
    neither = -20
    passed = 0
    for place in list(compress(count(), map(known.suspects.__getitem__, texts))):
        if place < passed:
            continue
        text, root = texts[place], passage.stems[place]
        phrase = next((run for run in known.phrases.get(text, ()) if texts[place : place + len(run)] == run), None)
        if phrase is not None:
            if not harmless.holds(texts, place):
                passed = place + len(phrase)
                reached = _reach(passage, passed - 1, "adverb", known)
                found.append(replace(reached, word=" ".join(phrase)))
            continue
        kind = _kind(passage, texts, place, known)
        if kind is None:
            if _prefixed(root, counterpart.roots, passage.roots):
                found.append(Negation(text, root, "prefix", (plain(root),), "", frozenset((root,)), frozenset(), place))
            continue
        if harmless.holds(texts, place) or _concords(texts, place, known):
            continue
        if text in _PAIRING:
            neither = place
        elif text in _PAIRED and place - neither < 12:
            continue
        found.append(_reach(passage, place, kind, known))
    return found


def _kind(passage: Passage, texts: Sequence[str], place: int, known: Lexicon) -> str | None:
    text, root = texts[place], passage.stems[place]
    if text in known.adverbs:
        return "adverb"
    if text == "t" and place and texts[place - 1][-1] == "n" and _joined(passage, place):
        return "adverb"
    if text in known.determiners:
        return "determiner"
    if root in known.verbs:
        if texts[place + 1 : place + 2] == ("to",):
            return "adverb"
        return None if place and texts[place - 1] in _DETERMINERS else "verb"
    if root in STOPS:
        return "adverb" if "".join(texts[place + 1 : place + 2]).endswith("ing") else None
    particle = PARTICLES.get(root)
    if particle is not None and particle in texts[place + 1 : place + 6]:
        return "verb"
    if root not in known.predicates or (passage.lang != "en" and _describes(passage, place)):
        return None
    return "predicate"


def _describes(passage: Passage, place: int) -> bool:
    """Whether a noun follows the word, so that it says nothing of the clause: 'falsche Angaben'."""
    if place + 1 >= len(passage.words) or passage.texts[place + 1] in function_words(passage.lang):
        return False
    return passage.text[passage.words[place].end : passage.words[place + 1].start] == " "


def _concords(texts: Sequence[str], place: int, known: Lexicon) -> bool:
    """Whether the negative word only goes with a negator beside it."""
    if texts[place] in known.concord or texts[place] not in known.adverbs | known.determiners:
        return False
    beside = (*texts[max(0, place - _BESIDE) : place], *texts[place + 1 : place + 1 + _BESIDE])
    return texts[place] not in known.alone and not known.concord.isdisjoint(beside)


_BESIDE = 5
"""Words around a negative word among which the negator that it goes with stands."""
_CLAUSE_AFTER_COMMA = frozenset(("de", "ru", "uk", "pl", "cs"))
"""Languages that set off what a verb governs by a comma."""


def _joined(passage: Passage, place: int) -> bool:
    return passage.words[place].start - passage.words[place - 1].end == 1


_DETERMINERS = vocabulary("the a an this its their his her any no el la un una der die das ein eine le la un une")
_PAIRING = frozenset(("neither", "weder", "ni"))
_PAIRED = frozenset(("nor", "noch"))


def _prefixed(root: str, others: frozenset[str], own: frozenset[str]) -> bool:
    """Whether the word negates by its prefix a word that the other side has without it."""
    bare = plain(root)
    return bare != root and root not in others and bare in others and bare not in own


def _reach(passage: Passage, place: int, kind: str, known: Lexicon) -> Negation:
    """The negator with what it reaches."""
    after = list(_content(passage, place, 1, known, kind == "verb"))
    before = list(_content(passage, place, -1, known, False))
    word, root = passage.words[place].text, passage.stems[place]
    if after[:1] == ["tru"] or (kind == "verb" and root in known.denials):
        return _denial(passage, place, known, after, before)
    weak = after[0] if after and after[0] in known.weak else ""
    elliptic = _elliptic([w.text for w in passage.words[place + 1 : place + 3]])
    if kind == "predicate":
        heads = before[:2]
    else:
        pronoun = 2 if word in PRONOUNS else 1
        heads = [] if elliptic and kind == "adverb" else _first(passage, place, after, known)[:pronoun]
        if kind == "adverb":
            heads += _either(passage, place, heads)
            heads += after[1:2] if after and after[0] in _RAISING and heads[:1] == after[:1] else []
        if kind == "determiner":
            heads += [s for s in _governor(passage, place) if s not in known.reporting or word == "nothing"]
        if kind == "verb" and not after and points_back(passage, place):
            return Negation(word, root, kind, (), "", frozenset(), frozenset(before), place)
        passive = kind != "verb" or (place and passage.stems[place - 1] == "be")
        if not heads and not weak and word != "without" and passive and not elliptic:
            heads = before[:3]
    return Negation(word, root, kind, tuple(heads), weak, frozenset(after), frozenset(before), place)


def points_back(passage: Passage, place: int) -> bool:
    """Whether all that the verb has for an object is a pronoun at the end of its clause: 'disputes that: …'."""
    if place + 1 >= len(passage.texts) or passage.texts[place + 1] not in _POINTING:
        return False
    ahead = passage.words[place + 2].start if place + 2 < len(passage.words) else len(passage.text)
    return bool(_HARD & set(passage.text[passage.words[place + 1].end : ahead]))


_POINTING = frozenset(("that", "this", "it", "these", "those", "them"))


def _first(passage: Passage, place: int, after: Sequence[str], known: Lexicon) -> list[str]:
    """The stems that a negator bears on first: neither too common nor names, where there are others."""
    near = range(place + 1, min(place + 12, len(passage.words)))
    named = {passage.stems[n] for n in near if passage.text[passage.words[n].start].isupper()}
    strong = [root for root in after if root not in known.weak]
    return [root for root in strong if root not in named] or strong


_RAISING = frozenset(map(stem, "expect think believe suppose plan intend want mean anticipate".split()))
"""Stems of verbs that take the negator of what they govern: 'do not expect it to end'."""


def _either(passage: Passage, place: int, heads: Sequence[str]) -> list[str]:
    """What an 'or' adds to the word that is negated: 'never sold or licensed'."""
    near = range(place + 1, min(place + 6, len(passage.words) - 2))
    at = next((n for n in near if passage.stems[n] in heads[:1]), None)
    if at is None or passage.texts[at + 1] not in ("or", "nor") or passage.texts[at + 2] in FUNCTION:
        return []
    return [passage.stems[at + 2]]


PRONOUNS = frozenset(("neither", "none", "nobody"))


def _elliptic(after: Sequence[str]) -> bool:
    """Whether the negated verb is left out or stands for another: 'would not for two years', 'never do that'."""
    if len(after) < 2:
        return False
    return (after[0] in _PREPOSITIONS and (after[1][0].isdigit() or after[1] in NUMBER_WORDS)) or (
        after[0] == "do" and after[1] in ("that", "so", "it", "this")
    )


_PREPOSITIONS = frozenset(("for", "at", "in", "by", "on", "until", "before", "after"))


def _denial(passage: Passage, place: int, known: Lexicon, after: list[str], before: list[str]) -> Negation:
    """What calls a proposition untrue: the one that follows, or the one that stands before."""
    following = [s for s in _content(passage, place, 1, known, True) if s != "tru"]
    if not following:
        back = range(max(0, place - 25), place)
        before = [passage.stems[n] for n in back if passage.words[n].text not in FUNCTION]
    word = passage.words[place].text
    first = frozenset(following[:_MAIN])
    around = frozenset(following), frozenset(before)
    return Negation(word, "deny", "denial", tuple(following[:1]), "", *around, place, first)


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
    function = function_words(passage.lang)
    start = at = _past_comma(passage, place + 1) if step > 0 else place - 1
    while 0 <= at < len(passage.words) and count < _SCOPE:
        left, right = min(at, at - step), max(at, at - step)
        gap = passage.text[passage.words[left][2] : passage.words[right][1]]
        text = passage.texts[at]
        if gap == " ":
            gap = ""
        if len(gap) > 40 or _HARD & set(gap) or " - " in gap:
            return
        if step > 0 and at > place + 1 and text == PARTICLES.get(passage.stems[place]):
            return
        if wide and "," in gap and (past := _past_aside(passage, at)) is not None:
            at, text = past, passage.texts[past]
            gap = ""
        aside = step > 0 and text in ("in", "for", "at", "of", "according")
        opens = wide and not count and passage.lang in _CLAUSE_AFTER_COMMA
        opens |= at == start > place + 1
        if "," in gap and (count or not aside) and not opens and not (wide and _goes_on(passage, at)):
            return
        if text in known.bounds and (count or step < 0):
            return
        if (
            step > 0
            and count
            and text in _AND
            and at + 1 < len(passage.words)
            and passage.words[at + 1].text in _AUXILIARY
        ):
            return
        if wide and text == "and" and _takes_up(passage, place, at + 1):
            return
        if text not in function and len(text) > 1 and not is_adverb(text):
            yield passage.stems[at]
            count += 1
        at += step


def _past_comma(passage: Passage, place: int) -> int:
    """The place itself, or that after an aside which commas set off right there: 'not, for now, withdrawing'."""
    commas = [n for n in range(place, min(place + 5, len(passage.words))) if "," in passage.gap(n)]
    return commas[1] if len(commas) > 1 and commas[0] == place else place


def _past_aside(passage: Passage, place: int) -> int | None:
    """The place after an aside that a comma opens before this one: '…, called Beacon, …'; None where there is none."""
    if passage.texts[place] not in _ASIDES:
        return None
    for after in range(place + 1, min(place + 8, len(passage.words))):
        if "," in passage.text[passage.words[after - 1].end : passage.words[after].start]:
            return after
    return None


_ASIDES = frozenset(("called", "named", "known", "dubbed", "which", "who", "a", "an", "the"))


def _takes_up(passage: Passage, verb: int, place: int) -> bool:
    """Whether a verb in the present goes on with another of its subject: 'denies that … and speaks of'."""
    if place >= len(passage.texts):
        return False
    return all(text.endswith("s") and not text.endswith("ss") for text in (passage.texts[verb], passage.texts[place]))


_AND = frozenset(("and", "or"))
_AUXILIARY = vocabulary("has have had is are was were will would can could may might did does do the it he she they")


def _goes_on(passage: Passage, at: int) -> bool:
    """Whether what a verb governs goes on after a comma: '…, and that …'."""
    return [word.text for word in passage.words[at : at + 2]] in (["and", "that"], ["or", "that"])

"""The negators of a passage, each with the words that it turns around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import compress, count
from typing import Any

from extractor.entities import vocabulary
from extractor.ground.lexicon import LEXICON
from extractor.ground.numbers import WORDS as NUMBER_WORDS
from extractor.ground.page import FUNCTION, Passage, is_adverb, stem

_P = LEXICON["polarity"]
_HARD = frozenset(".!?;:—–()[]\n")
_MAIN = 5
"""Content words of a clause among which its verb stands."""
_HEAD = 5
"""Words that may come before a denial at the head of a statement: 'It is not true that'."""
_SCOPE = 8
"""Content words that a negator reaches at most."""


class Suspects(dict[str, bool]):
    """Whether a word may negate, by itself or by its prefix; worked out once each."""

    def __init__(self, lang: str, words: frozenset[str], roots: frozenset[str]) -> None:
        self.lang = lang
        self.words = words
        self.roots = roots

    def __missing__(self, word: str) -> bool:
        if len(self) > _MOST_WORDS:
            self.clear()
        root = stem(word, self.lang)
        self[word] = told = word in self.words or root in self.roots or _plain(root) != root
        return told


_MOST_WORDS = 50_000
_PARTICLES = {"turn": "down", "rul": "out"}
"""Verbs that negate with a word that may come later: 'turned it down'."""


@dataclass(frozen=True)
class Lexicon:
    """The negators of a language; verbs and weak words as stems."""

    adverbs: frozenset[str]
    determiners: frozenset[str]
    verbs: frozenset[str]
    predicates: frozenset[str]
    harmless: tuple[tuple[str, ...], ...]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """By their first words."""
    bounds: frozenset[str]
    denials: frozenset[str]
    reporting: frozenset[str]
    weak: frozenset[str]
    suspects: Suspects

    @classmethod
    def of(cls, lang: str, listed: dict[str, Any]) -> Lexicon:
        words = {key: frozenset(listed[key].split()) for key in ("adverbs", "determiners", "bounds")}
        stems = {
            key: frozenset(stem(word, lang) for word in listed[key].split())
            for key in ("verbs", "predicates", "denials", "reporting", "weak")
        }
        phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        for run in listed.get("phrases", ()):
            parts = tuple(run.split())
            phrases[parts[0]] = (*phrases.get(parts[0], ()), parts)
        return cls(
            phrases=phrases,
            harmless=tuple(tuple(run.split()) for run in listed["harmless"]),
            suspects=Suspects(
                lang,
                words["adverbs"] | words["determiners"] | phrases.keys() | {"t"},
                stems["verbs"] | stems["predicates"] | _PARTICLES.keys(),
            ),
            **words,
            **stems,
        )


@cache
def lexicon(lang: str) -> Lexicon:
    """Of the language, or of English where none is listed."""
    return Lexicon.of(lang, _P["languages"].get(lang, _P["languages"]["en"]))


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


class Harmless:
    """Runs of words that negate nothing; with a passage, those of them that it has."""

    def __init__(self, runs: Sequence[tuple[str, ...]], inside: Passage | None = None) -> None:
        self.runs = runs
        self.inside = inside

    def holds(self, texts: tuple[str, ...], place: int) -> bool:
        """Whether the word there belongs to such a run."""
        word = texts[place]
        for run in self.runs:
            if word in run:
                for shift, part in enumerate(run):
                    low = place - shift
                    if part == word and low >= 0 and texts[low : low + len(run)] == run and self._counts(run):
                        return True
        return False

    def _counts(self, run: tuple[str, ...]) -> bool:
        if self.inside is None:
            return True
        texts = self.inside.texts
        return any(texts[n : n + len(run)] == run for n, text in enumerate(texts) if text == run[0])


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
                plain = _plain(root)
                found.append(Negation(text, root, "prefix", (plain,), "", frozenset((root,)), frozenset(), place))
            continue
        if harmless.holds(texts, place):
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
    particle = _PARTICLES.get(root)
    if particle is not None and particle in texts[place + 1 : place + 6]:
        return "verb"
    return "predicate" if root in known.predicates else None


def _joined(passage: Passage, place: int) -> bool:
    return passage.words[place].start - passage.words[place - 1].end == 1


_DETERMINERS = vocabulary("the a an this its their his her any no el la un una der die das ein eine le la un une")
_PAIRING = frozenset(("neither", "weder", "ni"))
_PAIRED = frozenset(("nor", "noch"))
_PREFIXES = ("un", "non", "dis", "in", "im", "il", "ir")


@lru_cache(maxsize=50_000)
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
        if kind == "determiner":
            heads += [s for s in _governor(passage, place) if s not in known.reporting or word == "nothing"]
        passive = kind != "verb" or (place and passage.stems[place - 1] == "be")
        if not heads and not weak and word != "without" and passive and not elliptic:
            heads = before[:3]
    return Negation(word, root, kind, tuple(heads), weak, frozenset(after), frozenset(before), place)


def _first(passage: Passage, place: int, after: Sequence[str], known: Lexicon) -> list[str]:
    """The stems that a negator bears on first: neither too common nor names, where there are others."""
    near = range(place + 1, min(place + 12, len(passage.words)))
    named = {passage.stems[n] for n in near if passage.text[passage.words[n].start].isupper()}
    strong = [root for root in after if root not in known.weak]
    return [root for root in strong if root not in named] or strong


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
    at = place + step
    while 0 <= at < len(passage.words) and count < _SCOPE:
        left, right = min(at, at - step), max(at, at - step)
        gap = passage.text[passage.words[left][2] : passage.words[right][1]]
        text = passage.texts[at]
        if gap == " ":
            gap = ""
        if len(gap) > 40 or _HARD & set(gap) or " - " in gap:
            return
        if step > 0 and at > place + 1 and text == _PARTICLES.get(passage.stems[place]):
            return
        aside = step > 0 and text in ("in", "for", "at", "of", "according")
        if "," in gap and (count or not aside) and not (wide and _goes_on(passage, at)):
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
        if text not in FUNCTION and len(text) > 1 and not is_adverb(text):
            yield passage.stems[at]
            count += 1
        at += step


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

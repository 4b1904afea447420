"""The words that a language negates with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractor.ground.lexicon import LEXICON
from extractor.ground.page import Passage
from extractor.ground.wordforms import stem
from extractor.memo import Memo

_P = LEXICON["polarity"]


_PREFIXES = ("un", "non", "dis", "in", "im", "il", "ir")


@lru_cache(maxsize=50_000)
def plain(root: str) -> str:
    for prefix in _PREFIXES:
        if root.startswith(prefix) and len(root) - len(prefix) >= 4:
            return root[len(prefix) :]
    return root


def _suspects(lang: str, words: frozenset[str], roots: frozenset[str]) -> Memo[bool]:
    """Whether a word may negate, by itself or by its prefix."""

    def told(word: str) -> bool:
        root = stem(word, lang)
        return word in words or root in roots or plain(root) != root

    return Memo(told)


_BOUNDING = "than"
"""The last word of runs that set a bound to a number."""
PARTICLES = {"turn": "down", "rul": "out"}
"""Verbs that negate with a word that may come later: 'turned it down'."""
STOPS = frozenset(("stop", "ceas", "quit"))
"""Stems of verbs that negate what one did before: 'stopped selling'."""


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
    concord: frozenset[str]
    """Negators that other negative words go with."""
    alone: frozenset[str]
    """Negative words that do not."""
    suspects: Memo[bool]
    """Whether a word may negate."""

    def turns(self, statement: Passage, place: int, evidence: Passage) -> bool:
        """Whether the negator opens a run that negates nothing and that the evidence lacks: 'not only', 'no lack'.

        Bounds of numbers ('no more than') are compared as such.
        """
        texts = statement.texts
        runs = [run for run in self.harmless if run[0] == texts[place] and texts[place : place + len(run)] == run]
        return bool(runs) and all(run[-1] not in (*evidence.texts, _BOUNDING) for run in runs)

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
            concord=frozenset(_P["concord"].get(lang, "").split()),
            alone=frozenset(_P["concord"]["alone"].split()),
            harmless=tuple(tuple(run.split()) for run in listed["harmless"]),
            suspects=_suspects(
                lang,
                words["adverbs"] | words["determiners"] | phrases.keys() | {"t"},
                stems["verbs"] | stems["predicates"] | PARTICLES.keys() | STOPS,
            ),
            **words,
            **stems,
        )


@cache
def lexicon(lang: str) -> Lexicon:
    """Of the language, or of English where none is listed."""
    return Lexicon.of(lang, _P["languages"].get(lang, _P["languages"]["en"]))


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
        if self.inside is None or run[-1] == _BOUNDING:
            return True
        texts = self.inside.texts
        return any(texts[n : n + len(run)] == run for n, text in enumerate(texts) if text == run[0])

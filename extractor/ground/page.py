"""An article as the checks read it: its words by name and by sentence, and its numbers, worked out once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extractor.entities import Places, Word, split
from extractor.ground.lexicon import LEXICON
from extractor.ground.numbers import Number, numbers
from extractor.segment import Sentence

FUNCTION: frozenset[str] = frozenset(LEXICON["words"]["function"].split())
_BASE: dict[str, str] = {
    form: line.split("-")[0] for line in LEXICON["words"]["irregular"].split() for form in line.split("-")
}


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str = "en") -> str:
    """A common form of a word's inflections, good enough to compare two sentences of one article."""
    if lang != "en":
        return word[: 5 if len(word) > 8 else 4] if word.isalpha() else word
    if word in _BASE:
        return _BASE[word]
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, put in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            root = word[: -len(ending)] + put
            if put == "" and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
                root = root[:-1]
            return root.rstrip("e")
    return word.rstrip("e")


@dataclass(frozen=True)
class Passage:
    """Words that belong together: a statement, or the evidence of a claim."""

    text: str
    words: tuple[Word, ...]
    numbers: tuple[Number, ...]
    lang: str

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem(word.text, self.lang) for word in self.words)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Stems of the words that carry content; pairs of characters where words have no spaces."""
        found: list[str] = []
        for place, word in enumerate(self.words):
            if word.text[0] >= "\u3040":
                after = self.words[place + 1] if place + 1 < len(self.words) else None
                if after and after.start == word.end and after.text[0] >= "\u3040":
                    found.append(word.text + after.text)
            elif word.text not in FUNCTION:
                found.append(self.stems[place])
        return tuple(found)


@dataclass(frozen=True)
class Page:
    """The article's words, found by name, by sentence and by number."""

    lang: str
    places: Places
    passages: dict[tuple[int, int], Passage] = field(default_factory=dict)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all words."""
        return frozenset(stem(word, self.lang) for word in self.places.at)

    def passage(self, sentences: Iterable[Sentence]) -> Passage:
        """The words of these sentences as one passage."""
        key = tuple((s.start, s.end) for s in sentences)
        parts = [self._sentence(start, end) for start, end in key]
        if len(parts) == 1:
            return parts[0]
        words: list[Word] = []
        found: list[Number] = []
        for part in parts:
            found += [
                Number(n.start + len(words), n.end + len(words), n.values, n.unit, n.literal, n.spelled)
                for n in part.numbers
            ]
            words += part.words
        return Passage(self.places.text, tuple(words), tuple(found), self.lang)

    def _sentence(self, start: int, end: int) -> Passage:
        if (start, end) not in self.passages:
            low, high = self.span(start, end)
            words = self.places.words[low:high]
            found = numbers(self.places.text, words, self.lang)
            self.passages[start, end] = Passage(self.places.text, words, found, self.lang)
        return self.passages[start, end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open word range of a character range."""
        return (
            bisect_left(self.places.words, start, key=lambda word: word.start),
            bisect_left(self.places.words, end, key=lambda word: word.start),
        )


@lru_cache(maxsize=4)
def page(text: str, lang: str) -> Page:
    """The page of a text; the last few are kept, since a long article is checked chunk by chunk."""
    return Page(lang, Places.of(text))


def passage(text: str, lang: str) -> Passage:
    """The words of a text of its own."""
    words = split(text)
    return Passage(text, words, numbers(text, words, lang), lang)


def overlap(part: Sequence[str], whole: Iterable[str]) -> float:
    """The share of `part` that stands in `whole`; 1 for nothing to find."""
    known = set(whole)
    return sum(1 for item in part if item in known) / len(part) if part else 1.0

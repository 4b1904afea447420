"""An article as the checks read it: its words by name and by sentence, and its numbers, worked out once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extractor.entities import Places, Word, split, vocabulary
from extractor.ground.dates import FILLERS, MONTHS
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


_NO_ADVERBS = vocabulary("comply apply supply reply rely imply multiply family ally rally fly italy july assembly only")


def is_adverb(word: str) -> bool:
    """Whether the word has the shape of an English adverb."""
    return word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS


@dataclass(frozen=True)
class Passage:
    """Words that belong together: a statement, or the evidence of a claim."""

    text: str
    words: tuple[Word, ...]
    numbers: tuple[Number, ...]
    lang: str

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(word.text for word in self.words)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem(text, self.lang) for text in self.texts)

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


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: half-open word places within its passage, and its stems."""

    start: int
    end: int
    stems: frozenset[str]
    possessive: bool
    after: int
    """The place of the word that follows, past the 's' of a possessive."""

    @classmethod
    def at(cls, passage: Passage, start: int, end: int) -> Name:
        """The name between two word places."""
        letter = _is_possessive(passage, end)
        place = passage.words[end - 1].end
        bare = passage.words[end - 1].text.endswith("s") and passage.text[place : place + 1] in ("'", "’")
        return cls(start, end, frozenset(passage.stems[start:end]), letter or bare, end + letter)


_JOINTS = frozenset((" ", "-", ".", "", "’", "'", "‑"))


def names(passage: Passage, known: frozenset[str]) -> list[Name]:
    """The names of a passage in order; a number goes on with a name, a comma ends it."""
    found: list[Name] = []
    start = -1
    for place, word in enumerate(passage.words):
        gap = passage.text[passage.words[place - 1].end : word.start] if place else ""
        written = passage.text[word.start : word.end]
        capital = not written.islower() and word.text in known and not written[0].isdigit()
        if start >= 0 and gap != "." and (gap not in _JOINTS or not (capital or written[0].isdigit())):
            found.append(Name.at(passage, start, place))
            start = -1
        if start < 0 and capital and word.text not in MONTHS and word.text not in FILLERS:
            coded = passage.text[word.end : word.end + 1].isdigit()
            start = place if len(word.text) > 1 or coded else -1
    if start >= 0:
        found.append(Name.at(passage, start, len(passage.words)))
    return found


def _is_possessive(passage: Passage, place: int) -> bool:
    """Whether the word there is the 's' of a possessive."""
    if place >= len(passage.words) or passage.words[place].text != "s":
        return False
    return passage.text[passage.words[place - 1].end : passage.words[place].start] in ("'", "’")


@dataclass(frozen=True)
class Page:
    """The article's words, found by name, by sentence and by number."""

    lang: str
    places: Places
    passages: dict[tuple[int, int], Passage] = field(default_factory=dict)
    joined: dict[tuple[tuple[int, int], ...], Passage] = field(default_factory=dict)
    named: dict[int, tuple[frozenset[str], ...]] = field(default_factory=dict)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all words."""
        return frozenset(stem(word, self.lang) for word in self.places.at)

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words that the article capitalises where a sentence would not."""
        found = set()
        text = self.places.text
        lower = {word.text for word in self.places.words if text[word.start].islower()}
        for word in self.places.words:
            written = text[word.start : word.end]
            if written.islower() or not written[0].isalpha():
                continue
            before = text[max(0, word.start - 3) : word.start]
            inside = before[-1:] in (" ", "-") and (before.rstrip()[-1:].isalnum() or before.rstrip()[-1:] in ",'’-")
            ahead = text[word.end : word.end + 2]
            opens = ahead[:1] == " " and ahead[1:].isupper() and word.text not in lower
            if inside or opens or written[1:] != written[1:].lower():
                found.add(word.text)
        return frozenset(found) - FUNCTION

    def passage(self, sentences: Iterable[Sentence]) -> Passage:
        """The words of these sentences as one passage."""
        key = tuple((s.start, s.end) for s in sentences)
        parts = [self._sentence(start, end) for start, end in key]
        if len(parts) == 1:
            return parts[0]
        if key in self.joined:
            return self.joined[key]
        words: list[Word] = []
        found: list[Number] = []
        for part in parts:
            found += [
                Number(n.start + len(words), n.end + len(words), n.values, n.unit, n.literal, n.spelled)
                for n in part.numbers
            ]
            words += part.words
        self.joined[key] = Passage(self.places.text, tuple(words), tuple(found), self.lang)
        return self.joined[key]

    def names(self, sentence: Sentence) -> tuple[frozenset[str], ...]:
        """The stems of each name in the sentence, in order."""
        if sentence.start not in self.named:
            passage = self.passage([sentence])
            self.named[sentence.start] = tuple(name.stems for name in names(passage, self.proper))
        return self.named[sentence.start]

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


_PREFIX = 5
"""Letters that two forms of one word share: 'present', 'presentation'."""


def overlap(part: Sequence[str], whole: Iterable[str]) -> float:
    """The share of `part` that stands in `whole`; 1 for nothing to find."""
    known = {item[:_PREFIX] for item in whole}
    return sum(1 for item in part if item[:_PREFIX] in known) / len(part) if part else 1.0

"""An article as the checks read it: its words by name and by sentence, and its numbers, worked out once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain, compress, count
from typing import NamedTuple

from extractor.entities import Places, Word, read
from extractor.ground.lexicon import FILLERS, MONTHS
from extractor.ground.numbers import Number, numbers
from extractor.ground.synonyms import KEYS
from extractor.ground.wordforms import FUNCTION, LEAST_SPACELESS, content_words, spaceless, stems_of
from extractor.segment import Sentence


class Passage:
    """Words that belong together: a statement, or the evidence of a claim."""

    def __init__(
        self,
        text: str,
        words: tuple[Word, ...],
        lang: str,
        texts: tuple[str, ...] | None = None,
        stems: tuple[str, ...] | None = None,
    ) -> None:
        self.text = text
        self.words = words
        self.lang = lang
        self.texts = tuple([word[0] for word in words]) if texts is None else texts
        """The folded words."""
        self.stems = tuple(map(stems_of(lang).__getitem__, self.texts)) if stems is None else stems

    def gap(self, place: int) -> str:
        """What stands between the word there and the one before it."""
        return self.text[self.words[place - 1].end : self.words[place].start] if place else ""

    @cached_property
    def roots(self) -> frozenset[str]:
        """The stems without their order."""
        return frozenset(self.stems)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return numbers(self.text, self.words, self.texts, self.lang)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Stems of the words that carry content; pairs of characters where words have no spaces."""
        if not self.words or max(self.texts) < LEAST_SPACELESS or not any(map(spaceless, self.texts)):
            told = map(content_words(self.lang).__getitem__, self.texts)
            return tuple(compress(self.stems, told))
        found: list[str] = []
        for place, word in enumerate(self.words):
            if spaceless(word.text):
                after = self.words[place + 1] if place + 1 < len(self.words) else None
                if after and after.start == word.end and spaceless(after.text):
                    found.append(word.text + after.text)
            elif word.text not in FUNCTION:
                found.append(self.stems[place])
        return tuple(found)

    @cached_property
    def told(self) -> frozenset[str]:
        """The content without its order."""
        return frozenset(self.content)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """What `overlap` looks for in this passage."""
        return prefixes(self.content)


class Name(NamedTuple):
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
    if known.isdisjoint(passage.texts):
        return []
    found: list[Name] = []
    end = 0
    for place in list(compress(count(), map(known.__contains__, passage.texts))):
        if place >= end and _begins(passage, place):
            end = _end(passage, place, known)
            found.append(Name.at(passage, place, end))
    return found


def _begins(passage: Passage, place: int) -> bool:
    """Whether a name begins with the word there, which is known as one's."""
    folded, low, high = passage.words[place]
    written = passage.text[low:high]
    if written.islower() or written[0].isdigit() or folded in MONTHS or folded in FILLERS:
        return False
    return high - low > 1 or passage.text[high : high + 1].isdigit()


def _end(passage: Passage, start: int, known: frozenset[str]) -> int:
    """Where the name ends that begins there."""
    text, words = passage.text, passage.words
    before = words[start].end
    for place in range(start + 1, len(words)):
        folded, low, high = words[place]
        gap = text[before:low]
        if gap != ".":
            if gap not in _JOINTS:
                return place
            written = text[low:high]
            if not written[0].isdigit() and (folded not in known or written.islower()):
                return place
        before = high
    return len(words)


def _inner(passage: Passage) -> frozenset[str]:
    """Words that a text of its own capitalises where a sentence would not."""
    return frozenset(
        [
            folded
            for folded, low, high in passage.words[1:]
            if passage.text[low].isupper()
            and high - low > 2
            and passage.text[low - 1] == " "
            and folded not in FUNCTION
            and passage.text[low - 2].isalnum()
        ]
    )


def _is_possessive(passage: Passage, place: int) -> bool:
    """Whether the word there is the 's' of a possessive."""
    if place >= len(passage.words) or passage.words[place].text != "s":
        return False
    return passage.text[passage.words[place - 1].end : passage.words[place].start] in ("'", "’")


class Page:
    """The article's words, found by name, by sentence and by number."""

    def __init__(self, lang: str, places: Places) -> None:
        self.lang = lang
        self.places = places
        self.roots = tuple(map(stems_of(lang).__getitem__, places.texts))
        """The stem of each word."""
        self._starts = [word[1] for word in places.words]
        self._passages: dict[tuple[tuple[int, int], ...], Passage] = {}
        self._sentences: dict[int, tuple[frozenset[str], ...]] = {}
        self._names: dict[Passage, list[Name]] = {}
        self._capitals: dict[Passage, frozenset[str]] = {}
        self._found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self._forms: dict[str, list[list[tuple[int, int]]]] = {}
        self.kinds: dict[str, str | None] = {}
        """What the article treats a name as, where it was asked."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all words."""
        return frozenset(self.roots)

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words that the article capitalises where a sentence would not."""
        found = set()
        text, words, written = self.places.text, self.places.words, self.places.written
        small = list(map(str.islower, written))
        lower = set(compress(self.places.texts, small))
        cased = [place for place, low in enumerate(small) if not low and written[place][0].isalpha()]
        lower |= {words[place].text for place in cased if written[place][0].islower()}
        for place in cased:
            folded, start, end = words[place]
            if folded in found:
                continue
            before = text[max(0, start - 3) : start]
            if before[-1:] in (" ", "-") and ((last := before.rstrip()[-1:]).isalnum() or last in ",'’-"):
                found.add(folded)
                continue
            ahead = text[end : end + 2]
            opens = ahead[:1] == " " and ahead[1:].isupper() and folded not in lower
            if opens or written[place][1:] != written[place][1:].lower():
                found.add(folded)
        return frozenset(found) - FUNCTION

    def passage(self, sentences: Iterable[Sentence]) -> Passage:
        """The words of these sentences as one passage."""
        key = tuple([(s.start, s.end) for s in sentences])
        known = self._passages.get(key)
        if known is None:
            known = self._passages[key] = self._read(key)
        return known

    def _read(self, key: tuple[tuple[int, int], ...]) -> Passage:
        spans: list[tuple[int, int]] = []
        for start, end in key:
            low, high = self.span(start, end)
            if spans and spans[-1][1] == low:
                low = spans.pop()[0]
            spans.append((low, high))
        places = self.places
        parts = [(places.words[a:b], places.texts[a:b], self.roots[a:b]) for a, b in spans]
        words, texts, stems = parts[0] if len(parts) == 1 else (sum(part, ()) for part in zip(*parts, strict=True))
        return Passage(places.text, words, self.lang, texts, stems)

    def names(self, sentence: Sentence) -> tuple[frozenset[str], ...]:
        """The stems of each name in the sentence, in order."""
        known = self._sentences.get(sentence.start)
        if known is None:
            named = self.named(self.passage((sentence,)))
            known = self._sentences[sentence.start] = tuple([name.stems for name in named])
        return known

    def absent(self, statement: Passage, evidence: Passage) -> bool:
        """Whether a word that the article capitalises stands in the statement and not in the evidence."""
        missing = statement.roots - evidence.roots
        if not missing:
            return False
        proper = self.capitals(statement)
        return any(
            text in proper for text, root in zip(statement.texts, statement.stems, strict=True) if root in missing
        )

    def capitals(self, passage: Passage) -> frozenset[str]:
        """Names by the article's use, and in a text of its own by that text's."""
        if passage.text is self.places.text:
            return self.proper
        known = self._capitals.get(passage)
        if known is None:
            own = _inner(passage)
            known = self._capitals[passage] = self.proper if own <= self.proper else self.proper | own
        return known

    def named(self, passage: Passage) -> list[Name]:
        """The names of a passage, worked out once."""
        known = self._names.get(passage)
        if known is None:
            known = self._names[passage] = names(passage, self.capitals(passage))
        return known

    def find(self, name: tuple[str, ...]) -> list[tuple[int, int]]:
        """The word ranges where the words of a name stand side by side, worked out once."""
        known = self._found.get(name)
        if known is None:
            known = self._found[name] = list(self.places.find(name))
        return known

    def forms(self, name: str) -> list[list[tuple[int, int]]]:
        """Where each form of the name stands that still tells who is meant, fullest first."""
        known = self._forms.get(name)
        if known is None:
            known = [found for form in self.places.forms(name) if telling(form) and (found := self.find(form))]
            self._forms[name] = known
        return known

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open word range of a character range."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)


def telling(form: tuple[str, ...]) -> bool:
    """Whether a shortened form of a name still tells who is meant."""
    return any(word not in FUNCTION and (len(word) > 1 or word >= "\u3040" or len(form) > 1) for word in form)


@lru_cache(maxsize=4)
def page(text: str, lang: str) -> Page:
    """The page of a text; the last few are kept, since a long article is checked chunk by chunk."""
    return Page(lang, Places.of(text))


@lru_cache(maxsize=64)
def passage(text: str, lang: str) -> Passage:
    """The words of a text of its own; the last ones are kept, since what is checked is compared later on."""
    _, folded, found = read(text)
    return Passage(text, found, lang, folded)


def prefixes(content: Iterable[str]) -> frozenset[str]:
    """What `overlap` compares of these words: how they begin, and what stands for them as well."""
    return frozenset(chain.from_iterable(map(KEYS.__getitem__, content)))


def overlap(part: Sequence[str], whole: Iterable[str]) -> float:
    """The share of `part` that stands in `whole`; 1 for nothing to find."""
    return share(part, prefixes(whole))


def share(part: Sequence[str], *known: frozenset[str]) -> float:
    """The share of `part` that stands among these prefixes; 1 for nothing to find."""
    if not part:
        return 1.0
    there = known[0] if len(known) == 1 else frozenset().union(*known)
    return sum([not there.isdisjoint(KEYS[item]) for item in part]) / len(part)

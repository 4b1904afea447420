"""How long ago an article mentioned its names, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from extractor.ground.page import Page
from extractor.segment import Sentence

FAR = 9
"""Other names that may come between a subject and what points back at it: 97 in 100 of the annotated subjects that
their evidence only points at are nearer, and 61 in 100 of the article's other actors are not (tuning set)."""
FREQUENT = 0.12
"""A name in this share of the article's sentences is at hand everywhere."""
STRANGE = 15
"""Other names since the last mention of one after which a statement no longer adds it to its evidence."""
LEADING, MAIN = 0.8, 0.4
"""Names in this share of the sentences that the article's most frequent name stands in are those it is about."""
RECENT, NEAR = 12, 1
"""Other names since the last mention of one that the article is about, and of any other, up to which a claim may
leave its actor out. (7 and 0.6 let 28 % of the actors swapped within an article pass and these 32 %, but those took
five true claims of 22 from an article that the rules had not seen.)"""
_AHEAD = 3
"""Sentences from the evidence on in which a name may still be met for the first time."""


class Thread:
    """The names of an article's sentences, in order."""

    def __init__(self, page: Page, sentences: Sequence[Sentence], title: frozenset[str]) -> None:
        self.page = page
        self.sentences = sentences
        self.title = title

    @cached_property
    def names(self) -> list[tuple[frozenset[str], ...]]:
        """Of each sentence, as stems."""
        return [self.page.names(sentence) for sentence in self.sentences]

    @cached_property
    def roots(self) -> list[frozenset[str]]:
        """The stems of each sentence's names."""
        return [frozenset().union(*found) for found in self.names]

    @cached_property
    def most(self) -> int:
        """In how many sentences the most frequent name stands."""
        counted: Counter[str] = Counter()
        for roots in self.roots:
            counted.update(roots)
        return max(counted.values(), default=1)

    def holding(self, name: frozenset[str]) -> int:
        """In how many sentences the name stands."""
        return sum([not roots.isdisjoint(name) for roots in self.roots])

    def since(self, name: frozenset[str], place: int, most: int) -> int | None:
        """How many other names came after the last mention of this one; None for more than `most`, or none."""
        passed: list[frozenset[str]] = []
        for back in range(place - 1, -1, -1):
            found = self.names[back]
            if not self.roots[back].isdisjoint(name):
                turn = next(n for n, other in enumerate(found) if not other.isdisjoint(name))
                ahead = [other for other in _fresh(found, passed) if other.isdisjoint(name)]
                count = len(passed) + min(turn, len(ahead))
                return count if count <= most else None
            passed += _fresh(found, passed)
            if len(passed) > most:
                return None
        return None

    def at_hand(self, name: frozenset[str], place: int) -> bool:
        """Whether a reader who comes to the evidence still has the name in mind as a subject."""
        titled = not name.isdisjoint(self.title)
        far = 2 * FAR if titled else FAR
        if self.since(name, place, far) is not None or (titled and place < far):
            return True
        holding = self.holding(name)
        return not holding or holding > FREQUENT * len(self.sentences)

    def meant(self, name: frozenset[str], place: int) -> bool:
        """Whether a claim whose statement and evidence both leave its actor out may be of this name."""
        since = self.since(name, place, RECENT)
        return since is not None and (since <= NEAR or self.holding(name) >= MAIN * self.most)

    def strange(self, name: frozenset[str], place: int) -> bool:
        """Whether the article is not about the name and did not mention it for long."""
        near = self.sentences[max(0, place - _AHEAD) : place + _AHEAD]
        if any(not self.page.passage((sentence,)).roots.isdisjoint(name) for sentence in near):
            return False
        holding = self.holding(name)
        if not holding or holding >= LEADING * self.most:
            return False
        if all(roots.isdisjoint(name) for roots in self.roots[:place]):
            return not (self.holding(name) >= 0.3 * self.most)
        return self.since(name, place, STRANGE if name.isdisjoint(self.title) else 2 * STRANGE) is None


def _fresh(found: Sequence[frozenset[str]], passed: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Names not met before."""
    fresh: list[frozenset[str]] = []
    for name in found:
        if all(name.isdisjoint(other) for other in (*passed, *fresh)):
            fresh.append(name)
    return fresh

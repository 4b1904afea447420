"""Which claims are worth comparing with one: few, however many there are."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extractor.merge.sameness import APART
from extractor.merge.sayings import Saying

MOST = 40
"""Groups looked at for one telling word, or for one sentence. A claim that stands among more of its kind is compared
with the first of them alone, so that thousands take time in proportion."""

Keys = Sequence[tuple[object, ...]]


class Candidates:
    """Groups of claims by what claims of the group share with those that may belong to it.

    Statements of which one holds most of the other share one of their rarest words: as many of these are looked up as
    the longer one may have more than the shorter.
    """

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._often = Counter(word for saying in sayings for word in set(saying.words))
        self._by: defaultdict[object, list[int]] = defaultdict(list)

    def of(self, keys: Keys) -> Iterator[int]:
        """Numbers of groups that the saying with these keys may belong to, the earliest first."""
        found = {number for key in keys for number in self._by.get(key, ())}
        return iter(sorted(found))

    def add(self, keys: Keys, group: int) -> None:
        """The saying with these keys belongs to this group."""
        for key in keys:
            known = self._by[key]
            if group not in known and len(known) < MOST:
                known.append(group)

    def keys(self, saying: Saying) -> Keys:
        """What the saying is looked up by: its sentences, and its actor with each of its rarest words."""
        often = self._often
        rarest = sorted(set(saying.words), key=lambda word: (often[word], word))
        size = len(saying.words)
        telling = rarest[: size - math.ceil(APART * size) + 1]
        return [(saying.key, saying.evidence), *((saying.key, saying.actor, word) for word in telling)]

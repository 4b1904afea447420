"""The names of one kind that an article's claims have, found by their words without looking at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from extractor.names.lexicon import DETERMINERS, LINKS
from extractor.names.reading import plain

Words = tuple[str, ...]

SKIPPED = LINKS | DETERMINERS | frozenset(("and", "y", "e", "und", "et", "&", "on", "to", "at", "en", "in", "a"))
"""Small words, which an acronym may leave out."""

CONJUNCTIONS = frozenset(("and", "or", "y", "e", "und", "et", "と"))
"""Words between two names of several, though an authority's one name may hold them too."""


class Known:
    """Names as written, by what they begin with, end in and stand for."""

    def __init__(self, names: Iterable[str], cut: Callable[[Words], Words] = tuple) -> None:
        """`cut` leaves what a name begins with where it is no part of it, such as a title."""
        self.names = tuple(names)
        self.words: dict[Words, str] = {}
        self._first: defaultdict[str, dict[Words, str]] = defaultdict(dict)
        self._last: defaultdict[str, dict[Words, str]] = defaultdict(dict)
        self._initials: defaultdict[str, dict[Words, str]] = defaultdict(dict)
        for name in self.names:
            words = plain(name)
            if not words or words in self.words:
                continue
            self.words[words] = name
            self._first[cut(words)[0]][words] = name
            self._last[words[-1]][words] = name
            for letters in initials(words):
                self._initials[letters][words] = name

    def __contains__(self, words: Words) -> bool:
        return words in self.words

    def starting(self, word: str) -> dict[Words, str]:
        """The names with this first word."""
        return self._first.get(word, {})

    def ending(self, word: str) -> dict[Words, str]:
        """The names with this last word."""
        return self._last.get(word, {})

    def spelling(self, letters: str) -> dict[Words, str]:
        """The names with these initials."""
        return self._initials.get(letters, {})


def initials(words: Collection[str]) -> Iterator[str]:
    """The words' initials, with and without those of the small words among them; a number counts whole."""
    telling = [word for word in words if word not in SKIPPED]
    for some in (telling, list(words)):
        if len(some) > 1:
            yield "".join(word if word[0].isdigit() else word[0] for word in some)

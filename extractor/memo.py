"""What is worked out for a word, once each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Told = TypeVar("Told")

MOST = 50_000
"""Words that are kept at most: a hostile text of ever new ones takes no more memory."""


class Memo(dict[str, Told]):
    """What a function makes of a word, by the word: a lookup, where `lru_cache` would be a call."""

    def __init__(self, of: Callable[[str], Told]) -> None:
        self._of = of

    def __missing__(self, word: str) -> Told:
        if len(self) > MOST:
            self.clear()
        self[word] = told = self._of(word)
        return told

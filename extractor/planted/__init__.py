"""What was put into a text for a program and not for its readers: orders in its sentences, characters nobody sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from extractor.planted.blocks import flagged as flagged
from extractor.planted.blocks import touching
from extractor.planted.order import orders as orders
from extractor.planted.unseen import blanked, spelled, strange, unseen
from extractor.planted.unseen import cleaned as cleaned
from extractor.segment import Sentence, sentences

MOST_LISTED = 8
"""Sentence numbers that a warning lists."""


@dataclass(frozen=True, slots=True)
class Planted:
    """What is planted in one text."""

    spans: tuple[tuple[int, int], ...]
    """The sentences that give orders to a program, as half-open character ranges."""
    hidden: tuple[tuple[int, int], ...]
    """Characters that stand there and that nobody sees, or sees in that order."""
    said: str
    """All that is planted, in words, what is spelled out of sight included; empty where nothing is."""
    warnings: tuple[str, ...]
    """One sentence for each kind of it, without its words."""

    def numbers(self, parts: Sequence[Sentence]) -> frozenset[int]:
        """The numbers of those sentences that give orders."""
        if not self.spans:
            return frozenset()
        return frozenset(touching(parts, self.spans))

    def visible(self, text: str) -> str:
        """The text, of the same length, with blanks for what is planted: what stands only there stands nowhere."""
        return blanked(text, (*self.spans, *self.hidden))


_NOTHING = Planted((), (), "", ())


MOST_KEPT = 2_000
"""Texts of which it is remembered what is planted in them: more than are in flight at once."""
_kept: dict[tuple[bytes, str | None], Planted] = {}


def planted(text: str, lang: str | None) -> Planted:
    """What is planted in the text. Reader, engine and check each ask, so that it is remembered for a while."""
    key = _key(text, lang)
    known = _kept.get(key)
    if known is None:
        known = _look(text, lang)
        remember(text, lang, known)
    return known


def remember(text: str, lang: str | None, known: Planted) -> None:
    """Saves `planted` the work: another process has done it."""
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[_key(text, lang)] = known


def _key(text: str, lang: str | None) -> tuple[bytes, str | None]:
    """Stands for the text, which may be large."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest(), lang


def _look(text: str, lang: str | None) -> Planted:
    found = sentences(text, lang)
    numbers = flagged(text, found)
    hidden = unseen(text)
    odd = strange(text)
    if not numbers and not hidden and not odd:
        return _NOTHING
    spans = tuple((s.start, s.end) for s in found if s.number in numbers)
    said = " ".join((*(text[start:end] for start, end in (*spans, *hidden)), *spelled(text)))
    warnings = (*_orders(sorted(numbers), sum(end - start for start, end in spans)), *odd)
    return Planted(spans, hidden, said, warnings)


def _orders(numbers: Sequence[int], characters: int) -> tuple[str, ...]:
    if not numbers:
        return ()
    listed = ", ".join(map(str, numbers[:MOST_LISTED])) + (" …" if len(numbers) > MOST_LISTED else "")
    if len(numbers) == 1:
        return (f"Sentence {listed} gives instructions to a program and was set aside ({characters} characters).",)
    return (
        f"{len(numbers)} sentences give instructions to a program and were set aside ({characters} characters): "
        f"{listed}.",
    )

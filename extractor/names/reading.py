"""A text read for its names: where one stands, how far the run of capitalised words around it goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from extractor.entities import Places, core
from extractor.names.lexicon import ALSO, LINKS, NOW, OPENERS, PARTICLES, SHORT, TITLES

Range = tuple[int, int]
"""Half-open, in words of the text."""

MOST = 200
"""Places of one name that are looked at; what they do not tell, more of them will not."""
_SPACES = frozenset((" ", "\u00a0", "\u202f", "\n"))
_JOINTS = _SPACES | frozenset(("-", "‑", "‐", ""))


class Reading:
    """One text's words with what stands between them."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.texts = places.texts
        self._found: dict[tuple[str, ...], tuple[Range, ...]] = {}

    @cached_property
    def bracketed(self) -> bool:
        """Whether anything stands in parentheses."""
        text = self.places.text
        return "(" in text or "（" in text

    @cached_property
    def shortens(self) -> bool:
        """Whether the text may set a short name beside a long one anywhere."""
        text = self.places.text
        return self.bracketed or " for short" in text or SHORT.anywhere(text)

    @cached_property
    def renames(self) -> bool:
        """Whether the text may say of a name that it was another, or is another now."""
        text = self.places.text
        return ALSO.anywhere(text) or NOW.anywhere(text)

    def find(self, name: tuple[str, ...]) -> tuple[Range, ...]:
        """Where the words of a name stand, in order; of very many places the first."""
        known = self._found.get(name)
        if known is None:
            found: list[Range] = []
            for place in self.places.find(name):
                found.append(place)
                if len(found) == MOST:
                    break
            known = self._found[name] = tuple(found)
        return known

    def text(self, place: Range) -> str:
        """What is written there, on one line, with the stop of an abbreviation that is one: 'Example Inc.'"""
        words, text = self.places.words, self.places.text
        end = words[place[1] - 1].end
        written = " ".join(text[words[place[0]].start : end].split())
        abbreviated = self.texts[place[1] - 1] in ("inc", "corp", "co", "ltd") and place[1] - place[0] > 1
        return (
            written + "."
            if abbreviated and text[end : end + 1] == "." and text[end + 1 : end + 3] != "\n\n"
            else written
        )

    def gap(self, place: int) -> str:
        """What stands before the word there."""
        words = self.places.words
        return self.places.text[words[place - 1].end if place else 0 : words[place].start]

    def before(self, place: Range, size: int = 40) -> str:
        """The characters that lead up to a name."""
        start = self.places.words[place[0]].start
        return self.places.text[max(0, start - size) : start]

    def after(self, place: Range, size: int = 40) -> str:
        """The characters that follow a name."""
        end = self.places.words[place[1] - 1].end
        return self.places.text[end : end + size]

    def cased(self, place: int) -> bool:
        """Whether the word there is written as a name's word is, with a capital anywhere: 'iPhone' too."""
        written = self.places.written[place]
        return not written.islower() and written[0].isalpha() and written[0] < "\u3040"

    def named(self, place: int) -> bool:
        """Whether the word there may be part of a name, and does not only open a sentence."""
        return self.cased(place) and self.texts[place] not in OPENERS

    def opens(self, place: int) -> bool:
        """Whether a sentence begins with the word there."""
        gap = self.gap(place)
        return place == 0 or "\n" in gap or any(mark in gap for mark in ".!?。！？:：")

    def joined(self, place: int) -> bool:
        """Whether the word there goes on with the word before it."""
        gap = self.gap(place)
        return gap in _JOINTS or (gap in (". ", ".\u00a0", ".") and self._abbreviation(place - 1))

    def _abbreviation(self, place: int) -> bool:
        return len(self.texts[place]) == 1 and self.cased(place)

    def leftmost(self, low: int, *, person: bool = False, numbers: bool = False) -> int:
        """Where the run of names begins that goes on with the word at `low`; a person's without titles."""
        at = low
        while at > 0 and self.joined(at):
            before = at - 1
            text = self.texts[before]
            if (self.named(before) and not (person and text in TITLES)) or (numbers and text[0].isdigit()):
                at = before
            elif (
                before
                and text in (PARTICLES if person else LINKS)
                and self.joined(before)
                and self.named(before - 1)
                and not (person and self.texts[before - 1] in TITLES)
            ):
                at = before - 1
            else:
                break
        return at

    def rightmost(self, high: int, *, numbers: bool = False) -> int:
        """Where the run of names ends that the words up to `high` begin."""
        at = high
        while at < len(self.texts) and self.joined(at):
            if self.named(at) or (numbers and self.texts[at][0].isdigit()):
                at += 1
            elif at + 1 < len(self.texts) and self.texts[at] in LINKS and self.joined(at + 1) and self.cased(at + 1):
                at += 2
            else:
                break
        return at

    def bare(self, name: tuple[str, ...], *, numbers: bool = False) -> Iterator[Range]:
        """Places where the name stands as the whole of a run, in order."""
        for low, high in self.find(name):
            if self.leftmost(low, numbers=numbers) == low and self.rightmost(high, numbers=numbers) == high:
                yield low, high


def plain(name: str) -> tuple[str, ...]:
    """The folded words of a name, without an article before and a possessive behind it."""
    return core(name.strip())


def key(name: str) -> str:
    """What two writings of one name have in common; spaces count only where there are numbers."""
    words = plain(name)
    return "".join(words) if not any(word[0].isdigit() for word in words) else " ".join(words)

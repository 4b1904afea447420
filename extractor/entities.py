"""Names as readers see them: folded forms, words with their places, and when two names are one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, repeat
from typing import Literal, NamedTuple

from extractor.memo import Memo

_QUOTES = frozenset("'`´‘’‚‛′‹›＇\"“”„‟″«»「」『』＂")
_DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")


class _Folding(dict[int, str]):
    """Code point → folded characters, worked out once each."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    if char in _QUOTES:
        return "'"
    if char in _DASHES:
        return "-"
    if char in _INVISIBLE:
        return ""
    if char.isspace():
        return " "
    form: Literal["NFKC", "NFKD"] = "NFKC" if char >= "\u3000" else "NFKD"
    plain = unicodedata.normalize(form, unicodedata.normalize(form, char).casefold())
    return "".join("'" if c in _QUOTES else "-" if c in _DASHES else c for c in plain if not "\u0300" <= c <= "\u036f")


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text with case, accents, widths, quotes, dashes and white space made equal."""
    if text.isascii():
        return " ".join(text.lower().replace('"', "'").replace("`", "'").split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_FOLDING)).split())


DENSE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u0e00-\u0e7f"
"""Character ranges of scripts that put no spaces between words."""

_HANGUL = "\uac00-\ud7a3"
_LETTER = rf"[^\W\d_{DENSE}{_HANGUL}]"
_MARK = "\u0300-\u036f\u00ad\u200b-\u200d"
_WORD = re.compile(
    rf"[A-Za-z]{{2,}}(?![^\W\d_]|[{_MARK}])"  # what most words are, found in half the time
    r"|[^\W\d_]\.(?:[^\W\d_]\.)+"  # initials: U.S.
    r"|\d+(?:[.,．，]\d+)*[A-Za-z]*"  # numbers and sizes: 4.5, 10,000, 4o, 30B
    rf"|[{DENSE}][\uff9e\uff9f\u3099\u309a]?"
    rf"|[{_HANGUL}]+"  # apart from Latin letters, which a particle follows without a space
    rf"|{_LETTER}(?:{_LETTER}|[{_MARK}])*"
)


_BETWEEN = re.compile(f"({_WORD.pattern})")
"""Splits a text into what stands between words and, in turn with it, the words."""
_BETWEEN_ASCII = re.compile(r"([A-Za-z]{2,}|[A-Za-z]\.(?:[A-Za-z]\.)+|[0-9]+(?:[.,][0-9]+)*[A-Za-z]*|[A-Za-z])")
"""The same for a text in ASCII, in two thirds of the time."""


class Word(NamedTuple):
    """A folded word and the half-open range it stands at. Scripts without spaces give one word a character."""

    text: str
    start: int
    end: int


def split(text: str) -> tuple[Word, ...]:
    """The text's words in order. 'GPT-4.5' is two, 'V3' is two, and a possessive 's' is one of its own."""
    return read(text)[2]


def read(text: str) -> tuple[list[str], tuple[str, ...], tuple[Word, ...]]:
    """The text's words as written, folded, and folded with their places."""
    parts: list[str] = (_BETWEEN_ASCII if text.isascii() else _BETWEEN).split(text)
    borders = list(accumulate(map(len, parts)))
    written = parts[1::2]
    folded = tuple(map(_WORDS.__getitem__, written))
    places = zip(folded, borders[0:-1:2], borders[1::2], strict=True)
    return written, folded, tuple(map(_new, repeat(Word), places))


_new = tuple.__new__


def _word(written: str) -> str:
    """The folded form of one word; initials lose their stops."""
    folded = written.translate(_FOLDING) or written
    if len(written) == 2 and written[1] in "\uff9e\uff9f\u3099\u309a":
        return unicodedata.normalize("NFC", folded)
    return folded if folded[0].isdigit() else folded.replace(".", "") or folded


_WORDS = Memo(_word)
"""The folded forms of words as written."""


@lru_cache(maxsize=4_096)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, without their places."""
    return tuple(map(_WORDS.__getitem__, _WORD.findall(text)))


def same_name(one: str, other: str) -> bool:
    """Whether two names match: folded forms equal, one inside the other, or half of the shorter one's words shared."""
    a, b = fold(one), fold(other)
    if not a or not b:
        return a == b
    if a in b or b in a:
        return True
    first, second = set(words(a)), set(words(b))
    shorter = min(len(first), len(second))
    return shorter > 0 and 2 * len(first & second) >= shorter


def vocabulary(listed: str) -> frozenset[str]:
    """The words of a list that white space separates."""
    return frozenset(listed.split())


ARTICLES = vocabulary("the a an der die das den dem des el la los las le les l un una une il lo")
_LINKS = vocabulary("of and for the in at on de del der des la le du d y et und von van &")


@lru_cache(maxsize=4_096)
def core(name: str) -> tuple[str, ...]:
    """The words of a name without a leading article and a trailing possessive."""
    parts = list(words(name))
    while len(parts) > 1 and parts[0] in ARTICLES:
        del parts[0]
    if len(parts) > 1 and parts[-1] == "s":
        del parts[-1]
    return tuple(parts)


_NOWHERE: list[int] = []


@dataclass(frozen=True, slots=True)
class Places:
    """The words of one text, and where each stands."""

    text: str
    words: tuple[Word, ...]
    at: dict[str, list[int]] = field(repr=False)
    written: list[str] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    """The folded words alone."""

    @classmethod
    def of(cls, text: str) -> Places:
        """Every word of the text by its folded form."""
        written, texts, found = read(text)
        at: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(texts):
            at[word].append(number)
        return cls(text, found, dict(at), written, texts)

    def find(self, name: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Half-open word ranges where the words of a name stand side by side, in order."""
        if not name:
            return
        wanted = tuple(name)
        size = len(wanted)
        lists = [self.at.get(part, _NOWHERE) for part in wanted]
        rarest = min(lists, key=len)
        shift = lists.index(rarest)
        for place in rarest:
            start = place - shift
            if start >= 0 and (size == 1 or self.texts[start : start + size] == wanted):
                yield start, start + size

    def forms(self, name: str) -> Iterator[tuple[str, ...]]:
        """Ways a text may write the name, fullest first: as given, surname or last word, first word, initials."""
        whole, written = core(name), words(name)
        yield written
        if whole != written:
            yield whole
        proper = proper_words(name)
        if len(proper) > 1:
            for n in range(len(proper) - 1, 0, -1):
                yield proper[:n]
            for n in range(1, len(proper)):
                yield proper[n:]
            initials = "".join(part[0] for part in proper if part not in _LINKS)
            if len(initials) > 1:
                yield (initials,)
        elif len(whole) == 1 and name.isupper() and len(name) > 2:
            yield from self._spelled_out(whole[0])

    def _spelled_out(self, initials: str) -> Iterator[tuple[str, ...]]:
        """Runs of capitalised words whose initials these are."""
        for place, word in enumerate(self.words):
            if word.text[0] == initials[0] and self.text[word.start].isupper():
                run: list[str] = []
                letters = ""
                for follower in self.words[place : place + 2 * len(initials)]:
                    run.append(follower.text)
                    if follower.text not in _LINKS:
                        letters += follower.text[0]
                    if letters == initials:
                        yield tuple(run)
                        break


@lru_cache(maxsize=4_096)
def proper_words(name: str) -> tuple[str, ...]:
    """The words of a name that are capitalised or numbers; all of them when none is."""
    kept = tuple(word.text for word in split(name) if not name[word.start].islower() and word.text not in ARTICLES)
    return kept or core(name)

"""Names as readers see them: folded forms, tokens with their places, and when two names are one."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal


class _Folding(dict[int, str]):
    """Code point → folded characters, worked out once each."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


_QUOTES = frozenset("'`´‘’‚‛′‹›＇\"“”„‟″«»「」『』＂")
_DASHES = frozenset("-‐‑‒–—―−﹘﹣－")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")


def _folded(char: str) -> str:
    if char in _QUOTES:
        return "'"
    if char in _DASHES:
        return "-"
    if char in _INVISIBLE:
        return ""
    if char.isspace():
        return " "
    form: Literal["NFKC", "NFKD"] = "NFKC" if "\uac00" <= char <= "\ud7a3" else "NFKD"
    plain = unicodedata.normalize(form, unicodedata.normalize(form, char).casefold())
    return "".join(c for c in plain if not "\u0300" <= c <= "\u036f")


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text with case, accents, widths, quotes, dashes and white space made equal."""
    return " ".join(text.translate(_FOLDING).split())


_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # initials: u.s.
    r"|\d+(?:[.,]\d+)*[a-z]*"  # numbers and sizes: 4.5, 10,000, 4o, 30b
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]"  # scripts without spaces: one character
    r"|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]+"
)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text; a word of a script without spaces is one character."""
    return tuple(word.replace(".", "") if word[0].isalpha() else word for word in _WORD.findall(fold(text)))


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

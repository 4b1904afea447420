"""How alike two statements, and two claims, are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from extractor.entities import same_name

Range = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_UNSPACED = ("zh", "ja")
_FUNCTION_WORDS = """
a about after all also an and any are as at be because been before being but by can could did do does during for from
had has have he her his how i if in into is it its may might more most of on or our over s she should so some such t
than that the their them then there these they this those to under up was we were what when which while who will with
would you your
"""
_WITHOUT_CONTENT = frozenset(_FUNCTION_WORDS.split())
"""English words that carry no content. Negators are not among them: they do."""


def content_tokens(statement: str, lang: str | None) -> Counter[str]:
    """The statement's content tokens, case folded, with how often each stands there.

    Chinese and Japanese: pairs of neighbouring characters, punctuation left out. English: words without function
    words. Other languages: words of more than three letters, and all that hold a digit.
    """
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", statement).casefold())
    language = (lang or "en").split("-")[0].lower()
    if language in _UNSPACED:
        dense = "".join(_WORD.findall(text))
        return Counter(dense[n : n + 2] for n in range(len(dense) - 1)) or Counter([dense])
    words: list[str] = _WORD.findall(text)
    if language == "en":
        return Counter(word for word in words if word not in _WITHOUT_CONTENT)
    return Counter(word for word in words if len(word) > 3 or any(c.isdigit() for c in word))


def token_f1(one: Counter[str], other: Counter[str]) -> float:
    """Twice the shared tokens over all tokens: 1 for the same tokens, 0 for none in common."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def overlap(one: Iterable[Range], other: Iterable[Range]) -> bool:
    """Whether a character lies in both."""
    second = tuple(other)
    return any(max(a, c) < min(b, d) for a, b in one for c, d in second)


def span_f1(one: Iterable[Range], other: Iterable[Range]) -> float:
    """Twice the characters in both over the characters of each."""
    first = {place for start, end in one for place in range(start, end)}
    second = {place for start, end in other for place in range(start, end)}
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def same_or_absent(one: str | None, other: str | None) -> bool:
    """Whether both name the same, or neither names any."""
    return one is other or (one is not None and other is not None and same_name(one, other))


def similarity(statements: float, *, actor: bool, model: bool) -> float:
    """0.5 · F1 of the statements' content tokens + 0.3 · same actor + 0.2 · same model or none in both."""
    return 0.5 * statements + 0.3 * actor + 0.2 * model

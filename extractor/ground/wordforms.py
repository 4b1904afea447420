"""Words of a language: their stems, and which of them carry grammar rather than content."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.entities import DENSE, vocabulary
from extractor.ground.lexicon import LEXICON
from extractor.memo import Memo

FUNCTION: frozenset[str] = frozenset(LEXICON["words"]["function"].split())
_BASE: dict[str, str] = {
    form: line.split("-")[0] for line in LEXICON["words"]["irregular"].split() for form in line.split("-")
}


INFLECTED = frozenset(("ru", "uk", "be", "bg", "sr", "pl", "cs", "sk", "hr", "fi", "hu", "el", "tr"))
"""Languages in which a name has cases."""


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str = "en") -> str:
    """A common form of a word's inflections, good enough to compare two sentences of one article."""
    if "\uac00" <= word[0] <= "\ud7a3":
        return word[:2]
    if lang != "en":
        return word[: 5 if lang == "de" and len(word) > 8 else 4] if word.isalpha() else word
    if word in _BASE:
        return _BASE[word]
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, put in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            root = word[: -len(ending)] + put
            if put == "" and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
                root = root[:-1]
            return root.rstrip("e")
    return word.rstrip("e")


_NO_ADVERBS = vocabulary("comply apply supply reply rely imply multiply family ally rally fly italy july assembly only")


def is_adverb(word: str) -> bool:
    """Whether the word has the shape of an English adverb."""
    return word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS


@cache
def function_words(lang: str) -> frozenset[str]:
    """The words that carry grammar in that language, and those that do in most."""
    return FUNCTION | vocabulary(LEXICON["words"]["function_of"].get(lang, ""))


@cache
def content_words(lang: str) -> Memo[bool]:
    """Whether a word carries content in that language, by the word."""
    function = function_words(lang)
    return Memo(lambda word: word not in function)


@cache
def stems_of(lang: str) -> Memo[str]:
    """The stem of a word in that language, by the word."""
    return Memo(lambda word: stem(word, lang))


LEAST_SPACELESS = "\u0e00"
"""No word before this one is `spaceless`."""
_SPACELESS = re.compile(f"[{DENSE}]")


def spaceless(word: str) -> bool:
    """Whether the word is a character of a script that puts no spaces between words."""
    return word > LEAST_SPACELESS and _SPACELESS.match(word) is not None

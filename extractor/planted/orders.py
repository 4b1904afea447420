"""Whether a sentence speaks to a program instead of to a reader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from extractor.entities import DENSE, fold
from extractor.planted.disguise import decoded, readings

_LEXICON: dict[str, Any] = tomllib.loads((files("extractor.planted") / "lexicon.toml").read_text(encoding="utf-8"))
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_NAMED = re.compile("<([a-z_]+)>")


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with the lists that it names, its letters folded as the text is."""
    while (named := _NAMED.search(pattern)) and named[1] in _LEXICON["words"]:
        pattern = pattern.replace(named[0], _LEXICON["words"][named[1]])
    return re.compile(_NOT_ASCII.sub(lambda found: fold(found[0]), pattern))


class _Rule(NamedTuple):
    """A pattern, and what a sentence must hold for it to be tried."""

    gates: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]


_GATES = {name: frozenset(words.split()) for name, words in _LEXICON["gates"].items()}
_RULES = [
    _Rule(tuple(_GATES[gate] for gate in rule["gates"]), _compiled(rule["pattern"]))
    for rule in (*_LEXICON["address"], *_LEXICON["order"])
]
_REPORTED = _compiled(_LEXICON["reported"]["pattern"])
_PLEA = re.compile(r"\b(?:please|kindly|you(?: must| should| shall| are to| will)?) $")
_FOREIGN = [(_compiled(rule["sign"]), _compiled(rule["pattern"])) for rule in _LEXICON["foreign"]]
_SIGNS = re.compile(_LEXICON["markers"]["signs"])
_MARKERS = re.compile("|".join(f"(?:{pattern})" for pattern in _LEXICON["markers"]["patterns"]))
_ANY_GATE = frozenset().union(*_GATES.values())
_QUOTED = re.compile(r"'[^']{0,400}'")
_QUOTES = ('"', "“", "«", "「", "„", "『", "‘")
_WORDS = re.compile("[a-z]+")
_BEYOND = re.compile(f"[{DENSE}\u0400-\u04ff\u1100-\u11ff\uac00-\ud7a3]")
LONGEST = 4_000
"""Characters of a sentence that are looked at; an order stands at its beginning."""


@lru_cache(maxsize=4_000)
def orders(raw: str) -> bool:
    """Whether the sentence addresses a program or gives it orders, in whatever disguise.

    One that reports such an order ('the page told the bot to ignore …', or in quotes) addresses nobody.
    """
    raw = raw[:LONGEST]
    quoted = any(quote in raw for quote in _QUOTES)
    return any(_orders(reading, quoted) for reading in readings(raw)) or any(
        _orders(said, False) for said in decoded(raw)
    )


def marked(raw: str) -> bool:
    """Whether a marker in the sentence shows by its form alone that what follows is not the article's."""
    return any(_is_marked(reading) for reading in readings(raw[:LONGEST]))


def _is_marked(sentence: str) -> bool:
    return bool(_SIGNS.search(sentence)) and bool(_MARKERS.search(sentence))


def _orders(sentence: str, quoted: bool) -> bool:
    if _is_marked(sentence):
        return True
    own = _QUOTED.sub("''", sentence) if quoted else sentence
    words = frozenset(_WORDS.findall(own))
    if not words.isdisjoint(_ANY_GATE) and any(_applies(rule, words, own) for rule in _RULES):
        return True
    return any(sign.search(own) and pattern.search(own) for sign, pattern in _FOREIGN)


def _applies(rule: _Rule, words: Iterable[str], sentence: str) -> bool:
    """Whether the sentence is what the rule looks for, and does not only report it."""
    if any(gate.isdisjoint(words) for gate in rule.gates):
        return False
    found = rule.pattern.search(sentence)
    if found and "verb" in rule.pattern.groupindex:
        verb = found.start("verb")
        return bool(_PLEA.search(sentence, 0, verb)) or not _REPORTED.search(sentence, 0, verb)
    return found is not None

"""Whether a sentence speaks to a program instead of to a reader."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from string import ascii_lowercase
from typing import Any, NamedTuple

from extractor.entities import DENSE, fold
from extractor.planted.disguise import decoded, disguised, readings

_LEXICON: dict[str, Any] = tomllib.loads((files("extractor.planted") / "lexicon.toml").read_text(encoding="utf-8"))
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_NAMED = re.compile("<([a-z_]+)>")


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with the lists that it names, its letters folded as the text is."""
    before = ""
    while pattern != before:
        before, pattern = pattern, _NAMED.sub(lambda named: _LEXICON["words"].get(named[1], named[0]), pattern)
    return re.compile(_NOT_ASCII.sub(lambda found: fold(found[0]), pattern))


class _Rule(NamedTuple):
    """A pattern, and which gates a sentence must pass for it to be tried, as bits."""

    gates: int
    pattern: re.Pattern[str]


class _Foreign(NamedTuple):
    """A pattern of another language, tried on sentences with a word that opens it, or in such a script."""

    opens: frozenset[str]
    sign: re.Pattern[str] | None
    pattern: re.Pattern[str]


_BITS = {name: 1 << n for n, name in enumerate(_LEXICON["gates"])}
_OF_WORD: dict[str, int] = {}
"""The gates that a word opens."""
for _name, _listed in _LEXICON["gates"].items():
    for _word in _listed.split():
        _OF_WORD[_word] = _OF_WORD.get(_word, 0) | _BITS[_name]
_GATED = frozenset(_OF_WORD)
_RULES = [
    _Rule(sum({_BITS[gate] for gate in rule["gates"]}), _compiled(rule["pattern"]))
    for rule in (*_LEXICON["address"], *_LEXICON["order"])
]
_REPORTED = _compiled(_LEXICON["reported"]["pattern"])
_PLEA = re.compile(r"\b(?:please|kindly|you(?: must| should| shall| are to| will)?) $")
_CYRILLIC = "[\u0400-\u04ff]"
_FOREIGN = [
    _Foreign(
        frozenset(rule.get("opens", "").split()),
        _compiled(rule["sign"]) if "sign" in rule else re.compile(_CYRILLIC) if rule.get("cyrillic") else None,
        _compiled(rule["pattern"]),
    )
    for rule in _LEXICON["foreign"]
]
_OPENS = frozenset().union(*(rule.opens for rule in _FOREIGN))
_CHOOSING = _GATED | _OPENS
_SIGNS = re.compile(_LEXICON["markers"]["signs"])
_BEGUN = re.compile(_LEXICON["markers"]["begun"])
_MARKERS = re.compile("|".join(f"(?:{pattern})" for pattern in _LEXICON["markers"]["patterns"]))
_QUOTED = re.compile(
    '"[^"]{0,400}"|“[^”]{0,400}”|«[^»]{0,400}»|„[^“”]{0,400}[“”]|「[^」]{0,400}」|『[^』]{0,400}』|‘[^’]{0,400}’'
)
_MOSTLY = 0.6
"""Share of a sentence beyond which what stands in quotes is all that it says."""
_TELLS = re.compile(r"\w{2,}")
"""Somebody who says it, be it a pronoun."""
_LETTERS = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))
"""Blanks for whatever is no small letter: to split at them takes half the time of a pattern."""
_BEYOND = re.compile(f"[{DENSE}\u0400-\u04ff\u1100-\u11ff\uac00-\ud7a3]")
LONGEST = 4_000
"""Characters of a sentence that are looked at; an order stands at its beginning."""


def orders(raw: str, hidden: bool = True) -> bool:
    """Whether the sentence addresses a program or gives it orders; with `hidden`, also in disguise.

    One that reports such an order ('the page told the bot to ignore …', or in quotes) addresses nobody.
    """
    raw = raw[:LONGEST]
    if not (hidden and disguised(raw)):
        return _openly(raw)
    own = _unquoted(raw)
    return (
        any(map(_is_marked, readings(raw)))
        or any(map(_orders, readings(own)))
        or any(_is_marked(said) or _orders(said) for said in decoded(raw))
    )


def _openly(raw: str) -> bool:
    """`orders` for a sentence that has one reading. The words and signs of most show already that no rule fits."""
    plain = raw.isascii()
    sentence = raw.lower() if plain else fold(raw)
    words = _words(sentence)
    signed = _signed(sentence)
    if plain:
        if not signed and _OPENS.isdisjoint(words) and not _tried(_passed(words)):
            return False
        sentence = fold(raw)
    if signed and _MARKERS.search(sentence):
        return True
    own = _unquoted(raw)
    return _orders(fold(own)) if own != raw else _told(sentence, words)


def _unquoted(raw: str) -> str:
    """The sentence without what it quotes; all of it where it does little else."""
    own = _QUOTED.sub("''", raw)
    return own if len(own) > (1 - _MOSTLY) * len(raw) or _TELLS.search(own) else raw


def _is_marked(sentence: str) -> bool:
    return _signed(sentence) and bool(_MARKERS.search(sentence))


def _signed(sentence: str) -> bool:
    """Whether it has a sign that every marker has."""
    return bool(_BEGUN.match(sentence) or _SIGNS.search(sentence))


def _orders(sentence: str) -> bool:
    return _told(sentence, _words(sentence))


def _told(sentence: str, words: frozenset[str]) -> bool:
    """Whether one of the rules for sentences of these words fits."""
    return any(_applies(rule, sentence) for rule in _tried(_passed(words))) or _foreign(sentence, words)


def _words(sentence: str) -> frozenset[str]:
    """Those of its words, runs of small Latin letters, by which a rule is chosen."""
    return _CHOOSING.intersection(sentence.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split())


def _passed(words: frozenset[str]) -> int:
    """The gates that the words open."""
    passed = 0
    for word in _GATED & words:
        passed |= _OF_WORD[word]
    return passed


@lru_cache(maxsize=4_000)
def _tried(passed: int) -> tuple[_Rule, ...]:
    """The rules whose gates are all open."""
    return tuple(rule for rule in _RULES if not rule.gates & ~passed)


def _applies(rule: _Rule, sentence: str) -> bool:
    """Whether the sentence is what the rule looks for, and does not only report it."""
    found = rule.pattern.search(sentence)
    if found and "verb" in rule.pattern.groupindex:
        verb = found.start("verb")
        return bool(_PLEA.search(sentence, 0, verb)) or not _REPORTED.search(sentence, 0, verb)
    return found is not None


def _foreign(sentence: str, words: frozenset[str]) -> bool:
    opened = _OPENS & words
    beyond = not sentence.isascii() and bool(_BEYOND.search(sentence))
    if not opened and not beyond:
        return False
    return any(
        rule.pattern.search(sentence)
        for rule in _FOREIGN
        if not rule.opens.isdisjoint(opened) or (beyond and rule.sign and rule.sign.search(sentence))
    )

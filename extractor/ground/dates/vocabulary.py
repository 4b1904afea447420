"""The words of `calendar.toml`, and what they mean in a time expression."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from extractor.entities import words

Kind = Literal[
    "month", "weekday", "today", "fixed", "point", "unit", "units", "weekend", "season", "ago", "ahead", "count",
    "bound", "part", "end", "filler", "and", "between", "unclear", "year", "number", "day", "period",
]  # fmt: skip


class Token(NamedTuple):
    """One word or phrase: what it is and which one."""

    kind: Kind
    value: Any = None


class Vocabulary(NamedTuple):
    """The entries of one language by their folded words, and the most words that one has."""

    entries: dict[tuple[str, ...], tuple[Token, ...]]
    longest: int
    doubtful: frozenset[str]
    """Names of days and months that are other words as well."""
    points_follow: bool


@cache
def calendar() -> dict[str, Any]:
    """The whole file, language by language."""
    return tomllib.loads((files(__package__) / "calendar.toml").read_text(encoding="utf-8"))


def own() -> tuple[str, ...]:
    """The languages that the file has."""
    return tuple(calendar())


_NAMED: tuple[tuple[str, Kind], ...] = (
    ("weekend", "weekend"),
    ("ago", "ago"),
    ("ahead", "ahead"),
    ("part", "part"),
    ("end", "end"),
    ("filler", "filler"),
    ("and", "and"),
    ("between", "between"),
    ("unclear", "unclear"),
)
_NUMBERED: tuple[tuple[str, Kind, int], ...] = (
    ("months", "month", 1),
    ("weekdays", "weekday", 0),
    ("numbers", "count", 1),
    ("seasons", "season", 0),
)
_POINTS = {"last": -1, "this": 0, "next": 1, "coming": 2}


@cache
def vocabulary(lang: str) -> Vocabulary | None:
    """The language's entries; None for a language that the file lacks."""
    table = calendar().get(lang)
    if table is None:
        return None
    entries: dict[tuple[str, ...], tuple[Token, ...]] = {}
    for phrase, token in _listed(table):
        known = entries.get(phrase, ())
        entries[phrase] = known if token in known else (*known, token)
    return Vocabulary(
        entries,
        max(map(len, entries)),
        frozenset(_split_words(table.get("doubtful", ""))),
        bool(table.get("points_follow")),
    )


class Tenses(NamedTuple):
    """Verbs that tell what lies ahead, and what lies behind."""

    future: frozenset[str]
    past: frozenset[str]


@cache
def tenses(lang: str) -> Tenses | None:
    """Of a language whose verbs are listed, with its calendar or alone."""
    table = calendar().get(lang) or _verbs().get(lang)
    if not table or "future" not in table:
        return None
    return Tenses(frozenset(_split_words(table["future"])), frozenset(_split_words(table["past"])))


@cache
def _verbs() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "verbs.toml").read_text(encoding="utf-8"))


def _listed(table: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Token]]:
    for name, kind in _NAMED:
        for phrase in _phrases(table.get(name, "")):
            yield phrase, Token(kind)
    for name, kind, first in _NUMBERED:
        for value, line in enumerate(table.get(name, ()), first):
            for phrase in _phrases(line):
                yield phrase, Token(kind, value)
    for name, value in _POINTS.items():
        for phrase in _phrases(table.get(name, "")):
            yield phrase, Token("point", value)
    for name in ("by", "until", "since", "from"):
        for phrase in _phrases(table.get(name, "")):
            yield phrase, Token("bound", name)
    for days, line in table.get("today", {}).items():
        for phrase in _phrases(line):
            yield phrase, Token("today", int(days))
    for day, line in table.get("fixed", {}).items():
        for phrase in _phrases(line):
            yield phrase, Token("fixed", tuple(map(int, day.split("-"))))
    for unit, lines in table.get("periods", {}).items():
        for shift, line in enumerate(lines, -1):
            for phrase in _phrases(line):
                yield phrase, Token("period", (unit, shift))
    for unit, (one, several) in table.get("units", {}).items():
        for phrase in _phrases(one):
            yield phrase, Token("unit", unit)
        for phrase in _phrases(several):
            yield phrase, Token("units", unit)


def _phrases(line: str) -> Iterator[tuple[str, ...]]:
    for phrase in line.split(","):
        if found := words(phrase.strip()):
            yield found


def _split_words(line: str) -> list[str]:
    return [word for phrase in _phrases(line) for word in phrase]

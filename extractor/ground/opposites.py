"""A word of the statement whose opposite, or whose rival such as another month, stands in the evidence instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.entities import vocabulary
from extractor.ground.lexicon import LEXICON, MONTHS
from extractor.ground.page import Passage
from extractor.ground.wordforms import FUNCTION, stem

_O = LEXICON["opposites"]
_NEAR = 5
"""Words on either side among which a word and its opposite share one."""
_BEHIND = 3
"""Words behind a word that leads up to what it is about."""
_TURNED = 3
"""Words before a word among which a negator turns it around."""
_PERIODS = frozenset(map(stem, _O["periods"].split()))
_POINTING = vocabulary(_O["pointing"])
_NEGATORS = vocabulary(
    "not t never no neither nor without hardly barely none less least "
    "nicht kein keine nie nunca jamais ne pas non nao не"
)


class Rivals(NamedTuple):
    """Stems that say what the word does, and those that say something else in its place."""

    alike: frozenset[str]
    others: frozenset[str]
    kind: str
    """Where the two need a word in common: around them (pairs), behind them (led), or nowhere (anywhere)."""


@cache
def _rivals(lang: str) -> dict[str, list[Rivals]]:
    found: dict[str, list[Rivals]] = {}
    for key in ("pairs", "led", "anywhere"):
        for group in _O[key].get(lang, "").split():
            sides = [frozenset(stem(word, lang) for word in side.split("+")) for side in group.split("/")]
            for side in sides:
                others = frozenset().union(*(other for other in sides if other is not side))
                for word in side:
                    found.setdefault(word, []).append(Rivals(side, others, key))
    return found


def opposite(statement: Passage, evidence: Passage, lang: str) -> str | None:
    """The first such word of the statement; None where there is none."""
    listed = _rivals(lang)
    said, told = statement.roots, evidence.roots
    for word in listed.keys() & said:
        for rivals in listed[word]:
            theirs = (rivals.others & told) - said
            if not theirs:
                continue
            alike = rivals.alike & told
            if alike:
                if rivals.kind == "pairs" and _nearer(statement, word, evidence, alike, theirs):
                    return word
            elif any(_meet(statement, word, evidence, other, rivals.kind) for other in theirs):
                return word
    return _period(statement, evidence)


def _meet(statement: Passage, word: str, evidence: Passage, other: str, kind: str) -> bool:
    """Whether the two stand in each other's place: turned around alike, and with a word in common where it counts."""
    if kind == "anywhere":
        return any(_dated(statement, word)) and any(_dated(evidence, other))
    before, after = (0, _BEHIND) if kind == "led" else (_NEAR, _NEAR)
    ours = list(_around(statement, word, before, after))
    return any(
        turned == also and not (turned and kind == "led") and not one.isdisjoint(another)
        for also, another in _around(evidence, other, before, after)
        for turned, one in ours
    )


def _dated(passage: Passage, word: str) -> Iterator[bool]:
    """For each place of the word, whether it is a name of the calendar: 'March', not 'march'."""
    for place, root in enumerate(passage.stems):
        if root == word:
            written = passage.text[passage.words[place].start]
            yield passage.lang != "en" or passage.texts[place] not in MONTHS or written.isupper()


def _around(passage: Passage, word: str, before: int, after: int) -> Iterator[tuple[bool, frozenset[str]]]:
    """For each place of the word, whether it is turned around, and stems of the content words near it."""
    for place, root in enumerate(passage.stems):
        if root == word:
            near = range(max(0, place - before), min(len(passage.words), place + after + 1))
            yield (
                not _NEGATORS.isdisjoint(passage.texts[max(0, place - _TURNED) : place]),
                frozenset([passage.stems[n] for n in near if n != place and passage.texts[n] not in FUNCTION]),
            )


def _nearer(statement: Passage, word: str, evidence: Passage, alike: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the statement's words around it are around an opposite, and not around it, in the evidence."""
    return any(
        _most(ours, turned, evidence, others) >= _most(ours, turned, evidence, alike) + _MARGIN
        for turned, ours in _around(statement, word, _NEAR, _NEAR)
    )


def _most(ours: frozenset[str], turned: bool, evidence: Passage, rivals: frozenset[str]) -> int:
    """How many of these words stand around one of the rivals that is turned around alike."""
    found = [
        len(ours & theirs)
        for word in rivals
        for flag, theirs in _around(evidence, word, _NEAR, _NEAR)
        if flag == turned
    ]
    return max(found, default=0)


_MARGIN = 2
"""By how many words more an opposite has to fit where the evidence has the word as well."""


def _period(statement: Passage, evidence: Passage) -> str | None:
    """A stretch of time that the evidence calls otherwise: 'last month' for 'last year'."""
    if _PERIODS.isdisjoint(statement.roots):
        return None
    for place, root in enumerate(statement.stems):
        if root not in _PERIODS or root in evidence.roots or not place or statement.texts[place - 1] not in _POINTING:
            continue
        lead = statement.texts[place - 1]
        for n, other in enumerate(evidence.stems):
            if n and other in _PERIODS and other not in statement.roots and evidence.texts[n - 1] == lead:
                return statement.texts[place]
    return None

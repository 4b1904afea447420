"""Whether the words of a statement, its names aside, stand where it says they do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from extractor.entities import fold, words
from extractor.ground.page import Page, Passage, prefixes, share
from extractor.models import DraftClaim, Reason

LEAST_IN_EVIDENCE = 0.16
LEAST_IN_CONTEXT = 0.5
"""Shares of a statement's content words. Claims of other articles reach both in about one case of a thousand,
claims of the article's own fall below in fewer (measured over the annotated articles used for tuning)."""

FEWEST = 2
"""Content words beside names from which on their share tells something: of 1 320 annotated claims two with so many
have fewer than half of them in the evidence, its paragraphs or the heading; one word may be a synonym."""
TELLING = 4
"""Such words from which on half of them is too few: of as many annotated claims two more."""
ENOUGH, FEW, SOME, MOST = 5, 0.45, 0.35, 0.7
"""With so many of these words, a statement is not carried by evidence that has less than the first share of all its
words and the second of these, nor with its surroundings the third of these: one annotated claim, and the last of
7 752 claims of other articles that the shares above let pass."""
MANY = 3
"""Sentences cited from which on a claim seems to fish for its words: no annotated claim needs as many."""
LEAST_OF_MANY = 0.6
LEAST_BESIDE_PLANTED = 0.7
"""The share of these words below which a statement is taken to come from what was planted, if the others stand there:
an honest claim may share a word with it, such as 'purchase' for what the article calls a takeover."""


class Around(NamedTuple):
    """Prefixes of the words near a claim's evidence."""

    paragraphs: frozenset[str]
    heading: frozenset[str]
    planted: frozenset[str]


def doubt(
    page: Page, draft: DraftClaim, statement: Passage, evidence: Passage, near: Callable[[], Around]
) -> Reason | None:
    """Why the statement is not carried: its words stand nowhere near, or only in what was planted; None if it is."""
    inside = 1.0 if statement.told <= evidence.told else share(statement.content, evidence.prefixes)
    if inside < LEAST_IN_EVIDENCE:
        return Reason.UNSUPPORTED_STATEMENT
    if inside == 1:
        return None
    around = near()
    known = (evidence.prefixes, around.paragraphs, around.heading)
    if inside < LEAST_IN_CONTEXT and share(statement.content, *known) < LEAST_IN_CONTEXT:
        return Reason.UNSUPPORTED_STATEMENT
    told = beside_names(page, draft, statement)
    found = share(told, *known)
    missing = prefixes(told).difference(*known)
    if found < LEAST_BESIDE_PLANTED and 2 * len(missing & around.planted) >= len(missing):
        return Reason.INSTRUCTION
    if len(told) < FEWEST:
        return None
    fishing = len(draft.at) >= MANY and found < LEAST_OF_MANY
    half = found < LEAST_IN_CONTEXT or (found == LEAST_IN_CONTEXT and len(told) >= TELLING)
    thin = len(told) >= ENOUGH and inside < FEW and found < MOST and share(told, evidence.prefixes) < SOME
    return Reason.UNSUPPORTED_STATEMENT if fishing or half or thin else None


def beside_names(page: Page, draft: DraftClaim, statement: Passage) -> list[str]:
    """The content of the statement that is no number, and no name by its capitals or its role."""
    given = {*words(draft.actor), *words(draft.model or ""), *(w for link in draft.said_by for w in words(link.name))}
    capitals = page.capitals(statement)
    named = {
        stem for text, stem in zip(statement.texts, statement.stems, strict=True) if text in given or text in capitals
    }
    told = [stem for stem in statement.content if stem not in named and not stem[:1].isdigit()]
    if page.lang == "en":
        return told
    # The other languages write one amount in more ways ('12.5億', '12億5000万'): its words are checked as a number.
    counted = {n for number in statement.numbers for n in range(number.start, number.end)}
    amounts = {statement.stems[n] for n in counted}
    if page.lang not in ("ja", "zh"):
        return [stem for stem in told if stem not in amounts]
    names = " ".join(map(fold, (draft.actor, draft.model or "", *(link.name for link in draft.said_by))))
    return [pair for pair in told if pair not in names and amounts.isdisjoint(pair) and not _GRAMMAR.fullmatch(pair)]


_GRAMMAR = re.compile("[\u3040-\u309f]+")
"""Hiragana, which writes little else in news."""

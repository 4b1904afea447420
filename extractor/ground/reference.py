"""Whether a statement may be of its actor, and its evidence point at the names that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.entities import proper_words, same_name, words
from extractor.ground.names import SEATS
from extractor.ground.numbers import WORDS as NUMBER_WORDS
from extractor.ground.page import Name, Page, Passage
from extractor.ground.slots import BE, PARTICIPLES, verb_after
from extractor.ground.thread import Thread
from extractor.ground.wordforms import FUNCTION, stem
from extractor.models import DraftClaim


def remote(page: Page, statement: Passage, evidence: Passage, thread: Thread, place: int) -> str | None:
    """A name of the statement that the evidence lacks and that was mentioned too long ago to be pointed at.

    `place` is where among the sentences the evidence begins. A subject has to be nearer than another name.
    """
    if not page.absent(statement, evidence):
        return None
    subject = _subject(page, statement, evidence)
    away = subject is not None and not subject.stems & SEATS and not thread.at_hand(subject.stems, place)
    far = subject if away else None
    far = far or next((n for n in _added(page, statement, evidence) if thread.strange(n.stems, place)), None)
    return far and statement.text[statement.words[far.start].start : statement.words[far.end - 1].end]


def _added(page: Page, statement: Passage, evidence: Passage) -> Iterator[Name]:
    """Names that the evidence lacks, without countries and without what belongs to a name that it has."""
    kept = -1
    for name in page.named(statement):
        between = statement.texts[kept : name.start] if kept >= 0 else ()
        joined = 0 < len(between) < 3 and _JOINING.issuperset(between)
        if not name.stems.isdisjoint(evidence.roots) or joined:
            kept = name.end
        elif not name.stems & SEATS and max(map(len, name.stems)) > 2:
            kept = -1
            yield name


_JOINING = frozenset(("of", "and", "for", "the", "v"))


def acts(
    page: Page, draft: DraftClaim, statement: Passage, evidence: Passage, near: Callable[[frozenset[str]], bool]
) -> bool:
    """Whether the statement can be of what the actor does: it has the actor, or no other name for a subject.

    A statement may leave an actor out who is `near` ('the weights stay closed').
    """
    own = frozenset([stem(word) for word in proper_words(draft.actor)])
    if not own.isdisjoint(statement.roots) or draft.actor[:1].islower():
        return True
    if not any(word not in FUNCTION and word not in NUMBER_WORDS for word in words(draft.actor)):
        return True
    if any(same_name(draft.actor, link.name) for link in draft.said_by):
        return True
    proper = all(word in page.proper or not word.isalpha() for word in words(draft.actor))
    there = not own.isdisjoint(evidence.roots)
    at_hand = not proper or there or near(own)
    ours = page.named(statement)
    if there and proper and any(name.start == 0 and name.stems.isdisjoint(evidence.roots) for name in ours[:1]):
        return False
    subject = next(iter(ours), None)
    if own & SEATS:
        return True
    if subject is None or subject.start > 0 or not at_hand:
        return at_hand
    speakers = {stem(word) for link in draft.said_by for word in words(link.name)}
    if not subject.stems.isdisjoint(speakers):
        return True
    if subject.possessive:
        return False
    if draft.model is not None and not subject.stems.isdisjoint(stem(word) for word in words(draft.model)):
        return True
    verb, passive = verb_after(statement, subject.end)
    if verb is None:
        return any(word.text in BE for word in statement.words[subject.end : subject.end + 5])
    return passive and statement.words[verb].text.endswith(PARTICIPLES)


def _subject(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """The name that the statement opens with, unless the evidence has it or a word that it only describes."""
    there = evidence.roots
    name = next(iter(page.named(statement)), None)
    if name is None or name.start > 3 or not name.stems.isdisjoint(there):
        return None
    lead = range(max(0, name.start - 3), name.start)
    if any(statement.stems[n] in there and statement.words[n].text not in FUNCTION for n in lead):
        return None
    if name.start and name.end < len(statement.words) and statement.words[0].text in ("the", "a", "an"):
        gap = statement.text[statement.words[name.end - 1].end : statement.words[name.end].start]
        if gap in (" ", "-") and statement.stems[name.end] in there and statement.words[name.end].text not in FUNCTION:
            return None
    return name

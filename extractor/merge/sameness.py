"""Whether two claims say the same. In doubt they do not: a claim told twice is better than one that is lost."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.ground.lexicon import LEXICON
from extractor.ground.polarity import contradiction
from extractor.merge.sayings import Saying
from extractor.models import Openness

APART = 0.85
"""Of the longer statement, what the shorter one says at least when other sentences carry it."""
TOGETHER = 0.75
"""The same where the same sentences carry both."""
KNOWN = frozenset(LEXICON["polarity"]["languages"])
"""Languages whose negators are known as words; in others one word more may say the opposite."""


def same(one: Saying, other: Saying) -> bool:
    """Whether the two make one claim.

    Status, attribution, numbers, negation and names are the same in both, and what one says more is a detail. Claims
    that rest on the same sentences may name the action with another word; those that do not have the same actor,
    action, model and time.
    """
    if one.key != other.key or not _openness_agrees(one, other):
        return False
    agrees = _together if one.evidence == other.evidence else _apart
    return agrees(one, other) and not _contradict(one, other)


def _together(one: Saying, other: Saying) -> bool:
    if one.claim.action_type is not other.claim.action_type or not _agree(one.when, other.when):
        return False
    if not _agree(one.model, other.model) or not (_within(one.actor, other.actor) or _within(other.actor, one.actor)):
        return False
    if _near(one, one.words, other, other.words, together=True):
        return True
    # 'launched' for 'released', but not two things that the sentence says were done.
    if one.action == other.action or (one.done and other.done) or one.passage.lang not in KNOWN:
        return False
    bare = [tuple(word for word in saying.words if word not in saying.action) for saying in (one, other)]
    return len(bare[0]) > 1 and _near(one, bare[0], other, bare[1], together=True)


def _apart(one: Saying, other: Saying) -> bool:
    return (
        (one.actor, one.model, one.when, one.action) == (other.actor, other.model, other.when, other.action)
        and _agree(one.claim.date, other.claim.date)
        and _near(one, one.words, other, other.words, together=False)
    )


def _near(one: Saying, first: Sequence[str], other: Saying, second: Sequence[str], *, together: bool) -> bool:
    """Whether one statement is the other and at most a detail; a name is one where the same sentences carry both."""
    longer, long, short = (one, first, second) if len(first) >= len(second) else (other, second, first)
    if not short or len(short) < (TOGETHER if together else APART) * len(long):
        return False
    if longer.passage.lang not in KNOWN:
        return tuple(long) == tuple(short)
    rest = iter(short)
    awaited = next(rest, None)
    more: list[str] = []
    for word in long:
        if word == awaited:
            awaited = next(rest, None)
        else:
            more.append(word)
    return awaited is None and longer.turning.isdisjoint(more) and (together or longer.names.isdisjoint(more))


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of one name stand in the other, side by side."""
    size = len(part)
    return any(tuple(whole[n : n + size]) == tuple(part) for n in range(len(whole) - size + 1))


def _agree(one: object, other: object) -> bool:
    """Whether both are the same, or one is not given."""
    return one is None or other is None or one == other


def _openness_agrees(one: Saying, other: Saying) -> bool:
    said = {one.claim.openness, other.claim.openness} - {Openness.UNSPECIFIED}
    return len(said) < 2


def _contradict(one: Saying, other: Saying) -> bool:
    """Whether one denies what the other says, or says the opposite."""
    if one.claim.statement == other.claim.statement:
        return False
    lang = one.passage.lang
    return (
        contradiction(one.passage, other.passage, lang) is not None
        or contradiction(other.passage, one.passage, lang) is not None
    )

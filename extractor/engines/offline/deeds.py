"""What an actor does, as a verb phrase in base form: 'plan to open-source', 'have 7 billion parameters'."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary

PARTICLES = frozenset({"out", "over", "up", "off", "down", "back", "away"})
WAYS = frozenset({"through", "via", "as", "under", "behind", "for"})
"""Prepositions of how a model is offered."""
MOST = 7
"""Words of what follows a verb that says nothing alone."""
OWN = {"come": "release", "appear": "release", "arrive": "release", "go": "release", "launch": "launch"}
"""What a maker does when its model does this."""


def action(tokens: Sequence[Token], clause: Clause, *, maker: bool = False) -> str:
    """The verb phrase in base form; with `maker`, what the maker of the clause's subject does to it."""
    group = clause.group
    verbs = list(group.verbs)
    lemmas = list(group.lemmas(tokens))
    if len(lemmas) > 1 and lemmas[0] == "be":
        del lemmas[0], verbs[0]
    agent = any(t.low == "by" for t in tokens[group.end : clause.end])
    active = maker or agent
    empty = lemmas[-1] in {"be", "have", "do"}
    if maker and lemmas[-1] == "be":
        lemmas[-1] = "offer"
    elif maker and not group.passive:
        lemmas[-1] = OWN.get(lemmas[-1], lemmas[-1])
    words = _chain(tokens, verbs, lemmas)
    if group.passive and not active and len(lemmas) == 1:
        words = f"be {tokens[verbs[-1]].low}"
    if group.negated:
        words = f"not {words}"
    elif any(t.low == "longer" for t in tokens[group.start : group.end]):
        words = f"no longer {words}"
    after = tokens[group.end] if group.end < clause.end else None
    if after is not None and after.low in PARTICLES and lemmas[-1] == group.lemmas(tokens)[-1]:
        words += f" {after.low}"
    if empty:
        tail = _tail(tokens, group.end, clause.end)
        words += (" as" if maker and lemmas[-1] == "offer" and after is not None and after.tag != "IN" else "") + tail
    elif maker and after is not None and after.low in WAYS:
        words += _tail(tokens, group.end, clause.end)
    return words


def speaking(verb: str) -> str:
    """The base form of a verb of saying: 'denied' is 'deny'."""
    form = vocabulary().verbs.get(verb.split()[-1].lower())
    return form.lemma if form is not None else "say"


def _chain(tokens: Sequence[Token], verbs: Sequence[int], lemmas: Sequence[str]) -> str:
    """The verbs joined as English joins them: 'plan to stop publishing'."""
    parts = [lemmas[0]]
    for at, lemma in zip(verbs[1:], lemmas[1:], strict=True):
        gerund = tokens[at].tag == "VBG" and tokens[at - 1].tag != "BE"
        parts.append(tokens[at].low if gerund else f"to {lemma}")
    return " ".join(parts)


def _tail(tokens: Sequence[Token], start: int, end: int) -> str:
    """The first words of what follows the verb, cut where a phrase ends; begins with a blank."""
    stop = start
    while stop < end and stop - start < MOST:
        token = tokens[stop]
        if token.tag in FINITE | {",", ";", ":", "-", "THAT", "WP", "SUB", "("} or token.quoted != tokens[start].quoted:
            break
        stop += 1
    if stop < end and stop - start == MOST:
        while stop > start and tokens[stop - 1].tag not in {"NN", "NNP"}:
            stop -= 1
    while stop > start and tokens[stop - 1].tag in {"IN", "DT", "PS", "CC", "TO", "."}:
        stop -= 1
    return "".join(
        (" " if k == start or tokens[k].start > tokens[k - 1].end else "") + tokens[k].text for k in range(start, stop)
    )

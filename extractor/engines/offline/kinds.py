"""What type of action a clause reports."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActionType, Openness, Status


def action_type(
    tokens: Sequence[Token], clause: Clause, openness: Openness, certainty: Status, *, person: bool
) -> ActionType:
    """The most specific type that the verb, its particle and its nouns allow."""
    v = vocabulary()
    lemmas = clause.group.lemmas(tokens)
    main = lemmas[-1]
    following = [t.low for t in tokens[clause.group.end : clause.end]]
    for word in following[:2]:
        pair = v.pairs.get(f"{main} {word}")
        if pair:
            return ActionType(pair)
    kind = v.action.get(main, "other")
    if certainty is Status.OPINION and kind not in {"position", "evaluate"}:
        return ActionType.STATE
    if certainty is Status.DENIED and kind == "other":
        return ActionType.STATE
    if kind in {"restrict", "other", "invest"} and set(following[:4]) & {"price", "prices", "fee", "fees"}:
        return ActionType.PRICE
    if person and main in MOVES:
        return ActionType.HIRE
    if kind == "other":
        subject = [t.low for t in tokens[slice(*clause.subject)]] if clause.subject else []
        for word in (*following[:14], *subject):
            if word in v.nouns:
                return ActionType(v.nouns[word])
        if (
            any(t.tag == "CD" and t.text.endswith("%") for t in tokens[clause.group.end : clause.end])
            and main in SCORES
        ):
            return ActionType.EVALUATE
        if len(lemmas) > 1 and lemmas[0] in {"plan", "want", "intend", "aim", "seek"}:
            return ActionType.POSITION
    if (
        kind == "release"
        and openness in {Openness.OPEN_WEIGHTS, Openness.OPEN_SOURCE}
        and main in {"publish", "upload"}
    ):
        return ActionType.OPEN
    if kind == "other" and openness is Openness.CLOSED:
        return ActionType.CLOSE
    if kind == "other" and openness in {Openness.OPEN_WEIGHTS, Openness.OPEN_SOURCE}:
        return ActionType.OPEN
    return ActionType(kind)


MOVES = frozenset({"go", "return", "move", "come", "switch", "defect"})
"""Verbs that mean a new post when a person is the subject."""
SCORES = frozenset({"reach", "get", "come", "have", "achieve", "hit"})


def action(tokens: Sequence[Token], clause: Clause) -> str:
    """The verb phrase in base form, with a short particle."""
    lemmas = list(clause.group.lemmas(tokens))
    words = " to ".join(lemmas) if len(lemmas) > 1 else lemmas[0]
    if clause.group.passive and len(lemmas) == 1:
        words = f"be {tokens[clause.group.verbs[-1]].low}"
    if clause.group.negated:
        words = f"not {words}"
    after = tokens[clause.group.end] if clause.group.end < clause.end else None
    if after is not None and after.low in {"out", "over", "up", "off", "down", "back", "away"}:
        words += f" {after.low}"
    return words

"""What type of action a clause reports."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActionType, Openness

LIGHT = frozenset("other state announce position develop deploy close lead".split())


def action_type(tokens: Sequence[Token], clause: Clause, openness: Openness) -> ActionType:
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
    if main in {"be", "have", "make", "give", "take", "come", "go", "put", "keep", "get", "do", "sign", "win"} or (
        kind == "other" and main not in v.verbs
    ):
        subject = [t.low for t in tokens[slice(*clause.subject)]] if clause.subject else []
        for word in (*following[:12], *subject):
            if word in v.nouns:
                return ActionType(v.nouns[word])
        if kind == "other" and len(lemmas) > 1 and lemmas[0] in {"plan", "want", "intend", "aim", "seek"}:
            return ActionType.POSITION
    if (
        kind == "release"
        and openness in {Openness.OPEN_WEIGHTS, Openness.OPEN_SOURCE}
        and main in {"publish", "upload"}
    ):
        return ActionType.OPEN
    if main in {"have", "cost"} and any(w in {"parameters", "score"} for w in following):
        return ActionType.EVALUATE
    return ActionType(kind)


def action(tokens: Sequence[Token], clause: Clause) -> str:
    """The verb phrase in base form, with a short particle."""
    lemmas = [lemma for lemma in clause.group.lemmas(tokens)]
    words = " to ".join(lemmas) if len(lemmas) > 1 else lemmas[0]
    if clause.group.passive and len(lemmas) == 1:
        words = f"be {tokens[clause.group.verbs[-1]].low}"
    if clause.group.negated:
        words = f"not {words}"
    after = tokens[clause.group.end] if clause.group.end < clause.end else None
    if after is not None and after.low in {"out", "over", "up", "off", "down", "back", "away"}:
        words += f" {after.low}"
    return words

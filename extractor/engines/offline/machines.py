"""Which AI model a clause is about."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.names import runs
from extractor.engines.offline.phrases import Reader
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import NAMING
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import Openness


def model(reader: Reader, tokens: Sequence[Token], clause: Clause, openness: Openness) -> str | None:
    """The first AI model named, described or meant after the verb; else one that the claim cannot do without."""
    _before(reader, tokens, clause)
    head = next((j for j in range(clause.group.end, clause.end) if _is_head(tokens, j)), clause.end)
    named = _named(reader, tokens, clause, min(clause.end, head + 3))
    if named is not None:
        return named
    described = (
        _apposed(reader, tokens, clause)
        or _described(reader, tokens, clause)
        or _named(reader, tokens, clause, clause.end)
    )
    if described is not None:
        return described
    meant = _meant(reader, tokens, clause)
    if meant is None and openness is not Openness.UNSPECIFIED:
        words = {t.low for t in tokens[clause.start : clause.end]}
        return reader.discourse.machine(3) if not words & vocabulary().sets["policies"] else None
    return meant


def _before(reader: Reader, tokens: Sequence[Token], clause: Clause) -> None:
    """Note the models that an adverbial before the subject describes: 'After years of giving its models away'."""
    if clause.lead is None:
        return
    start, end = clause.lead
    for j in range(start, end):
        if _is_head(tokens, j) and tokens[j].low.endswith("s"):
            i = j
            while i > start and tokens[i - 1].tag in {"JJ", "NN", "NNP", "CD", "RB"}:
                i -= 1
            reader.discourse.machines = (reader.discourse.sentence, reader.text(tokens, i, j + 1))


def _is_head(tokens: Sequence[Token], j: int) -> bool:
    """Whether a noun for models stands at `j`."""
    return tokens[j].low in vocabulary().sets["modelheads"] and tokens[j].tag == "NN"


def _named(reader: Reader, tokens: Sequence[Token], clause: Clause, end: int) -> str | None:
    """The first model named between the verb and `end`, else in the subject."""
    for name in runs(tokens[clause.group.end : end]):
        entity = reader.catalogue.find(name.text)
        if entity is not None and entity.kind == "model":
            return entity.name
    if clause.subject is not None:
        for name in runs(tokens[slice(*clause.subject)]):
            entity = reader.catalogue.find(name.text)
            if entity is not None and entity.kind == "model":
                return entity.name
    return None


def _apposed(reader: Reader, tokens: Sequence[Token], clause: Clause) -> str | None:
    """The name that follows the description of a new model: 'a reasoning model with …, X', 'an assistant called X'."""
    for j in range(clause.group.end, clause.end):
        if not _is_head(tokens, j) or tokens[j].low.endswith("s"):
            continue
        start = next((i for i in range(j, max(clause.group.end, j - 6) - 1, -1) if tokens[i].tag == "DT"), None)
        if start is None or tokens[start].low not in {"a", "an"}:
            return None
        for name in runs(tokens[j : clause.end]):
            before = tokens[j + name.start - 1] if name.start else None
            entity = reader.catalogue.find(name.text)
            set_off = before is not None and (before.tag == "," or before.low in NAMING)
            if set_off and entity is not None and entity.kind == "model":
                return entity.name
        return None
    return None


def _described(reader: Reader, tokens: Sequence[Token], clause: Clause) -> str | None:
    heads = vocabulary().sets["modelheads"]
    start = clause.group.end
    for j in range(start, clause.end):
        low = tokens[j].low
        if low not in heads or tokens[j].tag != "NN" or (j + 1 < clause.end and tokens[j + 1].tag in {"NN", "POS"}):
            continue
        i = j
        while i > start and tokens[i - 1].tag in {"JJ", "NN", "VBG", "NNP", "CD", "POS", "PS", "DT", "VBN"}:
            i -= 1
            if tokens[i].tag in {"DT", "PS"}:
                break
        if i > start and tokens[i - 1].low in {"most", "more", "least"}:
            i -= 1
        words = {t.low for t in tokens[i:j]}
        singular = not low.endswith("s")
        if (
            singular
            and tokens[i].low in {"the", "this", "neither", "its", "their"}
            and not words & vocabulary().sets["othermodels"]
        ):
            found = reader.discourse.latest(["model"], reach=6)
            if found is not None:
                return found.name
        if low == "models" and j - i == 1 and tokens[i].low in {"the", "these", "both"}:
            spoken = reader.discourse.machine(2)
            if spoken is not None:
                return spoken
        phrase = reader.text(tokens, i + (tokens[i].tag in {"DT", "PS"}), j + 1)
        if not singular or words & vocabulary().sets["othermodels"]:
            reader.discourse.machines = (reader.discourse.sentence, phrase)
        return phrase
    return None


def _meant(reader: Reader, tokens: Sequence[Token], clause: Clause) -> str | None:
    words = [*tokens[slice(*(clause.subject or (0, 0)))], *tokens[clause.group.end : clause.end]]
    lows = {t.low for t in words}
    if lows & vocabulary().sets["modelnouns"] or "ones" in lows:
        return reader.discourse.machine(2)
    if vocabulary().action.get(clause.group.lemmas(tokens)[-1]) in {"evaluate", "license"}:
        found = reader.discourse.latest(["model"], reach=1)
        if found is not None:
            return found.name
    if any(t.low in {"it", "them"} and t.tag == "PRP" for t in tokens[clause.group.end : clause.end]):
        near = reader.discourse.latest(["model", "organization"], reach=1)
        if near is not None and near.kind == "model":
            return near.name
        if any(t.low == "them" for t in tokens[clause.group.end : clause.end]):
            described = reader.discourse.machines
            return described[1] if described is not None and reader.discourse.sentence - described[0] <= 1 else None
    return None

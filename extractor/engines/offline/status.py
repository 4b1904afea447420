"""How certain a clause is: done, going on, planned, expected, rumoured, denied, or somebody's opinion."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import SourceType, Status

INTENTION = frozenset(
    ["plan", "want", "intend", "aim", "hope", "seek", "prepare", "promise", "pledge", "vow", "commit"]
)
INTENTION |= {"agree", "propose", "consider"}
DUE = frozenset(["set", "due", "ready", "be", "willing", "bound"])
HEDGES = frozenset(
    ["reportedly", "allegedly", "apparently", "supposedly", "perhaps", "maybe", "possibly", "presumably"]
)
RUMOUR = frozenset(["rumour", "rumor", "say", "believe", "think", "understand", "allege"])
MEASURED = frozenset(
    ["score", "beat", "outperform", "answer", "trail", "surpass", "exceed", "top", "reach", "outscore"]
)
MOTION = frozenset(
    ["go", "return", "leave", "join", "buy", "acquire", "move", "come", "launch", "release", "merge", "retire"]
)
TESTED = frozenset({"score", "answer", "reach", "solve"})
"""Verbs of a test that took place, also where the present tells it."""
USABLE = frozenset({"download", "reach", "use", "find", "access", "try", "run", "view", "order", "buy"})
"""What 'could be' done was so: no guess."""
SCHEDULED = frozenset({"schedule", "plan", "slate", "earmark", "time", "intend"})
JUDGED_AS = frozenset(
    [
        "present",
        "portray",
        "cast",
        "frame",
        "see",
        "dismiss",
        "regard",
        "view",
        "read",
        "hail",
        "treat",
        "deem",
        "paint",
    ]
)
VALUES = frozenset(
    """too bad good better worse best worst wrong right unfair fair important crucial vital dangerous safe clear unclear
    crisis mistake miss nonsense impossible unacceptable disappointing necessary overdue ready meritless baseless
    excessive""".split()
)
"""Words of praise and blame, which make what somebody says of a thing a judgement."""
STATES = frozenset(["keep", "begin", "start", "continue"])
PROMISING = frozenset(["plan", "intend", "pledge", "promise", "vow", "agree"])


def status(
    tokens: Sequence[Token], clause: Clause, manner: str | None, source: SourceType | None, *, person: bool = False
) -> Status:
    """The clause's status.

    `manner` is that of the verb that reports it, None in the article's own voice; `source` the type of who says it.
    """
    group = clause.group
    v = vocabulary()
    lemmas = group.lemmas(tokens)
    first, main = lemmas[0], lemmas[-1]
    finite = tokens[group.start]
    near = {t.low for t in tokens[max(0, group.start - 2) : group.end + 1]}
    following = [t.low for t in tokens[group.end : group.end + 4]]
    own = v.manner.get(first, "") if not group.passive else ""
    if manner == "denial" or (own == "denial" and not group.negated):
        return Status.DENIED
    if manner == "guess" or near & HEDGES or clause.marker in {"if", "whether"}:
        return Status.SPECULATED
    if len(lemmas) > 1 and first == "report" and finite.tag == "BE":
        return Status.OCCURRED
    if len(lemmas) > 1 and first in RUMOUR:
        return Status.SPECULATED
    if manner == "forecast" or (len(lemmas) > 1 and first in {"expect", "forecast", "estimate", "likely", "unlikely"}):
        return Status.PREDICTED
    if group.modal == "may" and group.passive and source is None and main == "use":
        return Status.ONGOING
    if group.modal == "could" and group.passive and main in USABLE and clause.kind != "adverbial":
        return Status.ONGOING if source is not None or "still" in near else Status.OCCURRED
    if group.modal in {"may", "might"} or (group.modal == "could" and not group.negated):
        return Status.SPECULATED
    if manner == "promise":
        return Status.PLANNED
    if group.modal == "would":
        if group.negated and main in {"comment", "say", "discuss", "disclose"}:
            return Status.OCCURRED
        return _would(tokens, clause, manner, source)
    if group.modal in {"will", "shall", "wo"}:
        return Status.PREDICTED if manner == "judgement" else Status.PLANNED
    if first == "consider" and finite.tag == "VBD":
        return Status.OCCURRED
    if len(lemmas) > 1 and any(lemma in INTENTION for lemma in lemmas[:-1]):
        return Status.OCCURRED if group.negated and finite.tag == "DO" else Status.PLANNED
    if "suppose" in lemmas[:-1] or (group.passive and main in SCHEDULED and not group.negated):
        return Status.PLANNED
    due = following[:1] == ["due"] or (
        following[:1] and following[0] in {"not", "now", "also"} and following[1:2] == ["due"]
    )
    if main == "be" and due and following[1:2] != ["to"]:
        return Status.PLANNED
    if (
        first == "have"
        and len(lemmas) > 1
        and finite.tag == "HV"
        and "to" in {t.low for t in tokens[group.start : group.end]}
    ):
        return Status.OCCURRED if finite.low == "had" and source is None else Status.ONGOING
    if (
        main in PROMISING
        and not (group.passive or group.negated or group.modal)
        and following[:1] not in (["with"], ["that"])
    ):
        return Status.PLANNED
    if len(lemmas) > 1 and first in DUE:
        return Status.PLANNED
    if (
        first == "have"
        and len(lemmas) == 1
        and following[:1] == ["no"]
        and {"plan", "plans", "intention"} & set(following)
    ):
        return Status.PLANNED
    if own == "forecast":
        people = person or any(t.low in v.sets["group"] for t in tokens[slice(*(clause.subject or (0, 0)))])
        return Status.PLANNED if main == "expect" and "to" in following and not people else Status.PREDICTED
    if manner == "judgement" or group.modal in {"should", "ought"}:
        return Status.OPINION
    if own == "judgement" and not group.negated and main != "consider":
        return Status.OPINION
    if own == "judgement" and main in {"believe", "think"}:
        return Status.OPINION
    if main in JUDGED_AS and "as" in [t.low for t in tokens[group.end : clause.end]]:
        return Status.OPINION
    if main == "see" and not group.passive and following[:1] and following[0] in {"a", "an", "little", "no", "few"}:
        return Status.OPINION
    if main == "rule" and "out" in following[:3] and not group.passive:
        return Status.PLANNED
    listed = {t.low for t in tokens[slice(*(clause.subject or (0, 0)))]} & {"token", "tokens", "subscription", "seat"}
    if main == "cost" and listed and len(group.verbs) == 1 and finite.low == "cost":
        return Status.ONGOING
    if source is not None and source is not SourceType.MEDIA and _worded(tokens, clause):
        return Status.OPINION
    if _judges(tokens, clause, source):
        return Status.OPINION
    if group.modal in {"can", "must", "cannot", "ca", "could"} or first == "need":
        return Status.OCCURRED if group.modal == "could" else Status.ONGOING
    progressive = finite.tag == "BE" and tokens[group.verbs[-1]].tag == "VBG"
    if progressive and main in MOTION and finite.low in {"is", "are"}:
        return Status.PLANNED
    if progressive and main in {"consider", "prepare", "finalise", "finalize", "plan"}:
        return Status.PLANNED
    lows = [t.low for t in tokens[group.start : group.end]]
    if source is not None and "being" in lows:
        return Status.ONGOING
    if finite.tag in {"VBZ", "VBP"} or finite.low in {"is", "are", "'re", "am", "does", "do"}:
        return Status.OCCURRED if main in TESTED and not group.passive else Status.ONGOING
    if finite.low in {"has", "have", "'ve"}:
        if main == "have" and len(group.verbs) == 1 and not group.negated:
            return Status.ONGOING
        if "been" in lows and not group.passive:
            return Status.ONGOING
        return Status.ONGOING if group.negated or first in STATES or _none(tokens, clause) else Status.OCCURRED
    if source is not None and (progressive or (finite.low in {"was", "were"} and main == "be")):
        return Status.ONGOING
    if progressive and "still" in near:
        return Status.ONGOING
    return Status.OCCURRED


WITHHELD = frozenset(
    {
        "comment",
        "know",
        "decide",
        "want",
        "say",
        "respond",
        "answer",
        "plan",
        "disclose",
        "need",
        "think",
        "mean",
        "expect",
    }
)


def refuses(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the clause says that something is not so: 'has never sold', but not 'did not comment'."""
    main = clause.group.lemmas(tokens)[-1]
    if main in WITHHELD or clause.group.modal:
        return False
    return clause.group.negated or _none(tokens, clause)


def performs(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the clause says how well something will do, not what will be done with it: 'will beat'."""
    main = clause.group.lemmas(tokens)[-1]
    return clause.group.modal in {"will", "would"} and main in MEASURED | {
        "do",
        "perform",
        "improve",
        "match",
        "replace",
    }


def _would(tokens: Sequence[Token], clause: Clause, manner: str | None, source: SourceType | None) -> Status:
    """A promise where somebody speaks of an acting subject, else a forecast."""
    if source is None or manner == "judgement" or clause.group.lemmas(tokens)[-1] == "be":
        return Status.PREDICTED
    subject = tokens[clause.subject[0]] if clause.subject else None
    acting = subject is not None and subject.tag in {"NNP", "PRP", "DT", "PS"}
    return (
        Status.PLANNED
        if acting and "have" not in [t.low for t in tokens[clause.group.start : clause.group.end]]
        else Status.PREDICTED
    )


def _worded(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the predicate alone is quoted: 'its process "functioned as intended"'."""
    return tokens[clause.group.start].quoted and clause.subject is not None and not tokens[clause.subject[0]].quoted


def _judges(tokens: Sequence[Token], clause: Clause, source: SourceType | None) -> bool:
    """Whether a person judges: 'the study was full of inaccuracies', not 'the model has 7bn parameters'."""
    words = {t.low for t in tokens[clause.group.end : clause.end]}
    if (
        source is not None
        and words & VALUES
        and clause.group.lemmas(tokens)[-1] in {"be", "amount", "remain", "look", "seem"}
    ):
        return True
    if source is not SourceType.PERSON:
        return False
    group = clause.group
    main = group.lemmas(tokens)[-1]
    rest = tokens[group.end : clause.end]
    if any(t.tag == "CD" for t in rest):
        return False
    if main == "be":
        return bool(rest) and rest[0].tag in {"JJ", "DT", "RB", "NN", "NEG"}
    return main in {"make", "look", "seem", "matter", "deserve", "need", "mean"} and not any(
        t.tag == "NNP" for t in rest
    )


def _none(tokens: Sequence[Token], clause: Clause) -> bool:
    subject = tokens[slice(*clause.subject)] if clause.subject else []
    rest = tokens[clause.group.end : clause.end]
    return any(t.low in {"no", "nobody", "none", "neither", "nothing"} for t in (*subject, *rest[:6]))

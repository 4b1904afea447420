"""How certain a clause is: done, going on, planned, expected, rumoured, denied, or somebody's opinion."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import Status

INTENTION = frozenset("plan want intend aim hope seek prepare promise pledge vow commit agree propose".split())
DUE = frozenset("set due ready be willing bound".split())
HEDGES = frozenset(
    "reportedly allegedly apparently supposedly perhaps maybe possibly probably presumably likely".split()
)
RUMOUR = frozenset("rumour rumor say report believe think understand allege".split())


def status(tokens: Sequence[Token], clause: Clause, manner: str | None) -> Status:
    """The clause's status; `manner` is that of the verb that reports it, None in the article's own voice."""
    group = clause.group
    words = {t.low for t in tokens[max(0, group.start - 2) : group.end + 2]}
    lemmas = group.lemmas(tokens)
    first, main = lemmas[0], lemmas[-1]
    finite = tokens[group.start]
    if manner == "denial":
        return Status.DENIED
    if manner == "guess" or words & HEDGES or (clause.marker in {"if", "whether"}):
        return Status.SPECULATED
    own = vocabulary().manner.get(main, "")
    if own == "denial" and not group.negated and not group.passive:
        return Status.DENIED
    if len(lemmas) > 1 and first in RUMOUR:
        return Status.SPECULATED
    if manner == "forecast" or (
        len(lemmas) > 1 and first in {"expect", "forecast", "estimate", "likely", "unlikely", "predict"}
    ):
        return Status.PREDICTED
    if group.modal in {"may", "might", "could"}:
        return Status.SPECULATED
    if manner == "promise":
        return Status.PLANNED
    if group.modal in {"will", "shall", "wo"}:
        return Status.PREDICTED if manner == "judgement" else Status.PLANNED
    if group.modal == "would":
        return Status.PREDICTED if manner in {"judgement"} else Status.PLANNED
    if any(lemma in INTENTION for lemma in lemmas[:2]) and (
        len(lemmas) > 1 or main in {"want", "plan", "intend", "pledge", "promise", "vow"}
    ):
        return Status.PLANNED
    if len(lemmas) > 1 and first in DUE:
        return Status.PLANNED
    if own == "forecast" and not group.passive:
        return Status.PREDICTED
    if manner == "judgement" or group.modal in {"should", "ought"}:
        return Status.OPINION
    if own == "judgement" and main != "warn" and not group.passive and not group.negated:
        return Status.OPINION
    if group.modal in {"can", "must", "cannot", "ca"} or first in {"need"}:
        return Status.ONGOING
    if finite.tag in {"VBZ", "VBP"} or finite.low in {"is", "are", "'re", "am", "does", "do"}:
        return Status.ONGOING
    if finite.low in {"has", "have", "'ve"}:
        if main == "have" and group.end - group.start == 1:
            return Status.ONGOING
        return Status.ONGOING if group.negated else Status.OCCURRED
    return Status.OCCURRED

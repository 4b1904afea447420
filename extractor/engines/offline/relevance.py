"""What is worth a claim: clauses in which somebody in particular does something that can be checked."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.discourse import Referent
from extractor.engines.offline.openness import openness
from extractor.engines.offline.part import Part
from extractor.engines.offline.phrases import Reading
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType, Openness

EXPLETIVE = frozenset({"happen", "occur", "emerge", "appear", "seem", "turn", "transpire", "follow"})


def is_it(tokens: Sequence[Token], clause: Clause) -> bool:
    return (
        clause.subject is not None
        and clause.subject[1] - clause.subject[0] == 1
        and tokens[clause.subject[0]].low == "it"
    )


def expletive(tokens: Sequence[Token], parsed: Sequence[Clause], k: int) -> bool:
    """Whether 'it' stands for a clause that follows: 'it was a miss to …', 'it emerged that …'."""
    clause = parsed[k]
    if not is_it(tokens, clause):
        return False
    lemma = clause.group.lemmas(tokens)[-1]
    rest = tokens[clause.group.end : clause.end]
    if lemma in EXPLETIVE:
        return True
    if lemma == "be" or lemma in {"make", "take"}:
        cleft = any(t.low in {"who", "which"} for t in rest)
        first = lemma == "be" and len(rest) > 1 and rest[0].low == "the" and rest[1].low in {"first", "last", "only"}
        return (cleft or first or any(t.tag in {"TO", "THAT"} for t in rest)) and not any(
            t.tag == "NNP" for t in rest[:2]
        )
    return False


def continues(tokens: Sequence[Token], parsed: Sequence[Clause]) -> bool:
    """Whether the sentence goes on in reported speech: its main verb is 'would' or 'had' done."""
    if tokens and all(t.quoted for t in tokens[:-1]):
        return True
    main = next((c for c in parsed if c.kind == "main"), None)
    if main is None or main.group.lemmas(tokens)[0] in vocabulary().manner:
        return False
    finite = tokens[main.group.start]
    return (finite.low == "would") or (finite.low == "had" and main.group.end - main.group.start > 1)


def doubted(tokens: Sequence[Token], parsed: Sequence[Clause], k: int) -> bool:
    """Whether the clause is what somebody does not say or believe: 'we do not think that [it has to be open]'."""
    if parsed[k].kind != "content" or k == 0:
        return False
    group = parsed[k - 1].group
    return group.negated and group.lemmas(tokens)[-1] in vocabulary().manner


def still_negated(tokens: Sequence[Token], parsed: Sequence[Clause], k: int) -> bool:
    """Whether a 'not' before the clause reaches into it: 'had never sold or [licensed it]'."""
    clause = parsed[k]
    return clause.shared and any(
        other.group.negated
        and other.subject == clause.subject
        and any(t.low in {"or", "nor"} for t in tokens[other.group.end : clause.group.start])
        for other in parsed[:k]
    )


def renames(tokens: Sequence[Token], clause: Clause, reading: Reading) -> bool:
    """Whether a name is given to what the reading takes for another: 'The site is X', read as 'Y is X'."""
    if clause.subject is None or clause.group.lemmas(tokens) != ["be"]:
        return False
    told = tokens[clause.group.end : clause.end]
    first = tokens[clause.subject[0]]
    named = bool(told) and all(t.tag == "NNP" for t in told)
    return named and reading.actor.entity is not None and first.tag in {"DT", "PRP"}


def at_odds(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether a verb in the singular has a plural for a subject, so that it must have another: 'its tests … has'."""
    if clause.subject is None or tokens[clause.group.start].low not in SINGULAR:
        return False
    start, end = clause.subject
    head = next((j for j in range(start, end) if tokens[j].tag == "IN" and j > start), end) - 1
    low = tokens[head].low
    return (
        tokens[head].tag == "NN"
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is", "ics", "news", "series", "works"))
        and low not in MEASURES
        and not any(t.tag == "NNP" for t in tokens[start : head + 1])
    )


def broken(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the clause was not understood: its subject or a word before its verb belongs to another."""
    if clause.subject is None:
        return False
    start, end = clause.subject
    verb = clause.group.start
    late = tokens[end - 1].low in {"earlier", "later", "ago"}
    there = verb > end and tokens[verb - 1].low == "there"
    unspoken = end <= verb and tokens[start].quoted and not tokens[verb].quoted
    return late or there or unspoken


MEASURES = frozenset("years months weeks days hours minutes seconds dollars euros pounds points times".split())
SINGULAR = frozenset({"has", "is", "was", "does"})


def role(reading: Reading, lemmas: Sequence[str]) -> bool:
    """Whether the clause only says what a person's post is."""
    return reading.actor.type is ActorType.PERSON and lemmas[-1] in {
        "lead",
        "head",
        "run",
        "manage",
        "work",
        "be",
        "teach",
    }


def bare(part: Part, sourced: bool) -> bool:
    """Whether nothing checkable follows the verb: no noun, number or openness."""
    clause, tokens = part.clause, part.tokens
    rest = tokens[clause.group.end : clause.end]
    main = clause.group.lemmas(tokens)[-1]
    if rest and rest[0].low in {"that", "this", "so"} and (len(rest) == 1 or rest[1].tag in {"IN", "RB", ","}):
        return True
    if sourced or clause.group.negated or (part.reading is not None and part.reading.actor.entity is not None and rest):
        return False
    if (
        any(t.tag in {"NN", "NNP", "CD", "VBG"} for t in rest)
        or main in vocabulary().sets["intransitive"]
        or len(clause.group.verbs) > 1
    ):
        return main == "be" and not sourced and len(rest) < 4 and not any(t.tag in {"NNP", "CD", "NEG"} for t in rest)
    if main == "be" or clause.group.passive:
        return (
            not sourced
            and not clause.group.passive
            and openness(" ".join(t.text for t in tokens)) is Openness.UNSPECIFIED
        )
    return True


ANYBODY = frozenset({"whoever", "anyone", "anybody", "others", "one", "nobody", "everybody", "everyone", "someone"})
LIGHT = frozenset(
    {"go", "come", "take", "find", "give", "get", "have", "put", "strike", "move", "know", "fit", "step", "look"}
)
LIGHT |= {"do", "be", "spare", "show", "see", "mean", "feel", "turn", "stand", "prefer", "fall", "learn"}
"""Verbs that say little without a name, a number or a model after them."""


def _says_nothing(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether a verb of saying has nothing said: 'as X pointed out'."""
    rest = tokens[clause.group.end : clause.end]
    if clause.group.negated or clause.group.passive or len(clause.group.verbs) > 1:
        return False
    lemma = clause.group.lemmas(tokens)[-1]
    if lemma not in {"report", "say", "write", "point", "tell", "add", "note", "explain", "see", "put"}:
        return False
    return not rest or (rest[0].tag in {"IN", "RB", ","} and not any(t.tag in {"NNP", "CD", "VBG"} for t in rest))


def _figurative(part: Part, reading: Reading) -> bool:
    """Whether a named subject does nothing checkable: 'X has gone the other way'."""
    tokens, clause = part.tokens, part.clause
    vague = any(t.low in {"one", "ones"} and t.tag in {"NN", "DT"} for t in tokens[clause.group.end : clause.end][1:3])
    light = clause.group.lemmas(tokens)[-1] in LIGHT or vague
    if reading.model is not None or clause.group.negated or not light:
        return False
    if len(clause.group.verbs) > 1 or clause.lead is not None:
        return False
    rest = tokens[clause.group.end : clause.end]
    telling = vocabulary().sets["modelheads"] | vocabulary().sets["timeunits"] | set(vocabulary().nouns)
    if openness(" ".join(t.text for t in tokens[clause.group.start : clause.end])) is not Openness.UNSPECIFIED:
        return False
    return not any(t.tag in {"NNP", "CD", "VBN"} or t.low in telling for t in rest) and len(rest) < 9


def mood(part: Part, reading: Reading, actor: Referent) -> bool:
    """Whether the clause sets a scene: no name, number, model or source in it, and nobody in particular acts."""
    tokens, clause = part.tokens, part.clause
    if _says_nothing(tokens, clause):
        return True
    if part.voice.links:
        return False
    first = tokens[clause.subject[0]].low if clause.subject else ""
    alone = clause.subject is None or clause.subject[1] - clause.subject[0] == 1 or first != "one"
    if (first in ANYBODY and alone) or (
        first == "that" and clause.subject and tokens[clause.subject[1] - 1].low.endswith("s")
    ):
        return True
    if clause.group.negated and clause.group.passive and clause.subject is not None:
        return False
    if reading.actor.entity is not None:
        return _figurative(part, reading)
    if openness(" ".join(t.text for t in tokens[clause.start : clause.end])) is not Openness.UNSPECIFIED:
        return False
    words = [*tokens[slice(*(clause.subject or (0, 0)))], *tokens[clause.group.end : clause.end]]
    if any(t.tag in {"NNP", "CD"} for t in words):
        return False
    if reading.actor.type is ActorType.GROUP or reading.actor.type is ActorType.PERSON:
        return len(words) < 4 or clause.group.lemmas(tokens)[-1] == "be"
    return reading.actor.type is ActorType.UNKNOWN and (
        clause.group.lemmas(tokens)[-1] in {"be", "have", "come"} or len(words) < 7
    )


def topic(tokens: Sequence[Token], clause: Clause, reading: Reading | None) -> bool:
    """Whether the subject is one thing or body that a later 'it' may mean."""
    if clause.kind not in {"main", "content"} or clause.subject is None:
        return False
    head = tokens[clause.subject[0]]
    if head.tag == "PRP" or (reading is not None and reading.actor.plural):
        return False
    if reading is None or reading.actor.type is ActorType.UNKNOWN:
        return head.tag == "DT" and head.low != "that" and not tokens[clause.subject[1] - 1].low.endswith("s")
    return reading.actor.type not in {ActorType.PERSON, ActorType.GROUP}


HEARSAY = frozenset("rumours rumors rumour rumor reports report claims claim speculation allegations gossip".split())
CONFIRMING = frozenset({"confirm", "verify", "substantiate", "corroborate"})


def unconfirmed(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether the clause says that hearsay was not confirmed, and so that nothing is known."""
    if clause.subject is None or not clause.group.negated or clause.group.lemmas(tokens)[-1] not in CONFIRMING:
        return False
    return any(t.low in HEARSAY for t in tokens[slice(*clause.subject)][:3])

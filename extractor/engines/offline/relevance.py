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

EXPLETIVE = frozenset({"emerge", "appear", "seem", "turn", "transpire", "follow"})


def without_dateline(tokens: list[Token]) -> list[Token]:
    """The first sentence without 'BERLIN.' or 'PARIS, March 3 (Wire) —' before it."""
    if not tokens or not (tokens[0].text.isupper() and tokens[0].text.isalpha() and len(tokens[0].text) > 2):
        return tokens
    for j, token in enumerate(tokens[:14]):
        if token.tag == "-":
            return tokens[j + 1 :]
    return [] if all(t.text.isupper() or t.tag for t in tokens) else tokens


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
        return any(t.tag in {"TO", "THAT"} for t in rest) and not any(t.tag == "NNP" for t in rest[:2])
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


def mood(part: Part, reading: Reading, actor: Referent) -> bool:
    """Whether the clause sets a scene: no name, number, model or source in it, and nobody in particular acts."""
    if part.voice.links or reading.actor.entity is not None:
        return False
    tokens, clause = part.tokens, part.clause
    if openness(" ".join(t.text for t in tokens[clause.start : clause.end])) is not Openness.UNSPECIFIED:
        return False
    words = [*tokens[slice(*(clause.subject or (0, 0)))], *tokens[clause.group.end : clause.end]]
    if any(t.tag in {"NNP", "CD"} for t in words):
        return False
    if reading.actor.type is ActorType.GROUP or reading.actor.type is ActorType.PERSON:
        return len(words) < 7 or clause.group.lemmas(tokens)[-1] == "be"
    return reading.actor.type is ActorType.UNKNOWN and (
        clause.group.lemmas(tokens)[-1] in {"be", "have", "come"} or len(words) < 7
    )

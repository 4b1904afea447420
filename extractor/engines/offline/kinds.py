"""What type of action a clause reports."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActionType, ActorType, Openness, Status


def action_type(
    tokens: Sequence[Token], clause: Clause, openness: Openness, certainty: Status, actor: ActorType
) -> ActionType:
    """The most specific type that the verb, its particle, its nouns and who acts allow."""
    v = vocabulary()
    main = clause.group.lemmas(tokens)[-1]
    following = [t.low for t in tokens[clause.group.end : clause.end]]
    for word in following[:2]:
        pair = v.pairs.get(f"{main} {word}")
        if pair:
            return ActionType(pair)
    kind = _kind(tokens, clause, following, actor)
    if certainty is Status.OPINION and kind not in {"position", "evaluate"}:
        return ActionType.STATE
    if kind == "other" or (kind == "evaluate" and main == "be"):
        kind = _by_openness(main, openness) or kind
    if kind == "other" and certainty is Status.DENIED:
        return ActionType.STATE
    if kind in {"open", "release"} and openness is Openness.CLOSED and _withdraws(clause, tokens):
        return ActionType.CLOSE
    published = kind == "release" and main in {"publish", "upload", "release", "post"}
    if published and openness is Openness.OPEN_WEIGHTS:
        return ActionType.OPEN
    return ActionType(kind)


def _withdraws(clause: Clause, tokens: Sequence[Token]) -> bool:
    """Whether what would open a model is not done, or no longer: 'stopped open-sourcing', 'will no longer publish'."""
    lemmas = clause.group.lemmas(tokens)
    around = {t.low for t in tokens[clause.group.start : clause.group.end]}
    return clause.group.negated or "longer" in around or bool(ENDING & set(lemmas[:-1]))


def _kind(tokens: Sequence[Token], clause: Clause, following: Sequence[str], actor: ActorType) -> str:
    """The type by verb, nouns and actor."""
    v = vocabulary()
    lemmas = clause.group.lemmas(tokens)
    main = lemmas[-1]
    kind = v.action.get(main, "other")
    person = actor is ActorType.PERSON
    near = set(following[:4])
    if main in ANSWERS and (
        clause.group.negated or lemmas[0] in {"decline", "refuse"} or actor is not ActorType.PRODUCT
    ):
        return "state"
    if near & {"price", "prices", "fee", "fees"} and kind in {"restrict", "other", "invest"}:
        return "price"
    if person and (main in MOVES or (main in TAKING and near & POSTS)):
        return "hire"
    if main in SUMS and any(word[:1] in "$€£¥" for word in following[:5]):
        return "other" if main in {"make", "earn", "lose"} else kind
    if kind == "other" or main in LIGHT:
        noun = _noun(tokens, clause, following)
        if noun is not None and not (main in FALLS and noun in {"acquire", "invest"}):
            return _official(noun, actor)
        share = any(t.tag == "CD" and t.text.endswith("%") for t in tokens[clause.group.end : clause.end])
        if main in SCORES and (share or actor is ActorType.PRODUCT):
            return "evaluate"
        if actor is ActorType.PRODUCT and main in ABLE:
            return "develop"
        if kind == "other" and len(lemmas) > 1 and lemmas[0] in {"plan", "want", "intend", "aim", "seek"}:
            return "position"
    return _official(kind, actor)


def _official(kind: str, actor: ActorType) -> str:
    """What an authority does is regulation, unless it speaks or pays."""
    loose = kind not in {"state", "invest", "partner", "develop", "hire", "license"}
    return "regulate" if actor is ActorType.GOVERNMENT and loose else kind


def _noun(tokens: Sequence[Token], clause: Clause, following: Sequence[str]) -> str | None:
    """The type that the first telling noun after the verb, or in the subject, gives."""
    nouns = vocabulary().nouns
    subject = [t.low for t in tokens[slice(*clause.subject)]] if clause.subject else []
    return next((nouns[word] for word in (*following[:14], *subject) if word in nouns), None)


def _by_openness(main: str, openness: Openness) -> str | None:
    """The type of a plain verb in a clause about openness."""
    if main not in PLAIN:
        return None
    if openness is Openness.CLOSED:
        return "close"
    if openness is Openness.RESTRICTED:
        return "license"
    return "open" if openness in {Openness.OPEN_WEIGHTS, Openness.OPEN_SOURCE} else None


ENDING = frozenset({"stop", "cease", "quit", "abandon", "refuse", "decline", "end"})
"""Verbs that say the next is not done."""
ANSWERS = frozenset({"answer", "respond", "comment", "reply"})
TAKING = frozenset({"become", "take", "assume", "follow", "hand", "give", "get"})
POSTS = frozenset(
    {"chief", "head", "president", "director", "vice-president", "charge", "helm", "post", "role", "notice", "job"}
)
LIGHT = frozenset(
    {"make", "get", "run", "use", "offer", "provide", "lead", "add", "ask", "tell", "keep", "set", "face"}
)
"""Verbs whose object tells more than they do."""
SUMS = frozenset({"make", "earn", "lose"})
FALLS = frozenset({"fall", "rise", "lose", "gain", "slip", "jump", "climb", "drop", "close"})
ABLE = frozenset(
    {"have", "handle", "understand", "produce", "support", "come", "include", "process", "generate", "accept"}
)
"""What a model does by its make."""
PLAIN = frozenset(
    {"be", "have", "make", "keep", "stay", "remain", "become", "go", "come", "put", "let", "leave", "give", "lie"}
)
MOVES = frozenset({"go", "return", "move", "come", "switch", "defect"})
"""Verbs that mean a new post when a person is the subject."""
SCORES = frozenset(
    {"reach", "get", "come", "have", "achieve", "hit", "do", "manage", "perform", "stand", "lose", "find", "put", "be"}
)

"""The statement of a claim: one sentence with names for pronouns, in the article's words."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.discourse import ROLES
from extractor.engines.offline.names import runs
from extractor.engines.offline.phrases import PUBLIC, Reader, Reading, genitive
from extractor.engines.offline.sources import Voice
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType

AGREEMENT = {"are": "is", "were": "was", "have": "has", "do": "does", "am": "is"}
COMMON = (
    "The ",
    "A ",
    "An ",
    "Its ",
    "Their ",
    "His ",
    "Her ",
    "This ",
    "No ",
    "Some ",
    "Most ",
    "Many ",
    "Several ",
    "All ",
)


def statement(reader: Reader, tokens: Sequence[Token], clause: Clause, reading: Reading, voice: Voice | None) -> str:
    """The clause as a sentence of its own; with a voice, as what that speaker says."""
    start, end = clause.group.start, clause.end
    at = start
    if clause.subject is not None and clause.subject[1] <= start:
        while at > clause.subject[1] and tokens[at - 1].tag in {"RB", "NEG"}:
            at -= 1
    replaced = reader.replacements(tokens, at, end)
    if (
        clause.subject is not None
        and tokens[clause.subject[0]].low in {"we", "they", "i", "you"}
        and not reading.actor.plural
    ):
        replaced[start] = _singular(tokens[start])
        if reading.actor.entity is not None:
            spoken = {"we", "us"} if tokens[clause.subject[0]].low == "we" else {"i", "me"}
            own = {j: reading.text for j in range(start + 1, end) if tokens[j].low in spoken and tokens[j].tag == "PRP"}
            replaced.update(own)
    whose = "its" if reading.actor.type is not ActorType.PERSON else "their"
    replaced.update({j: whose for j in range(at, end) if tokens[j].low in {"our", "my"} and tokens[j].tag == "PS"})
    replaced.update(dict.fromkeys(range(*clause.skipped), ""))
    replaced.update(_firms(reader, tokens, at, end, reading))
    replaced.update(_theirs(reader, tokens, clause, reading))
    predicate = " ".join(reader.text(tokens, at, end, replaced).split())
    lead = reader.text(tokens, *clause.lead).strip(" ,") if clause.lead and clause.kind != "relative" else ""
    subject = reading.text
    if voice is not None and voice.speaker is not None:
        subject = f"{voice.speaker.text} {voice.verb} that {_lowered(subject)}"
    sentence = f"{lead}, {subject} {predicate}" if lead else f"{subject} {predicate}"
    sentence = sentence.strip(" ,;:-—–").replace(" ,", ",").replace("s's ", "s' ")
    if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
        sentence = sentence.replace('"', "").replace("“", "").replace("”", "")
    return sentence[0].upper() + sentence[1:] + "."


def _theirs(reader: Reader, tokens: Sequence[Token], clause: Clause, reading: Reading) -> dict[int, str]:
    """'its founder' after 'bought X and hired', with the name of X for 'its'."""
    if not clause.shared or clause.subject is None:
        return {}
    at = next((j for j in range(clause.group.end, clause.end) if tokens[j].tag == "PS" and tokens[j].low == "its"), 0)
    if not at or not any(t.low in ROLES for t in tokens[at + 1 : at + 3]):
        return {}
    for name in runs(tokens[clause.subject[1] : clause.group.start]):
        entity = reader.catalogue.find(name.text)
        if entity is not None and entity.kind == "organization" and entity is not reading.actor.entity:
            return {at: genitive(entity.name)}
    return {}


def _firms(reader: Reader, tokens: Sequence[Token], start: int, end: int, reading: Reading) -> dict[int, str]:
    """'the company' after the verb, replaced by the name of the one that is not the subject."""
    found: dict[int, str] = {}
    nouns = vocabulary().sets["company"]
    for j in range(start, end - 1):
        noun = tokens[j + 1]
        plain = j + 2 >= end or tokens[j + 2].tag in {",", ".", "IN", "CC", "TO", "RB", "POS", "THAT"} | FINITE
        if tokens[j].low != "the" or noun.low not in nouns - PUBLIC or noun.quoted or not plain:
            continue
        if j + 2 < end and tokens[j + 2].low in {"of", "behind", "that", "which"}:
            continue
        meant = reader.discourse.description(noun.low, frozenset(), exclude=reading.actor.entity)
        if meant is not None and meant.entity is not None and meant.entity.count > 1:
            found[j], found[j + 1] = meant.text, ""
    return found


def _singular(token: Token) -> str:
    """A finite verb as a single name takes it: 'believe' is 'believes', 'were' is 'was'."""
    low = token.low
    if low in AGREEMENT:
        return AGREEMENT[low]
    if token.tag != "VBP":
        return token.text
    return next(
        (word for word, form in vocabulary().verbs.items() if form.lemma == token.lemma and "VBZ" in form.tags), low
    )


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith(COMMON) else text

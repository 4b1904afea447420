"""Whom the subject of a clause means, given who speaks and what came before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.engines.offline.catalogue import TRAINED
from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.discourse import Referent, named
from extractor.engines.offline.names import runs
from extractor.engines.offline.phrases import Reader, Reading
from extractor.engines.offline.relevance import expletive, is_it
from extractor.engines.offline.sources import Voice
from extractor.engines.offline.status import MEASURED
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType

FINDING = frozenset(
    ["found", "finds", "showed", "shows", "discovered", "reported", "reports", "noticed", "noted", "concluded"]
)
"""Forms of verbs whose 'it' is rather what was looked at than who looked."""


class Subjects:
    """Reads the subjects of clauses."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.catalogue = reader.catalogue
        self.discourse = reader.discourse

    def read(
        self,
        tokens: Sequence[Token],
        parsed: Sequence[Clause],
        readings: Sequence[Reading | None],
        clause: Clause,
        k: int,
        voice: Voice | None,
    ) -> Reading | None:
        if clause.subject is None:
            return None
        for j in range(k):
            if parsed[j].subject == clause.subject:
                return readings[j]
        if expletive(tokens, parsed, k):
            return None
        doer = self._close(tokens, parsed, readings, k) or self._doer(tokens, clause)
        own = doer or self._own(tokens, clause, voice.speaker if voice else None, voice.verb if voice else "")
        self.reader.speaker = voice.speaker if voice is not None else None
        reading = own or self.reader.read(tokens, clause.subject)
        self.reader.speaker = None
        apposed = self._apposed(tokens, clause)
        if apposed is not None:
            other = self.reader.read(tokens, apposed)
            model = other is not None and other.model is not None
            vague = reading is None or reading.actor.entity is None
            if other is not None and (model or (vague and (reading is None or reading.actor.entity is None))):
                reading = other
        if clause.kind == "relative" and tokens[clause.start].low == "who" and reading is not None:
            reading = self._who(tokens, clause, reading)
        single = clause.subject[1] - clause.subject[0] == 1 and tokens[clause.subject[0]].low in {"he", "she"}
        if single and reading is not None and reading.actor.type is not ActorType.PERSON:
            return None
        leads = clause.kind in {"main", "content"}
        if reading is not None and reading.actor.plural and leads and reading.actor.type is not ActorType.GROUP:
            self.discourse.plural = reading.actor
        return reading

    def _close(
        self, tokens: Sequence[Token], parsed: Sequence[Clause], readings: Sequence[Reading | None], k: int
    ) -> Reading | None:
        """Whom a pronoun means that the sentence itself has just told.

        'People close to the buyout firm said it could …', 'The Greens object: they want …'.
        """
        clause = parsed[k]
        if clause.subject is None or clause.subject[1] - clause.subject[0] != 1 or not k:
            return None
        low = tokens[clause.subject[0]].low
        before = parsed[k - 1].subject
        if before is None:
            return None
        if low == "it" and clause.kind == "content":
            for j in range(before[0] + 1, before[1] - 1):
                if tokens[j].tag == "IN" and tokens[j + 1].low == "the":
                    return self.reader.read(tokens, (j + 1, before[1]))
        last = tokens[before[1] - 1]
        reading = readings[k - 1]
        if low == "they" and last.tag in {"NNP", "NN"} and last.low.endswith("s") and reading is not None:
            return replace(reading, actor=replace(reading.actor, plural=True))
        return None

    def _doer(self, tokens: Sequence[Token], clause: Clause) -> Reading | None:
        """The organisation that 'it' means where only somebody who speaks or hires can be meant."""
        v = vocabulary()
        lemmas = clause.group.lemmas(tokens)
        if not is_it(tokens, clause):
            return None
        if self._modelled(tokens, clause):
            machine = self.discourse.latest(["model"], reach=2)
            return Reading(named(machine), machine.name, machine.name) if machine is not None else None
        if clause.group.passive:
            return None
        rest = tokens[clause.group.end : clause.end]
        stop = next((k for k, t in enumerate(rest) if t.tag in {"WP", "THAT", ",", "IN"}), len(rest))
        is_model = lemmas[-1] == "be" and any(t.low in {"model", "chatbot", "flagship"} for t in rest[:stop])
        if lemmas[-1] in MEASURED or is_model:
            machine = self.discourse.latest(["model"], reach=1)
            return Reading(named(machine), machine.name, machine.name) if machine is not None else None
        if lemmas[0] not in v.manner and v.action.get(lemmas[-1]) not in {"hire", "announce"}:
            return None
        firm = self.discourse.latest(["organization", "government"], reach=3, leading=True)
        subject = self.discourse.subject
        if firm is None or (subject is not None and subject.entity is not None and subject.entity.kind != "model"):
            return None
        return Reading(named(firm), named(firm).text)

    def _modelled(self, tokens: Sequence[Token], clause: Clause) -> bool:
        """Whether the clause says what only a model has or has done to it: 'was trained on', 'has 7bn parameters'."""
        lemma = clause.group.lemmas(tokens)[-1]
        rest = tokens[clause.group.end : clause.end]
        if clause.group.passive:
            return lemma in TRAINED or (lemma == "train" and bool(rest) and rest[0].low in {"on", "with", "using"})
        return lemma in {"have", "contain", "use", "weigh", "comprise", "count"} and any(
            t.low in {"parameters", "gigabytes"} for t in rest[:5]
        )

    def _who(self, tokens: Sequence[Token], clause: Clause, reading: Reading) -> Reading | None:
        """The person that 'who' means, where the noun before it is none."""
        if reading.actor.type in {ActorType.PERSON, ActorType.GROUP}:
            return reading
        for name in reversed(runs(tokens[: clause.start])):
            entity = self.catalogue.find(name.text)
            if entity is not None and entity.kind == "person":
                return Reading(named(entity), named(entity).text)
        return None

    def _apposed(self, tokens: Sequence[Token], clause: Clause) -> tuple[int, int] | None:
        """The names set between the subject and its verb: 'Two siblings, A and B, will …'."""
        if clause.subject is None or clause.subject[1] + 1 >= clause.group.start:
            return None
        start, end = clause.subject[1] + 1, clause.group.start - 1
        between = tokens[start:end]
        if tokens[start - 1].tag != "," or tokens[end].tag != "," or not between:
            return None
        begin = start + (between[0].low == "the" and len(between) > 1)
        return (start, end) if all(t.tag in {"NNP", "CD", "CC", ","} for t in tokens[begin:end]) else None

    def _own(self, tokens: Sequence[Token], clause: Clause, speaker: Referent | None, verb: str) -> Reading | None:
        """The speaker, where the pronoun of what is said means the one who says it: 'X said that it …'."""
        if speaker is None or clause.subject is None or clause.subject[1] - clause.subject[0] != 1:
            return None
        low = tokens[clause.subject[0]].low
        outlet = speaker.entity is not None and speaker.entity.kind == "media"
        stated = verb in {"said", "says", "insisted"}
        if verb.split()[-1:] and verb.split()[-1] in FINDING:
            return None
        firm = speaker.type in {ActorType.ORGANIZATION, ActorType.GOVERNMENT} and not speaker.plural
        if (low == "it" and firm and not (outlet and not stated)) or (
            low in {"he", "she"} and speaker.type is ActorType.PERSON and not speaker.plural
        ):
            return Reading(speaker, speaker.text)
        return None

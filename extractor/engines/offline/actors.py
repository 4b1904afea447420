"""Who acts in a clause: its subject, the agent of a passive, or whoever stands behind what the subject names."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.discourse import Referent, named
from extractor.engines.offline.entities import Entity
from extractor.engines.offline.names import runs
from extractor.engines.offline.nominals import is_time, noun_phrase
from extractor.engines.offline.openness import openness
from extractor.engines.offline.part import Part
from extractor.engines.offline.phrases import Reader, Reading
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import NAMING
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType, Openness

APPEARING = frozenset({"come", "appear", "arrive", "go", "launch", "ship", "cost", "stay", "remain"})
"""Verbs by which a model comes or stays where its maker put it."""
CUSTOMERS = frozenset({"users", "developers", "subscribers", "customers", "owners", "buyers", "members", "clients"})
"""Whom a firm serves."""
MOMENTS = frozenset(
    {"end", "start", "beginning", "middle", "summer", "spring", "autumn", "winter", "fall", "then", "now"}
)


class Actors:
    """Tells who acts."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.catalogue = reader.catalogue
        self.discourse = reader.discourse

    def actor(self, part: Part, reading: Reading) -> Referent:
        """Who acts: the agent of a passive, the maker of a model that comes out, else the subject's referent."""
        clause, tokens = part.clause, part.tokens
        actor = reading.actor
        entity = actor.entity
        main = clause.group.lemmas(tokens)[-1]
        if clause.group.passive:
            agent = self._agent(tokens, clause)
            if agent is not None:
                return agent
        product = entity is not None and entity.kind == "model" and actor.type is ActorType.PRODUCT
        offered = main in {"be", "stay", "remain", "come"} and self._offered(tokens, clause)
        if entity is not None and product and (clause.group.passive or main in APPEARING or offered):
            owner = entity.owner or self._maker(part) or self.discourse.latest(["organization"], reach=4)
            if owner is not None:
                return named(owner)
        if self._served(tokens, clause):
            provider = part.voice.speaker
            if provider is None or provider.type is not ActorType.ORGANIZATION:
                topic = self.discourse.latest(["organization"], reach=3, leading=True)
                provider = named(topic) if topic is not None else None
            if provider is not None:
                return provider
        loose = actor.type is ActorType.UNKNOWN and entity is None
        speaker = part.voice.speaker
        if loose and clause.subject is not None:
            for name in runs(tokens[slice(*clause.subject)]):
                inside = self.catalogue.find(name.text)
                before = tokens[clause.subject[0] + name.start - 1].low if name.start else ""
                if inside is not None and inside.kind == "organization" and before in {"of", "in"}:
                    return named(inside)
                if inside is not None and inside.kind == "model":
                    owner = inside.owner or self.discourse.latest(["organization"], reach=4, leading=True)
                    if owner is not None:
                        return named(owner)
        if loose and self._paper(tokens, clause):
            return actor
        outlet = speaker is not None and speaker.entity is not None and speaker.entity.kind == "media"
        firm = speaker is not None and speaker.type is not ActorType.PERSON
        if loose and speaker is not None and firm and not clause.group.passive and not outlet:
            return speaker
        if (loose or (clause.group.passive and entity is None and not actor.name[:1].isupper())) or (
            entity is not None and entity.kind == "media" and len(part.voice.links) == 0 and main in vocabulary().manner
        ):
            kinds = ["organization", "government"]
            topic = self.discourse.latest(kinds, reach=3, leading=True) or self.catalogue.main()
            if topic is not None:
                return named(topic)
        return actor

    def _maker(self, part: Part) -> Entity | None:
        """The firm that says what becomes of a model nobody else is named for; None where no firm speaks."""
        speaker = part.voice.speaker
        if speaker is None or speaker.entity is None or speaker.entity.kind != "organization":
            return None
        return speaker.entity

    def _served(self, tokens: Sequence[Token], clause: Clause) -> bool:
        """Whether the clause says what a firm lets its customers do: 'users can still download it'."""
        if clause.subject is None or tokens[clause.subject[1] - 1].low not in CUSTOMERS:
            return False
        return clause.group.modal in {"can", "may", "will", "must"} or (
            clause.group.passive and not clause.group.negated
        )

    def _offered(self, tokens: Sequence[Token], clause: Clause) -> bool:
        """Whether the clause says how open a thing is, or that it is being made: its maker's doing."""
        words = " ".join(t.text for t in tokens[clause.group.start : clause.end])
        return openness(words) is not Openness.UNSPECIFIED or "in development" in words

    def _paper(self, tokens: Sequence[Token], clause: Clause) -> bool:
        """Whether the subject is a study or report, which speaks for itself."""
        return clause.subject is not None and tokens[clause.subject[1] - 1].low in {
            "study",
            "paper",
            "survey",
            "report",
        }

    def _agent(self, tokens: Sequence[Token], clause: Clause) -> Referent | None:
        for j in range(clause.group.end, min(clause.end, clause.group.end + 8)):
            between = tokens[clause.group.end : j]
            if any(t.tag == "VBN" for t in between) or sum(t.tag == "NN" and not is_time(t) for t in between) > 1:
                return None
            if tokens[j].low == "by" and j + 1 < clause.end:
                span = noun_phrase(tokens, j + 1)
                if span is None or all(
                    is_time(t) or t.tag in {"DT", "JJ", "IN"} or t.low in MOMENTS for t in tokens[span[0] : span[1]]
                ):
                    continue
                if span[1] + 1 < len(tokens) and tokens[span[1]].low in NAMING:
                    span = noun_phrase(tokens, span[1] + 1) or span
                reading = self.reader.read(tokens, span)
                return reading.actor if reading is not None and reading.actor.type is not ActorType.UNKNOWN else None
        return None

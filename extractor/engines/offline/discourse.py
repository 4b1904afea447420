"""What has been spoken of so far, and what 'it', 'he' or 'the company' mean next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.engines.offline.entities import Entity
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType

KINDS = {
    "person": ActorType.PERSON,
    "organization": ActorType.ORGANIZATION,
    "media": ActorType.ORGANIZATION,
    "place": ActorType.GOVERNMENT,
    "government": ActorType.GOVERNMENT,
    "model": ActorType.PRODUCT,
}


ROLES = frozenset(
    """founder co-founder cofounder executive boss chief researcher engineer scientist analyst entrepreneur billionaire
    author lawyer professor developer investor man woman""".split()
)
"""Nouns for a person who has just been named."""
DIFFERENT = frozenset(
    """standard basic small smaller smallest large larger largest big bigger biggest old older earlier previous next
    other first second third lighter cheaper premium full free paid base""".split()
)
"""Words that set a version apart from the model spoken of."""
STALE = 2
"""Sentences after which a subject is no longer meant by 'it'."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something spoken of: `name` as the claim's actor, `text` as the statement's subject."""

    name: str
    text: str
    type: ActorType
    entity: Entity | None = None
    plural: bool = False
    certain: bool = True


@dataclass(slots=True)
class _Trace:
    sentence: int
    order: int
    subject: bool


@dataclass(slots=True)
class Discourse:
    """Mentions so far. `sentence` is the number of the one being read."""

    sentence: int = 0
    speaker: Referent | None = None
    subject: Referent | None = None
    """Whom the last clause was about that was about no person."""
    since: int = 0
    """The number of the sentence in which that was."""
    opened: int = 0
    """The number of the paragraph's first sentence."""
    topical: bool = False
    """Whether the paragraph has had a subject of its own that 'it' may mean."""
    plural: Referent | None = None
    group: tuple[int, Referent] | None = None
    """The people spoken of last, and the number of the sentence: whom 'some' and 'others' are of."""
    machines: tuple[int, str] | None = None
    """The models described last ('its next models'), and the number of the sentence."""
    _order: int = 0
    _traces: dict[int, _Trace] = field(default_factory=dict)
    _entities: list[Entity] = field(default_factory=list)

    def mention(self, entity: Entity, *, subject: bool = False) -> None:
        """Note that the entity is spoken of in the current sentence."""
        self._order += 1
        key = id(entity)
        known = self._traces.get(key)
        if known is not None and known.sentence == self.sentence:
            known.subject |= subject
            return
        self._traces[key] = _Trace(self.sentence, self._order, subject)
        if entity in self._entities:
            self._entities.remove(entity)
        self._entities.append(entity)
        if len(self._entities) > 60:
            del self._entities[0]

    def latest(
        self,
        kinds: Sequence[str],
        *,
        exclude: Entity | None = None,
        reach: int = 3,
        words: frozenset[str] = frozenset(),
        leading: bool = False,
    ) -> Entity | None:
        """The likeliest entity of the kinds: near, a subject, first in its sentence, described with the same words."""
        best: Entity | None = None
        top = -99.0
        for entity in reversed(self._entities):
            if entity.kind not in kinds or entity is exclude:
                continue
            trace = self._traces[id(entity)]
            distance = self.sentence - trace.sentence
            if distance > reach or (
                entity.kind == "organization" and not entity.acts and entity.count < 2 and not words & entity.described
            ):
                continue
            if leading and not trace.subject and entity.count < 3:
                continue
            score = -1.0 * distance + 1.1 * trace.subject + min(entity.count, 8) * 0.06
            if words and words & entity.described:
                score += 2.0 * len(words & entity.described)
            if score > top + 1e-9 or (
                abs(score - top) < 1e-9 and best is not None and trace.order < self._traces[id(best)].order
            ):
                best, top = entity, score
        return best

    def pronoun(self, word: str, *, exclude: Entity | None = None) -> Referent | None:
        """Whom a third-person pronoun means, or None when unsure."""
        if word in {"he", "she", "him", "her", "his", "himself", "herself", "hers"}:
            entity = self.latest(["person"], exclude=exclude, reach=3)
            return named(entity) if entity else None
        if word in {"it", "its", "itself"}:
            since = self.opened if self.topical else self.sentence - STALE
            fresh = self.subject is not None and self.since >= max(since, self.sentence - STALE)
            body = self.subject is not None and self.subject.type is ActorType.GOVERNMENT
            if fresh and body and self.subject is not None and self.subject.entity is None:
                return self.subject
            if (
                fresh
                and self.subject is not None
                and self.subject.entity is not None
                and self.subject.entity is not exclude
                and self.subject.entity.kind not in {"person", "place", "media"}
            ):
                return named(self.subject.entity)
            reach = min(2, self.sentence - since)
            entity = self.latest(["organization", "model", "government"], exclude=exclude, reach=reach)
            return named(entity) if entity else None
        if word in {"they", "them", "their", "themselves"}:
            if self.plural is not None:
                return self.plural
            if self.subject is not None and self.subject.plural:
                return self.subject
            if word != "they":
                entity = self.latest(["organization", "government"], exclude=exclude, reach=1)
                return named(entity, certain=False) if entity else None
        return None

    def pair(self, kind: str = "organization", reach: int = 4) -> Referent | None:
        """The two organisations (or models) spoken of last, as one; None when there are not two near."""
        first = self.latest([kind], reach=reach)
        second = self.latest([kind], reach=reach, exclude=first) if first else None
        if first is None or second is None:
            return None
        one, two = sorted((first, second), key=lambda e: e.first)
        text = f"{one.name} and {two.name}"
        return Referent(text, text, KINDS[kind], plural=True)

    def machine(self, reach: int) -> str | None:
        """The model named or described last, at most `reach` sentences before."""
        found = self.latest(["model"], reach=reach)
        described = self.machines
        if described is None or self.sentence - described[0] > reach:
            return found.name if found is not None else None
        if found is not None and self._traces[id(found)].sentence >= described[0]:
            return found.name
        return described[1]

    def description(self, head: str, modifiers: frozenset[str], *, exclude: Entity | None = None) -> Referent | None:
        """Whom 'the company', 'the French start-up', 'the model' or 'the minister' mean."""
        v = vocabulary()
        words = modifiers | {head}
        if head in v.sets["product"]:
            if modifiers & DIFFERENT:
                return None
            entity = self.latest(["model"], exclude=exclude, reach=8, words=words)
        elif head in {
            "newspaper",
            "paper",
            "magazine",
            "publication",
            "outlet",
            "broadcaster",
            "daily",
            "newsletter",
        }:
            entity = self.latest(["media"], exclude=exclude, reach=6, words=words) or self.latest(
                ["organization"], exclude=exclude, reach=2, words=words
            )
        elif head in {"agency"}:
            entity = self.latest(["media"], exclude=exclude, reach=12, words=words)
        elif head in {
            "government",
            "ministry",
            "regulator",
            "court",
            "commission",
            "council",
            "authority",
            "department",
            "committee",
            "administration",
            "watchdog",
            "board",
            "parliament",
            "union",
        }:
            entity = self.latest(["government"], exclude=exclude, reach=6, words=words)
        elif head in v.sets["company"]:
            entity = self.latest(["organization"], exclude=exclude, reach=8, words=words)
        elif head in v.sets["person"] or head in {"analyst", "physicist"}:
            described = [e for e in self._entities if e.kind == "person" and e is not exclude and head in e.described]
            entity = described[-1] if described else None
            if entity is None and head in ROLES:
                entity = self.latest(["person"], exclude=exclude, reach=1, leading=True)
        else:
            return None
        return named(entity) if entity else None


def named(entity: Entity, *, certain: bool = True) -> Referent:
    """The entity as actor and subject, under its fullest name."""
    return Referent(entity.name, _with_article(entity), KINDS[entity.kind], entity, certain=certain)


def _with_article(entity: Entity) -> str:
    """The name as a subject, with 'the' where the article has it so."""
    return f"the {entity.name}" if entity.definite and not entity.name.lower().startswith("the ") else entity.name

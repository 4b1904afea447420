"""An article read sentence by sentence into drafted claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extractor.engines.offline.actors import Actors
from extractor.engines.offline.catalogue import Catalogue
from extractor.engines.offline.clauses import Clause, clauses
from extractor.engines.offline.datelines import without_dateline
from extractor.engines.offline.deeds import action, speaking
from extractor.engines.offline.discourse import Discourse, named
from extractor.engines.offline.entities import Entity
from extractor.engines.offline.frame import Frame
from extractor.engines.offline.frames import frames, without
from extractor.engines.offline.kinds import action_type
from extractor.engines.offline.machines import model
from extractor.engines.offline.marks import marked
from extractor.engines.offline.moments import moment
from extractor.engines.offline.names import runs
from extractor.engines.offline.openness import openness
from extractor.engines.offline.part import Part
from extractor.engines.offline.phrases import Reader, Reading
from extractor.engines.offline.relevance import (
    EXPLETIVE,
    at_odds,
    bare,
    broken,
    continues,
    doubted,
    is_it,
    mood,
    renames,
    role,
    still_negated,
    topic,
    unconfirmed,
)
from extractor.engines.offline.sources import Sources, Voice
from extractor.engines.offline.status import JUDGED_AS, performs, refuses, status
from extractor.engines.offline.subjects import Subjects
from extractor.engines.offline.tagger import tag
from extractor.engines.offline.tokens import Token, halves, tokenise
from extractor.engines.offline.vocabulary import vocabulary
from extractor.engines.offline.wording import statement
from extractor.models import ActionType, ActorType, Article, Draft, DraftClaim, Openness, Status
from extractor.planted import planted
from extractor.segment import Sentence
from extractor.segment import sentences as split

LONGEST = 1_200
"""Characters of a sentence that are read; prose has none longer."""

SELF = frozenset({"find", "show", "count", "see", "discover", "learn", "notice", "point", "calculate", "detail"})
SELF |= {"disclose", "explain", "tell", "say", "inform", "assure", "remind", "announce", "reveal", "post", "continue"}
SELF |= {"add", "indicate"}
"""Verbs of saying that do not make their subject the source of the clause itself."""


def read(article: Article, sentences: Sequence[Sentence]) -> Draft:
    """The claims that the sentences carry, in their order."""
    return Draft(claims=tuple(_Reading(article, sentences).claims()))


def read_part(article: Article, sentences: Sequence[Sentence]) -> Draft:
    """The claims of these sentences, read as the part of the article that they are.

    The article is read as a whole, and once: its names are known in their fullest forms, and what 'the company' means
    in a part's first sentence stands in the part before it.
    """
    first, last = sentences[0].number, sentences[-1].number
    ours = [claim for claim in _whole(article) if first <= claim.at[-1] <= last]
    return Draft(claims=tuple(_cut(claim, first) for claim in ours))


@lru_cache(maxsize=2)
def _whole(article: Article) -> tuple[DraftClaim, ...]:
    return tuple(_Reading(article, split(article.text, article.lang)).claims())


def _cut(claim: DraftClaim, first: int) -> DraftClaim:
    """The claim without sentences before this one, which another part has."""
    return claim if claim.at[0] >= first else claim.model_copy(update={"at": tuple(n for n in claim.at if n >= first)})


INSISTING = frozenset({"insists", "insisted", "maintains", "maintained", "stressed", "stresses", "assured", "assures"})
"""Verbs that make a negated statement a denial, whoever it is about."""

STEMMING = frozenset({"come", "stem", "originate", "go", "belong"})
"""Verbs of a thing whose end is a body that the next sentence tells of: 'the money comes from X'."""

OF_MODELS = frozenset(
    {
        ActionType.RELEASE,
        ActionType.OPEN,
        ActionType.CLOSE,
        ActionType.DEVELOP,
        ActionType.LICENSE,
        ActionType.PRICE,
        ActionType.DEPLOY,
        ActionType.RESTRICT,
    }
)
"""Actions that are done to the model an article is about when no other is named."""


class _Reading:
    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.article = article
        hostile = planted(article.text, article.lang).numbers(sentences)
        kept = [s for s in sentences if s.number not in hostile and s.end - s.start <= LONGEST]
        tokens: list[list[Token]] = []
        whole: list[Sentence] = []
        paragraph, inside = -1, False
        for s in kept:
            inside = inside and s.paragraph == paragraph
            found = tokenise(article.text, s.start, s.end, inside=inside)
            inside ^= article.text.count('"', s.start, s.end) % 2 == 1
            opening = s.paragraph != paragraph or "\n" in article.text[max(0, s.start - 2) : s.start]
            paragraph = s.paragraph
            cut = halves(without_dateline(found) if opening else found)
            whole.extend([s] * len(cut))
            tokens.extend(cut)
        names = {
            t.text
            for ts in tokens
            for a, t in pairwise(ts)
            if t.text[0].isupper() and a.tag not in {".", ":"} and a.quoted == t.quoted
        }
        commons = {t.text for ts in tokens for t in ts if t.text[0].islower()}
        for ts in tokens:
            tag(ts, names, commons)
        self.sentences = list(zip(whole, tokens, strict=True))
        self.catalogue = Catalogue(tokens)
        self.discourse = Discourse()
        self.reader = Reader(article.text, self.catalogue, self.discourse)
        self.sources = Sources(self.reader)
        self.subjects = Subjects(self.reader)
        self.actors = Actors(self.reader)

    def claims(self) -> list[DraftClaim]:
        found: list[DraftClaim] = []
        before: tuple[Sentence, Voice] | None = None
        paragraph = -1
        for sentence, tokens in self.sentences:
            self.discourse.sentence = sentence.number
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self.discourse.opened, self.discourse.topical = sentence.number, False
            if not tokens or tokens[-1].text == "?":
                continue
            inherited = before[1] if before is not None and before[0].paragraph == sentence.paragraph else None
            claims, voice = self._sentence(sentence, tokens, inherited)
            found.extend(claims)
            before = (sentence, voice) if voice.links else None
        return found

    def _sentence(
        self, sentence: Sentence, tokens: list[Token], inherited: Voice | None
    ) -> tuple[list[DraftClaim], Voice]:
        beside = frames(tokens)
        outers = self._outers(tokens, beside)
        outer = outers[0]
        rest = without(tokens, beside)
        parsed = clauses(rest)
        if inherited is not None and not outer.links and continues(rest, parsed):
            outer = inherited
        if not outer.links and any(self.sources.vague(tokens, f) for f in beside):
            hint = next((self.reader.read(rest, c.subject) for c in parsed if c.subject and c.kind == "main"), None)
            outer = replace(outer, links=tuple(self.sources.meant(hint)), manner="plain")
        outers = [outer] * len(outers) if len(outers) == 1 else outers
        said = outers[-1]
        found: list[DraftClaim] = []
        readings: list[Reading | None] = []
        voice = outer
        for k, clause in enumerate(parsed):
            inner = voice if clause.kind == "content" and voice is not outer else None
            reading = self.subjects.read(rest, parsed, readings, clause, k, inner)
            readings.append(reading)
            if reading is not None and reading.actor.entity is not None:
                self.discourse.mention(reading.actor.entity, subject=clause.kind in {"main", "content", "contrast"})
            if reading is not None and reading.actor.type is ActorType.GROUP and clause.kind == "main":
                self.discourse.group = (sentence.number, reading.actor)
            part = sum(t.tag == ";" for t in rest[: clause.group.start]) if len(outers) > 1 else 0
            if clause.kind == "main" or outer is not outers[part]:
                voice = outer = outers[part]
            if self._reports(rest, parsed, k):
                base = voice if clause.kind == "content" else outer
                voice = base.then(self.sources.reporting(rest, clause, reading))
                said = voice
            elif not doubted(rest, parsed, k) and not still_negated(rest, parsed, k):
                claim = self._claim(Part(sentence, rest, clause, reading, voice), bool(readings[:-1]))
                if claim is not None:
                    found.append(claim)
                leads = clause.kind in {"main", "content", "contrast"}
                if leads and reading is not None and reading.actor.type not in {ActorType.PERSON, ActorType.GROUP}:
                    self.discourse.subject, self.discourse.since = reading.actor, sentence.number
                    if reading.actor.type is ActorType.UNKNOWN and clause.group.lemmas(rest)[-1] in STEMMING:
                        self._promote(rest, clause, sentence.number)
                elif leads and reading is not None:
                    self._promote(rest, clause, sentence.number)
            if clause.subject is not None:
                self.discourse.topical |= topic(rest, clause, reading)
                self._mention(rest, *clause.subject)
            self._mention(rest, clause.group.end, clause.end)
        self._mention(tokens, 0, len(tokens))
        return found, said

    def _outers(self, tokens: list[Token], beside: Sequence[Frame]) -> list[Voice]:
        """The voice of each part of the sentence between semicolons."""
        marks = [i for i, t in enumerate(tokens) if t.tag == ";" and not any(f.start <= i < f.end for f in beside)]
        borders = list(pairwise([0, *marks, len(tokens)]))
        return [self.sources.beside(tokens, [f for f in beside if a <= f.start < b]) for a, b in borders]

    def _promote(self, tokens: Sequence[Token], clause: Clause, number: int) -> None:
        """Note the organisation that a person deals with: 'it' in the next sentence means that."""
        for name in runs(tokens[clause.group.end : clause.end]):
            entity = self.catalogue.find(name.text)
            if entity is not None and entity.kind == "organization":
                self.discourse.subject, self.discourse.since = named(entity), number
                return

    def _mention(self, tokens: Sequence[Token], start: int, end: int) -> None:
        for name in runs(tokens[start:end]):
            entity = self.catalogue.find(name.text)
            if entity is not None:
                self._own(tokens, start + name.start, entity)
                self.discourse.mention(entity)

    def _own(self, tokens: Sequence[Token], at: int, entity: Entity) -> None:
        """Note whose a model is that 'its' introduces: 'its (new) model X'."""
        if entity.kind != "model" or entity.owner is not None:
            return
        while at and tokens[at - 1].tag in {"NN", "JJ", "CD", "VBG"}:
            at -= 1
        if at and tokens[at - 1].low == "its":
            owner = self.discourse.pronoun("its", exclude=entity)
            if owner is not None and owner.entity is not None and owner.entity.kind == "organization":
                entity.owner = owner.entity

    def _reports(self, tokens: Sequence[Token], parsed: Sequence[Clause], k: int) -> bool:
        """Whether the clause only says who says what the next clause holds."""
        clause = parsed[k]
        lemma = clause.group.lemmas(tokens)[-1]
        follows = parsed[k + 1] if k + 1 < len(parsed) else None
        if follows is None or clause.kind in {"adverbial", "noun"} or clause.group.negated:
            return False
        if lemma in EXPLETIVE and is_it(tokens, clause) and follows.marker == "that":
            follows.kind = "content"
            return True
        if lemma not in vocabulary().manner or clause.group.passive:
            return False
        return follows.kind == "content"

    def _claim(self, part: Part, later: bool) -> DraftClaim | None:
        tokens, clause, reading = part.tokens, part.clause, part.reading
        v = vocabulary()
        if clause.kind in {"noun", "adverbial"} or clause.subject is None:
            return None
        lemmas = clause.group.lemmas(tokens)
        if clause.end <= clause.group.end and lemmas[-1] in {"be", "have", "do"}:
            return None
        voice = part.voice
        source = voice.links[-1].type if voice.links else None
        person = reading is not None and reading.actor.type is ActorType.PERSON
        certainty = status(tokens, clause, voice.manner, source, person=person)
        speaker = voice.speaker
        performing = certainty is Status.PLANNED and reading is not None and performs(tokens, clause)
        if performing and reading is not None and reading.actor.type is ActorType.PRODUCT and voice.links:
            certainty = Status.PREDICTED
        if reading is None or renames(tokens, clause, reading) or at_odds(tokens, clause) or broken(tokens, clause):
            return None
        if clause.kind == "relative" and (
            (clause.marker != "," and reading.actor.entity is None) or role(reading, lemmas)
        ):
            return None
        actor = self.actors.actor(part, reading)
        if mood(part, reading, actor):
            return None
        if bare(part, bool(voice.links)) or unconfirmed(tokens, clause):
            return None
        if voice.manner == "denial" and speaker is None:
            return None
        spoken = False
        judging = not clause.group.passive and (v.manner.get(lemmas[0]) == "judgement" or lemmas[-1] in JUDGED_AS)
        judges = judging and voice.manner == "plain" and reading.actor.type is not ActorType.UNKNOWN
        said = speaker is not None and certainty in {Status.OPINION, Status.DENIED} and voice.manner is not None
        if speaker is not None and said and not judges:
            actor, spoken = speaker, reading.actor != speaker or voice.manner == "denial"
        if self._denies(part, reading, certainty):
            certainty = Status.DENIED
        about = reading.actor.entity
        made = reading.actor.type is ActorType.PRODUCT and not spoken and actor.type is not ActorType.PRODUCT
        owned = about is not None and about.owner is not None and about.owner is actor.entity
        if owned and reading.text == reading.actor.text:
            reading = replace(reading, text=f"{actor.name}'s {reading.text}")
        text = statement(self.reader, tokens, clause, reading, voice if spoken else None)
        if actor.name not in text and reading.actor.entity is not None and not spoken:
            possessive = text.startswith((f"{reading.actor.name}'s", f"{reading.actor.name}’s"))
            if possessive or reading.actor.entity.kind == "media":
                actor = reading.actor
        if marked(text, actor.name, self.article.text[part.sentence.start : part.sentence.end]):
            return None
        open_ = openness(text)
        machine = reading.model or model(self.reader, tokens, clause, open_)
        what = action_type(tokens, clause, open_, certainty, actor.type)
        if machine is None and what in OF_MODELS:
            star = self.catalogue.star()
            machine = star.name if star is not None else self.discourse.machine(1)
        links = list(voice.links)
        own = v.manner.get(lemmas[0])
        if own is not None and not links and not clause.group.passive and not clause.group.negated:
            subject = reading.actor
            outlet = subject.entity is not None and subject.entity.kind == "media"
            passive = tokens[clause.group.start].tag == "BE"
            hoping = lemmas[0] in {"expect", "hope", "fear"} and subject.type is ActorType.ORGANIZATION
            if outlet or (
                not hoping and lemmas[0] not in SELF and subject.type is not ActorType.PRODUCT and not passive
            ):
                links.append(self.sources.link(subject))
        holders = {ActorType.PERSON, ActorType.GROUP, ActorType.ORGANIZATION, ActorType.GOVERNMENT}
        if certainty is Status.OPINION and not links and reading.actor.type in holders and not clause.group.passive:
            links.append(self.sources.link(reading.actor))
        return DraftClaim(
            at=(part.sentence.number,),
            statement=text,
            actor=actor.name,
            kind=actor.type,
            action=speaking(voice.verb) if spoken else action(tokens, clause, maker=made and actor.entity is not about),
            type=what,
            model=machine,
            open=open_ if open_ is not Openness.UNSPECIFIED else None,
            status=certainty,
            said_by=tuple(links),
            when=moment(text),
        )

    def _denies(self, part: Part, reading: Reading, certainty: Status) -> bool:
        """Whether somebody says of his own that something is not so: 'X said it had never …'."""
        speaker = part.voice.speaker
        if speaker is None or certainty not in {Status.OCCURRED, Status.ONGOING} or part.voice.manner != "plain":
            return False
        if not refuses(part.tokens, part.clause):
            return False
        first = part.tokens[part.clause.subject[0]].low if part.clause.subject else ""
        own = speaker.entity is not None and speaker.entity is reading.actor.entity
        return own or first in {"we", "i", "our"} or part.voice.verb.split()[-1] in INSISTING

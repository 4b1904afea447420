"""Who says so: chains of attribution from frames and reporting clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engines.offline.clauses import Clause
from extractor.engines.offline.discourse import Referent, named
from extractor.engines.offline.entities import Entity
from extractor.engines.offline.frame import Frame
from extractor.engines.offline.names import runs
from extractor.engines.offline.nominals import noun_phrase
from extractor.engines.offline.phrases import Reader, Reading
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType, Attribution, SourceType

TYPES = {
    "person": SourceType.PERSON,
    "organization": SourceType.ORGANIZATION,
    "media": SourceType.MEDIA,
    "place": SourceType.GOVERNMENT,
    "government": SourceType.GOVERNMENT,
    "model": SourceType.ORGANIZATION,
}
_RANK = {SourceType.MEDIA: 0, SourceType.ANONYMOUS: 2}
CARRIERS = frozenset({"memo", "email", "e-mail", "letter", "filing", "filings", "website", "report", "paper"})
LEGAL = frozenset(
    {"lawsuit", "suit", "complaint", "filing", "indictment", "petition", "ruling", "order", "memo", "email"}
)
SPOKESMEN = frozenset({"spokesperson", "spokesman", "spokeswoman", "spokespeople"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says so: the chain, outermost first, the manner of saying, and the speaker as one who acts."""

    links: tuple[Attribution, ...] = ()
    manner: str | None = None
    speaker: Referent | None = None
    verb: str = "said"

    def then(self, inner: Voice) -> Voice:
        """This voice around an inner one."""
        known = {link.name for link in self.links}
        links = (*self.links, *(link for link in inner.links if link.name not in known))
        ordered = tuple(sorted(links, key=lambda link: _RANK.get(link.type, 1)))
        return Voice(ordered, inner.manner or self.manner, inner.speaker or self.speaker, inner.verb)


class Sources:
    """Turns frames and reporting clauses into chains."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.anonymous: list[Attribution] = []
        """Who 'the people' are, once they have spoken."""
        self.outlet: tuple[int, Attribution] | None = None
        """The outlet named last, and the number of the sentence."""
        self.spoke: tuple[Referent | None, int] = (None, 0)
        """The body that spoke last, and the number of the sentence."""
        self.document: list[Attribution] = []
        """Whose 'the report' is, once it has been named."""

    def beside(self, tokens: Sequence[Token], found: Sequence[Frame]) -> Voice:
        """The voice of the sentence's frames, media first."""
        v = vocabulary()
        links: list[Attribution] = []
        manner: str | None = None
        speaker: Referent | None = None
        verb = "said"
        for frame in found:
            names, who = self.speaker(tokens, frame.speaker)
            if frame.told is not None:
                names = [*self._told(tokens, frame.told), *names]
            if frame.lemma not in {"according", "cite", "judge"} and names:
                names = [*self._through(tokens, frame.speaker[1], frame.end), *names]
            links.extend(link for link in names if link.name not in {x.name for x in links})
            if not frame.cited and names:
                manner = v.manner.get(frame.lemma, manner or "plain")
                if who is not None and frame.lemma != "according":
                    speaker, verb = who, self._verb(tokens, frame)
        links.sort(key=lambda link: _RANK.get(link.type, 1))
        links = self._carried(links)
        self._spoken(speaker)
        return Voice(tuple(links), manner, speaker, verb)

    def reporting(self, tokens: Sequence[Token], clause: Clause, reading: Reading | None) -> Voice:
        """The voice of a clause that reports the next."""
        v = vocabulary()
        main = clause.group.verbs[-1]
        manner = v.manner.get(tokens[main].lemma, "plain")
        links: list[Attribution] = []
        speaker: Referent | None = None
        if clause.subject is not None and (reading is None or reading.actor.entity is None):
            stop = clause.subject[1] if clause.shared else max(clause.subject[1], clause.group.start)
            links, speaker = self.speaker(tokens, (clause.subject[0], stop))
        elif reading is not None:
            speaker = self.reader.discourse.speaker = reading.actor
            links = [self.link(reading.actor)]
        span = noun_phrase(tokens, clause.group.end)
        if span is not None and tokens[main].lemma == "tell":
            links = [*self._told(tokens, span), *links]
        stop = next(
            (j for j in range(clause.group.end, clause.end) if tokens[j].tag in {"THAT", ",", "SUB"}), clause.end
        )
        if links:
            links = [*self._through(tokens, clause.group.end, stop), *links]
        self._spoken(speaker)
        verb = (
            self.reader.text(tokens, clause.group.start, clause.group.end) if tokens[main].lemma != "tell" else "said"
        )
        return Voice(tuple(self._carried(links)), manner, speaker, verb)

    def _spoken(self, speaker: Referent | None) -> None:
        """Note who spoke last, if it is a body that 'it' may mean."""
        if speaker is not None and speaker.entity is not None:
            body = speaker.entity.kind in {"organization", "government", "media"}
            self.spoke = (speaker if body else None, self.reader.discourse.sentence)

    def _through(self, tokens: Sequence[Token], start: int, end: int) -> list[Attribution]:
        """The outlet or document that carries what somebody says: 'in a memo', 'in an interview with X'."""
        for j in range(start, end - 1):
            if tokens[j].tag != "IN" or tokens[j].low not in {"in", "to", "with", "on"}:
                continue
            span = noun_phrase(tokens, j + 1)
            if span is None or span[1] > end:
                continue
            for name in runs(tokens[span[0] : span[1]]):
                entity = self.reader.catalogue.find(name.text)
                if entity is not None and entity.kind == "media":
                    return [Attribution(name=entity.name, type=SourceType.MEDIA)]
            head = self.reader.head_end(tokens, *span)
            if tokens[head - 1].low in CARRIERS or (tokens[head - 1].low == "post" and tokens[head - 2].low == "blog"):
                return [Attribution(name=self._plain(tokens, span[0], head), type=SourceType.DOCUMENT)]
        return []

    def _told(self, tokens: Sequence[Token], span: tuple[int, int]) -> list[Attribution]:
        """The outlet that was told, if it is one."""
        told = self.reader.read(tokens, span)
        if told is not None and told.actor.entity is not None and told.actor.entity.kind == "media":
            return [self.link(told.actor)]
        return []

    def _verb(self, tokens: Sequence[Token], frame: Frame) -> str:
        for i in range(frame.start, frame.end):
            if tokens[i].lemma == frame.lemma and tokens[i].tag in {"VBD", "VBZ", "VBP", "VBN"}:
                return tokens[i].text if frame.lemma not in {"tell", "add"} else "said"
        return "said"

    def _carried(self, links: list[Attribution]) -> list[Attribution]:
        """Unnamed sources go with the outlet that was reporting them just before."""
        now = self.reader.discourse.sentence
        if links and links[0].type is SourceType.MEDIA:
            self.outlet = (now, links[0])
            return links
        unnamed = links and all(link.type is SourceType.ANONYMOUS for link in links)
        insiders = unnamed and any(w in links[0].name for w in ("people", "person", "sources", "insiders"))
        if insiders and self.outlet is not None and now - self.outlet[0] <= 2:
            return [self.outlet[1], *links]
        return links

    def vague(self, tokens: Sequence[Token], frame: Frame) -> bool:
        """Whether a speaker is 'they' or 'the regulator': whoever the sentence is about."""
        start, end = frame.speaker
        if tokens[start].low == "they":
            return True
        bodies = vocabulary().sets["company"]
        return tokens[start].low == "the" and end - start == 2 and tokens[start + 1].low in bodies

    def meant(self, hint: Reading | None) -> list[Attribution]:
        """The links of 'they' as a speaker: the subject of what is said."""
        return [self.link(hint.actor)] if hint is not None and hint.actor.type is not ActorType.UNKNOWN else []

    def speaker(self, tokens: Sequence[Token], span: tuple[int, int]) -> tuple[list[Attribution], Referent | None]:
        """The links that a noun phrase of a speaker stands for, and the speaker as an actor."""
        v = vocabulary()
        start, end = span
        while start < end and tokens[start].tag in {"RB", ","}:
            start += 1
        if start >= end:
            return [], None
        phrase = noun_phrase(tokens, start) or (start, end)
        core = (start, min(phrase[1], end))
        reading = self._pronoun(tokens, start) or self.reader.read(tokens, core)
        head_end = self.reader.head_end(tokens, *core)
        head = tokens[head_end - 1].low
        if head in SPOKESMEN:
            firm = self._firm(tokens, start, end)
            if firm is not None:
                self.reader.discourse.speaker = firm
                return [self.link(firm)], firm
        someone = next((n for n in runs(tokens[core[1] : end])), None) if head in v.sets["person"] else None
        if someone is not None and core[1] < end and tokens[core[1]].tag == ",":
            entity = self.reader.catalogue.find(someone.text)
            if entity is not None and entity.kind == "person" and someone.start <= 1:
                self.reader.discourse.speaker = named(entity)
                self.reader.discourse.mention(entity, subject=True)
                return [self.link(named(entity))], named(entity)
        body = next((n for n in runs(tokens[core[1] : end])), None) if head in v.sets["company"] else None
        if body is not None and core[1] < end and tokens[core[1]].tag == "," and body.start <= 2:
            entity = self.reader.catalogue.find(body.text)
            if entity is not None and entity.kind in {"organization", "government"}:
                self.reader.discourse.speaker = named(entity)
                return [self.link(named(entity))], named(entity)
        plain = head not in v.sets["documents"] and head not in v.sets["anonymous"]
        if plain and reading is not None and reading.actor.entity is not None:
            self.reader.discourse.speaker = reading.actor
            self.reader.discourse.mention(reading.actor.entity, subject=reading.actor.type is ActorType.PERSON)
            return [self.link(reading.actor)], reading.actor
        names = [
            e
            for n in runs(tokens[start:end])
            if (e := self.reader.catalogue.find(n.text)) is not None and e.kind not in {"place", "model"}
        ]
        if tokens[start].low == "the" and head in {"people", "sources", "insiders", "officials"} and end - start == 2:
            return list(self.anonymous), None
        if head in v.sets["documents"] and tokens[start].low == "the" and end - start == 2 and self.document:
            return list(self.document), None
        if head in LEGAL:
            return [Attribution(name=self._plain(tokens, start, head_end), type=SourceType.DOCUMENT)], None
        if head in v.sets["documents"]:
            found = self._document(tokens, start, end, core, names)
            self.document = found
            return found, None
        vague = tokens[start].low == "the" and head in v.sets["company"]
        if tokens[start].tag == "PRP" or (vague and not any(t.tag == "NN" for t in tokens[start + 1 : head_end - 1])):
            return [], None
        if core[1] - core[0] == 1 and head in {"some", "others", "many", "most", "several", "few"}:
            group = self.reader.discourse.group
            if group is None or self.reader.discourse.sentence - group[0] > 2:
                return [], None
            return [self.link(group[1])], group[1]
        somebody = any(head in v.sets[g] for g in ("anonymous", "group", "person", "company", "media", "government"))
        if not somebody and not (reading is not None and reading.actor.type in {ActorType.GROUP, ActorType.PERSON}):
            return [], None
        kind = SourceType.ANONYMOUS if head not in v.sets["company"] else SourceType.UNKNOWN
        kind = SourceType.MEDIA if head in {"media", "press", "outlets", "newspapers"} else kind
        link = Attribution(name=self._plain(tokens, core[0], end), type=kind)
        self.anonymous = [link]
        return [link], reading.actor if reading is not None else None

    def _pronoun(self, tokens: Sequence[Token], at: int) -> Reading | None:
        """Whom a pronoun of a speaker set beside means: a person who leads the sentence, else who spoke last."""
        low = tokens[at].low
        if low in {"he", "she"} and at:
            for name in runs(tokens[:at]):
                entity = self.reader.catalogue.find(name.text)
                if entity is not None and entity.kind == "person" and name.start < 2:
                    return Reading(named(entity), named(entity).text)
        if low == "it" and at:
            last, number = self.spoke
            if last is not None and self.reader.discourse.sentence - number <= 1:
                return Reading(last, last.text)
        return None

    def _document(
        self,
        tokens: Sequence[Token],
        start: int,
        end: int,
        core: tuple[int, int],
        names: Sequence[Entity],
    ) -> list[Attribution]:
        """The chain behind a document: its outlet and whom that cites, else its author, else the document itself."""
        media = next((e for e in names if e.kind == "media"), None)
        if media is not None:
            return [Attribution(name=media.name, type=SourceType.MEDIA), *self._citing(tokens, start, end)]
        author = self._author(tokens, start, end)
        if author is not None:
            return [author]
        return [Attribution(name=self._plain(tokens, core[0], end), type=SourceType.DOCUMENT)]

    def _firm(self, tokens: Sequence[Token], start: int, end: int) -> Referent | None:
        """The organisation a spokesperson speaks for: the one named, else the one spoken of."""
        for name in runs(tokens[start:end]):
            entity = self.reader.catalogue.find(name.text)
            if entity is not None and entity.kind in {"organization", "government"}:
                return named(entity)
        lows = [t.low for t in tokens[start:end]]
        modified = [t for t in tokens[start:end] if t.tag == "NN" and t.low not in SPOKESMEN | {"company", "firm"}]
        if modified and "for" not in lows and "of" not in lows:
            return None
        topic = self.reader.discourse.latest(["organization"], reach=4)
        return named(topic) if topic else None

    def _plain(self, tokens: Sequence[Token], start: int, end: int) -> str:
        """The phrase as written, without its article, cut before an apposition."""
        relative = next((j for j in range(start, end) if tokens[j].tag in {"WP", "THAT"}), end)
        stop = next((j for j in range(start, end) if tokens[j].tag == ","), end)
        stop = next((j for j in range(start + 1, min(stop, relative)) if _finite(tokens[j])), stop)
        while stop > start + 1 and tokens[stop - 1].tag in {"CC", "RB", "NEG"}:
            stop -= 1
        begin = start + (tokens[start].tag in {"DT"} and tokens[start].low in {"a", "an", "the"} and stop - start > 1)
        return self.reader.text(tokens, begin, stop)

    def _author(self, tokens: Sequence[Token], start: int, end: int) -> Attribution | None:
        """The organisation or person that made a document: 'results that X published', 'a study by X'."""
        for j in range(start, end):
            if tokens[j].low in {"by", "from", "that", "in", "on"} and j + 1 < end:
                span = noun_phrase(tokens, j + 1)
                reading = self.reader.read(tokens, span) if span else None
                if (
                    reading is not None
                    and reading.actor.entity is not None
                    and reading.actor.entity.kind in {"organization", "person", "media", "government"}
                ):
                    if tokens[j].low in {"in", "on"} and reading.actor.entity.kind != "media":
                        continue
                    return self.link(reading.actor)
        return None

    def _citing(self, tokens: Sequence[Token], start: int, end: int) -> list[Attribution]:
        for j in range(start, end - 1):
            if tokens[j].low in {"citing", "quoting"}:
                return self.speaker(tokens, (j + 1, end))[0]
        return []

    def link(self, actor: Referent) -> Attribution:
        """The actor as a source."""
        if actor.entity is not None and actor.name == actor.entity.name:
            return Attribution(name=actor.name, type=TYPES[actor.entity.kind])
        kind = {
            ActorType.PERSON: SourceType.ANONYMOUS,
            ActorType.GROUP: SourceType.ANONYMOUS,
            ActorType.GOVERNMENT: SourceType.GOVERNMENT,
            ActorType.ORGANIZATION: SourceType.ORGANIZATION,
        }.get(actor.type, SourceType.UNKNOWN)
        return Attribution(name=actor.name, type=kind)


def _finite(token: Token) -> bool:
    """Whether the verb can be no participle: 'found' in 'a person found there' is none."""
    form = vocabulary().verbs.get(token.low)
    return token.tag in FINITE and (form is None or "VBN" not in form.tags)

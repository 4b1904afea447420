"""Who says so: chains of attribution from frames and reporting clauses."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause, noun_phrase
from extractor.engines.offline.discourse import Referent
from extractor.engines.offline.frames import Frame
from extractor.engines.offline.names import runs
from extractor.engines.offline.phrases import Reader, Reading
from extractor.engines.offline.tokens import Token
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
_RANK = {SourceType.MEDIA: 0}


class Sources:
    """Turns frames and reporting clauses into chains."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def chain(self, tokens: Sequence[Token], beside: Sequence[Frame]) -> tuple[list[Attribution], str | None]:
        """The chain of the sentence's frames, media first, and the manner of the innermost one."""
        v = vocabulary()
        links: list[Attribution] = []
        manner: str | None = None
        for frame in beside:
            found = self.speaker(tokens, frame.speaker)
            if frame.told is not None:
                told = self.reader.read(tokens, frame.told)
                if told is not None and told.actor.entity is not None and told.actor.entity.kind == "media":
                    found = [self.link(told.actor), *found]
            links.extend(link for link in found if link.name not in {x.name for x in links})
            if not frame.cited:
                manner = (
                    v.manner.get(frame.lemma, manner or "plain") if frame.lemma != "according" else manner or "plain"
                )
        links.sort(key=lambda link: _RANK.get(link.type, 1))
        return links, manner

    def inner(self, tokens: Sequence[Token], clause: Clause, reading: Reading | None) -> tuple[list[Attribution], str]:
        """The chain and the manner of a clause that reports the next."""
        v = vocabulary()
        manner = v.manner.get(clause.group.lemmas(tokens)[-1], "plain")
        links: list[Attribution] = []
        if clause.subject is not None and (reading is None or reading.actor.entity is None):
            links = self.speaker(tokens, clause.subject)
        elif reading is not None:
            self.reader.discourse.speaker = reading.actor
            links = [self.link(reading.actor)]
        span = noun_phrase(tokens, clause.group.end)
        if span is not None and clause.group.lemmas(tokens)[-1] == "tell":
            told = self.reader.read(tokens, span)
            if told is not None and told.actor.entity is not None and told.actor.entity.kind == "media":
                links = [self.link(told.actor), *links]
        return links, manner

    def speaker(self, tokens: Sequence[Token], span: tuple[int, int]) -> list[Attribution]:
        """The links that a noun phrase of a speaker stands for."""
        v = vocabulary()
        start, end = span
        while start < end and tokens[start].tag in {"RB", ","}:
            start += 1
        if start >= end:
            return []
        phrase = noun_phrase(tokens, start) or (start, end)
        core = (start, min(phrase[1], end))
        reading = self.reader.read(tokens, core)
        head_end = self.reader._head_end(tokens, *core)
        head = tokens[head_end - 1].low
        if (
            reading is not None
            and reading.actor.entity is not None
            and head not in v.sets["documents"]
            and head not in v.sets["anonymous"]
        ):
            self.reader.discourse.speaker = reading.actor
            self.reader.discourse.mention(reading.actor.entity, subject=reading.actor.type is ActorType.PERSON)
            return [self.link(reading.actor)]
        names = [
            e
            for n in runs(tokens[start:end])
            if (e := self.reader.catalogue.find(n.text)) is not None and e.kind not in {"place", "model"}
        ]
        if head in v.sets["documents"]:
            media = [e for e in names if e.kind == "media"]
            if media:
                rest = self._citing(tokens, start, end)
                return [Attribution(name=media[0].name, type=SourceType.MEDIA), *rest]
            author = self._author(tokens, start, end)
            if author is not None:
                return [author]
            return [Attribution(name=self._plain(tokens, core[0], end), type=SourceType.DOCUMENT)]
        name = self._plain(tokens, core[0], end)
        kind = (
            SourceType.ANONYMOUS
            if head in v.sets["anonymous"] or head in v.sets["group"] or head in v.sets["person"]
            else SourceType.UNKNOWN
        )
        if reading is None and tokens[start].tag == "PRP":
            return []
        if tokens[start].low in {"the"} and head in v.sets["company"]:
            return []
        return [Attribution(name=name, type=kind)]

    def _plain(self, tokens: Sequence[Token], start: int, end: int) -> str:
        """The phrase as written, without its article, cut before an apposition."""
        stop = next((j for j in range(start, end) if tokens[j].tag == ","), end)
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
                return self.speaker(tokens, (j + 1, end))
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

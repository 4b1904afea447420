"""An article read sentence by sentence into drafted claims."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.clauses import Clause, clauses
from extractor.engines.offline.discourse import Discourse, Referent, named
from extractor.engines.offline.frames import Frame, frames, without
from extractor.engines.offline.kinds import action, action_type
from extractor.engines.offline.moments import moment
from extractor.engines.offline.names import Catalogue, runs
from extractor.engines.offline.openness import openness
from extractor.engines.offline.phrases import Reader, Reading
from extractor.engines.offline.sources import Sources
from extractor.engines.offline.status import status
from extractor.engines.offline.tagger import tag
from extractor.engines.offline.tokens import Token, tokenise
from extractor.engines.offline.vocabulary import vocabulary
from extractor.ground.instructions import flagged
from extractor.models import ActionType, ActorType, Article, Attribution, Draft, DraftClaim, Openness, Status
from extractor.segment import Sentence

LONGEST = 1_200
"""Characters of a sentence that are read; prose has none longer."""


def read(article: Article, sentences: Sequence[Sentence]) -> Draft:
    """The claims that the sentences carry, in their order."""
    return Draft(claims=tuple(_Reading(article, sentences).claims()))


class _Reading:
    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.article = article
        hostile = flagged(article.text, sentences)
        kept = [s for s in sentences if s.number not in hostile and s.end - s.start <= LONGEST]
        tokens = [tokenise(article.text, s.start, s.end) for s in kept]
        names = {
            t.text
            for ts in tokens
            for a, t in zip(ts, ts[1:], strict=False)
            if t.text[0].isupper() and a.tag not in {".", ":"} and a.quoted == t.quoted
        }
        commons = {t.text for ts in tokens for t in ts if t.text[0].islower()}
        for ts in tokens:
            tag(ts, names, commons)
        self.sentences = list(zip(kept, tokens, strict=True))
        self.catalogue = Catalogue(tokens)
        self.discourse = Discourse()
        self.reader = Reader(article.text, self.catalogue, self.discourse)
        self.sources = Sources(self.reader)

    def claims(self) -> list[DraftClaim]:
        found: list[DraftClaim] = []
        for sentence, tokens in self.sentences:
            self.discourse.sentence = sentence.number
            if tokens and tokens[-1].text == "?":
                continue
            found.extend(self._sentence(sentence, tokens))
        return found

    def _sentence(self, sentence: Sentence, tokens: list[Token]) -> list[DraftClaim]:
        beside = frames(tokens)
        outer, manner = self.sources.chain(tokens, beside)
        rest = without(tokens, beside)
        found: list[DraftClaim] = []
        parsed = clauses(rest)
        readings: list[Reading | None] = []
        reporting: tuple[list[Attribution], str, int] | None = None
        for k, clause in enumerate(parsed):
            reading = self._subject(rest, parsed, readings, clause, k)
            readings.append(reading)
            if reading is not None and reading.actor.entity is not None:
                self.discourse.mention(reading.actor.entity, subject=clause.kind in {"main", "content", "contrast"})
            inside = reporting is not None and clause.kind in {"content", "noun", "relative", "adverbial"}
            if reporting is not None and not inside and clause.kind in {"main"} and clause.marker not in {"that"}:
                reporting = None
            if self._reports(rest, parsed, k):
                chain, inner = self.sources.inner(rest, clause, reading)
                reporting = (chain, inner, k)
                self._mentions(rest, clause)
                continue
            links = list(outer)
            how = manner
            if reporting is not None:
                links += [link for link in reporting[0] if link.name not in {x.name for x in links}]
                how = reporting[1]
            claim = self._claim(sentence, rest, parsed, k, reading, links, how)
            if claim is not None:
                found.append(claim)
            if (
                clause.kind in {"main", "content", "contrast"}
                and reading is not None
                and reading.actor.type is not ActorType.PERSON
            ):
                self.discourse.subject = reading.actor
            self._mentions(rest, clause)
        for name in runs(tokens):
            entity = self.catalogue.find(name.text)
            if entity is not None:
                self.discourse.mention(entity)
        return found

    def _mentions(self, tokens: Sequence[Token], clause: Clause) -> None:
        for name in runs(tokens[clause.group.end : clause.end]):
            entity = self.catalogue.find(name.text)
            if entity is not None:
                self.discourse.mention(entity)

    def _subject(
        self,
        tokens: Sequence[Token],
        parsed: Sequence[Clause],
        readings: Sequence[Reading | None],
        clause: Clause,
        k: int,
    ) -> Reading | None:
        if clause.subject is None:
            return None
        for j in range(k):
            if parsed[j].subject == clause.subject:
                return readings[j]
        reading = self.reader.read(tokens, clause.subject)
        if (
            reading is not None
            and reading.actor.plural
            and clause.kind in {"main", "content"}
            and reading.actor.type is not ActorType.GROUP
        ):
            self.discourse.plural = reading.actor
        return reading

    def _reports(self, tokens: Sequence[Token], parsed: Sequence[Clause], k: int) -> bool:
        """Whether the clause only says who says what the next clause holds."""
        clause = parsed[k]
        lemma = clause.group.lemmas(tokens)[-1]
        if lemma not in vocabulary().manner or clause.group.passive or clause.kind in {"adverbial", "noun"}:
            return False
        return k + 1 < len(parsed) and parsed[k + 1].kind == "content" and not clause.group.negated

    def _claim(
        self,
        sentence: Sentence,
        tokens: Sequence[Token],
        parsed: Sequence[Clause],
        k: int,
        reading: Reading | None,
        links: list[Attribution],
        manner: str | None,
    ) -> DraftClaim | None:
        clause = parsed[k]
        v = vocabulary()
        if reading is None or clause.kind in {"noun", "adverbial"} or clause.subject is None:
            return None
        if clause.kind == "relative" and clause.marker != "," and reading.actor.entity is None:
            return None
        if clause.end <= clause.group.end and clause.group.lemmas(tokens)[-1] in {"be", "have", "do"}:
            return None
        lemmas = clause.group.lemmas(tokens)
        actor = reading.actor
        model = reading.model or self._model(tokens, clause)
        predicate = self._predicate(tokens, clause, reading)
        lead = self.reader.text(tokens, *clause.lead) if clause.lead and clause.kind != "relative" else ""
        statement = self._statement(reading, predicate, lead)
        kind_openness = openness(statement)
        entity = actor.entity
        passive_model = entity is not None and entity.kind == "model" and entity.owner is not None
        if passive_model and (clause.group.passive or lemmas[-1] in {"come", "appear", "arrive", "go", "launch"}):
            assert entity is not None and entity.owner is not None
            actor = named(entity.owner)
        agent = self._agent(tokens, clause) if clause.group.passive else None
        if agent is not None:
            actor = agent
        own = v.manner.get(lemmas[-1])
        links = list(links)
        if (
            own is not None
            and not clause.group.passive
            and not links
            and actor.type is not ActorType.PRODUCT
            and lemmas[-1]
            not in {"find", "show", "count", "see", "discover", "learn", "notice", "point", "calculate", "detail"}
            and not clause.group.negated
        ):
            if lemmas[-1] not in {"announce", "reveal", "post", "expect", "hope", "fear", "continue"}:
                links.append(self.sources.link(actor))
        what = action_type(tokens, clause, kind_openness)
        text = self.reader.text(tokens, clause.start, clause.end)
        return DraftClaim(
            at=(sentence.number,),
            statement=statement,
            actor=actor.name,
            kind=actor.type,
            action=action(tokens, clause),
            type=what,
            model=model,
            open=kind_openness if kind_openness is not Openness.UNSPECIFIED else None,
            status=status(tokens, clause, manner),
            said_by=tuple(links),
            when=moment(lead + " " + text),
        )

    def _agent(self, tokens: Sequence[Token], clause: Clause) -> Referent | None:
        for j in range(clause.group.end, min(clause.end, clause.group.end + 8)):
            if tokens[j].low == "by" and j + 1 < clause.end:
                from extractor.engines.offline.clauses import noun_phrase

                span = noun_phrase(tokens, j + 1)
                reading = self.reader.read(tokens, span) if span else None
                if (
                    reading is not None
                    and reading.actor.entity is not None
                    and reading.actor.type in {ActorType.ORGANIZATION, ActorType.PERSON, ActorType.GOVERNMENT}
                ):
                    return reading.actor
                return None
        return None

    def _model(self, tokens: Sequence[Token], clause: Clause) -> str | None:
        """The first AI model named, meant or described in the clause."""
        v = vocabulary()
        start = clause.group.end
        for name in runs(tokens[start : clause.end]):
            entity = self.catalogue.find(name.text)
            if entity is not None and entity.kind == "model":
                return entity.name
        for j in range(start, clause.end):
            low = tokens[j].low
            if low in v.sets["modelheads"] and tokens[j].tag == "NN":
                i = j
                while i > start and tokens[i - 1].tag in {"JJ", "NN", "VBG", "NNP", "CD", "POS", "PS", "DT", "VBN"}:
                    i -= 1
                    if tokens[i].tag in {"DT", "PS"}:
                        break
                if low == "model" and tokens[i].low in {"the", "this"} and j - i <= 2:
                    found = self.discourse.description("model", frozenset())
                    if found is not None:
                        return found.name
                return self.reader.text(tokens, i + (tokens[i].tag in {"DT", "PS"}), j + 1)
        return None

    def _predicate(self, tokens: Sequence[Token], clause: Clause, reading: Reading) -> str:
        """The clause from its verb on, short names and 'the company' replaced."""
        start, end = clause.group.start, clause.end
        replaced = self.reader._replacements(tokens, start, end)
        text = self.reader.text(tokens, start, end, replaced)
        return " ".join(text.split())

    def _statement(self, reading: Reading, predicate: str, lead: str) -> str:
        subject = reading.text
        lead = lead.strip(" ,")
        sentence = f"{lead}, {subject} {predicate}" if lead else f"{subject} {predicate}"
        sentence = sentence.strip(" ,;:-—–")
        if sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
            sentence = sentence.replace('"', "").replace("“", "").replace("”", "")
        sentence = sentence.replace(" ,", ",")
        return sentence[0].upper() + sentence[1:] + "."

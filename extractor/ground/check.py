"""One drafted claim against its article: every check in order, then the claim."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from extractor.entities import words
from extractor.ground import carried, kinds, names, reference, roles, slots, values
from extractor.ground.chain import in_words
from extractor.ground.dates import around, resolved
from extractor.ground.demanded import demanded
from extractor.ground.names import Range
from extractor.ground.openness import openness_words
from extractor.ground.page import Page, Passage, passage, prefixes
from extractor.ground.polarity import contradiction
from extractor.ground.thread import Thread
from extractor.models import (
    Article,
    Attribution,
    Claim,
    DraftClaim,
    Mentioned,
    Openness,
    Reason,
    Span,
    Support,
    claim_id,
)
from extractor.planted import Planted, orders
from extractor.segment import Sentence


class Doubt(Exception):  # noqa: N818 - it is an answer, not a failure
    """Why a claim is not believed."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Check:
    """The checks over one article, or a part of it; `claim` is the way in."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        page: Page,
        planted: Planted,
        before: Sequence[Sentence] = (),
    ) -> None:
        """`sentences` may be cited; those `before` them are only at hand, as what a reader has just read."""
        self.article = article
        self.page = page
        self.lang = page.lang
        self.sentences = {sentence.number: sentence for sentence in sentences}
        self.flagged = planted.numbers((*before, *sentences))
        self.clean = [sentence for sentence in (*before, *sentences) if sentence.number not in self.flagged]
        self.planted = (
            passage(planted.said, page.lang).prefixes - prefixes(page.stems) if planted.said else frozenset[str]()
        )
        """Words that stand only in what was planted."""
        title = "" if orders(article.title or "") else article.title or ""
        self.heading = passage(title, page.lang)
        self.thread = Thread(page, self.clean, self.heading.roots)
        self._spans: dict[tuple[int, int], Span] = {}
        self._stand: dict[str, bool] = {}
        self._opens: dict[tuple[Openness, Sentence], tuple[tuple[int, int], ...]] = {}
        self._paragraphs: dict[int, list[Sentence]] = {}
        for sentence in self.clean:
            self._paragraphs.setdefault(sentence.paragraph, []).append(sentence)
        self.known = frozenset(words(" ".join(filter(None, (title, article.outlet)))))

    def claim(self, draft: DraftClaim) -> Claim:
        """The claim; raises Doubt at the first check that fails."""
        if not draft.statement.strip():
            raise Doubt(Reason.UNSUPPORTED_STATEMENT, "The statement is empty; write what the sentence says.")
        if not draft.actor.strip():
            raise Doubt(Reason.UNKNOWN_NAME, "The actor is empty; name who acts as the article does.")
        cited = self._evidence(draft)
        evidence = self.page.passage(cited)
        ranges = [self.page.span(s.start, s.end) for s in cited]
        statement = passage(draft.statement, self.lang)
        full = self._names_stand(draft)
        full &= self._statement_stands(draft, statement, evidence, cited)
        mentions: dict[Mentioned, tuple[Span, ...]] = {}
        full &= self._mention(mentions, "actor", [draft.actor], ranges)
        model, model_full = self._model(draft, mentions, ranges)
        full &= self._mention(mentions, "source", [link.name for link in draft.said_by], ranges) or not draft.said_by
        when, when_full = self._when(draft, mentions, ranges)
        openness, open_full = self._openness(draft, mentions, cited)
        full &= model_full and when_full and open_full
        chain = tuple([_trimmed(link) for link in draft.said_by])
        spans = tuple(self._span(s.start, s.end) for s in cited)
        values: dict[str, object] = {
            "actor": draft.actor.strip(),
            "action": draft.action.strip(),
            "model": model,
            "openness": openness,
            "source": in_words(chain, self.article.text, self.lang),
            "statement": draft.statement.strip(),
            "actor_type": draft.kind,
            "action_type": draft.type,
            "status": draft.status,
            "attribution": chain,
            "when": when,
            "date": self._date(when, draft, mentions) if when else None,
        }
        values["id"] = claim_id(self.article.id, values, spans)
        values["evidence"] = spans
        values["mentions"] = mentions
        values["support"] = Support.FULL if full else Support.PARTIAL
        return Claim.model_validate(values)

    def _evidence(self, draft: DraftClaim) -> tuple[Sentence, ...]:
        """The cited sentences in the order of the text."""
        numbers = sorted(set(draft.at))
        missing = [n for n in numbers if n not in self.sentences]
        if missing or not numbers:
            said = f"there is no sentence {missing[0]}" if missing else "no sentence is cited"
            raise Doubt(
                Reason.NO_EVIDENCE,
                f"{said[0].upper()}{said[1:]}; cite the numbers of the sentences that carry the claim.",
            )
        kept = tuple(self.sentences[n] for n in numbers if n not in self.flagged)
        if not kept:
            raise Doubt(
                Reason.INSTRUCTION,
                f"Sentence {numbers[0]} gives instructions to a program and reports nothing; leave this claim out.",
            )
        return kept

    def _names_stand(self, draft: DraftClaim) -> bool:
        """Whether actor and sources stand as written; raises where one stands nowhere."""
        full = True
        for role, name in (("actor", draft.actor), *(("source", link.name) for link in draft.said_by)):
            stands = self._stand.get(name)
            if stands is None:
                stands = self._stand[name] = names.stands(self.page, name)
            if stands:
                continue
            full = False
            if not names.composed(self.page, name, self.known):
                raise Doubt(
                    Reason.UNKNOWN_NAME,
                    f"The {role} {_quoted(name)} does not stand in the article; name it as the article does.",
                )
        return full

    def _statement_stands(
        self, draft: DraftClaim, statement: Passage, evidence: Passage, cited: Sequence[Sentence]
    ) -> bool:
        """Whether names, numbers and content of the statement are carried; raises where they are not."""
        unknown = names.unknown(self.page, statement, self.known)
        if unknown is not None:
            raise Doubt(
                Reason.UNSUPPORTED_NAME,
                f"{_quoted(unknown)} in the statement does not stand in the article; use only its names.",
            )

        def around() -> Passage:
            return self.page.passage(self._around(cited))

        wrong = values.unsupported(self.page, draft.model, statement, evidence, around)
        if wrong is not None:
            raise Doubt(
                Reason.UNSUPPORTED_NUMBER,
                f"{_quoted(wrong)} in the statement does not stand in the cited {_sentences(cited)}; "
                "copy the number from there or cite the sentence that has it.",
            )

        def near() -> carried.Around:
            return carried.Around(around().prefixes, self.heading.prefixes, self.planted)

        doubt = carried.doubt(self.page, draft, statement, evidence, near)
        if doubt is Reason.INSTRUCTION:
            raise Doubt(doubt, "Only a passage that gives instructions to a program says this; leave this claim out.")
        if doubt:
            raise Doubt(
                doubt,
                f"The cited {_sentences(cited)} does not say this; cite the sentences that do or keep to their words.",
            )
        if demanded(statement, lambda: carried.beside_names(self.page, draft, statement), self._texts(cited)):
            raise Doubt(
                Reason.UNSUPPORTED_STATEMENT,
                f"The cited {_sentences(cited)} demands that this be said and does not say it; say who demands it, or "
                "leave this claim out.",
            )
        self._names_fit(draft, statement, evidence, cited)
        denied = contradiction(statement, evidence, self.lang)
        if denied is not None:
            raise Doubt(
                Reason.POLARITY,
                f"The statement and the cited {_sentences(cited)} disagree on {_quoted(denied)}: "
                "one of them denies what the other says; keep every negation as it stands there.",
            )
        return True

    def _names_fit(self, draft: DraftClaim, statement: Passage, evidence: Passage, cited: Sequence[Sentence]) -> None:
        """Raises where a name took the place of another, or where nothing points at it any more."""
        if self.lang != "en":
            return
        place = bisect_left(self.clean, cited[0].start, key=lambda sentence: sentence.start)

        def near(name: frozenset[str]) -> bool:
            return self.thread.meant(name, place)

        if not reference.acts(self.page, draft, statement, evidence, near):
            raise Doubt(
                Reason.UNSUPPORTED_NAME,
                f"The statement says nothing of the actor {_quoted(draft.actor)}; make them agree.",
            )
        other = slots.displaced(self.page, statement, evidence)
        if other is not None:
            raise Doubt(
                Reason.UNSUPPORTED_NAME,
                f"The cited {_sentences(cited)} says this of another name than {_quoted(other)}; name who it names.",
            )
        if kinds.unlike(self.page, draft.actor, draft.kind, evidence):
            raise Doubt(
                Reason.UNSUPPORTED_NAME,
                f"The article does not treat the actor {_quoted(draft.actor)} as {draft.kind}; "
                "name who acts, and what that is.",
            )
        role = roles.misplaced(self.page, statement, evidence)
        if role is not None:
            written = statement.text[statement.words[role.start].start : statement.words[role.end - 1].end]
            raise Doubt(
                Reason.UNSUPPORTED_NAME,
                f"{_quoted(written)} is in the place of another name of the cited {_sentences(cited)}; "
                "keep who does what to whom.",
            )
        far = reference.remote(self.page, statement, evidence, self.thread, place)
        if far is not None:
            raise Doubt(
                Reason.UNSUPPORTED_NAME,
                f"Nothing in the cited {_sentences(cited)} stands for {_quoted(far)}; cite the sentence that names it.",
            )

    def _texts(self, cited: Sequence[Sentence]) -> list[str]:
        return [self.page.places.text[s.start : s.end] for s in cited]

    def _around(self, cited: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """The paragraphs of the evidence and those before them, without planted sentences."""
        near = sorted({s.paragraph for s in cited} | {s.paragraph - 1 for s in cited})
        return tuple([s for paragraph in near for s in self._paragraphs.get(paragraph, ())])

    def _mention(
        self, mentions: dict[Mentioned, tuple[Span, ...]], field: Mentioned, written: Iterable[str], ranges: list[Range]
    ) -> bool:
        """Whether something is mentioned, and all of it by the end of the evidence."""
        found = [place for name in written if (place := names.placed(self.page, name, ranges))]
        if found:
            mentions[field] = tuple(self._words_span(place) for place in found)
        return bool(found) and all(place[0] < ranges[-1][1] for place in found)

    def _model(
        self, draft: DraftClaim, mentions: dict[Mentioned, tuple[Span, ...]], ranges: list[Range]
    ) -> tuple[str | None, bool]:
        if not draft.model or not draft.model.strip():
            return None, True
        if not names.stands(self.page, draft.model) and not names.composed(self.page, draft.model, frozenset()):
            return None, False
        self._mention(mentions, "model", [draft.model], ranges)
        return draft.model.strip(), True

    def _when(
        self, draft: DraftClaim, mentions: dict[Mentioned, tuple[Span, ...]], ranges: list[Range]
    ) -> tuple[str | None, bool]:
        if not draft.when or not draft.when.strip():
            return None, True
        places = self.page.find(words(draft.when))
        inside = [p for p in places if any(low <= p[0] < high for low, high in ranges)]
        earlier = [p for p in places if p[0] < ranges[0][0]]
        if not places:
            return None, False
        best = inside[0] if inside else earlier[-1] if earlier else places[0]
        mentions["when"] = (self._words_span(best),)
        return draft.when.strip(), True

    def _date(self, when: str, draft: DraftClaim, mentions: dict[Mentioned, tuple[Span, ...]]) -> str | None:
        """The date of a time that stands in the article, by what stands around it there."""
        (place,) = mentions["when"]
        beside = around(self.article.text, self.clean, place.start, place.end)
        return resolved(when, self.article.published, draft.status, self.lang, beside)

    def _openness(
        self, draft: DraftClaim, mentions: dict[Mentioned, tuple[Span, ...]], cited: Sequence[Sentence]
    ) -> tuple[Openness, bool]:
        """The openness that words of the evidence, or of its paragraph, say."""
        openness = draft.open or Openness.UNSPECIFIED
        if openness is Openness.UNSPECIFIED:
            return openness, True
        near = [s for paragraph in sorted({s.paragraph for s in cited}) for s in self._paragraphs.get(paragraph, ())]
        for group in (cited, near):
            found = [place for s in group for place in self._open(openness, s)]
            if found:
                mentions["openness"] = tuple(self._span(start, end) for start, end in found)
                return openness, True
        return Openness.UNSPECIFIED, False

    def _open(self, openness: Openness, sentence: Sentence) -> tuple[tuple[int, int], ...]:
        """Where the sentence says so, worked out once."""
        known = self._opens.get((openness, sentence))
        if known is None:
            known = openness_words(openness, self.article.text, sentence.start, sentence.end)
            self._opens[openness, sentence] = known
        return known

    def _words_span(self, place: Range) -> Span:
        return self._span(self.page.places.words[place[0]].start, self.page.places.words[place[1] - 1].end)

    def _span(self, start: int, end: int) -> Span:
        known = self._spans.get((start, end))
        if known is None:
            known = self._spans[start, end] = Span(start=start, end=end, text=self.article.text[start:end])
        return known


def _trimmed(link: Attribution) -> Attribution:
    name = link.name.strip()
    return link if name == link.name else Attribution(name=name, type=link.type)


def _quoted(text: str) -> str:
    """The text in quotes, on one line, cut where it is long."""
    plain = " ".join(text.split())
    return f"“{plain[:60]}…”" if len(plain) > 61 else f"“{plain}”"


def _sentences(cited: Sequence[Sentence]) -> str:
    return f"sentence {cited[0].number}" if len(cited) == 1 else "sentences " + ", ".join(str(s.number) for s in cited)

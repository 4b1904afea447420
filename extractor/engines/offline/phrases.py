"""Noun phrases: the head, whose it is, and whom it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engines.offline.catalogue import Catalogue
from extractor.engines.offline.discourse import ROLES, Discourse, Referent, named
from extractor.engines.offline.entities import Entity
from extractor.engines.offline.heads import kind_of_head
from extractor.engines.offline.names import Name, runs
from extractor.engines.offline.nominals import is_time, noun_phrase
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import NAMING
from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType

Range = tuple[int, int]
QUANTIFIERS = frozenset(
    "more less fewer than about around roughly nearly almost only up to at least over just even some".split()
)
SPOKESMEN = frozenset({"spokesperson", "spokesman", "spokeswoman"})
LEADERS = frozenset(
    {"chief", "founder", "co-founder", "president", "chairman", "chairwoman", "boss", "officer", "head"}
)
"""Whose 'we' is the firm's."""
PUBLIC = frozenset({"government", "court", "police", "council", "school", "hospital", "bank", "parliament"})
"""Bodies that 'the' alone may introduce."""
DEFINITE = frozenset({"the", "this", "that", "both", "these", "those"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A noun phrase understood: the actor, the words that stand for it in a statement, and a model in it."""

    actor: Referent
    text: str
    model: str | None = None


class Reader:
    """Reads noun phrases against the article's names and what was spoken of before."""

    def __init__(self, article: str, catalogue: Catalogue, discourse: Discourse) -> None:
        self.article = article
        self.catalogue = catalogue
        self.discourse = discourse
        self.speaker: Referent | None = None
        """Who says the clause being read, where a reporting clause tells."""

    def text(self, tokens: Sequence[Token], start: int, end: int, replaced: dict[int, str] | None = None) -> str:
        """The tokens as the article writes them, some replaced."""
        parts: list[str] = []
        for i in range(start, end):
            token = tokens[i]
            if parts:
                before = tokens[i - 1]
                gap = self.article[before.end : token.start] if 0 <= token.start - before.end <= 3 else " "
                parts.append(gap if token.start >= before.end else " ")
            parts.append(token.text if replaced is None or i not in replaced else replaced[i])
        return "".join(parts).replace("  ", " ").replace(" 's", "'s").replace(" ’s", "’s")

    def read(self, tokens: Sequence[Token], span: Range, *, exclude: Entity | None = None) -> Reading | None:
        """What the phrase means; None where that is not sure."""
        start, end = span
        v = vocabulary()
        while start < end and tokens[start].tag in {"RB", "CC", ","} and tokens[start].low not in QUANTIFIERS:
            start += 1
        if start >= end:
            return None
        phrase = noun_phrase(tokens, start)
        core_end = min(phrase[1], end) if phrase else end
        first = tokens[start]
        if first.low == "both" and end - start == 1:
            machines = self.discourse.pair("model", reach=2)
            if machines is not None:
                return Reading(machines, machines.text, machines.text)
        if first.low in {"both", "neither"} and (
            end - start == 1 or tokens[end - 1].low in {"companies", "firms", "sides"}
        ):
            pair = self.discourse.plural or self.discourse.pair()
            return Reading(pair, pair.text) if pair is not None and first.low == "both" else None
        if first.tag == "PRP" and core_end - start == 1:
            return self._pronoun(tokens, (start, end), exclude)
        head_end = self.head_end(tokens, start, core_end)
        across = next((n for n in runs(tokens[start:end]) if start + n.start < head_end < start + n.end), None)
        if across is not None and self.catalogue.find(across.text):
            head_end = start + across.end
        head = tokens[head_end - 1]
        names = [n for n in runs(tokens[start:head_end]) if self.catalogue.find(n.text)]
        last = names[-1] if names else None
        replaced = self.replacements(tokens, start, end)
        if self._is_list(tokens, start, end):
            return self._list(tokens, start, end, replaced)
        if last is not None and start + last.end == head_end:
            entity = self.catalogue.find(last.text)
            assert entity is not None
            if tokens[start].tag == "PS":
                owner = self._possessor(tokens, start, head_end, entity)
                if owner is None or not owner.certain:
                    return None
                owned = f"{genitive(owner.text)} {self._text_with(tokens, start + 1, end, replaced)}"
            elif head_end < end or start + last.start > start:
                owned = self._text_with(tokens, start, end, replaced)
            else:
                owned = named(entity).text
            if (
                entity.kind == "person"
                and head_end == end
                and start + last.start > start
                and tokens[start].tag in {"NN", "JJ", "DT"}
            ):
                owned = self._text_with(tokens, start, end, replaced)
            return Reading(named(entity), owned, entity.name if entity.kind == "model" else None)
        if head_end < end and tokens[head_end].low in NAMING:
            called = next((e for n in runs(tokens[head_end:end]) if (e := self.catalogue.find(n.text))), None)
            if called is not None:
                return Reading(named(called), self._text_with(tokens, start, end, replaced), None)
        low = head.low
        one = low[:-3] + "y" if low.endswith("ies") else low[:-1]
        kinds = v.sets["company"] | v.sets["person"] | v.sets["product"] | {"partner"}
        singular = one if low.endswith("s") and one in kinds else low
        possessor = self._possessor(tokens, start, head_end, exclude)
        if first.low in DEFINITE and possessor is None:
            meant, settled = self._definite(tokens, (start, end), head_end, singular, bool(names), exclude)
            if settled:
                return meant
        return self._common(tokens, (start, end), head_end, possessor, names, replaced)

    def _definite(
        self,
        tokens: Sequence[Token],
        span: Range,
        head_end: int,
        singular: str,
        named_inside: bool,
        exclude: Entity | None,
    ) -> tuple[Reading | None, bool]:
        """Whom 'the company', 'the two companies', 'the model' mean, and whether that is the last word on it."""
        v = vocabulary()
        start, end = span
        low = tokens[head_end - 1].low
        simple = head_end == end
        if simple and (
            low in {"two", "both", "pair"} or (singular != low and singular in v.sets["company"] | {"partner"})
        ):
            group = self.discourse.plural or (self.discourse.pair() if not named_inside else None)
            if group is not None and head_end - start <= 3:
                return Reading(group, group.text), True
        post = low in ROLES and head_end < end and tokens[head_end].low in {"of", "at"}
        if singular != low or not (
            simple or post or (low in {"model", "company"} and tokens[head_end].tag in {"IN", "VBN"})
        ):
            return None, False
        modifiers = frozenset(t.low for t in tokens[start + 1 : head_end - 1])
        variant = self._variant(tokens, start + 1, head_end - 1) if low in v.sets["product"] else None
        if variant is not None:
            return Reading(named(variant), variant.name, variant.name), True
        found = self._maker(tokens, start, head_end) or self.discourse.description(low, modifiers, exclude=exclude)
        if found is not None and not (named_inside and low in v.sets["product"]):
            return Reading(found, found.text, found.name if found.type is ActorType.PRODUCT else None), True
        unknown = low in v.sets["company"] | v.sets["modelheads"] and low not in PUBLIC and not named_inside
        plain = head_end - start <= 2 or (head_end - start == 3 and tokens[start + 1].tag != "NN")
        return None, unknown and simple and plain

    def _maker(self, tokens: Sequence[Token], start: int, head_end: int) -> Referent | None:
        """Whom 'the M maker' means: whose the model M is, else the firm the article is about most."""
        if tokens[head_end - 1].low not in {"maker", "developer", "creator"}:
            return None
        for name in runs(tokens[start : head_end - 1]):
            entity = self.catalogue.find(name.text)
            if entity is not None and entity.kind == "model":
                owner = entity.owner or self.catalogue.main()
                return named(owner) if owner is not None else None
        return None

    def _variant(self, tokens: Sequence[Token], start: int, end: int) -> Entity | None:
        """The model whose name ends in the words before 'version': 'the Pro version'."""
        words = [t.text for t in tokens[start:end] if t.tag == "NNP"]
        if len(words) != 1:
            return None
        ending = (f"-{words[0]}", f" {words[0]}")
        return next((e for e in self.catalogue.of("model") if e.name.endswith(ending)), None)

    def _pronoun(self, tokens: Sequence[Token], span: Range, exclude: Entity | None) -> Reading | None:
        low = tokens[span[0]].low
        if low in {"we", "i", "us", "me"} and tokens[span[0]].quoted and self.discourse.speaker is not None:
            speaker = self.discourse.speaker
            firm = self.discourse.latest(["organization"], reach=4, leading=True)
            leads = speaker.entity is not None and bool(speaker.entity.described & LEADERS)
            if low in {"we", "us"} and leads and firm is not None:
                return Reading(named(firm), named(firm).text)
            if low in {"we", "us"} and speaker.type is ActorType.PERSON:
                return None
            return Reading(speaker, speaker.text)
        if low in {"nobody", "everyone", "everybody", "none", "nothing", "others", "someone", "somebody", "anyone"}:
            words = self.text(tokens, *span)
            return Reading(Referent(words, words, ActorType.GROUP, plural=True), words)
        if low in {"that", "this"}:
            return None
        found = self.discourse.pronoun(low, exclude=exclude)
        return Reading(found, found.text, found.name if found.type is ActorType.PRODUCT else None) if found else None

    def head_end(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """One past the head: before 'of', or where the phrase ends."""
        for j in range(start, end):
            if tokens[j].tag == "IN" and j > start:
                return j
        return end

    def replacements(self, tokens: Sequence[Token], start: int, end: int) -> dict[int, str]:
        """Short names replaced by full ones, by token."""
        found: dict[int, str] = {}
        for name in runs(tokens[start:end]):
            entity = self.catalogue.find(name.text)
            if (
                entity is None
                or entity.name == name.text
                or entity.name.removeprefix("The ") == name.text
                or entity.kind in {"media", "place"}
            ):
                continue
            found[start + name.start] = entity.name
            for j in range(start + name.start + 1, start + name.end):
                found[j] = ""
        return found

    def _text_with(self, tokens: Sequence[Token], start: int, end: int, replaced: dict[int, str]) -> str:
        while start < end and replaced.get(start) == "":
            start += 1
        return " ".join(self.text(tokens, start, end, replaced).split())

    def _is_list(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        ccs = [j for j in range(start, end) if tokens[j].tag == "CC" and tokens[j].low == "and"]
        return any(
            tokens[j - 1].tag in {"NNP", "NN", "CD"} and j + 1 < end and tokens[j + 1].tag in {"NNP", "DT", "NN", "PS"}
            for j in ccs
        ) and not any(t.tag == "IN" for t in tokens[start : ccs[0]])

    def _list(self, tokens: Sequence[Token], start: int, end: int, replaced: dict[int, str]) -> Reading | None:
        words = self._text_with(tokens, start, end, replaced)
        names = [e for n in runs(tokens[start:end]) if (e := self.catalogue.find(n.text))]
        if tokens[start].tag == "PS" or (tokens[start].low in DEFINITE and not names):
            possessor = self._possessor(tokens, start, end, None)
            if possessor is not None:
                return self._common(tokens, (start, end), end, possessor, [], replaced)
        type_ = named(names[0]).type if names else ActorType.GROUP
        model = next((e.name for e in names if e.kind == "model"), None)
        return Reading(
            Referent(words, words, type_, names[0] if names and type_ is ActorType.PRODUCT else None, plural=True),
            words,
            model,
        )

    def _possessor(self, tokens: Sequence[Token], start: int, end: int, exclude: Entity | None) -> Referent | None:
        """Whose the phrase is: 'its', "X's", "the company's"."""
        if tokens[start].tag == "PS" and tokens[start].low in {"its", "their", "his", "her"}:
            low, speaker = tokens[start].low, self.speaker
            fits = speaker is not None and (speaker.type is ActorType.PERSON) == (low in {"his", "her"})
            if speaker is not None and fits and (low != "their" or speaker.plural):
                return speaker
            return self.discourse.pronoun(low)
        pos = next((j for j in range(start, end) if tokens[j].tag == "POS"), None)
        if pos is None or pos == start:
            return None
        reading = self.read(tokens, (start, pos)) if not all(is_time(t) for t in tokens[start:pos]) else None
        return reading.actor if reading else None

    def _common(
        self,
        tokens: Sequence[Token],
        span: Range,
        head_end: int,
        possessor: Referent | None,
        names: Sequence[Name],
        replaced: dict[int, str],
    ) -> Reading | None:
        """A phrase with a common noun as head."""
        vocabulary()
        start, end = span
        low = tokens[head_end - 1].low
        pos = next((j for j in range(start, head_end) if tokens[j].tag == "POS"), None)
        if tokens[start].tag == "PS":
            if possessor is None or not possessor.certain or head_end - start == 1:
                return None
            words = f"{genitive(possessor.text)} " + self._text_with(tokens, start + 1, end, replaced)
        elif pos is not None and possessor is not None and tokens[start].low in DEFINITE:
            words = f"{genitive(possessor.text)} " + self._text_with(tokens, pos + 1, end, replaced)
        elif tokens[start].tag == "PS":
            return None
        else:
            words = self._text_with(tokens, start, end, replaced)
        type_ = kind_of_head(low)
        if low in SPOKESMEN:
            firm = next((e for n in names if (e := self.catalogue.find(n.text)) and e.kind == "organization"), None)
            if firm is not None:
                return Reading(named(firm), words)
        model = None
        singular = low[:-1] if low.endswith("s") else low
        for inside in names:
            entity = self.catalogue.find(inside.text)
            model = entity.name if entity is not None and entity.kind == "model" else model
        if model is None and singular in {"model", "chatbot", "llm"}:
            model = (
                self.text(tokens, start + (tokens[start].tag in {"DT", "PS"}), head_end)
                if pos is None
                else self.text(tokens, start, head_end)
            )
        if model is not None and low != singular:
            self.discourse.machines = (self.discourse.sentence, model)
        end = self._without_time(tokens, start, end)
        plain = self.text(tokens, start, end)
        if type_ is ActorType.UNKNOWN and possessor is not None:
            return Reading(
                Referent(possessor.name, words, possessor.type, possessor.entity),
                words,
                model or (possessor.name if possessor.type is ActorType.PRODUCT else None),
            )
        name = plain if possessor is None or pos is not None else words
        if tokens[start].tag == "DT" and tokens[start].low in {"the", "a", "an"}:
            name = self.text(tokens, start + 1, end)
        if type_ is ActorType.PERSON and possessor is None and tokens[start].low in DEFINITE and head_end == end:
            return None
        return Reading(Referent(name, words, type_, plural=type_ is ActorType.GROUP), words, model)

    def _without_time(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """The end of the phrase before an 'on Thursday' that belongs to the verb."""
        for j in range(start + 1, end):
            if tokens[j].tag == "IN" and all(is_time(t) or t.tag in {"DT", "JJ", "IN"} for t in tokens[j + 1 : end]):
                return j
        return end


def genitive(name: str) -> str:
    """The name with its possessive ending; a plural takes the bare apostrophe."""
    plural = name.endswith("s") and (" " in name or name[:1].islower())
    return f"{name}'" if plural else f"{name}'s"

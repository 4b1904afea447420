"""Who and what the article names: persons, organisations, outlets, places and AI models, in their fullest forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.engines.offline.tagger import FINITE
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary

Kind = Literal["person", "organization", "media", "place", "government", "model"]

_VERSION = re.compile(r"^(?:v?\d+(?:\.\d+)*[a-z]{0,2}|\d+(?:\.\d+)?[bBmM]|[A-Z]?\d+(?:\.\d+)+|[IVX]{2,4})$")
_SHAPE = re.compile(
    r"^(?=.*\d)(?=.*[A-Za-z])[A-Za-z]+[-.]?\d[\w.\-]*$|^[A-Za-z]+-[A-Za-z]*\d[\w.\-]*$|^\d+(?:\.\d+)?[bB](?:-\w+)*$"
)
_NOT_MODELS = re.compile(
    r"^(?:series|apache|mit|gpl|bsd|licence|license|article|chapter|phase|part|level|section|title|windows|ios|iphone|ipad|galaxy|pixel|q|h|a|b|rtx|covid|g|tpu|mi|fy|f|boeing|airbus|formula|top|figure|act|rule|type|class|room|gate|line|day|week|version|android|usb|mp|i|ps|xbox|playstation|ces|gtc|cop|no|s)$",
    re.IGNORECASE,
)
_SMALL = re.compile(r"^o[1-9]\w*(?:-\w+)*$")
_NOT_NAMES = frozenset(
    "I AI A API APIs CEO CTO CFO COO MIT Apache GPU GPUs TPU LLM LLMs US UK EU PDF URL USB GDP IPO PR HR FAQ SUV AGI IT TV PC CPU Christmas Easter English Mr Mrs Ms Dr Yeah".split()
)
VARIANTS = frozenset(
    "Pro Max Mini Ultra Flash Lite Nano Plus Turbo Preview Opus Sonnet Haiku Mythos Maverick Scout Behemoth Large Small Medium Instruct Chat Think Thinking Coder Code Omni Vision Image Video Audio Deep Research Next Live Air Base Open Instant Fast Heavy SEED Base Reasoning Beta Alpha Premium Advanced".split()
)
_UNITS = frozenset(
    {"per", "percent", "million", "billion", "trillion", "bn", "m", "years", "days", "points", "people", "times"}
)
_LINKS = frozenset({"of", "and", "for", "the", "on"})


@dataclass(slots=True)
class Entity:
    """A name of the article. `first` is the character where it first stands."""

    name: str
    kind: Kind
    first: int
    count: int = 0
    acts: int = 0
    """How often it stands where somebody acts: before a verb, with a possessive, after 'by'."""
    modelled: int = 0
    """How often 'model' stands beside it, or it is made in a sentence about models."""
    firm: int = 0
    """How often it does what only firms and people do: say, hire, invest."""
    located: int = 0
    """How often it stands after 'in', 'at', 'near'."""
    reports: int = 0
    """How often it reports something or is told something."""
    owner: Entity | None = None
    described: set[str] = field(default_factory=set)
    """Words the article describes it with: 'start-up', 'French'."""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `[start:end)` of a sentence that are one name."""

    start: int
    end: int
    text: str


def runs(tokens: Sequence[Token]) -> list[Name]:
    """The names in a sentence, in order."""
    v = vocabulary()
    found: list[Name] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.tag != "NNP" or token.low == "day" or token.low in v.sets["months"] or token.low in v.sets["days"]:
            i += 1
            continue
        j = i + 1
        while j < len(tokens):
            t = tokens[j]
            if t.tag == "NNP" and t.low == "day":
                break
            if (
                t.tag == "NNP"
                and t.low not in v.sets["months"]
                and t.low not in v.sets["days"]
                and t.start - tokens[j - 1].end <= 2
            ):
                j += 1
            elif (
                t.tag == "CD"
                and not t.text.endswith("%")
                and _VERSION.match(t.text)
                and len(t.text) < 8
                and t.start - tokens[j - 1].end <= 1
                and not _NOT_MODELS.match(tokens[j - 1].text)
                and not (t.text.isdigit() and int(t.text) > 1000)
                and not (j + 1 < len(tokens) and tokens[j + 1].low in _UNITS)
            ):
                j += 1
            elif t.low in _LINKS and j + 1 < len(tokens) and _links(tokens, i, j):
                j += 2 if tokens[j + 1].tag == "NNP" else 3
            else:
                break
        text = _text(tokens[i:j])
        while (
            i < j - 2
            and (tokens[i].low in v.sets["titles"] or tokens[i].low in v.sets["demonyms"])
            and tokens[i + 1].tag == "NNP"
            and not is_model(text.split())
        ):
            i += 1
            text = _text(tokens[i:j])
        if (
            not (j == i + 1 and (token.low in v.sets["adjectives"] or token.low in v.sets["demonyms"]))
            and text not in _NOT_NAMES
        ):
            found.append(Name(i, j, text))
        i = j
    return found


def _links(tokens: Sequence[Token], start: int, j: int) -> bool:
    """Whether 'of', 'and', 'for' at `j` belongs to the name: 'University of X', 'Ministry of Science and ICT'."""
    v = vocabulary()
    low = tokens[j].low
    head = tokens[j - 1].low
    after = tokens[j + 1]
    organisation = any(t.low in v.sets["suffixes"] or t.low in v.sets["government"] for t in tokens[start:j])
    if low in {"of", "for"}:
        if after.low == "the" and j + 2 < len(tokens) and tokens[j + 2].tag == "NNP":
            return organisation
        return after.tag == "NNP" and (
            head in v.sets["suffixes"]
            or head in {"bank", "house", "office", "department", "secretary", "duke", "prince", "academy"}
        )
    if low == "and":
        return after.tag == "NNP" and organisation and any(t.low == "of" for t in tokens[start:j])
    return False


def _text(tokens: Sequence[Token]) -> str:
    """The tokens as written, one space where there was white space."""
    parts = [tokens[0].text]
    for before, token in zip(tokens, tokens[1:], strict=False):
        parts.append((" " if token.start > before.end else "") + token.text)
    return "".join(parts)


class Catalogue:
    """The article's names. `find` gives the entity of a name as written."""

    def __init__(self, sentences: Iterable[Sequence[Token]]) -> None:
        self.entities: list[Entity] = []
        self._by_text: dict[str, Entity] = {}
        self._words: dict[str, list[Entity]] = {}
        material = [(tokens, runs(tokens)) for tokens in sentences]
        for tokens, names in material:
            for name in names:
                self._add(tokens, name)
        self._merge()
        for tokens, names in material:
            for name in names:
                self._describe(tokens, name)
        alone = {name.text for _, names in material for name in names if " " not in name.text}
        for entity in self.entities[:MOST]:
            self._settle(entity, alone)
        self._merge()
        for tokens, names in material:
            self._owners(tokens, names)

    def find(self, text: str) -> Entity | None:
        """The entity a name as written stands for."""
        return self._by_text.get(text) or self._by_text.get(text.removeprefix("The "))

    def of(self, kind: Kind) -> list[Entity]:
        """The entities of a kind, in the order of their first places."""
        return [e for e in self.entities if e.kind == kind]

    def _add(self, tokens: Sequence[Token], name: Name) -> None:
        known = self._by_text.get(name.text)
        if known is None:
            known = Entity(name.text, "organization", tokens[name.start].start)
            self._by_text[name.text] = known
            self.entities.append(known)
        known.count += 1
        if not known.sure:
            kind, sure = _kind(tokens, name)
            if sure or known.count == 1:
                known.kind, known.sure = kind, sure

    def _merge(self) -> None:
        """Short forms become aliases of the fuller form that stands before them."""
        by_word: dict[str, list[Entity]] = {}
        for entity in self.entities:
            for word in set(entity.name.split()):
                by_word.setdefault(word, []).append(entity)
        kept: list[Entity] = []
        for entity in self.entities:
            fuller = self._fuller(entity, by_word)
            if fuller is None:
                kept.append(entity)
                continue
            fuller.count += entity.count
            for text, target in list(self._by_text.items()) if len(self._by_text) < 400 else [(entity.name, entity)]:
                if target is entity:
                    self._by_text[text] = fuller
        self.entities = kept

    def _fuller(self, entity: Entity, by_word: dict[str, list[Entity]]) -> Entity | None:
        v = vocabulary()
        words = entity.name.split()
        best: Entity | None = None
        pool = by_word.get(words[-1], [])[:50]
        if entity.name.isupper() and len(words) == 1 and 3 <= len(entity.name) <= 6:
            pool = pool + self.entities[:80]
        for other in pool:
            if other is entity or len(other.name) <= len(entity.name):
                continue
            longer = other.name.split()
            if other.kind == "person" and entity.kind != "model":
                fits = longer[-len(words) :] == words or (len(words) == 1 and longer[0] == words[0])
                early = True
            elif other.kind == "model" or entity.kind == "model":
                fits = (
                    other.kind == "model"
                    and longer[-len(words) :] == words
                    and len(words) < len(longer)
                    and any(c.isdigit() for c in entity.name)
                )
                early = True
            else:
                rest = {w.lower() for w in longer[len(words) :]}
                fits = longer[: len(words)] == words and rest <= v.sets["suffixes"] - {
                    "cloud",
                    "research",
                    "capital",
                    "studios",
                }
                if not fits and entity.name.isupper() and 3 <= len(entity.name) <= 6:
                    fits = "".join(w[0] for w in longer if w[0].isupper()) == entity.name
                early = other.first < entity.first
                if entity.kind == "place":
                    fits = False
            if fits and early and (best is None or other.first < best.first):
                best = other
        return best

    def _describe(self, tokens: Sequence[Token], name: Name) -> None:
        """Note what an apposition or the nouns before a name say of it."""
        entity = self.find(name.text)
        if entity is None:
            return
        v = vocabulary()
        after = tokens[name.end] if name.end < len(tokens) else None
        if (after is not None and (after.tag in FINITE or after.tag == "POS")) or (
            name.start and tokens[name.start - 1].low == "by"
        ):
            entity.acts += 1
        if name.start and tokens[name.start - 1].low in {"in", "at", "near", "from", "outside", "around"}:
            entity.located += 1
        self._count(tokens, name, entity)
        if after is not None and after.lemma in {"report", "write", "note", "learn"} and after.tag in FINITE:
            entity.reports += 1
        if name.start and tokens[name.start - 1].lemma == "tell":
            entity.reports += 1
        j = name.start - 1
        while j >= 0 and tokens[j].tag in {"NN", "JJ", "VBG"} and name.start - j < 5:
            entity.described.add(tokens[j].low)
            j -= 1
        if (
            name.end + 2 < len(tokens)
            and tokens[name.end].tag in {",", "("}
            and tokens[name.end + 1].tag in {"DT", "PS", "JJ", "NN", "NNP"}
        ):
            k = name.end + 1
            part: list[Token] = []
            while (
                k < len(tokens)
                and tokens[k].tag in {"DT", "PS", "JJ", "NN", "NNP", "POS", "VBG", "RB", "CD"}
                and k - name.end < 12
            ):
                part.append(tokens[k])
                k += 1
            nouns = [t.low for t in part if t.tag in {"NN", "JJ"}]
            if part and part[0].tag in {"DT", "PS", "JJ"} or nouns or any(t.tag == "POS" for t in part):
                entity.described.update(t.low for t in part)
        if entity.sure:
            return
        if entity.kind == "organization":
            described = entity.described
            if described & v.sets["modelheads"] or (described & {"chatbot", "assistant", "llm"}):
                before = tokens[name.start - 1] if name.start else None
                after = tokens[name.end] if name.end < len(tokens) else None
                if (before is not None and before.low in {"model", "chatbot", "assistant"}) or (
                    after is not None and after.tag == ","
                ):
                    entity.kind, entity.sure = "model", True
            elif described & v.sets["person"] and len(entity.name.split()) >= 2 and not described & v.sets["company"]:
                entity.kind, entity.sure = "person", True
            elif described & (v.sets["media"] - {"site", "channel", "paper", "outlet"}) and not described & {"model"}:
                entity.kind, entity.sure = "media", True

    def _count(self, tokens: Sequence[Token], name: Name, entity: Entity) -> None:
        """Count what tells a model's name from a firm's."""
        v = vocabulary()
        heads = v.sets["modelheads"]
        after = tokens[name.end] if name.end < len(tokens) else None
        before = tokens[max(0, name.start - 8) : name.start]
        if after is not None and after.low in heads:
            entity.modelled += 1
        near = {t.low for t in before}
        if before and (
            before[-1].low in {"called", "named", "dubbed", "codenamed", "code-named"}
            or (before[-1].low == "as" and "known" in near)
        ):
            entity.modelled += bool(near & (heads | {"assistant", "family"}))
        if len(before) > 1 and before[-1].low == "and" and before[-2].tag == "NNP":
            earlier = self.find(before[-2].text)
            entity.modelled += earlier is not None and earlier.modelled > 0
        if before and before[-1].lemma in _MAKING and before[-1].tag in {"VBD", "VBN", "VB", "VBG", "VBZ"}:
            entity.modelled += any(t.low in heads for t in tokens)
        verb = next((t for t in tokens[name.end : name.end + 4] if t.tag in {"VBD", "VBZ", "VBN", "VB", "VBP"}), None)
        if after is not None and after.tag in FINITE and verb is not None:
            entity.firm += v.action.get(verb.lemma) in {"state", "hire", "invest", "acquire", "announce", "partner"}
        if after is not None and after.tag == "POS" and name.end + 1 < len(tokens):
            entity.firm += any(t.low in v.sets["person"] for t in tokens[name.end + 1 : name.end + 4])

    def _settle(self, entity: Entity, alone: set[str]) -> None:
        """Decide what an unsure name is from how the article uses it."""
        v = vocabulary()
        words = entity.name.split()
        if entity.kind == "model" and len(words) == 2 and words[1].isdigit() and words[0] not in v.families:
            if entity.located and not entity.modelled and not entity.described & v.sets["product"]:
                entity.kind = "place"
        if entity.kind != "organization" or entity.sure:
            return
        family = any(e.kind == "model" and e.name.startswith(f"{entity.name} ") for e in self.entities)
        if (entity.modelled or family) and not entity.firm and not entity.described & v.sets["company"]:
            entity.kind = "model"
            return
        plain = all(w.replace("-", "").replace("’", "").isalpha() and w[0].isupper() and not w.isupper() for w in words)
        if len(words) in {2, 3} and plain and words[-1] in alone and words[0] not in alone:
            if words[-1].lower() not in v.sets["suffixes"] and not entity.described & v.sets["company"]:
                entity.kind = "person"
        elif (
            entity.reports
            and entity.reports >= entity.acts
            and not entity.described & (v.sets["company"] - v.sets["media"])
        ):
            entity.kind = "media"
        elif entity.located > entity.acts and entity.located and not entity.described & v.sets["company"]:
            entity.kind = "place"

    def _owners(self, tokens: Sequence[Token], names: Sequence[Name]) -> None:
        """Which organisation a model belongs to: 'X's M', 'X released M', 'M, X's model', 'M from X', 'X M'."""
        for k, name in enumerate(names):
            entity = self.find(name.text)
            if entity is None or entity.kind != "model":
                continue
            before = self.find(names[k - 1].text) if k else None
            if before is not None and before.kind in {"organization", "media"} and entity.owner is None:
                between = tokens[names[k - 1].end : name.start]
                if (
                    between
                    and between[0].tag == "POS"
                    and all(t.tag in {"POS", "JJ", "NN", "CD", "VBG"} for t in between)
                ):
                    entity.owner = before
                elif (
                    any(t.lemma in _MAKING for t in between)
                    and not any(t.low in {"by", "on", "against", "than", "with"} for t in between)
                    and len(between) < 8
                ):
                    entity.owner = before
            after = self.find(names[k + 1].text) if k + 1 < len(names) else None
            if after is not None and after.kind == "organization" and entity.owner is None:
                between = tokens[name.end : names[k + 1].start]
                lows = [t.low for t in between]
                if lows in (["from"], [",", "from"], [",", "a", "model", "from"]) or (
                    lows == [","] and names[k + 1].end < len(tokens) and tokens[names[k + 1].end].tag == "POS"
                ):
                    entity.owner = after
                elif lows and lows[-1] in {"by"} and any(t.lemma in _MAKING for t in between):
                    entity.owner = after
            if entity.owner is None:
                first = name.text.split()[0]
                base = re.split(r"[-\d]", first)[0]
                owner = self._by_text.get(base) if base != name.text else None
                if owner is not None and owner.kind == "organization":
                    entity.owner = owner


MOST = 400
"""Names that are looked at closely; no article has more."""
_MAKING = frozenset(
    "release launch unveil ship develop build train publish introduce open-source upload present debut make create call announce".split()
)


def _kind(tokens: Sequence[Token], name: Name) -> tuple[Kind, bool]:
    """What a name is by its own shape and the word before it, and whether that is sure."""
    v = vocabulary()
    words = name.text.split()
    before = tokens[name.start - 1] if name.start else None
    after = tokens[name.end] if name.end < len(tokens) else None
    if is_model(words):
        return "model", True
    if (
        name.text == "Information"
        and before is not None
        and before.text == "The"
        and tokens[name.start - 1] is not tokens[0]
    ):
        return "media", True
    if name.text in v.outlets - {"Information", "Protocol", "Standard", "Decoder"} or name.text.removeprefix(
        "The "
    ) in v.outlets - {"Information", "Protocol", "Standard"}:
        return "media", True
    if name.text in v.places or (len(words) == 1 and name.text.replace(".", "") in v.places):
        return "place", True
    lows = [w.lower() for w in words]
    if any(low in v.sets["government"] for low in lows) and len(words) > 1:
        return "government", True
    if (
        before is not None
        and before.low in v.sets["titles"]
        and len(words) >= 2
        and before.tag != "NNP"
        and not any(low in v.sets["suffixes"] for low in lows)
    ):
        return "person", True
    if (
        lows[0].rstrip(".")
        in {"mr", "mrs", "ms", "dr", "sir", "professor", "president", "senator", "minister", "judge"}
        and len(words) > 1
    ):
        return "person", True
    if (
        len(words) >= 2
        and (words[0] in v.given)
        and not any(low in v.sets["suffixes"] for low in lows[1:])
        and words[-1] not in v.media
    ):
        return "person", len(words) <= 3
    if any(w in v.media for w in words) and (
        len(words) > 1
        or (
            before is not None
            and before.low == "the"
            and words[0] in {"Times", "Journal", "Post", "Guardian", "Economist", "Telegraph", "Herald"}
        )
    ):
        return "media", True
    if lows[-1] in v.sets["suffixes"]:
        return "organization", True
    if len(words) >= 2 and before is not None and before.low in v.sets["person"]:
        return "person", True
    if (
        len(words) in {2, 3}
        and after is not None
        and after.tag == ","
        and name.end + 1 < len(tokens)
        and tokens[name.end + 1].low == "who"
    ):
        return "person", True
    return "organization", False


def is_model(words: Sequence[str]) -> bool:
    """Whether a name has the shape of an AI model's, or belongs to a known family."""
    v = vocabulary()
    if words[-1].lower() in v.sets["suffixes"] - {"ai", "research", "cloud", "intelligence"}:
        return False
    if len(words) == 1 and re.match(r"^[A-Z]{2}\d{2}$", words[0]):
        return False
    if len(words) == 1 and _NOT_MODELS.match(re.split(r"[-\d.]", words[0])[0] or "x"):
        return bool(words[0] in v.families)
    if any(_SMALL.match(w) for w in words):
        return True
    if " ".join(words) in v.families or (
        words[0] in v.families and (len(words) == 1 or words[1] in VARIANTS or _VERSION.match(words[1]))
    ):
        return True
    if (
        len(words) > 1
        and words[0] in v.families
        and words[0] not in {"Yi", "Wan", "Orca", "Nemo", "Seed", "Genie", "Titan", "Granite", "Flux", "Falcon"}
    ):
        return words[1][:1].isupper() and len(words) <= 4
    if len(words) > 1 and words[-1] in v.families and words[-1] not in {"Yi", "Wan", "Nemo", "Seed"}:
        return True
    for k, word in enumerate(words):
        stem = re.split(r"[-\d.]", word)[0]
        if _NOT_MODELS.match(stem or "x"):
            continue
        if (
            _SHAPE.match(word)
            and not re.match(r"^[A-Z]\d{2,3}s?$|^[GQHFA]\d+$|^\d+[a-z]+$|^[A-Z]{2,}\d{3,}$", word)
            and word[-1] not in "%"
        ):
            return True
        if (
            k
            and _VERSION.match(word)
            and not _NOT_MODELS.match(words[k - 1])
            and word not in {"II", "IV"} | {w for w in words if w.isdigit() and int(w) > 99}
        ):
            return True
    return False

"""What a name names: a person, an organisation, an outlet, a place, an authority or an AI model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.engines.offline.machinenames import is_model
from extractor.engines.offline.names import Name
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary
from extractor.engines.offline.wordclasses import PARTICLES

NameKind = Literal["person", "organization", "media", "place", "government", "model"]


PROGRAMMES = frozenset({"Project", "Operation", "Programme", "Program", "Initiative", "Mission"})
"""First words of names of undertakings."""


@dataclass(slots=True)
class Entity:
    """A name of the article. `first` is the character where it first stands."""

    name: str
    kind: NameKind
    first: int
    count: int = 0
    definite: bool = False
    """Whether the article writes 'the' before it."""
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


def kind_of(tokens: Sequence[Token], name: Name) -> tuple[NameKind, bool]:
    """What a name is by its own shape and the word before it, and whether that is sure."""
    v = vocabulary()
    words = name.text.split()
    before = tokens[name.start - 1] if name.start else None
    after = tokens[name.end] if name.end < len(tokens) else None
    if words[0] in PROGRAMMES and len(words) > 1:
        return "organization", True
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
    if (
        len(words) > 2
        and any(w in PARTICLES for w in words[1:-1])
        and not any(low in v.sets["suffixes"] for low in lows)
    ):
        return "person", True
    office = "-".join(lows) in v.sets["government"] or any(low in v.sets["government"] for low in lows)
    if office and len(words) > 1:
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

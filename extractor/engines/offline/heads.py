"""What the head of a noun phrase says of who is meant: a person, people, a firm, an authority or a thing."""

from __future__ import annotations

from extractor.engines.offline.vocabulary import vocabulary
from extractor.models import ActorType

AUTHORITIES = frozenset(
    """government ministry court parliament police regulator officials lawmakers ministers authorities congress judge
    authority commission department watchdog office council committee agency""".split()
)
THINGS = frozenset("chatbot assistant agent system app version edition variant sibling tool software".split())


def kind_of_head(low: str) -> ActorType:
    """The type of actor that the noun names."""
    v = vocabulary()
    singular = low[:-1] if low.endswith("s") else low
    if low in v.sets["group"]:
        return ActorType.GROUP
    if low in AUTHORITIES:
        return ActorType.GOVERNMENT
    if low in v.sets["person"]:
        return ActorType.PERSON
    if singular in v.sets["company"]:
        return ActorType.ORGANIZATION if low == singular else ActorType.GROUP
    if singular in v.sets["modelheads"] or singular in THINGS:
        return ActorType.PRODUCT
    return ActorType.UNKNOWN

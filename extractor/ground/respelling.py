"""Claims whose names are spelt alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.entities import Places
from extractor.models import SAID, ActorType, Article, Attribution, Claim, SourceType, claim_id
from extractor.names import Kind, Named, in_chain, one_spelling

_ACTORS = {
    ActorType.PERSON: Kind.PERSON,
    ActorType.ORGANIZATION: Kind.BODY,
    ActorType.GOVERNMENT: Kind.BODY,
    ActorType.PRODUCT: Kind.MODEL,
}
_SOURCES = {
    SourceType.PERSON: Kind.PERSON,
    SourceType.ORGANIZATION: Kind.BODY,
    SourceType.GOVERNMENT: Kind.BODY,
    SourceType.MEDIA: Kind.BODY,
}
"""What has a name of its own. Groups, documents and the unnamed are described, each time as it fits."""


def respelled(article: Article, places: Places, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with one spelling for each entity, in `actor`, `model` and the attribution, and so in their ids.

    Statements stay as they are, and mentions point at what stands in the text.
    """
    spelling = one_spelling(places, [named for claim in claims for named in _named(claim)])
    return tuple(_renamed(article, claim, spelling) for claim in claims) if spelling else tuple(claims)


def _named(claim: Claim) -> Iterable[Named]:
    if actor := _actor(claim):
        yield actor
    if claim.model:
        yield Named(claim.model, Kind.MODEL)
    for link in claim.attribution:
        if source := _source(link):
            yield source


def _actor(claim: Claim) -> Named | None:
    kind = _ACTORS.get(claim.actor_type)
    return Named(claim.actor, kind) if kind else None


def _source(link: Attribution) -> Named | None:
    kind = _SOURCES.get(link.type)
    return Named(link.name, kind) if kind else None


def _renamed(article: Article, claim: Claim, spelling: Mapping[Named, str]) -> Claim:
    def spelt(named: Named | None, written: str) -> str:
        return spelling.get(named, written) if named else written

    chain = tuple(
        link if (name := spelt(_source(link), link.name)) == link.name else Attribution(name=name, type=link.type)
        for link in claim.attribution
    )
    changed = {
        "actor": spelt(_actor(claim), claim.actor),
        "model": claim.model and spelt(Named(claim.model, Kind.MODEL), claim.model),
        "attribution": chain,
        "source": in_chain(claim.source, [link.name for link in claim.attribution], [link.name for link in chain]),
    }
    if all(getattr(claim, field) == value for field, value in changed.items()):
        return claim
    said = {name: getattr(claim, name) for name in SAID} | changed
    return claim.model_copy(update={**changed, "id": claim_id(article.id, said, claim.evidence)})

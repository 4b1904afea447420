"""What the journal has of an article, made whole again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.models import Article, Claim, Extraction, Record, Rejection, Run
from extractor.names import Aliases
from extractor.writers import json

Stored = tuple[Article, str]
"""An article, and its Extraction as JSON without the article."""

GROUP = 1_000_000
CLAIM = 300
"""Characters that a claim takes beside its evidence."""


class _Rest(Record):
    claims: tuple[Claim, ...]
    rejected: tuple[Rejection, ...]
    run: Run


def assembled(records: Iterable[Stored], aliases: Aliases | None = None) -> Iterator[Extraction]:
    """The extractions, one at a time, with the aliases that hold now: none are kept, so others cost nothing."""
    for article, document in records:
        rest = _Rest.model_validate_json(document)
        made = Extraction.model_construct(article=article, claims=rest.claims, rejected=rest.rejected, run=rest.run)
        yield aliases.applied(made) if aliases else made


def groups(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    """The extractions, as many together as are handed to a library at once: about `GROUP` characters of them."""
    group: list[Extraction] = []
    weight = 0
    for extraction in extractions:
        group.append(extraction)
        quoted = sum(len(span.text) for claim in extraction.claims for span in claim.evidence)
        weight += len(extraction.article.text) + quoted + CLAIM * len(extraction.claims)
        if weight >= GROUP:
            yield group
            group, weight = [], 0
    if group:
        yield group


def line(article: Article, document: str, aliases: Aliases | None = None) -> str:
    """One record as a line of JSON, for whoever reads along while articles finish."""
    return "".join(json.lines(assembled([(article, document)], aliases)))

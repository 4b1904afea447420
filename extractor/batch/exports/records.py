"""What the journal has of an article, made whole again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.models import Article, Claim, Extraction, Record, Rejection, Run
from extractor.writers import json

Stored = tuple[Article, str]
"""An article, and its Extraction as JSON without the article."""


class _Rest(Record):
    claims: tuple[Claim, ...]
    rejected: tuple[Rejection, ...]
    run: Run


def assembled(records: Iterable[Stored]) -> Iterator[Extraction]:
    """The extractions, one at a time."""
    for article, document in records:
        rest = _Rest.model_validate_json(document)
        yield Extraction.model_construct(article=article, claims=rest.claims, rejected=rest.rejected, run=rest.run)


def line(article: Article, document: str) -> str:
    """One record as a line of JSON, for whoever reads along while articles finish."""
    return "".join(json.lines(assembled([(article, document)])))

"""Results as the rows of related tables, for the databases.

`article` numbers the articles from 1 in the order of the input, since two files may hold the same text and so share an
id; `claim` numbers the claims of one article from 1 in the order of its extraction. All else that comes in an order
has a `position`, from 1 too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from extractor.batch.exports.records import groups
from extractor.models import Claim, Extraction

Value = str | int | float | None
Row = tuple[Value, ...]

LAYOUT = Path(__file__).with_name("tables.sql").read_text(encoding="utf-8")
"""What creates them, for every database alike."""

TABLES: dict[str, tuple[str, ...]] = {
    "articles": (
        *("article", "id", "title", "url", "outlet", "published", "lang", "path", "text", "warnings"),
        *("engine", "model", "prompt", "schema_version", "requests", "retries", "reasks"),
        *("tokens_in", "tokens_out", "tokens_cached", "cost", "seconds", "notes"),
    ),
    "claims": (
        *("article", "claim", "id", "actor", "action", "model", "openness", "source", "statement"),
        *("actor_type", "action_type", "status", "when_written", "date", "support"),
        *("canonical_actor", "canonical_model", "canonical_source"),
        *("evidence", "evidence_start", "evidence_end"),
    ),
    "attributions": ("article", "claim", "position", "name", "type", "canonical"),
    "evidence": ("article", "claim", "position", "char_start", "char_end", "text"),
    "mentions": ("article", "claim", "field", "position", "char_start", "char_end", "text"),
    "rejections": ("article", "position", "reason", "message", "statement", "actor", "action", "model", "status"),
}
"""The columns of every table, in the order of the layout."""


def batches(extractions: Iterable[Extraction]) -> Iterator[dict[str, list[Row]]]:
    """The rows of every table, those of some articles at a time."""
    numbers = count(1)
    for group in groups(extractions):
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for extraction in group:
            _add(rows, next(numbers), extraction)
        yield rows


def _add(rows: dict[str, list[Row]], article: int, extraction: Extraction) -> None:
    about = {**extraction.article.model_dump(mode="json"), **extraction.run.model_dump(mode="json")}
    about |= {"article": article, **{name: "\n".join(about[name]) for name in ("warnings", "notes")}}
    rows["articles"].append(tuple(about[name] for name in TABLES["articles"]))
    flat = extraction.to_rows()
    for number, (claim, row) in enumerate(zip(extraction.claims, flat, strict=True), 1):
        values = {**row, "article": article, "claim": number, "when_written": claim.when}
        rows["claims"].append(tuple(values[name] for name in TABLES["claims"]))
        _add_parts(rows, (article, number), claim)
    for position, rejection in enumerate(extraction.rejected, 1):
        draft = rejection.draft
        what = (draft.statement, draft.actor, draft.action, draft.model, str(draft.status))
        rows["rejections"].append((article, position, str(rejection.reason), rejection.message, *what))


def _add_parts(rows: dict[str, list[Row]], key: tuple[int, int], claim: Claim) -> None:
    canonical = claim.canonical.attribution if claim.canonical else [None] * len(claim.attribution)
    for position, (link, name) in enumerate(zip(claim.attribution, canonical, strict=True), 1):
        rows["attributions"].append((*key, position, link.name, str(link.type), name))
    for position, span in enumerate(claim.evidence, 1):
        rows["evidence"].append((*key, position, span.start, span.end, span.text))
    for field, spans in claim.mentions.items():
        for position, span in enumerate(spans, 1):
            rows["mentions"].append((*key, field, position, span.start, span.end, span.text))

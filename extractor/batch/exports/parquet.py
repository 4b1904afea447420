"""An export as a Parquet file: a claim a row, with its chain and its sentences as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.batch.exports.records import groups
from extractor.files import Part
from extractor.models import ROW_COLUMNS, Claim, Extraction

LOGS = ()

_MARK = {b"extractor": b"claims 1"}
"""Metadata of what we write: the layout and its version."""

_TEXT = pa.string()
_SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", _TEXT)])
_TYPES = {"evidence_start": pa.int64(), "evidence_end": pa.int64(), "article_published": pa.date32()}
SCHEMA = pa.schema(
    [
        *((name, _TYPES.get(name, _TEXT)) for name in ROW_COLUMNS),
        ("attribution", pa.list_(pa.struct([("name", _TEXT), ("type", _TEXT), ("canonical", _TEXT)]))),
        ("evidence_spans", pa.list_(_SPAN)),
    ],
    metadata=_MARK,
)
"""The columns of a CSV file, and what does not fit into one cell of it."""


def write(extractions: Iterable[Extraction], path: Path) -> None:
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as file:
        for group in groups(extractions):
            file.write_batch(pa.RecordBatch.from_pylist(list(_rows(group)), SCHEMA))


def ours(path: Path) -> bool:
    try:
        found = pq.read_schema(path).metadata or {}
    except pa.ArrowException:
        return False
    return _MARK.keys() <= found.keys()


def same(part: Part) -> bool:
    return part.same()


def _rows(extractions: Iterable[Extraction]) -> Iterator[dict[str, Any]]:
    for extraction in extractions:
        for claim, row in zip(extraction.claims, extraction.to_rows(), strict=True):
            yield {
                **row,
                "article_published": extraction.article.published,
                "attribution": list(_links(claim)),
                "evidence_spans": [span.model_dump() for span in claim.evidence],
            }


def _links(claim: Claim) -> Iterator[dict[str, Any]]:
    canonical = claim.canonical.attribution if claim.canonical else [None] * len(claim.attribution)
    for link, name in zip(claim.attribution, canonical, strict=True):
        yield {**link.model_dump(mode="json"), "canonical": name}

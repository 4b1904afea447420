"""Exports of extractions made by hand, and how each form is read back."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.batch.exports import Failed, Stored, export
from extractor.models import Extraction

ENDINGS = (".jsonl", ".json", ".csv", ".parquet", ".sqlite", ".db", ".duckdb")
FAILED = Failed(name="b.txt", path="b.txt", code="input", message="b.txt is empty; give an article", attempts=0)


def stored(extractions: Iterable[Extraction]) -> Iterator[Stored]:
    for extraction in extractions:
        yield extraction.article, extraction.model_dump_json(exclude={"article"})


def exported(path: Path, *extractions: Extraction, failures: Iterable[Failed] = ()) -> bool:
    return export(stored(extractions), failures, path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def table_of(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table in the order in which they were written."""
    if path.suffix == ".duckdb":
        import duckdb

        with closing(duckdb.connect(path, read_only=True)) as database:
            found = database.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in found.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {name}")]


def answer(path: Path, question: str) -> list[tuple[Any, ...]]:
    """What a database answers."""
    if path.suffix == ".duckdb":
        import duckdb

        with closing(duckdb.connect(path, read_only=True)) as database:
            return database.execute(question).fetchall()
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def _rows(path: Path) -> list[Any]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parquet(path: Path) -> list[Any]:
    import pyarrow.parquet as pq

    return pq.read_table(path).to_pylist()


READ: dict[str, Callable[[Path], list[Any]]] = {
    ".jsonl": _lines,
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
    ".csv": _rows,
    ".parquet": _parquet,
    ".sqlite": lambda path: table_of(path, "claims"),
    ".db": lambda path: table_of(path, "claims"),
    ".duckdb": lambda path: table_of(path, "claims"),
}
"""Extractions, or claims, of an export."""

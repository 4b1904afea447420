"""What a journal holds, for whoever only reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from extractor.engines.base import Reply
from extractor.engines.journal.database import Database
from extractor.models import Draft, Usage

NAME = "journal.sqlite3"
"""The journal's name in the cache folder."""

NOTES = TypeAdapter(tuple[str, ...])
_SUM = """
    coalesce(sum(requests), 0), coalesce(sum(retries), 0), coalesce(sum(reasks), 0), coalesce(sum(tokens_in), 0),
    coalesce(sum(tokens_out), 0), coalesce(sum(tokens_cached), 0), sum(cost), count(*) - count(cost)
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an article has no result, and how often it was tried."""

    code: str
    message: str
    attempts: int
    usage: Usage = field(default_factory=Usage)
    """What the attempts took together."""


@dataclass(frozen=True, slots=True)
class Info:
    """What a journal holds."""

    path: Path
    size: int
    """Bytes, the write-ahead log included."""
    replies: int = 0
    extractions: int = 0
    failures: int = 0
    spent: Usage = field(default_factory=Usage)
    """The sum of the ledger."""


class Kept:
    """The replies, results, failures and spending in a journal's file, which stays as it is.

    Close it, or use it as a context manager. Raises ConfigError for a file that can't be a journal of this version.
    """

    def __init__(self, path: Path, database: Database | None = None) -> None:
        self.path = path
        self._database = Database(path, reading=True) if database is None else database

    def reply(self, key: str) -> Reply | None:
        """The reply that is kept under the key; None too for one that today's schema does not know."""
        found = self._database.row("SELECT draft, usage, notes FROM replies WHERE key = ?", (key,))
        if found is None:
            return None
        draft, usage, notes = found
        try:
            return Reply(Draft.model_validate_json(draft), Usage.model_validate_json(usage), NOTES.validate_json(notes))
        except ValidationError:
            return None

    def extraction(self, key: str) -> str | None:
        """The JSON of an extraction without its `article`."""
        found = self._database.row("SELECT document FROM extractions WHERE key = ?", (key,))
        return found[0] if found else None

    def failure(self, key: str) -> Failure | None:
        """The failure that is kept under the key."""
        found = self._database.row("SELECT code, message, attempts, usage FROM failures WHERE key = ?", (key,))
        if found is None:
            return None
        code, message, attempts, usage = found
        return Failure(code, message, attempts, Usage.model_validate_json(usage))

    def spent(self, run: str | None = None) -> Usage:
        """The sum of the ledger, or of a run's part of it; its cost is None where a price is unknown."""
        where, values = ("", ()) if run is None else (" WHERE run = ?", (run,))
        return _sum(self._database.row(f"SELECT {_SUM} FROM ledger{where}", values))  # noqa: S608 - no values in it

    def info(self) -> Info:
        """What the journal holds."""
        counted = self._database.row(
            "SELECT (SELECT count(*) FROM replies), (SELECT count(*) FROM extractions), (SELECT count(*) FROM failures)"
        )
        replies, extractions, failures = counted or (0, 0, 0)
        return Info(self.path, size(self.path), replies, extractions, failures, self.spent())

    def close(self) -> None:
        """Closes the file. Once is enough, twice does no harm."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def size(path: Path) -> int:
    """Bytes of the file and of the log beside it; 0 where there is none."""
    parts = (path, path.with_name(f"{path.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def _sum(row: tuple[Any, ...] | None) -> Usage:
    *counts, cost, unknown = row or (0, 0, 0, 0, 0, 0, None, 0)
    requests, retries, reasks, tokens_in, tokens_out, tokens_cached = counts
    return Usage(
        requests=requests,
        retries=retries,
        reasks=reasks,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        tokens_cached=tokens_cached,
        cost=None if unknown else cost,
    )

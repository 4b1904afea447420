"""What a run has settled, in a file without a name, so that it can be read back in the order of the input."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from extractor.batch.events import Failed
from extractor.batch.points import reached
from extractor.errors import OutputError
from extractor.models import Article

if TYPE_CHECKING:
    from extractor.engines.journal import Journal

_TABLES = """
CREATE TABLE results (position INTEGER PRIMARY KEY, key TEXT NOT NULL, article TEXT NOT NULL);
CREATE TABLE failures (position INTEGER PRIMARY KEY, key TEXT, name TEXT NOT NULL, article TEXT, code TEXT NOT NULL,
    message TEXT NOT NULL, attempts INTEGER NOT NULL, remembered INTEGER NOT NULL);
CREATE INDEX failures_by_key ON failures (key) WHERE key IS NOT NULL;
"""
_FAILURE = "position, name, article, code, message, attempts, remembered"


class Spool:
    """Articles and failures by their position; the results themselves stay in the journal.

    SQLite's temporary file: on the disk, not in memory, and gone with the process however that ends.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN")

    def keep(self, position: int, key: str, article: Article) -> None:
        """An article with a result under the key."""
        self._write("INSERT INTO results VALUES (?, ?, ?)", (position, key, article.model_dump_json()))

    def keep_failure(self, failed: Failed, key: str | None) -> None:
        """A failure, of the article under the key if there is an article."""
        values = (failed.position, key, failed.name, failed.article, failed.code, failed.message, failed.attempts)
        self._write("INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*values, failed.remembered))

    def failure(self, key: str) -> Failed | None:
        """How an article under the key failed in this run."""
        with self._lock:
            row = self._connection.execute(
                f"SELECT {_FAILURE} FROM failures WHERE key = ? LIMIT 1",  # noqa: S608 - our own names
                (key,),
            ).fetchone()
        return _failed(row) if row else None

    def records(self, journal: Journal) -> Iterator[tuple[Article, str]]:
        """Every article with the JSON of its extraction (without `article`), in the order of the input."""
        for key, article in self._connection.execute("SELECT key, article FROM results ORDER BY position"):
            document = journal.extraction(key)
            if document is None:
                raise OutputError("results have vanished from the cache while they were read: run it again")
            reached("during_export")
            yield Article.model_validate_json(article), document

    def failures(self) -> Iterator[Failed]:
        """Every failure, in the order of the input."""
        rows = self._connection.execute(f"SELECT {_FAILURE} FROM failures ORDER BY position")  # noqa: S608
        return map(_failed, rows)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            with self._lock:
                self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise OutputError(f"the temporary folder can't be written ({error}): make room, or set TMPDIR") from error


def _failed(row: tuple[int, str, str | None, str, str, int, int]) -> Failed:
    position, name, article, code, message, attempts, remembered = row
    return Failed(position, name, article, code, message, attempts, bool(remembered))

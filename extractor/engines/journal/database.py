"""The SQLite file: opened, brought to today's format, and written in transactions, by threads and processes at once."""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractor.errors import ConfigError, ExtractorError, OutputError
from extractor.escape import terminal

APPLICATION = 0x45787472
"""Tells our file from any other SQLite file."""
VERSION = 2
"""The format: the number of the last script in this folder. A published script never changes."""
PATIENCE = 30.0
"""Seconds to wait for another process's transaction."""


class Database:
    """One connection that threads share.

    Raises ConfigError for a file that is no journal of this version or is damaged, OutputError for a place that
    can't be written to. Neither touches what is there.
    """

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        """With `reading` the file, which has to be there, stays as it is; of an older one a copy in memory is read."""
        self.path = path
        self._lock = threading.RLock()
        self._durable = False
        if reading:
            self._read()
        else:
            self._open()

    def _read(self) -> None:
        # Not "mode=ro", which leaves files of the write-ahead log behind that only a writer may take away.
        self._connection = self._connected(f"{self.path.resolve().as_uri()}?mode=rw", uri=True)
        try:
            with self._told():
                self._connection.execute("PRAGMA query_only = ON")
                self._check()
                if self._version() < VERSION:
                    with closing(self._connection) as older:
                        self._connection = self._connected(":memory:")
                        older.backup(self._connection)
                    self._migrate()
        except BaseException:
            self._connection.close()
            raise

    def _connected(self, database: Path | str, *, uri: bool = False) -> sqlite3.Connection:
        with self._told():
            return sqlite3.connect(database, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=uri)

    def _open(self) -> None:
        path = self.path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or "no such folder"
            raise OutputError(f"the cache folder {_shown(path.parent)} can't be made ({why}): {ELSEWHERE}") from error
        self._connection = self._connected(path)
        try:
            with self._told():
                self._check()
                self._write_ahead()
                self._migrate()
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """All that is written inside, or nothing. When it ends it is on the disk, and survives a loss of power.

        What is not `durable` survives the end of the process, and a loss of power once anything later is durable.
        Within a transaction of the same thread it is a part of that one.
        """
        with self._lock, self._told():
            if self._connection.in_transaction:
                yield self._connection
                return
            if durable != self._durable:
                self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                self._durable = durable
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    with suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")
                raise

    def row(self, statement: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        with self._lock, self._told():
            found: tuple[Any, ...] | None = self._connection.execute(statement, parameters).fetchone()
            return found

    def shrink(self) -> None:
        """Gives the room of removed rows back to the disk, if there is room to do so."""
        with self._lock, suppress(sqlite3.Error):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _check(self) -> None:
        """Raises ConfigError for somebody else's file, and for one from the future."""
        # In this order: another process that makes the tables at this moment sets the mark in the same transaction.
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION and (application or tables):
            raise ConfigError(f"{_shown(self.path)} is a database of another program: {ELSEWHERE}")
        version = self._version()
        if version > VERSION:
            raise ConfigError(
                f"{_shown(self.path)} was written by a newer extractor (format {version}, this one knows {VERSION}): "
                f"upgrade extractor, or {ELSEWHERE}"
            )

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _write_ahead(self) -> None:
        """Switches to a write-ahead log. SQLite does not wait by itself when another process is switching too."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if _primary(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def _migrate(self) -> None:
        """Brings an older file to today's format, in one transaction; another process may have done it meanwhile."""
        if self._version() == VERSION:
            return
        with self.transaction() as connection:
            self._check()
            for version in range(self._version() + 1, VERSION + 1):
                script = files(__package__).joinpath(f"{version}.sql").read_text(encoding="utf-8")
                for statement in script.split(";"):  # no comment and no value of ours has one
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _told(self) -> Generator[None]:
        """SQLite's errors as ours; a wrong use of it stays what it is."""
        try:
            yield
        except sqlite3.Error as error:
            explained = _explained(self.path, error)
            if explained is None:
                raise
            raise explained from error


ELSEWHERE = "set EXTRACTOR_CACHE to another folder"
_STRANGE = re.compile("^no such |has no column|already exists")
"""What SQLite says of tables that are not as our scripts have made them."""


def _explained(path: Path, error: sqlite3.Error) -> ExtractorError | None:
    """The error that says what to do; None for a bug, which is no fault of the file."""
    shown, why = _shown(path), terminal(str(error))
    kind = _primary(error)
    if kind == sqlite3.SQLITE_ERROR and _STRANGE.search(why):
        kind = sqlite3.SQLITE_CORRUPT
    match kind:
        case sqlite3.SQLITE_NOTADB:
            return ConfigError(f"{shown} is not a journal: move it away, or {ELSEWHERE}")
        case sqlite3.SQLITE_CORRUPT:
            return ConfigError(f"{shown} is damaged ({why}): move it away and a new one is made, or {ELSEWHERE}")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return OutputError(f"{shown} has been locked by another process for {PATIENCE:.0f} s: try again after it")
        case sqlite3.SQLITE_FULL:
            return OutputError(f"{shown} can't be written (the disk is full): make room, or {ELSEWHERE}")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return OutputError(f"{shown} can't be written ({why}): make the folder writable, or {ELSEWHERE}")
        case _:
            return None


def _primary(error: sqlite3.Error) -> int:
    """SQLite's own number for the kind of error; 0 for an error of Python's module."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _shown(path: Path) -> str:
    return terminal(str(path))

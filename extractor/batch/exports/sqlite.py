"""An export as a SQLite database, with the tables of `tables.sql` and an index to each."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from extractor.batch.exports.tables import LAYOUT, TABLES, batches
from extractor.files import Part
from extractor.models import Extraction

LOGS = ("-wal", "-journal")

_APPLICATION = 0x45585452
"""`PRAGMA application_id` of what we write, "EXTR": it stands at a fixed place in the file."""
_MAGIC, _PLACE = b"SQLite format 3\0", slice(68, 72)
_KEY = ("article", "claim", "field", "position")


def write(extractions: Iterable[Extraction], path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody sees the file before it is whole, and what fails is thrown away: nothing to roll back.
        with _told():
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.executescript(LAYOUT)
            database.execute("BEGIN")
        for batch in batches(extractions):
            with _told():
                for table, rows in batch.items():
                    marks = ", ".join("?" * len(TABLES[table]))
                    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names
        with _told():
            for table, columns in TABLES.items():
                key = ", ".join(name for name in _KEY if name in columns)
                database.execute(f"CREATE UNIQUE INDEX {table}_in_order ON {table} ({key})")
            database.execute("COMMIT")


def ours(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(100)
    return head.startswith(_MAGIC) and head[_PLACE] == _APPLICATION.to_bytes(4, "big")


def same(part: Part) -> bool:
    return part.same()


@contextmanager
def _told() -> Iterator[None]:
    """What SQLite could not do is an error of the system, such as a full disk."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from error

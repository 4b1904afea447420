"""Who works on what, so that two runs at once do the work once."""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from extractor.engines.journal.database import Database
from extractor.engines.journal.process import Process, this
from extractor.errors import ExtractorError

BEAT = 10.0
"""Seconds between two signs of life."""
LAPSE = 60.0
"""Seconds without a sign of life after which an owner that can't be looked up counts as dead."""


class Leases:
    """The leases of one open journal. A thread of its own gives the signs of life until `close`."""

    def __init__(self, database: Database, *, beat: float = BEAT, lapse: float = LAPSE) -> None:
        self._database = database
        self._beat = beat
        self._lapse = lapse
        self._owner = uuid.uuid4().hex
        self._process = this()
        self._ended = threading.Event()
        with database.transaction(durable=False) as connection:
            self._sweep(connection)
            self._sign(connection)
        self._pulse = threading.Thread(target=self._go_on, name="journal pulse", daemon=True)
        self._pulse.start()

    def take(self, connection: sqlite3.Connection, key: str) -> bool:
        """Whether the key is now ours; taken from an owner that is dead. In the caller's transaction."""
        found = connection.execute(
            "SELECT owner, pid, started, host, beat FROM leases LEFT JOIN owners USING (owner) WHERE key = ?", (key,)
        ).fetchone()
        if found and found[0] != self._owner and self._lives(*found[1:]):
            return False
        connection.execute("INSERT OR REPLACE INTO leases (key, owner) VALUES (?, ?)", (key, self._owner))
        return True

    def give_back(self, connection: sqlite3.Connection, key: str) -> None:
        """Whoever's it is: called when the work is done. In the caller's transaction."""
        connection.execute("DELETE FROM leases WHERE key = ?", (key,))

    def release(self, connection: sqlite3.Connection, key: str) -> None:
        """Ours alone: called when the work is left undone. In the caller's transaction."""
        connection.execute("DELETE FROM leases WHERE key = ? AND owner = ?", (key, self._owner))

    @contextmanager
    def alone(self) -> Iterator[tuple[sqlite3.Connection, list[int]]]:
        """A durable transaction, and the process numbers of those who have the journal open beside us."""
        with self._database.transaction() as connection:
            self._sweep(connection)
            others = connection.execute("SELECT pid FROM owners WHERE owner <> ?", (self._owner,)).fetchall()
            yield connection, [pid for (pid,) in others]

    def close(self) -> None:
        """Ends the signs of life and gives back what was taken."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._pulse.join()
        with suppress(ExtractorError), self._database.transaction(durable=False) as connection:
            self._forget(connection, self._owner)

    def _go_on(self) -> None:
        while not self._ended.wait(self._beat):
            # A disk that is full now may have room at the next beat; whoever writes results will say so.
            with suppress(ExtractorError), self._database.transaction(durable=False) as connection:
                self._sign(connection)

    def _sign(self, connection: sqlite3.Connection) -> None:
        process = self._process
        connection.execute(
            "INSERT OR REPLACE INTO owners (owner, pid, started, host, beat) VALUES (?, ?, ?, ?, ?)",
            (self._owner, process.pid, process.started, process.host, time.time()),
        )

    def _sweep(self, connection: sqlite3.Connection) -> None:
        """Forgets the dead and what they had taken."""
        for owner, *sign in connection.execute("SELECT owner, pid, started, host, beat FROM owners").fetchall():
            if owner != self._owner and not self._lives(*sign):
                self._forget(connection, owner)

    def _forget(self, connection: sqlite3.Connection, owner: str) -> None:
        connection.execute("DELETE FROM leases WHERE owner = ?", (owner,))
        connection.execute("DELETE FROM owners WHERE owner = ?", (owner,))

    def _lives(self, pid: int | None, started: str, host: str, beat: float) -> bool:
        """Whether the owner has given a sign of life lately and its process may still be there."""
        if pid is None or abs(time.time() - beat) > self._lapse:
            return False
        return not Process(pid, started, host).gone

"""The journal: replies, results, failures, what was paid, and who works on what."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from extractor.engines.base import Reply
from extractor.engines.journal.clerk import Clerk
from extractor.engines.journal.database import Database
from extractor.engines.journal.kept import NOTES, Info, Kept
from extractor.engines.journal.leases import BEAT, LAPSE, Leases
from extractor.errors import OutputError
from extractor.models import Usage


class Journal(Kept):
    """What has been computed and paid for, in one SQLite file that threads and processes share.

    Opens, creates or migrates it. Every `keep_…` is one transaction and on the disk when it returns. Close it, or
    use it as a context manager. Raises ConfigError for a file that can't be a journal of this version, OutputError
    where nothing can be written; never takes away what it can't read.
    """

    def __init__(self, path: Path, *, beat: float = BEAT, lapse: float = LAPSE) -> None:
        super().__init__(path, Database(path))
        self._clerk = Clerk(self._database.transaction)
        try:
            self._leases = Leases(self._database, beat=beat, lapse=lapse)
        except BaseException:
            self._database.close()
            raise

    def later(self, write: Callable[[], object], after: Callable[[], object] | None = None) -> asyncio.Future[None]:
        """For an event loop: done when `write`, a call of one of the `keep_…`, is on the disk; see `Clerk.do`."""
        return self._clerk.do(write, after)

    # Answers of models, by the key of the call.

    def keep_reply(self, key: str, reply: Reply) -> None:
        """Keeps the reply, in the place of an older one."""
        row = (
            key,
            reply.draft.model_dump_json(),
            reply.usage.model_dump_json(),
            NOTES.dump_json(reply.notes).decode(),
            time.time(),
        )
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO replies (key, draft, usage, notes, created) VALUES (?, ?, ?, ?, ?)", row
            )

    # Results and failures, by the key of the article.

    def keep_extraction(self, key: str, document: str, usage: Usage) -> None:
        """Keeps the result, forgets the failure and gives the lease back. The first result of a key stays."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO extractions (key, document, usage, created) VALUES (?, ?, ?, ?)",
                (key, document, usage.model_dump_json(), time.time()),
            )
            connection.execute("DELETE FROM failures WHERE key = ?", (key,))
            self._leases.give_back(connection, key)

    def keep_failure(self, key: str, code: str, message: str, usage: Usage | None = None) -> None:
        """Keeps the failure, one attempt more than before, adds up what it took and gives the lease back."""
        message = message.encode("utf-8", "replace").decode()
        with self._database.transaction() as connection:
            before = connection.execute("SELECT attempts, usage FROM failures WHERE key = ?", (key,)).fetchone()
            attempts, took = (before[0], Usage.model_validate_json(before[1])) if before else (0, Usage())
            connection.execute(
                "INSERT OR REPLACE INTO failures (key, code, message, attempts, usage, created)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (key, code, message, attempts + 1, (took + (usage or Usage())).model_dump_json(), time.time()),
            )
            self._leases.give_back(connection, key)

    # Work in progress.

    def lease(self, key: str) -> bool:
        """Whether the key is ours to work on, until it is kept or released or this journal is closed.

        False when another journal, here or in another process, is at work on it, and when its extraction has come
        in since it was last looked for: look again. Asking for what we have is True.
        """
        with self._database.transaction(durable=False) as connection:
            if connection.execute("SELECT 1 FROM extractions WHERE key = ?", (key,)).fetchone():
                return False
            return self._leases.take(connection, key)

    def release(self, key: str) -> None:
        """Gives back a lease whose work is left undone."""
        with self._database.transaction(durable=False) as connection:
            self._leases.release(connection, key)

    # What was paid.

    def record(self, run: str, key: str, usage: Usage, *, ok: bool) -> None:
        """One row of the ledger: what an attempt took in this run, whether anything came of it or not."""
        with self._database.transaction(durable=False) as connection:
            connection.execute(
                "INSERT INTO ledger (run, key, requests, retries, reasks, tokens_in, tokens_out, tokens_cached, cost,"
                " ok, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (run, key, *usage.model_dump().values(), ok, time.time()),
            )

    # The file.

    def clear(self) -> Info:
        """What was removed, which is everything. Raises OutputError while another process has the journal open."""
        with self._leases.alone() as (connection, others):
            if others:
                pids = ", ".join(map(str, sorted(set(others))))
                raise OutputError(f"the journal is in use by process {pids}: clear it when that has ended")
            removed = self.info()
            for table in ("replies", "extractions", "failures", "ledger", "leases"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self._database.shrink()
        return removed

    def close(self) -> None:
        """Finishes what is being written, gives leases back and closes the file. Once is enough, twice does no harm."""
        self._clerk.close()
        self._leases.close()
        self._database.close()

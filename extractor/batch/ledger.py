"""What a run pays, attempt by attempt: in the journal, so that the next run knows, and in the budget."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.batch.budget import Budget
from extractor.engines.base import Attempt, Call, Engine, Reply, Wrapping
from extractor.errors import OutputError
from extractor.models import Usage

if TYPE_CHECKING:
    from extractor.engines.journal import Journal


def account_of(output: Path | None) -> str:
    """Whose spending it is: all runs that write the same file have one account, whatever the model.

    Runs that stream to standard output have one for each folder they are started in.
    """
    account = str(output.resolve()) if output is not None else f"- in {Path.cwd()}"
    # The name of a file need not be UTF-8, and a column of text must be.
    return os.fsencode(account).decode("utf-8", "backslashreplace")


class Ledger:
    """The account of one output. Threads and tasks may share it."""

    def __init__(self, journal: Journal, account: str) -> None:
        self._journal = journal
        self._account = account
        self._lock = threading.Lock()
        self._unwritten: defaultdict[int, list[Attempt]] = defaultdict(list)
        self.before = journal.spent(account)
        """What earlier runs took."""
        self.usage = Usage()
        """What this one has taken; its cost is that of the requests with a known price."""
        self.unpriced = 0
        """Requests that took tokens and have no known price."""
        self.budget: Budget | None = None

    def tell(self, attempt: Attempt) -> None:
        """Counts an attempt; it is written down by `write`."""
        with self._lock:
            self._unwritten[id(attempt.call)].append(attempt)
            self._count(attempt.usage)
        if self.budget:
            self.budget.spend(attempt.usage)

    def write(self, call: Call) -> None:
        """Writes the call's attempts down."""
        self._record(call, self._told_of(call))

    def write_later(self, call: Call) -> asyncio.Future[None]:
        """`write` for an event loop."""
        # Taken out here: the clerk may have to write once more what was written together with something that failed.
        return self._journal.later(partial(self._record, call, self._told_of(call)))

    def _told_of(self, call: Call) -> list[Attempt]:
        with self._lock:
            return self._unwritten.pop(id(call), [])

    def _record(self, call: Call, attempts: Sequence[Attempt]) -> None:
        for attempt in attempts:
            self._journal.record(self._account, call.fingerprint, attempt.usage, ok=attempt.ok)

    def _count(self, usage: Usage) -> None:
        cost = self.usage.cost
        if usage.cost is not None:
            cost = (cost or 0.0) + usage.cost
        elif usage.tokens_in or usage.tokens_out:
            self.unpriced += 1
        self.usage = (self.usage + usage).model_copy(update={"cost": cost})


class Counted(Wrapping):
    """An engine whose attempts are in the ledger, which it is told of them, when it returns."""

    def __init__(self, engine: Engine, ledger: Ledger, *, lost: Callable[[OutputError], None] | None = None) -> None:
        """A ledger that can't be written is an OutputError; with `lost`, which is told of it, the reply is returned."""
        super().__init__(engine)
        self._ledger = ledger
        self._lost = lost

    def answer(self, call: Call) -> Reply:
        try:
            return self._engine.answer(call)
        finally:
            with self._told():
                self._ledger.write(call)

    async def aanswer(self, call: Call) -> Reply:
        try:
            return await self._engine.aanswer(call)
        finally:
            # Also when the caller was cancelled, since it is paid: what the clerk has begun is finished.
            with self._told():
                await asyncio.shield(self._ledger.write_later(call))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OutputError as error:
            if self._lost is None:
                raise
            self._lost(error)

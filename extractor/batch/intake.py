"""What comes in is looked up: known results and failures are settled at once, the rest is leased and handed on."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.batch.books import Books
from extractor.batch.keys import Keys
from extractor.batch.points import reached
from extractor.batch.sources import Item
from extractor.batch.spool import Spool
from extractor.errors import ExtractorError, OutputError
from extractor.models import Article

if TYPE_CHECKING:
    from extractor.engines.journal import Journal

LATER = 256
"""Articles that wait for somebody else's result; while there are so many, nothing more is read."""
AGAIN = 0.25
"""Seconds until another process's work is looked for again."""


@dataclass(frozen=True, slots=True)
class Task:
    """An article that is ours to work on."""

    item: Item
    article: Article
    key: str


class Intake(threading.Thread):
    """Reads the input in a thread of its own: a batch that is finished is told from here without anything else.

    An article whose text is being worked on, here or in another process, waits for that result while others pass.
    Once `stopping` says so, nothing more is handed on, but known results are still delivered; where nothing can be
    written, `halt` is told. Any other error that isn't an article's ends the thread and is in `error`.
    """

    def __init__(
        self,
        items: Iterable[Item],
        keys: Keys,
        journal: Journal,
        spool: Spool,
        books: Books,
        *,
        retry_failed: bool,
        ahead: int,
        stopping: Callable[[], bool],
        halt: Callable[[str, ExtractorError], None],
        hand_on: Callable[[Task], None],
        finished: Callable[[], None],
    ) -> None:
        super().__init__(name="batch intake", daemon=True)
        self._items = items
        self._keys = keys
        self._journal = journal
        self._spool = spool
        self._books = books
        self._retry_failed = retry_failed
        self._slots = threading.Semaphore(ahead)
        self._stopping = stopping
        self._halt = halt
        self._hand_on = hand_on
        self._finished = finished
        self._flying: set[str] = set()
        self._later: deque[Task] = deque()
        self._landed = threading.Event()
        self._looked = 0.0
        self._ended = False
        self.seen = 0
        """Items so far."""
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._read()
        except BaseException as error:
            self.error = error
        finally:
            self._finished()

    def taken(self) -> None:
        """A task has been begun: there is room for another."""
        self._slots.release()

    def landed(self, task: Task) -> None:
        """A task is settled, and whoever waits for the same text may look."""
        self._flying.discard(task.key)
        self._landed.set()

    def end(self) -> None:
        """No more is to be read or told."""
        self._ended = True
        self._landed.set()

    def _read(self) -> None:
        for item in self._items:
            if self._ended:
                return
            self.seen += 1
            if isinstance(item.outcome, ExtractorError):
                self._books.unreadable(item)
                continue
            task = Task(item, item.outcome, self._keys.of(item.outcome))
            if not self._placed(task):
                self._later.append(task)
            self._look_again(LATER - 1)
        self._look_again(0)

    def _look_again(self, most: int) -> None:
        """Places what can be placed of those that wait, until at most so many are left."""
        while self._later and not self._ended:
            enough = len(self._later) <= most
            if not enough:
                self._landed.wait(AGAIN)
            if self._landed.is_set() or time.monotonic() - self._looked > AGAIN:
                self._landed.clear()
                waiting = len(self._later)
                for _ in range(waiting):
                    task = self._later.popleft()
                    if not self._placed(task):
                        self._later.append(task)
                self._looked = time.monotonic()
            if enough:
                return

    def _placed(self, task: Task) -> bool:
        """Whether the article is settled or handed on; False while somebody is at work on its text."""
        item, key = task.item, task.key
        document = self._journal.extraction(key)
        if document is not None:
            self._books.done(item, key, document)
            return True
        if key in self._flying:
            return False
        if failed := self._spool.failure(key):
            self._books.failed(item, key, failed.code, failed.message, attempts=failed.attempts, remembered=True)
            return True
        failure = None if self._retry_failed else self._journal.failure(key)
        if failure is not None:
            self._books.failed(item, key, failure.code, failure.message, attempts=failure.attempts, remembered=True)
            return True
        if self._stopping():
            self._books.skipped()
            return True
        try:
            if not self._journal.lease(key):
                return False
        except OutputError as error:
            self._halt("error", error)
            self._books.skipped()
            return True
        reached("after_lease")
        self._flying.add(key)
        self._pass(task)
        return True

    def _pass(self, task: Task) -> None:
        """Hands the task on as soon as there is room for it."""
        while not self._slots.acquire(timeout=AGAIN):
            if self._stopping():
                self._flying.discard(task.key)
                self._books.skipped()
                with suppress(OutputError):
                    self._journal.release(task.key)
                return
        self._hand_on(task)

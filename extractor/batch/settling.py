"""What becomes of an article that was tried: its result is kept, or its failure is, or it is as if never tried."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from extractor.batch.books import Books
from extractor.batch.intake import Task
from extractor.batch.points import reached
from extractor.errors import (
    ExtractorError,
    OutputError,
    RateLimitError,
    RecordingError,
    ServerError,
    UnreachableError,
    hopeless,
)
from extractor.models import Usage

if TYPE_CHECKING:
    from extractor.engines.journal import Journal

PASSING = (UnreachableError, RateLimitError, ServerError, RecordingError)
"""Not the article's fault: it has failed in this run, and the next one tries it again."""


class Settling:
    """Where lanes bring what they got. Called from several threads; raises when the journal can't be written."""

    def __init__(
        self,
        journal: Journal,
        books: Books,
        halt: Callable[[str, ExtractorError | None], None],
        *,
        doomed: Callable[[], ExtractorError | None],
        patience: int,
        landed: Callable[[Task], None] = lambda task: None,
    ) -> None:
        """`doomed` is the error with which the engine gave up, if it has; `patience`: so many passing errors in a row,
        without a result between them, stop the run as well."""
        self._journal = journal
        self._books = books
        self._halt = halt
        self._doomed = doomed
        self._patience = patience
        self._in_a_row = 0
        self._open: set[str] = set()
        self.landed = landed

    def begin(self, task: Task) -> None:
        self._open.add(task.key)
        self._books.started(task.item)

    def keep(self, task: Task, document: str, usage: Usage) -> None:
        """The task's result, as JSON without its article."""
        self._journal.keep_extraction(task.key, document, usage)
        self._kept(task, document, usage)

    def keep_later(self, task: Task, document: str, usage: Usage) -> asyncio.Future[None]:
        """`keep` for an event loop."""
        return self._journal.later(
            lambda: self._journal.keep_extraction(task.key, document, usage),
            lambda: self._kept(task, document, usage),
        )

    def _kept(self, task: Task, document: str, usage: Usage) -> None:
        reached("after_commit")
        self._in_a_row = 0
        self._books.done(task.item, task.key, document, usage)
        self._close(task)

    def fail(self, task: Task, error: ExtractorError) -> None:
        """The task's failure, unless the error is about more than this article."""
        doom = error if hopeless(error) else self._doomed()
        if doom:
            self._halt("error", doom)
            self.skip([task])
            return
        if isinstance(error, PASSING):
            self._release(task)
            self._books.failed(task.item, task.key, error.code, error.message, attempts=1)
            self._in_a_row += 1
            if self._in_a_row >= self._patience:
                self._halt("error", error)
        else:
            self._journal.keep_failure(task.key, error.code, error.message)
            kept = self._journal.failure(task.key)
            attempts = kept.attempts if kept else 1
            self._books.failed(task.item, task.key, error.code, error.message, attempts=attempts)
        self._close(task)

    def skip(self, tasks: Iterable[Task]) -> None:
        """Leaves the tasks to another run."""
        for task in tasks:
            self._books.skipped()
            self._close(task)
            self._release(task)

    def abandon(self, tasks: Iterable[Task]) -> None:
        """Leaves those tasks to another run that were begun and are not settled."""
        self.skip([task for task in tasks if task.key in self._open])

    def _release(self, task: Task) -> None:
        with suppress(OutputError):  # it lapses with this process in any case
            self._journal.release(task.key)

    def _close(self, task: Task) -> None:
        self._open.discard(task.key)
        self.landed(task)

"""What becomes of an article that was tried: its result is kept, or its failure is, or it is as if never tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from extractor.batch.books import Books
from extractor.batch.intake import Task
from extractor.batch.points import reached
from extractor.errors import (
    BudgetError,
    ConfigError,
    ExtractorError,
    LanguageError,
    OutputError,
    RateLimitError,
    RecordingError,
    ServerError,
    UnreachableError,
    UsageError,
)
from extractor.models import Usage

if TYPE_CHECKING:
    from extractor.engines.journal import Journal

PASSING = (UnreachableError, RateLimitError, ServerError, RecordingError)
"""Not the article's fault: it has failed in this run, and the next one tries it again."""
HOPELESS = (ConfigError, BudgetError, OutputError, UsageError)
"""Not the article's fault either, and every other article would meet the same."""


def hopeless(error: ExtractorError) -> bool:
    """Whether the error would fail every article alike: a wrong key, a spent budget, a full disk."""
    return isinstance(error, HOPELESS) and not isinstance(error, LanguageError)


class Settling:
    """Where lanes bring what they got. Called from several threads; raises when the journal can't be written."""

    def __init__(
        self,
        journal: Journal,
        books: Books,
        halt: Callable[[str, ExtractorError | None], None],
        *,
        patience: int,
        landed: Callable[[Task], None] = lambda task: None,
    ) -> None:
        """`patience`: so many passing errors in a row, without a result between them, stop the run."""
        self._journal = journal
        self._books = books
        self._halt = halt
        self._patience = patience
        self._in_a_row = 0
        self.landed = landed

    def begin(self, task: Task) -> None:
        self._books.started(task.item)

    def keep(self, task: Task, document: str, usage: Usage) -> None:
        """The task's result, as JSON without its article."""
        self._in_a_row = 0
        self._journal.keep_extraction(task.key, document, usage)
        reached("after_commit")
        self._books.done(task.item, task.key, document, usage)
        self.landed(task)

    def fail(self, task: Task, error: ExtractorError) -> None:
        """The task's failure, unless the error is about more than this article."""
        if hopeless(error):
            self._halt("error", error)
            self.skip([task])
            return
        if isinstance(error, PASSING):
            self._journal.release(task.key)
            self._books.failed(task.item, task.key, error.code, error.message, attempts=1)
            self._in_a_row += 1
            if self._in_a_row >= self._patience:
                self._halt("error", error)
        else:
            self._journal.keep_failure(task.key, error.code, error.message)
            kept = self._journal.failure(task.key)
            attempts = kept.attempts if kept else 1
            self._books.failed(task.item, task.key, error.code, error.message, attempts=attempts)
        self.landed(task)

    def skip(self, tasks: Iterable[Task]) -> None:
        """Leaves the tasks to another run."""
        for task in tasks:
            self._books.skipped()
            self.landed(task)
            self._journal.release(task.key)

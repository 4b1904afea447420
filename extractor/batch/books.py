"""The running account: every article that is settled is spooled, counted and told of, once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from extractor.batch.events import Done, Event, Failed, Outcome, Started
from extractor.batch.sources import Item
from extractor.batch.spool import Spool
from extractor.errors import ExtractorError
from extractor.models import Article, Usage

_CLAIM = '"support":'
"""Stands in the JSON of an extraction once for each claim: in a string, its quotes would be escaped."""


class Books:
    """Shared by the threads of a run; `tell` is called by one at a time."""

    def __init__(self, spool: Spool, tell: Callable[[Event], None]) -> None:
        self._spool = spool
        self._tell = tell
        self._lock = threading.RLock()
        self.outcome = Outcome()
        self.fresh_failures = 0
        """Failures without the remembered ones."""

    def started(self, item: Item) -> None:
        with self._lock:
            self._tell(Started(item.position, item.name))

    def done(self, item: Item, key: str, document: str, usage: Usage | None = None) -> None:
        """The article has its result; without `usage` it was there already."""
        assert isinstance(item.outcome, Article)
        claims = document.count(_CLAIM)
        with self._lock:
            self._spool.keep(item.position, key, item.outcome)
            before = self.outcome
            self.outcome = replace(
                before,
                done=before.done + 1,
                cached=before.cached + (usage is None),
                claims=before.claims + claims,
                usage=before.usage if usage is None else before.usage + usage,
            )
            self._tell(Done(item.position, item.name, item.outcome, document, claims, usage is None, usage))

    def failed(
        self, item: Item, key: str | None, code: str, message: str, *, attempts: int = 0, remembered: bool = False
    ) -> None:
        """The article has no result."""
        article = item.outcome.id if isinstance(item.outcome, Article) else None
        failed = Failed(item.position, item.name, article, code, message, attempts, remembered)
        with self._lock:
            self._spool.keep_failure(failed, key)
            self.outcome = replace(self.outcome, failed=self.outcome.failed + 1)
            self.fresh_failures += not remembered
            self._tell(failed)

    def unreadable(self, item: Item) -> None:
        """There is no article."""
        assert isinstance(item.outcome, ExtractorError)
        self.failed(item, None, item.outcome.code, item.outcome.message)

    def skipped(self, count: int = 1) -> None:
        with self._lock:
            self.outcome = replace(self.outcome, skipped=self.outcome.skipped + count)

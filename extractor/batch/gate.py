"""How many calls are in flight at once, while more articles than that are planned, judged and written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from extractor.engines.base import Call, Engine, Reply, Wrapping
from extractor.models import Article


class StoppedError(Exception):
    """The run was stopped before the article's first call."""


class Gate(Wrapping):
    """An engine that passes on so many calls at once; once the run is stopping, none for an article not yet begun."""

    def __init__(self, engine: Engine, width: int, stopping: Callable[[], bool]) -> None:
        super().__init__(engine)
        self._open = asyncio.Semaphore(width)
        self._stopping = stopping
        self._begun: set[int] = set()

    async def aanswer(self, call: Call) -> Reply:
        async with self._open:
            if id(call.article) not in self._begun:
                if self._stopping():
                    raise StoppedError
                self._begun.add(id(call.article))
            return await self._engine.aanswer(call)

    def ended(self, article: Article) -> None:
        """No more calls for the article will come."""
        self._begun.discard(id(article))

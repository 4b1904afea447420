"""How many calls are in flight at once, while more articles than that are planned, judged and written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from extractor.engines.base import Call, Engine, Parameter, Reply, parameters_of
from extractor.models import Article


class StoppedError(Exception):
    """The run was stopped before the article's first call."""


class Gate:
    """An engine that passes on so many calls at once; once the run is stopping, none for an article not yet begun."""

    def __init__(self, engine: Engine, width: int, stopping: Callable[[], bool]) -> None:
        self._engine = engine
        self._open = asyncio.Semaphore(width)
        self._stopping = stopping
        self._begun: set[int] = set()

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def model(self) -> str:
        return self._engine.model

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return parameters_of(self._engine)

    def answer(self, call: Call) -> Reply:
        return self._engine.answer(call)

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

    def close(self) -> None:
        """Closes the wrapped engine, if it can be closed."""
        close = getattr(self._engine, "close", None)
        if close:
            close()

    async def aclose(self) -> None:
        """Closes the wrapped engine, if it can be closed."""
        aclose = getattr(self._engine, "aclose", None)
        if aclose:
            await aclose()
        else:
            self.close()

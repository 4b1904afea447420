"""Many articles side by side, in their order, for a program that holds them itself."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from types import UnionType
from typing import TYPE_CHECKING, Literal, overload

from extractor.batch.exports.records import assembled
from extractor.batch.processes import Processes
from extractor.engines.base import Engine
from extractor.engines.offline import Offline
from extractor.errors import ExtractorError, UsageError
from extractor.models import Article, Extraction
from extractor.names import Aliases, Given
from extractor.pipeline import Reading, aextract, aopened, as_article, extract, kind, meant, opened, settled

if TYPE_CHECKING:
    from extractor.settings import Settings

CONCURRENCY = 8
"""Articles in flight at once."""


@overload
def extract_many(
    articles: Iterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
    errors: Literal["raise"] = "raise",
) -> Iterator[Extraction]: ...


@overload
def extract_many(
    articles: Iterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
    errors: Literal["return"],
) -> Iterator[Extraction | ExtractorError]: ...


def extract_many(
    articles: Iterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
    errors: Literal["raise", "return"] = "raise",
) -> Iterator[Extraction | ExtractorError]:
    """The articles' extractions in the order of the articles, which are taken only as they are needed.

    At most `concurrency` articles are in flight; the offline engine reads them on every core. A failed article raises
    its error at its turn, or stands in the results as that error with `errors="return"`, so that the others are not
    lost. Whoever stops asking waits for the articles in flight, unless by an interruption.
    """
    _check(articles, concurrency, Iterable)
    settings = settled(model, settings)
    reading, names = Reading.of(settings, chunk_tokens, passes), meant(aliases, settings)
    with opened(model, settings) as engine, closing(_Room(engine, concurrency, reading)) as room:
        pool = ThreadPoolExecutor(room.width)
        waiting: deque[Future[Extraction | ExtractorError]] = deque()
        patient = True
        try:
            for article in articles:
                waiting.append(pool.submit(room.extract, article))
                if len(waiting) >= concurrency:
                    yield _delivered(waiting.popleft().result(), errors, names)
            while waiting:
                yield _delivered(waiting.popleft().result(), errors, names)
        except (KeyboardInterrupt, SystemExit):
            patient = False
            raise
        finally:
            pool.shutdown(wait=patient, cancel_futures=True)


@overload
def aextract_many(
    articles: Iterable[Article | str] | AsyncIterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
    errors: Literal["raise"] = "raise",
) -> AsyncGenerator[Extraction]: ...


@overload
def aextract_many(
    articles: Iterable[Article | str] | AsyncIterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
    errors: Literal["return"],
) -> AsyncGenerator[Extraction | ExtractorError]: ...


async def aextract_many(
    articles: Iterable[Article | str] | AsyncIterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
    errors: Literal["raise", "return"] = "raise",
) -> AsyncGenerator[Extraction | ExtractorError]:
    """`extract_many` without blocking the event loop; the articles may come from an asynchronous iterator too.

    Articles in flight are cancelled when whoever asks closes the generator, which breaking off a loop does not do
    by itself: see `contextlib.aclosing`.
    """
    _check(articles, concurrency, Iterable | AsyncIterable)
    settings = settled(model, settings)
    reading, names = Reading.of(settings, chunk_tokens, passes), meant(aliases, settings)
    async with aopened(model, settings) as engine:
        room = _Room(engine, concurrency, reading)
        gate = asyncio.Semaphore(room.width)
        waiting: deque[asyncio.Task[Extraction | ExtractorError]] = deque()
        try:
            async for article in _each(articles):
                waiting.append(asyncio.create_task(room.aextract(article, gate)))
                if len(waiting) >= concurrency:
                    yield _delivered(await waiting.popleft(), errors, names)
            while waiting:
                yield _delivered(await waiting.popleft(), errors, names)
        finally:
            for task in waiting:
                task.cancel()
            room.close()
            await asyncio.gather(*waiting, return_exceptions=True)


class _Room:
    """Where one article is worked on: here, or in a process if it is the offline engine that reads."""

    def __init__(self, engine: Engine, concurrency: int, reading: Reading) -> None:
        self._engine = engine
        self._reading = reading
        self._processes = Processes(reading) if isinstance(engine, Offline) else None
        self.width = min(concurrency, self._processes.count) if self._processes else concurrency
        """How many articles are worked on at a time."""

    def extract(self, article: Article | str) -> Extraction | ExtractorError:
        how = self._reading
        try:
            if self._processes:
                return self._computed(as_article(article), self._processes)
            return extract(article, model=self._engine, chunk_tokens=how.chunk_tokens, passes=how.passes)
        except ExtractorError as error:
            return error

    async def aextract(self, article: Article | str, gate: asyncio.Semaphore) -> Extraction | ExtractorError:
        how = self._reading
        async with gate:
            if self._processes:
                return await asyncio.to_thread(self.extract, article)
            try:
                return await aextract(article, model=self._engine, chunk_tokens=how.chunk_tokens, passes=how.passes)
            except ExtractorError as error:
                return error

    def close(self) -> None:
        if self._processes:
            self._processes.close()

    def _computed(self, article: Article, processes: Processes) -> Extraction | ExtractorError:
        (result,) = processes.compute([article])
        if isinstance(result, ExtractorError):
            return result
        document, _ = result
        return next(assembled([(article, document)]))


def _check(articles: object, concurrency: object, several: type | UnionType) -> None:
    """Raises UsageError for what can't be meant; a single text would be an article for each of its letters."""
    if isinstance(articles, str | bytes) or not isinstance(articles, several):
        raise UsageError(f"articles are several texts or Articles, not {kind(articles)}: write [article] for one")
    if not isinstance(concurrency, int) or concurrency < 1:
        raise UsageError(f"concurrency is a number of articles, 1 or more, not {str(concurrency)[:40]!r}")


async def _each(articles: Iterable[Article | str] | AsyncIterable[Article | str]) -> AsyncIterator[Article | str]:
    if isinstance(articles, AsyncIterable):
        async for article in articles:
            yield article
    else:
        for article in articles:
            yield article


def _delivered(
    result: Extraction | ExtractorError, errors: Literal["raise", "return"], names: Aliases | None
) -> Extraction | ExtractorError:
    if isinstance(result, Extraction):
        return names.applied(result) if names else result
    if errors == "raise":
        raise result
    return result

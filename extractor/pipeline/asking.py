"""Putting an article's calls to an engine and waiting for the replies, in both colours."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.engines.base import Call, Engine, Reply, asks_side_by_side
from extractor.errors import ExtractorError, InputError, UsageError, hopeless
from extractor.models import Article, Extraction
from extractor.names import Given
from extractor.pipeline.judgement import Steps, finish
from extractor.pipeline.naming import meant
from extractor.pipeline.opening import aopened, asked, awaited, kind, opened, settled
from extractor.pipeline.questions import plan
from extractor.pipeline.reading import Reading
from extractor.readers import read_text

if TYPE_CHECKING:
    from extractor.settings import Settings

CONCURRENT_CALLS = 8
"""Calls of one article in flight at once."""


def extract(
    article: Article | str,
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
) -> Extraction:
    """The article's grounded claims.

    `article` may be plain text. `model` is a model string ("offline", "openai/NAME", "ollama/NAME"), an engine of
    your own, or None for the default of the settings. An article of more than `chunk_tokens` is read in parts, and
    with `passes` above 1 each part is asked about again for what is missing; both are the settings' where they are
    None. `aliases` are canonical names with their spellings, or a file of them, and go into `canonical` of the claims.
    Raises an `ExtractorError` when the article can't be read or the engine gives no usable answer to one of its parts;
    a failure is never an empty result.
    """
    started = time.perf_counter()
    settings = settled(model, settings)
    reading, names = Reading.of(settings, chunk_tokens, passes), meant(aliases, settings)
    with opened(model, settings) as engine:
        calls = plan(as_article(article), chunk_tokens=reading.chunk_tokens)
        steps = finish(calls, _replies(calls, engine), engine=engine.name, model=engine.model, passes=reading.passes)
        try:
            calls = next(steps)
            while True:
                calls = steps.send(_replies(calls, engine))
        except StopIteration as done:
            extraction: Extraction = timed(done.value, time.perf_counter() - started)
    return names.applied(extraction) if names else extraction


async def aextract(
    article: Article | str,
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    chunk_tokens: int | None = None,
    passes: int | None = None,
    aliases: Given | None = None,
) -> Extraction:
    """`extract` without blocking the event loop; the calls of a long article run side by side."""
    settings = settled(model, settings)
    reading, names = Reading.of(settings, chunk_tokens, passes), meant(aliases, settings)
    async with aopened(model, settings) as engine:
        calls = plan(as_article(article), chunk_tokens=reading.chunk_tokens)
        extraction = await answered(calls, engine, passes=reading.passes)
    return names.applied(extraction) if names else extraction


async def answered(calls: tuple[Call, ...], engine: Engine, *, passes: int = 1) -> Extraction:
    """The extraction of an article that is already planned: its calls, and what they lead to, put to the engine."""
    started = time.perf_counter()
    replies = await replied(calls, engine)
    steps = finish(calls, replies, engine=engine.name, model=engine.model, passes=passes)
    return timed(await concluded(steps, engine), time.perf_counter() - started)


async def concluded(steps: Steps, engine: Engine) -> Extraction:
    """What the steps come to, their calls put to the engine."""
    try:
        calls = next(steps)
        while True:
            calls = steps.send(await replied(calls, engine))
    except StopIteration as done:
        extraction: Extraction = done.value
        return extraction


def as_article(article: Article | str) -> Article:
    """The article itself, or one made of plain text, with its language where that is plain.

    Raises InputError for blank text, UsageError for what is neither.
    """
    if isinstance(article, Article):
        return article
    if not isinstance(article, str):
        raise UsageError(f"an article is text or an Article, not {kind(article)}: a file is read by read(path)")
    if not article.strip():
        raise InputError("the article is blank: give it some text")
    return read_text(article)


# Once a call has failed no more are begun, and those in flight are waited for, since their replies are paid for and
# may be kept. Then the error of the first part that failed is raised.


def _replies(calls: Sequence[Call], engine: Engine) -> Sequence[Reply]:
    """The replies in the order of the calls, which run side by side if the engine is one to be asked from threads."""
    if len(calls) == 1 or not asks_side_by_side(engine):
        return [_asked(engine, call) for call in calls]
    failed = False

    def answer(call: Call) -> Reply | Exception | None:
        nonlocal failed
        if failed:
            return None
        try:
            return _asked(engine, call)
        except Exception as error:
            failed = True
            return error

    pool = ThreadPoolExecutor(min(CONCURRENT_CALLS, len(calls)))
    try:
        outcomes = list(pool.map(answer, calls))
    except BaseException:  # an interruption
        failed = True
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return _every(outcomes)


async def replied(calls: Sequence[Call], engine: Engine) -> Sequence[Reply]:
    """The replies in the order of the calls, which run side by side."""
    if len(calls) == 1:
        return [await _awaited(engine, calls[0])]
    gate = asyncio.Semaphore(CONCURRENT_CALLS)
    failed = False

    async def answer(call: Call) -> Reply | Exception | None:
        nonlocal failed
        async with gate:
            if failed:
                return None
            try:
                return await _awaited(engine, call)
            except Exception as error:
                failed = True
                return error

    return _every(await asyncio.gather(*map(answer, calls)))


def _every(outcomes: Sequence[Reply | Exception | None]) -> Sequence[Reply]:
    """The replies; raises the first error among them."""
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return [outcome for outcome in outcomes if isinstance(outcome, Reply)]


def _asked(engine: Engine, call: Call) -> Reply:
    with _placed(call):
        return asked(engine, call)


async def _awaited(engine: Engine, call: Call) -> Reply:
    with _placed(call):
        return await awaited(engine, call)


@contextmanager
def _placed(call: Call) -> Iterator[None]:
    """An error from within says which part of the article it is about."""
    try:
        yield
    except ExtractorError as error:
        if _about_all(error, call):
            raise
        raise error.placed(_place(call)) from error


def _about_all(error: ExtractorError, call: Call) -> bool:
    """Whether no part of the article is to be named: there is but one, or every one would have failed alike."""
    return call.parts == 1 or hopeless(error)


def _place(call: Call) -> str:
    first, last = call.sentences[0].number, call.sentences[-1].number
    numbers = f"sentence {first}" if first == last else f"sentences {first}–{last}"
    return f"part {call.part} of {call.parts} ({numbers})"


def timed(extraction: Extraction, seconds: float) -> Extraction:
    """The extraction with the time that it took."""
    run = extraction.run.model_copy(update={"seconds": round(seconds, 3)})
    return extraction.model_copy(update={"run": run})

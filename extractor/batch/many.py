"""Many articles side by side, in their order, for a program that holds them itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal, overload

from extractor.engines.base import Engine
from extractor.errors import ExtractorError
from extractor.models import Article, Extraction
from extractor.pipeline import CHUNK_TOKENS, extract, opened

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
    chunk_tokens: int = CHUNK_TOKENS,
    errors: Literal["raise"] = "raise",
) -> Iterator[Extraction]: ...


@overload
def extract_many(
    articles: Iterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int = CHUNK_TOKENS,
    errors: Literal["return"],
) -> Iterator[Extraction | ExtractorError]: ...


def extract_many(
    articles: Iterable[Article | str],
    *,
    model: str | Engine | None = None,
    settings: Settings | None = None,
    concurrency: int = CONCURRENCY,
    chunk_tokens: int = CHUNK_TOKENS,
    errors: Literal["raise", "return"] = "raise",
) -> Iterator[Extraction | ExtractorError]:
    """The articles' extractions in the order of the articles, which are taken only as they are needed.

    At most `concurrency` articles are in flight. A failed article raises its error at its turn, or stands in the
    results as that error with `errors="return"`, so that the others are not lost. Whoever stops asking waits
    for the articles in flight, unless by an interruption.
    """
    with opened(model, settings) as engine:
        pool = ThreadPoolExecutor(concurrency)
        waiting: deque[Future[Extraction | ExtractorError]] = deque()
        patient = True
        try:
            for article in articles:
                waiting.append(pool.submit(_one, article, engine, chunk_tokens))
                if len(waiting) >= concurrency:
                    yield _delivered(waiting.popleft(), errors)
            while waiting:
                yield _delivered(waiting.popleft(), errors)
        except (KeyboardInterrupt, SystemExit):
            patient = False
            raise
        finally:
            pool.shutdown(wait=patient, cancel_futures=True)


def _one(article: Article | str, engine: Engine, chunk_tokens: int) -> Extraction | ExtractorError:
    try:
        return extract(article, model=engine, chunk_tokens=chunk_tokens)
    except ExtractorError as error:
        return error


def _delivered(
    future: Future[Extraction | ExtractorError], errors: Literal["raise", "return"]
) -> Extraction | ExtractorError:
    result = future.result()
    if isinstance(result, ExtractorError) and errors == "raise":
        raise result
    return result

"""One article through the offline engine, and a process that does nothing else.

`replying` speaks pickles over a pair of pipes: bundles of articles come in, their results go out, until the input ends,
which it also does when the process at the other end dies.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

from extractor.engines.base import Engine
from extractor.engines.offline import Offline
from extractor.errors import ExtractorError
from extractor.models import Article, Extraction, Usage
from extractor.pipeline import Reading, extract

Result = tuple[str, Usage] | ExtractorError
"""The JSON of an extraction without its article and what it took, or why there is none."""


def compute(articles: Sequence[Article], reading: Reading) -> list[Result]:
    """The articles' results, in their order."""
    engine = Offline()
    return [_result(article, engine, reading) for article in articles]


def result_of(extraction: Extraction) -> tuple[str, Usage]:
    """What is kept of an extraction."""
    run = extraction.run
    usage = Usage(**{name: getattr(run, name) for name in Usage.model_fields})
    return extraction.model_dump_json(exclude={"article"}), usage


def unexpected(error: Exception) -> ExtractorError:
    """A bug that one article has met, as its failure: the others are none the worse."""
    words = " ".join(str(error).split())[:200]
    return ExtractorError(f"unexpected {type(error).__name__} ({words}): leave the article out, and report it")


def serve(chunk_tokens: int, passes: int) -> None:
    """Computes what comes in on standard input; see `replying`."""
    reading = Reading(chunk_tokens, passes)
    replying(lambda articles: compute(articles, reading))


def replying(work: Callable[[Any], object]) -> None:
    """Does the work with what comes in on standard input. An interruption is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # as in the process that asks
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no result
    while True:
        try:
            asked = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
            pickle.dump(work(asked), replies, pickle.HIGHEST_PROTOCOL)
            replies.flush()
        except (EOFError, BrokenPipeError):
            return


def _result(article: Article, engine: Engine, reading: Reading) -> Result:
    try:
        return result_of(extract(article, model=engine, chunk_tokens=reading.chunk_tokens, passes=reading.passes))
    except ExtractorError as error:
        return error
    except Exception as error:
        return unexpected(error)

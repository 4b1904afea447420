"""From options to settings and an engine."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli import console
from extractor.cli.options import Asking, Naming
from extractor.errors import ExtractorError, OutputError, UsageError

if TYPE_CHECKING:
    from extractor.engines.base import Engine
    from extractor.engines.cached import Cached
    from extractor.models import Article, Extraction
    from extractor.names import Aliases
    from extractor.pipeline import Reading
    from extractor.settings import Settings


ACCOUNT = "extract"
"""Whose spending it is in the ledger: that of `extract`, whatever it reads and wherever it writes."""


def settings(asking: Asking) -> Settings:
    """Options over environment over config file."""
    from extractor.settings import Settings

    # A base URL given together with an Ollama model can only mean where that Ollama is.
    local = (asking.model or "").startswith("ollama/")
    chosen = Settings(
        model=asking.model,
        base_url=None if local else asking.base_url,
        ollama_host=asking.base_url if local else None,
        timeout=asking.timeout,
        chunk_tokens=asking.chunk_tokens,
        passes=asking.passes,
    )
    if chosen.api_key:
        console.keep_secret(chosen.api_key.get_secret_value())
    return chosen


def aliases(naming: Naming) -> Aliases | None:
    """Those of the file that the option names, else the settings. Raises ConfigError for what can't be read."""
    from extractor.names import Aliases
    from extractor.settings import Settings

    file = naming.aliases or Settings().aliases
    return Aliases.read(file) if file else None


def model_of(settings: Settings) -> str:
    """The model that the settings mean; says so where that is the offline engine by default."""
    from extractor.engines import DEFAULT_MODEL, KEY_VARIABLES, default_model

    model = default_model(settings)
    if model == "offline" and settings.model is None:
        console.say(
            "no model is set, so the offline engine reads (English, by rules); a model finds more claims and reads "
            f"other languages: set {KEY_VARIABLES} for {DEFAULT_MODEL}, or see -m"
        )
    return model


def extractions(
    articles: Iterable[Article], engine: Engine, asking: Asking
) -> Generator[Extraction | ExtractorError, None, None]:
    """What becomes of each article, in order; see `extract_many`. To be closed before the engine is."""
    from extractor.batch import extract_many

    how = reading(asking, engine)
    yield from extract_many(articles, model=engine, chunk_tokens=how.chunk_tokens, passes=how.passes, errors="return")


def reading(asking: Asking, engine: Engine) -> Reading:
    """How articles are read; says so where passes are asked for that the engine has no use for."""
    from extractor.pipeline import Reading

    how = Reading.of(settings(asking))
    if how.passes > 1 and engine.name == "offline":
        console.say("the offline engine finds the same in every pass, so one it is: --passes is for a model")
        how = replace(how, passes=1)
    return how


@contextmanager
def engine(asking: Asking, *, cache: bool = False) -> Iterator[Engine]:
    """The engine the options ask for, recording or replaying where they say so, with its cache; closed in the end."""
    if asking.record and asking.replay:
        raise UsageError("--record and --replay exclude each other: leave one out")
    with ExitStack() as stack:
        opened = _replay(asking) if asking.replay else _live(asking, cache, stack)
        stack.callback(getattr(opened, "close", _nothing))
        yield opened


def _replay(asking: Asking) -> Engine:
    from extractor.engines.stored import Replay

    assert asking.replay
    return Replay(asking.replay)


def _live(asking: Asking, cache: bool, stack: ExitStack) -> Engine:
    from extractor.engines import endpoint, open_engine

    chosen = settings(asking)
    model = model_of(chosen)
    if cache and endpoint(model, chosen):
        opened = _cached(partial(open_engine, model, chosen), chosen.cache, stack)
    else:
        opened = open_engine(model, chosen)
    if asking.record:
        from extractor.engines.stored import Recorder

        return Recorder(opened, asking.record)
    return opened


def _cached(made: Callable[..., Engine], folder: Path, stack: ExitStack) -> Engine:
    """The engine with the journal in the folder before it, which the stack closes; without one if none can be kept.

    What the engine takes is in the ledger.

    What it can't keep it says, once, and reads on: the answer is paid for.
    """
    from extractor.batch.ledger import Counted, Ledger
    from extractor.engines.cached import Cached
    from extractor.engines.journal import NAME, Journal

    told: set[str] = set()

    def lost(error: OutputError) -> None:
        if not told:
            console.say(f"answers are not kept: {error.message}")
        told.add(error.message)

    try:
        journal = Journal(folder / NAME)
    except OutputError as error:
        lost(error)
        return made()
    stack.callback(journal.close)
    ledger = Ledger(journal, ACCOUNT)
    cached = Cached(Counted(made(meter=ledger.tell), ledger, lost=lost), journal, lost=lost)
    stack.callback(_tell_hits, cached)
    return cached


def _tell_hits(cached: Cached) -> None:
    if cached.hits:
        answers = "1 answer" if cached.hits == 1 else f"{cached.hits} answers"
        console.say(f"{answers} from the cache, with what it once took; --no-cache asks again")


def _nothing() -> None:
    pass

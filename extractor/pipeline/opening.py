"""The engine that is meant, opened and closed, and whether what it answers is an answer."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from extractor.engines import open_engine
from extractor.engines.base import Call, Engine, Reply
from extractor.errors import EngineError, UsageError
from extractor.models import Draft, Usage

if TYPE_CHECKING:
    from extractor.settings import Settings


@contextmanager
def opened(model: str | Engine | None, settings: Settings | None) -> Iterator[Engine]:
    """The engine meant by `model`; one that was opened here is closed here."""
    engine = _engine(model, settings)
    try:
        yield engine
    finally:
        if engine is not model and hasattr(engine, "close"):
            engine.close()


@asynccontextmanager
async def aopened(model: str | Engine | None, settings: Settings | None) -> AsyncIterator[Engine]:
    """The engine meant by `model`; one that was opened here is closed here, in the loop that it was used in."""
    with opened(model, settings) as engine:
        try:
            yield engine
        finally:
            aclose = getattr(engine, "aclose", None)
            if engine is not model and aclose:
                await aclose()


def settled(model: str | Engine | None, settings: Settings | None) -> Settings | None:
    """The settings that hold: those given; else the environment's, unless the engine is the caller's own."""
    if settings is not None or not (model is None or isinstance(model, str)):
        return settings
    from extractor.settings import Settings

    return Settings()


def _engine(model: str | Engine | None, settings: Settings | None) -> Engine:
    """Raises UsageError for what is neither a model string nor an engine, nor None."""
    if model is None or isinstance(model, str):
        from extractor.settings import Settings

        settings = Settings() if settings is None else settings
        if not isinstance(settings, Settings):
            raise UsageError(f"settings are Settings, not {kind(settings)}: write settings=Settings(timeout=60)")
        return open_engine(model, settings)
    able = all(callable(getattr(model, method, None)) for method in ("answer", "aanswer"))
    named = all(isinstance(getattr(model, name, None), str) for name in ("name", "model"))
    if isinstance(model, type) or not (able and named):
        raise UsageError(
            f"model is a model string or an engine, not {kind(model)}: an engine has the texts name and model and the "
            "methods answer(call) and async aanswer(call)"
        )
    return model


def asked(engine: Engine, call: Call) -> Reply:
    """The engine's reply, waited for in this thread. Raises EngineError for an answer that is none."""
    return _reply(engine.answer(call), engine)


async def awaited(engine: Engine, call: Call) -> Reply:
    """`asked` without blocking the event loop."""
    answer: Any = engine.aanswer(call)
    if not inspect.isawaitable(answer):
        raise EngineError(f"the engine {engine.name} has an aanswer that can't be awaited: write async def aanswer")
    return _reply(await answer, engine)


def _reply(answer: Any, engine: Engine) -> Reply:
    """The answer, if it is what an engine promises. Raises EngineError for anything else."""
    if not isinstance(answer, Reply):
        if inspect.iscoroutine(answer):
            answer.close()
        what = kind(answer)
    elif not (isinstance(answer.draft, Draft) and isinstance(answer.usage, Usage) and isinstance(answer.notes, tuple)):
        what = f"Reply({', '.join(map(kind, (answer.draft, answer.usage, answer.notes)))})"
    else:
        return answer
    raise EngineError(f"the engine {engine.name} answered {what}: let it return Reply(Draft(...), Usage(...), (...))")


def kind(value: object) -> str:
    """What a value is, as an error names it: 'None', 'int', 'class Scripted'."""
    if isinstance(value, type):
        return f"class {value.__name__}"
    return "None" if value is None else type(value).__name__

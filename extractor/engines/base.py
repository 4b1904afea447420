"""What an engine is asked (Call), what it answers (Reply), and what it must be able to do (Engine)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from extractor.models import Article, Draft, Rejection, Usage
from extractor.segment import Sentence

WIRE_SCHEMA = Draft.model_json_schema()
"""The JSON Schema of a model's answer."""

canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode
"""JSON that is the same for equal documents."""
_CANONICAL_SCHEMA = canonical(WIRE_SCHEMA)


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message; `content` goes out verbatim."""

    role: Literal["system", "user", "assistant"]
    content: str


Purpose = Literal["extract", "correct", "again"]
"""What a call asks for: a part's claims, those that were rejected once more, or those that are missing."""


@dataclass(frozen=True, slots=True)
class Call:
    """One question: which claims do these sentences of this article carry?

    An engine that talks to a model sends `messages`; one that reads by itself uses `article` and `sentences`.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    messages: tuple[Message, ...]
    prompt: str
    """sha256 of the prompt files that filled `messages`."""
    purpose: Purpose = "extract"
    rejected: tuple[Rejection, ...] = ()
    """What a corrective call is about."""
    part: int = 1
    parts: int = 1

    @property
    def fingerprint(self) -> str:
        """sha256 of the messages and the wire schema: equal questions, equal fingerprints."""
        messages = canonical([[m.role, m.content] for m in self.messages])
        return hashlib.sha256(f'{{"messages":{messages},"schema":{_CANONICAL_SCHEMA}}}'.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine answers: a validated draft and what it took."""

    draft: Draft
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    """What the run should say of this answer, such as a schema fallback."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that was sent, for whoever keeps count: a call that fails in the end has no other bill."""

    call: Call
    usage: Usage
    """What it took; zero tokens where that is not known. Attempts add up to the usage of their call's reply."""
    outcome: str
    """"ok" for an answer worth reading, else the code of the error; "interrupted" where nobody waited for it."""

    @property
    def ok(self) -> bool:
        return self.outcome == "ok"


Meter = Callable[[Attempt], None]
"""Told of each attempt when it ends, in the thread or task that made it."""

Permit = Callable[[Call], None]
"""Asked before a call is put once more because its answer did not fit; what it raises ends the call."""


@runtime_checkable
class Engine(Protocol):
    """Anything that answers calls. Raises `EngineError` or `ConfigError` when it can't."""

    @property
    def name(self) -> str:
        """What kind of engine it is: 'openai', 'offline'."""

    @property
    def model(self) -> str:
        """The model as a user would name it."""

    def answer(self, call: Call) -> Reply:
        """The reply, waited for in this thread."""

    async def aanswer(self, call: Call) -> Reply:
        """The reply, without blocking the event loop."""


Parameter = str | int | float | bool | None


def parameters_of(engine: Engine) -> Mapping[str, Parameter]:
    """What else decides an engine's answers, such as its endpoint: its `parameters` if it has that attribute."""
    parameters: Mapping[str, Parameter] = getattr(engine, "parameters", {})
    return parameters


def asks_side_by_side(engine: Engine) -> bool:
    """Whether `answer` may be called from several threads for one article's parts: its `side_by_side`, if it has one.

    An engine of somebody's own may hold what only one thread may touch, so it has to say so.
    """
    return bool(getattr(engine, "side_by_side", False))


class Wrapping:
    """An engine around another: same name, model and parameters, closed together; subclasses change how it answers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def model(self) -> str:
        return self._engine.model

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return parameters_of(self._engine)

    @property
    def side_by_side(self) -> bool:
        return asks_side_by_side(self._engine)

    def answer(self, call: Call) -> Reply:
        return self._engine.answer(call)

    async def aanswer(self, call: Call) -> Reply:
        return await self._engine.aanswer(call)

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

"""An engine that asks another only what the journal can't answer, and keeps what it answers."""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from extractor.engines.base import Call, Engine, Parameter, Reply, Wrapping, parameters_of
from extractor.errors import ExtractorError, OutputError

if TYPE_CHECKING:
    from extractor.engines.journal import Journal

Flight = Future[Reply | Exception | None]
"""A call that is being answered. None: whoever asked was interrupted, and nobody knows."""


def identity(engine: Engine, parameters: Mapping[str, Parameter] | None = None) -> str:
    """What besides the question decides an answer: the engine, its model and its parameters, as JSON.

    The endpoint is one of the parameters; a time limit or a number of retries is none, and a key neither.
    """
    known = parameters_of(engine) if parameters is None else parameters
    document = {"engine": engine.name, "model": engine.model, "parameters": dict(known)}
    return json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def call_key(call: Call, identity: str) -> str:
    """sha256 of the question and of who answers it."""
    return hashlib.sha256(f"{call.fingerprint} {identity}".encode()).hexdigest()


class Cached(Wrapping):
    """An engine whose replies come from the journal where it has them; equal calls in flight at once are one.

    A reply comes back with the usage it once had: equal questions give equal runs. Every new reply is on the disk
    before it is returned. A journal that fails is an OutputError; with `lost`, which is told of it, the reply is
    returned nevertheless. Failures are not kept here.
    """

    def __init__(
        self,
        engine: Engine,
        journal: Journal,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        lost: Callable[[OutputError], None] | None = None,
    ) -> None:
        super().__init__(engine)
        self._journal = journal
        self._parameters = parameters_of(engine) if parameters is None else parameters
        self._identity = identity(engine, self._parameters)
        self._lost = lost
        self._lock = threading.Lock()
        self._flights: dict[str, Flight] = {}
        self.hits = 0
        """Replies that came from the journal."""

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self._parameters

    def answer(self, call: Call) -> Reply:
        key = call_key(call, self._identity)
        while True:
            flight, ours = self._board(key)
            if not ours:
                reply = _landed(flight.result())
            else:
                try:
                    reply = self._known(key)
                    if reply is None:
                        reply = self._engine.answer(call)
                        self._keep(key, reply)
                except BaseException as error:
                    self._land(key, flight, error)
                    raise
                self._land(key, flight, reply)
            if reply is not None:
                return reply

    async def aanswer(self, call: Call) -> Reply:
        key = call_key(call, self._identity)
        while True:
            flight, ours = self._board(key)
            if not ours:
                reply = _landed(await asyncio.wrap_future(flight))
            else:
                try:
                    reply = self._known(key)
                    if reply is None:
                        reply = await self._engine.aanswer(call)
                        # A caller who is cancelled has paid: shielded, so that it is on the disk before others ask.
                        await asyncio.shield(self._journal.later(partial(self._keep, key, reply)))
                except BaseException as error:
                    self._land(key, flight, error)
                    raise
                self._land(key, flight, reply)
            if reply is not None:
                return reply

    def __contains__(self, call: Call) -> bool:
        """Whether the journal holds a reply to the call."""
        return self._journal.reply(call_key(call, self._identity)) is not None

    def _known(self, key: str) -> Reply | None:
        try:
            reply = self._journal.reply(key)
        except OutputError as error:
            self._tell(error)
            return None
        if reply is not None:
            with self._lock:
                self.hits += 1
        return reply

    def _keep(self, key: str, reply: Reply) -> None:
        try:
            self._journal.keep_reply(key, reply)
        except OutputError as error:
            self._tell(error)

    def _tell(self, error: OutputError) -> None:
        if self._lost is None:
            raise error
        self._lost(error)

    # Equal calls in flight: the first asks, the others wait for what it gets.

    def _board(self, key: str) -> tuple[Flight, bool]:
        """The flight, and whether it is ours to fly."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Future()
            flight.set_running_or_notify_cancel()  # from now on a passenger who gives up can't cancel it
            return flight, True

    def _land(self, key: str, flight: Flight, outcome: Reply | BaseException) -> None:
        with self._lock:
            del self._flights[key]
        interrupted = isinstance(outcome, BaseException) and not isinstance(outcome, Exception)
        flight.set_result(None if interrupted else outcome)  # type: ignore[arg-type]


def _landed(outcome: Reply | Exception | None) -> Reply | None:
    """The reply of another's flight; its error is raised anew, since one error can't be raised in two places."""
    if isinstance(outcome, ExtractorError):
        raise type(outcome)(outcome.message)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome

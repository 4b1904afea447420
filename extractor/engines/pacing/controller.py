"""Who may send now: one controller paces all requests of a run to one endpoint."""

from __future__ import annotations

import asyncio
import math
import random
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from extractor.engines.pacing.concurrency import Concurrency, Window
from extractor.engines.pacing.outage import Outage
from extractor.engines.pacing.rates import Rates
from extractor.engines.pacing.retry import Sign, Verdict
from extractor.errors import ExtractorError, OutageError, RateLimitError

PATIENCE = 600.0
"""Seconds that an endpoint may be out, or ask to wait."""
PAUSE, LONGEST = 0.25, 30.0
"""Seconds of the first pause after a refusal that names none, and of the longest; each in a row doubles."""
TRUST = 3
"""Refusals in a row from which on the wait that the endpoint asks for is not enough."""
SMOOTH = 0.1
"""The weight of a new latency in its running mean."""
SOON = 1e-6
"""Seconds that are no wait: what rounding leaves."""

NO_HEADERS: Mapping[str, str] = {}
FREE = Verdict(again=True, free=True)
"""Once more, when the controller lets it."""


class Controller:
    """Lets requests go when the window, the rates and the endpoint's own words allow, in their order.

    Use it in one event loop at a time: `async with controller.slot(tokens) as slot` around one raw request, and inside
    it `slot.answered(…)` or `slot.failed(…)`. `rpm` and `tpm` are the user's own limits on requests and tokens a
    minute; others are learnt from the endpoint. `patience` is in seconds. A failure that no other request would
    escape, such as a refused key, stops it: whoever waits or comes later gets the same error without a request.
    """

    def __init__(
        self,
        concurrency: Concurrency | int = Concurrency(),  # noqa: B008 - frozen
        *,
        rpm: float | None = None,
        tpm: float | None = None,
        patience: float = PATIENCE,
        seed: int | None = None,
    ) -> None:
        if isinstance(concurrency, int):
            concurrency = Concurrency(concurrency, concurrency)
        self.concurrency = concurrency
        self.patience = patience
        self.stopped: ExtractorError | None = None
        """Why nothing is sent any more."""
        self.active = 0
        """Requests in flight."""
        self._window = Window(concurrency)
        self._rates = Rates(rpm, tpm)
        self._outage = Outage(patience)
        self._random = random.Random(seed)  # noqa: S311 - jitter
        self._queue: deque[tuple[Slot, asyncio.Future[None]]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._probe: Slot | None = None
        """The one request in flight that tries whether an outage is over."""
        self._slots = 0
        self._latency: float | None = None
        self._refused_since: float | None = None
        self._refusals = 0
        """In a row, without an answer to what was sent after them."""
        self._refused_at = -math.inf
        self._resume = -math.inf
        """When the next request may go: the end of a pause, and after it one step of the ramp further each time."""
        self._ramp = 0
        """Requests that still go one by one after a pause."""

    @property
    def limit(self) -> int:
        """Requests that may be in flight now."""
        return self._window.limit

    @property
    def cuts(self) -> int:
        """How often refusals have cut the limit."""
        return self._window.cuts

    @property
    def waiting(self) -> int:
        """Requests that wait to be sent."""
        return sum(1 for _, turn in self._queue if not turn.done())

    def standing(self) -> str | None:
        """What holds everything up, in words; None while requests flow."""
        if self._loop is None:
            return None
        now = self._loop.time()
        if self._outage.on:
            return f"the endpoint has been out for {self._outage.lasting(now):.0f} s"
        if self._resume - now >= 1:
            return f"the endpoint asks to wait {self._resume - now:.0f} s"
        return None

    def slot(self, tokens: int = 0) -> Slot:
        """A place for one request, estimated at that many tokens, and for its repetitions one after another."""
        self._slots += 1
        return Slot(self, tokens, self._slots)

    def stop(self, error: ExtractorError) -> None:
        """Whoever waits or comes later gets a copy of the error. The first one stays."""
        if self.stopped is None:
            self.stopped = error
        while self._queue:
            _, turn = self._queue.popleft()
            if not turn.done():
                turn.set_exception(self._stop_error(self.stopped))

    @staticmethod
    def _stop_error(error: ExtractorError) -> ExtractorError:
        return type(error)(error.message)

    # Waiting.

    async def _enter(self, slot: Slot) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._timer, self.active, self._probe = loop, None, 0, None
            self._queue.clear()
        if self.stopped is not None:
            raise self._stop_error(self.stopped)
        now = loop.time()
        if not self._queue and self._wait(slot, now) <= SOON:
            self._send(slot, now)
            return
        turn: asyncio.Future[None] = loop.create_future()
        if slot.attempts and not self._outage.on:
            self._queue.appendleft((slot, turn))
        else:
            self._queue.append((slot, turn))
        self._pump()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._settle(slot, 0.0, loop.time())
                self._leave(slot)
            else:
                self._pump()
            raise

    def _pump(self) -> None:
        """Sends whoever may go, and sets the timer for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._loop is None:
            return
        while self._queue:
            slot, turn = self._queue[0]
            if turn.done():
                self._queue.popleft()
                continue
            now = self._loop.time()
            wait = self._wait(slot, now)
            if wait > SOON:
                if wait < math.inf:
                    self._timer = self._loop.call_later(wait, self._pump)
                return
            self._queue.popleft()
            self._send(slot, now)
            turn.set_result(None)

    def _wait(self, slot: Slot, now: float) -> float:
        """Seconds until the request may be sent; infinite until another one returns."""
        if self._outage.on:
            return math.inf if self._probe is not None else max(self._outage.next - now, self._resume - now)
        if self.active >= self._window.limit:
            self._window.saturated = True
            return math.inf
        return max(self._resume - now, self._rates.wait(slot.tokens, now))

    def _send(self, slot: Slot, now: float) -> None:
        self.active += 1
        slot.sent, slot.settled = now, False
        slot.attempts += 1
        slot.reserved, slot.taken = self._rates.reserve(slot.tokens, now)
        if self._outage.on:
            self._probe = slot
        elif self._ramp > 0:
            self._ramp -= 1
            self._resume = now + self._spacing()

    def _spacing(self) -> float:
        """Seconds between two requests that fill the window in the time of one answer."""
        return min(1.0, (self._latency or 1.0) / self._window.limit)

    def _leave(self, slot: Slot) -> None:
        self.active -= 1
        if self._probe is slot:
            self._probe = None
        if self._queue:
            self._pump()

    def _pause(self, until: float) -> None:
        """Nobody sends until then; after it they go one by one, not all at once."""
        self._resume = max(self._resume, until)
        self._ramp = self._window.limit

    # What came back.

    def _answered(self, slot: Slot, headers: Mapping[str, str], tokens: int) -> None:
        now = self._now()
        latency = now - slot.sent
        self._latency = latency if self._latency is None else self._latency + SMOOTH * (latency - self._latency)
        self._alive(now)
        self._refused_since, slot.refused = None, None
        if slot.sent >= self._refused_at:
            self._refusals = 0
        self._window.answered(now, latency)
        self._rates.tempo.answered()
        self._settle(slot, tokens or slot.reserved, now)
        self._rates.learn(slot.tokens, tokens)
        self._rates.heard(headers, sent=slot.sent, taken=slot.taken, now=now)

    def _failed(
        self, slot: Slot, verdict: Verdict, error: ExtractorError, headers: Mapping[str, str], tokens: int
    ) -> Verdict:
        """What the failure deserves, seen together with what happened to others."""
        now = self._now()
        self._settle(slot, tokens, now)
        self._rates.heard(headers, sent=slot.sent, taken=slot.taken, now=now)
        if verdict.sign is Sign.NEVER:
            self.stop(error)
        if self.stopped is not None and verdict.again:
            return FREE
        if verdict.sign in (Sign.FAULT, Sign.DOWN):
            return self._faulted(slot, verdict, error, now)
        self._alive(now)
        if verdict.sign is Sign.REFUSAL:
            return self._refused(slot, verdict, error, now)
        return verdict

    def _refused(self, slot: Slot, verdict: Verdict, error: ExtractorError, now: float) -> Verdict:
        self._rates.tempo.refused(now, slot.sent)
        if slot.refused is None:
            slot.refused = now
        if self._refused_since is None:
            self._refused_since = now
        self._window.refused(now, slot.sent)
        if slot.sent >= self._refused_at:
            self._refusals += 1
            self._refused_at = now
        asked = verdict.after
        if (asked is not None and asked > self.patience) or now - self._refused_since > self.patience:
            self.stop(RateLimitError(error.message))
            return Verdict(again=False)
        if now - slot.refused > self.patience:
            return Verdict(again=False)
        ours = min(LONGEST, PAUSE * 2 ** min(self._refusals - 1, 20)) * self._random.uniform(0.5, 1.0)
        if self._rates.told(slot.tokens, now) > 0 if asked is None else self._refusals < TRUST:
            ours = 0.0  # the endpoint says when
        self._pause(now + max(ours, asked or 0.0))
        return FREE

    def _faulted(self, slot: Slot, verdict: Verdict, error: ExtractorError, now: float) -> Verdict:
        probed = self._probe is slot
        outage = self._outage
        outage.failed(slot.number, verdict.sign is Sign.DOWN, now)
        self._window.faulted(now)
        if verdict.after is not None and verdict.after > self.patience:
            self.stop(error)
            return Verdict(again=False)
        if verdict.after is not None:
            self._pause(now + verdict.after)
        if not outage.on or not verdict.again:
            return replace(verdict, after=None)
        if probed:
            outage.probed(now)
        if not outage.exhausted(now):
            return FREE
        if outage.everybodys:
            waited = f"{outage.lasting(now):.0f} s"
            self.stop(OutageError(f"gave up after {waited} without an answer: {error.message}"))
            return FREE  # to be told what everybody is told
        return Verdict(again=False)

    def _alive(self, now: float) -> None:
        """The endpoint has answered, whatever it says."""
        if self._outage.over():
            self._pause(now)

    def _settle(self, slot: Slot, tokens: float, now: float) -> None:
        """Real tokens in the place of the reserved ones, once an attempt."""
        if not slot.settled:
            slot.settled = True
            self._rates.settle(slot.reserved, tokens, now)

    def _now(self) -> float:
        return self._loop.time() if self._loop is not None else 0.0


class Slot:
    """One request's place in the queue and in flight; entered once for each attempt."""

    __slots__ = ("_controller", "attempts", "number", "refused", "reserved", "sent", "settled", "taken", "tokens")

    def __init__(self, controller: Controller, tokens: int, number: int) -> None:
        self._controller = controller
        self.tokens = tokens
        self.number = number
        self.attempts = 0
        self.sent = self.reserved = 0.0
        self.settled = True
        self.taken = (0.0, 0.0)
        self.refused: float | None = None
        """When the endpoint first refused it."""

    async def __aenter__(self) -> Self:
        await self._controller._enter(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._controller._leave(self)

    def answered(self, headers: Mapping[str, str] = NO_HEADERS, tokens: int = 0) -> None:
        """It was answered; `tokens` are those of question and answer, 0 where the endpoint does not count."""
        self._controller._answered(self, headers, tokens)

    def failed(
        self, verdict: Verdict, error: ExtractorError, headers: Mapping[str, str] = NO_HEADERS, tokens: int = 0
    ) -> Verdict:
        """What the failure deserves, now that everybody's are known: a free repetition waits at the next entry."""
        return self._controller._failed(self, verdict, error, headers, tokens)

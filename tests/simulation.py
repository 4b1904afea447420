"""Simulated endpoints, and a run of many requests against one: in the time of `tests.clock`, without a socket."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from extractor.engines.pacing import Controller, Pace, Sign, Verdict, aretrying
from extractor.errors import EngineError, ExtractorError, RateLimitError, ServerError


class FailedError(Exception):
    """One failed request."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("failed")
        self.verdict = verdict


@dataclass(frozen=True)
class Answer:
    """`sign` None: answered."""

    sign: Sign | None = None
    after: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    tokens: int = 1000


REFUSED = Answer(Sign.REFUSAL, tokens=0)
DOWN = Answer(Sign.DOWN, tokens=0)
FAULT = Answer(Sign.FAULT, tokens=0)
OK = Answer()

Endpoint = Callable[[float, int], Answer]
"""What it answers to a request that comes at that time; the number is the article's."""


class TokenBucket:
    """Lets `rate` a second through, `burst` at once. It may tell in headers what is left, or how long to wait."""

    def __init__(
        self, rate: float, burst: float, *, headers: bool = False, after: Callable[[float], float] | None = None
    ):
        self.rate, self.burst, self.level, self.at = rate, burst, burst, 0.0
        self.headers, self.after = headers, after

    def __call__(self, now: float, number: int) -> Answer:
        self.level, self.at = min(self.burst, self.level + self.rate * (now - self.at)), now
        refused = self.level < 1
        if not refused:
            self.level -= 1
        said: dict[str, str] = {}
        if self.headers:
            said = {
                "x-ratelimit-limit-requests": f"{self.rate * 60:.0f}",
                "x-ratelimit-remaining-requests": f"{int(self.level)}",
                "x-ratelimit-reset-requests": f"{int((self.burst - self.level) / self.rate * 1000)}ms",
            }
        if not refused:
            return Answer(headers=said)
        wait = None if self.after is None else self.after((1 - self.level) / self.rate)
        return Answer(Sign.REFUSAL, wait, said, 0)


@dataclass
class Outcome:
    """What a run came to."""

    seconds: float = 0.0
    requests: int = 0
    refusals: int = 0
    faults: int = 0
    peak: int = 0
    """Most requests in flight at once."""
    times: list[float] = field(default_factory=list)
    """When each request was sent."""
    done: list[float] = field(default_factory=list)
    """When each article was answered."""
    errors: list[ExtractorError] = field(default_factory=list)

    def rate(self, begin: float = 0.0) -> float:
        """Answers a second from that second to the last answer."""
        return sum(t >= begin for t in self.done) / (max(self.done) - begin)


async def simulate(
    controller: Controller,
    endpoint: Endpoint,
    articles: int,
    *,
    latency: float = 1.0,
    spread: float = 0.2,
    workers: int | None = None,
    tokens: int = 1000,
    retries: int = 4,
    seed: int = 1,
) -> Outcome:
    """As many workers as the controller may use ask about one article after another."""
    loop, outcome, active = asyncio.get_running_loop(), Outcome(), 0
    chance = random.Random(seed)
    numbers = iter(range(articles))

    async def attempt(number: int, slot: object) -> None:
        nonlocal active
        async with slot:  # type: ignore[attr-defined]
            active += 1
            outcome.peak = max(outcome.peak, active)
            outcome.requests += 1
            outcome.times.append(loop.time())
            try:
                answer = endpoint(loop.time(), number)
                failed = answer.sign is not None
                await asyncio.sleep(0.01 if failed else latency * chance.uniform(1 - spread, 1 + spread))
            finally:
                active -= 1
            if answer.sign is None:
                slot.answered(answer.headers, answer.tokens)  # type: ignore[attr-defined]
                return
            outcome.refusals += answer.sign is Sign.REFUSAL
            outcome.faults += answer.sign in (Sign.DOWN, Sign.FAULT)
            again = answer.sign not in (Sign.NEVER, Sign.NOTHING)
            error = (RateLimitError if answer.sign is Sign.REFUSAL else ServerError)("no")
            verdict = Verdict(again, answer.after, sign=answer.sign)
            raise FailedError(slot.failed(verdict, error, answer.headers, answer.tokens))  # type: ignore[attr-defined]

    def judge(error: BaseException) -> Verdict:
        return error.verdict if isinstance(error, FailedError) else Verdict(again=False)

    async def work() -> None:
        for number in numbers:
            slot = controller.slot(tokens)
            try:
                await aretrying(Pace(retries=retries), judge)(attempt, number, slot)
                outcome.done.append(loop.time())
            except FailedError:
                outcome.errors.append(EngineError("failed"))
            except ExtractorError as error:
                outcome.errors.append(error)

    begin = loop.time()
    await asyncio.gather(*(work() for _ in range(workers or controller.concurrency.most)))
    outcome.seconds = loop.time() - begin
    return outcome

"""Whether a failed request is repeated, and after how long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tenacity import AsyncRetrying, RetryCallState, Retrying


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a call is with its endpoint. Times are seconds."""

    retries: int = 4
    first: float = 0.5
    """Wait before the first repetition; it doubles from there, with jitter."""
    longest: float = 30.0
    """The longest wait that is our own choice."""
    patience: float = 120.0
    """The longest wait that an endpoint may ask for; beyond it the call is given up. A controller has its own."""


class Sign(Enum):
    """What a failed request says of its endpoint, and so of every other request."""

    NOTHING = "it answers; the failure is this request's own"
    REFUSAL = "it answers, and wants fewer requests"
    FAULT = "it may be ill, or this request may be what it can't bear"
    DOWN = "it isn't there, or not able to work"
    NEVER = "it will refuse every other request too"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a failed request deserves."""

    again: bool
    after: float | None = None
    """Seconds that the endpoint asks to wait; None where it says nothing."""
    free: bool = False
    """A repetition that doesn't count, such as one in another form."""
    sign: Sign = Sign.NOTHING


Judge = Callable[[BaseException], Verdict]


def retrying(pace: Pace, judge: Judge) -> Retrying:
    """A retry loop for one call in this thread; never share one between calls."""
    from tenacity import Retrying

    return Retrying(**_policy(pace, judge))


def aretrying(pace: Pace, judge: Judge) -> AsyncRetrying:
    """A retry loop for one call in an event loop; never share one between calls."""
    from tenacity import AsyncRetrying

    return AsyncRetrying(**_policy(pace, judge))


def _policy(pace: Pace, judge: Judge) -> dict[str, Any]:
    """The one policy, in tenacity's terms; the error of the last attempt is raised as it is."""
    from tenacity import wait_exponential_jitter

    backoff = wait_exponential_jitter(multiplier=pace.first, max=pace.longest, jitter=pace.first)
    spent = 0

    def again(state: RetryCallState) -> bool:
        nonlocal spent
        error = _error(state)
        if error is None:
            return False
        verdict = judge(error)
        if not verdict.again or (verdict.after or 0) > pace.patience:
            return False
        if not verdict.free:
            spent += 1
        return spent <= pace.retries

    def wait(state: RetryCallState) -> float:
        error = _error(state)
        verdict = judge(error) if error else Verdict(again=False)
        if verdict.free:
            return 0.0
        return backoff(state) if verdict.after is None else verdict.after

    return {"retry": again, "wait": wait, "reraise": True}


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None

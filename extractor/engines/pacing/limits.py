"""Rates that requests must keep: buckets that refill with time, set by the user or told by the endpoint."""

from __future__ import annotations

from extractor.engines.pacing.headers import Told

BURST = 1.0
"""Seconds of its rate that a bucket of ours can hold: enough for jitter, too little for a burst."""
WINDOWS = (60.0, 1.0, 3600.0, 86400.0)
"""Seconds over which endpoints are known to count."""
NEAR = 0.15
"""How far a reset may be from what a steadily refilled limit of such a window would show."""
MARGIN = 0.01
"""The part of a told limit that is left alone: what is in flight on the way is not counted there yet."""
STALE = 60.0
"""Seconds after which one request is let through to hear whether a limit that says no still does."""


class Bucket:
    """Refills at `rate` a second; may be overdrawn by what is larger than itself."""

    __slots__ = ("_at", "_level", "capacity", "rate")

    def __init__(self, rate: float, capacity: float | None = None, level: float | None = None) -> None:
        self.rate = rate
        self.capacity = max(1.0, rate * BURST) if capacity is None else capacity
        self._level = self.capacity if level is None else level
        self._at: float | None = None

    def level(self, now: float) -> float:
        """What is in it."""
        if self._at is not None:
            self._level = min(self.capacity, self._level + self.rate * (now - self._at))
        self._at = now
        return self._level

    def wait(self, amount: float, now: float) -> float:
        """Seconds until the amount may be taken."""
        short = min(amount, self.capacity) - self.level(now)
        return short / self.rate if short > 0 else 0.0

    def take(self, amount: float, now: float) -> None:
        """Takes the amount out; a negative one is given back."""
        self._level = min(self.capacity, self.level(now) - amount)


class Allowance:
    """What an endpoint says may still be sent, carried forward between its answers.

    Most endpoints refill steadily, which shows in `reset`: the time it takes to refill what is used. Others count in
    windows, and all comes back at the reset.
    """

    __slots__ = ("_at", "_last", "_level", "_limit", "_rate", "_reset", "taken")

    def __init__(self) -> None:
        self.taken = 0.0
        """All that was ever taken; what was taken since a request left is not in its answer yet."""
        self._limit: float | None = None
        self._level = self._at = self._last = 0.0
        self._rate: float | None = None
        self._reset: float | None = None
        """When all comes back, for a limit that does not refill steadily."""

    @property
    def known(self) -> bool:
        return self._limit is not None

    def told(self, told: Told, *, sent: float, taken: float, now: float) -> None:
        """An answer's headers. Its request left at `sent`, when `taken` had been taken, its own part included."""
        self._limit, self._at, self._reset = told.limit, now, None
        rate = _refill(told)
        if rate is not None:
            self._rate = rate
        elif told.remaining < told.limit:
            self._rate = None
            self._reset = None if told.reset is None else now + told.reset
        refilled = (self._rate or 0.0) * (now - sent)
        self._level = min(told.limit, told.remaining - (self.taken - taken) + refilled)

    def _now(self, now: float) -> float:
        """What may be left."""
        limit = self._limit or 0.0
        if self._rate is not None:
            self._level = min(limit, self._level + self._rate * (now - self._at))
        elif self._reset is not None and now >= self._reset:
            self._level, self._reset = limit, None
        self._at = now
        return self._level

    def wait(self, amount: float, now: float) -> float:
        """Seconds until the amount may be sent."""
        if self._limit is None:
            return 0.0
        margin = self._limit * MARGIN
        short = min(amount, self._limit - margin) + margin - self._now(now)
        if short <= 0:
            return 0.0
        if self._rate is not None:
            wait = short / self._rate
        elif self._reset is not None:
            wait = self._reset - now
        else:
            return 0.0
        return max(0.0, min(wait, self._last + STALE - now))

    def take(self, amount: float, now: float) -> None:
        """The amount is sent; a negative one was not needed."""
        self.taken += amount
        self._level -= amount
        if amount > 0:
            self._last = now


def _refill(told: Told) -> float | None:
    """The rate of a limit that refills steadily; None for one that doesn't, or where nothing is used yet."""
    used = told.limit - told.remaining
    if not used or not told.reset:
        return None
    for window in WINDOWS:
        expected = used * window / told.limit
        if abs(told.reset - expected) <= max(NEAR * expected, 0.001):
            return told.limit / window
    return None

"""Rates that requests must keep: buckets that refill with time, set by the user or told by the endpoint."""

from __future__ import annotations

from extractor.engines.pacing.headers import Told

BURST = 1.0
"""Seconds of its rate that a bucket of ours can hold: enough for jitter, too little for a burst."""
MINUTE = 60.0
WINDOWS = (MINUTE, 1.0, 3600.0, 86400.0)
"""Seconds over which endpoints are known to count."""
NEAR = 0.15
"""How far a reset may be from what a steadily refilled limit of such a window would show."""
PLAIN = 0.9
"""The part of a limit whose use still tells windows apart: an empty bucket's reset may be anything."""
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

    A limit is taken to be a minute's, and to refill steadily, unless its reset shows another time. Where that is wrong,
    a refusal says so, and how long to wait.
    """

    __slots__ = ("_at", "_capacity", "_last", "_level", "_limit", "_rate", "_window", "taken")

    def __init__(self) -> None:
        self.taken = 0.0
        """All that was ever taken; what was taken since a request left is not in its answer yet."""
        self._limit, self._window = 0.0, MINUTE
        self._level = self._rate = self._capacity = self._at = self._last = 0.0

    def told(self, told: Told, *, sent: float, taken: float, now: float) -> None:
        """An answer's headers. Its request left at `sent`, when `taken` had been taken, its own part included."""
        self._limit, self._at = told.limit, now
        self._window = _window(told) or self._window
        self._rate = told.limit / self._window
        full = told.limit if told.reset is None else told.remaining + told.reset * self._rate
        self._capacity = min(told.limit, full)
        refilled = self._rate * (now - sent)
        self._level = min(self._capacity, told.remaining - (self.taken - taken) + refilled)

    def wait(self, amount: float, now: float) -> float:
        """Seconds until the amount may be sent."""
        if not self._limit:
            return 0.0
        self._level, self._at = min(self._capacity, self._level + self._rate * (now - self._at)), now
        margin = self._capacity * MARGIN
        short = min(amount, self._capacity - margin) + margin - self._level
        return max(0.0, min(short / self._rate, self._last + STALE - now))

    def take(self, amount: float, now: float) -> None:
        """The amount is sent; a negative one was not needed."""
        self.taken += amount
        self._level -= amount
        if amount > 0:
            self._last = now


def _window(told: Told) -> float | None:
    """Seconds in which the whole limit refills; None where that does not show."""
    used = told.limit - told.remaining
    if told.reset and 0 < used <= PLAIN * told.limit:
        for window in WINDOWS:
            expected = used * window / told.limit
            if abs(told.reset - expected) <= max(NEAR * expected, 0.001):
                return window
    return None

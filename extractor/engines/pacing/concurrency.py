"""How many requests may be in flight: what the user allows, and what the endpoint was found to bear."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from extractor.errors import UsageError

START = 20
"""In flight before anything is known."""
CUT = 0.75
"""What a refusal leaves of the limit."""
COOLDOWN = 5.0
"""Seconds after a cut in which a refusal is old news."""
CALM = 10.0
"""Seconds without growth after a fault."""
STEP = 5
"""After the first refusal a round adds a fifth, at least one."""
HOLD, LONGEST_HOLD = 2, 64
"""Good rounds just below a limit that was refused, before it is tried again; they double each time it is refused."""
CROWD = 16
"""Answers from which on a round's mean latency says something."""
SLOWER = 2.0
"""A round this many times slower than the best one shows a queue at the endpoint, which more requests only lengthen."""


@dataclass(frozen=True, slots=True)
class Concurrency:
    """The fewest and the most requests in flight."""

    least: int = 1
    most: int = 64

    def __post_init__(self) -> None:
        if not 1 <= self.least <= self.most:
            raise UsageError("the concurrency is a number from 1 on, or a range like 4-64")

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "N", which is fixed, or "MIN-MAX", within which it adapts."""
        least, dash, most = text.strip().partition("-")
        numbers = [least, most] if dash else [least, least]
        if not all(n.strip().isascii() and n.strip().isdigit() and len(n) < 10 for n in numbers):
            raise UsageError(f"{text[:40]!r} is no concurrency: write a number from 1 on, or a range like 4-64")
        return cls(int(numbers[0]), int(numbers[1]))


class Window:
    """The number of requests that may be in flight now.

    It doubles each round while it is what holds requests back (a round is as many answers as the limit), until the
    first refusal. A refusal cuts it once, whatever else comes back of what was sent before the cut or within the
    cooldown; from then on it grows in steps, and only after many good rounds to where it was refused. A fault
    stops growth for a while and cuts nothing.
    """

    def __init__(self, concurrency: Concurrency) -> None:
        self._allowed = concurrency
        self.limit = min(max(START, concurrency.least), concurrency.most)
        self.cuts = 0
        self._doubling = True
        self._ceiling = 0
        """The limit that was refused last."""
        self._hold = HOLD
        self._good = 0
        """Rounds held just below it."""
        self._cooldown = self._calm = self._cut = -math.inf
        self._best = math.inf
        """The mean latency of the quickest round."""
        self._crowded = False
        self._begin()

    def _begin(self) -> None:
        self._left = self._round = self.limit
        self._waited = 0.0
        self.saturated = False
        """Somebody had to wait for another's answer in this round."""

    def answered(self, now: float, latency: float) -> None:
        """One answer came, `latency` seconds after it was asked for."""
        self._left -= 1
        self._waited += latency
        growing = self.saturated and now >= self._calm and not self._crowded
        if growing and self._doubling:
            # One by one, so that the first refusal comes before the whole of the next round is sent.
            self.limit = min(self.limit + 1, self._allowed.most)
        if self._left > 0:
            return
        if self._round >= CROWD:
            mean = self._waited / self._round
            self._crowded = mean > SLOWER * self._best
            # The best may have been luck; it fades, so that no single round rules for ever.
            self._best = min(mean, self._best * 1.02)
        if growing and not self._doubling and not self._crowded:
            self._step()
        self._begin()

    def _step(self) -> None:
        limit = self.limit + max(1, self.limit // STEP)
        if self.limit < self._ceiling <= limit:
            self._good += 1
            limit = self._ceiling if self._good > self._hold else self._ceiling - 1
        self.limit = min(limit, self._allowed.most)

    def refused(self, now: float, sent: float) -> bool:
        """Whether the refusal of a request sent at that time is news, and the limit therefore cut."""
        if now < self._cooldown or sent < self._cut:
            return False
        known = abs(self.limit - self._ceiling) <= max(1, self._ceiling // STEP)
        self._hold = min(2 * self._hold, LONGEST_HOLD) if known else HOLD
        self._ceiling, self._good = self.limit, 0
        self.limit = max(self._allowed.least, int(self.limit * CUT))
        self._cut, self._cooldown = now, now + COOLDOWN
        self._doubling = False
        self.cuts += 1
        self._begin()
        return True

    def faulted(self, now: float) -> None:
        """The endpoint failed: no growth for a while."""
        self._calm = now + CALM
        self._begin()

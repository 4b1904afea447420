"""Whether the endpoint is out, since when, and when it is tried again."""

from __future__ import annotations

import math

ENOUGH = 3
"""Failures in a row from which on it is out: single faults are every day's."""
MANY = 5
"""Requests from which on it is not them that it can't bear."""
FIRST, LONGEST = 0.5, 10.0
"""Seconds before the first probe, and at most between two."""


class Outage:
    """Failures without an answer between them.

    A fault that stays with one request is that request's own; faults of several, or an endpoint that is down, are
    an outage. Then one request at a time tries, a different one each time, until one is answered.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self.since: float | None = None
        """When the first failure came."""
        self.on = False
        self.next = -math.inf
        """When the next request may try."""
        self._failures = 0
        self._down = False
        self._who: set[int] = set()
        self._wait = FIRST

    def failed(self, who: int, down: bool, now: float) -> None:
        """A request failed, known by the number of whoever sent it."""
        if self.since is None:
            self.since = now
        self._failures += 1
        self._down = self._down or down
        if len(self._who) < MANY:
            self._who.add(who)
        if not self.on and self._failures >= ENOUGH and (self._down or len(self._who) > 1):
            self.on, self.next = True, now + self._wait

    def probed(self, now: float) -> None:
        """The request that tried has failed: wait longer, but be there when patience ends."""
        self._wait = min(2 * self._wait, LONGEST)
        end = (self.since or now) + self._patience
        self.next = min(now + self._wait, end) if now < end else now + self._wait

    def over(self) -> bool:
        """The endpoint has answered; whether it was out."""
        was = self.on
        if self.since is not None:
            self.since, self.on, self._failures, self._down = None, False, 0, False
            self._who.clear()
            self._wait, self.next = FIRST, -math.inf
        return was

    def lasting(self, now: float) -> float:
        """Seconds since its first failure."""
        return 0.0 if self.since is None else now - self.since

    def exhausted(self, now: float) -> bool:
        """Whether patience has ended."""
        return self.lasting(now) >= self._patience

    @property
    def everybodys(self) -> bool:
        """Whether no other request would fare better."""
        return self._down or len(self._who) >= MANY

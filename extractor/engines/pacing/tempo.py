"""The rate that an endpoint was found to accept, for the many that refuse without saying what they allow."""

from __future__ import annotations

import math

from extractor.engines.pacing.limits import Bucket

BURST = 0.02
"""Seconds of the rate that may go at once."""
BACK = 0.8
"""What a refusal leaves of the rate at least."""
BELOW = 0.97
"""What it leaves at most: the rate that was refused is too high."""
FAR, CLOSE, BEYOND = (0.01, 0.2), (0.0003, 0.002), (0.002, 0.02)
"""Growth well below the rate that was refused, near it, and past it: at most so much with each accepted request, and
so much in a second."""
SHORT = 1.0
"""Seconds between two refusals below which what was accepted between them says little."""


class Tempo:
    """Requests a second. No limit until the first refusal.

    An endpoint's bucket is empty whenever it refuses; so what it accepted between two refusals, over the time between
    them, is its rate (or less, where the bucket was full for a while). The rate then rises with each accepted
    request that had to wait for it, slowly near the rate that was refused, so that refusals stay rare.
    """

    def __init__(self) -> None:
        self._bucket: Bucket | None = None
        self._accepted = 0
        self._since: float | None = None
        self._refused = math.inf
        """The even rate that was refused; a refusal before there was one may have been a burst's."""
        self._binding = False

    @property
    def rate(self) -> float | None:
        return self._bucket.rate if self._bucket else None

    def wait(self, now: float) -> float:
        """Seconds until the next request."""
        if self._bucket is None:
            return 0.0
        wait = self._bucket.wait(1.0, now)
        if wait > 0:
            self._binding = True
        return wait

    def sent(self, now: float) -> None:
        """One request leaves; it counts as accepted until it comes back refused."""
        self._accepted += 1
        if self._since is None:
            self._since = now
        if self._bucket is not None:
            self._bucket.take(1.0, now)

    def answered(self) -> None:
        """One came back answered: the rate may rise if it is what held it back."""
        bucket = self._bucket
        if bucket is None or not self._binding:
            return
        ratio = bucket.rate / self._refused
        each, second = FAR if ratio < 0.95 else CLOSE if ratio < 1.02 else BEYOND
        self._set(bucket, bucket.rate * (1 + min(each, second / bucket.rate)))
        self._binding = False

    def refused(self, now: float, sent: float) -> None:
        """One came back refused. What was sent before the last refusal, or soon after it, is no news."""
        self._accepted -= 1
        elapsed = 0.0 if self._since is None else now - self._since
        if self._bucket is not None and (elapsed < SHORT or sent < (self._since or 0.0)):
            return
        measured = self._accepted / elapsed if elapsed >= SHORT and self._accepted > 0 else 0.0
        if self._bucket is None and not measured:
            return
        self._accepted, self._since = 0, now
        if self._bucket is None:
            self._bucket = Bucket(measured, max(1.0, measured * BURST), 0.0)
            return
        rate = self._bucket.rate
        self._refused = rate
        self._set(self._bucket, min(rate * BELOW, max(measured, rate * BACK)))

    @staticmethod
    def _set(bucket: Bucket, rate: float) -> None:
        bucket.rate, bucket.capacity = rate, max(1.0, rate * BURST)

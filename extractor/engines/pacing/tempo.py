"""The rate that an endpoint was found to accept, for the many that refuse without saying what they allow."""

from __future__ import annotations

from extractor.engines.pacing.limits import Bucket

BURST = 0.1
"""Seconds of the rate that may go at once."""
BACK = 0.8
"""What a refusal leaves of the rate at least."""
BELOW = 0.97
"""What it leaves at most: the rate that was refused is too high."""
FAR, CLOSE, BEYOND = 1.01, 1.0003, 1.002
"""Growth with each accepted request: well below the rate that was refused, near it, and past it."""
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
        self._refused = 0.0
        """The rate that was refused."""
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

    def returned(self) -> None:
        """One came back refused."""
        self._accepted -= 1

    def answered(self) -> None:
        """One came back answered: the rate may rise if it is what held it back."""
        bucket = self._bucket
        if bucket is None or not self._binding:
            return
        ratio = bucket.rate / self._refused
        self._set(bucket, bucket.rate * (FAR if ratio < 0.9 else CLOSE if ratio < 1.03 else BEYOND))
        self._binding = False

    def refused(self, now: float) -> None:
        """A refusal that is news."""
        elapsed = 0.0 if self._since is None else now - self._since
        measured = self._accepted / elapsed if elapsed >= SHORT and self._accepted > 0 else 0.0
        self._accepted, self._since = 0, now
        if self._bucket is None:
            if measured:
                self._refused = measured
                self._bucket = Bucket(measured, max(1.0, measured * BURST), 0.0)
            return
        rate = self._bucket.rate
        self._refused = rate
        self._set(self._bucket, min(rate * BELOW, max(measured, rate * BACK)))

    @staticmethod
    def _set(bucket: Bucket, rate: float) -> None:
        bucket.rate, bucket.capacity = rate, max(1.0, rate * BURST)

"""Rate limits as a hosted endpoint keeps them: buckets that fill steadily, and headers that tell of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Bucket:
    """What may be taken: full at first, filling at `rate` a second up to `size`."""

    limit: float
    """A minute's worth, as the headers tell it."""
    burst: float
    """Seconds' worth that fit in."""
    level: float = 0.0
    at: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.size

    @property
    def rate(self) -> float:
        return self.limit / 60

    @property
    def size(self) -> float:
        return max(1.0, self.rate * self.burst)

    def lacks(self, amount: float, now: float) -> float:
        """Seconds until so much can be taken; 0 if it can be now."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate) if self.at else self.size
        self.at = now
        return max(0.0, (min(amount, self.size) - self.level) / self.rate)

    def take(self, amount: float) -> None:
        self.level -= amount


class Throttle:
    """The buckets of requests and of tokens; a limit of 0 is none."""

    def __init__(self, rpm: float, tpm: float, burst: float) -> None:
        limits = {"requests": rpm, "tokens": tpm}
        self.buckets = {unit: Bucket(limit, burst) for unit, limit in limits.items() if limit}

    def refused(self, tokens: int, now: float) -> float | None:
        """Seconds to wait before the request can be let in; None when it is, and has been taken off."""
        if not self.buckets:
            return None
        amounts = {"requests": 1, "tokens": tokens}
        wait = max(bucket.lacks(amounts[unit], now) for unit, bucket in self.buckets.items())
        if wait:
            return wait
        for unit, bucket in self.buckets.items():
            bucket.take(amounts[unit])
        return None

    def headers(self) -> dict[str, str]:
        """What the limits are, what is left, and when all of it is back."""
        told: dict[str, str] = {}
        for unit, bucket in self.buckets.items():
            told[f"x-ratelimit-limit-{unit}"] = f"{bucket.limit:.0f}"
            told[f"x-ratelimit-remaining-{unit}"] = f"{max(0.0, bucket.level):.0f}"
            told[f"x-ratelimit-reset-{unit}"] = f"{(bucket.size - bucket.level) / bucket.rate:.3f}s"
        return told

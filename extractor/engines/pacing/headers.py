"""What an endpoint's headers say of waiting: Retry-After, and what its rate limits are and have left."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

EPOCH = 1e9
"""A reset from this number of seconds on is a moment, not a duration."""

_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_PART = r"(\d+(?:\.\d*)?|\.\d+)\s*(ms|us|µs|ns|d|h|m|s)\s*"
_PARTS = re.compile(_PART, re.ASCII | re.IGNORECASE)
_DURATION = re.compile(f"(?:{_PART})+", re.ASCII | re.IGNORECASE)
_LONGEST = 64
"""Characters of a header that are looked at."""


@dataclass(frozen=True, slots=True)
class Told:
    """One limit as an answer's headers give it."""

    limit: float
    remaining: float
    reset: float | None
    """Seconds until the limit is whole again."""


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """The seconds that the headers ask to wait; None where they ask for nothing readable.

    `retry-after-ms` is finer than `Retry-After` and wins; that one holds seconds or an HTTP date.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or value is None:
        return seconds
    try:
        moment = parsedate_to_datetime(value).timestamp()
    except (ValueError, OverflowError):
        return None
    return max(0.0, moment - (time.time() if now is None else now))


def told(headers: Mapping[str, str], kind: str, now: float | None = None) -> Told | None:
    """The limit on requests or tokens (`kind`) in the headers; None where they state none."""
    limit = _number(headers.get(f"x-ratelimit-limit-{kind}"))
    remaining = _number(headers.get(f"x-ratelimit-remaining-{kind}"))
    if not limit or remaining is None:
        return None
    return Told(limit, min(limit, remaining), duration(headers.get(f"x-ratelimit-reset-{kind}"), now))


def duration(value: str | None, now: float | None = None) -> float | None:
    """Seconds, from "1s", "6m0s", "120ms", "7.66", or a moment in seconds or milliseconds since 1970."""
    value = (value or "").strip()[:_LONGEST]
    number = _number(value)
    if number is None:
        if not _DURATION.fullmatch(value):
            return None
        return sum(float(amount) * _UNITS[unit.lower()] for amount, unit in _PARTS.findall(value))
    if number < EPOCH:
        return number
    moment = number / 1000 if number >= EPOCH * 1000 else number
    return max(0.0, moment - (time.time() if now is None else now))


def _number(value: str | None) -> float | None:
    """The value as a number that can be waited for, else None."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None

"""How an article is read: in parts of which size, and how many times each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.settings import Settings

CHUNK_TOKENS = 6_000
"""Tokens of article in one call; a longer article is cut at paragraph and sentence borders."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Raises UsageError for numbers that can't be meant."""

    chunk_tokens: int = CHUNK_TOKENS
    """Tokens of article in one call, estimated."""
    passes: int = 1
    """Times that each part is asked about; from the second on for what is missing alone."""

    def __post_init__(self) -> None:
        for name in ("chunk_tokens", "passes"):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise UsageError(f"{name} is a whole number from 1 on, not {str(value)[:40]!r}")

    @classmethod
    def of(cls, settings: Settings | None, chunk_tokens: int | None = None, passes: int | None = None) -> Self:
        """What is given, else what the settings say, else the usual."""
        known = {"chunk_tokens": chunk_tokens, "passes": passes}
        for name, given in known.items():
            known[name] = getattr(settings, name, None) if given is None else given
        return cls(**{name: value for name, value in known.items() if value is not None})

"""One attribution beside a statement, and the tokens it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engines.offline.tokens import Token

KEPT = frozenset(
    """adding citing more less nearly about almost roughly up down compared against including though although while
    because so""".split()
)
"""Words that go on after a frame, set off by its comma."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Tokens `[start:end)` of a sentence say who speaks: `speaker` is where the name stands, `told` the one told."""

    start: int
    end: int
    speaker: tuple[int, int]
    lemma: str
    told: tuple[int, int] | None = None
    cited: bool = False
    """Whether the speaker is whom another source cites."""


def with_commas(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The range widened by the comma that set it off; with commas on both sides, by both."""
    left = start > 0 and tokens[start - 1].tag in {",", "-"}
    right = end < len(tokens) and tokens[end].tag in {",", "-"}
    if left and right:
        after = tokens[end + 1] if end + 1 < len(tokens) else None
        keep = after is not None and (after.tag in {"CC", "WP"} or after.low in KEPT)
        return start - 1, end if keep else end + 1
    if left:
        return start - 1, end
    if right and start == 0:
        return start, end + 1
    return start, end

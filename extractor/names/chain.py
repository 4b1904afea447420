"""The chain of who says so, in words, with other names in it."""

from __future__ import annotations

from collections.abc import Sequence


def in_chain(source: str | None, names: Sequence[str], others: Sequence[str]) -> str | None:
    """The words with the others in place of the chain's names: 'Wired, citing Lee' → 'Wired, citing Ann Lee'."""
    if source is None or list(names) == list(others):
        return source
    said, at = "", 0
    for name, other in zip(names, others, strict=True):
        place = source.index(name, at)
        said += source[at:place] + other
        at = place + len(name)
    return said + source[at:]

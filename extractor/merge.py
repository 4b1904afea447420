"""Claims from several chunks or passes, joined where they say the same."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.models import Claim


def merge(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims without repetitions, by the place of their first evidence; equal ids count once."""
    unique = {claim.id: claim for claim in claims}
    return tuple(sorted(unique.values(), key=lambda claim: (claim.evidence[0].start, claim.evidence[-1].end)))

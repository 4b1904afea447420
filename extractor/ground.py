"""From draft to claim: evidence, mentions and support are checked in code; what fails is rejected with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.models import Article, Claim, Draft, Rejection
from extractor.segment import Sentence


@dataclass(frozen=True, slots=True)
class Grounded:
    """What stands, and what does not."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejection, ...]


def ground(article: Article, sentences: Sequence[Sentence], draft: Draft) -> Grounded:
    """The draft's claims that the article carries, and the others with reasons. Order is the draft's."""
    raise NotImplementedError

"""From draft to claim: evidence, mentions and support are checked in code; what fails is rejected with its reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.ground.check import Check, Doubt
from extractor.ground.instructions import flagged
from extractor.ground.page import page
from extractor.models import Article, Claim, Draft, Rejection
from extractor.segment import Sentence

__all__ = ["Grounded", "flagged", "ground"]


@dataclass(frozen=True, slots=True)
class Grounded:
    """What stands, and what does not."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejection, ...]


def ground(article: Article, sentences: Sequence[Sentence], draft: Draft) -> Grounded:
    """The draft's claims that the article carries, and the others with reasons. Order is the draft's."""
    lang = (article.lang or "en").split("-")[0].lower()
    planted = flagged(article.text, sentences)
    check = Check(article, sentences, page(_without(article.text, sentences, planted), lang), planted)
    claims: list[Claim] = []
    rejected: list[Rejection] = []
    for drafted in draft.claims:
        try:
            claims.append(check.claim(drafted))
        except Doubt as doubt:
            rejected.append(Rejection(reason=doubt.reason, message=doubt.message, draft=drafted))
    return Grounded(tuple(claims), tuple(rejected))


def _without(text: str, sentences: Sequence[Sentence], planted: Collection[int]) -> str:
    """The text, of the same length, with blanks for planted sentences: what stands only there stands nowhere."""
    for sentence in sentences:
        if sentence.number in planted:
            text = text[: sentence.start] + " " * (sentence.end - sentence.start) + text[sentence.end :]
    return text

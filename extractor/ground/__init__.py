"""From draft to claim: evidence, mentions and support are checked in code; what fails is rejected with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.ground.check import Check, Doubt
from extractor.ground.page import page
from extractor.ground.respelling import respelled
from extractor.models import Article, Claim, Draft, Rejection
from extractor.planted import planted
from extractor.segment import Sentence

__all__ = ["Check", "Grounded", "Grounds", "ground", "judged"]

LEAD = 40
"""Sentences before a part of an article that are at hand when its own are checked."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """What stands, and what does not."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejection, ...]


class Grounds:
    """A whole article, read once, against which drafts about its parts are checked."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        """`sentences` are all of the article's."""
        self.article = article
        self._found = planted(article.text, article.lang)
        self.planted = self._found.numbers(sentences)
        """Numbers of the sentences that speak to a program."""
        self.page = page(self._found.visible(article.text), (article.lang or "en").split("-")[0].lower())
        self._sentences = sentences

    def check(self, part: Sequence[Sentence]) -> Check:
        """The check of claims about this part, which may cite its sentences and no others."""
        first = part[0].number - self._sentences[0].number if part else 0
        before = self._sentences[max(0, first - LEAD) : first]
        return Check(self.article, part, self.page, self._found, before)

    def spelt_alike(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims with one spelling for each entity: the fullest form that the article itself uses."""
        return respelled(self.article, self.page.places, claims)


def ground(article: Article, sentences: Sequence[Sentence], draft: Draft) -> Grounded:
    """The draft's claims that the article carries, and the others with reasons. Order is the draft's."""
    return judged(Grounds(article, sentences).check(sentences), draft)


def judged(check: Check, draft: Draft) -> Grounded:
    """The draft's claims that pass the check, and the others with reasons."""
    claims: list[Claim] = []
    rejected: list[Rejection] = []
    for drafted in draft.claims:
        try:
            claims.append(check.claim(drafted))
        except Doubt as doubt:
            rejected.append(Rejection(reason=doubt.reason, message=doubt.message, draft=drafted))
    return Grounded(tuple(claims), tuple(rejected))

"""What a claim says, in a form that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extractor.entities import core, fold, vocabulary, words
from extractor.ground.page import Passage, passage
from extractor.ground.wordforms import function_words, is_adverb, stem
from extractor.models import Claim

_EMPTY = vocabulary("a an the that which who s has have had is are was were be been being its their his her it also")
"""Words that two ways to say the same may differ in."""
_ADDING = vocabulary("in on at of for with from to as during")
"""Words by which a detail comes in, and which say nothing alone."""


@dataclass(frozen=True, eq=False)
class Saying:
    """A claim with the words of its statement."""

    claim: Claim
    passage: Passage
    key: tuple[object, ...]
    """Where this differs, so do the claims: status, who says so, numbers."""

    @classmethod
    def of(cls, claim: Claim, lang: str) -> Saying:
        read = passage(claim.statement, lang)
        numbers = frozenset((number.values or number.literal, number.unit) for number in read.numbers)
        said_by = tuple(core(link.name) for link in claim.attribution)
        return cls(claim, read, (claim.status, said_by, numbers))

    @cached_property
    def evidence(self) -> tuple[tuple[int, int], ...]:
        return tuple((span.start, span.end) for span in self.claim.evidence)

    @cached_property
    def actor(self) -> tuple[str, ...]:
        return core(self.claim.actor)

    @cached_property
    def model(self) -> tuple[str, ...] | None:
        return None if self.claim.model is None else core(self.claim.model)

    @cached_property
    def when(self) -> str | None:
        return None if self.claim.when is None else fold(self.claim.when)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Stems in their order, without words that say nothing; characters where words have no spaces."""
        pairs = zip(self.passage.texts, self.passage.stems, strict=True)
        return tuple([root for text, root in pairs if text not in _EMPTY])

    @cached_property
    def action(self) -> frozenset[str]:
        """Stems of what is done."""
        lang = self.passage.lang
        grammar = function_words(lang)
        return frozenset([stem(word, lang) for word in words(self.claim.action) if word not in grammar])

    @cached_property
    def done(self) -> frozenset[str]:
        """Those of them that the evidence has, too."""
        told = passage(" ".join(span.text for span in self.claim.evidence), self.passage.lang)
        return self.action & told.roots

    @cached_property
    def turning(self) -> frozenset[str]:
        """Stems that may take back what they stand by: parts of grammar, and adverbs."""
        pairs = zip(self.passage.texts, self.passage.stems, strict=True)
        grammar = function_words(self.passage.lang) - _ADDING
        return frozenset([root for text, root in pairs if is_adverb(text) or text in grammar])

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the words with a capital letter, but for the first."""
        text, pairs = self.passage.text, zip(self.passage.words, self.passage.stems, strict=True)
        return frozenset([root for (_, start, _), root in pairs if start and text[start].isupper()])

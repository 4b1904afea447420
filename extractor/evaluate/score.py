"""Claims against gold: which pairs match, what they agree on, and the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainSerializer

from extractor.entities import same_name
from extractor.errors import GoldError
from extractor.evaluate.assignment import assign
from extractor.evaluate.gold import GoldArticle, GoldClaim, digest
from extractor.evaluate.similarity import (
    content_tokens,
    overlap,
    same_or_absent,
    similarity,
    span_f1,
    token_f1,
)
from extractor.models import Attribution, Claim, Extraction, Record

ACCEPTED = 0.45
"""The least similarity of a pair that counts."""
SHARED = 0.5
"""The least F1 of the statements' content tokens in a strict pair."""


Share = Annotated[float, PlainSerializer(lambda share: round(share, 4), return_type=float)]
"""A share between 0 and 1, written with four places."""


class Agreement(Record):
    """What the two claims of an accepted pair agree on."""

    actor: bool
    action_type: bool
    model: bool
    openness: bool
    status: bool
    attribution: bool
    """The outermost names are the same, or neither claim has any."""
    chain: bool
    """The whole chains are the same, name by name."""
    statement: bool
    """The statements share half of their content tokens."""
    evidence: float
    """F1 over the characters of the evidence."""

    @property
    def strict(self) -> bool:
        """Whether the pair counts for the headline."""
        return all((self.actor, self.model, self.status, self.openness, self.attribution, self.statement))


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and the predicted claim that matches it."""

    gold: GoldClaim
    claim: Claim
    similarity: float
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article's pairs, and what found no partner on either side, each in its own order."""

    gold: GoldArticle
    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]

    @property
    def missed(self) -> tuple[GoldClaim, ...]:
        taken = {id(pair.gold) for pair in self.pairs}
        return tuple(claim for claim in self.gold.claims if id(claim) not in taken)

    @property
    def surplus(self) -> tuple[Claim, ...]:
        taken = {id(pair.claim) for pair in self.pairs}
        return tuple(claim for claim in self.claims if id(claim) not in taken)


def compare(gold: GoldArticle, claims: Sequence[Claim]) -> Comparison:
    """The pairs of gold and predicted claims of one article, in the order of the gold.

    A pair needs evidence that overlaps and a similarity of at least `ACCEPTED`; of all one-to-one assignments
    of such pairs it is the one with the greatest total similarity.
    """
    known = [content_tokens(claim.statement, gold.lang) for claim in gold.claims]
    told = [content_tokens(claim.statement, gold.lang) for claim in claims]
    weights = [[0.0] * len(claims) for _ in gold.claims]
    for row, wanted in enumerate(gold.claims):
        for column, claim in enumerate(claims):
            if overlap(wanted.spans, _ranges(claim)):
                alike = similarity(
                    token_f1(known[row], told[column]),
                    actor=same_name(wanted.actor, claim.actor),
                    model=same_or_absent(wanted.model, claim.model),
                )
                # A sum of decimal fractions may fall a rounding error short of the limit.
                weights[row][column] = alike if alike >= ACCEPTED - 1e-9 else 0.0
    pairs = tuple(
        Pair(
            gold.claims[row],
            claims[column],
            weights[row][column],
            _agreement(gold.claims[row], claims[column], token_f1(known[row], told[column])),
        )
        for row, column in assign(weights)
    )
    return Comparison(gold, tuple(claims), pairs)


def _agreement(gold: GoldClaim, claim: Claim, statements: float) -> Agreement:
    chain = len(gold.sources) == len(claim.attribution) and all(
        same_name(one.name, other.name) for one, other in zip(gold.sources, claim.attribution, strict=True)
    )
    return Agreement(
        actor=same_name(gold.actor, claim.actor),
        action_type=gold.action_type == claim.action_type,
        model=same_or_absent(gold.model, claim.model),
        openness=gold.openness == claim.openness,
        status=gold.status == claim.status,
        attribution=same_or_absent(_outermost(gold.sources), _outermost(claim.attribution)),
        chain=chain,
        statement=statements >= SHARED,
        evidence=span_f1(gold.spans, _ranges(claim)),
    )


def _outermost(chain: Sequence[Attribution]) -> str | None:
    return chain[0].name if chain else None


def _ranges(claim: Claim) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in claim.evidence)


class Score(Record):
    """Counted pairs and what follows from them."""

    pairs: int
    vital: int
    """Those pairs whose gold claim is vital."""
    precision: Share
    """pairs / predicted claims; 0 where nothing was predicted."""
    recall: Share
    """vital / vital gold claims."""
    recall_all: Share
    """pairs / gold claims."""
    f1: Share
    """Harmonic mean of precision and recall."""


class Accuracy(Record):
    """Shares of the accepted pairs whose two claims agree; null where there is no pair."""

    actor: Share | None
    action_type: Share | None
    model: Share | None
    openness: Share | None
    status: Share | None
    attribution: Share | None
    chain: Share | None
    evidence: Share | None
    """Mean F1 over the characters of the evidence."""


class Figures(Record):
    """The figures of one article, or of several with their counts pooled."""

    gold: int
    vital: int
    predicted: int
    lenient: Score
    strict: Score
    accuracy: Accuracy


class Row(Record):
    """One article's figures."""

    id: str
    lang: str
    genre: str
    failure: str | None
    """Why there are no predictions, if that is why."""
    figures: Figures


class Evaluation(Record):
    """The figures of an engine on annotated articles."""

    engine: str
    model: str
    corpus: str
    """Digest of the gold the figures are about."""
    total: Figures
    """Counts pooled over the articles."""
    articles: tuple[Row, ...]
    not_covered: tuple[str, ...]
    """Gold articles left out because the recording does not hold them."""

    @property
    def failures(self) -> dict[str, str]:
        """Article id → why it has no predictions."""
        return {row.id: row.failure for row in self.articles if row.failure is not None}


def evaluate(
    gold: Sequence[GoldArticle],
    extractions: Iterable[Extraction],
    *,
    failures: Mapping[str, str] | None = None,
    covered: Collection[str] | None = None,
) -> Evaluation:
    """The figures of `extractions` on `gold`.

    An extraction finds its gold by its article's id (`GoldArticle.text_id`); the order does not matter.
    `failures` says for gold ids (`GoldArticle.id`) why there is no extraction: such an article counts with no
    predictions and is listed, and so is one that has neither. `covered`, if given, are the gold ids to evaluate
    over, for a recording that holds some articles only; the others are named in `not_covered` and count nothing.
    Raises GoldError for an extraction of an article that is not in the gold, for two of the same, and for a
    `covered` without any.
    """
    chosen = [article for article in gold if covered is None or article.id in covered]
    if not chosen:
        raise GoldError("none of the annotated articles is covered; record them, or give the folder that was recorded")
    by_text = {article.text_id: article.id for article in gold}
    found: dict[str, Extraction] = {}
    for extraction in extractions:
        known = by_text.get(extraction.article.id)
        if known is None:
            raise GoldError(
                f"article {extraction.article.id} is not annotated; evaluate extractions of gold texts only"
            )
        if known in found:
            raise GoldError(f"article {known} was extracted twice; give one extraction of each")
        found[known] = extraction
    reasons = failures or {}
    comparisons = [compare(article, found[article.id].claims if article.id in found else ()) for article in chosen]
    rows = [
        Row(
            id=article.id,
            lang=article.lang,
            genre=article.genre,
            failure=None if article.id in found else reasons.get(article.id, "there is no extraction of it"),
            figures=figures([comparison]),
        )
        for article, comparison in zip(chosen, comparisons, strict=True)
    ]
    return Evaluation(
        engine=_joined(extraction.run.engine for extraction in found.values()),
        model=_joined(extraction.run.model for extraction in found.values()),
        corpus=digest(chosen),
        total=figures(comparisons),
        articles=tuple(rows),
        not_covered=tuple(sorted({article.id for article in gold} - {article.id for article in chosen})),
    )


def figures(comparisons: Sequence[Comparison]) -> Figures:
    """The figures over several articles, their counts pooled (micro-average)."""
    pairs = [pair for comparison in comparisons for pair in comparison.pairs]
    gold = [claim for comparison in comparisons for claim in comparison.gold.claims]
    vital = sum(claim.weight == "vital" for claim in gold)
    predicted = sum(len(comparison.claims) for comparison in comparisons)

    def score(counted: Sequence[Pair]) -> Score:
        hits = sum(pair.gold.weight == "vital" for pair in counted)
        precision, recall = _share(len(counted), predicted), _share(hits, vital)
        return Score(
            pairs=len(counted),
            vital=hits,
            precision=precision,
            recall=recall,
            recall_all=_share(len(counted), len(gold)),
            f1=_share(2 * precision * recall, precision + recall),
        )

    agreements = [pair.agreement for pair in pairs]
    return Figures(
        gold=len(gold),
        vital=vital,
        predicted=predicted,
        lenient=score(pairs),
        strict=score([pair for pair in pairs if pair.agreement.strict]),
        accuracy=Accuracy(**{name: _mean([getattr(a, name) for a in agreements]) for name in Accuracy.model_fields}),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _joined(names: Iterable[str]) -> str:
    """The one name, or all that differ; a dash where nothing was extracted."""
    return ", ".join(sorted(set(names))) or "–"

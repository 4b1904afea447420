"""What a person reads above and below the claims of one article, as plain lines still to be escaped."""

from __future__ import annotations

from collections import Counter

from extractor.models import Claim, Extraction, Openness


def title(extraction: Extraction) -> str:
    """The article's title; else its file; else its id."""
    article = extraction.article
    return article.title or article.path or f"Article {article.id}"


def origin(extraction: Extraction) -> str:
    """Outlet, date and address where known, and the engine that read the article."""
    article, run = extraction.article, extraction.run
    engine = run.engine if run.model == run.engine else f"{run.engine} {run.model}"
    published = article.published and article.published.isoformat()
    return " · ".join(part for part in (article.outlet, published, article.url, f"read by {engine}") if part)


def counts(extraction: Extraction) -> str:
    """How many claims, how many were rejected and for which reasons, and what it took."""
    parts = [_number(len(extraction.claims), "claim")]
    if extraction.rejected:
        reasons = Counter(rejection.reason.replace("_", " ") for rejection in extraction.rejected)
        named = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
        parts.append(f"{len(extraction.rejected)} rejected ({named})")
    run = extraction.run
    if run.requests:
        parts.append(f"{_number(run.requests, 'request')}, {run.tokens_in} tokens in, {run.tokens_out} out")
    if run.cost is not None:
        parts.append(f"${run.cost:.4f}")
    return " · ".join(parts)


def notes(extraction: Extraction) -> tuple[str, ...]:
    """What the reader set aside and what the run says of itself."""
    return (*extraction.article.warnings, *extraction.run.notes)


def openness(value: Openness) -> str:
    """The openness in words; a dash where the claim says nothing of it."""
    return "–" if value is Openness.UNSPECIFIED else value.replace("_", " ")


def canonical(claim: Claim) -> str:
    """The names of the user's aliases, where they differ from those of the claim; empty where none does."""
    if claim.canonical is None:
        return ""
    pairs = [(claim.actor, claim.canonical.actor), (claim.model, claim.canonical.model)]
    pairs += [(claim.source, claim.canonical.source)]
    return "; ".join(dict.fromkeys(f"{name} = {other}" for name, other in pairs if other and other != name))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

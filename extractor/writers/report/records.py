"""An extraction as the page has it: the article's text once, and every quote a pair of offsets into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractor.models import Extraction, Rejection, Span
from extractor.segment import Sentence, sentences

Pair = list[int]
"""Start and end, counted in characters as Python counts them."""


def record(extraction: Extraction) -> dict[str, Any]:
    """The records' own names; without what is null, and without the run's seconds, the one thing that varies."""
    article = extraction.article
    numbered = sentences(article.text, article.lang) if extraction.rejected else ()
    return {
        "article": article.model_dump(mode="json", exclude_none=True),
        "claims": [
            {
                **claim.model_dump(mode="json", exclude={"evidence", "mentions"}, exclude_none=True),
                "evidence": _pairs(claim.evidence),
                "mentions": {field: _pairs(spans) for field, spans in claim.mentions.items()},
            }
            for claim in extraction.claims
        ],
        "rejected": [_rejected(rejection, numbered) for rejection in extraction.rejected],
        "run": extraction.run.model_dump(mode="json", exclude={"seconds"}, exclude_none=True),
    }


def _pairs(spans: Iterable[Span]) -> list[Pair]:
    return [[span.start, span.end] for span in spans]


def _rejected(rejection: Rejection, numbered: tuple[Sentence, ...]) -> dict[str, Any]:
    """The rejection, and where the sentences stand that the draft cites, as far as there are such."""
    cited = [numbered[number - 1] for number in sorted(set(rejection.draft.at)) if 0 < number <= len(numbered)]
    return {
        **rejection.model_dump(mode="json", exclude_none=True),
        "evidence": [[sentence.start, sentence.end] for sentence in cited],
    }

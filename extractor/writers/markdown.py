"""Claims as Markdown: a heading for each article, a list item for each claim, its evidence as a quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.escape import markdown
from extractor.models import Claim, Extraction, Openness
from extractor.writers import summary


def sections(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One section for each extraction. What comes from an article or a model stays text, whatever it looks like."""
    for number, extraction in enumerate(extractions):
        lines = [
            f"## {_shown(summary.title(extraction))}",
            _shown(summary.origin(extraction)),
            *map(_item, extraction.claims),
            _shown(summary.counts(extraction)),
            *(f"> {_shown(note)}" for note in summary.notes(extraction)),
        ]
        yield ("\n" if number else "") + "\n\n".join(lines) + "\n"


def _item(claim: Claim) -> str:
    facts = [
        f"{_shown(claim.actor)}: {_shown(claim.action)}",
        f"model: {_shown(claim.model)}" if claim.model else "",
        f"openness: {summary.openness(claim.openness)}" if claim.openness is not Openness.UNSPECIFIED else "",
        f"status: {claim.status}",
        f"source: {_shown(claim.source)}" if claim.source else "",
        f"aliases: {_shown(names)}" if (names := summary.canonical(claim)) else "",
    ]
    quotes = "\n  >\n".join(f"  > {_shown(span.text)}" for span in claim.evidence)
    return f"- **{_shown(claim.statement)}**\n\n  {' · '.join(filter(None, facts))}\n\n{quotes}"


def _shown(text: str) -> str:
    return markdown(text) or "–"

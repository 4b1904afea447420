"""One article read twice, side by side where the two readings differ: `compare.py ARTICLE RECORDING`."""

from __future__ import annotations

import sys
from itertools import groupby, zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor import Claim, Extraction, extract, read
from extractor.engines.stored import Replay
from extractor.writers.escape import terminal

FIELDS = ("actor", "action_type", "model", "openness", "status", "source", "when")
"""What a row shows of a claim below its statement."""


def main(article_path: str, recording: str) -> None:
    article = read(article_path)
    offline = extract(article, model="offline")
    model = extract(article, model=Replay(recording))
    table = Table(title=f"{article.title}: what differs", expand=True, show_lines=True, title_justify="left")
    table.add_column(f"offline ({len(offline.claims)} claims)", ratio=1)
    table.add_column(f"model {model.run.model} ({len(model.claims)} claims)", ratio=1)
    left, right = by_sentence(offline), by_sentence(model)
    same = 0
    for place in sorted({*left, *right}):
        for one, other in zip_longest(left.get(place, ()), right.get(place, ())):
            if one and other and not differing(one, other):
                same += 1
            else:
                table.add_row(cell(one, other), cell(other, one))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{same} claims are the same in both readings.")


def by_sentence(extraction: Extraction) -> dict[int, list[Claim]]:
    """Claims by the place of their first evidence."""
    return {
        place: list(claims) for place, claims in groupby(extraction.claims, key=lambda claim: claim.evidence[0].start)
    }


def differing(one: Claim, other: Claim) -> list[str]:
    """The fields in which two claims differ, apart from wording."""
    return [name for name in FIELDS if getattr(one, name) != getattr(other, name)]


def cell(claim: Claim | None, other: Claim | None) -> Text:
    """The claim's statement, and those of its fields that the other claim does not share."""
    if claim is None:
        return Text("–")
    shown = differing(claim, other) if other else FIELDS
    fields = [f"{name}: {getattr(claim, name)}" for name in shown if getattr(claim, name)]
    return Text(terminal("\n".join([claim.statement, *(f"  {field}" for field in fields)])))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One article read twice, side by side where the two readings differ: `compare.py ARTICLE RECORDING`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor import Claim, extract, read
from extractor.engines.stored import Replay
from extractor.escape import terminal
from extractor.evaluate.assignment import assign
from extractor.evaluate.similarity import content_tokens, overlap, token_f1

FIELDS = ("actor", "action_type", "model", "openness", "status", "source", "when")
"""What is shown of a claim below its statement."""

ALIKE = 0.4
"""Shared words from which two statements are taken for the same claim."""


def main(article_path: str, recording: str) -> None:
    article = read(article_path)
    offline = extract(article, model="offline").claims
    model = extract(article, model=Replay(recording)).claims
    table = Table(title="What differs", expand=True, show_lines=True, title_justify="left")
    table.add_column(f"offline ({len(offline)} claims)", ratio=1)
    table.add_column(f"recorded model ({len(model)} claims)", ratio=1)
    same = 0
    for one, other in paired(offline, model):
        if one and other and not differing(one, other):
            same += 1
        else:
            table.add_row(cell(one, other), cell(other, one))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{same} claims are the same in both readings, apart from wording.")


def paired(left: Sequence[Claim], right: Sequence[Claim]) -> Iterator[tuple[Claim | None, Claim | None]]:
    """Claims that say the same beside each other, the others alone, in the order of the text."""
    pairs = assign([[alike(one, other) for other in right] for one in left])
    partner = {i: j for i, j in pairs if alike(left[i], right[j]) >= ALIKE}
    rows: list[tuple[Claim | None, Claim | None]] = [
        (claim, right[partner[i]] if i in partner else None) for i, claim in enumerate(left)
    ]
    rows += [(None, claim) for j, claim in enumerate(right) if j not in partner.values()]
    return iter(sorted(rows, key=lambda row: (row[1] or row[0]).evidence[-1].start))  # type: ignore[union-attr]


def alike(one: Claim, other: Claim) -> float:
    """How much of their words two statements share, 0 to 1; 0 where their evidence doesn't overlap."""
    if not overlap(ranges(one), ranges(other)):
        return 0.0
    return token_f1(content_tokens(one.statement, "en"), content_tokens(other.statement, "en"))


def ranges(claim: Claim) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in claim.evidence]


def differing(one: Claim, other: Claim) -> list[str]:
    """The fields in which two claims differ, apart from wording."""
    return [name for name in FIELDS if getattr(one, name) != getattr(other, name)]


def cell(claim: Claim | None, other: Claim | None) -> Text:
    """The claim's statement, and those of its fields that the other claim does not share."""
    if claim is None:
        return Text("–")
    shown = differing(claim, other) if other else FIELDS
    values = {name: getattr(claim, name) for name in shown}
    fields = [f"  {name}: {value}" for name, value in values.items() if value and value != "unspecified"]
    return Text("\n".join(terminal(line) for line in (claim.statement, *fields)))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Claims as a table for a terminal: a row of who, what, which model and who says so, the sentence, the quote."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.escape import terminal
from extractor.models import Claim, Extraction
from extractor.writers import summary

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_NARROWEST, _WIDEST, _UNKNOWN = 60, 140, 100
_NUMBER = 3
_OPENNESS = 12
"""Columns of text that the longest word for it takes: "open source", "unspecified", "speculated"."""
_QUOTE, _WORDS = 400, 2000
"""Characters of evidence, and of anything else, shown; the whole of it stands in the other formats."""


def tables(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One block of lines for each extraction, fitted to the terminal, plain characters and line breaks only."""
    width = shutil.get_terminal_size((_UNKNOWN, 24)).columns
    for number, extraction in enumerate(extractions):
        yield ("\n" if number else "") + table(extraction, width)


def table(extraction: Extraction, width: int) -> str:
    """The extraction in lines of at most `width` columns (and of at least 60)."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=max(_NARROWEST, min(width, _WIDEST)),
        color_system=None,
        force_terminal=False,
        force_jupyter=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    _print(console, extraction)
    lines = (line.rstrip() for line in out.getvalue().splitlines())
    return "".join(f"{line}\n" for line in lines)


def _print(console: Console, extraction: Extraction) -> None:
    console.print(_text(summary.title(extraction)))
    console.print(_text(summary.origin(extraction)))
    if extraction.claims:
        console.print()
        console.print(_row(console.width, "#", "actor", "action", "model", "openness\nstatus", "source"))
        console.print("─" * console.width)
    for number, claim in enumerate(extraction.claims, 1):
        console.print(_claim(console.width, number, claim))
    console.print("─" * console.width)
    console.print(_text(summary.counts(extraction)))
    for note in summary.notes(extraction):
        console.print(_text(f"note: {note}"))


def _claim(width: int, number: int, claim: Claim) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding

    quote = terminal(" … ".join(span.text for span in claim.evidence))
    quote = _cut(quote, _QUOTE)
    below = (0, 0, 1, _NUMBER + 1)
    known = [_text(f"aliases: {names}")] if (names := summary.canonical(claim)) else []
    return Group(
        _row(
            width,
            str(number),
            claim.actor,
            claim.action,
            claim.model or "–",
            f"{summary.openness(claim.openness)}\n{claim.status}",
            claim.source or "–",
        ),
        Padding(Group(_text(claim.statement), *known, _text(f"“{quote}”")), below),
    )


def _row(width: int, number: str, actor: str, action: str, model: str, nature: str, source: str) -> RenderableType:
    """One line of cells, in the same columns for every row of that width."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0))
    share = (width - _NUMBER - _OPENNESS - 6) // 4
    for size in (_NUMBER, share, share, share, _OPENNESS, share):
        grid.add_column(width=size, overflow="fold")
    first, second = nature.split("\n")
    grid.add_row(_text(number), _text(actor), _text(action), _text(model), Text(f"{first}\n{second}"), _text(source))
    return grid


def _text(words: str) -> RenderableType:
    """The words as they are: no control characters, and nothing read as console markup."""
    from rich.text import Text

    return Text(_cut(terminal(words), _WORDS), overflow="fold")


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most].rstrip() + "…"

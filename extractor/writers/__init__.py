"""Results as text, in the formats of `-f`.

A writer takes extractions and yields pieces of text, so that a caller can print them or store them in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.models import Extraction
from extractor.writers import csv, json, markdown, report, table

Writer = Callable[[Iterable[Extraction]], Iterator[str]]

WRITERS: dict[str, Writer] = {
    "json": json.document,
    "jsonl": json.lines,
    "csv": csv.rows,
    "table": table.tables,
    "md": markdown.sections,
    "html": report.page,
}
"""Every writer under the name that `-f` gives it."""


def write(extractions: Iterable[Extraction], form: str, *, several: bool = False) -> Iterator[str]:
    """The extractions in that format, piece by piece.

    `several` says that more than one article was asked for: then JSON is an array, however many came through.
    """
    if form == "json" and several:
        return json.array(extractions)
    return WRITERS[form](extractions)

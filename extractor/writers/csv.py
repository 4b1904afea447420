"""Claims as a CSV file (RFC 4180), one a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.escape import spreadsheet
from extractor.models import ROW_COLUMNS, Extraction


def rows(extractions: Iterable[Extraction]) -> Iterator[str]:
    """The header, always, and one row for each claim of each extraction, lines ended by CR LF."""
    yield _line(ROW_COLUMNS)
    for extraction in extractions:
        for row in extraction.to_rows():
            yield _line(spreadsheet(row[column]) for column in ROW_COLUMNS)


def _line(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()

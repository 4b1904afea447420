"""Extractions as one JSON document, or as one JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from extractor.models import Extraction
from extractor.writers import escape


def document(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One article's extraction as an object, several as an array of them."""
    results = [extraction.model_dump(mode="json") for extraction in extractions]
    yield escape.json(json.dumps(results[0] if len(results) == 1 else results, ensure_ascii=False, indent=2)) + "\n"


def lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One object a line, each written as soon as its extraction is there."""
    for extraction in extractions:
        yield escape.json(json.dumps(extraction.model_dump(mode="json"), ensure_ascii=False)) + "\n"

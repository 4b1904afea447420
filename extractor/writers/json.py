"""Extractions as one JSON document, or as one JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.models import Extraction
from extractor.writers import escape


def document(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One article's extraction as an object; none or several as an array."""
    results = _plain(extractions)
    yield _dump(results[0] if len(results) == 1 else results, indent=2)


def array(extractions: Iterable[Extraction]) -> Iterator[str]:
    """The extractions as an array, a single one too."""
    yield _dump(_plain(extractions), indent=2)


def lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One object a line, each yielded as soon as its extraction is there."""
    for extraction in extractions:
        yield _dump(extraction.model_dump(mode="json"), indent=None)


def _plain(extractions: Iterable[Extraction]) -> list[dict[str, Any]]:
    return [extraction.model_dump(mode="json") for extraction in extractions]


def _dump(value: Any, indent: int | None) -> str:
    return escape.json(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"

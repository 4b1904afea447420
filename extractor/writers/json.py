"""Extractions as one JSON document, or as one JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from extractor import escape
from extractor.models import Extraction


def document(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One article's extraction as an object; none or several as an array."""
    rest = iter(extractions)
    first = list(islice(rest, 2))
    if len(first) == 1:
        yield _dump(_plain(first[0]), indent=2) + "\n"
    else:
        yield from array(chain(first, rest))


def array(extractions: Iterable[Extraction]) -> Iterator[str]:
    """The extractions as an array, a single one too; each is yielded as soon as it is there."""
    empty = True
    for extraction in extractions:
        # No string in JSON holds a line feed, so that every line can be moved to the right.
        yield ("[\n  " if empty else ",\n  ") + _dump(_plain(extraction), indent=2).replace("\n", "\n  ")
        empty = False
    yield "[]\n" if empty else "\n]\n"


def lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One object a line, each yielded as soon as its extraction is there."""
    for extraction in extractions:
        yield line(_plain(extraction))


def line(record: dict[str, Any]) -> str:
    """The record as one line."""
    return _dump(record, indent=None) + "\n"


def _plain(extraction: Extraction) -> dict[str, Any]:
    return extraction.model_dump(mode="json")


def _dump(value: Any, indent: int | None) -> str:
    return escape.json(json.dumps(value, ensure_ascii=False, indent=indent))

"""The articles of a batch that failed, in a file beside its results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from extractor.batch.exports.text import Text
from extractor.models import Record
from extractor.writers import json


def _readable(value: object) -> object:
    """Half a surrogate pair, which the name of a file may hold, is a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_readable)]


class Failed(Record):
    """An article without a result, and why."""

    name: Words
    """What the input calls it: its path, or its place in a file of many."""
    path: Words | None
    """The file it was read from; null where it came another way."""
    code: str
    """The kind of the error, as `extractor.errors` names it."""
    message: Words
    """One line that says what to do next."""
    attempts: int
    """How often it has been tried, earlier runs included."""


def lines(failures: Iterable[Failed]) -> Iterator[str]:
    """One object a line."""
    for failure in failures:
        yield json.line(failure.model_dump(mode="json"))


FAILURES: Text[Failed] = Text(lines, re.compile(rb'\{\s*"name"\s*:'))


def beside(path: Path) -> Path:
    """The file for the failures of what is written to that path."""
    return path.with_suffix(".errors.jsonl")

"""The articles of a batch that failed, in a file beside its results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ValidationError

from extractor.batch.exports.text import Text
from extractor.errors import InputError
from extractor.models import Record
from extractor.readers.source import shown
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


ENDING = ".errors.jsonl"


def beside(path: Path) -> Path:
    """The file for the failures of what is written to that path."""
    return path.with_suffix(ENDING)


def failures(path: Path) -> Iterator[Failed | InputError]:
    """The failures that the file holds; an InputError in the place of a line that is none, or of the file."""
    name = shown(path)
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    try:
                        yield Failed.model_validate_json(line)
                    except ValidationError:
                        yield InputError(f"{name}:{number} is no failure of a batch; run the batch again to renew it")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path that can be opened"
        yield InputError(f"{name} cannot be read ({reason}); check the path")

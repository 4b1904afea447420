"""The forms of an export, by ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from extractor import files
from extractor.batch.exports.text import Text
from extractor.errors import ConfigError, UsageError
from extractor.models import Extraction
from extractor.writers import csv, json


class Format(Protocol):
    """A way to write results into a file."""

    @property
    def LOGS(self) -> tuple[str, ...]:  # noqa: N802 - a module's constant
        """Endings of what stands beside the file while a program has it open, and would be taken for the new file's."""

    def write(self, items: Iterable[Extraction], path: Path, /) -> None:
        """Writes the results to a path where nothing is yet, one after the other. Raises OSError."""

    def ours(self, path: Path, /) -> bool:
        """Whether an export in this form has made the file. Raises OSError."""

    def same(self, part: files.Part, /) -> bool:
        """Whether the target says what the part says."""


def _array(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One array, an extraction a line: a person seldom reads as many, and indenting them takes most of the time."""
    before = "[\n"
    for line in json.lines(extractions):
        yield before + line.removesuffix("\n")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


TEXTS: dict[str, Text[Extraction]] = {
    ".jsonl": Text(json.lines, re.compile(rb'\{\s*"article"\s*:')),
    ".json": Text(_array, re.compile(rb'\[\s*(\]|\{\s*"article"\s*:)|\{\s*"article"\s*:')),
    ".csv": Text(csv.rows, re.compile(rb"(\xef\xbb\xbf)?actor,action,")),
}

MODULES = {".parquet": "parquet", ".sqlite": "sqlite", ".db": "sqlite", ".duckdb": "duckdb"}
"""Modules of this package that are a Format each, with libraries that not everybody has or needs."""

LIBRARIES = {"parquet": "pyarrow", "duckdb": "duckdb"}
"""What a module needs to be installed; the extra of the package that brings it is called like the module."""


def named(path: Path) -> Format:
    """The form that the path's ending names; JSON lines for a pipe or a device, which has none.

    Raises UsageError for another ending, ConfigError for a form whose library is not installed.
    """
    ending = path.suffix.lower()
    if ending in TEXTS:
        return TEXTS[ending]
    if ending in MODULES:
        return _loaded(path, MODULES[ending])
    if not files.replaceable(files.resolved(path)):
        return TEXTS[".jsonl"]
    known = " ".join([*TEXTS, *MODULES])
    raise UsageError(f"{path}: the ending names no form ({known}): choose one of them")


def _loaded(path: Path, module: str) -> Format:
    try:
        return cast(Format, import_module(f"extractor.batch.exports.{module}"))
    except ImportError as error:
        extra = f"pip install 'article-claim-extractor[{module}]'"
        needed = f"{path} needs {LIBRARIES.get(module, module)}, which can't be imported"
        raise ConfigError(f"{needed}: {extra}, or choose .jsonl, .csv or .sqlite") from error

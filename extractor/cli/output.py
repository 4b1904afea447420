"""Where results go: standard output, or a file that is whole or untouched."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor import files
from extractor.cli import console
from extractor.cli.options import Format, Writing
from extractor.errors import OutputError, UsageError

ENDINGS: dict[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".md": "md",
    ".txt": "table",
    ".html": "html",
}


def form(writing: Writing) -> Format:
    """The format asked for; else by the file's ending; else a table for a person and JSON for a program.

    Raises UsageError for an ending that says nothing, OutputError for a place where nothing can be written.
    """
    if writing.format:
        return writing.format
    if writing.output is None or str(writing.output) == "-":
        return "table" if console.is_terminal(sys.stdout) else "json"
    try:
        return ENDINGS[writing.output.suffix.lower()]
    except KeyError:
        check(writing.output)
        known = " ".join(ENDINGS)
        raise UsageError(f"{writing.output}: the ending names no format ({known}): add -f json, or another") from None


def tells(form: Format, output: Path | None) -> bool:
    """Whether what is written shows a person on this terminal what the article's warnings are."""
    return form == "table" and (output is None or str(output) == "-") and console.is_terminal(sys.stdout)


def check(output: Path | None) -> None:
    """Raises OutputError for a place where nothing can be written, before anything has been paid for."""
    if output is None or str(output) == "-":
        if sys.stdout is None:
            raise OutputError("standard output is closed: open it, or write to a file with -o FILE")
        return
    files.check(output)


def document(record: Mapping[str, Any]) -> str:
    """The record as JSON, harmless to a terminal too, without any key."""
    from extractor import escape

    return console.redacted(escape.json(json.dumps(record, indent=2, ensure_ascii=False))) + "\n"


def facts(record: Mapping[str, object]) -> Iterator[str]:
    """A line for each fact of the record, its name before it; what is not there is a dash."""
    width = max(map(len, record))
    for name, value in record.items():
        fact = "–" if value is None else value
        yield console.harmless(f"{name.replace('_', ' '):<{width}}  {fact}") + "\n"


def deliver(pieces: Iterable[str], output: Path | None) -> None:
    """Writes the pieces to the file, whole or not at all; without a file, to standard output.

    Raises OutputError when they can't be written; BrokenPipeError when nobody reads on.
    """
    if output is None or str(output) == "-":
        _print(pieces)
        return
    check(output)
    with files.reported(output), files.whole(files.resolved(output)) as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", "replace"))


def _print(pieces: Iterable[str]) -> None:
    from extractor.cli.boundary import silence_stdout

    if sys.stdout is None:
        raise OutputError("standard output is closed: open it, or write to a file with -o FILE")
    encoding = (sys.stdout.encoding if console.is_terminal(sys.stdout) else None) or "utf-8"
    try:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode(encoding, "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        raise OutputError(f"standard output can't be written ({error.strerror}): make room or use -o FILE") from error

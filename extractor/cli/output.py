"""Where results go: standard output, or a file that is whole or untouched."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor import files
from extractor.cli import console
from extractor.cli.options import Format, Writing
from extractor.errors import OutputError, UsageError

ENDINGS: dict[str, Format] = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".md": "md", ".txt": "table"}


def form(writing: Writing) -> Format:
    """The format asked for; else by the file's ending; else a table for a person and JSON for a program.

    Raises UsageError for an ending that says nothing.
    """
    if writing.format:
        return writing.format
    if writing.output is None or str(writing.output) == "-":
        return "table" if console.is_terminal(sys.stdout) else "json"
    try:
        return ENDINGS[writing.output.suffix.lower()]
    except KeyError:
        known = " ".join(ENDINGS)
        raise UsageError(f"{writing.output}: the ending names no format ({known}): add -f json, or another") from None


def check(output: Path | None) -> None:
    """Raises OutputError for a place where nothing can be written, before anything has been paid for."""
    if output is None or str(output) == "-":
        if sys.stdout is None:
            raise OutputError("standard output is closed: open it, or write to a file with -o FILE")
        return
    files.check(output)


def harmless(text: str) -> Iterator[str]:
    """The text's lines as a terminal may see them."""
    from extractor.writers.escape import terminal

    for line in text.split("\n"):
        yield terminal(line) + "\n"


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

"""Where results go: standard output, or a file that is whole or untouched."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

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
    target = Path(os.path.realpath(output))
    if target.is_dir():
        raise OutputError(f"{output} is a folder: name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"{output}: there is no folder {target.parent}: make it, or write elsewhere")
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError(f"{output} is write-protected: write elsewhere")
    if _replaceable(target) and not os.access(target.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{output}: the folder {target.parent} is write-protected: write elsewhere")


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
    try:
        with _whole(Path(os.path.realpath(output))) as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError(f"{output} can't be written ({error.strerror}): make room or write elsewhere") from error


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


@contextmanager
def _whole(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the target's place when everything is in it and safe on the disk.

    What is no plain file, such as /dev/stdout or a named pipe, is written to directly.
    """
    if not _replaceable(target):
        with target.open("wb") as device:
            yield device
        return
    part = target.with_name(f".extractor-{os.urandom(8).hex()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(stat.S_IMODE(target.stat().st_mode))
        part.replace(target)
        _settle(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Makes the folder's new entry safe too, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _replaceable(target: Path) -> bool:
    return target.is_file() or not target.exists()

"""Results that `extract` and `batch` wrote as JSON or JSON lines, read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import pydantic_core
from pydantic import ValidationError

from extractor.errors import InputError
from extractor.models import Extraction
from extractor.readers.source import shown

STDIN = "-"
GIVE = "give the .json or .jsonl that extract or batch wrote"

Result = Extraction | InputError
"""What a file holds in one place: a result, or why there is none."""


def results(names: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[Result]:
    """The extractions in the files named, in their order, read as they are asked for; "-" is the stream.

    A line that holds none is an InputError in its place which names the file and the line; so is a file that
    can't be read. An extraction whose spans are not what its article says there is none.
    """
    for name in names:
        if str(name) == STDIN:
            if stdin is None:
                yield InputError("standard input is closed; pipe results in or name a file")
            else:
                yield from _of_stream(stdin, "standard input")
        else:
            yield from _of_file(Path(name))


def _of_file(path: Path) -> Iterator[Result]:
    name = shown(path)
    try:
        if path.is_dir():
            yield InputError(f"{name} is a directory; name the files of results in it")
            return
        stream = path.open("rb")
    except FileNotFoundError:
        yield InputError(f"{name} does not exist; check the path")
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path that can be opened"
        yield InputError(f"{name} cannot be read ({reason}); check the path")
        return
    with stream:
        yield from _of_stream(stream, name)


def _of_stream(stream: BinaryIO, name: str) -> Iterator[Result]:
    """Line by line where each line is a record, as in JSON lines and in a batch's array; else the whole at once."""
    lines = enumerate(stream, 1)
    number, before, empty = 0, bytearray(), True
    try:
        for number, line in lines:
            before += line
            if not (record := _bare(line)):
                continue
            empty = False
            if record == b"{" or record.startswith(b"["):  # a document laid out over several lines, or an array in one
                yield from _of_document(bytes(before) + stream.read(), name)
                return
            yield _checked(record, f"{name}:{number}")
            break
        for number, line in lines:
            if record := _bare(line):
                yield _checked(record, f"{name}:{number}")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is closed"
        yield InputError(f"{name} cannot be read after line {number} ({reason}); check it and run again")
        return
    if empty and b"[" not in before:
        yield InputError(f"{name} is empty; {GIVE}")


def _bare(line: bytes) -> bytes:
    """The record of the line, without what joins it to others in an array; nothing where there is only that."""
    record = line.removeprefix(b"\xef\xbb\xbf").strip().removesuffix(b",")
    return b"" if record in (b"[", b"]", b"[]") else record


def _of_document(document: bytes, name: str) -> Iterator[Result]:
    try:
        found = pydantic_core.from_json(document.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        said, _, place = str(error).rpartition(" at line ")
        yield InputError(f"{name}:{place.split()[0] if place else 1} is no JSON ({said or error}); {GIVE}")
        return
    if not isinstance(found, list):
        yield _checked(found, name)
        return
    for number, record in enumerate(found, 1):
        yield _checked(record, f"{name}, result {number},")


def _checked(record: Any, where: str) -> Result:
    """The extraction that the record is: JSON, or what JSON was made into."""
    try:
        if isinstance(record, bytes):
            extraction = Extraction.model_validate_json(record)
        else:
            extraction = Extraction.model_validate(record)
    except ValidationError as error:
        return InputError(f"{where} is no {_complaint(error)}; {GIVE}")
    for start, end in _misquoted(extraction):
        told = f"{where} quotes characters {start} to {end} of its article wrongly"
        return InputError(f"{told}: it was changed after it was written; extract the article again")
    return extraction


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return f"JSON ({first['ctx']['error'].partition(' at line')[0]})"
    place = shown(".".join(map(str, first["loc"])))
    return f"result ({place}: {first['msg']})" if first["loc"] else f"result ({first['msg']})"


def _misquoted(extraction: Extraction) -> Iterator[tuple[int, int]]:
    text = extraction.article.text
    for claim in extraction.claims:
        for span in chain(claim.evidence, *claim.mentions.values()):
            if text[span.start : span.end] != span.text:
                yield span.start, span.end

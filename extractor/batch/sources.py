"""Articles from files, folders, lists of files and JSONL, one after the other, each with its place in the input.

What kind a path is is asked of os.path: Path raises where a folder on the way may not be searched, and drops dots.
"""
# ruff: noqa: PTH110, PTH112, PTH113, PTH116, PTH118

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import count, islice
from pathlib import Path
from typing import BinaryIO

from extractor.batch.lines import articles_of
from extractor.errors import ExtractorError, InputError
from extractor.models import Article
from extractor.readers import read
from extractor.readers.source import shown

STDIN = "-"
"""Among the names of sources: standard input, as JSONL of articles."""
JSONL_ENDINGS = (".jsonl", ".ndjson")
IN_MEMORY = 10_000
"""Names of one folder that are sorted in memory; more are sorted on the disk."""
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Item:
    """One article of the input, or why there is none."""

    position: int
    """From 0, in the order of the input."""
    name: str
    """Where it comes from, as a person would say it: a path, or a file and its line."""
    outcome: Article | ExtractorError


Found = tuple[str, Article | ExtractorError]
"""Name and outcome of an item."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files of a folder are meant, and what is known of every article."""

    glob: str | None = None
    """A pattern for names, or with a slash in it for paths below the folder."""
    leave_out: Collection[Path] = ()
    """Files that are no input though they lie in a folder, such as the output."""
    about: Mapping[str, str | None] = field(default_factory=dict)
    """Metadata of all articles, as `read` takes them."""


def items(names: Iterable[str | Path], choice: Choice | None = None, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Every article that the names stand for, read when it is asked for.

    A name is a file, a folder, a `.jsonl` of articles or "-". What can't be read is an item too.
    """
    choice = choice or Choice()
    positions = count()
    for name in names:
        for found in _articles(name, choice, stdin):
            yield Item(next(positions), *found)


def how_many(names: Iterable[str | Path], choice: Choice | None = None) -> Iterator[int]:
    """How many articles the names stand for, as far as counted, again and again; the last number is the whole.

    Nothing is read but the lines of JSONL files, nor is it said whether it can be. Raises ValueError for standard
    input, which can't be counted before it is read.
    """
    number = 0
    for name in names:
        if str(name) == STDIN:
            raise ValueError("standard input is counted by reading it")
        for file in _meant(Path(name), choice or Choice()):
            if isinstance(file, Path) and file.suffix.lower() in JSONL_ENDINGS:
                number += _lines_of(file)
            else:
                number += 1
            yield number


def _lines_of(path: Path) -> int:
    """The lines of a plain file that are not blank, as good as one can count."""
    with suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as stream:
                pieces = iter(lambda: stream.readline(PIECE), b"")
                return sum(1 for piece in pieces if not piece.isspace() and (len(piece) < PIECE or piece[-1:] == b"\n"))
    return 0


def listed(stream: BinaryIO, *, null: bool = False) -> Iterator[str]:
    """The names in a list of files: one a line, or one before each null byte. Blank ones are passed over."""
    end = b"\0" if null else b"\n"
    rest = b""
    while piece := stream.read1(PIECE) if hasattr(stream, "read1") else stream.read(PIECE):
        *whole, rest = (rest + piece).split(end)
        yield from filter(None, (_listed_name(name, null) for name in whole))
    if last := _listed_name(rest, null):
        yield last


def _listed_name(raw: bytes, null: bool) -> str:
    name = os.fsdecode(raw if null else raw.removesuffix(b"\r"))
    return os.path.join(".", name) if name == STDIN else name


def _articles(name: str | Path, choice: Choice, stdin: BinaryIO | None) -> Iterator[Found]:
    if str(name) == STDIN:
        if stdin is None:
            yield "standard input", InputError("standard input is closed; pipe articles in or name a folder")
        else:
            yield from articles_of(stdin, "standard input", None, choice.about)
        return
    for file in _meant(Path(name), choice):
        if isinstance(file, tuple):
            yield file
        else:
            yield from _in_file(file, choice.about)


def _meant(path: Path, choice: Choice) -> Iterator[Path | tuple[str, InputError]]:
    """The path, or the files of the folder that it is."""
    if not os.path.isdir(path):
        yield path
        return
    left_out = {file.name: os.path.realpath(file) for file in choice.leave_out}
    for file in _files(path, choice.glob):
        if isinstance(file, tuple) or file.name not in left_out or os.path.realpath(file) not in left_out.values():
            yield file


def _in_file(path: Path, about: Mapping[str, str | None]) -> Iterator[Found]:
    name = shown(path)
    if path.suffix.lower() in JSONL_ENDINGS:
        try:
            stream = path.open("rb")
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "not a path that can be opened"
            yield name, InputError(f"{name} cannot be read ({why}); check the path")
            return
        with stream:
            yield from articles_of(stream, name, name, about)
        return
    try:
        outcome: Article | ExtractorError = read(path, **about)
    except ExtractorError as error:
        outcome = error
    yield name, outcome


# Folders. Each is gone through once, however many links lead to it, so that links in a circle end.


def _files(folder: Path, glob: str | None) -> Iterator[Path | tuple[str, InputError]]:
    """The folder's files, those of its folders included, in the order of their names; hidden ones passed over.

    A folder that can't be listed is an error in its place.
    """
    seen: set[tuple[int, int]] = set()
    levels: list[tuple[Path, str, Iterator[str]]] = []
    """A folder, its path below the first one, and its names that are still to come."""
    entered: tuple[Path, str] | None = (folder, "")
    while entered or levels:
        if entered:
            try:
                levels.append((*entered, _listing(entered[0], seen)))
            except OSError as error:
                where = shown(entered[0])
                yield where, InputError(f"{where} cannot be listed ({error.strerror}); check its permissions")
            entered = None
            continue
        current, inside, names = levels[-1]
        name = next(names, None)
        if name is None:
            levels.pop()
        elif os.path.isdir(path := current / name):
            entered = (path, f"{inside}{name}/")
        elif _is_wanted(path) and (glob is None or _fits(name, f"{inside}{name}", glob)):
            yield path


def _listing(folder: Path, seen: set[tuple[int, int]]) -> Iterator[str]:
    """The folder's names in order, none where it has been seen. Raises OSError unless what is in it can be reached."""
    about = os.stat(os.path.join(folder, os.curdir))
    if (about.st_dev, about.st_ino) in seen:
        return iter(())
    seen.add((about.st_dev, about.st_ino))
    return _in_order(_names(folder))


def _names(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                yield entry.name


def _is_wanted(path: Path) -> bool:
    """Whether it is a file, or a link that leads nowhere, which is told; pipes and devices are passed over."""
    return os.path.isfile(path) or (path.is_symlink() and not os.path.exists(path))


def _fits(name: str, inside: str, glob: str) -> bool:
    """Whether the pattern is the file's: its name's, or its path's below the folder, where `*` crosses slashes."""
    if "/" not in glob:
        return fnmatchcase(name, glob)
    return fnmatchcase(inside, glob) or fnmatchcase(inside, glob.removeprefix("**/"))


def _in_order(names: Iterator[str]) -> Iterator[str]:
    """The names sorted by their bytes; the many of a large folder are sorted in a file that has no name."""
    few = list(islice(names, IN_MEMORY))
    return iter(sorted(few, key=os.fsencode)) if len(few) < IN_MEMORY else _sorted_on_disk(few, names)


def _sorted_on_disk(few: list[str], names: Iterator[str]) -> Iterator[str]:
    sorter = sqlite3.connect("", isolation_level=None)
    try:
        sorter.execute("PRAGMA journal_mode = OFF")
        sorter.execute("CREATE TABLE names (name BLOB PRIMARY KEY) WITHOUT ROWID")
        sorter.execute("BEGIN")
        for some in (few, names):
            sorter.executemany("INSERT INTO names VALUES (?)", ((os.fsencode(name),) for name in some))
        few.clear()
        for (name,) in sorter.execute("SELECT name FROM names ORDER BY name"):
            yield os.fsdecode(name)
    finally:
        sorter.close()

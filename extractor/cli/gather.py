"""Which articles a batch is about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extractor.cli import console
from extractor.cli.options import Choosing
from extractor.errors import InputError, UsageError

if TYPE_CHECKING:
    from extractor.batch.sources import Item
    from extractor.cli.clash import Written

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The articles that a batch is about."""

    items: Iterator[Item]
    """Each is read when its turn comes."""
    count: Callable[[], Iterator[int]] | None
    """How many there are, as far as counted, from the beginning each time; None where only reading can tell."""


def gathered(
    paths: Sequence[Path], choosing: Choosing, leave_out: Sequence[Path], written: Written, stack: ExitStack
) -> Gathered:
    """The articles of the paths and of the list of paths; what is opened for them, the stack closes.

    Raises UsageError where nothing is named, where standard input would have to be read twice, and where what is
    read would be written over.
    """
    from extractor.batch.sources import Choice, how_many, items, listed
    from extractor.readers.metadata import given

    names = [str(path) for path in paths]
    source = choosing.files_from
    list_on_stdin = str(source) == STDIN
    if choosing.null and source is None:
        raise UsageError("-0 is about --files-from: name a list with --files-from FILE or --files-from -")
    if not names and source is None:
        if sys.stdin is None or console.is_terminal(sys.stdin):
            raise UsageError("no article: name files or folders, or pipe in a JSONL of articles")
        names = [STDIN]
    if names.count(STDIN) + list_on_stdin > 1:
        raise UsageError("standard input can be read once only: name - once")
    given(title=None, outlet=choosing.outlet, published=None, url=None, lang=choosing.lang)
    written.check([*names, source])
    choice = Choice(choosing.glob, leave_out, {"outlet": choosing.outlet, "lang": choosing.lang})
    stdin = getattr(sys.stdin, "buffer", None)
    countable = STDIN not in names and (source is None or source.is_file())

    def named() -> Iterator[str]:
        yield from names
        if source is not None:
            stream = stdin if list_on_stdin else _opened(source, stack)
            if stream is None:
                raise InputError("standard input is closed; pipe a list of paths in or name a file")
            yield from written.checked(listed(stream, null=choosing.null))

    return Gathered(items(named(), choice, stdin), (lambda: how_many(named(), choice)) if countable else None)


def _opened(path: Path, stack: ExitStack) -> BinaryIO:
    try:
        return stack.enter_context(path.open("rb"))
    except OSError as error:
        raise InputError(f"the list {path} cannot be read ({error.strerror}); check the path") from error

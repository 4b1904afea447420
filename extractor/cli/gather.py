"""Which articles a batch is about."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extractor.cli import console
from extractor.cli.options import Choosing
from extractor.errors import InputError, UsageError

if TYPE_CHECKING:
    from extractor.batch.sources import Item

STDIN = "-"


def gathered(paths: Sequence[Path], choosing: Choosing, leave_out: Sequence[Path], stack: ExitStack) -> Iterator[Item]:
    """The articles of the paths, each read when its turn comes; what is opened for them, the stack closes.

    Raises UsageError where nothing is named, and where standard input would have to be read twice.
    """
    from extractor.batch.sources import Choice, items, listed
    from extractor.readers.metadata import given

    names = [str(path) for path in paths]
    list_on_stdin = str(choosing.files_from) == STDIN
    if choosing.null and choosing.files_from is None:
        raise UsageError("-0 is about --files-from: name a list with --files-from FILE or --files-from -")
    if not names and choosing.files_from is None:
        if sys.stdin is None or console.is_terminal(sys.stdin):
            raise UsageError("no article: name files or folders, or pipe in a JSONL of articles")
        names = [STDIN]
    if names.count(STDIN) + list_on_stdin > 1:
        raise UsageError("standard input can be read once only: name - once")
    given(title=None, outlet=choosing.outlet, published=None, url=None, lang=choosing.lang)
    choice = Choice(choosing.glob, leave_out, {"outlet": choosing.outlet, "lang": choosing.lang})
    stdin = getattr(sys.stdin, "buffer", None)

    def named() -> Iterator[str]:
        yield from names
        if choosing.files_from is not None:
            stream = stdin if list_on_stdin else _opened(choosing.files_from, stack)
            if stream is None:
                raise InputError("standard input is closed; pipe a list of paths in or name a file")
            yield from listed(stream, null=choosing.null)

    return items(named(), choice, stdin)


def _opened(path: Path, stack: ExitStack) -> BinaryIO:
    try:
        return stack.enter_context(path.open("rb"))
    except OSError as error:
        raise InputError(f"the list {path} cannot be read ({error.strerror}); check the path") from error

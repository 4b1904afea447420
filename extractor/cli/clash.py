"""Whether a command would write over what it reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from extractor.errors import UsageError
from extractor.readers.source import shown

STDIN = "-"

Identity = tuple[int, int] | str
"""What a file has in common under all its names: its device and inode; its real path while it is not there."""


class Written:
    """The files that a command will write, by the option that names each; `-` and None are none."""

    def __init__(self, files: Mapping[str, Path | None]) -> None:
        self._options: dict[Identity, str] = {}
        for option, path in files.items():
            if path is None or str(path) == STDIN or (identity := _identity(path)) is None:
                continue
            if identity in self._options:
                other = self._options[identity]
                raise UsageError(f"{other} and {option} name the same file {shown(path)}: give each its own")
            self._options[identity] = option

    def check(self, read: Iterable[str | Path | None]) -> None:
        """Raises UsageError where one of the files read is written too, under whatever name."""
        for path in read:
            if path is None or not self._options:
                continue
            option = self._options.get(_identity(path) or "")
            if option:
                name = "standard input" if str(path) == STDIN else shown(path)
                raise UsageError(f"{option} would write over {name}, which is to be read: name another file")

    def checked(self, read: Iterable[str]) -> Iterator[str]:
        """The names, each looked at when its turn comes."""
        for path in read:
            self.check([path])
            yield path


def _identity(path: str | Path) -> Identity | None:
    """None for what can be read and written at once, such as a terminal, and for what can't be looked at."""
    with suppress(OSError, ValueError, AttributeError):
        try:
            about = os.fstat(sys.stdin.fileno()) if str(path) == STDIN else Path(path).stat()
        except FileNotFoundError:
            return os.path.realpath(path)
        return (about.st_dev, about.st_ino) if S_ISREG(about.st_mode) else None
    return None

"""Bytes from a file or from standard input, no more than an article can have."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from extractor.errors import InputError
from extractor.readers.kind import is_html

TEXT_LIMIT = 5_000_000
"""Bytes of plain text: about 800 000 English words, several long novels. More is a corpus, not an article."""

HTML_LIMIT = 20_000_000
"""Bytes of HTML: a page saved as one file carries its images and scripts, and is far larger than its text."""

HEAD = 4096
"""Bytes from the start that tell what a file is."""


def read_file(path: Path) -> bytes:
    """The file's bytes; raises InputError for whatever is no readable file of an article's size."""
    name = shown(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError(f"{name} is a directory; name the files in it, for example {name.rstrip('/')}/*.txt")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise InputError(f"{name} is a device or socket; save the article to a file or pipe it in")
        with path.open("rb", buffering=0) as raw:
            return _read(raw, name, html=path.suffix.lower() in HTML_ENDINGS)
    except FileNotFoundError as error:
        raise InputError(f"{name} does not exist; check the path") from error
    except PermissionError as error:
        raise InputError(f"{name} may not be read by this user; change its permissions or copy it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path that can be opened"
        raise InputError(f"{name} cannot be read ({reason}); check the path") from error


def read_stdin() -> bytes:
    """What stands on standard input; raises InputError when there is none or too much."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("standard input is closed; pipe an article in or name a file")
    try:
        return _read(stream, "standard input", html=False)
    except (OSError, ValueError) as error:
        raise InputError("standard input cannot be read; pipe an article in or name a file") from error


HTML_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")


def shown(path: str | os.PathLike[str]) -> str:
    """The path on one line, with nothing in it that a terminal would obey."""
    name = os.fspath(path).encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() else "?" for c in name) or "''"


def check_size(size: int, name: str, *, html: bool) -> None:
    """Raises InputError when that many bytes are more than an article of the kind can have."""
    limit = HTML_LIMIT if html else TEXT_LIMIT
    if size > limit:
        kind = "HTML" if html else "text"
        raise InputError(f"{name} is larger than {limit // 1_000_000} MB of {kind}; split it into its articles")


def _read(stream: BinaryIO, name: str, *, html: bool) -> bytes:
    head = _up_to(stream, HEAD)
    html = html or is_html(head)
    limit = HTML_LIMIT if html else TEXT_LIMIT
    data = head + _up_to(stream, limit + 1 - len(head))
    check_size(len(data), name, html=html)
    return data


def _up_to(stream: BinaryIO, size: int) -> bytes:
    """At most `size` bytes; fewer only at the end. A pipe may give them in pieces."""
    pieces = bytearray()
    while len(pieces) < size and (piece := stream.read(size - len(pieces))):
        pieces += piece
    return bytes(pieces)

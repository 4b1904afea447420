"""Talk with the person at the terminal: one line each, on standard error, harmless to a terminal, never a key."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from extractor.errors import ExtractorError

SECRET_VARIABLES = ("EXTRACTOR_API_KEY", "OPENAI_API_KEY")
SHORTEST_SECRET = 8
"""A shorter key is a placeholder, and taking it out would only make holes in ordinary words."""

_secrets: set[str] = set()
_debug = False


def show_tracebacks(wanted: bool) -> None:
    """Whether errors come with their whole story, as `--debug` asks for."""
    global _debug
    _debug = wanted


def keep_secret(secret: str) -> None:
    """From now on nothing said here holds this text."""
    _secrets.add(secret)


def redacted(text: str) -> str:
    """The text without any key that is known: from the environment, the config file or an option."""
    known = {*_secrets, *(os.environ.get(variable, "").strip() for variable in SECRET_VARIABLES)}
    for secret in sorted(known, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "[key]")
    return text


def error(message: str, problem: BaseException | None = None) -> None:
    """`extractor: error: ...`, below the traceback of the problem if that is wanted."""
    if _debug and problem is not None:
        _write_traceback(problem)
    say(f"error: {message}")


def failure(problem: ExtractorError, name: str | None) -> None:
    """The error of one article among several, with its name unless the message has it."""
    error(problem.message if name is None else named(problem.message, name), problem)


def named(message: str, name: str) -> str:
    """The message with the name before it, unless it has it already, as `shown` or as it is."""
    from extractor.readers.source import shown

    name = "standard input" if name == "-" else name
    return message if name in message or shown(name) in message else f"{name}: {message}"


def say(message: str) -> None:
    """`extractor: ...`, whatever the message holds."""
    _write(harmless(f"extractor: {message}") + "\n")


def harmless(words: str) -> str:
    """One line for a terminal, without any key: looked for last, since a key may be in pieces before."""
    from extractor.escape import terminal

    return redacted(terminal(redacted(words)))


def counted(count: int, noun: str) -> str:
    """'1 reply', '2 replies'."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


@contextmanager
def status(message: str) -> Iterator[Callable[[str], None]]:
    """A live line while something is waited for, on a terminal only; yields the function that changes it."""
    if not is_terminal(sys.stderr):
        yield lambda message: None
        return
    from rich.console import Console
    from rich.text import Text

    def line(message: str) -> Text:
        return Text(harmless(message), no_wrap=True, overflow="ellipsis")

    with Console(stderr=True).status(line(message)) as live:
        yield lambda message: live.update(line(message))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at the stream; a closed one has nobody."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _write(text: str) -> None:
    """Says it if anybody can hear: talk that can't be written is no reason to fail."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def _write_traceback(problem: BaseException) -> None:
    """The whole story of an error, causes included."""
    import traceback

    lines = "".join(traceback.format_exception(problem)).splitlines()
    _write("".join(harmless(line) + "\n" for line in lines))

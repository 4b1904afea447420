"""The one place where errors become lines and exit codes."""

from __future__ import annotations

import errno
import os
import shlex
import signal
import sys
from collections.abc import Container, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

import typer

from extractor.cli import console
from extractor.errors import ExtractorError, UsageError

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
BROKEN_PIPE = 128 + 13  # SIGPIPE, which Windows lacks
COMPLETE_VARIABLE = "_EXTRACTOR_COMPLETE"
TOP_OPTIONS = {"-h", "--help", "--version", "--install-completion", "--show-completion"}


def interruptible() -> None:
    """From now on SIGTERM unwinds like an exception, so that nothing half-written is left."""

    def terminate(number: int, frame: FrameType | None) -> None:
        raise SystemExit(TERMINATED)

    signal.signal(signal.SIGTERM, terminate)


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command line; every error has become one line on standard error."""
    # Looked for by hand: an error while parsing comes before any option has a value.
    console.show_tracebacks("--debug" in arguments)
    try:
        return _invoke(list(arguments))
    except ExtractorError as problem:
        return _failed(problem, problem.message, problem.exit_code)
    except typer.TyperException as problem:
        return _failed(problem, _usage(problem), problem.exit_code)
    except typer.Exit as done:
        return done.exit_code
    except (KeyboardInterrupt, typer.Abort):
        console.say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        silence_stdout()
        return BROKEN_PIPE
    except OSError as problem:
        silence_stdout()
        what = f"{problem.filename or 'standard output'} failed ({problem.strerror or problem}); {_remedy(problem)}"
        return _failed(problem, what, 1)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    except Exception as problem:  # a bug is one line too
        what = f"unexpected {type(problem).__name__}: {problem}; run it again with --debug and report what it says"
        return _failed(problem, what, 1)


def end(code: int) -> NoReturn:
    """Ends the process; after an interruption at once, since Python would wait for every thread's last request."""
    if code in (INTERRUPTED, TERMINATED):
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def silence_stdout() -> None:
    """Sends the rest of standard output nowhere: what is still buffered would fail again when Python exits."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _invoke(arguments: list[str]) -> int:
    from extractor.cli.app import app

    command = typer.main.get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    if COMPLETE_VARIABLE in os.environ:
        command.main(arguments, prog_name="extractor", complete_var=COMPLETE_VARIABLE)
    completed = _completed(arguments)
    _check_command(completed, command.commands)
    with command.make_context("extractor", completed) as context:
        code = command.invoke(context)
    return code if isinstance(code, int) else 0


def _completed(arguments: list[str]) -> list[str]:
    """The arguments with the command that they imply: `cat a.txt | extractor -f csv` means `extract -f csv`."""
    first = next((argument for argument in arguments if argument != "--debug"), None)
    if first is None:
        fed = sys.stdin is not None and not console.is_terminal(sys.stdin)
        return ["extract", *arguments] if fed else arguments
    if first.startswith("-") and first not in TOP_OPTIONS:
        return ["extract", *arguments]
    return arguments


def _check_command(arguments: Sequence[str], commands: Container[str]) -> None:
    """Raises UsageError where an article stands in the place of a command."""
    first = next((argument for argument in arguments if argument != "--debug"), "-")
    if first.startswith("-") or first in commands or not os.path.lexists(first):
        return
    meant = f"batch {shlex.quote(first)} -o claims.jsonl" if Path(first).is_dir() else f"extract {shlex.quote(first)}"
    raise UsageError(f"No such command {first!r}; did you mean: extractor {meant}")


def _usage(problem: typer.TyperException) -> str:
    """The complaint and where to look."""
    context = getattr(problem, "ctx", None)
    path = context.command_path if context else "extractor"
    complaint = problem.format_message().replace("Value error, ", "").rstrip(".")
    return f"{complaint}; {path} --help shows how it is used"


def _remedy(problem: OSError) -> str:
    """What to do about a fault of the system that nobody nearer to it has answered."""
    if isinstance(problem, PermissionError):
        return "change its permissions"
    return "make room on the disk" if problem.errno in (errno.ENOSPC, errno.EDQUOT) else "see to it and try again"


def _failed(problem: BaseException, message: str, code: int) -> int:
    console.error(message, problem)
    return code

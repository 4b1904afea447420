"""The command line as tests run it: in this process, or as a process of its own."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        """What was said on standard error."""
        return self.stderr.splitlines()


class Stream(io.TextIOWrapper):
    """A text stream over bytes, as the command knows it; a terminal if it is told to be one."""

    def __init__(self, data: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def written(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def run_cli(*arguments: object, stdin: str | bytes = b"", terminal: str = "") -> Outcome:
    """Runs the command line in this process. `terminal` names the streams that are one, such as "stdin stdout"."""
    from extractor.cli.boundary import run

    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = Stream(terminal="stdout" in terminal), Stream(terminal="stderr" in terminal)
    with mock.patch.multiple(sys, stdin=Stream(given, terminal="stdin" in terminal), stdout=out, stderr=err):
        code = run([str(argument) for argument in arguments])
    return Outcome(code, out.written, err.written)


def anyone() -> tuple[str, ...]:
    """The command under which permissions count, as they do for anyone but root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may do everything, and setpriv is not there to take that away")
    return ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


def run_process(*arguments: object, stdin: bytes = b"", **options: Any) -> Outcome:
    """Runs the command as a process of its own, `under` another command if there is one, such as `anyone()`."""
    command = [*options.pop("under", ()), sys.executable, "-m", "extractor", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=60, cwd=ROOT, check=False, **options)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

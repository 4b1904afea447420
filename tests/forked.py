"""The command line as a process of its own that costs no start of an interpreter; see `tests/forker.py`."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.commands import ROOT


@dataclass(frozen=True)
class Ended:
    """How a run ended and what it said."""

    code: int
    said: str
    pid: int
    seconds: float
    stdout: str = ""
    """What has come on standard output, where it was asked for apart from what was said."""


@dataclass(frozen=True)
class Running:
    """A run that has begun."""

    pid: int
    wait: Callable[..., Ended]
    """Waits for its end, which is SIGKILL after so many seconds if it takes that long; to be called once."""

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Forker:
    """Starts the command line, one run at a time. Each is the leader of a session of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert self._line() == "ready"

    def start(
        self, *arguments: object, said: Path, stdout: Path | None = None, environment: dict[str, str] | None = None
    ) -> Running:
        """Both streams go into the file `said`, or standard output into a file of its own."""
        asked = {
            "arguments": [str(argument) for argument in arguments],
            "environment": environment or {},
            "files": [str(file) for file in (stdout, said) if file],
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        pid, started = int(self._line()), time.monotonic()

        def wait(kill: float = 60.0) -> Ended:
            timer = threading.Timer(kill, running.send_signal, (signal.SIGKILL,))
            timer.start()
            code = int(self._line())
            timer.cancel()
            timer.join()
            told = stdout.read_text(errors="replace") if stdout else ""
            return Ended(code, said.read_text(errors="replace"), pid, time.monotonic() - started, told)

        running = Running(pid, wait)
        return running

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

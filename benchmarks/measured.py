"""A command run as a process of its own, and what it took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Took:
    """Seconds and bytes. CPU is that of the process and of those that it waited for."""

    code: int
    stdout: str
    stderr: str
    wall: float
    cpu: float
    memory: int
    """The most that was resident at once."""


def measured(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Took:
    """Runs the command from the root of the repository."""
    before, started = _cpu(), time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | (environment or {}),
    )
    peaks = [0]
    watch = threading.Thread(target=_watch, args=(process, peaks))
    watch.start()
    stdout, stderr = process.communicate()
    wall = time.perf_counter() - started
    watch.join()
    return Took(process.returncode, stdout, stderr, wall, _cpu() - before, peaks[0])


def _watch(process: subprocess.Popen[str], peaks: list[int]) -> None:
    """Notes the peak of resident memory again and again: what the system tells in the end of a process that was forked
    includes the memory of the one that forked it."""
    while process.poll() is None:
        with suppress(OSError, ValueError, StopIteration):
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
            peaks[0] = max(peaks[0], 1024 * int(next(line for line in status if line.startswith("VmHWM")).split()[1]))
        time.sleep(0.02)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def module(name: str, *arguments: object) -> list[str]:
    """The command that runs a module of this repository with this interpreter."""
    return [sys.executable, "-m", name, *map(str, arguments)]

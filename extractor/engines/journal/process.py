"""Which process this is, and whether another is still there."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process, told apart from a later one with the same number where the system lets us."""

    pid: int
    started: str
    """When it started, in the system's own count; empty where the system doesn't tell."""
    host: str
    """The machine, its boot and its space of process numbers: numbers compare within one of these only."""

    @property
    def gone(self) -> bool:
        """Whether it has certainly ended. A process elsewhere, or on a system that can't be asked, never has."""
        if self.host != _host() or os.name != "posix":
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
        state, started = _looked_up(self.pid)
        return state in ("Z", "X") or bool(self.started and started and started != self.started)


def this() -> Process:
    """The process that asks."""
    return Process(os.getpid(), _looked_up(os.getpid())[1], _host())


def _looked_up(pid: int) -> tuple[str, str]:
    """State and start as Linux tells them; empty elsewhere. The name, in brackets, may hold anything."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return fields[0], fields[19]
    except (OSError, IndexError):
        return "", ""


@cache
def _host() -> str:
    parts = [socket.gethostname()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    with suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return " ".join(parts)

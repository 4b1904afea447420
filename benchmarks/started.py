"""The endpoint as those who start it see it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]


class Started:
    """An endpoint process, ended with this one or with the `with` block. Takes the fields of its `Behaviour`."""

    def __init__(self, **behaviour: Any) -> None:
        command = [sys.executable, "-m", "benchmarks.endpoint", json.dumps(behaviour)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        """The base URL."""

    @property
    def pid(self) -> int:
        return self._process.pid

    def counts(self, *, calls: bool = False) -> dict[str, Any]:
        """What was asked and given."""
        return self._ask("/counts?calls" if calls else "/counts")

    def behave(self, **changes: Any) -> None:
        """Changes the behaviour."""
        self._ask("/behaviour", json.dumps(changes).encode())

    def forget(self) -> None:
        """Begins to count anew."""
        self._ask("/forget", b"{}")

    def _ask(self, path: str, body: bytes | None = None) -> dict[str, Any]:
        with urlopen(Request(self.url.removesuffix("/v1") + path, data=body), timeout=10) as response:
            told: dict[str, Any] = json.load(response)
        return told

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

"""A batch seen from outside: its folder, its cache, its output, its process, and what the endpoint knows of it."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

from benchmarks.started import Started
from extractor.batch.points import VARIABLE
from tests.forked import Ended, Forker

KILLED = -signal.SIGKILL


class Batch:
    """One batch: articles in a folder, one cache, one output."""

    def __init__(self, folder: Path, forker: Forker, endpoint: Started, *, concurrency: int = 4) -> None:
        self.articles = folder / "articles"
        self.articles.mkdir(parents=True)
        self.results = folder / "results"
        self.results.mkdir()
        self.output = self.results / "claims.jsonl"
        self.cache = folder / "cache"
        self.said = folder / "said.txt"
        self.endpoint = endpoint
        self.concurrency = concurrency
        """Calls in flight at once."""
        self.in_flight = concurrency + concurrency // 4
        """Articles in flight at once: those whose answer is being judged and written are no longer being asked."""
        self.model = "openai/stub"
        self._forker = forker

    def add(self, name: str, text: str) -> None:
        (self.articles / name).write_text(text, encoding="utf-8")

    def run(self, *options: object, point: str = "", kill: float | None = None, **environment: str) -> Ended:
        """The same command as ever; `point` and `kill` are where and after how many seconds it dies."""
        running = self._forker.start(
            "batch", self.articles, "-o", self.output, "-m", self.model, "--base-url", self.endpoint.url,
            "--concurrency", self.concurrency, *options,
            said=self.said, environment={
                "EXTRACTOR_CACHE": str(self.cache), VARIABLE: point, "COLUMNS": "200", "PYTHONWARNINGS": "error"
            } | environment,
        )  # fmt: skip
        return running.wait(60.0 if kill is None else kill)

    # What is there afterwards.

    def records(self) -> list[dict[str, Any]]:
        """The output's extractions without what may differ between equal runs."""
        records = [json.loads(line) for line in self.output.read_text(encoding="utf-8").splitlines()]
        for record in records:
            del record["run"]["seconds"]
        return records

    def names(self) -> list[str]:
        """The files of the output's records, in its order."""
        return [Path(record["article"]["path"]).name for record in self.records()]

    def failures(self) -> list[dict[str, Any]]:
        """The records of failed articles."""
        errors = self.output.with_suffix(".errors.jsonl")
        return [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()] if errors.exists() else []

    def files(self) -> dict[str, tuple[bytes, int]]:
        """All that lies where the output is: contents and moment of change."""
        return {
            str(path.relative_to(self.results)): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in self.results.rglob("*")
            if path.is_file()
        }

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the journal, read as any other program would."""
        with contextlib.closing(sqlite3.connect(self.cache / "journal.sqlite3")) as connection:
            return connection.execute(statement).fetchall()

    def replies(self) -> int:
        """Answers that are kept."""
        return int(self.query("SELECT count(*) FROM replies")[0][0]) if self.cache.exists() else 0


def quiet(endpoint: Started) -> dict[str, Any]:
    """The endpoint's counts when nothing is in flight there any more."""
    deadline = time.monotonic() + 10
    while (counts := endpoint.counts())["in_flight"] and time.monotonic() < deadline:
        time.sleep(0.01)
    return counts


def session(pid: int) -> list[int]:
    """The living processes of the session that the process led."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == pid and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def gone(pid: int, within: float = 5.0) -> bool:
    """Whether nothing of the session is left, waiting a little."""
    deadline = time.monotonic() + within
    while session(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def story(number: int) -> str:
    """A short article of its own, with claims that stand in it."""
    return (
        f"Harbor Labs released Tern {number} on Monday under the MIT licence.\n\n"
        f"Quill Systems, its rival, will sell Plover {number} to {number + 10} hospitals. "
        f"Nobody answered. Ada Brook said that report {number} is final."
    )

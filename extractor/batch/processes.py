"""Processes that run the offline engine, one for each core."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple

from extractor.batch.computing import Result, compute
from extractor.errors import ExtractorError
from extractor.models import Article
from extractor.pipeline import Reading

FIRST = 16
"""Articles that are computed here before a process is started, which takes as long as some tens of them."""

_PROGRAM = """import sys
sys.path[:] = sys.argv[3:]
from extractor.batch.computing import serve
serve(*map(int, sys.argv[1:3]))
"""
"""Not by multiprocessing: its processes begin by running the caller's own script again."""


class ClosedError(Exception):
    """The processes were closed while they computed."""


class Processes:
    """Computes articles in as many processes as there are cores, each started when it is first needed.

    Threads share it: each call of `compute` has a process to itself. A process that an article brings down is
    replaced, and that article alone has failed.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lock = threading.Lock()
        self._idle: list[subprocess.Popen[bytes]] = []
        self._all: set[subprocess.Popen[bytes]] = set()
        self._first = FIRST
        self._closed = False
        self.count = _cores()
        """How many articles can be computed at a time."""

    def compute(self, articles: Sequence[Article]) -> list[Result]:
        """The articles' results, in their order. Raises ClosedError when closed meanwhile."""
        with self._lock:
            here = self._first > 0 or not sys.executable
            self._first -= len(articles)
        if here:
            return compute(articles, self._reading)
        process = self._taken()
        try:
            results = _asked(process, articles)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._buried(process)
            if self._closed:
                raise ClosedError from None
            if len(articles) > 1:
                return [result for article in articles for result in self.compute([article])]
            told = "the article brought down the process that read it (out of memory?): split it, or leave it out"
            return [ExtractorError(told)]
        with self._lock:
            if not self._closed:
                self._idle.append(process)
                return results
        self._buried(process)
        return results

    def close(self) -> None:
        """Ends all processes, at once. One that is at work is buried by the thread that waits for it."""
        with self._lock:
            self._closed = True
            idle, busy = list(self._idle), self._all.difference(self._idle)
            self._idle.clear()
        for process in busy:
            process.kill()
        for process in idle:
            self._buried(process)

    def _taken(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise ClosedError
            if self._idle:
                return self._idle.pop()
            process = subprocess.Popen(  # noqa: S603 - this interpreter and a program of ours
                [sys.executable, "-c", _PROGRAM, *map(str, astuple(self._reading)), *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._all.add(process)
            return process

    def _buried(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._all.discard(process)
        buried(process)


def buried(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and closes its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            if pipe:
                pipe.close()


def _asked(process: subprocess.Popen[bytes], articles: Sequence[Article]) -> list[Result]:
    assert process.stdin and process.stdout
    pickle.dump(list(articles), process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
    results: list[Result] = pickle.load(process.stdout)  # noqa: S301 - from a process that was started here
    return results


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""Writes for callers that must not wait for the disk: what comes in meanwhile goes into one transaction."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """Something to write, and what to do when it is on the disk."""

    write: Callable[[], object]
    after: Callable[[], object] | None
    future: asyncio.Future[None]
    loop: asyncio.AbstractEventLoop


class Clerk:
    """One thread that writes for event loops.

    A commit takes a write to the disk however much is in it, and a change of thread costs as much again: under load
    the jobs that wait share both. Each job is written wholly or not at all, and done only when it is on the disk.
    """

    def __init__(self, together: Callable[[], AbstractContextManager[object]]) -> None:
        """`together()` is a transaction, which a job's own becomes a part of."""
        self._together = together
        self._jobs: deque[Job] = deque()
        self._waiting = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def do(self, write: Callable[[], object], after: Callable[[], object] | None = None) -> asyncio.Future[None]:
        """Done when `write` is on the disk and `after`, called after that in the clerk's thread, has returned.

        Either's error is the future's. Nobody needs to wait: what was begun is finished.
        """
        loop = asyncio.get_running_loop()
        job = Job(write, after, loop.create_future(), loop)
        with self._lock:
            if self._closed:
                raise RuntimeError("the journal is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="journal clerk", daemon=True)
                self._thread.start()
            self._jobs.append(job)
        self._waiting.set()
        return job.future

    def close(self) -> None:
        """Finishes what was begun."""
        with self._lock:
            self._closed = True
        self._waiting.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            self._waiting.wait()
            self._waiting.clear()
            jobs = [self._jobs.popleft() for _ in range(len(self._jobs))]
            if jobs:
                self._tell(self._written(jobs))
            if self._closed and not self._jobs:
                return

    def _written(self, jobs: list[Job]) -> list[tuple[Job, BaseException | None]]:
        """The jobs with what became of them."""
        if len(jobs) > 1:
            try:
                with self._together():
                    for job in jobs:
                        job.write()
            except Exception:  # whose fault it is shows when each has a transaction of its own
                return [pair for job in jobs for pair in self._written([job])]
            return [(job, _error(job.after)) for job in jobs]
        (job,) = jobs
        return [(job, _error(job.write) or _error(job.after))]

    def _tell(self, outcomes: list[tuple[Job, BaseException | None]]) -> None:
        """Wakes each loop once."""
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Job, BaseException | None]]] = defaultdict(list)
        for job, error in outcomes:
            by_loop[job.loop].append((job, error))
        for loop, pairs in by_loop.items():
            with suppress(RuntimeError):  # a loop that has ended has nobody who waits
                loop.call_soon_threadsafe(_resolve, pairs)


def _error(call: Callable[[], object] | None) -> BaseException | None:
    try:
        if call is not None:
            call()
    except BaseException as error:
        return error
    return None


def _resolve(pairs: list[tuple[Job, BaseException | None]]) -> None:
    for job, error in pairs:
        if job.future.done():
            continue
        if error is None:
            job.future.set_result(None)
        else:
            job.future.set_exception(error)

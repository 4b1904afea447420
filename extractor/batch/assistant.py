"""A process that judges answers for an event loop which is too busy asking."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from extractor.batch.judging import Case, Verdict
from extractor.batch.processes import buried
from extractor.engines.base import Reply
from extractor.models import Extraction
from extractor.pipeline import Steps

WATCHED = 32
"""Articles after which it is looked at how much time went into judging."""
BUSY = 0.15
"""A larger share of the time than that is worth a process: it starts in half a second, on another core."""
MOST = 16
"""Cases that wait for the process; what comes in while there are so many is judged here."""
BUNDLE = 4
"""Cases handed over at a time."""

_PROGRAM = """import sys
sys.path[:] = sys.argv[1:]
from extractor.batch.judging import serve
serve()
"""

Job = tuple[Case, asyncio.Future[Verdict | None], asyncio.AbstractEventLoop]


class Assistant:
    """One process, started once judging holds up the asking, where there is a core for it.

    It looks at how long judging takes in the loop itself by `watching` it. A process that goes down is not replaced.
    """

    def __init__(self) -> None:
        self._able = bool(sys.executable) and _cores() > 1
        self._since = time.perf_counter()
        self._spent = 0.0
        self._seen = 0
        self._jobs: deque[Job] = deque()
        self._some = threading.Event()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._closed = False

    @property
    def free(self) -> bool:
        """Whether a case is judged sooner there than here."""
        return self._ready and len(self._jobs) < MOST

    def watching(self, steps: Steps) -> Steps:
        """The steps of an article that is judged here, their time counted."""
        replies: Sequence[Reply] | None = None
        spent = 0.0
        while True:
            began = time.perf_counter()
            try:
                calls = next(steps) if replies is None else steps.send(replies)
            except StopIteration as done:
                self._worked(spent + time.perf_counter() - began)
                extraction: Extraction = done.value
                return extraction
            spent += time.perf_counter() - began
            replies = yield calls

    def _worked(self, seconds: float) -> None:
        """An article was judged here."""
        self._seen += 1
        self._spent += seconds
        if self._seen < WATCHED or self._thread is not None or not self._able:
            return
        now = time.perf_counter()
        if self._spent > BUSY * (now - self._since):
            self._thread = threading.Thread(target=self._work, name="judging", daemon=True)
            self._thread.start()
        self._since, self._spent, self._seen = now, 0.0, 0

    async def judge(self, case: Case) -> Verdict | None:
        """The verdict; None if the process is gone, and the case to be judged here."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Verdict | None] = loop.create_future()
        self._jobs.append((case, future, loop))
        self._some.set()
        if not self._ready:  # it has gone down meanwhile, and nobody may be there to see the job
            return None
        return await future

    def close(self) -> None:
        """Ends the process at once; what it was at is for nobody."""
        self._closed = True
        self._ready = False
        if self._process is not None:
            self._process.kill()
        self._some.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        jobs: list[Job] = []
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter and a program of ours
                [sys.executable, "-c", _PROGRAM, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            self._asked([])
            self._ready = not self._closed
            while not self._closed:
                self._some.wait()
                self._some.clear()
                while self._jobs and not self._closed:
                    jobs = [self._jobs.popleft() for _ in range(min(BUNDLE, len(self._jobs)))]
                    _tell(jobs, self._asked([case for case, _, _ in jobs]))
                    jobs = []
        except (EOFError, OSError, pickle.UnpicklingError):
            pass  # whoever waits judges here
        finally:
            self._ready = False
            self._buried()
            while self._jobs:
                jobs.append(self._jobs.popleft())
            _tell(jobs, [None] * len(jobs))

    def _asked(self, cases: list[Case]) -> list[Verdict]:
        process = self._process
        assert process and process.stdin and process.stdout
        pickle.dump(cases, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        verdicts: list[Verdict] = pickle.load(process.stdout)  # noqa: S301 - from a process that was started here
        return verdicts

    def _buried(self) -> None:
        if self._process is not None:
            buried(self._process)


def _tell(jobs: list[Job], verdicts: list[Verdict] | list[None]) -> None:
    """Wakes the loop once."""
    if jobs:
        pairs = [(future, verdict) for (_, future, _), verdict in zip(jobs, verdicts, strict=True)]
        with suppress(RuntimeError):  # a loop that has ended has nobody who waits
            jobs[0][2].call_soon_threadsafe(_resolve, pairs)


def _resolve(pairs: list[tuple[asyncio.Future[Verdict | None], Verdict | None]]) -> None:
    for future, verdict in pairs:
        if not future.done():
            future.set_result(verdict)


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

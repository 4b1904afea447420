"""One run of a batch: what is known is delivered, the rest is asked, and whatever comes of it is kept at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractor.batch.books import Books
from extractor.batch.events import Event, Outcome
from extractor.batch.intake import Intake, Task
from extractor.batch.keys import Keys
from extractor.batch.lanes import Asking, Computing, Lane
from extractor.batch.settling import Settling
from extractor.batch.sources import Item
from extractor.batch.spool import Spool
from extractor.batch.stop import Stop
from extractor.engines.offline import Offline
from extractor.errors import ExtractorError
from extractor.pipeline import Reading

if TYPE_CHECKING:
    from extractor.engines.base import Engine
    from extractor.engines.journal import Journal

CONCURRENCY = 64
"""Calls in flight at once."""
GRACE = 1.0
"""Seconds that a stopped run waits for the next article of the input, which may be a pipe that says nothing more."""
SAMPLE = 20
"""Articles from which on a share of failures means something."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about it."""

    concurrency: int = CONCURRENCY
    """Calls in flight at most; the engine may send fewer requests."""
    reading: Reading = Reading()  # noqa: RUF009 - it is frozen
    retry_failed: bool = False
    """Try articles again that failed in an earlier run."""
    max_failures: int | None = None
    """More failures than that stop the run; remembered ones don't count."""
    max_failure_share: float | None = None
    """A larger share of failures stops the run, once `SAMPLE` articles are settled."""
    doomed: Callable[[], ExtractorError | None] = lambda: None
    """The error with which the engine has given up, such as `Controller.stopped`: it stops the run."""
    stop: Stop = field(default_factory=Stop)


def run(
    items: Iterable[Item],
    engine: Engine,
    journal: Journal,
    spool: Spool,
    options: Options | None = None,
    tell: Callable[[Event], None] = lambda event: None,
) -> Outcome:
    """Settles every article of the input, or as many as can be before the run is stopped.

    Results are in the journal and, with the failures, in the spool in the order of the input. `tell` hears of
    everything as it happens, from several threads but one at a time; what it raises ends the run and is raised here.
    A known result is delivered even after the run was stopped. The engine's replies are kept in the journal too; its
    connections are closed in the end.
    """
    return asyncio.run(_Run(items, engine, journal, spool, options or Options(), tell).outcome())


class _Run:
    def __init__(
        self,
        items: Iterable[Item],
        engine: Engine,
        journal: Journal,
        spool: Spool,
        options: Options,
        tell: Callable[[Event], None],
    ) -> None:
        self._options = options
        self._stop = options.stop
        self._why: str | None = None
        self._error: ExtractorError | None = None
        self._crash: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: asyncio.Queue[Task | None] = asyncio.Queue()
        self._lanes: list[asyncio.Task[None]] = []
        self._dismissed = False
        self._engine = engine
        self._books = Books(spool, self._heard(tell))
        self._settling = Settling(
            journal, self._books, self.halt, doomed=options.doomed, patience=max(options.concurrency, 5)
        )
        self._lane: Lane = (
            Computing(self._settling, reading=options.reading)
            if isinstance(engine, Offline)
            else Asking(
                engine,
                journal,
                self._settling,
                reading=options.reading,
                concurrency=options.concurrency,
                stopping=self._stopping,
            )
        )
        self._intake = Intake(
            items,
            Keys(engine, options.reading),
            journal,
            spool,
            self._books,
            retry_failed=options.retry_failed,
            ahead=self._lane.width * self._lane.at_once,
            stopping=self._stopping,
            halt=self.halt,
            hand_on=lambda task: self._soon(lambda: self._tasks.put_nowait(task)),
            finished=lambda: self._soon(self._dismiss),
        )
        self._settling.landed = self._intake.landed

    async def outcome(self) -> Outcome:
        self._loop = asyncio.get_running_loop()
        self._stop.listen(lambda: self._soon(self._wake))
        self._intake.start()
        try:
            self._lanes = [self._loop.create_task(self._work()) for _ in range(self._lane.width)]
            self._wake()
            await asyncio.gather(*self._lanes, return_exceptions=True)
            await self._rest()
        finally:
            self._intake.end()
            self._lane.close()
            aclose = getattr(self._engine, "aclose", None)
            if aclose:
                await aclose()
        return self._summary()

    def halt(self, why: str, error: ExtractorError | None = None) -> None:
        """From now on nothing new is begun. Any thread may say so; the first reason counts."""
        if self._why is None:
            self._why, self._error = why, error
            self._soon(self._wake)

    async def _work(self) -> None:
        """One lane: takes what waits, and settles it, until there is nothing more."""
        tasks: list[Task] = []
        try:
            while tasks := await self._bundle():
                if self._stopping():
                    self._settling.skip(tasks)
                else:
                    await self._lane.settle(tasks)
        except ExtractorError as error:
            self.halt("error", error)
            with suppress(ExtractorError):
                self._settling.abandon(tasks)
        except Exception as error:
            self._crash = self._crash or error
            self._wake()

    async def _bundle(self) -> list[Task]:
        """What waits, as much as is best settled together; empty when nothing more will come."""
        tasks: list[Task] = []
        while len(tasks) < self._lane.at_once and not (tasks and self._tasks.empty()):
            task = await self._tasks.get()
            if task is None:
                if tasks:
                    self._tasks.put_nowait(None)
                break
            tasks.append(task)
            self._intake.taken()
        return tasks

    def _stopping(self) -> bool:
        return self._stop.draining or self._why is not None or self._crash is not None

    def _wake(self) -> None:
        """Looks at how much is to be stopped, in the loop."""
        if self._stop.now or self._crash:
            for lane in self._lanes:
                lane.cancel()
        elif self._stopping():
            self._dismiss()

    def _dismiss(self) -> None:
        """Lanes end when they have settled what they have."""
        if isinstance(self._intake.error, ExtractorError):
            self.halt("error", self._intake.error)
        elif self._intake.error:
            self._crash = self._crash or self._intake.error
            self._wake()
        if not self._dismissed:
            self._dismissed = True
            for _ in range(self._lane.width):
                self._tasks.put_nowait(None)

    async def _rest(self) -> None:
        """What is left when no lane is at work: tasks that came too late, and known results further on."""
        seen = -1
        while True:
            alive = self._intake.is_alive()
            await asyncio.sleep(0)  # what was handed on by now is in the queue after this
            left = [self._tasks.get_nowait() for _ in range(self._tasks.qsize())]
            self._settling.skip([task for task in left if task is not None])
            if not alive or self._stop.now or self._crash or seen == self._intake.seen:
                return
            seen = self._intake.seen
            await asyncio.to_thread(self._intake.join, GRACE)

    def _summary(self) -> Outcome:
        if self._crash:
            raise self._crash
        interrupted = "interrupted" if self._stop.asked else None
        return replace(self._books.outcome, stopped=self._why or interrupted, error=self._error)

    def _soon(self, call: Callable[[], None]) -> None:
        """Calls it in the loop, if that still runs."""
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(call)

    def _heard(self, tell: Callable[[Event], None]) -> Callable[[Event], None]:
        """`tell`, after which there may have been too many failures."""

        def heard(event: Event) -> None:
            tell(event)
            fresh, settled = self._books.fresh_failures, self._books.outcome.done + self._books.outcome.failed
            most, share = self._options.max_failures, self._options.max_failure_share
            if (most is not None and fresh > most) or (
                share is not None and settled >= SAMPLE and fresh > share * settled
            ):
                self.halt("failures")

        return heard

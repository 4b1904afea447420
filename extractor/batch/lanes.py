"""How tasks are settled: asked over the network, many at once in one thread, or computed, on every core."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from extractor.batch.computing import result_of, unexpected
from extractor.batch.gate import Gate, StoppedError
from extractor.batch.intake import Task
from extractor.batch.points import reached
from extractor.batch.processes import Processes
from extractor.batch.settling import Settling
from extractor.engines.base import Engine
from extractor.engines.cached import Cached
from extractor.errors import ExtractorError
from extractor.pipeline import Reading, answered, plan

if TYPE_CHECKING:
    from extractor.engines.journal import Journal


class Lane(Protocol):
    """A way to settle tasks; several of a run's lanes work side by side."""

    width: int
    """How many lanes there should be."""
    at_once: int
    """Tasks that are best settled together."""

    async def settle(self, tasks: Sequence[Task]) -> None:
        """Settles the tasks. Raises only for what is no article's fault."""

    def close(self) -> None:
        """Nothing more will come."""


class Asking:
    """Each task is a conversation with an engine. There are more lanes than calls in flight, so that the next call
    need not wait until the last one's answer is judged and on the disk."""

    at_once = 1

    def __init__(
        self,
        engine: Engine,
        journal: Journal,
        settling: Settling,
        *,
        reading: Reading,
        concurrency: int,
        stopping: Callable[[], bool],
    ) -> None:
        self.width = concurrency + concurrency // 4
        self._gate = Gate(engine, concurrency, stopping)
        self._engine = Cached(self._gate, journal)
        self._settling = settling
        self._reading = reading

    async def settle(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            self._settling.begin(task)
            try:
                calls = plan(task.article, chunk_tokens=self._reading.chunk_tokens)
                extraction = await answered(calls, self._engine, passes=self._reading.passes)
            except StoppedError:
                self._settling.skip([task])
            except ExtractorError as error:
                await asyncio.to_thread(self._settling.fail, task, error)
            except Exception as error:
                await asyncio.to_thread(self._settling.fail, task, unexpected(error))
            else:
                reached("after_reply")
                await self._settling.keep_later(task, *result_of(extraction))
            finally:
                self._gate.ended(task.article)

    def close(self) -> None:
        pass


class Computing:
    """Tasks go in bundles to processes, one for each core."""

    at_once = 8

    def __init__(self, settling: Settling, *, reading: Reading) -> None:
        self._settling = settling
        self._processes = Processes(reading)
        self.width = self._processes.count

    async def settle(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            self._settling.begin(task)
        await asyncio.to_thread(self._settle, tasks)

    def _settle(self, tasks: Sequence[Task]) -> None:
        for task, result in zip(tasks, self._processes.compute([task.article for task in tasks]), strict=True):
            if isinstance(result, ExtractorError):
                self._settling.fail(task, result)
            else:
                reached("after_reply")
                self._settling.keep(task, *result)

    def close(self) -> None:
        self._processes.close()

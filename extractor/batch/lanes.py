"""How tasks are settled: asked over the network, many at once in one thread, or computed, on every core."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from extractor.batch.assistant import Assistant
from extractor.batch.computing import result_of, unexpected
from extractor.batch.gate import Gate, StoppedError
from extractor.batch.intake import Task
from extractor.batch.judging import Answer, Case, answer_of
from extractor.batch.points import reached
from extractor.batch.processes import Processes
from extractor.batch.settling import Settling
from extractor.engines.base import Call, Engine, Reply
from extractor.engines.cached import Cached
from extractor.errors import ExtractorError
from extractor.models import Article, Usage
from extractor.pipeline import Reading, concluded, finish, plan, replied, timed
from extractor.planted import planted

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
        self._finish = partial(finish, engine=engine.name, model=engine.model, passes=reading.passes)
        self._assistant = Assistant()

    async def settle(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            self._settling.begin(task)
            try:
                result = await self._result(task.article)
            except StoppedError:
                self._settling.skip([task])
            except ExtractorError as error:
                await asyncio.to_thread(self._settling.fail, task, error)
            except Exception as error:
                await asyncio.to_thread(self._settling.fail, task, unexpected(error))
            else:
                reached("after_reply")
                await self._settling.keep_later(task, *result)
            finally:
                self._gate.ended(task.article)

    async def _result(self, article: Article) -> tuple[str, Usage]:
        started = time.perf_counter()
        calls = plan(article, chunk_tokens=self._reading.chunk_tokens)
        replies = await replied(calls, self._engine)
        if self._assistant.free:
            result = await self._judged_aside(calls, replies, started)
            if result is not None:
                return result
        extraction = await concluded(self._assistant.watching(self._finish(calls, replies)), self._engine)
        return result_of(timed(extraction, time.perf_counter() - started))

    async def _judged_aside(
        self, calls: tuple[Call, ...], replies: Sequence[Reply], started: float
    ) -> tuple[str, Usage] | None:
        """The result by way of the assistant; None if that is gone. What was asked by then is in the journal."""
        article = calls[0].article
        known = planted(article.text, article.lang)
        rounds: tuple[tuple[Answer, ...], ...] = (tuple(map(answer_of, replies)),)
        while True:
            case = Case(self._finish, calls, rounds, known, time.perf_counter() - started)
            verdict = await self._assistant.judge(case)
            if verdict is None:
                return None
            if isinstance(verdict, ExtractorError):
                raise verdict
            if isinstance(verdict[0], str):
                return verdict
            questions = tuple([replace(question, article=article) for question in verdict])
            rounds = (*rounds, tuple(map(answer_of, await replied(questions, self._engine))))

    def close(self) -> None:
        self._assistant.close()


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

"""What the tests of whole batches share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import pytest

from benchmarks.endpoint import Behaviour
from benchmarks.started import Started
from tests.batch.harness import Batch, story
from tests.forked import Forker


@pytest.fixture(scope="session")
def endpoints() -> Iterator[list[Started]]:
    """Those that are free."""
    free: list[Started] = []
    yield free
    for one in free:
        one.close()


class MakeBatch(Protocol):
    def __call__(self, articles: int = 0, *, concurrency: int = 4, **behaviour: object) -> Batch: ...


@pytest.fixture
def make_batch(tmp_path: Path, forker: Forker, endpoints: list[Started]) -> Iterator[MakeBatch]:
    """Batches of numbered short articles, each with an endpoint of its own."""
    taken: list[Started] = []

    def make(articles: int = 0, *, concurrency: int = 4, **behaviour: object) -> Batch:
        taken.append(endpoints.pop() if endpoints else Started())
        taken[-1].behave(**asdict(Behaviour()) | behaviour)
        taken[-1].forget()
        batch = Batch(tmp_path / f"batch{len(taken)}", forker, taken[-1], concurrency=concurrency)
        for number in range(articles):
            batch.add(f"{number:04}.txt", story(number))
        return batch

    yield make
    endpoints += taken

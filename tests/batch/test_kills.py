"""A batch that is killed at any moment continues: every article once, nothing paid twice but what was in the air."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from benchmarks.started import Started
from extractor.batch.points import POINTS
from tests.batch.conftest import MakeBatch
from tests.batch.harness import KILLED, Batch, gone, quiet, story
from tests.forked import Forker

KILLS = 300 if os.environ.get("EXTRACTOR_TEST_THOROUGH") else 50
"""Kills at random moments."""
FEW = 8
"""Articles that are added whenever all have been delivered: a run is short, and a kill may come anywhere in it."""
SEED = int(os.environ.get("EXTRACTOR_TEST_SEED", "20"))
ARTICLES = 24


class Accounts:
    """What the endpoint was asked for each kept answer: what was in the air at a kill may be asked again."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.in_the_air = 0

    def killed(self) -> None:
        """To be called after each kill: how many calls it has cost, never more than articles were in flight."""
        lost = quiet(self.batch.endpoint)["requests"] - self.batch.replies() - self.in_the_air
        assert 0 <= lost <= self.batch.in_flight
        self.in_the_air += lost

    def settled(self) -> None:
        """To be called in the end: nothing else was asked twice."""
        counts = self.batch.endpoint.counts(calls=True)
        assert counts["requests"] == counts["distinct"] + self.in_the_air
        assert counts["distinct"] == self.batch.replies()


Expected = Callable[[int, float], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def undisturbed(forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Expected]:
    """The records of a run that nobody kills, by number of articles and share of corrected ones."""
    known: dict[tuple[int, float], list[dict[str, Any]]] = {}
    with Started() as endpoint:

        def run(articles: int, wrong: float) -> list[dict[str, Any]]:
            if (articles, wrong) not in known:
                endpoint.behave(wrong=wrong)
                batch = Batch(tmp_path_factory.mktemp("undisturbed"), forker, endpoint)
                for number in range(articles):
                    batch.add(f"{number:04}.txt", story(number))
                assert batch.run().code == 0
                known[articles, wrong] = comparable(batch)
            return known[articles, wrong]

        yield run


def comparable(batch: Batch) -> list[dict[str, Any]]:
    """The output without timings and without where the articles lie."""
    records = batch.records()
    for record, name in zip(records, batch.names(), strict=True):
        record["article"]["path"] = name
    return records


@pytest.mark.parametrize("count", [1, 7])
@pytest.mark.parametrize("point", POINTS)
def test_a_batch_killed_at_a_named_point_goes_on_from_there(
    make_batch: MakeBatch, undisturbed: Expected, point: str, count: int
):
    batch = make_batch(ARTICLES, wrong=0.3)
    accounts = Accounts(batch)
    ended = batch.run(point=f"{point}:{count}")
    assert ended.code == KILLED
    assert not batch.output.exists()
    assert gone(ended.pid)
    accounts.killed()

    again = batch.run()
    assert (again.code, len(batch.names())) == (0, ARTICLES)
    assert batch.names() == sorted(batch.names())
    accounts.settled()
    before = batch.files()
    assert set(before) == {"claims.jsonl"}
    assert comparable(batch) == undisturbed(ARTICLES, 0.3)

    requests = batch.endpoint.counts()["requests"]
    assert batch.run().code == 0
    assert batch.files() == before
    assert batch.endpoint.counts()["requests"] == requests


@pytest.mark.parametrize("point", ["after_commit:9", "during_export:9"])
def test_a_kill_leaves_the_output_of_the_last_run_as_it_was(make_batch: MakeBatch, point: str):
    batch = make_batch(ARTICLES)
    assert batch.run().code == 0
    before = batch.files()
    for number in range(ARTICLES, 2 * ARTICLES):
        batch.add(f"{number:04}.txt", f"Harbor Labs released Tern {number} today.")
    assert batch.run(point=point).code == KILLED
    assert batch.files()["claims.jsonl"] == before["claims.jsonl"]
    assert batch.run().code == 0
    assert set(batch.files()) == {"claims.jsonl"}
    assert len(batch.records()) == 2 * ARTICLES


def more(batch: Batch, articles: int) -> int:
    """Adds a few articles to as many, and tells how many there are then."""
    for number in range(articles, articles + FEW):
        batch.add(f"{number:04}.txt", story(number))
    return articles + FEW


def test_a_batch_killed_at_random_moments_comes_to_the_same_end(make_batch: MakeBatch, undisturbed: Expected):
    drawn = random.Random(SEED)
    batch = make_batch(latency=0.01, wrong=0.2)
    accounts = Accounts(batch)
    articles = delivered = kills = 0
    whole = 0.0
    while articles < 2 * FEW:  # the first run is a little slower than others
        articles = more(batch, articles)
        ended = batch.run()
        assert ended.code == 0
        whole, delivered = ended.seconds, articles
    while kills < KILLS:
        if delivered == articles:  # a run may reach its end before it is killed
            articles = more(batch, articles)
        ended = batch.run(kill=drawn.uniform(0, 1.1 * whole))
        assert ended.code in (0, KILLED)
        if ended.code == KILLED:
            assert gone(ended.pid)
            accounts.killed()
            kills += 1
        found = len(batch.names())
        assert found in (delivered, articles)
        delivered = found
    assert batch.run().code == 0
    accounts.settled()
    assert batch.names() == [f"{number:04}.txt" for number in range(articles)]
    assert comparable(batch) == undisturbed(articles, 0.2)
    before = batch.files()
    assert set(before) == {"claims.jsonl"}
    assert batch.run().code == 0
    assert batch.files() == before

"""An endpoint that fails in every way at once: what can be delivered is, and the rest are failures with a name."""

from __future__ import annotations

import os

import pytest

from benchmarks.endpoint import FAULTS
from extractor.errors import EngineError
from tests.batch.conftest import MakeBatch
from tests.batch.harness import Batch

KINDS = (*FAULTS, "hang")
CODES = {error.code for error in EngineError.__subclasses__()}
RETRIES, REASKS = 4, 1
ASKED_AT_MOST = (1 + RETRIES) * (1 + REASKS) * 2
"""Requests for one article: retries, a re-ask, and a corrective call with as many."""


def survives(batch: Batch, articles: int) -> None:
    """A run on a broken endpoint, and another when it has been mended."""
    ended = batch.run("--timeout", "2")  # only what hangs takes that long, also on a busy machine
    assert ended.code in (0, 3), ended.said
    assert "Traceback" not in ended.said
    counts = batch.endpoint.counts(calls=True)
    assert counts["requests"] <= articles * ASKED_AT_MOST
    by_article: dict[str, int] = {}
    for call in counts["calls"].values():
        by_article[call["article"]] = by_article.get(call["article"], 0) + call["requests"]
    assert len(by_article) == articles
    assert max(by_article.values()) <= ASKED_AT_MOST

    names, failures = batch.names(), batch.failures()
    failed = [failure["path"].rpartition("/")[2] for failure in failures]
    assert sorted(names + failed) == [f"{number:04}.txt" for number in range(articles)]
    assert {failure["code"] for failure in failures} <= CODES
    assert all(record["claims"] for record in batch.records())
    assert ended.code == (3 if failures else 0)

    batch.endpoint.behave(faults={})
    mended = batch.run("--retry-failed")
    assert (mended.code, batch.failures()) == (0, [])
    assert len(batch.names()) == articles
    ledger = batch.query("SELECT sum(requests), sum(tokens_in), sum(tokens_out) FROM ledger")[0]
    counts = batch.endpoint.counts()
    assert ledger == (counts["requests"], counts["tokens_in"], counts["tokens_out"])


def test_every_kind_of_fault_at_once(make_batch: MakeBatch):
    faults = dict.fromkeys(KINDS, 0.05)
    batch = make_batch(80, concurrency=24, faults=faults, wrong=0.2, retry_after=0.05, hang=30.0, seed=3)
    survives(batch, 80)
    assert set(batch.endpoint.counts()["faults"]) == set(KINDS)


@pytest.mark.skipif(not os.environ.get("EXTRACTOR_TEST_THOROUGH"), reason="EXTRACTOR_TEST_THOROUGH=1 runs these")
@pytest.mark.parametrize("share", [0.05, 0.15])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_fault_alone(make_batch: MakeBatch, kind: str, share: float):
    batch = make_batch(120, concurrency=24, faults={kind: share}, wrong=0.2, retry_after=0.05, hang=30.0)
    survives(batch, 120)

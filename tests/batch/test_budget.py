"""The budget: promised before a call, never passed, used as far as it goes."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.answer_size import GOLD, sizes
from extractor.batch.budget import Budget, Budgeted, Limits
from extractor.batch.estimate import EXPECTED, LARGEST, expected, largest
from extractor.engines.base import Call, Reply
from extractor.errors import BudgetError, ServerError
from extractor.models import Article, Draft, Usage
from extractor.pipeline import plan


def usage(tokens: int, cost: float | None = None) -> Usage:
    return Usage(requests=1, tokens_in=tokens, cost=cost)


def dollar_a_million(usage: Usage) -> float:
    return (usage.tokens_in + usage.tokens_out) / 1_000_000


def free(usage: Usage) -> None:
    return None


# Promises.


def test_what_fits_is_promised_at_once():
    assert Budget(Limits(tokens=100), free).promise(usage(100)).done()


def test_what_does_not_fit_waits_for_a_call_in_flight():
    budget = Budget(Limits(tokens=100), free)
    budget.promise(usage(60))
    waiting = budget.promise(usage(60))
    assert not waiting.done()
    budget.spend(usage(10))
    budget.settle(usage(60))
    assert waiting.result(0) is None


def test_what_does_not_fit_beside_nothing_in_flight_reaches_the_budget():
    budget = Budget(Limits(tokens=100), free, spent=usage(50))
    with pytest.raises(BudgetError) as caught:
        budget.promise(usage(60)).result(0)
    assert caught.value.message == (
        "the budget of 100 tokens is reached (50 tokens are spent and a call may take 60): allow more and run it again"
    )
    assert budget.reached


def test_after_the_budget_is_reached_nothing_is_promised_any_more():
    budget = Budget(Limits(tokens=100), free)
    with pytest.raises(BudgetError):
        budget.promise(usage(101)).result(0)
    with pytest.raises(BudgetError):
        budget.promise(usage(1)).result(0)


def test_those_who_wait_fail_together_when_nothing_can_fit_any_more():
    budget = Budget(Limits(tokens=100), free)
    budget.promise(usage(60))
    waiting = [budget.promise(usage(60)) for _ in range(3)]
    budget.spend(usage(60))
    budget.settle(usage(60))
    assert [type(future.exception(0)) for future in waiting] == [BudgetError] * 3


def test_a_promise_first_of_all_overtakes_those_who_wait():
    budget = Budget(Limits(tokens=100), free)
    budget.promise(usage(100))
    late, urgent = budget.promise(usage(70)), budget.promise(usage(70), first=True)
    budget.settle(usage(100))
    assert (late.done(), urgent.done()) == (False, True)


def test_a_price_turns_tokens_into_dollars():
    budget = Budget(Limits(cost=1.0), dollar_a_million, spent=usage(600_000))
    assert budget.cost == pytest.approx(0.6)
    with pytest.raises(BudgetError, match=r"of \$1 is reached \(\$0\.6000 is spent and a call may take \$0\.5000\)"):
        budget.promise(usage(500_000)).result(0)


def test_a_cost_that_was_told_is_believed_over_the_price():
    assert Budget(Limits(cost=1.0), dollar_a_million, spent=usage(600_000, 0.25)).cost == 0.25


@given(
    limit=st.integers(1, 500),
    calls=st.lists(st.tuples(st.integers(1, 120), st.floats(0, 1)), max_size=40),
    at_once=st.integers(1, 6),
)
def test_what_is_spent_never_passes_the_limit(limit, calls, at_once):
    budget = Budget(Limits(tokens=limit), free)

    async def one(most: int, share: float, gate: asyncio.Semaphore) -> int:
        async with gate:
            try:
                await asyncio.wrap_future(budget.promise(usage(most)))
            except BudgetError:
                return 0
            await asyncio.sleep(0)
            took = int(most * share)
            budget.spend(usage(took))
            assert budget.tokens <= limit
            budget.settle(usage(most))
            return took

    async def run() -> list[int]:
        gate = asyncio.Semaphore(at_once)
        return await asyncio.gather(*(one(most, share, gate) for most, share in calls))

    assert sum(asyncio.run(run())) == budget.tokens


# The engine.


class Answering:
    """Answers everything with nothing, or with an error, and counts."""

    name, model = "test", "test"

    def __init__(self, budget: Budget, took: int, error: Exception | None = None) -> None:
        self.budget, self.took, self.error, self.asked = budget, took, error, 0

    def answer(self, call: Call) -> Reply:
        self.asked += 1
        self.budget.spend(usage(self.took))
        if self.error:
            raise self.error
        return Reply(Draft(claims=()), usage(self.took))

    async def aanswer(self, call: Call) -> Reply:
        await asyncio.sleep(0.001)
        return self.answer(call)


@pytest.fixture
def article_call() -> Call:
    (only,) = plan(Article(text="Acme released Zed-1. " * 20))
    return only


def test_a_call_is_asked_only_if_the_most_it_may_take_is_left(article_call):
    most = largest(article_call, free)
    enough = Budget(Limits(tokens=most.tokens_in + most.tokens_out), free)
    short = Budget(Limits(tokens=most.tokens_in + most.tokens_out - 1), free)
    assert Budgeted(Answering(enough, 5), enough, free).answer(article_call).usage.tokens_in == 5
    refused = Answering(short, 5)
    with pytest.raises(BudgetError):
        Budgeted(refused, short, free).answer(article_call)
    assert refused.asked == 0


def test_a_failed_call_counts_and_gives_its_promise_back(article_call):
    most = largest(article_call, free)
    budget = Budget(Limits(tokens=most.tokens_in + most.tokens_out + 5), free)
    engine = Budgeted(Answering(budget, 5, ServerError("it failed: try again")), budget, free)
    for _ in range(2):
        with pytest.raises(ServerError):
            engine.answer(article_call)
    assert budget.tokens == 10
    with pytest.raises(BudgetError):
        engine.answer(article_call)


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_many_calls_at_once_use_the_budget_and_do_not_pass_it(article_call, colour):
    most = largest(article_call, free)
    limit = 3 * (most.tokens_in + most.tokens_out)
    budget = Budget(Limits(tokens=limit), free)
    took = (most.tokens_in + most.tokens_out) // 2
    inner = Answering(budget, took)
    engine = Budgeted(inner, budget, free)

    def one() -> bool:
        try:
            return bool(engine.answer(article_call))
        except BudgetError:
            return False

    async def aone() -> bool:
        try:
            return bool(await engine.aanswer(article_call))
        except BudgetError:
            return False

    async def run() -> list[bool]:
        return await asyncio.gather(*(aone() for _ in range(20)))

    if colour == "async":
        answered = asyncio.run(run())
    else:
        with ThreadPoolExecutor(20) as pool:
            answered = list(pool.map(lambda _: one(), range(20)))
    assert (sum(answered), inner.asked) == (5, 5)
    assert budget.tokens <= limit < budget.tokens + most.tokens_in + most.tokens_out


def test_a_cancelled_call_takes_nothing_with_it(article_call):
    most = largest(article_call, free)
    budget = Budget(Limits(tokens=most.tokens_in + most.tokens_out), free)
    engine = Budgeted(Answering(budget, 0), budget, free)

    async def run() -> None:
        first, second = (asyncio.create_task(engine.aanswer(article_call)) for _ in range(2))
        await asyncio.sleep(0)
        second.cancel()
        first.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        await engine.aanswer(article_call)

    asyncio.run(run())
    assert not budget.reached


# Estimates.


def test_the_ratios_are_those_of_the_annotated_articles():
    rows = [sizes(path) for path in sorted(GOLD.glob("*-*.json"))]
    assert len(rows) > 40
    assert sum(row[2] for row in rows) / sum(row[0] for row in rows) == pytest.approx(EXPECTED, abs=0.1)
    assert max(row[2] / row[0] for row in rows) <= LARGEST


def test_the_most_a_call_may_take_covers_the_answers_of_all_annotated_articles():
    for path in sorted(GOLD.glob("*-*.json")):
        (call, *_) = plan(Article(text=json.loads(path.read_text())["text"]))
        most = largest(call, dollar_a_million)
        assert sizes(path)[2] <= most.tokens_out
        assert expected(call, free).tokens_out < most.tokens_out


def test_a_limit_on_answers_limits_the_estimate(article_call):
    assert largest(article_call, free, limit=7).tokens_out == 7


def test_a_corrective_call_is_expected_to_give_as_many_claims_again(article_call):
    assert expected(replace(article_call, purpose="correct"), free).tokens_out == 0


def test_a_forecast_in_dollars_has_the_price_of_its_tokens(article_call):
    foreseen = expected(article_call, dollar_a_million)
    assert foreseen.cost == dollar_a_million(foreseen)

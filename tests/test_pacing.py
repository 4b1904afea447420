"""When a request is repeated, and after how long."""

from __future__ import annotations

import asyncio

import pytest

from extractor.engines.pacing import Pace, Verdict, aretrying, retry_after, retrying

NOW = 1_792_000_000.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7.0),
        ({"retry-after": "Wed, 14 Oct 2026 17:47:00 GMT"}, 20.0),
        ({"retry-after": "Wed, 14 Oct 2026 17:46:00 GMT"}, 0.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "tomorrow"}, None),
        ({"retry-after": ""}, None),
    ],
)
def test_the_wait_that_an_endpoint_asks_for_is_read_from_its_headers(headers, seconds):
    assert retry_after(headers, NOW) == seconds


class Flaky:
    """Fails with each of the verdicts in turn, then succeeds."""

    def __init__(self, *verdicts: Verdict) -> None:
        self.verdicts = list(verdicts)
        self.calls = 0

    def __call__(self) -> int:
        self.calls += 1
        if self.verdicts:
            raise FlakyError(self.verdicts.pop(0))
        return self.calls

    async def acall(self) -> int:
        return self()


class FlakyError(Exception):
    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict


def judge(error: BaseException) -> Verdict:
    return error.verdict if isinstance(error, FlakyError) else Verdict(again=False)


@pytest.fixture(params=["sync", "async"])
def run(request):
    """Runs something flaky at a pace, in either colour; the waits go into the list and are not waited."""

    def waiting(pace: Pace, flaky: Flaky, waits: list[float]) -> int:
        return retrying(pace, judge).copy(sleep=waits.append)(flaky)

    def looping(pace: Pace, flaky: Flaky, waits: list[float]) -> int:
        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        return asyncio.run(aretrying(pace, judge).copy(sleep=sleep)(flaky.acall))

    return waiting if request.param == "sync" else looping


AGAIN = Verdict(again=True)


def test_a_success_is_not_repeated(run):
    assert run(Pace(), Flaky(), []) == 1


def test_a_final_failure_is_raised_as_it_is(run):
    flaky, waits = Flaky(Verdict(again=False)), []
    with pytest.raises(FlakyError):
        run(Pace(), flaky, waits)
    assert (flaky.calls, waits) == (1, [])


def test_the_last_failure_is_raised_when_the_retries_are_spent(run):
    flaky = Flaky(*[AGAIN] * 9)
    with pytest.raises(FlakyError):
        run(Pace(retries=3), flaky, [])
    assert flaky.calls == 4


def test_without_retries_there_is_one_attempt(run):
    flaky = Flaky(AGAIN)
    with pytest.raises(FlakyError):
        run(Pace(retries=0), flaky, [])
    assert flaky.calls == 1


def test_waits_double_with_jitter_up_to_the_longest(run):
    waits: list[float] = []
    run(Pace(retries=6, first=1.0, longest=6.0), Flaky(*[AGAIN] * 6), waits)
    for wait, least in zip(waits, [1, 2, 4, 6, 6, 6], strict=True):
        assert least <= wait <= min(least + 1, 6)


def test_a_wait_that_the_endpoint_asks_for_is_kept_to_the_second(run):
    waits: list[float] = []
    run(Pace(), Flaky(Verdict(again=True, after=7.5), Verdict(again=True, after=0.0)), waits)
    assert waits == [7.5, 0.0]


def test_a_wait_beyond_patience_is_not_begun(run):
    waits: list[float] = []
    with pytest.raises(FlakyError):
        run(Pace(patience=60), Flaky(Verdict(again=True, after=61)), waits)
    assert waits == []


def test_a_free_repetition_costs_no_retry_and_no_wait(run):
    waits: list[float] = []
    assert run(Pace(retries=1), Flaky(Verdict(again=True, free=True), Verdict(again=True, after=2)), waits) == 3
    assert waits == [0.0, 2]


def test_an_error_without_a_verdict_is_not_repeated(run):
    class Broken(Flaky):
        def __call__(self) -> int:
            self.calls += 1
            raise KeyError("a bug")

    broken = Broken()
    with pytest.raises(KeyError):
        run(Pace(), broken, [])
    assert broken.calls == 1


def test_an_interrupted_call_is_not_repeated(run):
    class Interrupted(Flaky):
        def __call__(self) -> int:
            self.calls += 1
            raise KeyboardInterrupt

    interrupted = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run(Pace(), interrupted, [])
    assert interrupted.calls == 1

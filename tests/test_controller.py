"""How a run's requests are paced, in simulated time: the same every time, and hours in a moment."""

from __future__ import annotations

import asyncio
import math
import os
from collections import Counter
from itertools import pairwise

import pytest

from extractor.engines.pacing import Concurrency, Controller, Sign, Verdict
from extractor.engines.pacing.concurrency import COOLDOWN, Window
from extractor.errors import AuthenticationError, OutageError, RateLimitError, UsageError
from tests.clock import run
from tests.simulation import DOWN, FAULT, OK, REFUSED, Answer, TokenBucket, simulate


def paced(concurrency: Concurrency | int, **options: object) -> Controller:
    return Controller(concurrency, seed=1, **options)


def always(answer: Answer):
    return lambda now, number: answer


# Concurrency.


@pytest.mark.parametrize(("text", "range_"), [("8", (8, 8)), ("4-64", (4, 64)), (" 1-1 ", (1, 1)), ("2 - 9", (2, 9))])
def test_a_concurrency_is_a_number_or_a_range(text, range_):
    assert Concurrency.parse(text) == Concurrency(*range_)


@pytest.mark.parametrize("text", ["", "0", "-4", "4-", "8-4", "0-4", "1-2-3", "many", "1.5", "٣", "9" * 30])
def test_what_is_no_concurrency_is_refused(text):
    with pytest.raises(UsageError, match="concurrency"):
        Concurrency.parse(text)


def rounds(window: Window, count: int, now: float = 0.0, *, saturated: bool = True, latency: float = 1.0) -> None:
    for _ in range(count):
        for _ in range(window.limit):
            window.saturated = saturated
            window.answered(now, latency)


def test_the_limit_doubles_each_round_while_it_is_what_holds_requests_back():
    window, limits = Window(Concurrency(1, 200)), []
    for _ in range(5):
        limits.append(window.limit)
        rounds(window, 1)
    assert limits == [20, 40, 80, 160, 200]


def test_a_limit_that_nobody_reaches_does_not_grow():
    window = Window(Concurrency(1, 200))
    rounds(window, 5, saturated=False)
    assert window.limit == 20


def test_a_refusal_cuts_once_for_all_that_was_sent_before_it():
    window = Window(Concurrency(1, 200))
    assert window.refused(1.0, 0.5)
    assert not any(window.refused(1.0 + i, 0.9) for i in range(20))
    assert (window.limit, window.cuts) == (15, 1)


def test_there_is_one_cut_in_a_cooldown():
    window = Window(Concurrency(1, 200))
    window.refused(1.0, 0.5)
    assert not window.refused(1.0 + COOLDOWN / 2, 1.5)
    assert window.refused(1.0 + COOLDOWN, 1.5)
    assert window.limit == 11


def test_after_a_cut_the_limit_grows_in_steps():
    window = Window(Concurrency(1, 200))
    window.refused(0.0, 0.0)
    rounds(window, 1)
    assert window.limit == 18


def test_a_limit_that_is_refused_again_and_again_is_tried_less_and_less():
    window = Window(Concurrency(1, 200))
    trials, now = [], 0.0
    for _ in range(600):
        now += 1.0
        rounds(window, 1, now)
        if window.limit > 24 and window.refused(now, now):
            trials.append(now)
    apart = [b - a for a, b in pairwise(trials[1:])]
    assert apart == sorted(apart)
    assert apart[-1] > 60


def test_a_fault_stops_growth_for_a_while_and_cuts_nothing():
    window = Window(Concurrency(1, 200))
    window.faulted(0.0)
    rounds(window, 2, now=5.0)
    assert (window.limit, window.cuts) == (20, 0)
    rounds(window, 1, now=10.0)
    assert window.limit == 40


def test_answers_that_come_slower_with_more_in_flight_stop_growth():
    window = Window(Concurrency(1, 200))
    rounds(window, 1, latency=1.0)
    rounds(window, 1, latency=2.5)
    limit = window.limit
    rounds(window, 3, latency=2.5)
    assert window.limit == limit


def test_a_fixed_number_is_neither_grown_nor_cut():
    window = Window(Concurrency(7, 7))
    window.refused(0.0, 0.0)
    rounds(window, 9)
    assert window.limit == 7


# Whole runs.


def test_no_more_requests_are_in_flight_than_allowed():
    outcome = run(simulate(paced(7), always(OK), 200, workers=50))
    assert outcome.peak == 7


@pytest.mark.parametrize("concurrency", [64, 256])
def test_all_places_are_filled_all_the_time(concurrency):
    articles, latency = 20 * concurrency, 2.0
    outcome = run(simulate(paced(concurrency), always(OK), articles, latency=latency))
    assert outcome.seconds <= 1.08 * articles * latency / concurrency
    assert (outcome.requests, len(outcome.done)) == (articles, articles)


BUCKETS = {
    "headers": {"headers": True},
    "headers and seconds": {"headers": True, "after": math.ceil},
    "seconds": {"after": math.ceil},
    "to the millisecond": {"after": lambda wait: wait},
    "mute": {},
}


# Requests a second, at once, seconds of an answer, and how many seconds' worth of articles there are.
SHAPES = [(50, 50, 1.0, 60), (20, 100, 2.0, 100)]
if os.environ.get("EXTRACTOR_TEST_THOROUGH"):
    SHAPES += [(60, 200, 2.0, 100), (50, 50, 0.3, 100), (50, 50, 1.0, 100)]


@pytest.mark.parametrize(("rate", "burst", "latency", "worth"), SHAPES)
@pytest.mark.parametrize("words", BUCKETS)
def test_a_token_buckets_limit_is_reached_with_few_refusals(words, rate, burst, latency, worth):
    endpoint = TokenBucket(rate, burst, **BUCKETS[words])
    outcome = run(simulate(paced(Concurrency(1, 256)), endpoint, worth * rate, latency=latency))
    assert len(outcome.done) == worth * rate
    assert outcome.seconds <= worth / 0.9
    assert outcome.refusals < 0.02 * outcome.requests


def test_a_limit_on_what_is_in_flight_is_found_with_few_refusals():
    flying: list[float] = []

    def endpoint(now: float, number: int) -> Answer:
        flying[:] = [end for end in flying if end > now]
        if len(flying) >= 30:
            return REFUSED
        flying.append(now + 1.0)
        return OK

    outcome = run(simulate(paced(Concurrency(1, 256)), endpoint, 5000, latency=1.0, spread=0.0))
    assert outcome.refusals < 0.02 * outcome.requests
    assert outcome.seconds <= 5000 / 30 / 0.8


@pytest.mark.parametrize("rpm", [60, 1200])
def test_the_users_limit_on_requests_is_kept_and_used(rpm):
    articles = rpm * 3
    outcome = run(simulate(paced(256, rpm=rpm), always(OK), articles, latency=1.0))
    assert 0.98 * 180 <= outcome.times[-1] + 60 / rpm <= 1.02 * 180
    minute = Counter(int(time // 60) for time in outcome.times)
    assert max(minute.values()) <= rpm * (1 + 1 / 60) + 1


def test_the_users_limit_on_tokens_is_kept_where_estimates_are_wrong():
    outcome = run(simulate(paced(64, tpm=600_000), always(Answer(tokens=2500)), 1000, tokens=1000))
    assert outcome.times[-1] == pytest.approx(1000 * 2500 / 10_000, rel=0.1)


# Pauses.


def refusing_once(at: float, after: float | None, until: float | None = None):
    """Refuses what comes between `at` and `until`."""

    def endpoint(now: float, number: int) -> Answer:
        return Answer(Sign.REFUSAL, after, tokens=0) if at <= now < (until or at + 0.5) else OK

    return endpoint


def test_a_wait_that_the_endpoint_asks_for_is_everybodys():
    outcome = run(simulate(paced(16), refusing_once(10.0, 45.0, 40.0), 600))
    first = min(time for time in outcome.times if time > 10.0 and time != outcome.times[0])
    pause = [time for time in outcome.times if first + 0.1 < time < first + 45.0]
    assert pause == []
    assert len(outcome.done) == 600


def test_after_a_pause_requests_come_one_by_one():
    outcome = run(simulate(paced(50), refusing_once(10.0, 45.0, 40.0), 1000))
    resumed = sorted(time for time in outcome.times if time >= 50.0)
    assert sum(time < resumed[0] + 0.1 for time in resumed) <= 8
    assert sum(time < resumed[0] + 1.1 for time in resumed) >= 40


def test_a_wait_longer_than_two_minutes_is_waited():
    outcome = run(simulate(paced(8), refusing_once(10.0, 300.0, 200.0), 200))
    assert (len(outcome.done), outcome.errors) == (200, [])
    assert outcome.seconds > 310


def test_a_wait_beyond_patience_stops_everybody_at_once():
    controller = paced(8, patience=120)
    outcome = run(simulate(controller, refusing_once(10.0, 3600.0, math.inf), 1000))
    assert isinstance(controller.stopped, RateLimitError)
    assert outcome.refusals <= 8
    assert outcome.seconds < 20
    assert len(outcome.done) + len(outcome.errors) == 1000


def test_refusals_that_name_no_wait_come_further_and_further_apart():
    outcome = run(simulate(paced(8), refusing_once(10.0, None, 70.0), 400))
    assert (len(outcome.done), outcome.errors) == (400, [])
    assert outcome.refusals < 40


def test_an_endpoint_that_says_come_back_at_once_is_not_stormed():
    outcome = run(simulate(paced(8), refusing_once(10.0, 0.0, 40.0), 400))
    assert len(outcome.done) == 400
    assert outcome.refusals < 60


def test_refusals_do_not_use_up_a_calls_retries():
    outcome = run(simulate(paced(8), refusing_once(5.0, 1.0, 60.0), 200, retries=0))
    assert (len(outcome.done), outcome.errors) == (200, [])


def test_endless_refusals_end_with_patience():
    controller = paced(8, patience=60)
    outcome = run(simulate(controller, always(REFUSED), 1000))
    assert isinstance(controller.stopped, RateLimitError)
    assert 60 <= outcome.seconds < 120
    assert outcome.requests < 60


# Outages.


def out(answer: Answer, begin: float, end: float):
    return lambda now, number: answer if begin <= now < end else OK


@pytest.mark.parametrize("answer", [DOWN, FAULT], ids=["down", "500"])
@pytest.mark.parametrize("concurrency", [2, 16, 64])
def test_a_minutes_outage_is_waited_out_with_few_requests(answer, concurrency):
    outcome = run(simulate(paced(concurrency), out(answer, 10.0, 70.0), 40 * concurrency))
    assert (len(outcome.done), outcome.errors) == (40 * concurrency, [])
    assert outcome.faults <= concurrency + 15
    assert outcome.seconds < 10 + 60 + 10 + 31 + 5


def test_one_worker_alone_waits_out_an_endpoint_that_is_down():
    outcome = run(simulate(paced(1), out(DOWN, 10.0, 70.0), 40))
    assert (len(outcome.done), outcome.errors) == (40, [])


def test_in_an_outage_one_request_at_a_time_tries():
    outcome = run(simulate(paced(16), out(DOWN, 10.0, 70.0), 640))
    probes = [time for time in outcome.times if 11.5 < time < 70.0]
    assert 5 <= len(probes) <= 12
    assert min(b - a for a, b in pairwise(probes)) >= 0.5


def test_an_outage_beyond_patience_stops_everybody_with_one_error():
    controller = paced(16, patience=120)
    outcome = run(simulate(controller, out(DOWN, 10.0, math.inf), 1000))
    assert isinstance(controller.stopped, OutageError)
    assert 130 <= outcome.seconds <= 145
    assert outcome.faults < 16 + 25
    assert len(outcome.done) + len(outcome.errors) == 1000


def test_faults_of_every_day_are_no_outage():
    def endpoint(now: float, number: int) -> Answer:
        return FAULT if hash((round(now, 6), number)) % 8 == 0 else OK

    outcome = run(simulate(paced(32), endpoint, 2000))
    assert len(outcome.done) >= 1999
    assert outcome.seconds <= 1.4 * 2000 / 32


def test_what_one_article_breaks_is_that_articles_failure():
    outcome = run(simulate(paced(8), lambda now, number: FAULT if number == 50 else OK, 200))
    assert (len(outcome.done), len(outcome.errors)) == (199, 1)
    assert outcome.requests == 199 + 5


def test_a_last_article_that_fails_alone_does_not_wait_for_patience():
    outcome = run(simulate(paced(8), lambda now, number: FAULT if number == 199 else OK, 200))
    assert (len(outcome.done), len(outcome.errors)) == (199, 1)
    assert outcome.seconds < 60


# Stopping and interrupting.


def test_a_wrong_key_stops_everybody_at_once():
    controller = paced(Concurrency(1, 64))

    async def work() -> str:
        slot = controller.slot()
        try:
            async with slot:
                await asyncio.sleep(0.1)
                slot.failed(Verdict(again=False, sign=Sign.NEVER), AuthenticationError("check the key"))
                return "sent"
        except AuthenticationError as error:
            return error.message

    async def main() -> Counter[str]:
        return Counter(await asyncio.gather(*(work() for _ in range(1000))))

    assert run(main()) == {"sent": 20, "check the key": 980}


def test_a_cancelled_request_gives_its_place_back():
    controller = paced(2)

    async def work() -> None:
        async with controller.slot():
            await asyncio.sleep(10)

    async def main() -> int:
        tasks = [asyncio.create_task(work()) for _ in range(6)]
        await asyncio.sleep(1)
        for task in tasks[:4]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return controller.active + controller.waiting

    assert run(main()) == 0


def test_whoever_is_cancelled_just_as_the_turn_comes_passes_it_on():
    controller = paced(1)

    async def hold() -> None:
        async with controller.slot():
            await asyncio.sleep(1)

    async def main() -> float:
        first, second, third = (asyncio.create_task(hold()) for _ in range(3))
        await first
        second.cancel()  # its turn has come, and it does not know yet
        await third
        assert second.cancelled()
        return asyncio.get_running_loop().time()

    assert run(main()) == pytest.approx(2.0)


def test_a_controller_works_in_one_loop_after_another():
    controller = paced(4)
    for _ in range(2):
        assert len(run(simulate(controller, always(OK), 20)).done) == 20


def test_what_holds_everything_up_is_said_in_words():
    controller, said = paced(4), set()

    async def main() -> None:
        running = asyncio.create_task(simulate(controller, out(DOWN, 10.0, 40.0), 100))
        while not running.done():
            said.add(controller.standing())
            await asyncio.sleep(7)

    run(main())
    assert None in said
    assert any(words and words.startswith("the endpoint has been out for ") for words in said)

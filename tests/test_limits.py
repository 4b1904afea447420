"""Rates: what headers say of them, and how long a request waits for its turn."""

from __future__ import annotations

import pytest

from extractor.engines.pacing.headers import Told, duration, told
from extractor.engines.pacing.limits import Allowance, Bucket
from extractor.engines.pacing.rates import Rates
from extractor.engines.pacing.tempo import Tempo

NOW = 1_792_000_000.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1s", 1.0),
        ("6m0s", 360.0),
        ("120ms", 0.12),
        ("7.66s", 7.66),
        ("2m59.56s", 179.56),
        ("1h2m3s", 3723.0),
        ("1d", 86400.0),
        ("17", 17.0),
        ("0.5", 0.5),
        ("0s", 0.0),
        ("1792000020", 20.0),
        ("1792000020000", 20.0),
        ("1791999990", 0.0),
        ("6 m 0 s", 360.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-1s", None),
        ("1s, 2s", None),
        ("nan", None),
        ("٣s", None),
    ],
)
def test_the_time_to_a_reset_is_read_in_every_form_it_comes_in(value, seconds):
    assert duration(value, NOW) == (None if seconds is None else pytest.approx(seconds))


def test_a_limit_is_told_by_three_headers():
    headers = {
        "x-ratelimit-limit-tokens": "150000",
        "x-ratelimit-remaining-tokens": "149984",
        "x-ratelimit-reset-tokens": "6ms",
    }
    assert told(headers, "tokens") == Told(150_000, 149_984, 0.006)
    assert told(headers, "requests") is None


@pytest.mark.parametrize("limit", ["0", "", "many", "-1", "inf"])
def test_a_limit_that_is_none_is_ignored(limit):
    headers = {"x-ratelimit-limit-requests": limit, "x-ratelimit-remaining-requests": "0"}
    assert told(headers, "requests") is None


def test_a_bucket_holds_a_second_and_refills_at_its_rate():
    bucket = Bucket(10.0)
    for _ in range(10):
        assert bucket.wait(1, 0.0) == 0
        bucket.take(1, 0.0)
    assert bucket.wait(1, 0.0) == pytest.approx(0.1)
    assert bucket.wait(1, 0.1) == pytest.approx(0, abs=1e-9)


def test_what_is_larger_than_a_bucket_goes_when_it_is_full_and_is_paid_off_afterwards():
    bucket = Bucket(100.0)
    assert bucket.wait(1000, 0.0) == 0
    bucket.take(1000, 0.0)
    assert bucket.wait(1, 0.0) == pytest.approx(9.01)


def test_tokens_that_were_reserved_in_vain_come_back():
    rates = Rates(None, 6000)
    reserved, _ = rates.reserve(100, 0.0)
    assert rates.wait(100, 0.0) == pytest.approx(1.0)
    rates.settle(reserved, 40, 0.0)
    assert rates.wait(60, 0.0) == 0
    assert rates.wait(100, 0.0) == pytest.approx(0.4)


def test_tokens_that_an_answer_took_beyond_the_estimate_delay_the_next():
    rates = Rates(None, 6000)
    reserved, _ = rates.reserve(100, 0.0)
    rates.settle(reserved, 300, 0.0)
    assert rates.wait(100, 0.0) == pytest.approx(3.0)


def test_estimates_learn_from_what_answers_took():
    rates = Rates(None, 60_000)
    for _ in range(60):
        rates.learn(100, 250)
    assert rates.reserve(100, 0.0)[0] == pytest.approx(250, rel=0.02)


def allowance(limit: float, remaining: float, reset: float | None) -> Allowance:
    """An allowance that was just told."""
    allowance = Allowance()
    allowance.told(Told(limit, remaining, reset), sent=0.0, taken=0.0, now=0.0)
    return allowance


def test_what_is_left_may_be_sent_at_once():
    ours = allowance(600, 300, 30.0)
    for _ in range(290):
        assert ours.wait(1, 0.0) == 0
        ours.take(1, 0.0)


def test_an_exhausted_limit_refills_at_its_minutes_rate():
    ours = allowance(600, 0, 60.0)
    wait = ours.wait(1, 0.0)
    assert 0.1 <= wait <= 0.1 + 600 / 10 * 0.02


def test_a_days_limit_shows_in_its_reset_and_is_asked_about_once_a_minute():
    ours = allowance(144, 143, 600.0)
    ours.take(143, 0.0)  # the next would come in ten minutes
    assert ours.wait(1, 0.0) == 60.0


def test_what_left_after_the_answered_request_is_not_in_its_headers_yet():
    ours = Allowance()
    for _ in range(5):
        ours.take(1, 0.0)
    ours.told(Told(60, 3, 57.0), sent=0.0, taken=1.0, now=0.0)
    assert ours.wait(1, 0.0) > 1.0  # 3 left, 4 on their way


def test_no_limit_is_no_wait():
    assert Allowance().wait(1e9, 0.0) == 0


def sent_evenly(tempo: Tempo, rate: float, begin: float, end: float) -> None:
    for i in range(int((end - begin) * rate)):
        tempo.sent(begin + i / rate)


def test_nothing_is_held_back_before_the_first_refusal():
    tempo = Tempo()
    sent_evenly(tempo, 100, 0, 10)
    assert tempo.wait(10.0) == 0
    assert tempo.rate is None


def test_the_rate_is_what_was_accepted_until_the_refusal():
    tempo = Tempo()
    sent_evenly(tempo, 20, 0, 10)
    tempo.sent(10.0)
    tempo.refused(10.0, 10.0)
    assert tempo.rate == pytest.approx(20.0)


def test_a_refused_rate_falls_to_what_was_measured_and_by_a_fifth_at_most():
    tempo = Tempo()
    sent_evenly(tempo, 20, 0, 10)
    tempo.refused(10.0, 10.0)
    sent_evenly(tempo, 18, 10, 20)
    tempo.refused(20.0, 19.9)
    assert tempo.rate == pytest.approx(17.9)
    tempo.refused(30.0, 29.0)
    assert tempo.rate == pytest.approx(0.8 * 17.9)


def test_refusals_of_what_was_sent_before_are_no_news():
    tempo = Tempo()
    sent_evenly(tempo, 20, 0, 10)
    tempo.refused(10.0, 10.0)
    for _ in range(10):
        tempo.refused(12.0, 9.5)
    assert tempo.rate == pytest.approx(19.9)

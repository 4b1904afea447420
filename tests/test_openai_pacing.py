"""The engine under a controller, and what its meter is told."""

from __future__ import annotations

import asyncio
import socket

import pytest

from extractor.engines import open_engine
from extractor.engines.base import Attempt, Call, Reply
from extractor.engines.openai import OpenAI
from extractor.engines.pacing import Controller, Pace
from extractor.errors import (
    AuthenticationError,
    EngineError,
    ExtractorError,
    OutageError,
    OutputError,
    TruncatedError,
    UnknownModelError,
)
from extractor.models import Usage
from extractor.settings import Settings
from tests.stub import Response, Stub, completion, error
from tests.test_openai import BUSY, GOOD, MISFIT

QUICK = Pace(retries=2, first=0.001)


def opened(stub: Stub, **options: object) -> OpenAI:
    return OpenAI("m", **{"base_url": stub.url, "pace": QUICK, **options})


def asked(engine: OpenAI, call: Call, times: int) -> list[Reply | BaseException]:
    """The call, so many times at once."""

    async def main() -> list[Reply | BaseException]:
        async with engine:
            return await asyncio.gather(*(engine.aanswer(call) for _ in range(times)), return_exceptions=True)

    return asyncio.run(main())


def test_the_meter_is_told_of_every_request(ask, call):
    told: list[Attempt] = []
    with Stub(BUSY, MISFIT, error(500, "oops"), GOOD) as stub:
        usage = ask(opened(stub, meter=told.append), call).usage
    assert [(a.outcome, a.ok) for a in told] == [
        ("rate_limit", False),
        ("ok", True),
        ("server", False),
        ("ok", True),
    ]
    assert [(a.usage.retries, a.usage.reasks) for a in told] == [(0, 0), (1, 0), (0, 1), (1, 0)]
    assert [a.usage.tokens_in for a in told] == [0, 100, 0, 100]
    assert sum((a.usage for a in told), Usage()) == usage
    assert all(a.call is call for a in told)


def test_the_meter_knows_what_a_failed_call_took(ask, call):
    told: list[Attempt] = []
    cut_off = completion('{"claims": [', finish="length", tokens=(100, 900, 0))
    with Stub(cut_off) as stub, pytest.raises(TruncatedError):
        ask(opened(stub, meter=told.append), call)
    (only,) = told
    assert (only.outcome, only.usage.tokens_out, only.usage.requests) == ("truncated", 900, 1)


def test_a_price_of_ones_own_is_on_attempts_and_reply(ask, call):
    told: list[Attempt] = []
    with Stub(BUSY, GOOD) as stub:
        engine = opened(stub, meter=told.append, price=lambda u: (u.tokens_in + 2 * u.tokens_out) / 1e6)
        usage = ask(engine, call).usage
    assert [a.usage.cost for a in told] == [0.0, pytest.approx(140e-6)]
    assert usage.cost == pytest.approx(140e-6)


def test_a_request_that_nobody_waits_for_any_more_is_told_too(call):
    told: list[Attempt] = []
    with Stub(Response(GOOD.body, delay=0.5)) as stub:

        async def main() -> None:
            async with opened(stub, meter=told.append, controller=Controller(2)) as engine:
                await asyncio.wait_for(engine.aanswer(call), 0.1)

        with pytest.raises(TimeoutError):
            asyncio.run(main())
    assert [a.outcome for a in told] == ["interrupted"]


def test_an_error_of_the_meter_comes_through_as_it_is(ask, call):
    def full(attempt: Attempt) -> None:
        raise OutputError("the disk is full: make room")

    with Stub(GOOD) as stub, pytest.raises(OutputError, match="the disk is full: make room"):
        ask(opened(stub, meter=full), call)


def test_the_controller_limits_what_is_in_flight(call):
    controller, peak = Controller(3), 0

    def answer(request: object) -> Response:
        nonlocal peak
        peak = max(peak, controller.active)
        return Response(GOOD.body, delay=0.02)

    with Stub(answer=answer) as stub:
        replies = asked(opened(stub, controller=controller), call, 12)
    assert all(isinstance(reply, Reply) for reply in replies)
    assert peak == 3


def test_limits_are_learnt_from_the_headers_of_real_answers(call):
    headers = {
        "x-ratelimit-limit-requests": "60000",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "60s",
    }
    controller = Controller(4)
    with Stub(Response(GOOD.body, headers=headers)) as stub:
        asked(opened(stub, controller=controller), call, 1)
    assert controller._rates.told(1, controller._now()) > 0.1


def test_refusals_pause_everybody_and_cost_no_retries(call):
    with Stub(*[error(429, "slow down", retry_after_ms="50")] * 6, GOOD) as stub:
        replies = asked(opened(stub, controller=Controller(4), pace=Pace(retries=0)), call, 8)
    assert all(isinstance(reply, Reply) for reply in replies)
    assert len(stub.requests) == 14


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(401, "Incorrect API key", "invalid_api_key"), AuthenticationError),
        (error(404, "The model `m` does not exist", "model_not_found"), UnknownModelError),
        (error(429, "You exceeded your current quota", "insufficient_quota"), EngineError),
    ],
    ids=["key", "model", "quota"],
)
def test_what_no_request_will_get_past_stops_them_all(answer, kind, call):
    controller = Controller(2)
    with Stub(answer) as stub:
        failures = asked(opened(stub, controller=controller), call, 40)
    assert all(isinstance(failure, kind) for failure in failures)
    assert len(stub.requests) <= 2
    assert isinstance(controller.stopped, kind)


def test_a_request_too_large_for_the_rate_is_not_repeated(call):
    with Stub(error(429, "Request too large for m on tokens per min: Limit 10, Requested 90", "rate_limit")) as stub:
        (failure,) = asked(opened(stub, controller=Controller(2)), call, 1)
        assert len(stub.requests) == 1
    assert isinstance(failure, ExtractorError)
    assert failure.code == "context_overflow"


def test_an_endpoint_that_is_not_there_is_waited_for_and_then_given_up_once(call):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else answers there
        controller = Controller(4, patience=1.0)
        told: list[Attempt] = []
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        engine = OpenAI("m", base_url=url, pace=QUICK, controller=controller, meter=told.append)
        failures = asked(engine, call, 12)
    assert {type(failure) for failure in failures} == {OutageError}
    assert "without an answer: cannot reach" in str(failures[0])
    assert len(told) <= 12


def test_an_opened_engine_takes_them_all(call):
    told: list[Attempt] = []
    controller = Controller(2)
    with Stub(GOOD) as stub:
        settings = Settings(base_url=stub.url)
        engine = open_engine("openai/m", settings, controller=controller, meter=told.append, price=lambda _: 1.0)
        (reply,) = asked(engine, call, 1)
    assert reply.usage.cost == 1.0
    assert (len(told), controller._slots) == (1, 1)
    assert open_engine("offline", settings, controller=controller, meter=told.append).name == "offline"

"""One question to an endpoint: what is counted, what is repeated, and what is asked again."""

from __future__ import annotations

import asyncio
import threading

import pytest

from extractor.engines.base import Engine
from extractor.engines.openai import OpenAI
from extractor.engines.pacing import Pace
from extractor.errors import RateLimitError, ServerError
from extractor.models import Draft, Openness
from tests.stub import Response, Stub, completion, error

CLAIM = (
    '{"claims": [{"at": [1], "statement": "Acme released Zed-1.", "actor": "Acme", "kind": "organization",'
    ' "action": "release", "type": "release", "model": "Zed-1", "open": "open_source", "status": "occurred",'
    ' "said_by": [], "when": null}]}'
)
GOOD = completion(CLAIM)
MISFIT = completion('{"claims": [{"at": "first"}]}', tokens=(100, 5, 0))
BUSY = error(429, "Rate limit reached", "rate_limit_exceeded", retry_after_ms="5")


def opened(stub: Stub, **options: object) -> OpenAI:
    return OpenAI("m", **{"base_url": stub.url, "pace": Pace(retries=3, first=0.001), **options})


def test_it_is_an_engine():
    engine = OpenAI("gpt-x", base_url="http://127.0.0.1:9/v1", name="ollama")
    assert isinstance(engine, Engine)
    assert (engine.name, engine.model) == ("ollama", "gpt-x")


def test_an_answer_becomes_a_draft(ask, call):
    with Stub(GOOD) as stub:
        draft = ask(opened(stub), call).draft
    assert type(draft) is Draft
    assert draft == Draft.model_validate_json(CLAIM)
    assert draft.claims[0].open is Openness.OPEN_SOURCE


def test_an_answers_tokens_are_counted(ask, call):
    with Stub(completion(CLAIM, tokens=(1000, 50, 600))) as stub:
        usage = ask(opened(stub), call).usage
    assert (usage.requests, usage.retries, usage.reasks) == (1, 0, 0)
    assert (usage.tokens_in, usage.tokens_out, usage.tokens_cached) == (1000, 50, 600)


def test_a_local_endpoint_has_no_known_price(ask, call):
    with Stub(GOOD) as stub:
        assert ask(opened(stub), call).usage.cost is None


def test_tokens_that_the_endpoint_does_not_tell_of_are_estimated_which_is_noted(ask, call):
    with Stub(Response({**GOOD.body, "usage": None})) as stub:
        reply = ask(opened(stub), call)
    asked = sum(len(message["content"].encode()) for message in stub.bodies[0]["messages"])
    said = len(GOOD.body["choices"][0]["message"]["content"].encode())
    assert (reply.usage.tokens_in, reply.usage.tokens_out) == (asked // 4 + 1, said // 4 + 1)
    assert reply.notes == ("the endpoint counts no tokens; they are estimated",)


def test_a_busy_endpoint_is_asked_again_and_the_repetition_counted(ask, call):
    with Stub(BUSY, BUSY, GOOD) as stub:
        usage = ask(opened(stub), call).usage
    assert (usage.requests, usage.retries, usage.reasks) == (3, 2, 0)
    assert stub.bodies[0] == stub.bodies[2]


@pytest.mark.parametrize(
    "fault",
    [
        error(408, "timeout"),
        error(409, "conflict"),
        error(500, "oops"),
        error(502, "bad gateway"),
        error(503, "overloaded"),
        error(529, "overloaded"),
        Response('{"id": "x", "choi', 200),
        Response("<html><body>Bad gateway</body></html>", 200, {"content-type": "text/html"}),
        Response({"object": "list", "data": []}),
        Response({"error": {"code": 502, "message": "upstream failed"}}),
        Response(GOOD.body, cut=True),
    ],
    ids=["408", "409", "500", "502", "503", "529", "half JSON", "HTML", "no completion", "error in 200", "cut off"],
)
def test_a_passing_fault_is_asked_again(fault, ask, call):
    with Stub(fault, GOOD) as stub:
        reply = ask(opened(stub), call)
    assert reply.draft.claims[0].actor == "Acme"
    assert (reply.usage.requests, reply.usage.retries) == (2, 1)


def test_an_answer_that_does_not_come_in_time_is_asked_for_again(ask, call):
    with Stub(Response(GOOD.body, delay=0.6), GOOD) as stub:
        usage = ask(opened(stub, timeout=0.2), call).usage
    assert (usage.requests, usage.retries) == (2, 1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refused_request_is_not_repeated(status, ask, call):
    with Stub(error(status, "no"), GOOD) as stub:
        with pytest.raises(Exception, match=str(status)):
            ask(opened(stub), call)
        assert len(stub.requests) == 1


def test_an_exhausted_quota_is_not_asked_again(ask, call):
    with Stub(error(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"), GOOD) as stub:
        with pytest.raises(RateLimitError, match="out of quota"):
            ask(opened(stub), call)
        assert len(stub.requests) == 1


def test_retries_end_when_they_are_spent(ask, call):
    with Stub(error(500, "oops")) as stub:
        with pytest.raises(ServerError, match="oops"):
            ask(opened(stub, pace=Pace(retries=2, first=0.001)), call)
        assert len(stub.requests) == 3


def test_a_wait_beyond_all_patience_is_not_waited(ask, call):
    with Stub(error(429, "slow down", retry_after="3600"), GOOD) as stub:
        with pytest.raises(RateLimitError, match="asks to wait 3600 s"):
            ask(opened(stub), call)
        assert len(stub.requests) == 1


def test_a_misfit_is_asked_again_with_what_does_not_fit(ask, call):
    with Stub(MISFIT, GOOD) as stub:
        usage = ask(opened(stub), call).usage
    assert (usage.requests, usage.retries, usage.reasks) == (2, 0, 1)
    assert (usage.tokens_in, usage.tokens_out) == (200, 25)
    first, second = (body["messages"] for body in stub.bodies)
    assert second[: len(first)] == first
    assert second[-2] == {"role": "assistant", "content": '{"claims": [{"at": "first"}]}'}
    assert "claims.0.at: Input should be a valid array" in second[-1]["content"]
    assert "pydantic" not in second[-1]["content"]


def test_reasks_and_retries_are_counted_apart(ask, call):
    with Stub(BUSY, MISFIT, BUSY, BUSY, GOOD) as stub:
        usage = ask(opened(stub), call).usage
    assert (usage.requests, usage.retries, usage.reasks) == (5, 3, 1)


def test_a_refused_strict_schema_is_asked_for_once_without_strict(ask, call):
    refusal = error(400, "Invalid parameter: response_format strict mode is not supported by this model")
    with Stub(refusal, GOOD) as stub:
        reply = ask(opened(stub), call)
    asked = [body["response_format"]["json_schema"] for body in stub.bodies]
    assert [schema.get("strict") for schema in asked] == [True, None]
    assert asked[0]["schema"] == asked[1]["schema"]
    assert (reply.usage.requests, reply.usage.retries) == (2, 1)
    assert reply.notes == ("the endpoint refuses a strict schema; asked without one",)


def test_a_refused_strict_schema_is_remembered_for_the_engines_life(call):
    refusal = error(400, "'strict' is not supported")
    with Stub(refusal, GOOD) as stub, opened(stub) as engine:
        engine.answer(call)
        second = engine.answer(call)
    assert second.usage.requests == 1
    assert "refuses a strict schema" in second.notes[0]


def test_the_fallback_does_not_use_up_the_retries(ask, call):
    with Stub(error(400, "json_schema strict unsupported"), GOOD) as stub:
        assert ask(opened(stub, pace=Pace(retries=0)), call).usage.requests == 2


def test_there_is_only_one_fallback(ask, call):
    with Stub(error(400, "response_format json_schema is not supported")) as stub:
        with pytest.raises(ServerError, match="refuses the request"):
            ask(opened(stub), call)
        assert len(stub.requests) == 2


def test_a_strict_answer_has_no_notes(ask, call):
    with Stub(GOOD) as stub:
        assert ask(opened(stub), call).notes == ()


def test_one_engine_answers_many_tasks_at_once(call):
    with Stub(BUSY, BUSY, BUSY, GOOD) as stub:

        async def run() -> list[int]:
            async with opened(stub) as engine:
                replies = await asyncio.gather(*(engine.aanswer(call) for _ in range(12)))
            return [reply.usage.requests for reply in replies]

        requests = asyncio.run(run())
    assert sum(requests) == len(stub.requests) == 15


def test_one_engine_answers_many_threads_at_once(call):
    with Stub(BUSY, GOOD) as stub, opened(stub) as engine:
        threads = [threading.Thread(target=engine.answer, args=(call,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(stub.requests) == 9


def test_one_engine_works_in_one_event_loop_after_another(call):
    with Stub(GOOD) as stub:
        engine = opened(stub)

        async def run() -> int:
            async with engine:
                return (await engine.aanswer(call)).usage.requests

        assert [asyncio.run(run()) for _ in range(2)] == [1, 1]


def test_an_engine_can_be_used_again_after_it_was_closed(call):
    with Stub(GOOD) as stub:
        engine = opened(stub)
        for _ in range(2):
            with engine:
                assert engine.answer(call).usage.requests == 1


def test_a_cancelled_call_stops_at_once(call):
    with Stub(Response(GOOD.body, delay=5)) as stub:

        async def run() -> None:
            async with opened(stub, timeout=10) as engine:
                await asyncio.wait_for(engine.aanswer(call), 0.2)

        with pytest.raises(TimeoutError):
            asyncio.run(run())
        assert len(stub.requests) == 1

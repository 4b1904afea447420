"""Answers come from the journal where it has them, and equal questions in flight are one."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from extractor.engines.base import Call, Message, Reply
from extractor.engines.cached import Cached, call_key, identity
from extractor.engines.journal import Journal
from extractor.engines.openai import OpenAI
from extractor.errors import AuthenticationError, OutputError, ServerError
from extractor.models import Draft, Usage
from tests.stub import Stub, completion, error

CANARY = "-".join(("sk", "canary", "77c1d09be2a4f358"))
USAGE = Usage(requests=1, tokens_in=100, tokens_out=20)


@dataclass
class Reader:
    """An engine of one's own that counts how often it is asked, and takes a while if it is told to."""

    model: str = "careful"
    fails: int = 0
    wait: float = 0.0
    asked: int = 0
    name: str = "reader"
    parameters: dict[str, Any] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, call: Call) -> Reply:
        with self.lock:
            self.asked += 1
            number = self.asked
        threading.Event().wait(self.wait)
        return self._answered(number)

    async def aanswer(self, call: Call) -> Reply:
        self.asked += 1
        number = self.asked
        await asyncio.sleep(self.wait)
        return self._answered(number)

    def _answered(self, number: int) -> Reply:
        if number <= self.fails:
            raise ServerError("the endpoint failed: try again later")
        return Reply(Draft(claims=()), USAGE, (f"answer {number}",))


Once = Callable[[Any, Call], Reply]


@pytest.fixture(params=["sync", "async"])
def once(request: pytest.FixtureRequest) -> Once:
    """One call put to an engine in either colour."""
    if request.param == "sync":
        return lambda engine, call: engine.answer(call)  # type: ignore[no-any-return]
    return lambda engine, call: asyncio.run(engine.aanswer(call))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3") as opened:
        yield opened


def test_the_second_time_the_journal_answers_with_what_the_answer_once_took(journal, call, once):
    reader = Reader()
    first = once(Cached(reader, journal), call)
    again = Cached(reader, journal)
    assert once(again, call) == first == Reply(Draft(claims=()), USAGE, ("answer 1",))
    assert (reader.asked, again.hits) == (1, 1)


def test_it_goes_by_the_names_of_the_engine_it_wraps(journal):
    cached = Cached(Reader(parameters={"endpoint": "http://x"}), journal)
    assert (cached.name, cached.model, cached.parameters) == ("reader", "careful", {"endpoint": "http://x"})


def test_it_knows_which_calls_the_journal_answers(journal, call):
    cached = Cached(Reader(), journal)
    assert call not in cached
    cached.answer(call)
    assert call in cached


@pytest.mark.parametrize(
    "other",
    [{"model": "quick"}, {"name": "writer"}, {"parameters": {"endpoint": "http://localhost:1/v1"}}],
    ids=lambda other: next(iter(other)),
)
def test_another_engine_is_asked_itself(journal, call, once, other):
    once(Cached(Reader(), journal), call)
    reader = Reader(**other)
    once(Cached(reader, journal), call)
    assert reader.asked == 1


def test_another_question_is_asked_itself(journal, call, once):
    reader = Reader()
    once(Cached(reader, journal), call)
    once(Cached(reader, journal), replace(call, messages=(*call.messages, Message("user", "Again, please."))))
    assert reader.asked == 2


def test_endpoint_and_output_limit_are_part_of_the_key_and_patience_and_the_key_are_not(call):
    def key(**options: Any) -> str:
        return call_key(call, identity(OpenAI("x", **options)))

    assert key() == key(timeout=3, retries=0, reasks=5, api_key=CANARY)
    others = [
        key(),
        key(base_url="http://localhost:8000/v1"),
        key(base_url="http://localhost:8001/v1"),
        key(max_output_tokens=100),
        key(name="ollama"),
    ]
    assert len(set(others)) == len(others)
    assert '"schema":"strict"' in identity(OpenAI("x"))
    assert key(base_url="http://localhost:8000/v1") == key(
        base_url=f"http://me:{CANARY}@localhost:8000/v1?key={CANARY}"
    )


def test_parameters_that_are_given_count_instead_of_the_engines_own(journal, call, once):
    reader = Reader(parameters={"endpoint": "http://x"})
    once(Cached(reader, journal, {"temperature": 0.5}), call)
    once(Cached(reader, journal, {"temperature": 0.7}), call)
    once(Cached(reader, journal, {"temperature": 0.5}), call)
    assert reader.asked == 2


def test_a_failure_is_not_kept(journal, call, once):
    reader = Reader(fails=1)
    cached = Cached(reader, journal)
    with pytest.raises(ServerError):
        once(cached, call)
    assert journal.info().replies == 0
    assert once(cached, call).notes == ("answer 2",)


def test_an_answer_that_the_schema_no_longer_knows_is_asked_for_again(journal, call, once):
    reader = Reader()
    once(Cached(reader, journal), call)
    with journal._database.transaction() as connection:
        connection.execute("""UPDATE replies SET draft = '{"claims": [{"actor": "of an older schema"}]}'""")
    assert once(Cached(reader, journal), call).notes == ("answer 2",)
    assert once(Cached(reader, journal), call).notes == ("answer 2",)
    assert reader.asked == 2


def test_equal_calls_of_several_threads_are_one(journal, call):
    reader = Reader(wait=0.1)
    cached = Cached(reader, journal)
    replies: list[Reply] = []
    threads = [threading.Thread(target=lambda: replies.append(cached.answer(call))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(replies), len({reply.notes for reply in replies}), reader.asked) == (8, 1, 1)


def at_once(*waiting: Awaitable[Any]) -> list[Any]:
    """What becomes of each, side by side in one loop."""

    async def gathered() -> list[Any]:
        return await asyncio.gather(*waiting, return_exceptions=True)

    return asyncio.run(gathered())


def test_equal_calls_in_a_loop_are_one(journal, call):
    reader = Reader(wait=0.02)
    cached = Cached(reader, journal)
    replies = at_once(*(cached.aanswer(call) for _ in range(50)))
    assert replies == [Reply(Draft(claims=()), USAGE, ("answer 1",))] * 50
    assert (reader.asked, cached.hits) == (1, 0)


def test_those_who_wait_for_a_call_that_fails_fail_alike(journal, call):
    reader = Reader(wait=0.02, fails=1)
    errors = at_once(*(Cached.aanswer(cached, call) for cached in [Cached(reader, journal)] * 5))
    assert [(type(error), error.message) for error in errors] == [
        (ServerError, "the endpoint failed: try again later")
    ] * 5
    assert len({id(error) for error in errors}) == 5
    assert reader.asked == 1


def test_when_the_first_is_cancelled_the_next_asks(journal, call):
    reader = Reader(wait=0.05)
    cached = Cached(reader, journal)

    async def run() -> Reply:
        first, second = (asyncio.create_task(cached.aanswer(call)) for _ in range(2))
        await asyncio.sleep(0.01)
        first.cancel()
        return await second

    assert asyncio.run(run()).notes == ("answer 2",)
    assert reader.asked == 2


def test_one_who_stops_waiting_disturbs_nobody(journal, call):
    reader = Reader(wait=0.05)
    cached = Cached(reader, journal)

    async def run() -> Reply:
        first, second = (asyncio.create_task(cached.aanswer(call)) for _ in range(2))
        await asyncio.sleep(0.01)
        second.cancel()
        return await first

    assert asyncio.run(run()).notes == ("answer 1",)
    assert reader.asked == 1


def test_an_answer_that_has_come_is_kept_though_nobody_waits_for_it_any_more(journal, call):
    cached = Cached(Reader(), journal)

    async def run() -> None:
        with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asking = asyncio.create_task(cached.aanswer(call))
            await asyncio.sleep(0.05)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            other.execute("ROLLBACK")

    asyncio.run(run())
    assert call in cached


def full(journal: Journal) -> None:
    """Leaves the journal no room for anything."""
    with journal._database.transaction() as connection:
        connection.execute("PRAGMA max_page_count = 1")


LARGE = Reply(Draft(claims=()), USAGE, ("a note " * 50_000,))


class Verbose(Reader):
    def _answered(self, number: int) -> Reply:
        return LARGE


def test_an_answer_that_can_not_be_kept_is_an_error(journal, call, once):
    full(journal)
    with pytest.raises(OutputError, match="the disk is full"):
        once(Cached(Verbose(), journal), call)


def test_an_answer_that_can_not_be_kept_is_returned_where_somebody_is_told_of_it(journal, call, once):
    full(journal)
    told: list[OutputError] = []
    assert once(Cached(Verbose(), journal, lost=told.append), call) == LARGE
    assert [error.message.endswith("make room, or set EXTRACTOR_CACHE to another folder") for error in told] == [True]


@pytest.mark.parametrize("status", [200, 401])
def test_no_key_is_ever_in_the_journal(tmp_path, call, status):
    refusal = error(status, f"Incorrect API key provided: {CANARY}", "invalid_api_key")
    path = tmp_path / "journal.sqlite3"
    with Stub(completion('{"claims": []}') if status == 200 else refusal) as stub, Journal(path) as journal:
        url = stub.url.replace("http://", f"http://user:{CANARY}@")
        with OpenAI("x", base_url=url, api_key=CANARY) as engine:
            try:
                Cached(engine, journal).answer(call)
            except AuthenticationError as failed:
                journal.keep_failure("a", failed.code, failed.message)
        assert "authorization" in stub.requests[0].headers
        assert journal.info().replies + journal.info().failures == 1
        assert not any(b"canary" in file.read_bytes() for file in tmp_path.iterdir())
    assert b"canary" not in path.read_bytes()


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_closing_it_closes_what_it_wraps_and_not_the_journal(journal, call, colour):
    class Closing(Reader):
        closed = False

        def close(self) -> None:
            self.closed = True

    reader = Closing()
    cached = Cached(reader, journal)
    if colour == "sync":
        cached.close()
    else:
        asyncio.run(cached.aclose())
    assert reader.closed
    assert journal.info().replies == 0

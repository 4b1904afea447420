"""Answers that are judged in a process beside the one that asks."""

from __future__ import annotations

import asyncio
import re
import time
from functools import partial

import pytest

from extractor.batch import assistant
from extractor.batch.assistant import Assistant
from extractor.batch.judging import Case, answer_of, judge
from extractor.engines.base import Reply
from extractor.models import Article, Draft, DraftClaim, Usage
from extractor.pipeline import finish, plan
from extractor.planted import planted

ARTICLE = Article(text="Acme opened its model Owl on Monday. Bolt did not follow.")
FINISH = partial(finish, engine="e", model="m", passes=1)


def drafted(statement: str) -> DraftClaim:
    return DraftClaim(
        at=(1,), statement=statement, actor="Acme", kind="organization", action="open", type="open", model="Owl",
        open=None, status="occurred", said_by=(), when=None,
    )  # fmt: skip


def case(*answers: str) -> Case:
    """One whose rounds of replies make these statements."""
    replies = [Reply(Draft(claims=(drafted(answer),)), Usage(requests=1)) for answer in answers]
    known = planted(ARTICLE.text, ARTICLE.lang)
    return Case(FINISH, plan(ARTICLE), tuple((answer_of(reply),) for reply in replies), known, 1.5)


def timeless(verdict: object) -> str:
    return re.sub(r'"seconds":[\d.]+', "", str(verdict))


RIGHT, WRONG = "Acme opened its model Owl.", "Acme opened 37 models."


@pytest.fixture
def busy(monkeypatch):
    """One that has found judging to take too long, with its process."""
    monkeypatch.setattr(assistant, "WATCHED", 1)
    monkeypatch.setattr(assistant, "BUSY", 0.0)
    monkeypatch.setattr(assistant, "_cores", lambda: 2)
    one = Assistant()
    assert not one.free
    assert list(one.watching(FINISH(plan(ARTICLE), [Reply(Draft(claims=()))]))) == []
    deadline = time.monotonic() + 20
    while not one.free and time.monotonic() < deadline:
        time.sleep(0.01)
    yield one
    one.close()


def test_a_verdict_tells_what_is_to_be_asked_before_there_is_a_result():
    (questions,) = judge([case(WRONG)])
    (call,) = questions
    assert (call.purpose, call.rejected[0].reason) == ("correct", "unsupported_number")


def test_a_case_with_the_answers_to_what_was_asked_has_a_result():
    ((document, usage),) = judge([case(WRONG, RIGHT)])
    assert f'"statement":"{RIGHT}"' in document
    assert usage.requests == 2
    assert float(re.findall(r'"seconds":([\d.]+)', document)[0]) >= 1.5


def test_a_process_comes_to_the_same_verdicts_and_one_that_is_gone_to_none(busy):
    cases = [case(RIGHT), case(WRONG), case(WRONG, RIGHT)]

    async def verdicts():
        there = await asyncio.gather(*map(busy.judge, cases))
        busy._process.kill()
        return there, await asyncio.gather(*map(busy.judge, cases))

    there, gone = asyncio.run(verdicts())
    assert list(map(timeless, there)) == list(map(timeless, judge(cases)))
    assert gone == [None] * 3
    assert not busy.free


def test_a_single_core_judges_alone(monkeypatch):
    monkeypatch.setattr(assistant, "WATCHED", 1)
    monkeypatch.setattr(assistant, "BUSY", 0.0)
    monkeypatch.setattr(assistant, "_cores", lambda: 1)
    one = Assistant()
    list(one.watching(FINISH(plan(ARTICLE), [Reply(Draft(claims=()))])))
    assert one._thread is None

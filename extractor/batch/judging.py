"""Answers and what they amount to, in a form that a process beside this one can work on.

An article's replies are judged from the first one on each time, so that nothing has to be remembered between a
question about rejected claims and its answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.batch.computing import Result, replying, result_of, unexpected
from extractor.engines.base import Call, Reply
from extractor.errors import ExtractorError
from extractor.models import Draft, Usage
from extractor.pipeline import Steps, timed
from extractor.planted import Planted, remember

Finish = Callable[[Sequence[Call], Sequence[Reply]], Steps]
Answer = tuple[str, Usage, tuple[str, ...]]
"""A reply with its draft as JSON, which takes a fifth of the time that it takes to pickle the records."""


@dataclass(frozen=True, slots=True)
class Case:
    """The calls about an article with all replies so far, those to what was asked later on behind the first ones."""

    finish: Finish
    calls: tuple[Call, ...]
    rounds: tuple[tuple[Answer, ...], ...]
    planted: Planted
    """What is planted in the article, which its reader has looked for already."""
    waited: float
    """Seconds that the article has taken by now."""


Verdict = Result | tuple[Call, ...]
"""The article's result, or what is to be asked before there is one."""


def answer_of(reply: Reply) -> Answer:
    """The reply as a case has it."""
    return reply.draft.model_dump_json(), reply.usage, reply.notes


def judge(cases: Sequence[Case]) -> list[Verdict]:
    """The verdict on each."""
    return [_judged(case) for case in cases]


def serve() -> None:
    """Judges what comes in on standard input; see `replying`."""
    replying(judge)


def _judged(case: Case) -> Verdict:
    started = time.perf_counter()
    article = case.calls[0].article
    remember(article.text, article.lang, case.planted)
    first, *later = (tuple(map(_reply, answers)) for answers in case.rounds)
    steps = case.finish(case.calls, first)
    try:
        questions = next(steps)
        for replies in later:
            questions = steps.send(replies)
    except StopIteration as done:
        return result_of(timed(done.value, case.waited + time.perf_counter() - started))
    except ExtractorError as error:
        return error
    except Exception as error:
        return unexpected(error)
    return questions


def _reply(answer: Answer) -> Reply:
    draft, usage, notes = answer
    return Reply(Draft.model_validate_json(draft), usage, notes)

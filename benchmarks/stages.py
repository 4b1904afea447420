"""What the stages of an article cost, one by one and in one thread: CPU without an endpoint, a journal or a disk.

python -m benchmarks.stages [ARTICLES]
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.altered_claims import load
from benchmarks.answers import answer
from benchmarks.articles import GOLD, write
from extractor.batch.computing import result_of
from extractor.engines.base import Call, Reply
from extractor.models import Article, Draft, Extraction
from extractor.pipeline import finish, plan
from extractor.planted import Planted, planted

Given = TypeVar("Given")
Made = TypeVar("Made")


def timed(work: Callable[[Given], Made], given: Iterable[Given]) -> tuple[list[Made], float]:
    """What the work makes, and seconds of CPU for each."""
    items = list(given)
    started = time.process_time()
    made = [work(item) for item in items]
    return made, (time.process_time() - started) / len(items)


def judged(case: tuple[Call, Draft]) -> Extraction:
    """What the draft comes to; what is rejected is given up."""
    call, draft = case
    steps = finish((call,), (Reply(draft),), engine="answers", model="answers")
    try:
        calls = next(steps)
        while True:
            calls = steps.send([Reply(Draft(claims=())) for _ in calls])
    except StopIteration as done:
        extraction: Extraction = done.value
        return extraction


def measured(number: int) -> Iterator[tuple[str, float]]:
    """The stages by name, with their seconds for an article. Cycles are collected as seldom as in a batch."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    with TemporaryDirectory() as folder:
        lines = write(Path(folder), number).read_text(encoding="utf-8").splitlines()
    articles, reading = timed(Article.model_validate_json, lines)
    _, looking = timed(_planted, articles)
    plans, planning = timed(plan, articles)
    calls = [call for (call,) in plans]
    _, keying = timed(lambda call: call.fingerprint, calls)
    answers = [_answer(call) for call in calls]
    drafts, parsing = timed(Draft.model_validate_json, answers)
    list(map(judged, zip(calls[:20], drafts[:20], strict=True)))  # what is worked out once a run
    extractions, judging = timed(judged, zip(calls, drafts, strict=True))
    _, writing = timed(result_of, extractions)
    claims = sum(len(draft.claims) for draft in drafts) / number
    yield "read and plan an article", reading + planning
    yield "look for what is planted in it", looking
    yield "fingerprint of its call", keying
    yield "the answer as a Draft", parsing
    yield f"judge its {claims:.1f} claims, copied from the text", judging
    yield "the result as JSON", writing
    yield _gold()


def _gold() -> tuple[str, float]:
    annotated = [one for one in load(GOLD, ()) if one.article.lang == "en"]
    timed(_planted, [one.article for one in annotated])
    cases: Sequence[tuple[Call, Draft]] = [(plan(one.article)[0], Draft(claims=one.claims)) for one in annotated]
    _, judging = timed(judged, cases)
    claims = sum(len(one.claims) for one in annotated) / len(annotated)
    return f"judge {claims:.1f} claims of the annotators, in their own words", judging


def _planted(article: Article) -> Planted:
    return planted(article.text, article.lang)


def _answer(call: Call) -> str:
    return answer([{"role": message.role, "content": message.content} for message in call.messages])


def main(number: int) -> None:
    print(json.dumps({name: round(1000 * seconds, 3) for name, seconds in measured(number)}, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

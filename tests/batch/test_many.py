"""Many articles for a program that holds them itself, in both colours."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import textwrap
from contextlib import aclosing
from pathlib import Path

import pytest

from extractor import Article, ExtractorError, InputError, aextract_many, extract, extract_many
from extractor.batch import processes
from extractor.batch.processes import Processes
from extractor.engines.base import Reply
from extractor.errors import RefusalError
from extractor.models import Draft
from extractor.pipeline import Reading

ROOT = Path(__file__).parents[2]
TEXTS = [f"Harbor Labs released Tern {n} on Monday. It will stay closed, the company said." for n in range(12)]


class Refusing:
    name = model = "refusing"

    def answer(self, call):
        if "Tern 1 " in call.article.text:
            raise RefusalError("the model declined")
        return Reply(Draft(claims=()))

    async def aanswer(self, call):
        await asyncio.sleep(0.01 if "Tern 0 " in call.article.text else 0)
        return self.answer(call)


async def _listed(articles, **options):
    return [result async for result in aextract_many(articles, **options)]


@pytest.fixture(params=["sync", "async"])
def many(request):
    """All results, in a list."""
    if request.param == "sync":
        return lambda articles, **options: list(extract_many(articles, **options))
    return lambda articles, **options: asyncio.run(_listed(articles, **options))


def timeless(extraction):
    return extraction.model_copy(update={"run": extraction.run.model_copy(update={"seconds": 0.0})})


def test_results_come_in_the_order_of_the_articles(many):
    results = many(TEXTS, model=Refusing(), errors="return")
    assert [getattr(r, "code", None) or r.article.text for r in results] == [TEXTS[0], "refusal", *TEXTS[2:]]


def test_a_failed_article_raises_its_error_at_its_turn(many):
    with pytest.raises(RefusalError, match="the model declined"):
        many(TEXTS, model=Refusing())


def test_errors_and_results_can_be_pickled(many):
    results = many([TEXTS[0], " "], model="offline", errors="return")
    again = pickle.loads(pickle.dumps(results))
    assert again[0] == results[0]
    assert isinstance(again[1], InputError)
    assert again[1].message == results[1].message == "the article is blank: give it some text"


@pytest.mark.parametrize("first", [0, 16])
def test_the_offline_engine_says_in_a_process_what_it_says_here(many, monkeypatch, first):
    monkeypatch.setattr(processes, "FIRST", first)
    expected = [timeless(extract(text, model="offline")) for text in TEXTS]
    assert [timeless(extraction) for extraction in many(TEXTS, model="offline")] == expected


def test_articles_may_come_from_an_asynchronous_iterator():
    async def arriving():
        for text in TEXTS[2:4]:
            await asyncio.sleep(0)
            yield Article(text=text)

    results = asyncio.run(_listed(arriving(), model=Refusing()))
    assert [result.article.text for result in results] == TEXTS[2:4]


def test_articles_are_taken_only_as_they_are_needed(many):
    taken = []

    def watched():
        for text in TEXTS[2:]:
            taken.append(text)
            yield text

    generator = extract_many(watched(), model=Refusing(), concurrency=3)
    next(generator)
    assert len(taken) == 3
    generator.close()


def test_closing_the_generator_cancels_what_is_in_flight():
    cancelled = []

    class Slow(Refusing):
        async def aanswer(self, call):
            try:
                await asyncio.sleep(0 if "Tern 2 " in call.article.text else 30)
            except asyncio.CancelledError:
                cancelled.append(call.article.text)
                raise
            return Reply(Draft(claims=()))

    async def first():
        async with aclosing(aextract_many(TEXTS[2:], model=Slow(), concurrency=4)) as results:
            return await anext(results)

    assert asyncio.run(first()).article.text == TEXTS[2]
    assert sorted(cancelled) == TEXTS[3:6]


# The processes.


@pytest.fixture
def pool(monkeypatch):
    monkeypatch.setattr(processes, "FIRST", 0)
    pool = Processes(Reading())
    yield pool
    pool.close()


ARTICLES = [Article(text=text) for text in TEXTS]


def test_a_process_that_ends_is_replaced_and_nothing_is_lost(pool):
    pool.compute(ARTICLES[:1])
    (process,) = pool._all
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not any(isinstance(result, ExtractorError) for result in pool.compute(ARTICLES[:3]))


def test_an_article_that_brings_its_process_down_has_failed_alone(pool, monkeypatch):
    fatal = processes._PROGRAM.replace(
        "serve(",
        "from extractor.batch import computing as c; from os import _exit; f = c._result; "
        "c._result = lambda a, *r: _exit(1) if 'Tern 1 ' in a.text else f(a, *r); serve(",
    )
    monkeypatch.setattr(processes, "_PROGRAM", fatal)
    results = pool.compute(ARTICLES[:3])
    assert [isinstance(result, ExtractorError) for result in results] == [False, True, False]
    assert "brought down the process" in results[1].message


def test_a_script_without_a_main_guard_and_one_from_standard_input_can_use_every_core(tmp_path):
    script = textwrap.dedent("""
        from extractor import extract_many
        print(sum(1 for _ in extract_many(["Harbor Labs released Tern 2."] * 20, model="offline")))
    """)
    (tmp_path / "script.py").write_text(script)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for arguments, given in ((["script.py"], None), (["-"], script)):
        ended = subprocess.run(
            [sys.executable, *arguments],
            input=given,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            timeout=60,
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "20\n", "")


def test_the_processes_end_with_the_one_that_started_them():
    script = """if True:
        import os, signal
        from extractor.batch import processes
        from extractor.models import Article
        from extractor.pipeline import Reading
        processes.FIRST = 0
        processes.Processes(Reading()).compute([Article(text="Harbor Labs released Tern 2.")])
        os.kill(os.getpid(), signal.SIGKILL)
    """
    # Returns only when the last process that has its standard error open is gone.
    ended = subprocess.run([sys.executable, "-c", script], stderr=subprocess.PIPE, cwd=ROOT, timeout=60)
    assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, b"")

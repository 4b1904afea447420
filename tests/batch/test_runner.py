"""One run of a batch: what is delivered, what is kept, what is asked again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter

import pytest

from extractor.batch.events import Done, Failed, Started
from extractor.batch.runner import Options, run
from extractor.batch.sources import Item
from extractor.batch.spool import Spool
from extractor.batch.stop import Stop
from extractor.engines.base import Reply
from extractor.engines.journal import Journal
from extractor.engines.offline import Offline
from extractor.errors import (
    AuthenticationError,
    BudgetError,
    InputError,
    OutputError,
    RefusalError,
    ServerError,
    UnreachableError,
)
from extractor.models import Article, Draft, Usage
from extractor.pipeline import Reading
from tests.long_articles import Clerk, article

USAGE = Usage(requests=1, retries=0, reasks=0, tokens_in=100, tokens_out=10, tokens_cached=0, cost=0.5)


class Scripted:
    """An engine that answers, or fails as `faults` says of words in the text, and counts what it was asked."""

    name = "scripted"
    model = "scripted"

    def __init__(self, **faults):
        self.faults = faults
        self.asked = Counter()
        self.flying = 0
        self.most = 0
        self.before = None

    async def aanswer(self, call):
        text = call.article.text
        self.asked[text] += 1
        self.flying += 1
        self.most = max(self.most, self.flying)
        try:
            if self.before:
                await self.before(text)
            await asyncio.sleep(0)
            for word, fault in self.faults.items():
                if word in text:
                    raise fault
        finally:
            self.flying -= 1
        return Reply(Draft(claims=()), USAGE)

    def answer(self, call):
        return asyncio.run(self.aanswer(call))


async def slowly(text):
    await asyncio.sleep(0.01)


def articles(*texts):
    for position, text in enumerate(texts):
        outcome = text if isinstance(text, Exception) else Article(text=text, path=f"{position}.txt")
        yield Item(position, f"{position}.txt", outcome)


class Run:
    """A run over texts, with what it told and what it left to be exported."""

    def __init__(self, path, engine, texts, **options):
        self.events = []
        with Journal(path / "journal.sqlite3") as journal, Spool() as spool:
            self.outcome = run(articles(*texts), engine, journal, spool, Options(**options), self.events.append)
            self.records = list(spool.records(journal))
            self.failures = list(spool.failures())

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def paths(self):
        return [article.path for article, _ in self.records]


def test_every_article_is_asked_about_once_and_comes_out_in_the_order_of_the_input(tmp_path):
    engine = Scripted()

    async def slower_first(text):
        await asyncio.sleep(0.02 if text.startswith("0") else 0)

    engine.before = slower_first
    done = Run(tmp_path, engine, [f"{n} plans." for n in range(30)], concurrency=8)
    assert set(engine.asked.values()) == {1}
    assert done.paths == [f"{n}.txt" for n in range(30)]
    assert (done.outcome.done, done.outcome.cached, done.outcome.failed) == (30, 0, 0)
    assert done.outcome.usage.tokens_in == 3000
    assert len(done.of(Started)) == 30


def test_no_more_articles_are_in_flight_than_allowed(tmp_path):
    engine = Scripted()
    engine.before = slowly
    Run(tmp_path, engine, [f"{n} plans." for n in range(40)], concurrency=5)
    assert engine.most == 5


def test_the_same_again_asks_nothing_and_delivers_the_same(tmp_path):
    engine = Scripted()
    first = Run(tmp_path, engine, ["One.", "Two."])
    again = Run(tmp_path, engine, ["One.", "Two."])
    assert engine.asked.total() == 2
    assert again.records == first.records
    assert (again.outcome.done, again.outcome.cached, again.outcome.usage) == (2, 2, Usage())


def test_the_same_text_is_one_call_and_as_many_records(tmp_path):
    engine = Scripted()
    done = Run(tmp_path, engine, ["One.", "One.", "Two.", "One."])
    assert engine.asked == {"One.": 1, "Two.": 1}
    assert done.paths == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [event.cached for event in sorted(done.of(Done), key=lambda e: e.position)].count(False) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"reading": Reading(chunk_tokens=50)},
        {"reading": Reading(passes=2)},
        {"model": "other"},
        {"parameters": {"endpoint": "other"}},
    ],
)
def test_who_is_asked_and_how_is_part_of_the_question(tmp_path, change):
    Run(tmp_path, Scripted(), ["One."])
    engine = Scripted()
    for name in change.keys() - {"reading"}:
        setattr(engine, name, change[name])
    again = Run(tmp_path, engine, ["One."], **{k: v for k, v in change.items() if k == "reading"})
    assert again.outcome.cached == 0


def test_a_part_that_fails_is_named_and_a_retry_pays_for_it_alone(tmp_path):
    engine, book = Clerk({3: RefusalError("the model declined")}), article(4_000)
    reading = Reading(chunk_tokens=200)
    (failed,) = Run(tmp_path, engine, [book.text], reading=reading).of(Failed)
    assert (failed.code, failed.message) == ("refusal", "part 3 of 6 (sentences 19–27): the model declined")
    engine.faults = {}
    again = Run(tmp_path, engine, [book.text], reading=reading, retry_failed=True)
    assert again.outcome.done == 1
    assert Counter(call.part for call in engine.calls) == {1: 1, 2: 1, 3: 2, 4: 1, 5: 1, 6: 1}


def test_a_failed_article_is_a_state_and_is_not_paid_for_again(tmp_path):
    engine = Scripted(Bad=RefusalError("the model declined"))
    first = Run(tmp_path, engine, ["One.", "Bad."])
    again = Run(tmp_path, engine, ["One.", "Bad."])
    assert engine.asked["Bad."] == 1
    assert (first.outcome.done, first.outcome.failed) == (again.outcome.done, again.outcome.failed) == (1, 1)
    (failed,) = again.of(Failed)
    assert (failed.code, failed.message, failed.attempts, failed.remembered) == (
        *("refusal", "the model declined"),
        *(1, True),
    )
    assert [(f.name, f.code, f.attempts) for f in again.failures] == [("1.txt", "refusal", 1)]


def test_a_failed_article_is_tried_again_on_demand_and_its_attempts_are_counted(tmp_path):
    engine = Scripted(Bad=RefusalError("no"))
    Run(tmp_path, engine, ["Bad."])
    again = Run(tmp_path, engine, ["Bad.", "Bad."], retry_failed=True)
    assert engine.asked["Bad."] == 2
    assert [failed.attempts for failed in again.failures] == [2, 2]
    engine.faults.clear()
    assert Run(tmp_path, engine, ["Bad."], retry_failed=True).outcome.done == 1


@pytest.mark.parametrize("error", [UnreachableError("no connection"), ServerError("500")])
def test_what_is_not_the_articles_fault_is_tried_again_by_the_next_run_but_not_by_this_one(tmp_path, error):
    engine = Scripted(Bad=error)
    first = Run(tmp_path, engine, ["Bad.", "One.", "Bad."])
    assert (first.outcome.failed, engine.asked["Bad."]) == (2, 1)
    engine.faults.clear()
    assert Run(tmp_path, engine, ["Bad.", "One."]).outcome.done == 2


@pytest.mark.parametrize("error", [AuthenticationError("wrong key"), BudgetError("spent")])
def test_a_hopeless_error_stops_the_run_with_the_good_ones_delivered(tmp_path, error):
    Run(tmp_path, Scripted(), ["Known."])
    engine = Scripted(Bad=error)
    stopped = Run(tmp_path, engine, ["One.", "Bad.", *(f"{n} more." for n in range(50)), "Known."], concurrency=1)
    assert stopped.paths == ["0.txt", "52.txt"]
    assert (stopped.outcome.stopped, stopped.outcome.error) == ("error", error)
    assert (stopped.outcome.failed, stopped.outcome.skipped) == (0, 51)
    assert Run(tmp_path, Scripted(), ["Bad."]).outcome.done == 1


def test_an_endpoint_that_is_gone_is_not_turned_into_a_thousand_failures(tmp_path):
    engine = Scripted(plans=UnreachableError("no connection"))
    stopped = Run(tmp_path, engine, [f"{n} plans." for n in range(1000)], concurrency=4)
    assert stopped.outcome.stopped == "error"
    assert 5 <= stopped.outcome.failed <= 10
    assert stopped.outcome.skipped == 1000 - stopped.outcome.failed


def test_more_failures_than_allowed_stop_the_run(tmp_path):
    engine = Scripted(Bad=RefusalError("no"))
    stopped = Run(tmp_path, engine, [f"Bad {n}." for n in range(50)], concurrency=1, max_failures=3)
    assert (stopped.outcome.stopped, stopped.outcome.failed, stopped.outcome.skipped) == ("failures", 4, 46)


def test_remembered_failures_do_not_stop_a_run(tmp_path):
    engine = Scripted(Bad=RefusalError("no"))
    Run(tmp_path, engine, [f"Bad {n}." for n in range(5)])
    again = Run(tmp_path, engine, [*(f"Bad {n}." for n in range(5)), "One."], max_failures=3)
    assert (again.outcome.stopped, again.outcome.done) == (None, 1)


def test_a_share_of_failures_counts_from_twenty_articles_on(tmp_path):
    engine = Scripted(Bad=RefusalError("no"))
    stopped = Run(tmp_path, engine, [f"Bad {n}." for n in range(50)], concurrency=1, max_failure_share=0.1)
    assert (stopped.outcome.stopped, stopped.outcome.failed) == ("failures", 20)


def test_what_cannot_be_read_is_a_failure_without_a_state(tmp_path):
    done = Run(tmp_path, Scripted(), [InputError("0.txt is empty; give an article"), "One."])
    assert [(f.name, f.code, f.attempts) for f in done.failures] == [("0.txt", "input", 0)]
    assert done.paths == ["1.txt"]


def test_a_bug_that_one_article_meets_is_its_failure(tmp_path):
    done = Run(tmp_path, Scripted(Bad=ZeroDivisionError("by zero")), ["Bad.", "One."])
    assert [f.message for f in done.failures] == [
        "unexpected ZeroDivisionError (by zero): leave the article out, and report it"
    ]
    assert done.outcome.done == 1


def test_what_the_listener_raises_ends_the_run(tmp_path):
    def tell(event):
        if isinstance(event, Done):
            raise BrokenPipeError("nobody reads on")

    with (
        Journal(tmp_path / "journal.sqlite3") as journal,
        Spool() as spool,
        pytest.raises(BrokenPipeError, match="nobody reads on"),
    ):
        run(articles(*(f"{n} plans." for n in range(100))), Scripted(), journal, spool, Options(), tell)


def test_a_full_disk_stops_the_run_with_one_line_and_what_was_kept_is_delivered(tmp_path):
    engine = Scripted()
    engine.before = slowly
    texts = [*(f"{n} plans." for n in range(300)), *(f"{n} plans." for n in range(300))]
    with Journal(tmp_path / "journal.sqlite3") as journal, Spool() as spool:
        journal._database._connection.execute("PRAGMA max_page_count = 60")
        outcome = run(articles(*texts), engine, journal, spool, Options(concurrency=4))
        assert len(list(spool.records(journal))) == outcome.done
    assert outcome.stopped == "error"
    assert isinstance(outcome.error, OutputError)
    assert "the disk is full" in outcome.error.message
    assert 0 < outcome.done < 600
    assert outcome.done + outcome.skipped == 600


def test_once_asked_to_stop_a_run_finishes_what_is_in_flight_and_delivers_what_is_known(tmp_path):
    Run(tmp_path, Scripted(), ["Known."])
    stop, engine = Stop(), Scripted()

    async def asking(text):
        stop.ask()
        await asyncio.sleep(0.05)

    engine.before = asking
    texts = ["0 plans.", *(f"{n} more." for n in range(100)), "Known."]
    stopped = Run(tmp_path, engine, texts, concurrency=1, stop=stop)
    assert stopped.outcome.stopped == "interrupted"
    assert stopped.paths == ["0.txt", "101.txt"]
    assert engine.asked.total() == 1
    assert stopped.outcome.skipped == 100


def test_asked_twice_it_ends_at_once(tmp_path):
    stop, engine = Stop(), Scripted()

    async def asking(text):
        stop.ask()
        stop.ask()
        await asyncio.sleep(30)

    engine.before = asking
    started = time.monotonic()
    stopped = Run(tmp_path, engine, [f"{n} plans." for n in range(10)], concurrency=2, stop=stop)
    assert time.monotonic() - started < 5
    assert stopped.outcome.done == 0
    engine.before = None
    assert Run(tmp_path, engine, ["0 plans."]).outcome.done == 1


def test_a_run_that_is_stopped_does_not_wait_for_a_pipe_that_says_nothing_more(tmp_path):
    stop, silence = Stop(), threading.Event()

    def piped():
        yield from articles("One.")
        stop.ask()
        silence.wait(30)

    with Journal(tmp_path / "journal.sqlite3") as journal, Spool() as spool:
        started = time.monotonic()
        outcome = run(piped(), Scripted(), journal, spool, Options(stop=stop))
        silence.set()
    assert time.monotonic() - started < 10
    assert outcome.stopped == "interrupted"


def test_two_runs_at_once_ask_about_each_article_once(tmp_path):
    engine = Scripted()
    engine.before = slowly
    texts = [f"{n} plans." for n in range(40)]
    runs = []
    threads = [
        threading.Thread(target=lambda: runs.append(Run(tmp_path, engine, texts, concurrency=4))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(engine.asked.values()) == {1}
    assert [run.outcome.done for run in runs] == [40, 40]
    assert runs[0].records == runs[1].records


def test_an_article_is_taken_only_when_there_is_room_for_it(tmp_path):
    taken, engine = [], Scripted()

    def watched():
        for item in articles(*(f"{n} plans." for n in range(500))):
            taken.append(item.position)
            yield item

    ahead = []

    async def look(text):
        await asyncio.sleep(0.001)
        ahead.append(len(taken) - sum(engine.asked.values()))

    engine.before = look
    with Journal(tmp_path / "journal.sqlite3") as journal, Spool() as spool:
        run(watched(), engine, journal, spool, Options(concurrency=4))
    assert max(ahead) <= 2 * 4 + 1


# The offline engine.

ENGLISH = "Harbor Labs released Tern {0} on Monday. The company said it will keep Tern {0} closed."


def strip(records):
    import re

    return [(article, re.sub(r'"seconds":[\d.e-]+', "", document)) for article, document in records]


def test_the_offline_engine_reads_in_processes_to_the_same_result(tmp_path, monkeypatch):
    texts = [ENGLISH.format(n) for n in range(24)]
    here = Run(tmp_path / "here", Offline(), texts[:16])
    there = Run(tmp_path / "there", Offline(), texts)
    assert there.outcome.done == 24
    assert strip(there.records)[:16] == strip(here.records)
    monkeypatch.setattr("extractor.batch.processes.FIRST", 0)
    assert strip(Run(tmp_path / "beyond", Offline(), texts[:3]).records) == strip(here.records)[:3]


def test_a_text_the_offline_engine_does_not_read_is_that_articles_failure(tmp_path):
    german = "Das Unternehmen hat das Modell am Montag vorgestellt und will es nicht öffnen, wie es hieß. " * 5
    done = Run(tmp_path, Offline(), [german, ENGLISH.format(1)])
    assert [failed.code for failed in done.failures] == ["language"]
    assert done.outcome.stopped is None

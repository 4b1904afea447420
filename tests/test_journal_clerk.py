"""Writes for event loops: on the disk when they say so, together where they can be, apart where they must be."""

from __future__ import annotations

import asyncio
import threading

import pytest

from extractor.engines.journal import Journal
from extractor.errors import OutputError
from extractor.models import Usage


@pytest.fixture
def journal(tmp_path):
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


def kept(journal, key):
    return lambda: journal.keep_extraction(key, f'{{"key":"{key}"}}', Usage())


def test_what_is_written_is_there_for_others_before_anything_after_it_happens(journal, tmp_path):
    seen = []
    with Journal(tmp_path / "journal.sqlite3") as other:

        async def write():
            await journal.later(kept(journal, "a"), lambda: seen.append(other.extraction("a")))

        asyncio.run(write())
    assert seen == ['{"key":"a"}']


def test_many_writes_that_wait_are_few_transactions(journal):
    transactions, clerk = [], journal._clerk
    together = clerk._together

    def counted():
        transactions.append(1)
        return together()

    clerk._together = counted
    threads = set()

    async def write():
        await asyncio.gather(
            *(
                journal.later(kept(journal, str(number)), lambda: threads.add(threading.current_thread().name))
                for number in range(200)
            )
        )

    asyncio.run(write())
    assert len(transactions) < 50
    assert threads == {"journal clerk"}
    assert journal.info().extractions == 200


def test_a_write_that_fails_takes_no_other_with_it(journal):
    def failing():
        journal.keep_extraction("half", "{}", Usage())
        raise OutputError("no room")

    async def write():
        writes = [kept(journal, "a"), failing, kept(journal, "b")] * 3
        return await asyncio.gather(*map(journal.later, writes), return_exceptions=True)

    outcomes = asyncio.run(write())
    assert [str(outcome) for outcome in outcomes] == ["None", "no room", "None"] * 3
    assert journal.extraction("a") and journal.extraction("b")


def test_closing_finishes_what_was_begun(tmp_path):
    async def write():
        journal = Journal(tmp_path / "other.sqlite3")
        futures = [journal.later(kept(journal, str(number))) for number in range(50)]
        journal.close()
        await asyncio.gather(*futures)

    asyncio.run(write())
    with Journal(tmp_path / "other.sqlite3") as journal:
        assert journal.info().extractions == 50


def test_a_caller_who_gives_up_has_written_nevertheless(journal):
    async def write():
        journal.later(kept(journal, "a")).cancel()

    asyncio.run(write())
    journal._clerk.close()
    assert journal.extraction("a") == '{"key":"a"}'


def test_runs_that_open_a_new_journal_at_the_same_moment_share_it(tmp_path):
    failures = []

    def opened(path, barrier):
        barrier.wait()
        try:
            Journal(path).close()
        except Exception as error:
            failures.append(error)

    for number in range(15):
        barrier = threading.Barrier(4)
        arguments = (tmp_path / str(number) / "journal.sqlite3", barrier)
        threads = [threading.Thread(target=opened, args=arguments) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []

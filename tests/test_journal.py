"""What the journal keeps, sums and forgets."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.engines.base import Reply
from extractor.engines.journal import Failure, Journal
from extractor.models import Draft, DraftClaim, Usage
from tests.commands import ROOT

CLAIM = DraftClaim(
    at=(1,),
    statement="Harbor Labs released Tern 2 on Monday.",
    actor="Harbor Labs",
    kind="organization",
    action="release",
    type="release",
    model="Tern 2",
    open="open_source",
    status="occurred",
    said_by=({"name": "Le Temps – journal", "type": "media"},),
    when="Monday",
)
USAGE = Usage(requests=2, retries=1, reasks=0, tokens_in=900, tokens_out=80, tokens_cached=64, cost=0.25)
REPLY = Reply(Draft(claims=(CLAIM,)), USAGE, ("asked twice",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "journal.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal(path) as opened:
        yield opened


def test_a_reply_comes_back_as_it_was_kept(journal):
    journal.keep_reply("a", REPLY)
    assert journal.reply("a") == REPLY
    assert journal.reply("b") is None


def test_a_newer_reply_takes_the_older_ones_place(journal):
    journal.keep_reply("a", REPLY)
    journal.keep_reply("a", Reply(Draft(claims=())))
    assert journal.reply("a") == Reply(Draft(claims=()))


@pytest.mark.parametrize("column", ["draft", "usage", "notes"])
def test_a_reply_that_the_schema_does_not_know_is_none(journal, path, column):
    journal.keep_reply("a", REPLY)
    with sqlite3.connect(path) as other:
        other.execute(f"UPDATE replies SET {column} = ?", ('{"claims": [{"who": "Harbor Labs"}]}',))
    other.close()
    assert journal.reply("a") is None


def test_a_result_takes_the_place_of_its_failure(journal):
    journal.keep_failure("a", "server", "try again")
    journal.keep_extraction("a", '{"claims":[]}', USAGE)
    assert journal.failure("a") is None
    assert journal.extraction("a") == '{"claims":[]}'
    assert journal.extraction("b") is None


def test_the_first_result_stays(journal):
    journal.keep_extraction("a", "first", USAGE)
    journal.keep_extraction("a", "second", USAGE)
    assert journal.extraction("a") == "first"


def test_a_failure_counts_its_attempts_and_adds_up_what_they_took(journal):
    journal.keep_failure("a", "server", "no answer", USAGE)
    journal.keep_failure("a", "refusal", "it declined", USAGE)
    assert journal.failure("a") == Failure("refusal", "it declined", 2, USAGE + USAGE)
    assert journal.failure("b") is None


def test_a_message_that_no_encoding_can_carry_is_kept_as_far_as_it_can_be(journal):
    journal.keep_failure("a", "input", "caf\udce9.txt can't be read")
    assert journal.failure("a").message == "caf?.txt can't be read"


def test_the_ledger_sums_a_run_and_all_runs_failed_attempts_included(journal):
    journal.record("monday", "a", USAGE, ok=True)
    journal.record("monday", "b", USAGE, ok=False)
    journal.record("tuesday", "a", Usage(requests=1, tokens_in=7, cost=0.5), ok=True)
    assert journal.spent("monday") == USAGE + USAGE
    assert journal.spent() == Usage(requests=5, retries=2, tokens_in=1807, tokens_out=160, tokens_cached=128, cost=1.0)
    assert journal.spent("wednesday") == Usage()


def test_a_sum_with_an_unknown_price_is_unknown(journal):
    journal.record("monday", "a", USAGE, ok=True)
    journal.record("monday", "b", Usage(requests=1, tokens_in=10), ok=True)
    assert journal.spent("monday").cost is None
    assert journal.spent("monday").tokens_in == 910


def test_the_info_counts_what_there_is(journal, path):
    journal.keep_reply("a", REPLY)
    journal.keep_reply("b", REPLY)
    journal.keep_extraction("c", "{}", USAGE)
    journal.keep_failure("d", "server", "no answer")
    journal.record("monday", "c", USAGE, ok=True)
    info = journal.info()
    assert (info.path, info.replies, info.extractions, info.failures, info.spent) == (path, 2, 1, 1, USAGE)
    assert info.size == sum(file.stat().st_size for file in path.parent.iterdir() if not file.name.endswith("-shm"))


def test_clearing_removes_everything_and_says_what_it_was(journal):
    journal.keep_reply("a", REPLY)
    journal.keep_extraction("b", "x" * 1_000_000, USAGE)
    journal.keep_failure("c", "server", "no answer")
    journal.record("monday", "c", USAGE, ok=True)
    removed = journal.clear()
    assert (removed.replies, removed.extractions, removed.failures, removed.spent) == (1, 1, 1, USAGE)
    left = journal.info()
    assert (left.replies, left.extractions, left.failures, left.spent) == (0, 0, 0, Usage())
    assert left.size < 100_000


def test_threads_share_a_journal(journal):
    def work(name: int) -> None:
        for n in range(50):
            assert journal.lease(f"{name}/{n}")
            journal.keep_reply(f"{name}/{n}", REPLY)
            journal.keep_extraction(f"{name}/{n}", f"{name}/{n}", USAGE)
            assert journal.extraction(f"{name}/{n}") == f"{name}/{n}"

    threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (journal.info().replies, journal.info().extractions) == (400, 400)


def test_what_was_kept_survives_the_process(path):
    program = f"""
import os, signal, sys
from pathlib import Path
from extractor.engines.journal import Journal
from extractor.models import Usage
journal = Journal(Path({str(path)!r}))
journal.keep_extraction("a", "kept", Usage())
journal.record("monday", "a", Usage(requests=1, tokens_in=5), ok=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == -signal.SIGKILL
    with Journal(path) as journal:
        assert journal.extraction("a") == "kept"
        assert journal.spent("monday").tokens_in == 5


def test_an_interrupted_transaction_leaves_nothing_behind(journal):
    with pytest.raises(KeyboardInterrupt), journal._database.transaction() as connection:
        connection.execute("INSERT INTO extractions VALUES ('a', 'half', '{}', 0)")
        raise KeyboardInterrupt
    assert journal.extraction("a") is None
    journal.keep_extraction("a", "whole", USAGE)
    assert journal.extraction("a") == "whole"


def test_closing_twice_does_no_harm(path):
    journal = Journal(path)
    journal.close()
    journal.close()


def test_thousands_are_looked_up_in_a_second(journal):
    for n in range(100):
        journal.keep_reply(f"key {n}", REPLY)
        journal.keep_extraction(f"key {n}", "x" * 8_000, USAGE)
    started = time.perf_counter()
    for n in range(3_000):
        journal.reply(f"key {n % 150}")
        journal.extraction(f"key {n % 150}")
    assert time.perf_counter() - started < 1.0  # 0.1 s on the machine it was written on


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_nobody_else_may_look_into_a_new_cache_folder(journal, path):
    assert path.parent.stat().st_mode & 0o077 == 0

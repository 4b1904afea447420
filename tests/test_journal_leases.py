"""Two runs at once do the work once, whatever becomes of one of them."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from extractor.engines.journal import Journal, process
from extractor.errors import OutputError
from extractor.models import Usage
from tests.commands import ROOT

HOLDER = """
import sys, time
from pathlib import Path
from extractor.engines.journal import Journal
journal = Journal(Path(sys.argv[1]))
print(journal.lease("a"), flush=True)
time.sleep(60)
"""
WORKER = """
import sys, time
from pathlib import Path
from extractor.engines.journal import Journal
from extractor.models import Usage
with Journal(Path(sys.argv[1])) as journal:
    print("ready", flush=True)
    sys.stdin.readline()
    waiting = [f"key {n}" for n in range(int(sys.argv[2]))]
    while waiting:
        for key in list(waiting):
            if journal.extraction(key) is not None:
                waiting.remove(key)
            elif journal.lease(key):
                print(key, flush=True)
                time.sleep(0.002)
                journal.keep_extraction(key, sys.argv[3], Usage())
                waiting.remove(key)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@contextmanager
def running(program: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """The program as a process that has said its first line; ended in the end."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        try:
            assert started.stdout is not None
            assert started.stdout.readline().strip() in ("True", "ready")
            yield started
        finally:
            started.kill()


def begin(*workers: subprocess.Popen[str]) -> None:
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()


def another(path: Path, *, pid: int, started: str, host: str, beat: float) -> None:
    """An owner of the key "a" as another process would have left it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO owners VALUES ('another', ?, ?, ?, ?)", (pid, started, host, beat))
        connection.execute("INSERT INTO leases VALUES ('a', 'another')")


def test_a_key_is_leased_to_one_journal_at_a_time(path):
    with Journal(path) as ours, Journal(path) as theirs:
        assert ours.lease("a")
        assert ours.lease("a")
        assert not theirs.lease("a")
        assert theirs.lease("b")


GIVE_BACK: dict[str, Callable[[Journal], None]] = {
    "released": lambda journal: journal.release("a"),
    "failed": lambda journal: journal.keep_failure("a", "server", "no answer"),
    "closed": lambda journal: journal.close(),
}


@pytest.mark.parametrize("how", GIVE_BACK)
def test_a_lease_ends_when_the_work_is(path, how):
    with Journal(path) as ours, Journal(path) as theirs:
        assert theirs.lease("a")
        GIVE_BACK[how](theirs)
        assert ours.lease("a")


def test_what_has_a_result_is_not_leased(path):
    with Journal(path) as ours, Journal(path) as theirs:
        assert theirs.lease("a")
        theirs.keep_extraction("a", "{}", Usage())
        assert not ours.lease("a")
        assert ours.extraction("a") == "{}"


def test_nobody_releases_the_lease_of_another(path):
    with Journal(path) as ours, Journal(path) as theirs:
        assert theirs.lease("a")
        ours.release("a")
        assert not ours.lease("a")


def test_a_lease_of_a_killed_process_is_taken_over_at_once(path):
    with Journal(path) as journal, running(HOLDER, path) as holder:
        assert not journal.lease("a")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert journal.lease("a")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells")
def test_a_dead_process_that_nobody_has_buried_is_dead(path):
    with Journal(path) as journal, running(HOLDER, path) as holder:
        holder.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 10
        while not journal.lease("a") and time.monotonic() < deadline:
            time.sleep(0.01)
        assert time.monotonic() < deadline
        assert holder.returncode is None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells")
def test_a_number_that_another_process_has_got_meanwhile_holds_no_lease(path):
    with Journal(path) as journal:
        now = process.this()
        another(path, pid=os.getpid(), started=now.started, host=now.host, beat=time.time())
        assert not journal.lease("a")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE owners SET started = '1' WHERE owner = 'another'")
        assert journal.lease("a")


def test_an_owner_on_another_machine_holds_its_lease_until_it_lapses(path):
    with Journal(path) as journal:
        another(path, pid=os.getpid(), started="1", host="elsewhere", beat=time.time() - 50)
        assert not journal.lease("a")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE owners SET beat = beat - 20 WHERE owner = 'another'")
        assert journal.lease("a")


def test_a_live_owner_keeps_its_lease_for_as_long_as_it_lives(path):
    with Journal(path, lapse=0.4) as ours, Journal(path, beat=0.05) as theirs:
        assert theirs.lease("a")
        time.sleep(0.8)
        assert not ours.lease("a")


def test_an_owner_that_hangs_loses_its_lease(path):
    with Journal(path, lapse=0.2) as ours, Journal(path, beat=100) as theirs:
        assert theirs.lease("a")
        assert not ours.lease("a")
        time.sleep(0.3)
        assert ours.lease("a")


def test_a_lease_without_an_owner_is_free(path):
    with Journal(path) as journal:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("INSERT INTO leases VALUES ('a', 'nobody')")
        assert journal.lease("a")


def test_two_processes_at_once_compute_each_article_once(path):
    with running(WORKER, path, 60, "one") as one, running(WORKER, path, 60, "two") as two:
        begin(one, two)
        outputs = [worker.communicate(timeout=60)[0] for worker in (one, two)]
    computed = "".join(outputs).split("\n")[:-1]
    assert sorted(computed) == sorted(f"key {n}" for n in range(60))


def test_when_one_of_two_processes_is_killed_the_other_finishes_its_work(path):
    with running(WORKER, path, 60, "killed") as killed, running(WORKER, path, 60, "other") as other:
        begin(killed, other)
        assert killed.stdout is not None
        for _ in range(5):
            killed.stdout.readline()
        killed.kill()
        begun = killed.stdout.read().splitlines()
        computed = other.communicate(timeout=60)[0].splitlines()
    with Journal(path) as journal:
        documents = [journal.extraction(f"key {n}") for n in range(60)]
    assert set(documents) == {"killed", "other"}
    assert documents.count("other") == len(computed)
    assert 5 + len(begun) + len(computed) in (60, 61)  # the one in work when it was killed is done anew


def test_a_journal_in_use_is_not_cleared(path):
    with Journal(path) as journal:
        journal.keep_extraction("b", "{}", Usage())
        with running(HOLDER, path) as holder:
            with pytest.raises(OutputError) as raised:
                journal.clear()
            assert raised.value.message == (
                f"the journal is in use by process {holder.pid}: clear it when that has ended"
            )
            assert journal.extraction("b") == "{}"
            holder.kill()
            holder.wait()
            assert journal.clear().extractions == 1

"""A disk that fails, a person who interrupts, a program that has the file open: the old export stays, alone."""

from __future__ import annotations

import errno
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from extractor.batch.exports import export
from extractor.errors import OutputError
from tests.batch.exported import ENDINGS, FAILED, exported, names, stored
from tests.results import extraction

NEW = [extraction(f"New {number}. " + os.urandom(5000).hex()) for number in range(20)]
"""More than fits into any buffer, and does not compress."""


@pytest.fixture(params=ENDINGS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An earlier export."""
    path = tmp_path / f"claims{request.param}"
    exported(path, extraction("Old."), failures=[FAILED])
    return path


@contextmanager
def untouched(path: Path):
    """Nothing within changes the folder of the path."""
    before = {name: path.with_name(name).read_bytes() for name in names(path.parent)}
    yield
    assert {name: path.with_name(name).read_bytes() for name in names(path.parent)} == before


@contextmanager
def no_room(size: int = 4096):
    """No file can grow beyond that many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_room_for_the_new_export_is_one_line(old):
    with untouched(old):
        with pytest.raises(OutputError) as raised, no_room():
            exported(old, *NEW)
        assert raised.value.message.startswith(f"{old} can't be written (")
        assert "\n" not in raised.value.message


@pytest.mark.parametrize("call", ["fsync", "replace", "mkdir"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS], ids=errno.errorcode.get)
def test_a_system_call_that_fails_is_one_line(old, monkeypatch, call, number):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with untouched(old), monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(OutputError, match=rf"^\S+ can't be written \({os.strerror(number)}\): make room or write"):
            exported(old, *NEW)


def test_failures_that_can_not_be_made_safe_leave_the_results_alone_too(old, monkeypatch):
    synced = []

    def fail_second(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(errno.EIO, "failed")

    with untouched(old), monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail_second)
        with pytest.raises(OutputError):
            exported(old, *NEW, failures=[FAILED, FAILED])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_nothing_behind(old, number):
    def interrupt():
        yield from stored(NEW[:3])
        signal.raise_signal(number)
        yield from stored(NEW[3:])

    def end(*_: object) -> None:
        raise SystemExit(143)

    before = signal.signal(signal.SIGTERM, end)
    try:
        with untouched(old), pytest.raises((KeyboardInterrupt, SystemExit)):
            export(interrupt(), (), old)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_results_that_can_not_be_read_leave_the_old_export_alone(old):
    def vanish():
        yield from stored(NEW[:3])
        raise OutputError("results have vanished")

    with untouched(old), pytest.raises(OutputError, match=r"^results have vanished$"):
        export(vanish(), (), old)


def test_a_database_that_another_program_writes_is_not_replaced_under_its_hands(tmp_path):
    path = tmp_path / "claims.sqlite"
    exported(path, extraction("Old."))
    with closing(sqlite3.connect(path)) as analyst:
        analyst.execute("PRAGMA journal_mode = WAL")
        analyst.execute("CREATE TABLE mine (x)")
        with pytest.raises(OutputError, match=r" is open in another program, which keeps claims\.sqlite-wal: close it"):
            exported(path, extraction("New."))


def test_a_database_that_another_process_has_open_is_one_line(tmp_path):
    path = tmp_path / "claims.duckdb"
    exported(path, extraction("Old."))
    code = "import duckdb, sys; d = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as analyst:
        assert analyst.stdout
        assert analyst.stdout.readline() == b"open\n"
        with pytest.raises(OutputError) as raised:
            exported(path, extraction("New."))
        assert "\n" not in raised.value.message
        assert analyst.stdin
        analyst.stdin.close()


def test_an_export_cut_short_by_others_is_no_result(tmp_path):
    for ending in (".parquet", ".duckdb"):
        path = tmp_path / f"claims{ending}"
        exported(path, *NEW)
        path.write_bytes(path.read_bytes()[:5000])
        with untouched(path), pytest.raises(OutputError):
            exported(path, *NEW)

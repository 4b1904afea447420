"""The journal's file: made, migrated, refused; never taken away."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from extractor.engines.journal import Journal, Kept, database
from extractor.errors import ConfigError, ExtractorError, OutputError
from extractor.models import Draft, Usage
from tests.commands import ROOT

FIRST_FORMAT = """
CREATE TABLE replies (
    key TEXT PRIMARY KEY, draft TEXT NOT NULL, usage TEXT NOT NULL, notes TEXT NOT NULL, created REAL NOT NULL
);
PRAGMA application_id = 1165522034;
PRAGMA user_version = 1;
"""
"""A journal as the first format had it: answers and nothing else."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


def made(path: Path, script: str) -> bytes:
    """The bytes of a database made by the script."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path.read_bytes()


def refused(path: Path, kind: type[ExtractorError]) -> str:
    """The one line that it is refused with, told without the path."""
    with pytest.raises(kind) as raised:
        Journal(path)
    assert "\n" not in raised.value.message
    assert str(path) in raised.value.message or str(path.parent) in raised.value.message
    return raised.value.message.replace(str(path), "PATH").replace(str(path.parent), "FOLDER")


def test_the_folder_is_made_when_it_is_not_there(tmp_path):
    Journal(tmp_path / "some" / "where" / "journal.sqlite3").close()
    assert (tmp_path / "some" / "where" / "journal.sqlite3").is_file()


def test_an_empty_file_becomes_a_journal(path):
    path.touch()
    with Journal(path) as journal:
        assert journal.info().replies == 0


def test_a_journal_of_the_first_format_is_migrated_with_what_it_holds(path):
    usage = Usage(requests=1, tokens_in=12)
    made(path, FIRST_FORMAT)
    with closing(sqlite3.connect(path)) as connection, connection:
        row = ("a", '{"claims":[]}', usage.model_dump_json(), json.dumps(["from the first format"]), 1.0)
        connection.execute("INSERT INTO replies VALUES (?, ?, ?, ?, ?)", row)
    with Journal(path) as journal:
        reply = journal.reply("a")
        assert reply is not None
        assert (reply.draft, reply.usage, reply.notes) == (Draft(claims=()), usage, ("from the first format",))
        journal.keep_extraction("b", "{}", usage)
        assert journal.spent() == Usage()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (database.VERSION,)


def test_a_migrated_journal_has_the_tables_of_a_new_one(path, tmp_path):
    def tables(path: Path) -> list[tuple[str, str]]:
        Journal(path).close()
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            return [(name, " ".join(sql.replace("( ", "(").split())) for name, sql in found]

    made(path, FIRST_FORMAT)
    ours, new = tables(path), tables(tmp_path / "new.sqlite3")
    assert [name for name, _ in ours] == [name for name, _ in new]
    assert [sql for name, sql in ours if name != "replies"] == [sql for name, sql in new if name != "replies"]


def test_a_migration_that_fails_leaves_the_old_file(path):
    before = made(path, FIRST_FORMAT + "CREATE TABLE ledger (mine TEXT);")
    assert refused(path, ConfigError).startswith("PATH is damaged (table ledger already exists): move it away")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (3,)
    assert len(path.read_bytes()) == len(before)


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(path):
    Journal(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {database.VERSION + 1}")
    before = path.read_bytes()
    assert refused(path, ConfigError) == (
        f"PATH was written by a newer extractor (format {database.VERSION + 1}, this one knows {database.VERSION}): "
        "upgrade extractor, or set EXTRACTOR_CACHE to another folder"
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"claims\n" * 1_000, b"SQLite format 3\0" + b"\xff" * 5_000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    assert refused(path, ConfigError) == "PATH is not a journal: move it away, or set EXTRACTOR_CACHE to another folder"
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(path):
    before = made(path, "CREATE TABLE songs (title TEXT);")
    assert refused(path, ConfigError) == (
        "PATH is a database of another program: set EXTRACTOR_CACHE to another folder"
    )
    assert path.read_bytes() == before


def test_a_damaged_journal_is_told_and_left_alone(path):
    with Journal(path) as journal:
        for n in range(200):
            journal.keep_extraction(f"key {n}", "x" * 4_000, Usage())
    whole = path.read_bytes()
    path.write_bytes(whole[:8_192] + b"\xa5" * (len(whole) - 8_192))
    damaged = path.read_bytes()
    with (
        pytest.raises(ConfigError, match=r"^\S+ is damaged \(.+\): move it away and a new one is made, or set"),
        Journal(path) as journal,
    ):
        for n in range(200):
            journal.extraction(f"key {n}")
    assert path.stat().st_size == len(damaged)


def test_a_folder_in_the_journals_place_is_one_line(path):
    path.mkdir()
    assert refused(path, OutputError).startswith("PATH can't be written (unable to open database file)")


def test_a_cache_folder_that_can_not_be_made_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file" / "cache" / "journal.sqlite3", OutputError) == (
        "the cache folder FOLDER can't be made (Not a directory): set EXTRACTOR_CACHE to another folder"
    )


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that not even root may write to")
def test_a_folder_that_nobody_may_write_to_is_one_line():
    assert refused(Path("/proc/journal.sqlite3"), OutputError).endswith(
        "make the folder writable, or set EXTRACTOR_CACHE to another folder"
    )


@pytest.mark.parametrize("protected", ["file", "folder", "both"])
def test_a_write_protected_journal_is_one_line_and_left_alone(path, protected):
    Journal(path).close()
    before = path.read_bytes()
    path.chmod(0o600 if protected == "folder" else 0o400)
    path.parent.chmod(0o700 if protected == "file" else 0o500)
    try:
        if os.access(path.parent if protected == "folder" else path, os.W_OK):
            pytest.skip("root may write anywhere")
        assert "can't be written" in refused(path, OutputError)
    finally:
        path.parent.chmod(0o700)
    assert path.read_bytes() == before


def test_a_full_disk_is_one_line_and_what_was_kept_stays(path):
    """A limit on the size of a file is as good as a disk of that size."""
    program = f"""
import resource
from pathlib import Path
from extractor.engines.journal import Journal
from extractor.errors import OutputError
from extractor.models import Usage
with Journal(Path({str(path)!r})) as journal:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    for n in range(1_000):
        try:
            journal.keep_extraction(f"key {{n}}", "x" * 20_000, Usage())
        except OutputError as error:
            print(n, error.message)
            break
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    kept, _, line = done.stdout.strip().partition(" ")
    assert done.stderr == ""
    assert line.startswith(f"{path} can't be written (disk I/O error): make")
    with Journal(path) as journal:
        assert journal.info().extractions == int(kept) > 5
        assert all(journal.extraction(f"key {n}") == "x" * 20_000 for n in range(int(kept)))


def test_a_database_at_its_largest_is_a_full_disk(path):
    with Journal(path) as journal:
        journal.keep_extraction("small", "x", Usage())
        with journal._database.transaction() as connection:
            connection.execute("PRAGMA max_page_count = 40")
        with pytest.raises(OutputError) as raised:
            journal.keep_extraction("large", "x" * 1_000_000, Usage())
        assert raised.value.message == (
            f"{path} can't be written (the disk is full): make room, or set EXTRACTOR_CACHE to another folder"
        )
        assert (journal.extraction("small"), journal.extraction("large")) == ("x", None)


def test_a_journal_that_stays_locked_is_one_line(path, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with Journal(path) as journal, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="has been locked by another process for 0 s: try again after it"):
            journal.keep_extraction("a", "{}", Usage())
        other.execute("ROLLBACK")
        journal.keep_extraction("a", "{}", Usage())


def test_processes_that_start_at_once_make_one_journal(path):
    program = f"""
from pathlib import Path
from extractor.engines.journal import Journal
from extractor.models import Usage
import os
with Journal(Path({str(path)!r})) as journal:
    journal.keep_extraction(str(os.getpid()), "x", Usage())
"""
    started = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(6)
    ]
    assert [process.communicate(timeout=60)[1] for process in started] == [""] * 6
    with Journal(path) as journal:
        assert journal.info().extractions == 6


def test_a_wrong_use_of_the_journal_is_not_blamed_on_its_file(path):
    with Journal(path) as journal, pytest.raises(sqlite3.OperationalError, match="near"):
        journal._database.row("SELEC 1")
    with pytest.raises(sqlite3.ProgrammingError):
        journal.extraction("a")


def test_a_journal_that_lacks_a_table_is_damaged(path):
    Journal(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE ledger")
    with Journal(path) as journal, pytest.raises(ConfigError, match=r"is damaged \(no such table: ledger\): move it"):
        journal.spent()


def test_whoever_only_reads_an_old_journal_finds_what_it_holds_and_leaves_it_old(path):
    insert = """INSERT INTO replies VALUES ('a', '{"claims":[]}', '{"requests":1}', '[]', 1.0);"""
    before = made(path, FIRST_FORMAT + insert)
    with Kept(path) as kept:
        reply = kept.reply("a")
        assert reply is not None
        assert (reply.usage, kept.extraction("a")) == (Usage(requests=1), None)
    assert [(file.name, file.read_bytes()) for file in path.parent.iterdir()] == [(path.name, before)]

"""A file is whole or untouched, and what was being built is gone, whatever ends the building."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import files
from extractor.errors import OutputError
from tests.commands import ROOT

SLOW_WRITER = """
import sys, time
from pathlib import Path
from extractor import files
with files.whole(Path(sys.argv[1])) as file:
    file.write(b"half")
    print("half", flush=True)
    time.sleep(60)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write(target: Path, content: bytes = b"new") -> None:
    with files.whole(target) as file:
        file.write(content)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that holds "old", alone in its folder."""
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b"old")
    return path


def test_the_old_file_is_there_until_the_new_one_is_whole(target):
    with files.whole(target) as file:
        file.write(b"new")
        file.flush()
        assert target.read_bytes() == b"old"
    assert (target.read_bytes(), names(target.parent)) == (b"new", ["claims.jsonl"])


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143), OSError(errno.ENOSPC, "full")], ids=repr)
def test_what_ends_the_writing_leaves_the_old_file_alone(target, error):
    with pytest.raises(type(error)), files.whole(target) as file:
        file.write(b"half")
        raise error
    assert (target.read_bytes(), names(target.parent)) == (b"old", ["claims.jsonl"])


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
def test_a_disk_that_fails_leaves_the_old_file_alone(target, monkeypatch, call, number):
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    said = rf"^claims can't be written \({os.strerror(number)}\)"
    with pytest.raises(OutputError, match=said), files.reported(Path("claims")):
        write(target)
    monkeypatch.undo()
    assert (target.read_bytes(), names(target.parent)) == (b"old", ["claims.jsonl"])


def test_a_folder_that_can_not_be_made_safe_is_no_failure(target, monkeypatch):
    synced = []

    def fail_for_folders(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(errno.EINVAL, "a folder")

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    write(target)
    assert (target.read_bytes(), len(synced)) == (b"new", 2)


@pytest.fixture
def slow_writer(target):
    """A process that has written half of the file."""
    command = [sys.executable, "-c", SLOW_WRITER, str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "half\n"
        yield process
        process.kill()


def test_what_another_process_is_writing_is_left_to_it(target, slow_writer):
    write(target)
    assert (target.read_bytes(), len(names(target.parent))) == (b"new", 2)


@pytest.mark.skipif(sys.platform == "win32", reason="a process can't be killed like that")
def test_what_a_killed_process_left_is_removed_by_the_next_writer(target, slow_writer):
    slow_writer.send_signal(signal.SIGKILL)
    slow_writer.wait()
    assert (target.read_bytes(), len(names(target.parent))) == (b"old", 2)
    write(target.with_name("other.jsonl"))
    assert len(names(target.parent)) == 3, "it is no other file's to remove"
    write(target)
    assert names(target.parent) == ["claims.jsonl", "other.jsonl"]


def test_a_link_in_the_way_of_the_cleaning_is_not_followed(target):
    precious = target.parent / "precious"
    precious.mkdir()
    (precious / "file").touch()
    with files.part(target) as part:
        left = part.path.parent
    left.symlink_to(precious)
    write(target)
    assert names(precious) == ["file"]


def test_a_name_as_long_as_names_can_be_is_written(tmp_path):
    write(tmp_path / ("n" * 255))
    assert names(tmp_path) == ["n" * 255]


def test_a_link_stays_and_the_file_behind_it_is_written(target):
    for link in ("first", "second"):
        target.with_name(link).symlink_to("claims.jsonl" if link == "first" else "first")
    write(files.resolved(target.with_name("second")))
    assert target.read_bytes() == b"new"
    assert target.with_name("second").readlink() == Path("first")


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="there is no /dev/fd here")
def test_a_pipe_under_dev_fd_is_written_to():
    reader, writer = os.pipe()
    try:
        pipe = files.resolved(Path(f"/dev/fd/{writer}"))
        write(pipe)
        assert not files.replaceable(pipe)
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
        os.close(writer)


def test_a_place_where_nothing_can_be_written_is_one_line(tmp_path):
    with pytest.raises(OutputError, match=r" is a folder: name a file in it$"):
        files.check(tmp_path)
    with pytest.raises(OutputError, match=r": there is no folder .*: make it, or write elsewhere$"):
        files.check(tmp_path / "no" / "claims.jsonl")

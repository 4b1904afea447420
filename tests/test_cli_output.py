"""Where results go: whole or not at all, through links and into devices, and what happens when nobody reads."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli import output
from extractor.errors import OutputError
from tests.commands import ROOT, run_cli

TEXT = "Harbor Labs released Tern 2 on Monday. The company said the weights of Tern 2 are open."
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    path = tmp_path / "articles" / "harbor.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "results"
    path.mkdir()
    return path


def shell(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A shell script, with the command as "$0" "$@"."""
    command = ["bash", "-c", script, sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


def test_nothing_but_the_result_is_left_in_the_folder(article, folder):
    assert run_cli("extract", article, "-m", "offline", "-o", folder / "claims.json").code == 0
    assert [path.name for path in folder.iterdir()] == ["claims.json"]


def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(folder):
    (folder / "claims.csv").write_text("earlier")

    def pieces():
        yield "half of it"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        output.deliver(pieces(), folder / "claims.csv")
    assert (folder / "claims.csv").read_text() == "earlier"
    assert [path.name for path in folder.iterdir()] == ["claims.csv"]


def test_a_new_file_has_the_rights_of_any_new_file_and_an_old_one_keeps_its_own(folder):
    usual = folder / "usual"
    usual.touch()
    output.deliver(["a"], folder / "new")
    assert stat.S_IMODE((folder / "new").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    usual.chmod(0o640)
    output.deliver(["b"], usual)
    assert (stat.S_IMODE(usual.stat().st_mode), usual.read_text()) == (0o640, "b")


def test_a_link_stays_and_the_file_behind_it_is_written(folder):
    (folder / "real.json").write_text("earlier")
    (folder / "link.json").symlink_to("real.json")
    output.deliver(["new"], folder / "link.json")
    assert (folder / "link.json").is_symlink()
    assert (folder / "real.json").read_text() == "new"


def test_half_a_surrogate_pair_does_not_stop_the_writing(folder):
    output.deliver(["a\ud800b"], folder / "file")
    assert (folder / "file").read_text() == "a?b"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_device_is_written_to_and_stays_one(article):
    assert run_cli("extract", article, "-m", "offline", "-f", "json", "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@FULL
def test_a_full_disk_is_one_line(article):
    done = shell('"$0" "$@" > /dev/full', "extract", article, "-m", "offline")
    assert (done.returncode, done.stderr) == (
        1,
        "extractor: error: standard output can't be written (No space left on device): make room or use -o FILE\n",
    )


@FULL
def test_a_full_disk_behind_a_file_is_one_line():
    with pytest.raises(OutputError, match=r"^/dev/full can't be written \(No space left on device\)"):
        output.deliver(["a"], Path("/dev/full"))


@FULL
def test_help_that_can_not_be_written_is_one_line():
    done = shell('"$0" "$@" > /dev/full', "--help")
    said = "extractor: error: standard output failed (No space left on device); make room on the disk\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_nobody_reading_is_quiet_with_the_code_of_a_broken_pipe(article):
    script = 'set -o pipefail; "$0" "$@" | true'
    for arguments in (["extract", article, "-m", "offline"], ["--help"]):
        done = shell(script, *arguments)
        assert (done.returncode, done.stderr) == (141, "")


def test_closed_standard_output_is_one_line(article):
    done = shell('"$0" "$@" >&-', "extract", article, "-m", "offline")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "extractor: error: standard output is closed: open it, or write to a file with -o FILE\n"


def test_closed_standard_output_does_not_matter_with_a_file(article, folder):
    done = shell('"$0" "$@" >&-', "extract", article, "-m", "offline", "-o", folder / "claims.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((folder / "claims.json").read_text())["article"]["text"] == TEXT


def test_closed_standard_input_is_one_line():
    done = shell('"$0" "$@" <&-', "extract", "-", "-m", "offline")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("extractor: error: standard input is closed")


def test_closed_standard_error_changes_nothing_but_the_talk(article):
    done = shell('"$0" "$@" 2>&-', "extract", article, "missing.txt", "-m", "offline", "-f", "jsonl")
    assert (done.returncode, done.stderr) == (3, "")
    assert json.loads(done.stdout)["article"]["text"] == TEXT


def test_output_is_utf_8_whatever_the_locale(article):
    article.write_text("Harbor Labs released Tern 2 – “open” – on Monday in Zürich.")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "extract", str(article), "-m", "offline"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=True,
    )
    assert json.loads(done.stdout.decode("utf-8"))["article"]["text"] == article.read_text(encoding="utf-8")

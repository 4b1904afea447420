"""What is read is never written over, whatever it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT, Outcome, run_cli

TEXT = "Harbor Labs released Tern 2 on Monday. The company said the weights of Tern 2 are open."
LINE = '{"text": "Harbor Labs released Tern 2 on Monday."}\n'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.md"
    path.write_text(TEXT)
    return path


def symbolic(path: Path) -> Path:
    link = path.with_name("symbolic.md")
    link.symlink_to(path)
    return link


def hard(path: Path) -> Path:
    link = path.with_name("hard.md")
    os.link(path, link)
    return link


def roundabout(path: Path) -> Path:
    return path.parent / ".." / path.parent.name / path.name


def check(outcome, said):
    assert (outcome.code, outcome.stdout) == (2, "")
    (line,) = outcome.lines
    assert said in line


@pytest.mark.parametrize("option", ["-o", "--record"])
@pytest.mark.parametrize("name", [Path, symbolic, hard, roundabout])
def test_an_article_is_not_written_over(article, option, name):
    outcome = run_cli("extract", article, "-m", "offline", "-f", "md", option, name(article))
    check(outcome, f"{option} would write over {article}, which is to be read: name another file")
    assert article.read_text() == TEXT


def test_an_article_named_by_a_link_is_not_written_over(article):
    check(run_cli("extract", symbolic(article), "-m", "offline", "-o", article), "-o would write over")
    assert article.read_text() == TEXT


def test_an_article_on_standard_input_is_not_written_over(article):
    command = [sys.executable, "-m", "extractor", "-m", "offline", "-o", str(article)]
    with article.open() as stdin:
        done = subprocess.run(command, stdin=stdin, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    check(Outcome(done.returncode, done.stdout, done.stderr), "-o would write over standard input")
    assert article.read_text() == TEXT


def test_a_recording_is_not_written_over_by_what_is_replayed_from_it(article, tmp_path):
    recording = tmp_path / "replies.jsonl"
    assert run_cli("extract", article, "-m", "offline", "--record", recording).code == 0
    before = recording.read_bytes()
    check(run_cli("extract", article, "--replay", recording, "-o", recording), "-o would write over")
    check(run_cli("batch", article, "--replay", recording, "-o", recording), "-o would write over")
    assert recording.read_bytes() == before


def test_results_and_recording_need_a_file_each(article, tmp_path):
    both = tmp_path / "both.jsonl"
    outcome = run_cli("extract", article, "-m", "offline", "-o", both, "--record", tmp_path / "." / "both.jsonl")
    check(outcome, "-o and --record name the same file")
    assert not both.exists()


@pytest.mark.parametrize("target", ["articles.jsonl", "link.jsonl"])
@pytest.mark.parametrize("option", ["-o", "--record"])
def test_a_batch_does_not_write_over_its_articles(tmp_path, option, target):
    articles, elsewhere = tmp_path / "articles.jsonl", tmp_path / "claims.jsonl"
    articles.write_text(LINE)
    (tmp_path / "link.jsonl").symlink_to(articles)
    outcome = run_cli("batch", articles, "-m", "offline", "-o", elsewhere, option, tmp_path / target)
    check(outcome, f"{option} would write over {articles}")
    assert articles.read_text() == LINE
    assert not elsewhere.exists()


@pytest.mark.parametrize("source", ["list.txt", "-"])
def test_a_batch_does_not_write_over_articles_of_a_list(tmp_path, article, source):
    """However many were read before it is come to."""
    target = tmp_path / "articles.jsonl"
    target.touch()
    names = f"{article}\n{target}\n"
    (tmp_path / "list.txt").write_text(names)
    source = source if source == "-" else tmp_path / source
    outcome = run_cli("batch", "--files-from", source, "-m", "offline", "-o", target, stdin=names)
    check(outcome, f"-o would write over {target}")
    assert target.read_bytes() == b""


def test_failures_are_not_written_over_articles(tmp_path):
    (tmp_path / "claims.errors.jsonl").write_text(LINE)
    outcome = run_cli("batch", tmp_path / "claims.errors.jsonl", "-m", "offline", "-o", tmp_path / "claims.jsonl")
    check(outcome, "the file of failures would write over")


def test_annotated_articles_are_not_recorded_onto():
    gold = next((ROOT / "fixtures" / "gold").glob("*.json"))
    check(run_cli("eval", gold.parent, "-m", "offline", "--record", gold), "--record would write over")


def test_a_device_may_be_read_and_written(article):
    outcome = run_cli("extract", article, "-m", "offline", "-f", "json", "-o", os.devnull)
    assert (outcome.code, outcome.stderr) == (0, "")

"""`extractor report` and `-f html`."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.writers import write
from tests.commands import run_cli
from tests.reports import Page
from tests.results import extraction

ARTICLE = "Harbor Labs released Tern 2 on Monday.\n"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(write([extraction("One."), extraction("Two.", claims=2)], "jsonl")), encoding="utf-8")
    return path


def test_results_become_one_page(results, tmp_path):
    outcome = run_cli("report", results, "-o", tmp_path / "report.html")
    page = Page((tmp_path / "report.html").read_text("utf-8"))
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.lines == [f"extractor: 2 articles, 3 claims: {tmp_path}/report.html"]
    assert [result["article"]["text"] for result in page.data["results"]] == ["One.", "Two."]
    assert page.data["problems"] == []


def test_equal_results_make_an_equal_page(results):
    first, second = run_cli("report", results), run_cli("report", "-", stdin=results.read_bytes())
    assert first.stdout == second.stdout
    assert (first.code, first.stderr) == (0, "")


def test_extract_makes_the_page_that_report_makes_of_its_results(tmp_path):
    asked = ("extract", "-", "-m", "offline")
    results = run_cli(*asked, "-f", "jsonl", stdin=ARTICLE).stdout
    page = run_cli(*asked, "-f", "html", stdin=ARTICLE)
    assert (page.code, page.stderr) == (0, "")
    assert page.stdout == run_cli("report", stdin=results).stdout
    assert run_cli(*asked, "-o", tmp_path / "page.html", stdin=ARTICLE).code == 0
    assert (tmp_path / "page.html").read_text("utf-8") == page.stdout


def test_a_bad_line_is_told_here_and_in_the_page_and_the_others_are_shown(results, tmp_path):
    results.write_text(results.read_text("utf-8") + "{\n", encoding="utf-8")
    outcome = run_cli("report", results, "-o", tmp_path / "report.html")
    page = Page((tmp_path / "report.html").read_text("utf-8"))
    assert outcome.code == 3
    assert outcome.lines[0].startswith(f"extractor: error: {results}:3 is no JSON (")
    assert len(page.data["results"]) == 2
    assert page.data["problems"] == [outcome.lines[0].removeprefix("extractor: error: ")]


def test_many_bad_lines_are_not_told_one_by_one(results):
    outcome = run_cli("report", stdin=results.read_text("utf-8") + "{}\n" * 50)
    assert len(outcome.lines) == 11
    assert outcome.lines[-1] == "extractor: error: more can't be read; the page lists all of it"
    assert len(Page(outcome.stdout).data["problems"]) == 50


FAILED = '{"name":"c.txt","path":"c.txt","code":"truncated","message":"cut off; use smaller chunks","attempts":1}\n'


def test_articles_that_failed_in_the_batch_are_in_the_page_with_their_reasons(results, tmp_path):
    (tmp_path / "claims.errors.jsonl").write_text(FAILED, encoding="utf-8")
    outcome = run_cli("report", results, "-o", tmp_path / "report.html")
    page = Page((tmp_path / "report.html").read_text("utf-8"))
    assert (outcome.code, outcome.lines) == (0, [f"extractor: 2 articles, 3 claims, 1 failed: {tmp_path}/report.html"])
    assert page.data["failed"] == [{"name": "c.txt", "reason": "cut off; use smaller chunks"}]
    assert run_cli("report", results, tmp_path / "claims.errors.jsonl").stdout == page.html


def test_a_batch_of_which_every_article_failed_has_a_page(tmp_path):
    (tmp_path / "claims.errors.jsonl").write_text(FAILED, encoding="utf-8")
    outcome = run_cli("report", tmp_path / "claims.errors.jsonl")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert [failure["name"] for failure in Page(outcome.stdout).data["failed"]] == ["c.txt"]


def test_a_list_of_failures_that_is_none_is_told(results, tmp_path):
    (tmp_path / "claims.errors.jsonl").write_text("{}\n", encoding="utf-8")
    outcome = run_cli("report", results)
    complaint = f"{tmp_path}/claims.errors.jsonl:1 is no failure of a batch; run the batch again to renew it"
    assert (outcome.code, Page(outcome.stdout).data["problems"]) == (3, [complaint])


@pytest.mark.parametrize("text", ["{\n", "[]\n", "", "an article\n"])
def test_without_a_result_nothing_is_written(text, tmp_path):
    outcome = run_cli("report", "-o", tmp_path / "report.html", stdin=text)
    assert outcome.code == 1
    assert len(outcome.lines) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "terminal", "said"),
    [
        ((), "stdin", "no results: name a file"),
        (("-", "-"), "", "standard input can be read once only"),
        (("claims.jsonl",), "stdout", "the page is for a browser: write it to a file with -o report.html"),
        (("claims.jsonl", "-o", "claims.jsonl"), "", "-o would write over claims.jsonl, which is to be read"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(arguments, terminal, said, results, monkeypatch):
    monkeypatch.chdir(results.parent)
    before = results.read_bytes()
    outcome = run_cli("report", *arguments, terminal=terminal)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert said in outcome.stderr
    assert results.read_bytes() == before


def test_a_page_that_cannot_be_written_leaves_nothing(results, tmp_path):
    outcome = run_cli("report", results, "-o", tmp_path / "none" / "report.html")
    assert outcome.code == 1
    assert "there is no folder" in outcome.stderr

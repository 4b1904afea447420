"""`extract` asks a model once; `cache` shows, empties and locates what is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor.engines.base import Reply
from extractor.engines.journal import Journal
from extractor.models import Draft, Usage
from tests.commands import ROOT, run_cli
from tests.stub import Stub, completion

TEXT = "Harbor Labs released Tern 2 on Monday."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "harbor.txt").write_text(TEXT)
    return tmp_path / "harbor.txt"


def asked(stub: Stub, *options: object) -> tuple[object, ...]:
    return ("-m", "openai/x", "--base-url", stub.url, *options)


def timeless(document: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document)
    del found["run"]["seconds"]
    return found


def filled(folder: Path) -> Path:
    """A journal with two replies, a result, a failure and a row in its ledger."""
    with Journal(folder / "journal.sqlite3") as journal:
        for key in ("a", "b"):
            journal.keep_reply(key, Reply(Draft(claims=())))
        journal.keep_extraction("c", "{}", Usage())
        journal.keep_failure("d", "server", "no answer")
        journal.record(
            "monday", "c", Usage(requests=1234, tokens_in=5_000_000, tokens_out=70, tokens_cached=6, cost=1.25), ok=True
        )
    return folder / "journal.sqlite3"


def test_the_same_article_is_asked_about_once_and_the_result_is_the_same(folder, article):
    with Stub(completion('{"claims": []}')) as stub:
        first = run_cli("extract", article, *asked(stub))
        second = run_cli("extract", article, *asked(stub, "--timeout", 7))
    assert (first.code, first.stderr, second.code) == (0, "", 0)
    assert second.lines == ["extractor: 1 answer from the cache, with what it once took; --no-cache asks again"]
    assert timeless(first.stdout) == timeless(second.stdout)
    assert timeless(first.stdout)["run"]["tokens_in"] == 100
    assert len(stub.requests) == 1


def test_what_extract_pays_is_in_the_ledger_and_an_answer_from_the_cache_costs_nothing_more(folder, article):
    with Stub(completion("prose"), completion('{"claims": []}')) as stub:
        for _ in range(2):
            run_cli("extract", article, *asked(stub))
    with Journal(folder / "journal.sqlite3") as journal:
        spent = journal.spent("extract")
    assert (spent.requests, spent.tokens_in) == (2, 200)


def test_another_model_title_or_limit_is_asked_about_anew(folder, article, monkeypatch):
    with Stub(completion('{"claims": []}')) as stub:
        run_cli("extract", article, *asked(stub))
        run_cli("extract", article, *asked(stub), "--title", "Terns")
        run_cli("extract", article, "-m", "openai/y", "--base-url", stub.url)
        monkeypatch.setenv("EXTRACTOR_MAX_OUTPUT_TOKENS", "500")
        run_cli("extract", article, *asked(stub))
    assert len(stub.requests) == 4


def test_without_the_cache_it_is_asked_again_and_nothing_is_kept(folder, article):
    with Stub(completion('{"claims": []}')) as stub:
        outcomes = [run_cli("extract", article, *asked(stub, "--no-cache")) for _ in range(2)]
    assert [outcome.stderr for outcome in outcomes] == ["", ""]
    assert len(stub.requests) == 2
    assert not folder.exists()


def test_the_offline_engine_keeps_nothing(folder, article):
    assert run_cli("extract", article, "-m", "offline").code == 0
    assert not folder.exists()


def test_what_the_cache_answers_is_recorded_too(folder, article, tmp_path):
    with Stub(completion('{"claims": []}')) as stub:
        run_cli("extract", article, *asked(stub))
        run_cli("extract", article, *asked(stub, "--record", tmp_path / "replies.jsonl"))
    assert len(stub.requests) == 1
    assert run_cli("extract", article, "--replay", tmp_path / "replies.jsonl").code == 0


def test_a_failure_is_asked_about_again(folder, article, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_REASKS", "0")
    with Stub(completion("prose"), completion('{"claims": []}')) as stub:
        assert run_cli("extract", article, *asked(stub)).code == 1
        assert run_cli("extract", article, *asked(stub)).code == 0


def test_a_cache_that_can_not_be_kept_is_told_and_no_reason_to_fail(article, tmp_path, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_CACHE", str(article / "cache"))
    with Stub(completion('{"claims": []}')) as stub:
        outcome = run_cli("extract", article, article, *asked(stub))
    assert outcome.code == 0
    assert outcome.lines == [
        f"extractor: answers are not kept: the cache folder {article}/cache can't be made (Not a directory): "
        "set EXTRACTOR_CACHE to another folder"
    ]


@pytest.mark.parametrize("command", ["extract", "info", "clear"])
def test_a_file_that_is_no_journal_is_one_line_and_left_alone(folder, article, command):
    folder.mkdir()
    (folder / "journal.sqlite3").write_text("my songs")
    with Stub(completion('{"claims": []}')) as stub:
        arguments = ("extract", article, *asked(stub)) if command == "extract" else ("cache", command)
        outcome = run_cli(*arguments)
    assert (outcome.code, outcome.stdout) == (4, "")
    assert outcome.lines == [
        f"extractor: error: {folder}/journal.sqlite3 is not a journal: move it away, "
        "or set EXTRACTOR_CACHE to another folder"
    ]
    assert (folder / "journal.sqlite3").read_text() == "my songs"
    assert stub.requests == []


def test_the_path_is_where_the_cache_is_or_would_be(folder):
    outcome = run_cli("cache", "path")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, f"{folder}/journal.sqlite3\n", "")
    assert not folder.exists()


def test_looking_makes_no_cache(folder):
    outcome = run_cli("cache", "info")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout)["replies"] == 0
    assert not folder.exists()


def test_the_info_is_json_in_a_pipe(folder):
    path = filled(folder)
    found = json.loads(run_cli("cache", "info").stdout)
    assert found.pop("size") > 10_000
    assert found == {
        "path": str(path),
        "replies": 2,
        "extractions": 1,
        "failures": 1,
        "requests": 1234,
        "tokens_in": 5_000_000,
        "tokens_out": 70,
        "tokens_cached": 6,
        "cost": 1.25,
    }


def test_the_info_is_a_table_in_a_terminal(folder):
    path = filled(folder)
    lines = run_cli("cache", "info", terminal="stdout").stdout.splitlines()
    table = dict(line.split(maxsplit=1) for line in lines if not line.startswith("tokens"))
    assert table["size"].endswith(" kB")
    assert table | {"size": ""} == {
        "path": str(path),
        "size": "",
        "replies": "2",
        "extractions": "1",
        "failures": "1",
        "requests": "1,234",
        "cost": "$1.2500",
    }
    assert "tokens in      5,000,000" in lines


def test_a_cost_with_an_unknown_price_is_unknown(folder):
    with Journal(filled(folder)) as journal:
        journal.record("monday", "e", Usage(requests=1, tokens_in=3), ok=True)
    assert json.loads(run_cli("cache", "info").stdout)["cost"] is None
    assert "cost           unknown" in run_cli("cache", "info", "-f", "table").stdout.splitlines()


def test_clearing_says_what_it_removed(folder):
    path = filled(folder)
    outcome = run_cli("cache", "clear")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.lines == [
        f"extractor: removed 2 replies, 1 extraction, 1 failure and the ledger of 1,234 requests from {path}"
    ]
    assert json.loads(run_cli("cache", "info").stdout)["replies"] == 0


def test_there_may_be_nothing_to_clear(folder):
    outcome = run_cli("cache", "clear")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.lines == [f"extractor: there is no cache at {folder}/journal.sqlite3: nothing to remove"]


def test_a_cache_in_use_is_not_cleared(folder):
    path = filled(folder)
    program = f"""
import sys
from pathlib import Path
from extractor.engines.journal import Journal
with Journal(Path({str(path)!r})):
    print("open", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == "open\n"
        outcome = run_cli("cache", "clear")
        user.communicate()
    assert outcome.code == 1
    assert outcome.lines == [
        f"extractor: error: the journal is in use by process {user.pid}: clear it when that has ended"
    ]
    assert json.loads(run_cli("cache", "info").stdout)["replies"] == 2


def test_a_cache_without_a_command_says_how_it_is_used():
    outcome = run_cli("cache")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.lines == ["extractor: error: Missing command; extractor cache --help shows how it is used"]

"""`--aliases` of the commands: names of the user's own in every output, and nothing paid for them."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands import run_cli
from tests.reports import Page
from tests.stub import Stub, completion

TEXT = "Harbor Labs released Tern 2 on Monday, according to the Quayside Post."
CLAIM = {
    "at": [1],
    "statement": "Harbor Labs released Tern 2 on Monday.",
    "actor": "Harbor Labs",
    "kind": "organization",
    "action": "release",
    "type": "release",
    "model": "Tern 2",
    "open": None,
    "status": "occurred",
    "said_by": [{"name": "Quayside Post", "type": "media"}],
    "when": "Monday",
}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def aliases(tmp_path: Path) -> Path:
    path = tmp_path / "names.yaml"
    path.write_text("Harbour: [Harbor Labs]\nThe Post: [Quayside Post]\n")
    return path


def read(article: Path, aliases: Path, form: str) -> str:
    outcome = run_cli("extract", article, "-m", "offline", "-f", form, "--aliases", aliases)
    assert outcome.code == 0
    return outcome.stdout


def test_json_has_the_canonical_names_beside_the_others(article: Path, aliases: Path) -> None:
    (claim,) = json.loads(read(article, aliases, "json"))["claims"]
    assert (claim["actor"], claim["attribution"][0]["name"]) == ("Harbor Labs", "Quayside Post")
    assert claim["canonical"] == {
        "actor": "Harbour",
        "model": None,
        "source": "The Post",
        "attribution": ["The Post"],
    }


def test_csv_has_a_column_for_each(article: Path, aliases: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(read(article, aliases, "csv")))
    assert (row["canonical_actor"], row["canonical_model"], row["canonical_source"]) == ("Harbour", "", "The Post")


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_reader_sees_both_names(article: Path, aliases: Path, form: str) -> None:
    assert "aliases: Harbor Labs = Harbour; Quayside Post = The Post" in read(article, aliases, form)


def test_a_report_can_be_given_them_afterwards(article: Path, aliases: Path, tmp_path: Path) -> None:
    results, target = tmp_path / "claims.jsonl", tmp_path / "report.html"
    run_cli("extract", article, "-m", "offline", "-f", "jsonl", "-o", results)
    assert run_cli("report", results, "-o", target, "--aliases", aliases).code == 0
    (claim,) = Page(target.read_text()).data["results"][0]["claims"]
    assert (claim["actor"], claim["canonical"]["actor"]) == ("Harbor Labs", "Harbour")


def test_the_environment_names_the_file_too(article: Path, aliases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_ALIASES", str(aliases))
    outcome = run_cli("extract", article, "-m", "offline", "-f", "csv")
    assert "Harbour" in outcome.stdout


def test_a_file_that_is_wrong_ends_the_command_before_anything_is_asked(article: Path, aliases: Path) -> None:
    aliases.write_text("Harbour: [Harbor Labs\n")
    with Stub(completion(json.dumps({"claims": []}))) as stub:
        outcome = run_cli("extract", article, "-m", "openai/x", "--base-url", stub.url, "--aliases", aliases)
    assert (outcome.code, outcome.stdout, len(stub.requests)) == (4, "", 0)
    assert len(outcome.stderr.splitlines()) == 1
    assert f"{aliases}: line 2: " in outcome.stderr


def test_the_alias_file_is_not_written_over(article: Path, aliases: Path) -> None:
    outcome = run_cli("extract", article, "-m", "offline", "-f", "json", "-o", aliases, "--aliases", aliases)
    assert (outcome.code, aliases.read_text()[:7]) == (2, "Harbour")


def test_other_aliases_change_a_batch_and_cost_nothing(article: Path, aliases: Path, tmp_path: Path) -> None:
    target = tmp_path / "claims.sqlite"

    def batch() -> tuple[object, ...]:
        outcome = run_cli(
            "batch", article, "-m", "openai/x", "--base-url", stub.url, "-o", target, "--aliases", aliases
        )
        assert outcome.code == 0
        with closing(sqlite3.connect(target)) as database:
            names = database.execute("SELECT actor, canonical_actor, canonical_source FROM claims").fetchone()
            return (*names, *database.execute("SELECT canonical FROM attributions").fetchone())

    with Stub(completion(json.dumps({"claims": [CLAIM]}))) as stub:
        first = batch()
        aliases.write_text("Haven: [Harbor Labs]\n")
        second = batch()
    assert first == ("Harbor Labs", "Harbour", "The Post", "The Post")
    assert second == ("Harbor Labs", "Haven", None, None)
    assert len(stub.requests) == 1


def test_a_batch_that_streams_has_them_too(article: Path, aliases: Path) -> None:
    outcome = run_cli("batch", article, "-m", "offline", "-o", "-", "--aliases", aliases)
    assert json.loads(outcome.stdout)["claims"][0]["canonical"]["actor"] == "Harbour"


def test_an_alias_file_in_the_folder_is_no_article(article: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Harbour: [Harbor Labs]\n")
    outcome = run_cli("batch", tmp_path, "-m", "offline", "-o", "-", "--aliases", names)
    assert len(outcome.stdout.splitlines()) == 1

"""`extractor extract`: what comes out, where, in which form, and what is said when an article fails."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from extractor.cli import console
from extractor.engines import DEFAULT_MODEL
from tests.commands import Stream, run_cli
from tests.stub import Stub, completion

TEXT = "Harbor Labs released Tern 2 on Monday. The company said the weights of Tern 2 are open."
MORE = "Quayside AI plans to close its next model. It gave no reason for that."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def second(tmp_path: Path) -> Path:
    path = tmp_path / "quayside.txt"
    path.write_text(MORE)
    return path


# One article.


def test_a_file_becomes_json_in_a_pipe(article):
    outcome = run_cli("extract", article, "-m", "offline")
    assert (outcome.code, outcome.stderr) == (0, "")
    extraction = json.loads(outcome.stdout)
    assert extraction["article"]["text"] == TEXT
    assert extraction["article"]["path"] == str(article)
    assert extraction["run"]["engine"] == "offline"
    assert "Harbor Labs" in {claim["actor"] for claim in extraction["claims"]}


def test_every_evidence_span_is_the_text_at_its_offsets(article):
    extraction = json.loads(run_cli("extract", article, "-m", "offline").stdout)
    spans = [span for claim in extraction["claims"] for span in claim["evidence"]]
    assert spans
    assert all(extraction["article"]["text"][span["start"] : span["end"]] == span["text"] for span in spans)


@pytest.mark.parametrize("arguments", [[], ["extract", "-"], ["extract"], ["-m", "offline"], ["-f", "json"]])
def test_a_piped_article_needs_no_command(arguments):
    outcome = run_cli(*arguments, stdin=TEXT)
    assert outcome.code == 0
    assert json.loads(outcome.stdout)["article"]["text"] == TEXT


def test_nothing_at_all_in_a_terminal_is_a_call_for_help():
    outcome = run_cli(terminal="stdin stdout stderr")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("Usage: extractor")


def test_extract_alone_in_a_terminal_says_how_to_give_an_article():
    outcome = run_cli("extract", terminal="stdin stdout stderr")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.lines == ["extractor: error: no article: name a file, or pipe one in (cat article.txt | extractor)"]


def test_a_terminal_gets_a_table(article):
    outcome = run_cli("extract", article, "-m", "offline", terminal="stdout")
    assert outcome.code == 0
    assert "Harbor Labs" in outcome.stdout
    assert not outcome.stdout.startswith("{")


def test_what_the_user_knows_of_the_article_is_in_the_result(article):
    known = {"title": "Tern", "outlet": "Post", "published": "2025-07-31", "url": "https://a.example/t", "lang": "en"}
    options = [part for name, value in known.items() for part in (f"--{name}", value)]
    extraction = json.loads(run_cli("extract", article, "-m", "offline", *options).stdout)
    assert {name: extraction["article"][name] for name in known} == known


def test_a_date_that_is_none_is_told_once_however_many_articles_there_are(article, second):
    outcome = run_cli("extract", article, second, "-m", "offline", "--published", "soon")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert len(outcome.lines) == 1
    assert outcome.lines[0].startswith("extractor: error: --published 'soon' is not a date")


def test_a_title_is_one_articles(article, second):
    assert run_cli("extract", article, second, "--title", "Tern", "-m", "offline").code == 2


# The default engine.


def test_without_a_model_and_a_key_one_line_says_that_the_offline_engine_reads(article):
    outcome = run_cli("extract", article)
    assert json.loads(outcome.stdout)["run"]["engine"] == "offline"
    assert len(outcome.lines) == 1
    assert outcome.lines[0].startswith("extractor: no model is set, so the offline engine reads")
    assert DEFAULT_MODEL in outcome.lines[0]


@pytest.mark.parametrize("how", ["option", "variable"])
def test_whoever_asked_for_the_offline_engine_is_told_nothing(article, monkeypatch, how):
    if how == "variable":
        monkeypatch.setenv("EXTRACTOR_MODEL", "offline")
    assert run_cli("extract", article, *(["-m", "offline"] if how == "option" else [])).stderr == ""


# Forms.


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table", "md", "html"])
def test_every_form_can_be_asked_for(article, form):
    outcome = run_cli("extract", article, "-m", "offline", "-f", form)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert "Harbor Labs" in outcome.stdout


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "md", "html"])
def test_the_ending_of_the_file_names_the_form(article, tmp_path, ending):
    target = tmp_path / f"claims.{ending}"
    outcome = run_cli("extract", article, "-m", "offline", "-o", target)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, "", "")
    assert target.read_bytes().decode() == _timeless(
        run_cli("extract", article, "-m", "offline", "-f", ending).stdout, target
    )


def _timeless(shown: str, target: Path) -> str:
    """What was shown, with the seconds of the file: the one field in which equal runs differ."""
    if target.suffix not in (".json", ".jsonl"):
        return shown
    seconds = json.loads(target.read_text())["run"]["seconds"]
    return shown.replace(f'"seconds": {json.loads(shown)["run"]["seconds"]}', f'"seconds": {seconds}')


def test_a_form_that_is_asked_for_wins_over_the_ending(article, tmp_path):
    target = tmp_path / "claims.txt"
    assert run_cli("extract", article, "-m", "offline", "-f", "json", "-o", target).code == 0
    assert json.loads(target.read_text())["article"]["text"] == TEXT


def test_an_ending_that_names_no_form_is_a_usage_error(article, tmp_path):
    outcome = run_cli("extract", article, "-m", "offline", "-o", tmp_path / "claims.xyz")
    assert (outcome.code, len(outcome.lines)) == (2, 1)
    assert "names no format (.json .jsonl .csv .md .txt .html): add -f json" in outcome.stderr
    assert not (tmp_path / "claims.xyz").exists()


def test_a_hyphen_as_file_is_standard_output(article):
    outcome = run_cli("extract", article, "-m", "offline", "-o", "-")
    assert json.loads(outcome.stdout)["article"]["text"] == TEXT


# Several articles.


def test_several_articles_come_in_their_order(article, second):
    outcome = run_cli("extract", second, article, second, "-m", "offline", "-f", "jsonl")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert [json.loads(line)["article"]["path"] for line in outcome.stdout.splitlines()] == [
        str(second),
        str(article),
        str(second),
    ]


def test_several_articles_are_one_json_document(article, second):
    found = json.loads(run_cli("extract", article, second, "-m", "offline").stdout)
    assert [extraction["article"]["path"] for extraction in found] == [str(article), str(second)]


def test_several_articles_are_one_csv_table(article, second):
    rows = list(csv.DictReader(io.StringIO(run_cli("extract", article, second, "-m", "offline", "-f", "csv").stdout)))
    assert {row["article_path"] for row in rows} == {str(article), str(second)}


def test_the_good_ones_are_delivered_when_others_fail(article, second, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    outcome = run_cli(
        "extract", empty, article, tmp_path / "missing.txt", second, tmp_path, "-m", "offline", "-f", "jsonl"
    )
    assert outcome.code == 3
    assert [json.loads(line)["article"]["path"] for line in outcome.stdout.splitlines()] == [str(article), str(second)]
    assert [line.split("; ")[0] for line in outcome.lines] == [
        f"extractor: error: {empty} is empty",
        f"extractor: error: {tmp_path / 'missing.txt'} does not exist",
        f"extractor: error: {tmp_path} is a directory",
    ]


def test_when_all_fail_alike_their_code_is_the_exit_code(tmp_path):
    (tmp_path / "a.txt").write_text("这是一篇关于人工智能模型的新闻报道。公司发布了新模型。")
    (tmp_path / "b.txt").write_text("该公司宣布开放模型权重。分析师对此表示怀疑。")
    outcome = run_cli("extract", tmp_path / "a.txt", tmp_path / "b.txt", "-m", "offline")
    assert (outcome.code, outcome.stdout, len(outcome.lines)) == (4, "", 2)


def test_when_all_fail_for_different_reasons_the_exit_code_is_1(tmp_path):
    (tmp_path / "a.txt").write_text("这是一篇关于人工智能模型的新闻报道。公司发布了新模型。")
    outcome = run_cli("extract", tmp_path / "a.txt", tmp_path / "missing.txt", "-m", "offline")
    assert (outcome.code, outcome.stdout, len(outcome.lines)) == (1, "", 2)


def test_standard_input_is_read_once():
    outcome = run_cli("extract", "-", "-", "-m", "offline", stdin=TEXT)
    assert (outcome.code, len(outcome.lines)) == (2, 1)


# What is shown to a terminal.


def test_a_live_line_shows_on_standard_error_when_that_is_a_terminal(article, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    outcome = run_cli("extract", article, "-m", "offline", terminal="stderr")
    assert "reading" in outcome.stderr
    assert json.loads(outcome.stdout)["run"]["engine"] == "offline"


HOSTILE = "a\x1b]0;owned\x07[bold red]b\x9b31m\u202e.txt"


def test_a_file_name_can_do_nothing_to_a_terminal(tmp_path):
    (tmp_path / HOSTILE).write_text(TEXT)
    outcome = run_cli("extract", tmp_path / HOSTILE, tmp_path / f"no{HOSTILE}", "-m", "offline", terminal="stdout")
    assert outcome.code == 3
    assert "[bold red]b" in outcome.stdout
    assert "[bold red]b" in outcome.stderr
    assert all(character.isprintable() or character == "\n" for character in outcome.stdout + outcome.stderr)


def test_a_file_name_can_do_nothing_to_the_live_line(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Stream(terminal=True))
    with console.status(f"reading {HOSTILE}"):
        pass
    shown = sys.stderr.written
    assert "reading a[bold red]b.txt" in shown
    assert not {"\x1b]", "\x07", "\x9b", "\u202e"} & {shown[n : n + size] for n in range(len(shown)) for size in (1, 2)}


# A long article.


def test_a_long_article_is_asked_about_in_parts_of_the_size_that_is_given(tmp_path):
    (tmp_path / "long.txt").write_text("\n\n".join(f"{TEXT} It was day {day} of the fair." for day in range(60)))
    with Stub(completion('{"claims": []}')) as stub:
        asked = ["-m", "openai/x", "--base-url", stub.url]
        whole = run_cli("extract", tmp_path / "long.txt", *asked)
        parts = run_cli("extract", tmp_path / "long.txt", *asked, "--chunk-tokens", 500)
    assert (whole.code, json.loads(whole.stdout)["run"]["requests"]) == (0, 1)
    assert (parts.code, json.loads(parts.stdout)["run"]["requests"]) == (0, 4)


# Recordings.


def test_a_replay_gives_what_was_recorded(article, tmp_path):
    recording = tmp_path / "replies.jsonl"
    recorded = run_cli("extract", article, "-m", "offline", "--record", recording, "-f", "csv")
    replayed = run_cli("extract", article, "--replay", recording, "-f", "csv")
    assert (recorded.code, replayed.code, replayed.stderr) == (0, 0, "")
    assert replayed.stdout == recorded.stdout


def test_recording_a_replay_is_a_usage_error(article, tmp_path):
    outcome = run_cli("extract", article, "--record", tmp_path / "a", "--replay", tmp_path / "b")
    assert (outcome.code, outcome.lines) == (
        2,
        ["extractor: error: --record and --replay exclude each other: leave one out"],
    )

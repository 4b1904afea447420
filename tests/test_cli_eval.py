"""`extractor eval`: an engine's figures on annotated articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.annotated import gold_article, gold_claim
from tests.commands import run_cli
from tests.stub import Stub, completion, error

GOOD = {
    "at": [1],
    "statement": "Acme released Foo 2 under an open licence on Monday.",
    "actor": "Acme",
    "kind": "organization",
    "action": "release",
    "type": "release",
    "model": "Foo 2",
    "open": None,
    "status": "occurred",
    "said_by": [],
    "when": "on Monday",
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two articles that differ in one word."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("one", "two"):
        text = gold_article().text.replace("Nobody", name.capitalize())
        article = gold_article(gold_claim(sources=[], openness="unspecified"), text=text, name=name)
        (folder / f"{name}.json").write_text(article.model_dump_json())
    return folder


def asked(stub: Stub) -> list[str]:
    return ["-m", "openai/x", "--base-url", stub.url]


def test_the_figures_are_json_in_a_pipe_and_a_table_in_a_terminal(gold):
    with Stub(completion(json.dumps({"claims": [GOOD]}))) as stub:
        piped = run_cli("eval", gold, *asked(stub))
        shown = run_cli("eval", gold, *asked(stub), terminal="stdout")
    assert (piped.code, piped.stderr) == (shown.code, shown.stderr) == (0, "")
    figures = json.loads(piped.stdout)
    assert figures["total"]["strict"]["f1"] == 1.0
    assert [row["id"] for row in figures["articles"]] == ["one", "two"]
    assert "strict" in shown.stdout
    assert "1.00" in shown.stdout


def test_markdown_can_be_asked_for(gold):
    outcome = run_cli("eval", gold, "-m", "offline", "-f", "md")
    assert outcome.code == 0
    assert outcome.stdout.startswith("| ")


def test_a_failed_article_counts_as_no_prediction_and_is_named(gold):
    def answer(request):
        refused = error(400, "no such luck")
        return refused if "Two answered" in request.raw.decode() else completion(json.dumps({"claims": [GOOD]}))

    with Stub(answer=answer) as stub:
        outcome = run_cli("eval", gold, *asked(stub))
    assert (outcome.code, len(outcome.lines)) == (3, 1)
    assert outcome.lines[0].startswith("extractor: error: two: ")
    assert [row["failure"] is None for row in json.loads(outcome.stdout)["articles"]] == [True, False]


def test_a_wrong_key_ends_the_evaluation_with_one_line(gold):
    with Stub(error(401, "no")) as stub:
        outcome = run_cli("eval", gold, *asked(stub))
    assert (outcome.code, outcome.stdout, len(outcome.lines)) == (4, "", 1)


def test_a_replay_is_evaluated_over_the_articles_it_holds(gold, tmp_path):
    recording = tmp_path / "replies.jsonl"
    with Stub(completion(json.dumps({"claims": [GOOD]}))) as stub:
        (gold / "two.json").rename(tmp_path / "two.json")
        assert run_cli("eval", gold, *asked(stub), "--record", recording).code == 0
        (tmp_path / "two.json").rename(gold / "two.json")
    outcome = run_cli("eval", gold, "--replay", recording)
    assert (outcome.code, outcome.stderr) == (0, "")
    figures = json.loads(outcome.stdout)
    assert [row["id"] for row in figures["articles"]] == ["one"]
    assert figures["not_covered"] == ["two"]


def test_only_one_language_can_be_chosen(gold):
    outcome = run_cli("eval", gold, "-m", "offline", "--lang", "ja")
    assert (outcome.code, outcome.stdout, len(outcome.lines)) == (1, "", 1)
    assert "no annotated article in language 'ja'" in outcome.stderr


def test_names_from_gold_files_can_do_nothing_to_a_terminal(gold):
    article = gold_article(gold_claim(sources=[], openness="unspecified"), name="three\x1b]0;owned\x07")
    (gold / "three.json").write_text(article.model_dump_json())
    outcome = run_cli("eval", gold, "-m", "offline", terminal="stdout")
    assert all(character.isprintable() or character == "\n" for character in outcome.stdout + outcome.stderr)

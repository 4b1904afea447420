"""`extractor doctor`: what would be used, and whether it works."""

from __future__ import annotations

import json
import os

import pytest

from extractor import __version__
from tests.commands import run_cli
from tests.stub import Response, Stub, error

MODELS = Response({"object": "list", "data": [{"id": "tern"}, {"id": "gull:latest"}]})
KEY = "-".join(("sk", "canary", "9e41b0c6d7f2a853"))


def test_with_nothing_set_all_is_well_and_offline(nobodys_home):
    outcome = run_cli("doctor")
    assert (outcome.code, outcome.stderr) == (0, "")
    found = json.loads(outcome.stdout)
    assert found["version"] == __version__
    assert (found["model"], found["endpoint"], found["key"], found["reached"]) == ("offline", None, "not set", None)
    assert found["config_file"] == f"{nobodys_home}/config/extractor/config.toml (not there)"
    assert found["cache_folder"] == f"{os.environ['XDG_CACHE_HOME']}/extractor"
    assert found["problems"] == []


def test_a_terminal_gets_a_line_for_each_finding():
    outcome = run_cli("doctor", terminal="stdout")
    assert f"version       {__version__}\n" in outcome.stdout
    assert "model         offline\n" in outcome.stdout


def test_an_endpoint_that_knows_the_model_is_reached(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with Stub(MODELS) as stub:
        outcome = run_cli("doctor", "-m", "openai/tern", "--base-url", stub.url)
    assert (outcome.code, outcome.stderr) == (0, "")
    found = json.loads(outcome.stdout)
    assert (found["endpoint"], found["reached"]) == (stub.url, "yes, it lists 2 models")
    assert found["key"] == "set, from OPENAI_API_KEY"
    assert [(request.path, request.headers["authorization"]) for request in stub.requests] == [
        ("/v1/models", f"Bearer {KEY}")
    ]


def test_one_model_is_one_model():
    with Stub(Response({"object": "list", "data": [{"id": "tern"}]})) as stub:
        outcome = run_cli("doctor", "-m", "openai/tern", "--base-url", stub.url)
    assert json.loads(outcome.stdout)["reached"] == "yes, it lists 1 model"


def test_ollama_may_leave_out_the_tag_and_gets_no_key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with Stub(MODELS) as stub:
        monkeypatch.setenv("OLLAMA_HOST", stub.url.removesuffix("/v1"))
        outcome = run_cli("doctor", "-m", "ollama/gull")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert stub.requests[0].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (MODELS, "lists no model 'unknown'; it has tern, gull:latest"),
        (error(401, "no"), "refuses the API key"),
        (error(404, "no"), "has no list of models (404)"),
        (error(500, "no"), "failed (500: no)"),
        (Response("<html>welcome</html>"), "answers, but not like an OpenAI-compatible endpoint"),
        (Response({"hello": 1}), "answers, but not like an OpenAI-compatible endpoint"),
        (Response([1]), "answers, but not like an OpenAI-compatible endpoint"),
        (Response({"data": [1]}), "answers, but not like an OpenAI-compatible endpoint"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_an_endpoint_is_one_line_and_exit_code_4(response, said):
    with Stub(response) as stub:
        outcome = run_cli("doctor", "-m", "openai/unknown", "--base-url", stub.url)
    assert (outcome.code, len(outcome.lines)) == (4, 1)
    assert said in outcome.stderr
    (problem,) = json.loads(outcome.stdout)["problems"]
    assert outcome.lines == [f"extractor: error: {problem}"]


def test_an_endpoint_that_is_not_there_is_not_reached():
    outcome = run_cli("doctor", "-m", "openai/x", "--base-url", "http://127.0.0.1:9/v1")
    assert outcome.code == 4
    assert json.loads(outcome.stdout)["reached"] == "no"
    assert "cannot reach http://127.0.0.1:9/v1" in outcome.stderr


@pytest.mark.parametrize("late", [Response(delay=1.0), Response(" " * 100, drip=0.02)], ids=["silent", "endless"])
def test_an_endpoint_that_says_nothing_is_given_up_soon(late, monkeypatch):
    monkeypatch.setattr("extractor.cli.reach.PATIENCE", 0.2)
    with Stub(late) as stub:
        outcome = run_cli("doctor", "-m", "openai/x", "--base-url", stub.url)
    assert outcome.code == 4
    assert "did not answer within 0.2 s" in outcome.stderr


def test_an_endpoint_has_the_time_that_is_asked_for():
    with Stub(Response(delay=1.0)) as stub:
        outcome = run_cli("doctor", "-m", "openai/x", "--base-url", stub.url, "--timeout", "0.1")
    assert "did not answer within 0.1 s; try again, or allow more (--timeout)" in outcome.stderr


def test_a_missing_key_is_a_problem():
    outcome = run_cli("doctor", "-m", "openai/x")
    assert outcome.code == 4
    assert json.loads(outcome.stdout)["endpoint"] == "https://api.openai.com/v1"
    assert "openai/x needs a key" in outcome.stderr


def test_settings_that_can_not_be_read_are_a_problem_and_not_the_end(monkeypatch):
    monkeypatch.setenv("EXTRACTOR_TIMEOUT", "soon")
    outcome = run_cli("doctor")
    assert outcome.code == 4
    assert json.loads(outcome.stdout)["version"] == __version__
    assert outcome.lines == [f"extractor: error: {problem}" for problem in json.loads(outcome.stdout)["problems"]]


def test_a_cache_folder_that_can_not_be_one_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / "file" / "cache"))
    outcome = run_cli("doctor")
    assert outcome.code == 4
    assert "can't be written to: set EXTRACTOR_CACHE" in outcome.stderr


@pytest.fixture
def recording(tmp_path):
    """Two replies of the offline engine."""
    path = tmp_path / "replies.jsonl"
    for number in (2, 3):
        (tmp_path / "a.txt").write_text(f"Harbor Labs released Tern {number} on Monday.")
        assert run_cli("extract", tmp_path / "a.txt", "-m", "offline", "--record", path).code == 0
    return path


def test_a_recording_is_read_and_nobody_is_asked(recording):
    outcome = run_cli("doctor", "-m", "openai/x", "--replay", recording)
    assert (outcome.code, outcome.stderr) == (0, "")
    found = json.loads(outcome.stdout)
    assert (found["model"], found["endpoint"], found["reached"]) == ("replay", None, None)
    assert found["recording"] == f"{recording}, 2 replies of offline"


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot read"), ("", "holds no replies"), ("{}\n", "is no recorded reply")]
)
def test_a_recording_that_can_not_be_replayed_is_a_problem(tmp_path, content, said):
    path = tmp_path / "replies.jsonl"
    if content is not None:
        path.write_text(content)
    outcome = run_cli("doctor", "--replay", path)
    assert (outcome.code, len(outcome.lines)) == (4, 1)
    assert said in outcome.stderr
    assert json.loads(outcome.stdout)["problems"] == [outcome.lines[0].removeprefix("extractor: error: ")]


def test_a_recording_to_be_added_to_is_looked_at_and_left_as_it_is(recording):
    whole = recording.read_bytes()
    recording.write_bytes(whole + b'{"call":"44a7')
    outcome = run_cli("doctor", "--record", recording)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout)["recording"] == f"{recording}, to be added to: it holds 2 replies"
    assert recording.read_bytes() == whole + b'{"call":"44a7'


def test_a_place_that_can_not_be_recorded_into_is_a_problem(tmp_path, recording):
    for path, said in ((tmp_path / "no" / "r.jsonl", "make the folder"), (tmp_path / "a.txt", "is no recorded reply")):
        outcome = run_cli("doctor", "--record", path)
        assert (outcome.code, len(outcome.lines)) == (4, 1)
        assert said in outcome.stderr
    outcome = run_cli("doctor", "--record", recording, "--replay", recording)
    assert (outcome.code, len(outcome.lines)) == (4, 1)
    assert "exclude each other" in outcome.stderr


def test_nothing_is_made_where_a_recording_would_be(tmp_path):
    assert run_cli("doctor", "--record", tmp_path / "new.jsonl").code == 0
    assert list(tmp_path.iterdir()) == []

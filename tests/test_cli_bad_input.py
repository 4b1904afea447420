"""Whatever is wrong: one line that says what to do, the right exit code, no traceback, nothing half-written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.commands import Outcome, anyone, run_cli, run_process

TEXT = "Harbor Labs released Tern 2 on Monday. The company said the weights of Tern 2 are open."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.txt"
    path.write_text(TEXT)
    return path


def check(outcome: Outcome, code: int, said: str) -> None:
    """One line on standard error, nothing on standard output, that exit code."""
    assert (outcome.code, outcome.stdout) == (code, "")
    (line,) = outcome.lines
    assert line.startswith("extractor: error: ")
    assert said in line
    assert "Traceback" not in line


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.txt").touch()
    check(run_cli("extract", tmp_path / "empty.txt", "-m", "offline"), 1, "is empty; give an article")


def test_an_empty_pipe():
    check(run_cli("-m", "offline"), 1, "standard input is empty")


def test_a_binary_file(tmp_path):
    (tmp_path / "article.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40)
    check(run_cli("extract", tmp_path / "article.txt", "-m", "offline"), 1, "article.txt")


def test_a_directory(tmp_path):
    check(run_cli("extract", tmp_path, "-m", "offline"), 1, "is a directory; name the files in it")


def test_a_missing_file(tmp_path):
    check(run_cli("extract", tmp_path / "no.txt", "-m", "offline"), 1, "does not exist; check the path")


def test_a_file_without_permission(article):
    article.chmod(0)
    outcome = run_process("extract", article, "-m", "offline", under=anyone())
    check(outcome, 1, "may not be read by this user")


def test_whether_a_file_can_be_read_is_found_out_by_reading_it(article, tmp_path, monkeypatch):
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **how: mode != os.R_OK and access(path, mode, **how))
    for option in ("--record", "--replay", "-o"):
        outcome = run_cli("extract", article, "-m", "offline", "-f", "json", option, tmp_path / "replies.jsonl")
        assert (outcome.code, outcome.stderr) == (0, "")


def test_fifty_megabytes_of_text(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"Harbor Labs released Tern 2. " * 1_800_000)
    check(run_cli("extract", tmp_path / "big.txt", "-m", "offline"), 1, "is larger than 5 MB of text")


def test_fifty_megabytes_through_a_pipe():
    check(run_process("-m", "offline", stdin=b"Harbor Labs released Tern 2. " * 1_800_000), 1, "is larger than 5 MB")


def test_a_text_with_no_sentence_end_is_read_all_the_same(tmp_path):
    (tmp_path / "endless.txt").write_text("Harbor Labs released Tern 2 on Monday " + "and it went on " * 5_000)
    outcome = run_cli("extract", tmp_path / "endless.txt", "-m", "offline")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout)["article"]["text"].startswith("Harbor Labs")


@pytest.mark.parametrize("model", ["gpt", "openai/", "offline/x", ""])
def test_a_model_string_of_no_known_form(article, model):
    check(run_cli("extract", article, "-m", model), 2, "names no model: write offline, openai/NAME or ollama/NAME")


@pytest.mark.parametrize("url", ["localhost:8080", "http://", "http://host:port/v1", "ftp://host/v1"])
def test_a_malformed_base_url(article, url):
    outcome = run_cli("extract", article, "-m", "openai/x", "--base-url", url)
    check(outcome, 4, "is not an address like http://localhost:8080/v1")


def test_no_key_for_a_hosted_model(article):
    check(run_cli("extract", article, "-m", "openai/x"), 4, "needs a key: set OPENAI_API_KEY or EXTRACTOR_API_KEY")


def test_the_offline_hint_names_the_key_as_the_complaint_about_it_does(article):
    assert "set OPENAI_API_KEY or EXTRACTOR_API_KEY for openai/" in run_cli("extract", article).lines[0]


def test_an_endpoint_that_is_not_there(article, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_RETRIES", "0")
    outcome = run_cli("extract", article, "-m", "openai/x", "--base-url", "http://127.0.0.1:9/v1")
    check(outcome, 1, "cannot reach http://127.0.0.1:9/v1")


@pytest.mark.parametrize("content", ["not json\n", '{"call": 1}\n', "", b"\xff\xfe\x00\x01"])
def test_a_broken_recording(article, tmp_path, content):
    recording = tmp_path / "replies.jsonl"
    recording.write_bytes(content if isinstance(content, bytes) else content.encode())
    check(run_cli("extract", article, "--replay", recording), 1, "replies.jsonl")


def test_a_recording_that_is_not_there(article, tmp_path):
    check(run_cli("extract", article, "--replay", tmp_path / "no.jsonl"), 1, "no.jsonl")


def test_a_recording_without_this_article(article, tmp_path):
    (tmp_path / "other.txt").write_text("Quayside AI plans to close its next model.")
    assert run_cli("extract", tmp_path / "other.txt", "-m", "offline", "--record", tmp_path / "r.jsonl").code == 0
    outcome = run_cli("extract", article, "--replay", tmp_path / "r.jsonl")
    check(outcome, 1, "harbor.txt")
    assert "--record" in outcome.stderr


def test_a_gold_file_that_does_not_validate(tmp_path):
    (tmp_path / "bad.json").write_text('{"id": "x"}')
    check(run_cli("eval", tmp_path, "-m", "offline"), 1, "bad.json: ")


def test_a_folder_without_gold(tmp_path):
    check(run_cli("eval", tmp_path, "-m", "offline"), 1, "no annotated articles (*.json)")


def test_output_into_a_folder_that_is_not_there(article, tmp_path):
    outcome = run_cli("extract", article, "-m", "offline", "-o", tmp_path / "no" / "claims.json")
    check(outcome, 1, f"there is no folder {tmp_path / 'no'}")
    assert not (tmp_path / "no").exists()


def test_output_onto_a_folder(article, tmp_path):
    for form in (("-f", "json"), ()):
        outcome = run_cli("extract", article, "-m", "offline", *form, "-o", tmp_path)
        check(outcome, 1, "is a folder: name a file in it")


def test_a_folder_that_may_not_be_entered(article, tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o000)
    said = {
        ("extract", article, "-m", "offline", "-o", shut / "claims.json"): f"{shut}/claims.json can't be reached",
        ("eval", shut, "-m", "offline"): f"{shut} cannot be listed (Permission denied); check its permissions",
    }
    for command, words in said.items():
        check(run_process(*command, under=anyone()), 1, words)


def test_output_into_a_folder_that_is_write_protected(article, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    outcome = run_process("extract", article, "-m", "offline", "-o", locked / "claims.json", under=anyone())
    check(outcome, 1, "is write-protected")
    assert list(locked.iterdir()) == []


def test_a_place_for_the_output_is_looked_for_before_anything_is_read(tmp_path):
    outcome = run_cli("extract", tmp_path / "missing.txt", "-m", "offline", "-o", tmp_path / "no" / "claims.json")
    check(outcome, 1, "there is no folder")


def test_a_failure_leaves_the_output_of_an_earlier_run_alone(tmp_path):
    target = tmp_path / "claims.json"
    target.write_text("earlier")
    check(run_cli("extract", tmp_path / "missing.txt", "-m", "offline", "-o", target), 1, "does not exist")
    assert target.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [target]


def test_an_unknown_option(article):
    check(run_cli("extract", article, "--nonsense"), 2, "No such option: --nonsense")


def test_an_unknown_command():
    check(run_cli("extrcat"), 2, "extractor --help shows how it is used")


def test_a_file_in_the_place_of_a_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old news.txt").write_text(TEXT)
    (tmp_path / "news").mkdir()
    for arguments in (["old news.txt"], ["--debug", "old news.txt"]):
        outcome = run_cli(*arguments)
        assert outcome.code == 2
        said = "No such command 'old news.txt'; did you mean: extractor extract 'old news.txt'"
        assert outcome.lines[-1] == f"extractor: error: {said}"
    check(run_cli("news"), 2, "did you mean: extractor batch news -o claims.jsonl")


def test_a_missing_file_is_named_once_whatever_its_name_holds(article, tmp_path):
    missing = tmp_path / "no\x1b[31m\x07news.txt"
    told = f"{tmp_path}/no?[31m?news.txt does not exist; check the path"
    extracted = run_cli("extract", missing, article, "-m", "offline", "-f", "json")
    batched = run_cli("batch", missing, article, "-m", "offline", "-o", tmp_path / "claims.jsonl")
    for outcome in (extracted, batched):
        assert (outcome.code, outcome.lines[0]) == (3, f"extractor: error: {told}")


def test_an_empty_standard_input_among_files_is_named_once(article):
    outcome = run_cli("extract", "-", article, "-m", "offline", "-f", "json")
    assert (outcome.code, outcome.lines) == (3, ["extractor: error: standard input is empty; give an article"])


@pytest.mark.parametrize(("option", "value"), [("--timeout", "soon"), ("-f", "xml"), ("--timeout", "0")])
def test_a_value_that_can_not_be_meant(article, option, value):
    outcome = run_cli("extract", article, "-m", "offline", option, value)
    check(outcome, 4 if value == "0" else 2, "timeout" if option == "--timeout" else "'json', 'jsonl'")


def test_a_config_file_that_can_not_be_read(article, tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text("model = ")
    monkeypatch.setenv("EXTRACTOR_CONFIG", str(tmp_path / "config.toml"))
    check(run_cli("extract", article), 4, "config.toml is not valid TOML")


def test_debug_shows_the_traceback_and_the_line_all_the_same(tmp_path):
    for arguments in (["--debug", "extract", tmp_path / "no.txt"], ["extract", tmp_path / "no.txt", "--debug"]):
        outcome = run_cli(*arguments, "-m", "offline")
        assert outcome.code == 1
        assert "Traceback (most recent call last):" in outcome.lines
        assert outcome.lines[-1].startswith("extractor: error: ")

"""The command with nasty articles, names of files, answers of servers and models, gold and settings: what comes out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from extractor.cli import console
from extractor.cli.progress import Tally, shown
from extractor.evaluate import evaluate, load_gold, render
from extractor.models import Extraction
from tests import nasty
from tests.annotated import extraction, gold_article
from tests.commands import Outcome, Stream, run_cli
from tests.stub import Request, Stub, completion, error

SENTENCE = "Meta said on Tuesday that it will open Llama 5 to everyone."
OURS = ("extractor: ", "\x1b[")


def obeyed(text: str) -> set[str]:
    """The characters that a terminal would do something for, but end a line."""
    turning = set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} - {"\n"} | turning


def assert_talk_is_ours(outcome: Outcome) -> None:
    """Every line of standard error is one that the program began, and does nothing but stand there."""
    assert obeyed(outcome.stderr) == set()
    assert not [line for line in outcome.lines if not line.startswith("extractor: ")]
    assert "error: unexpected" not in outcome.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article for each string of the corpus, which stands in its text and, in every ninth, in its title."""
    folder = tmp_path_factory.mktemp("articles")
    for number, text in enumerate(nasty.texts()):
        body = f"Meta {text} said on Tuesday that it will open {text} Llama 5 to everyone."
        html = f"<html><head><title>{text}</title></head><body><article><h1>{text}</h1><p>{body}</p></article></body>"
        name, content = (f"{number}.txt", body) if number % 9 else (f"{number}.html", html)
        (folder / name).write_bytes(content.encode("utf-8", "replace"))
    return folder


def test_nasty_articles_come_to_a_terminal_as_plain_characters(folder):
    outcome = run_cli("extract", *sorted(folder.iterdir()), "-m", "offline", terminal="stdout stderr")
    assert outcome.stdout.count("Llama 5") > 300
    assert obeyed(outcome.stdout) == set()


@pytest.mark.parametrize("form", ["md", "json", "jsonl"])
def test_nasty_articles_come_to_a_terminal_as_plain_characters_in_other_forms_too(folder, form):
    """Of the strings in every field of a record, in these forms, `test_nasty_outputs.py` tries all."""
    some = sorted(folder.iterdir())[::31]
    outcome = run_cli("extract", *some, "-m", "offline", "-f", form, terminal="stdout stderr")
    assert outcome.stdout.count("Llama 5") > 10
    assert obeyed(outcome.stdout) == set()


def test_every_nasty_article_of_a_batch_has_its_claims_or_its_failure(folder, tmp_path):
    outcome = run_cli("batch", folder, "-m", "offline", "-o", tmp_path / "claims.jsonl")
    assert_talk_is_ours(outcome)
    done = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    failed = (tmp_path / "claims.errors.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(done) + len(failed) == len(nasty.texts())
    assert len(failed) < 20
    for line in done:
        result = Extraction.model_validate_json(line)
        spans = [span for claim in result.claims for span in claim.evidence]
        assert [result.article.text[span.start : span.end] for span in spans] == [span.text for span in spans]
    assert {json.loads(line)["code"] for line in failed} <= {"input", "language"}


def storable(folder: Path) -> Iterator[Path]:
    """A file under each name of the corpus that this system can give one."""
    for text in nasty.texts("paths", "terminal", "markup", "formulas"):
        name = f"{text}.txt"
        if not nasty.is_name(name):
            continue
        (folder / name).write_text(f"{SENTENCE} {len(text)}", encoding="utf-8")
        yield folder / name


def test_files_with_nasty_names_are_read_and_named_on_one_line(tmp_path):
    given = tmp_path / "in"
    given.mkdir()
    files = {file for file in storable(given) if not file.name.startswith(".")}  # a hidden file is not meant
    (given / "empty\x1b]0;pwned\x07\nextractor: error: x.txt").touch()
    assert len(files) > 100
    outcome = run_cli("batch", given, "-m", "offline", "-o", tmp_path / "claims.jsonl")
    assert_talk_is_ours(outcome)
    done = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(done) == len(files)
    assert not {line for line in done if obeyed(json.loads(line)["article"]["path"])}
    (failed,) = (tmp_path / "claims.errors.jsonl").read_text(encoding="utf-8").splitlines()
    assert obeyed(json.loads(failed)["message"]) == set()


@pytest.mark.parametrize("form", ["jsonl", "csv", "sqlite"])
def test_results_are_written_under_nasty_names_and_nowhere_else(tmp_path, form):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    made = {"a.txt"}
    for text in [*nasty.texts("paths")[::6], "caf\udce9", "=1+1", "two\nlines"]:
        name = f"{text}.{form}"
        if not nasty.is_name(name):
            continue
        outcome = run_cli("batch", tmp_path / "a.txt", "-m", "offline", "-o", tmp_path / name)
        assert (outcome.code, obeyed(outcome.stderr)) == (0, set()), name
        made.add(name)
    assert {path.name for path in tmp_path.iterdir()} == made


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_what_a_server_says_is_one_line_of_the_error(tmp_path, monkeypatch, status):
    monkeypatch.setenv("EXTRACTOR_RETRIES", "0")
    said = iter(list(nasty.texts()[::13]))
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    with Stub(answer=lambda request: error(status, f"first {next(said)} last")) as stub:
        asked = ("extract", tmp_path / "a.txt", "-m", "openai/x", "--base-url", stub.url)
        for _ in range(8):
            outcome = run_cli(*asked)
            assert_talk_is_ours(outcome)
            assert "last" in outcome.lines[0]
            assert len(outcome.lines) == 1


def drafted(text: str) -> str:
    """A model's answer with the string in every field that it may fill: one claim that can stand, one that can't."""
    free = dict.fromkeys(("statement", "actor", "action", "model", "when"), text)
    claim = {"at": [1], **free, "kind": "organization", "type": "open", "open": None, "status": "planned"}
    said_by = [{"name": text, "type": "media"}]
    true = {"actor": "Meta", "model": "Llama 5", "when": None, "statement": "Meta will open Llama 5 to everyone."}
    return json.dumps({"claims": [{**claim, "said_by": said_by}, {**claim, **true, "action": text, "said_by": []}]})


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_what_a_model_says_does_nothing_in_any_format(tmp_path, monkeypatch, form):
    monkeypatch.setenv("EXTRACTOR_REASKS", "0")
    monkeypatch.setenv("EXTRACTOR_RETRIES", "0")
    chosen = nasty.texts("terminal", "markup", "formulas", "unicode")[::4]

    def answer(request: Request) -> object:
        (number,) = re.findall(r"This is no\. (\d+)\.", str(request.body["messages"]))
        return completion(drafted(chosen[int(number)]))

    files = [tmp_path / f"{number}.txt" for number in range(len(chosen))]
    for number, file in enumerate(files):
        file.write_text(f"{SENTENCE}\n\nThis is no. {number}.", encoding="utf-8")
    with Stub(answer=answer) as stub:
        asked = ("-m", "openai/x", "--base-url", stub.url, "--no-cache")
        outcome = run_cli("extract", *files, *asked, "-f", form)
    assert_talk_is_ours(outcome)
    assert obeyed(outcome.stdout) - {"\r", "\t"} == set()
    assert outcome.stdout.count("Meta will open Llama 5 to everyone.") >= len(chosen) // 2


def test_gold_with_nasty_names_makes_a_table_like_any_other(tmp_path):
    for number, text in enumerate(nasty.texts()):
        if not nasty.is_utf8(text):
            continue
        gold = gold_article(name=f"{number} {text}", lang=text, text=f"{SENTENCE} {number}. " * 3)
        (tmp_path / f"{number}.json").write_text(gold.model_dump_json(), encoding="utf-8")
    gold = load_gold(tmp_path)
    failures = {each.id: f"a message {each.id}" for each in gold[::3]}
    covered = [each.id for each in gold if each.id not in {failing.id for failing in gold[1::3]}]
    measured = evaluate(gold, [extraction(each) for each in gold[2::3]], failures=failures, covered=covered)
    for form in ("table", "md", "json"):
        assert obeyed(render(measured, form)) == set()
    table = render(measured, "table").split("\n\n")[3].splitlines()
    assert len(table) == 1 + len(measured.articles)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(render(measured, "md"))
    assert [token.type for token in tokens].count("tr_open") == 22 + 1 + len(measured.articles)
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special", "code_inline", "strong_open", "strong_close", "softbreak"}
    assert not {token.type for token in tokens} & {"heading_open", "html_block", "fence", "code_block", "hr"}


SHOWING = {
    "a table": (("cache", "info", "-f", "table"), ("doctor", "-m", "offline", "-f", "table")),
    "JSON": (("cache", "info", "-f", "json"), ("doctor", "-m", "offline", "-f", "json")),
    "a line": (("cache", "clear"), ("cache", "path")),
}


@pytest.mark.parametrize("form", SHOWING)
def test_settings_are_shown_as_plain_characters(tmp_path, monkeypatch, form):
    for text in nasty.texts("terminal", "controls", "unicode")[:: 1 if form == "a table" else 3]:
        if nasty.is_name(text):
            monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / text))
            monkeypatch.setenv("EXTRACTOR_CONFIG", str(tmp_path / f"{text}.toml"))
            for command in SHOWING[form]:
                outcome = run_cli(*command, terminal="stdout")
                assert obeyed(outcome.stdout) == set(), (command, text)
                assert_talk_is_ours(outcome)


def test_progress_and_errors_in_a_terminal_are_plain_but_for_the_bar(monkeypatch):
    import sys

    stream = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    remarks = iter(nasty.texts())
    with shown(Tally(remarks=lambda: [next(remarks, "")]), None, quiet=False):
        for text in nasty.texts("terminal"):
            console.error(f"a server said {text}", ValueError(text))
    with console.status("reading") as update:
        for text in nasty.texts("terminal"):
            update(text)
    for code in ("]0;", "]52", "]8;", "[2J", "[?1049h", "[31m", "\x1bP", "\x1bc", "\x9b", "\x07"):
        assert code not in stream.written.replace("\x1b[2K", "") or not code.startswith("\x1b")
    assert not [c for c in stream.written if "\x7f" <= c <= "\x9f" or c in "\x07\x08\x0e\x0f\x05"]
    assert {part[:1] for part in stream.written.split("\x1b")[1:]} <= {"["}


def test_a_key_in_pieces_is_not_put_together_again(capsys, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_API_KEY", "canary-123456789")
    console.say("the server said canary-\x1b[0m1234\u200b56789")
    assert "canary-123456789" not in capsys.readouterr().err

"""A key appears in no output, whatever the command, whatever fails, `--debug` included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import Outcome, run_cli
from tests.stub import Request, Response, Stub, completion, error

KEY = "-".join(("sk", "canary", "9e41b0c6d7f2a853"))
TEXT = "Harbor Labs released Tern 2 on Monday."
NOWHERE = "http://127.0.0.1:9/v1"


def told(request: Request, status: int) -> Response:
    """An answer that repeats the request's key, as some endpoints do."""
    assert request.headers["authorization"] == f"Bearer {KEY}"
    return error(status, f"Incorrect API key provided: {request.headers['authorization']}", "invalid_api_key")


@pytest.fixture(params=["EXTRACTOR_API_KEY", "OPENAI_API_KEY", "config file"])
def key_is_set(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("EXTRACTOR_RETRIES", "0")
    if request.param == "config file":
        (tmp_path / "config.toml").write_text(f"api_key = '{KEY}'")
        monkeypatch.setenv("EXTRACTOR_CONFIG", str(tmp_path / "config.toml"))
    else:
        monkeypatch.setenv(request.param, KEY)
    return str(request.param)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "harbor.txt").write_text(TEXT)
    return tmp_path / "harbor.txt"


Command = Callable[[str, Path], list[object]]
COMMANDS: dict[str, Command] = {
    "extract": lambda url, article: ["extract", article, "-m", "openai/x", "--base-url", url],
    "record": lambda url, article: [
        *("extract", article, "-m", "openai/x", "--base-url", url),
        *("--record", article.with_name("replies.jsonl")),
    ],
    "eval": lambda url, article: ["eval", "fixtures/gold", "--lang", "es", "-m", "openai/x", "--base-url", url],
    "doctor": lambda url, article: ["doctor", "-m", "openai/x", "--base-url", url],
    "doctor as a table": lambda url, article: ["doctor", "-m", "openai/x", "--base-url", url, "-f", "table"],
    "doctor offline": lambda url, article: ["doctor", "-m", "offline"],
    "schema": lambda url, article: ["schema"],
    "help": lambda url, article: ["extract", "--help"],
}


def check(outcome: Outcome) -> None:
    assert KEY not in outcome.stdout + outcome.stderr
    assert "canary" not in outcome.stdout + outcome.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("status", [200, 401, 500])
@pytest.mark.usefixtures("key_is_set")
def test_no_command_shows_the_key_whatever_the_endpoint_answers(command, status, article):
    def answer(request: Request) -> Response:
        return completion('{"claims": []}') if status == 200 else told(request, status)

    with Stub(answer=answer) as stub:
        check(run_cli(*COMMANDS[command](stub.url, article), "--debug"))
    for path in article.parent.glob("*.jsonl"):
        assert "canary" not in path.read_text()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("key_is_set")
def test_no_command_shows_the_key_when_the_endpoint_is_not_there(command, article):
    check(run_cli(*COMMANDS[command](NOWHERE, article), "--debug"))


def test_a_key_that_is_given_as_a_model_or_a_file_is_not_repeated(key_is_set, article):
    for arguments in (["extract", article, "-m", KEY], ["extract", f"{KEY}.txt"], ["schema", KEY], [KEY]):
        outcome = run_cli(*arguments, "--debug") if arguments != [KEY] else run_cli(*arguments)
        assert outcome.code != 0
        if key_is_set != "config file" or "-m" in arguments:
            check(outcome)


def test_a_key_that_no_header_can_carry_is_not_shown(article, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_API_KEY", f"{KEY} –")
    outcome = run_cli("extract", article, "-m", "openai/x", "--debug")
    assert outcome.code == 4
    check(outcome)
    assert outcome.lines[-1].startswith("extractor: error: EXTRACTOR_API_KEY holds characters that no key has")


@pytest.mark.parametrize(
    "url", [f"http://user:{KEY}@127.0.0.1:9/v1", f"http://127.0.0.1:9/v1?key={KEY}", f"ftp://{KEY}@x"]
)
@pytest.mark.parametrize("command", ["extract", "doctor", "doctor as a table"])
def test_what_is_secret_in_an_address_is_not_shown(article, url, command, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_RETRIES", "0")
    check(run_cli(*COMMANDS[command](url, article), "--debug"))

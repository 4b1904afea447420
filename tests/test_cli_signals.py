"""Ctrl-C and SIGTERM end a run at once, with the code a shell expects and nothing half-written."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import ROOT, Outcome
from tests.forked import Forker
from tests.stub import Response, Stub

TEXT = "Harbor Labs released Tern 2 on Monday."

Wait = Callable[[], Outcome]
Send = Callable[[int], None]
Start = Callable[[list[str]], tuple[Send, Wait]]


def check(start: Start, folder: Path, articles: int, number: str, code: int, said: str) -> None:
    """The command, with so many articles, waits for an endpoint that says nothing, and gets the signal."""
    files = [folder / f"{n}.txt" for n in range(articles)]
    for file in files:
        file.write_text(f"{TEXT} {file.name}")
    target = folder / "claims.json"
    target.write_text("earlier")
    with Stub(Response(delay=5.0)) as stub:
        send, wait = start(["extract", *map(str, files), "-m", "openai/x", "--base-url", stub.url, "-o", str(target)])
        deadline = time.monotonic() + 30
        while not stub.requests and time.monotonic() < deadline:
            time.sleep(0.01)
        sent = time.monotonic()
        send(getattr(signal, number))
        outcome = wait()
        assert time.monotonic() - sent < 3
    assert outcome == Outcome(code, "", said)
    assert target.read_text() == "earlier"
    assert {path.name for path in folder.iterdir()} == {target.name, *(file.name for file in files)}


@pytest.mark.parametrize("articles", [1, 3])
@pytest.mark.parametrize(
    ("number", "code", "said"), [("SIGINT", 130, "extractor: interrupted\n"), ("SIGTERM", 143, "")]
)
def test_a_signal_ends_the_wait_for_an_answer(
    forker: Forker, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, articles: int, number: str, code: int,
    said: str,
):  # fmt: skip
    spoken = tmp_path_factory.mktemp("spoken")

    def start(command: list[str]) -> tuple[Send, Wait]:
        running = forker.start(*command, said=spoken / "said", stdout=spoken / "stdout")

        def wait() -> Outcome:
            ended = running.wait()
            return Outcome(ended.code, ended.stdout, ended.said)

        return running.send_signal, wait

    check(start, tmp_path, articles, number, code, said)


def test_the_command_in_an_interpreter_of_its_own_is_ended_as_quickly(tmp_path: Path):
    def start(command: list[str]) -> tuple[Send, Wait]:
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

        def wait() -> Outcome:
            stdout, stderr = process.communicate(timeout=30)
            return Outcome(process.returncode, stdout, stderr)

        return process.send_signal, wait

    check(start, tmp_path, 3, "SIGINT", 130, "extractor: interrupted\n")

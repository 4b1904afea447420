"""Ctrl-C and SIGTERM end a run at once, with the code a shell expects and nothing half-written."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import ROOT
from tests.stub import Response, Stub

TEXT = "Harbor Labs released Tern 2 on Monday."


@pytest.mark.parametrize("articles", [1, 3])
@pytest.mark.parametrize(
    ("number", "code", "said"), [("SIGINT", 130, "extractor: interrupted\n"), ("SIGTERM", 143, "")]
)
def test_a_signal_ends_the_wait_for_an_answer(tmp_path: Path, articles: int, number: str, code: int, said: str):
    files = [tmp_path / f"{n}.txt" for n in range(articles)]
    for file in files:
        file.write_text(f"{TEXT} {file.name}")
    target = tmp_path / "claims.json"
    target.write_text("earlier")
    with Stub(Response(delay=5.0)) as stub:
        command = ["extract", *map(str, files), "-m", "openai/x", "--base-url", stub.url, "-o", str(target)]
        with subprocess.Popen(
            [sys.executable, "-m", "extractor", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        ) as process:
            deadline = time.monotonic() + 30
            while not stub.requests and time.monotonic() < deadline:
                time.sleep(0.02)
            sent = time.monotonic()
            process.send_signal(getattr(signal, number))
            stdout, stderr = process.communicate(timeout=30)
            assert time.monotonic() - sent < 3
    assert (process.returncode, stdout, stderr) == (code, "", said)
    assert target.read_text() == "earlier"
    assert {path.name for path in tmp_path.iterdir()} == {target.name, *(file.name for file in files)}

"""Terminal sessions for README.md and the pages beside it: cog calls these and keeps what is printed.

`make docs` writes the sessions anew, `make lint` fails where one is no longer true.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WIDTH = 100

UNSTEADY = ("EXTRACTOR_", "OPENAI_", "OLLAMA_", "MAKE", "MFLAGS", "XDG_", "PYTEST", "FORCE_COLOR")
"""Variables, by how they start, that would make a reader's session differ from ours."""

TIMINGS = ((re.compile(r'("seconds": )[\d.e-]+'), r"\1…"), (re.compile(r"\b\d+(\.\d+)? (s|ms)\b"), r"… \2"))


def session(*commands: str, code: int = 0, head: int = 0, tail: int = 0) -> None:
    """Prints the commands, as typed in the repository's folder, and what they print; each ends with `code`.

    With `head`, all but the first `head` and the last `tail` lines of what each prints become one "…".
    """
    lines = []
    for command in commands:
        output = _output(command, code)
        if head and len(output) > head + tail:
            output[head : len(output) - tail] = ["…"]
        lines += [f"$ {command}", *output]
    _fenced("console", lines)


def python(path: str) -> None:
    """Prints a Python file of the repository and, below it, what it prints."""
    _fenced("python", (ROOT / path).read_text(encoding="utf-8").strip().splitlines())
    _fenced("text", _output(f"python {path}", 0))


def _output(command: str, code: int) -> list[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(UNSTEADY)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as home:
        steady = {"HOME": home, "PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
        run = subprocess.run(  # noqa: S602 - the commands are our own pages'
            command,
            shell=True,
            cwd=ROOT,
            env=kept | steady,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
    if run.returncode != code:
        raise SystemExit(f"{command}: ended with {run.returncode}, not {code}\n{run.stdout}")
    shown = run.stdout.replace(home, "~")
    for pattern, mask in TIMINGS:
        shown = pattern.sub(mask, shown)
    return [line.rstrip() for line in shown.strip("\n").splitlines()]


def _fenced(language: str, lines: list[str]) -> None:
    sys.stdout.write("\n".join((f"```{language}", *lines, "```", "")))

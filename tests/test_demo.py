"""`make demo` shows both readings of its article, to the end."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_demo_runs_to_its_end() -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    demo = subprocess.run(
        ["sh", "docs/demo.sh"],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (demo.returncode, demo.stderr) == (0, "")
    assert "read by openai" in demo.stdout
    assert demo.stdout.rstrip().endswith("claims are the same in both readings, apart from wording.")

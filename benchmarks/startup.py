"""How long `extractor --help` takes beside `python -c "import typer"`.

    python benchmarks/startup.py [RUNS]

The two are run in turn, so that whatever else the machine does meets both; medians are compared.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

HELP = [sys.executable, "-c", "import sys; sys.argv[1:] = ['--help']; from extractor.cli import main; main()"]
TYPER = [sys.executable, "-c", "import typer"]


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main(runs: int) -> None:
    pairs = [(seconds(HELP), seconds(TYPER)) for _ in range(runs + 1)][1:]
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    print(f"extractor --help     {ours * 1000:6.0f} ms")
    print(f"import typer         {theirs * 1000:6.0f} ms")
    print(f"ratio                {ours / theirs:6.2f}   (median of {runs} runs each, in turn)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)

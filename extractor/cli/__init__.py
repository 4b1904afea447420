"""The command line: parse, read, call one library function, write."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The `extractor` command: runs with the program's own arguments and ends the process."""
    from extractor.cli.boundary import end, interruptible, run

    interruptible()
    end(run(sys.argv[1:]))

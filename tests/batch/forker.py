"""Starts runs of the command line from a process that has everything imported: a run is a process of its own, which
can be killed as any other, without the second and a half of imports.

    python -m tests.batch.forker

For each line on standard input (JSON: arguments, environment, file of what is said) it forks, tells the new process's
number, waits for its end, and tells how it ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import sys
from typing import Any

import extractor

HEAVY = ("instructor.core", "openai.types.chat", "genai_prices", "pydantic_settings", "trafilatura")
"""What our modules import only when they need it."""


def start(asked: dict[str, Any]) -> int:
    """The number of a new process that runs the command; it is the leader of a session of its own."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        os.environ.update(asked["environment"])
        said = os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDWR)
        for old, new in ((nothing, 0), (said, 1), (said, 2)):
            os.dup2(old, new)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        from extractor.cli import boundary

        boundary.interruptible()
        code = boundary.run(asked["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:
        print(f"Traceback: {error!r}", file=sys.stderr, flush=True)
        code = 99
    os._exit(code)


if __name__ == "__main__":
    ours = [module.name for module in pkgutil.walk_packages(extractor.__path__, "extractor.")]
    for name in (*HEAVY, *ours):
        if not name.endswith("__main__"):
            importlib.import_module(name)
    from extractor.engines.openai import wire

    wire.answer_model()
    wire.response_format(True)
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        started = start(json.loads(line))
        print(started, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(started, 0)[1]), flush=True)

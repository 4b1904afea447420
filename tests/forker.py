"""Starts runs of the command line from a process that has everything imported: a run is a process of its own, which
can be killed as any other, without the second and a half of imports.

    python -m tests.forker

For each line on standard input (JSON: arguments, environment, files for both outputs) it forks, tells the new process's
number, waits for its end, and tells how it ended. What a run had to import after all is imported for the next ones.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import extractor

HEAVY = ("instructor.core", "openai.types.chat", "genai_prices", "pydantic_settings", "trafilatura")
"""What our modules import only when they need it."""


def start(asked: dict[str, Any]) -> tuple[int, int]:
    """The number of a new process that runs the command as the leader of a session of its own, and where it tells what
    it had to import, if it comes to its end."""
    told, telling = os.pipe()
    pid = os.fork()
    if pid:
        os.close(telling)
        return pid, told
    try:
        os.setsid()
        os.environ.update(asked["environment"])
        files = [os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for name in asked["files"]]
        nothing = os.open(os.devnull, os.O_RDWR)
        for old, new in ((nothing, 0), (files[0], 1), (files[-1], 2)):
            os.dup2(old, new)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        from extractor.cli import boundary

        known = set(sys.modules)
        boundary.interruptible()
        code = boundary.run(asked["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(telling, " ".join(sys.modules.keys() - known).encode())
    except BaseException as error:
        print(f"Traceback: {error!r}", file=sys.stderr, flush=True)
        code = 99
    os._exit(code)


def load(modules: Iterable[str]) -> None:
    for name in modules:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()


if __name__ == "__main__":
    ours = [module.name for module in pkgutil.walk_packages(extractor.__path__, "extractor.")]
    load(name for name in (*HEAVY, *ours) if not name.endswith("__main__"))
    from extractor.engines.openai import wire

    wire.answer_model()
    wire.response_format(True)
    print("ready", flush=True)
    for line in sys.stdin:
        started, told = start(json.loads(line))
        print(started, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(started, 0)[1]), flush=True)
        with os.fdopen(told) as names:
            load(names.read().split())

"""Named points at which a test may have the process killed, to see that nothing is lost there."""

from __future__ import annotations

import os
import signal
import threading

VARIABLE = "EXTRACTOR_TEST_POINT"
"""Holds `NAME:COUNT`, as in `after_commit:3`: the process ends itself when it gets there for the third time."""

POINTS = ("after_lease", "after_reply", "after_commit", "during_export")

_lock = threading.Lock()
_seen = 0


def reached(name: str) -> None:
    """Does nothing, unless the environment says that this is where to die."""
    wanted = os.environ.get(VARIABLE)
    if wanted and wanted.partition(":")[0] == name:
        _count(int(wanted.partition(":")[2] or 1))


def _count(fatal: int) -> None:
    global _seen
    with _lock:
        _seen += 1
        if _seen == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

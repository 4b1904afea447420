"""Ctrl-C and SIGTERM in a batch: the first lets it end in good order, the second stops it, a third ends the process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.batch.stop import Stop

DRAINS = "stopping when the articles in flight are done; once more stops at once"
STOPS = "stopping at once"


class Asked:
    """By which signal an end was asked for; None where by none."""

    number: int | None = None

    @property
    def code(self) -> int | None:
        """The exit code that a shell expects."""
        return None if self.number is None else 128 + self.number


@contextmanager
def stoppable(stop: Stop, say: Callable[[str], None]) -> Iterator[Asked]:
    """Meanwhile the two signals ask for the stop, and say so."""
    asked = Asked()
    talks: list[threading.Thread] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.number = asked.number or number
        times = stop.ask()
        if times > 2:
            raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)
        # By a thread: the signal may have come in the middle of something being said, which can't be interrupted.
        talks.append(threading.Thread(target=say, args=(DRAINS if times == 1 else STOPS,), daemon=True))
        talks[-1].start()

    if threading.current_thread() is not threading.main_thread():  # where no signal can be caught
        yield asked
        return
    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for talk in talks:
            talk.join()

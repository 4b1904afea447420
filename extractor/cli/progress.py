"""How far a batch is: a bar on a terminal, a line every few seconds elsewhere, a summary in the end."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.cli import console
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from rich.progress import Progress, Task
    from rich.text import Text

EVERY = 5.0
"""Seconds between two lines."""
MOMENT = 1.0
"""Seconds after which it is worth while to count how much there is to do."""
WINDOW = 60.0
"""Seconds that the speed is the mean of."""


@dataclass
class Tally:
    """What became of the articles so far. Counted in one thread, read in another."""

    total: int | None = None
    """Articles in all; None as long as nobody knows."""
    done: int = 0
    failed: int = 0
    cached: int = 0
    """The part of `done` that was known from earlier."""
    claims: int = 0
    remarks: Callable[[], Iterable[str]] = tuple
    """What else there is to say: what it has cost, why nothing moves."""
    started: float = field(default_factory=time.monotonic)
    _recent: deque[tuple[float, int]] = field(default_factory=deque)

    @property
    def ended(self) -> int:
        """Articles that need no more work."""
        return self.done + self.failed

    def seconds(self) -> float:
        return time.monotonic() - self.started

    def speed(self, now: float | None = None) -> float:
        """Articles a second, lately."""
        now = time.monotonic() if now is None else now
        recent = self._recent
        while len(recent) > 1 and recent[1][0] < now - WINDOW:
            recent.popleft()
        then, before = recent[0] if recent else (self.started, 0)
        recent.append((now, self.ended))
        return (self.ended - before) / (now - then) if now > then else 0.0

    def line(self) -> str:
        """'312 of 1,000 done · 3 failed · …'."""
        speed = self.speed()
        of = f" of {self.total:,}" if self.total is not None else ""
        left = self.total - self.ended if self.total is not None else 0
        parts = [
            f"{self.done:,}{of} done",
            f"{self.failed:,} failed" if self.failed else "",
            f"{self.cached:,} from cache" if self.cached else "",
            number(self.claims, "claim"),
            f"{speed:.1f} articles/s",
            *self.remarks(),
            f"{duration(left / speed)} left" if left > 0 and speed else "",
        ]
        return " · ".join(filter(None, parts))


@contextmanager
def shown(tally: Tally, count: Iterator[int] | None, *, quiet: bool) -> Iterator[None]:
    """Shows the tally as it grows, on standard error. `count` comes to the total; None where nobody can say."""
    if quiet:
        yield
        return
    with _counting(tally, count), _bar(tally) if console.is_terminal(sys.stderr) else _lines(tally):
        yield


@contextmanager
def _counting(tally: Tally, count: Iterator[int] | None) -> Iterator[None]:
    """Counts the articles beside the work, in a run that takes longer than a moment."""
    if count is None:
        yield
        return
    ended = threading.Event()

    def go_through() -> None:
        if ended.wait(MOMENT):
            return
        counted = 0
        with suppress(OSError, ExtractorError):
            for number in count:
                if ended.is_set():
                    return
                counted = number
            tally.total = counted

    counter = threading.Thread(target=go_through, name="count", daemon=True)
    counter.start()
    try:
        yield
    finally:
        ended.set()
        counter.join()


@contextmanager
def _lines(tally: Tally) -> Iterator[None]:
    ended = threading.Event()

    def talk() -> None:
        while not ended.wait(EVERY):
            console.say(tally.line())

    talker = threading.Thread(target=talk, name="progress", daemon=True)
    talker.start()
    try:
        yield
    finally:
        ended.set()
        talker.join()


def _bar(tally: Tally) -> Progress:
    """A live bar; what is said meanwhile appears above it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn
    from rich.text import Text

    class Line(ProgressColumn):
        def render(self, task: Task) -> Text:
            task.total, task.completed = tally.total, tally.ended
            return Text(console.harmless(tally.line()), no_wrap=True, overflow="ellipsis")

    # The line first: it is the one that tells the bar where it stands.
    bar = Progress(Line(), BarColumn(bar_width=20), console=Console(stderr=True), refresh_per_second=4, transient=True)
    bar.add_task("", total=tally.total)
    return bar


def number(count: int, noun: str) -> str:
    """'1 claim', '2,000 claims'."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def dollars(amount: float) -> str:
    """'$12.34'; below a dollar with four digits behind the point."""
    return f"${amount:,.2f}" if amount >= 1 else f"${amount:.4f}"


def duration(seconds: float) -> str:
    """'41 s', '3 min 20 s', '2 h 5 min'."""
    whole = round(seconds)
    if whole < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"

"""The wish to end a run early."""

from __future__ import annotations

from collections.abc import Callable


class Stop:
    """Asked once, a run finishes what is in flight; asked again, it ends at once.

    May be asked from a signal handler and from any thread: it takes no lock.
    """

    def __init__(self) -> None:
        self.asked = 0
        self._listeners: list[Callable[[], None]] = []

    def ask(self) -> int:
        """How often it has been asked now."""
        self.asked += 1
        for listener in tuple(self._listeners):
            listener()
        return self.asked

    def listen(self, listener: Callable[[], None]) -> None:
        """`listener` is called at each time of asking, in the asker's thread."""
        self._listeners.append(listener)

    @property
    def draining(self) -> bool:
        """Whether nothing new is to be begun."""
        return self.asked > 0

    @property
    def now(self) -> bool:
        """Whether what is in flight is to be dropped as well."""
        return self.asked > 1

"""Exports that are text: JSON lines, a JSON array, CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from extractor.files import Part

Item = TypeVar("Item")

_START = 200
"""Bytes in which what we write can be told."""


@dataclass(frozen=True, slots=True)
class Text(Generic[Item]):
    """A form made of pieces of text."""

    pieces: Callable[[Iterable[Item]], Iterator[str]]
    start: re.Pattern[bytes]
    """How a file that we wrote begins."""
    LOGS: ClassVar[tuple[str, ...]] = ()

    def write(self, items: Iterable[Item], path: Path) -> None:
        with path.open("wb") as file:
            for piece in self.pieces(items):
                file.write(piece.encode("utf-8", "replace"))

    def ours(self, path: Path) -> bool:
        with path.open("rb") as file:
            return bool(self.start.match(file.read(_START)))

    def same(self, part: Part) -> bool:
        return part.same()

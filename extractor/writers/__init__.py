"""Results as text, in the formats of `-f`.

A writer takes extractions and yields pieces of text, so that a caller can print them or store them in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.models import Extraction
from extractor.writers import json

Writer = Callable[[Iterable[Extraction]], Iterator[str]]

WRITERS: dict[str, Writer] = {
    "json": json.document,
    "jsonl": json.lines,
}
"""Every writer under the name that `-f` gives it."""

"""What a word is compared by: its beginning, and the words that news uses in its place (`synonyms.toml`)."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from extractor.ground.wordforms import stem

_PREFIX = 5
"""Letters that two forms of one word share: 'present', 'presentation'."""
_MOST = 50_000


def _grouped() -> dict[str, str]:
    listed = tomllib.loads((files("extractor.ground") / "synonyms.toml").read_text(encoding="utf-8"))["groups"]
    return {stem(word): f"={line.split()[0]}" for line in listed.splitlines() for word in line.split()}


class _Keys(dict[str, tuple[str, ...]]):
    """The keys of a stem, worked out once each: words with one in common may speak of the same."""

    def __init__(self) -> None:
        self._group = _grouped()

    def __missing__(self, root: str) -> tuple[str, ...]:
        if len(self) > _MOST:
            self.clear()
        group = self._group.get(root)
        self[root] = keys = (root[:_PREFIX],) if group is None else (root[:_PREFIX], group)
        return keys


KEYS = _Keys()

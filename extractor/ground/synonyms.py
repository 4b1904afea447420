"""What a word is compared by: its beginning, and the words that news uses in its place (`synonyms.toml`)."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from extractor.ground.wordforms import stem
from extractor.memo import Memo

_PREFIX = 5
"""Letters that two forms of one word share: 'present', 'presentation'."""


def _grouped() -> dict[str, str]:
    listed = tomllib.loads((files("extractor.ground") / "synonyms.toml").read_text(encoding="utf-8"))["groups"]
    return {stem(word): f"={line.split()[0]}" for line in listed.splitlines() for word in line.split()}


_GROUPS = _grouped()


def _keys(root: str) -> tuple[str, ...]:
    group = _GROUPS.get(root)
    return (root[:_PREFIX],) if group is None else (root[:_PREFIX], group)


KEYS = Memo(_keys)
"""The keys of a stem: words with one in common may speak of the same."""

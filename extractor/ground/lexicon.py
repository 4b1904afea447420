"""The word lists of `lexicon.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

LEXICON: dict[str, Any] = tomllib.loads((files("extractor.ground") / "lexicon.toml").read_text(encoding="utf-8"))

MONTHS = {name: number for number, line in enumerate(LEXICON["months"], 1) for name in line.split()}
"""Folded names of months in the languages of the list, and their numbers."""

FILLERS = frozenset(LEXICON["date_fillers"].split())
"""Words beside a date that say nothing of which it is."""

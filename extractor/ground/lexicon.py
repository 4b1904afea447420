"""The word lists of `lexicon.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

LEXICON: dict[str, Any] = tomllib.loads((files("extractor.ground") / "lexicon.toml").read_text(encoding="utf-8"))

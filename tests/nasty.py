"""Strings that want to be more than text, as `fixtures/nasty` keeps them, and two that are too long to keep."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures" / "nasty"
FAMILIES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
LONG = 10_000_000
"""Characters of the longest line."""


@cache
def corpus(*families: str) -> dict[str, str]:
    """Text by 'family: name', of those families or of all. A few hold half a surrogate pair."""
    return {
        f"{family}: {name}": text
        for family in families or FAMILIES
        for name, text in json.loads((FOLDER / f"{family}.json").read_text(encoding="ascii")).items()
    }


@cache
def texts(*families: str) -> tuple[str, ...]:
    """The texts alone, but for empty ones: an article has at least one character."""
    return tuple(filter(None, corpus(*families).values()))


def is_utf8(text: str) -> bool:
    """Whether the text has no half of a surrogate pair."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def is_name(text: str) -> bool:
    """Whether a file or folder of this system can have it as its name."""
    try:
        return "/" not in text and "\0" not in text and 0 < len(os.fsencode(text)) <= 200
    except UnicodeEncodeError:
        return False


def long_line() -> str:
    """Ten million characters without a break."""
    return "Meta opens Llama, " * (LONG // 18)


def storm() -> str:
    """Letters under a hundred thousand marks."""
    return "Z" + "\u0300\u0301\u0338" * 33_000 + "algo"

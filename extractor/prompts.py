"""Prompt files: find, fill and fingerprint them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as prose with `$names` in it."""

    name: str
    """File name without its ending: 'extract.v1'."""
    text: str

    def fill(self, **values: str) -> str:
        """The text with every `$name` replaced. Values are never read as templates themselves."""
        return Template(self.text).substitute(values)


@cache
def load(name: str) -> Prompt:
    """The shipped prompt of that name; raises FileNotFoundError for one that does not exist."""
    packaged = files("extractor") / "_data" / "prompts"
    folder = packaged if packaged.is_dir() else Path(__file__).parents[1] / "prompts"
    return Prompt(name, (folder / f"{name}.md").read_text(encoding="utf-8").strip())


def fingerprint(*prompts: Prompt) -> str:
    """sha256 over the names and texts of the prompts, in order."""
    digest = hashlib.sha256()
    for prompt in prompts:
        for part in (prompt.name, prompt.text):
            digest.update(part.encode() + b"\0")
    return digest.hexdigest()

"""Title and outlet as far as they may be believed: short, without what nobody sees, and no order to a program."""

from __future__ import annotations

from dataclasses import replace

from extractor.planted import cleaned, orders
from extractor.readers.metadata import Metadata, line

LONGEST = {"title": 300, "outlet": 120}
"""Characters; the longest headlines of newspapers have 200."""


def trusted(said: Metadata) -> tuple[Metadata, tuple[str, ...]]:
    """The metadata without a title or outlet that can be none, and one sentence for each that was left out."""
    warnings = []
    kept: dict[str, str | None] = {}
    for name, most in LONGEST.items():
        written: str | None = getattr(said, name)
        text = written and line(cleaned(written))
        why = _why_not(text, most) if text else None
        if why:
            warnings.append(f"The {name} {why} and was left out ({len(written or '')} characters).")
        kept[name] = None if why else text
    return replace(said, title=kept["title"], outlet=kept["outlet"]), tuple(warnings)


def _why_not(text: str, most: int) -> str | None:
    if orders(text):
        return "gives instructions to a program"
    return f"has more than {most} characters" if len(text) > most else None

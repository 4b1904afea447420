"""As many articles as are wanted, of the size and kind of the annotated ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"


def articles(number: int) -> Iterator[dict[str, Any]]:
    """The English gold articles over and over, each with a last sentence of its own that makes it another article."""
    return islice(_endless(), number)


def write(folder: Path, number: int) -> Path:
    """The articles as one JSONL file in the folder."""
    path = folder / f"articles-{number}.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(number))
    return path


def _endless() -> Iterator[dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("?-*.json"))]
    known = ("title", "outlet", "published", "lang")
    for number, gold in zip(count(1), cycle(one for one in found if one["lang"] == "en"), strict=False):
        yield {name: gold[name] for name in known} | {"text": f"{gold['text']}\n\nThis is report {number} of the day."}

"""An article as long as wanted, to try long ones with: the English articles of fixtures/gold one after the other.

    python -m benchmarks.long_article [CHARACTERS]

It prints plain text of at least so many characters (300 000 if none are named), in whole articles, and begins again
with the first when it has had them all; what is said twice then is one claim with two places.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import cycle

from benchmarks.articles import GOLD

CHARACTERS = 300_000


def text(characters: int = CHARACTERS) -> str:
    """The articles' texts, paragraphs and articles separated by blank lines."""
    return "\n\n".join(_texts(characters))


def _texts(characters: int) -> Iterator[str]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("?-*.json"))]
    size = 0
    for one in cycle(article["text"] for article in found if article["lang"] == "en"):
        yield one
        size += len(one) + 2
        if size >= characters:
            return


if __name__ == "__main__":
    print(text(*map(int, sys.argv[1:2])))

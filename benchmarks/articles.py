"""As many articles as are wanted, of the size and kind of the annotated ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.answers import answer
from extractor.engines.base import Call, Reply
from extractor.models import Article, Draft
from extractor.pipeline import extract

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"
KNOWN = ("title", "outlet", "published", "lang")


class Answering:
    """The endpoint's answers without the endpoint."""

    name = model = "answers"

    def answer(self, call: Call) -> Reply:
        messages = [{"role": message.role, "content": message.content} for message in call.messages]
        return Reply(Draft.model_validate_json(answer(messages)))

    async def aanswer(self, call: Call) -> Reply:
        return self.answer(call)


def articles(number: int) -> Iterator[dict[str, Any]]:
    """English gold articles over and over, each with a last sentence of its own that makes it another article.

    Only those whose answer needs no correction: an article is one request.
    """
    pairs = zip(count(1), cycle(_bases()), strict=False)
    endless = (base | {"text": f"{base['text']}\n\nThis is report {number} of the day."} for number, base in pairs)
    return islice(endless, number)


def write(folder: Path, number: int) -> Path:
    """The articles as one JSONL file in the folder."""
    path = folder / f"articles-{number}.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(number))
    return path


@cache
def _bases() -> list[dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("?-*.json"))]
    english = [{name: one[name] for name in (*KNOWN, "text")} for one in found if one["lang"] == "en"]
    return [one for one in english if not extract(Article(**one), model=Answering()).rejected]

"""The openai SDK asked for the same answers, which it does nothing with: what a batch is measured against.

    python -m benchmarks.bare URL ARTICLES.jsonl CONCURRENCY [parsed|engine]

Prints the articles, and seconds of CPU and of wall time for them, as JSON. A concurrency of 0 is a plain loop with the
SDK's synchronous client, any other so many tasks with the asynchronous one. `parsed` reads each answer with pydantic
and believes it; `engine` asks through the engine of a batch, that is instructor, and goes no further either.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openai

from extractor.engines.base import Call
from extractor.engines.openai import OpenAI, wire
from extractor.models import Article, Draft
from extractor.pipeline import plan


def planned(path: Path) -> list[Call]:
    """What the batch would ask."""
    with path.open(encoding="utf-8") as lines:
        return [call for line in lines for call in plan(Article.model_validate_json(line))]


def requests(calls: Iterable[Call]) -> list[dict[str, Any]]:
    """What the batch would send."""
    form = wire.response_format(True)
    return [{"model": "m", "messages": wire.messages(call.messages), "response_format": form} for call in calls]


def loop(url: str, asked: Iterator[dict[str, Any]], *, parsed: bool = False) -> None:
    with openai.OpenAI(base_url=url, api_key="none", max_retries=0) as client:
        for request in asked:
            answer = client.chat.completions.create(**request)
            if parsed:
                Draft.model_validate_json(answer.choices[0].message.content or "")


async def engine(url: str, asked: Iterator[Call], concurrency: int) -> None:
    async with OpenAI("m", base_url=url, api_key="none") as one:

        async def work() -> None:
            for call in asked:
                await one.aanswer(call)

        await asyncio.gather(*(work() for _ in range(concurrency)))


async def tasks(url: str, asked: Iterator[dict[str, Any]], concurrency: int) -> None:
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:

        async def work() -> None:
            for request in asked:
                await client.chat.completions.create(**request)

        await asyncio.gather(*(work() for _ in range(concurrency)))


def main(url: str, path: str, concurrency: int, how: str = "") -> None:
    calls = planned(Path(path))
    asked = requests(calls)
    loop(url, iter(asked[:3]), parsed=True)
    asyncio.run(engine(url, iter(calls[:3]), 1))
    cpu, wall = time.process_time(), time.perf_counter()
    if how == "engine":
        asyncio.run(engine(url, iter(calls), concurrency))
    elif concurrency:
        asyncio.run(tasks(url, iter(asked), concurrency))
    else:
        loop(url, iter(asked), parsed=how == "parsed")
    told = {"articles": len(asked), "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])

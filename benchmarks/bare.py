"""The openai SDK asked for the same answers, which it does nothing with: what a batch is measured against.

    python -m benchmarks.bare URL ARTICLES.jsonl CONCURRENCY

Prints the articles, and seconds of CPU and of wall time for them, as JSON. A concurrency of 0 is a plain loop with the
SDK's synchronous client, any other so many tasks with the asynchronous one.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai

from extractor.engines.openai import wire
from extractor.models import Article
from extractor.pipeline import plan


def requests(path: Path) -> list[dict[str, Any]]:
    """What the batch would send."""
    with path.open(encoding="utf-8") as lines:
        calls = [call for line in lines for call in plan(Article.model_validate_json(line))]
    form = wire.response_format(True)
    return [{"model": "m", "messages": wire.messages(call.messages), "response_format": form} for call in calls]


def loop(url: str, asked: Iterator[dict[str, Any]]) -> None:
    with openai.OpenAI(base_url=url, api_key="none", max_retries=0) as client:
        for request in asked:
            client.chat.completions.create(**request)


async def tasks(url: str, asked: Iterator[dict[str, Any]], concurrency: int) -> None:
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:

        async def work() -> None:
            for request in asked:
                await client.chat.completions.create(**request)

        await asyncio.gather(*(work() for _ in range(concurrency)))


def main(url: str, path: str, concurrency: int) -> None:
    asked = requests(Path(path))
    loop(url, iter(asked[:3]))
    cpu, wall = time.process_time(), time.perf_counter()
    if concurrency:
        asyncio.run(tasks(url, iter(asked), concurrency))
    else:
        loop(url, iter(asked))
    told = {"articles": len(asked), "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

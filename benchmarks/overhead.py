"""CPU time of an extraction beside a bare loop of the openai SDK over the same requests.

    python -m benchmarks.overhead [ROUNDS]

The endpoint answers at once, from another process, with the annotated claims of the article that is asked about. Both
sides send the same requests, corrective ones included, in turn; the medians of the rounds are compared. The bare loop
does nothing with an answer; ours also splits, asks for a strict schema, validates, grounds and merges.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import multiprocessing
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.altered_claims import load
from extractor.engines.base import Call, Reply
from extractor.engines.openai import OpenAI, wire
from extractor.models import Article, Draft
from extractor.pipeline import extract

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"


class Noting:
    """An engine that notes which calls another is asked."""

    def __init__(self, engine: OpenAI) -> None:
        self.name, self.model = engine.name, engine.model
        self.engine = engine
        self.calls: list[Call] = []

    def answer(self, call: Call) -> Reply:
        self.calls.append(call)
        return self.engine.answer(call)

    async def aanswer(self, call: Call) -> Reply:
        return self.answer(call)


def serve(listening: socket.socket, answers: dict[bytes, bytes]) -> None:
    """Answers each request, as fast as Python can, with the answer whose fence stands in it."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
                body = await reader.readexactly(length)
                writer.write(next(answer for fence, answer in answers.items() if fence in body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        async with await asyncio.start_server(connected, sock=listening) as server:
            await server.serve_forever()

    asyncio.run(main())


def response(draft: Draft) -> bytes:
    message = {"role": "assistant", "content": draft.model_dump_json(), "refusal": None}
    body = {
        "id": "x", "object": "chat.completion", "created": 0, "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {"prompt_tokens": 2000, "completion_tokens": 800, "total_tokens": 2800},
    }  # fmt: skip
    data = json.dumps(body).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(data) + data


def fence(article: Article) -> bytes:
    return b"=== " + hashlib.sha256(article.text.encode()).hexdigest()[:12].encode()


def cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main(rounds: int) -> None:
    import openai

    annotated = load(GOLD, ("a", "b", "c", "d"))
    articles = [one.article for one in annotated]
    answers = {fence(one.article): response(Draft(claims=one.claims)) for one in annotated}
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    endpoint = multiprocessing.get_context("fork").Process(target=serve, args=(listening, answers), daemon=True)
    endpoint.start()
    with OpenAI("m", base_url=url) as engine, openai.OpenAI(base_url=url, api_key="none", max_retries=0) as bare:
        noting = Noting(engine)
        claims = sum(len(extract(article, model=noting).claims) for article in articles)
        asked: list[dict[str, Any]] = [
            {"messages": wire.messages(call.messages), "response_format": wire.response_format(True)}
            for call in noting.calls
        ]

        def theirs() -> None:
            for request in asked:
                bare.chat.completions.create(model="m", **request)

        def ours() -> None:
            for article in articles:
                extract(article, model=engine)

        def engines() -> None:
            for call in noting.calls:
                engine.answer(call)

        theirs()
        columns = zip(*[(cpu(ours), cpu(engines), cpu(theirs)) for _ in range(rounds)], strict=True)
    endpoint.kill()
    whole, engine_only, other = (median(column) * 1000 / len(articles) for column in columns)
    print(f"{len(articles)} articles, {len(asked)} requests, {claims} claims, {rounds} rounds")
    print(f"bare SDK loop        {other:6.2f} ms of CPU an article")
    print(f"the engine alone     {engine_only:6.2f} ms, {engine_only / other:.2f} times that")
    print(f"a whole extraction   {whole:6.2f} ms, {whole / other:.2f} times that")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)

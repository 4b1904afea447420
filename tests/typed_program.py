"""A program that uses the library as its types promise: `make lint` checks it strictly, a test runs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from typing import assert_type

from extractor import (
    Article,
    Call,
    Claim,
    Draft,
    Engine,
    Extraction,
    ExtractorError,
    Reply,
    Settings,
    Status,
    aextract,
    aextract_many,
    extract,
    extract_many,
    read,
)


class Silent:
    """An engine of one's own."""

    name = "silent"
    model = "none"

    def answer(self, call: Call) -> Reply:
        return Reply(Draft(claims=()), notes=(f"{len(call.sentences)} sentences",))

    async def aanswer(self, call: Call) -> Reply:
        return self.answer(call)


def planned(extraction: Extraction) -> list[str]:
    assert_type(extraction.claims, tuple[Claim, ...])
    return [claim.statement for claim in extraction.claims if claim.status is Status.PLANNED]


def main(path: str) -> list[str]:
    engine: Engine = Silent()
    article = assert_type(read(path, title="Tern", published="2025-07-31"), Article)
    found = assert_type(extract(article, model="offline", settings=Settings(timeout=30)), Extraction)
    silent = assert_type(asyncio.run(aextract(article, model=engine)), Extraction)
    assert_type(extract_many([article, "text"], model=engine), Iterator[Extraction])
    assert_type(aextract_many([article, "text"], model=engine), AsyncGenerator[Extraction])
    for outcome in extract_many([article, " "], model=engine, errors="return"):
        assert_type(outcome, Extraction | ExtractorError)
    return [*planned(found), *silent.run.notes]

"""What a run pays, written down."""

from __future__ import annotations

import asyncio

import pytest

from extractor.batch.ledger import Ledger
from extractor.engines.base import Attempt
from extractor.engines.journal import Journal
from extractor.errors import OutputError
from extractor.models import Article, Usage
from extractor.pipeline import plan


@pytest.fixture
def journal(tmp_path):
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


def test_an_attempt_is_in_the_ledger_though_what_was_written_beside_it_failed(journal):
    ledger = Ledger(journal, "run")
    (call,) = plan(Article(text="Acme opened its model."))
    ledger.tell(Attempt(call, Usage(requests=1, tokens_in=7), "ok"))

    def failing():
        raise OutputError("no room")

    async def write():
        writes = [journal.later(failing), ledger.write_later(call), journal.later(failing)]
        await asyncio.gather(*writes, return_exceptions=True)

    asyncio.run(write())
    assert journal.spent("run") == Usage(requests=1, tokens_in=7)

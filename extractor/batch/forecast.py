"""What a run would take, without a call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.batch.estimate import Price, corrections, expected, further
from extractor.batch.keys import Keys
from extractor.engines.base import Engine
from extractor.engines.cached import call_key, identity
from extractor.errors import ExtractorError
from extractor.models import Usage
from extractor.pipeline import Reading, plan

if TYPE_CHECKING:
    from extractor.batch.sources import Item
    from extractor.engines.journal import Kept


@dataclass(frozen=True, slots=True)
class Forecast:
    """What there is to do, and what it will probably take. Further passes are counted as if none was answered yet and
    each found as much again."""

    articles: int = 0
    unreadable: int = 0
    """Articles that can't be read or asked about."""
    cached: int = 0
    """Articles whose result is there already, or will be by then: the same text twice is one call."""
    failed: int = 0
    """Articles that failed earlier and are not tried again."""
    cached_calls: int = 0
    """Calls whose answer is there already."""
    usage: Usage = field(default_factory=Usage)
    """The calls that are left."""
    corrections: Usage = field(default_factory=Usage)
    """Calls about claims that will not stand, which follow on the answers."""


def forecast(
    items: Iterable[Item],
    engine: Engine,
    price: Price,
    journal: Kept | None = None,
    *,
    reading: Reading | None = None,
    retry_failed: bool = False,
) -> Forecast:
    """The forecast for the articles. `journal` holds what is there already; nothing is written to it."""
    reading = reading or Reading()
    keys, asker = Keys(engine, reading), identity(engine)
    articles = unreadable = cached = failed = cached_calls = 0
    usage = Usage()
    seen: set[bytes] = set()  # 16 bytes of each key: 7 MB for a hundred thousand articles
    for item in items:
        articles += 1
        if isinstance(item.outcome, ExtractorError):
            unreadable += 1
            continue
        key = keys.of(item.outcome)
        short = bytes.fromhex(key[:32])
        if short in seen or (journal and journal.extraction(key) is not None):
            cached += 1
            continue
        if journal and not retry_failed and journal.failure(key):
            failed += 1
            continue
        try:
            calls = plan(item.outcome, chunk_tokens=reading.chunk_tokens)
        except ExtractorError:
            unreadable += 1
            continue
        seen.add(short)
        for call in calls:
            if journal and journal.reply(call_key(call, asker)) is not None:
                cached_calls += 1
            else:
                usage += expected(call, price)
            for _ in range(1, reading.passes):
                usage += further(call, price)
    return Forecast(articles, unreadable, cached, failed, cached_calls, usage, corrections(usage, price))

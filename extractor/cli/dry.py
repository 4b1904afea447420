"""`extractor batch --dry-run`: what a run would take, as far as that is known before it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from extractor.cli import compose, console, output
from extractor.cli.options import Asking, Pacing, Spending
from extractor.cli.progress import dollars
from extractor.errors import OK, UsageError

if TYPE_CHECKING:
    from extractor.batch.forecast import Forecast
    from extractor.batch.sources import Item


def foretell(items: Iterator[Item], asking: Asking, pacing: Pacing, spending: Spending) -> int:
    """Prints the forecast: for a person as a table, for a program as JSON."""
    from pydantic import SecretStr

    from extractor.batch.forecast import forecast
    from extractor.cli.prices import limits_of, price_of
    from extractor.engines import endpoint, open_engine
    from extractor.engines.journal import NAME, Kept
    from extractor.pipeline import Reading

    if asking.replay:
        raise UsageError("--replay asks no model, so there is nothing to estimate: leave out --dry-run")
    settings = compose.settings(asking)
    model = compose.model_of(settings)
    if settings.api_key is None:  # nobody will see it
        settings = settings.model_copy(update={"api_key": SecretStr("none")})
    price = price_of(spending, model, settings)
    limits_of(spending, price, model)
    file = settings.cache / NAME
    with ExitStack() as stack:
        engine = open_engine(model, settings)
        stack.callback(getattr(engine, "close", int))
        journal = stack.enter_context(Kept(file)) if file.exists() else None
        found = forecast(
            items,
            engine,
            price,
            journal,
            reading=Reading.of(settings),
            retry_failed=pacing.retry_failed,
        )
    record = _record(found, model, asks=endpoint(model, settings) is not None)
    if console.is_terminal(sys.stdout):
        output.deliver(output.facts({name: _shown(name, value) for name, value in record.items()}), None)
    else:
        output.deliver([output.document(record)], None)
    for limit in _passed(record, spending):
        console.say(limit)
    return OK


def _record(found: Forecast, model: str, *, asks: bool) -> dict[str, Any]:
    """The forecast; an engine that asks nobody makes no calls."""
    from extractor.models import Usage

    usage, more = (found.usage, found.corrections) if asks else (Usage(), Usage())
    costs = [one.cost for one in (usage, more) if one.tokens_in]
    return {
        "model": model,
        "articles": found.articles,
        "unreadable": found.unreadable,
        "cached": found.cached,
        "failed": found.failed,
        "calls": usage.requests,
        "corrective_calls": more.requests,
        "cached_calls": found.cached_calls,
        "tokens_in": usage.tokens_in + more.tokens_in,
        "tokens_out": usage.tokens_out + more.tokens_out,
        "cost": None if None in costs else sum(filter(None, costs)),
    }


def _shown(name: str, value: Any) -> str:
    if name == "cost":
        return "unknown" if value is None else dollars(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _passed(record: dict[str, Any], spending: Spending) -> Iterator[str]:
    """The limits that the run would reach."""
    tokens, cost = record["tokens_in"] + record["tokens_out"], record["cost"]
    if spending.max_tokens is not None and tokens > spending.max_tokens:
        yield f"--max-tokens {spending.max_tokens:,} would be reached before the end ({tokens:,} expected)"
    if spending.max_cost is not None and cost is not None and cost > spending.max_cost:
        yield f"--max-cost {dollars(spending.max_cost)} would be reached before the end ({dollars(cost)} expected)"

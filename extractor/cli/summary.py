"""What a batch came to, in a few lines for standard error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.progress import Tally, dollars, duration, number
from extractor.errors import BudgetError

if TYPE_CHECKING:
    from extractor.batch.events import Outcome
    from extractor.batch.ledger import Ledger


def closing(outcome: Outcome, tally: Tally, ledger: Ledger, target: Path | None) -> Iterator[str]:
    """What was done, what failed, and what it took; `target` is the file with the results, if there is one."""
    from extractor.batch.exports import beside

    cached = f" ({outcome.cached:,} from cache)" if outcome.cached else ""
    where = f": {target}" if target is not None else ""
    claims = number(outcome.claims, "claim")
    yield f"{number(outcome.done, 'article')} done{cached}, {claims}, in {duration(tally.seconds())}{where}"
    if outcome.failed:
        where = f": {beside(target)}" if target is not None else ""
        yield f"{number(outcome.failed, 'article')} failed{where}"
    if ledger.usage.requests:
        yield ", ".join(_took(ledger))


def _took(ledger: Ledger) -> Iterator[str]:
    usage = ledger.usage
    yield number(usage.requests, "request")
    yield f"{usage.tokens_in:,} tokens in" + (f" ({usage.tokens_cached:,} cached)" if usage.tokens_cached else "")
    yield f"{usage.tokens_out:,} out"
    if usage.cost is None:
        yield "cost unknown"
        return
    yield dollars(usage.cost) + (f" and {number(ledger.unpriced, 'request')} of unknown price" * bool(ledger.unpriced))
    if ledger.before.cost:
        yield f"{dollars(ledger.before.cost + usage.cost)} with earlier runs"


def left(outcome: Outcome, articles: int | None) -> str:
    """What a run that was stopped leaves to do, and how to go on; in numbers where it is known how many are left."""
    rest = f"{number(articles, 'article')} left" if articles else "not all is done"
    if isinstance(outcome.error, BudgetError):
        return f"{rest}: the same command with a larger limit goes on"
    if outcome.stopped == "failures":
        return f"{rest}, after more failures than --max-failures allows: the same command with a larger one goes on"
    return f"{rest}: the same command goes on"

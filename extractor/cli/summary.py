"""What a batch came to, in a few lines for standard error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.progress import Tally, counted, dollars, duration
from extractor.errors import BudgetError

if TYPE_CHECKING:
    from extractor.batch.events import Outcome
    from extractor.batch.ledger import Ledger


def closing(outcome: Outcome, tally: Tally, ledger: Ledger, target: Path | None) -> Iterator[str]:
    """What was done, what failed, and what it took; `target` is None for standard output."""
    from extractor.batch.exports import beside

    cached = f" ({outcome.cached:,} from cache)" if outcome.cached else ""
    where = f": {target}" if target is not None else ""
    claims = counted(outcome.claims, "claim")
    yield f"{counted(outcome.done, 'article')} done{cached}, {claims}, in {duration(tally.seconds())}{where}"
    if outcome.failed:
        where = f": {beside(target)}" if target is not None else ""
        yield f"{counted(outcome.failed, 'article')} failed{where}"
    if ledger.usage.requests:
        yield ", ".join(_took(ledger))


def _took(ledger: Ledger) -> Iterator[str]:
    usage = ledger.usage
    yield counted(usage.requests, "request")
    yield f"{usage.tokens_in:,} tokens in" + (f" ({usage.tokens_cached:,} cached)" if usage.tokens_cached else "")
    yield f"{usage.tokens_out:,} out"
    if usage.cost is None:
        yield "cost unknown"
        return
    yield dollars(usage.cost) + (f" and {counted(ledger.unpriced, 'request')} of unknown price" * bool(ledger.unpriced))
    if ledger.before.cost:
        yield f"{dollars(ledger.before.cost + usage.cost)} with earlier runs"


def left(outcome: Outcome) -> str | None:
    """What is left and how to go on; None where nothing is."""
    if not outcome.stopped:
        return None
    rest = f"{counted(outcome.skipped, 'article')} left" if outcome.skipped else "stopped"
    if isinstance(outcome.error, BudgetError):
        return f"{rest}: the same command with a larger limit goes on"
    if outcome.stopped == "failures":
        return f"{rest}, after more failures than --max-failures allows: the same command with a larger one goes on"
    return f"{rest}: the same command goes on"

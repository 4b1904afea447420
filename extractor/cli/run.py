"""One run of `extractor batch`: shown as it goes, exported, summed up."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli import compose, console, output
from extractor.cli.options import Asking, Pacing, Spending
from extractor.cli.progress import Tally, dollars, shown
from extractor.cli.stopping import stoppable
from extractor.cli.warnings import Warnings
from extractor.errors import OK, PARTIAL, ExtractorError, InputError, UsageError

if TYPE_CHECKING:
    from extractor.batch import exports
    from extractor.batch.events import Event, Failed, Outcome
    from extractor.batch.runner import Options
    from extractor.cli.gather import Gathered
    from extractor.cli.room import Room
    from extractor.names import Aliases

COUNTED = 1.0
"""Seconds in which what is left is counted after a run that was stopped at once."""
TOLD = 10
"""Failures that are told one by one where a file holds them all."""


def run(
    articles: Gathered,
    target: Path | None,
    asking: Asking,
    pacing: Pacing,
    spending: Spending,
    aliases: Aliases | None = None,
    *,
    quiet: bool,
) -> int:
    """The exit code; results and failures are where they belong by then, as far as the run got.

    The aliases go beside the names of what is written, and not into what is kept: others ask for nothing anew. Without
    a target results are streamed to standard output as they come.
    """
    from extractor.batch import exports, runner
    from extractor.batch.spool import Spool
    from extractor.cli import summary
    from extractor.cli.room import room

    options = _options(pacing)
    if target is None:
        output.check(None)
    else:
        exports.check(target)

    def say(line: str) -> None:
        if not quiet:
            console.say(line)

    with room(asking, pacing, spending, target) as opened, Spool() as spool:
        tally = Tally(remarks=lambda: _remarks(opened))
        teller = _Teller(tally, target, aliases, quiet=quiet)
        options = replace(options, reading=compose.reading(asking, opened.engine))
        controller = opened.controller
        if controller is not None:
            options = replace(options, doomed=lambda: controller.stopped)
        with stoppable(options.stop, say) as asked:
            with shown(tally, articles.count and articles.count(), quiet=quiet), _seldom_collecting():
                outcome = runner.run(articles.items, opened.engine, opened.journal, spool, options, teller.tell)
            if isinstance(outcome.error, UsageError):  # such as a list that names the output among the articles
                raise outcome.error
            if not (outcome.done or outcome.failed or outcome.stopped):
                raise InputError("no article: nothing is there to read under the names given, so nothing is written")
            written = target if outcome.done or outcome.failed else None
            if written is not None:
                exports.export(spool.records(opened.journal), map(_record, spool.failures()), written, aliases)
        if outcome.error:
            console.error(outcome.error.message, outcome.error)
        for line in summary.closing(outcome, tally, opened.ledger, written):
            say(line)
        if outcome.stopped:
            rest = _uncounted(outcome, articles) if options.stop.now else outcome.skipped
            console.say(summary.left(outcome, rest))
    return asked.code or _code(outcome)


def _uncounted(outcome: Outcome, articles: Gathered) -> int | None:
    """How many articles a run leaves that looked at no more of them; None where that takes longer than a moment."""
    if articles.count is None:
        return None
    whole = 0
    until = time.monotonic() + COUNTED
    with suppress(OSError, ExtractorError):
        for number in articles.count():
            whole = number
            if time.monotonic() > until:
                return None
    return max(0, whole - outcome.done - outcome.failed)


def _record(failed: Failed) -> exports.Failed:
    """A failure as it is exported."""
    from extractor.batch.exports.failures import Failed as Record

    path = None if failed.name.startswith("standard input") else failed.name
    return Record(name=failed.name, path=path, code=failed.code, message=failed.message, attempts=failed.attempts)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Fewer searches for reference cycles meanwhile, and none among what is there already, which stays.

    With the usual thresholds an article took 7.0 ms of CPU instead of 6.4: python -m benchmarks.batch cpu.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


class _Teller:
    """Hears of every article: counts it, writes what is streamed, and names what failed."""

    def __init__(self, tally: Tally, target: Path | None, aliases: Aliases | None, *, quiet: bool) -> None:
        self._tally = tally
        self._target = target
        self._aliases = aliases
        self._told = 0
        self._warnings = None if quiet else Warnings()

    def tell(self, event: Event) -> None:
        from extractor.batch.events import Done, Failed
        from extractor.batch.exports import line

        if isinstance(event, Done):
            self._tally.done += 1
            self._tally.cached += event.cached
            self._tally.claims += event.claims
            if self._warnings and not event.cached:
                self._warnings.tell(event.article, event.name)
            if self._target is None:
                output.deliver([line(event.article, event.document, self._aliases)], None)
        elif isinstance(event, Failed):
            self._tally.failed += 1
            if not event.remembered:
                self._failed(event)

    def _failed(self, event: Failed) -> None:
        from extractor.batch.exports import beside

        self._told += 1
        if self._target is None or self._told <= TOLD:
            console.error(console.named(event.message, event.name))
        elif self._told == TOLD + 1:
            console.error(f"more articles fail; they are not told here but written to {beside(self._target)}")


def _options(pacing: Pacing) -> Options:
    from extractor.batch.runner import Options
    from extractor.cli.room import concurrency

    most, share = _failures(pacing.max_failures)
    return Options(
        concurrency=concurrency(pacing).most,
        retry_failed=pacing.retry_failed,
        max_failures=most,
        max_failure_share=share,
    )


def _failures(limit: str | None) -> tuple[int | None, float | None]:
    """The number, or the share, of failures that are borne."""
    if limit is None:
        return None, None
    number = limit.strip().removesuffix("%")
    try:
        if not number.isascii() or not number.isprintable():
            raise ValueError
        if limit.strip().endswith("%"):
            share = float(number) / 100
            if not 0 <= share <= 1:
                raise ValueError
            return None, share
        if not number.isdigit():
            raise ValueError
        return int(number), None
    except ValueError:
        raise UsageError(
            f"{limit[:40]!r} is no limit on failures: write a number like 20, or a share like 5%"
        ) from None


def _remarks(opened: Room) -> Iterator[str]:
    """What the run has cost, and what holds it up."""
    usage = opened.ledger.usage
    if usage.requests:
        yield dollars(usage.cost) if usage.cost is not None else "cost unknown"
    if opened.controller and (standing := opened.controller.standing()):
        yield standing


def _code(outcome: Outcome) -> int:
    if outcome.error:
        return outcome.error.exit_code
    if outcome.failed and not outcome.done and not outcome.stopped:
        return ExtractorError.exit_code
    return PARTIAL if outcome.failed or outcome.stopped else OK

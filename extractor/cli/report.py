"""`extractor report`: results as one page to read, filter and check."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import console, output
from extractor.cli.options import Naming
from extractor.errors import OK, PARTIAL, InputError, UsageError

if TYPE_CHECKING:
    from extractor.models import Extraction
    from extractor.names import Aliases
    from extractor.writers.report import Failure

TOLD = 10
"""Problems that are told one by one; the page names more."""


def report(
    *,
    results: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Results of extract or batch, as .jsonl or .json; - is standard input.",
            metavar="RESULTS...",
            readable=False,
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Write the page to this file, whole or not at all.", metavar="FILE", readable=False
        ),
    ] = None,
    naming: Naming,
) -> int:
    """Make one HTML page of results: articles beside their claims.

    Articles that failed in a batch are listed with the reasons, from the .errors.jsonl beside its results. The page is
    one file that asks for nothing else. What can't be read is named on standard error and in the page, the rest is
    delivered, and the exit code is 3.
    """
    from extractor.cli.clash import Written
    from extractor.cli.compose import aliases
    from extractor.readers.results import results as read
    from extractor.writers.report import page

    names = _named(results or [])
    lists = _failures_beside(names)
    Written({"-o": target}).check([*names, *lists, naming.aliases])
    if (target is None or str(target) == "-") and console.is_terminal(sys.stdout):
        raise UsageError("the page is for a browser: write it to a file with -o report.html")
    output.check(target)
    told = _Told(aliases(naming))
    failed = told.failed(lists)
    found = told.extractions(read([name for name in names if name not in lists], getattr(sys.stdin, "buffer", None)))
    first = next(found, None)
    if first is None and not failed:
        if not told.problems:
            raise InputError("no result: there is no article in what was named, so nothing is written")
        return InputError.exit_code
    output.deliver(page(chain([first] if first else [], found), told.problems, failed), target)
    if target is not None and str(target) != "-":
        counts = [console.counted(told.articles, "article"), console.counted(told.claims, "claim")]
        counts += [f"{len(failed)} failed"] if failed else []
        console.say(f"{', '.join(counts)}: {target}")
    return PARTIAL if told.problems else OK


def _failures_beside(names: Sequence[Path]) -> Sequence[Path]:
    """The files in which a batch told which articles failed: those named, and those beside results that are named."""
    from extractor.batch.exports.failures import ENDING, beside

    named = [name if name.name.endswith(ENDING) else beside(name) for name in names if name.name and str(name) != "-"]
    return [path for path in dict.fromkeys(named) if path in names or path.is_file()]


def _named(results: Sequence[Path]) -> Sequence[Path]:
    """The files; standard input if there is none and somebody feeds it."""
    if not results:
        if sys.stdin is None or console.is_terminal(sys.stdin):
            raise UsageError("no results: name a file (extractor report claims.jsonl -o report.html), or pipe one in")
        return [Path("-")]
    if sum(str(path) == "-" for path in results) > 1:
        raise UsageError("standard input can be read once only: name - once")
    return results


class _Told:
    """What came in: counted, and where it is no result, told."""

    def __init__(self, aliases: Aliases | None) -> None:
        self._aliases = aliases
        self.articles = 0
        self.claims = 0
        self.problems: list[str] = []

    def extractions(self, found: Iterator[Extraction | InputError]) -> Iterator[Extraction]:
        for result in found:
            if isinstance(result, InputError):
                self._problem(result)
            else:
                self.articles += 1
                self.claims += len(result.claims)
                yield self._aliases.applied(result) if self._aliases else result

    def failed(self, lists: Sequence[Path]) -> Sequence[Failure]:
        from extractor.batch.exports.failures import failures
        from extractor.writers.report import Failure

        found: list[Failure] = []
        for failure in chain.from_iterable(map(failures, lists)):
            if isinstance(failure, InputError):
                self._problem(failure)
            else:
                found.append(Failure(failure.name, failure.message))
        return found

    def _problem(self, problem: InputError) -> None:
        self.problems.append(problem.message)
        if len(self.problems) <= TOLD:
            console.error(problem.message, problem)
        elif len(self.problems) == TOLD + 1:
            console.error("more can't be read; the page lists all of it")

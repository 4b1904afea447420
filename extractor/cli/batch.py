"""`extractor batch`: claims of many articles, at once, and again where it left off."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import Asking, Choosing, Naming, Pacing, Quiet, Spending
from extractor.errors import UsageError


def batch(
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Articles, folders of articles, .jsonl files of articles; - is such JSONL on standard input.",
            metavar="PATH...",
            readable=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Results: .jsonl .json .csv .parquet .sqlite .duckdb; - streams JSONL to standard output.",
            metavar="FILE|-",
            readable=False,
            show_default=False,
        ),
    ] = None,
    asking: Asking,
    naming: Naming,
    choosing: Choosing,
    pacing: Pacing,
    spending: Spending,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would take; nothing is asked and nothing written.")
    ] = False,
    quiet: Quiet = False,
) -> int:
    """Extract the claims of many articles into one file.

    The same command again continues: what is there already is neither asked nor paid for again. Articles that fail
    stand in a file beside the output (claims.errors.jsonl), and the exit code is 3, or 1 where none is done. Ctrl-C
    once ends in good order.
    """
    from extractor.batch.exports import beside
    from extractor.cli.clash import Written
    from extractor.cli.compose import aliases
    from extractor.cli.gather import gathered

    if output is None and not dry_run:
        raise UsageError("no output: name one with -o claims.jsonl, or -o - for standard output")
    target = None if output is None or str(output) == "-" else output
    failures = target and beside(target)
    written = Written({"-o": target, "the file of failures": failures, "--record": asking.record})
    written.check([asking.replay, naming.aliases])
    leave_out = [path for path in (target, failures, asking.record, asking.replay, naming.aliases) if path is not None]
    names = aliases(naming)
    with ExitStack() as stack:
        articles = gathered(paths or [], choosing, leave_out, written, stack)
        if dry_run:
            from extractor.cli.dry import foretell

            return foretell(articles.items, asking, pacing, spending)
        from extractor.cli.run import run

        return run(articles, target, asking, pacing, spending, names, quiet=quiet)

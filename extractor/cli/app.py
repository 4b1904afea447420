"""The commands there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from extractor import __version__
from extractor.cli import cache
from extractor.cli.batch import batch
from extractor.cli.doctor import doctor
from extractor.cli.evaluate import evaluate
from extractor.cli.extract import extract
from extractor.cli.options import Debug, grouped
from extractor.cli.report import report
from extractor.cli.schema import schema

PLAIN: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(name="extractor", **PLAIN)

COMMANDS: dict[str, Callable[..., int]] = {
    "extract": extract,
    "batch": batch,
    "report": report,
    "eval": evaluate,
    "schema": schema,
    "doctor": doctor,
}
for name, command in COMMANDS.items():
    app.command(name)(grouped(command))

caching = typer.Typer(help="Show or remove what is kept of earlier runs.", **PLAIN)
for name, command in cache.COMMANDS.items():
    caching.command(name)(grouped(command))
app.add_typer(caching, name="cache")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def top(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
    debug: Debug = False,
) -> None:
    """Claims of news articles: who did what, with which AI model, how open it is, and who says so.

    An article on standard input needs no command: cat article.txt | extractor
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())

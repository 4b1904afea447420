"""`extractor cache`: what is kept, where, and away with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli import console, output
from extractor.errors import OK

if TYPE_CHECKING:
    from extractor.engines.journal import Info


def info(
    *,
    format: Annotated[
        Literal["table", "json"] | None,
        typer.Option("-f", "--format", help="Without it: table in a terminal, json in a pipe."),
    ] = None,
) -> int:
    """Show where the cache is, what it holds and what batches have spent."""
    from extractor.engines.journal import Info, Journal

    file = _file()
    if file.exists():
        with Journal(file) as journal:
            found = journal.info()
    else:
        found = Info(file, 0)
    form = format or ("table" if console.is_terminal(sys.stdout) else "json")
    output.deliver([output.document(_record(found))] if form == "json" else output.facts(_rows(found)), None)
    return OK


def clear() -> int:
    """Remove what is kept: answers, results, failures and the ledger. Nothing is asked.

    Refused while another process uses the cache.
    """
    from extractor.engines.journal import Journal

    file = _file()
    if not file.exists():
        console.say(f"there is no cache at {file}: nothing to remove")
        return OK
    with Journal(file) as journal:
        removed = journal.clear()
    counts = {"reply": removed.replies, "extraction": removed.extractions, "failure": removed.failures}
    what = ", ".join(console.counted(count, noun) for noun, count in counts.items())
    console.say(f"removed {what} and the ledger of {console.counted(removed.spent.requests, 'request')} from {file}")
    return OK


def path() -> int:
    """Print where the cache is, whether it exists or not."""
    place = str(_file())
    output.deliver([(console.harmless(place) if console.is_terminal(sys.stdout) else place) + "\n"], None)
    return OK


COMMANDS: dict[str, Callable[..., int]] = {"info": info, "clear": clear, "path": path}


def _file() -> Path:
    from extractor.engines.journal import NAME
    from extractor.settings import Settings

    return Settings().cache / NAME


def _record(found: Info) -> dict[str, Any]:
    spent = found.spent
    return {
        "path": str(found.path),
        "size": found.size,
        "replies": found.replies,
        "extractions": found.extractions,
        "failures": found.failures,
        "requests": spent.requests,
        "tokens_in": spent.tokens_in,
        "tokens_out": spent.tokens_out,
        "tokens_cached": spent.tokens_cached,
        "cost": spent.cost,
    }


def _rows(found: Info) -> dict[str, str]:
    """The record for a person."""
    rows = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in _record(found).items()}
    cost = found.spent.cost
    rows["size"] = _size(found.size)
    rows["cost"] = f"${cost:.4f}" if cost is not None else "unknown" if found.spent.requests else "$0"
    return rows


def _size(size: float) -> str:
    """Bytes in the unit that fits: '1.4 MB'."""
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"

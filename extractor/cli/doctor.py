"""`extractor doctor`: what would be used, and whether it works."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli import console, output
from extractor.cli.options import Asking
from extractor.errors import OK, ConfigError, ExtractorError

if TYPE_CHECKING:
    from extractor.settings import Settings


def doctor(
    *,
    asking: Asking,
    format: Annotated[
        Literal["table", "json"] | None,
        typer.Option("-f", "--format", help="Without it: table in a terminal, json in a pipe."),
    ] = None,
) -> int:
    """Show what would be used, and whether it works.

    The endpoint is asked for its models, a recording for its replies. A key is never shown.
    """
    findings, problems = _examine(asking)
    form = format or ("table" if console.is_terminal(sys.stdout) else "json")
    shown = [output.document({**findings, "problems": problems})] if form == "json" else output.facts(findings)
    output.deliver(shown, None)
    for problem in problems:
        console.error(problem)
    return ConfigError.exit_code if problems else OK


def _examine(asking: Asking) -> tuple[dict[str, str | None], list[str]]:
    """What is in use, name by name, and what is wrong with it."""
    from extractor import __version__
    from extractor.cli.compose import settings
    from extractor.settings import config_path

    config = config_path()
    findings: dict[str, str | None] = {
        "version": __version__,
        "python": f"{platform.python_version()} on {platform.system()}",
        "config_file": f"{config}{'' if config.exists() else ' (not there)'}",
    }
    try:
        chosen = settings(asking)
    except ExtractorError as error:
        return findings, [error.message]
    findings["cache_folder"], *problems = _folder(chosen.cache)
    found, wrong = _engine(chosen, asking)
    recording, broken = _recording(asking)
    return {**findings, **found, "recording": recording}, [*problems, *wrong, *broken]


def _engine(settings: Settings, asking: Asking) -> tuple[dict[str, str | None], list[str]]:
    """The engine that would read, where it asks, and whether that works; a replay asks nobody."""
    from extractor.cli.reach import models
    from extractor.engines import default_model, endpoint, key_for, open_engine
    from extractor.settings import origin, shown_url

    model = default_model(settings)
    found: dict[str, str | None] = {"model": model, "endpoint": None, "key": None, "reached": None}
    found["key"] = f"set, from {origin('api_key')}" if settings.api_key else "not set"
    if asking.replay:
        return {**found, "model": "replay"}, []
    try:
        address = endpoint(model, settings)
        found["endpoint"] = address and shown_url(address)
        close = getattr(open_engine(model, settings), "close", None)
        if close:
            close()
        if address:
            name = model.partition("/")[2]
            known = models(address, key_for(model, settings), name, asking.timeout)
            found["reached"] = f"yes, it lists {console.counted(len(known), 'model')}"
            if known and not {name, f"{name}:latest"} & set(known):
                return found, [f"the endpoint lists no model {name!r}; it has {_some(known)}"]
    except ExtractorError as error:
        if found["endpoint"]:
            found["reached"] = "no"
        return found, [error.message]
    return found, []


def _recording(asking: Asking) -> tuple[str | None, list[str]]:
    """The recording that would answer or be added to, and what is wrong with it."""
    from extractor.engines.stored import Replay, recordable

    path = asking.replay or asking.record
    if path is None:
        return None, []
    if asking.replay and asking.record:
        return str(path), ["--record and --replay exclude each other: leave one out"]
    try:
        if asking.record:
            return f"{path}, to be added to: it holds {console.counted(len(recordable(path)), 'reply')}", []
        replay = Replay(path)
    except ExtractorError as error:
        return str(path), [error.message]
    return f"{path}, {console.counted(len(replay), 'reply')} of {replay.model}", []


def _some(names: list[str]) -> str:
    """The first few of the names."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _folder(folder: Path) -> tuple[str, ...]:
    """The folder, and what is wrong with it if something is."""
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return (str(folder),)
    return str(folder), f"{folder} can't be written to: set EXTRACTOR_CACHE to a folder of yours"

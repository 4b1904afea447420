"""Options by what they are about, and commands that take them as groups.

Paths are `readable=False`: typer would look at each of them and end the whole run for one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

Format = Literal["json", "jsonl", "csv", "table", "md"]


@dataclass(frozen=True, slots=True)
class About:
    """What the user knows of the article."""

    title: Annotated[str | None, typer.Option(help="The article's title.")] = None
    outlet: Annotated[str | None, typer.Option(help="The publication.")] = None
    published: Annotated[str | None, typer.Option(help="Date of publication.", metavar="YYYY-MM-DD")] = None
    url: Annotated[str | None, typer.Option(help="Where the article was published.")] = None
    lang: Annotated[str | None, typer.Option(help="Language of the text, such as en or zh.")] = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Which engine answers, and where."""

    model: Annotated[
        str | None,
        typer.Option("-m", "--model", help="offline, openai/NAME or ollama/NAME.", show_default=False),
    ] = None
    base_url: Annotated[
        str | None, typer.Option(help="OpenAI-compatible endpoint, such as http://localhost:8080/v1.", metavar="URL")
    ] = None
    timeout: Annotated[
        float | None, typer.Option(help="Seconds to wait for one answer.", metavar="SECONDS", show_default=False)
    ] = None
    chunk_tokens: Annotated[
        int | None,
        typer.Option(
            help="Tokens of article in one question; a longer article is cut.", metavar="N", min=100, show_default=False
        ),
    ] = None
    record: Annotated[
        Path | None, typer.Option(help="Keep the model's answers in this file.", metavar="FILE", readable=False)
    ] = None
    replay: Annotated[
        Path | None,
        typer.Option(help="Answer from a file that --record made; no model is asked.", metavar="FILE", readable=False),
    ] = None


@dataclass(frozen=True, slots=True)
class Writing:
    """In which form, and where to."""

    format: Annotated[
        Format | None,
        typer.Option(
            "-f", "--format", help="Without it: by the ending of -o; else table in a terminal, json in a pipe."
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write to this file, whole or not at all.", metavar="FILE", readable=False),
    ] = None


NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Ask the model even what it has answered before, and keep no answer.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def grouped(function: Callable[..., int]) -> Callable[..., int]:
    """The function as a command: its option groups are spread out into their options, and `--debug` is added."""
    hints = get_type_hints(function, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name in groups:
            parts = get_type_hints(groups[name], include_extras=True)
            parameters += (_option(field.name, field.default, parts[field.name]) for field in fields(groups[name]))
        else:
            parameters.append(_option(name, parameter.default, hints[name]))
    parameters.append(_option("debug", False, Debug))

    def command(*, debug: bool, **given: Any) -> int:
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        return function(**given)

    command.__name__, command.__doc__ = function.__name__, function.__doc__
    command.__annotations__ = {}
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return command


def _option(name: str, default: Any, hint: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)

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

Format = Literal["json", "jsonl", "csv", "table", "md", "html"]


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
    passes: Annotated[
        int | None,
        typer.Option(
            help="Ask so many times, after the first for what is still missing.",
            metavar="N",
            min=1,
            show_default=False,
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
class Naming:
    """What is called what, across articles."""

    aliases: Annotated[
        Path | None,
        typer.Option(
            help="Put the canonical names of this YAML or JSON file beside those of the articles.",
            metavar="FILE",
            readable=False,
            show_default=False,
        ),
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


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which articles of those named, and what is known of all of them."""

    glob: Annotated[
        str | None, typer.Option(help="Only files of folders with such names, as in '*.html'.", metavar="PATTERN")
    ] = None
    files_from: Annotated[
        Path | None,
        typer.Option(help="Read more paths from this file, one a line; - is standard input.", metavar="FILE|-"),
    ] = None
    null: Annotated[bool, typer.Option("-0", "--null", help="The paths of --files-from end in null bytes.")] = False
    outlet: Annotated[str | None, typer.Option(help="The publication that all articles are from.")] = None
    lang: Annotated[str | None, typer.Option(help="Language of all texts, such as en or zh.")] = None


@dataclass(frozen=True, slots=True)
class Pacing:
    """How hard the endpoint is pressed, and when to give up."""

    concurrency: Annotated[
        str | None,
        typer.Option(
            help="Requests in flight at once: at most N, or as many as the endpoint can take between MIN and MAX.",
            metavar="N|MIN-MAX",
            show_default=False,
        ),
    ] = None
    rpm: Annotated[int | None, typer.Option(help="At most so many requests a minute.", metavar="N", min=1)] = None
    tpm: Annotated[int | None, typer.Option(help="At most so many tokens a minute.", metavar="N", min=1)] = None
    patience: Annotated[
        float | None,
        typer.Option(
            help="Wait so long for an endpoint that is out of order.", metavar="SECONDS", min=0, show_default=False
        ),
    ] = None
    max_failures: Annotated[
        str | None, typer.Option(help="Stop when more articles fail than this.", metavar="N|P%", show_default=False)
    ] = None
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try the articles again that failed in earlier runs.")
    ] = False


@dataclass(frozen=True, slots=True)
class Spending:
    """What may be spent, and what things cost."""

    max_cost: Annotated[
        float | None,
        typer.Option(
            help="Spend no more than this on the output, earlier runs included.",
            metavar="USD",
            min=0,
            show_default=False,
        ),
    ] = None
    max_tokens: Annotated[
        int | None,
        typer.Option(
            help="Use no more tokens on the output, earlier runs included.", metavar="N", min=0, show_default=False
        ),
    ] = None
    price_in: Annotated[
        float | None,
        typer.Option(help="Price of a million tokens asked.", metavar="USD", min=0, show_default=False),
    ] = None
    price_out: Annotated[
        float | None,
        typer.Option(help="Price of a million tokens answered.", metavar="USD", min=0, show_default=False),
    ] = None


Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")]
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

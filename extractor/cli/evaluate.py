"""`extractor eval`: an engine's figures on annotated articles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli import console, output
from extractor.cli.options import Asking
from extractor.errors import OK, PARTIAL, ExtractorError, hopeless

if TYPE_CHECKING:
    from extractor.engines.base import Engine
    from extractor.evaluate import GoldArticle
    from extractor.models import Extraction


def evaluate(
    *,
    folder: Annotated[
        Path, typer.Argument(help="Folder of annotated articles (*.json).", metavar="GOLD_DIR", readable=False)
    ],
    asking: Asking,
    lang: Annotated[str | None, typer.Option(help="Only articles in this language, such as en.")] = None,
    format: Annotated[
        Literal["table", "json", "md"] | None,
        typer.Option("-f", "--format", help="Without it: table in a terminal, json in a pipe."),
    ] = None,
) -> int:
    """Compare an engine's claims with annotated articles."""
    from extractor.cli.clash import Written
    from extractor.cli.compose import engine
    from extractor.evaluate import evaluate as compare
    from extractor.evaluate import load_gold, render

    Written({"--record": asking.record}).check(folder.glob("*.json"))
    gold = load_gold(folder, lang=lang)
    with engine(asking) as opened:
        covered = _covered(gold, opened, asking) if asking.replay else gold
        extractions, failures = _extracted(covered, opened, asking)
    form = format or ("table" if console.is_terminal(sys.stdout) else "json")
    shown = render(compare(gold, extractions, failures=failures, covered=[article.id for article in covered]), form)
    output.deliver([shown + "\n"], None)
    return PARTIAL if failures else OK


def _covered(gold: Sequence[GoldArticle], replay: Engine, asking: Asking) -> Sequence[GoldArticle]:
    """The articles that a recording holds; the others say nothing about the model."""
    from extractor.cli.compose import reading
    from extractor.engines.stored import Replay
    from extractor.pipeline import held

    assert isinstance(replay, Replay)
    how = reading(asking, replay)
    return [each for each in gold if held(each.article, replay, how)]


def _extracted(gold: Sequence[GoldArticle], engine: Engine, asking: Asking) -> tuple[list[Extraction], dict[str, str]]:
    """The extractions there are, and why the others are missing, by gold id.

    Raises an error that fails every article alike.
    """
    from extractor.cli.compose import extractions as extract

    extractions: list[Extraction] = []
    failures: dict[str, str] = {}
    articles = (annotated.article for annotated in gold)
    with console.status("reading") as update, closing(extract(articles, engine, asking)) as results:
        for annotated, result in zip(gold, results, strict=True):
            update(f"reading {annotated.id} ({len(extractions) + len(failures)} of {len(gold)} done)")
            if isinstance(result, ExtractorError):
                if hopeless(result):
                    raise result
                failures[annotated.id] = result.message
                console.failure(result, annotated.id)
            else:
                extractions.append(result)
    return extractions, failures

"""`extractor eval`: an engine's figures on annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.cli.options import Asking
from extractor.errors import ExtractorError


def evaluate(
    *,
    folder: Annotated[Path, typer.Argument(help="Folder of annotated articles (*.json).", metavar="GOLD_DIR")],
    asking: Asking,
    format: Annotated[Literal["table", "json", "md"] | None, typer.Option("-f", "--format", help="Form.")] = None,
) -> int:
    """Compare an engine's claims with annotated articles."""
    raise ExtractorError("later")

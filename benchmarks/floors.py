"""The least figures each engine must reach on the annotated articles, pinned in fixtures/gold/floors.json.

    python -m benchmarks.floors                              checks every pinned engine; exit 1 below a floor
    python -m benchmarks.floors --write [NAME ...]           raises floors to what is measured now, less the margin
    python -m benchmarks.floors --write --allow-regression   lowers them, too

A floor lies `MARGIN` under the figure it was pinned at: room for a change that is better on the whole and loses a
pair or two somewhere, not for one that makes the engine worse. Equal runs give equal figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from benchmarks.quality import GOLD, evaluation, names
from extractor.errors import ExtractorError, GoldError
from extractor.evaluate import FLOORS, Accuracy, Evaluation, digest, load_gold
from extractor.models import Record

PATH = GOLD / FLOORS
MARGIN = 0.01
FIGURES = (
    *(f"{kind}.{name}" for kind in ("strict", "lenient") for name in ("f1", "precision", "recall")),
    *(f"accuracy.{name}" for name in Accuracy.model_fields),
)
"""What is pinned, as a path in the total of an evaluation."""

Floor = Annotated[float, Field(ge=0, le=1)]


class Pinned(Record):
    """One engine's floors, and what they were measured on."""

    corpus: str
    """Digest of the articles evaluated."""
    articles: int
    least: dict[str, Floor]


class Floors(Record):
    """The file."""

    corpus: str
    """Digest of all annotated articles, evaluated or not."""
    engines: dict[str, Pinned]


def read(path: Path = PATH) -> Floors:
    """The pinned floors; raises GoldError for a file that does not validate."""
    try:
        return Floors.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise GoldError(f"{path.name}: not a readable file of floors; restore it or write it anew") from error


def figure(measured: Evaluation, name: str) -> float:
    """The figure of that path in the pooled figures; 0 where there was no pair to judge."""
    group, field = name.split(".")
    value = getattr(getattr(measured.total, group), field)
    return 0.0 if value is None else float(value)


def shortfalls(measured: Evaluation, pinned: Pinned) -> tuple[str, ...]:
    """What lies below its floor, one line each; or that the articles are not those the floors are about."""
    if measured.corpus != pinned.corpus:
        return (
            f"measured on other articles ({len(measured.articles)}) than the floors ({pinned.articles}): "
            "restore them, or pin anew",
        )
    return tuple(
        f"{name} is {figure(measured, name):.4f}, its floor {least:.4f}"
        for name, least in pinned.least.items()
        if figure(measured, name) < least
    )


def pin(measured: Evaluation, before: Pinned | None = None, *, allow_regression: bool = False) -> Pinned:
    """Floors `MARGIN` below the measured figures, never lower than before unless that is allowed.

    Raises GoldError naming each figure that fell below its floor, when lowering is not allowed.
    """
    least = {name: max(0.0, round(figure(measured, name) - MARGIN, 4)) for name in FIGURES}
    if before is not None and not allow_regression:
        fallen = [name for name, floor in before.least.items() if figure(measured, name) < floor]
        if fallen:
            raise GoldError(f"below the floor: {', '.join(fallen)}; give --allow-regression if that is meant")
        least = {name: max(floor, before.least.get(name, 0.0)) for name, floor in least.items()}
    return Pinned(corpus=measured.corpus, articles=len(measured.articles), least=least)


def write(wanted: list[str], *, allow_regression: bool, path: Path = PATH) -> Floors:
    """The file rewritten with new floors for the engines named; the others stay."""
    before = read(path).engines if path.exists() else {}
    after = {name: pin(evaluation(name), before.get(name), allow_regression=allow_regression) for name in wanted}
    floors = Floors(corpus=digest(load_gold(GOLD)), engines=dict(sorted({**before, **after}.items())))
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(floors.model_dump(), indent=2) + "\n", encoding="utf-8")
    temporary.replace(path)
    return floors


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.floors", description="Check or pin the least figures.")
    parser.add_argument("names", nargs="*", help="engines and recordings; all there are when none is given")
    parser.add_argument("--write", action="store_true", help="pin what is measured now")
    parser.add_argument("--allow-regression", action="store_true", help="let a floor become lower")
    options = parser.parse_args(argv)
    try:
        if options.write:
            write(options.names or list(names()), allow_regression=options.allow_regression)
        floors = read()
        failed = [] if floors.corpus == digest(load_gold(GOLD)) else ["the annotated articles are not the pinned ones"]
        for name in options.names or floors.engines:
            if name not in floors.engines:
                raise GoldError(f"{name} has no floors; add them with --write")
            failed += [f"{name}: {line}" for line in shortfalls(evaluation(name), floors.engines[name])]
    except ExtractorError as error:
        failed = [error.message]
    print("\n".join(failed) or "every floor holds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

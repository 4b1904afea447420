"""What the offline engine and the recorded model reach on the annotated articles.

    python -m benchmarks.quality [NAME ...]     the tables of docs/quality.md

Offline reads the English articles; a recording is read over the articles it holds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from extractor.engines.base import Engine
from extractor.errors import ExtractorError
from extractor.evaluate import Evaluation, GoldArticle, evaluate, load_gold, markdown
from extractor.models import Extraction
from extractor.pipeline import extract, plan

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "fixtures" / "gold"
RECORDINGS = {"relay": ROOT / "fixtures" / "recordings" / "relay.jsonl"}


def names() -> tuple[str, ...]:
    """What can be evaluated here without a network: the offline engine and the recordings there are."""
    return ("offline", *(name for name, path in RECORDINGS.items() if path.exists()))


@cache
def evaluation(name: str) -> Evaluation:
    """The figures of `offline` or of a recording, measured now, once in a process."""
    if name == "offline":
        from extractor.engines.offline import Offline

        return evaluated(Offline(), load_gold(GOLD, lang="en"))
    from extractor.engines.stored import Replay

    gold = load_gold(GOLD)
    engine = Replay(RECORDINGS[name])
    return evaluated(engine, gold, covered=[a.id for a in gold if all(call in engine for call in plan(a.article))])


def evaluated(engine: Engine, gold: Sequence[GoldArticle], covered: Iterable[str] | None = None) -> Evaluation:
    """The engine's figures on the gold; an article it fails on counts as no prediction."""
    chosen = None if covered is None else frozenset(covered)
    extractions: list[Extraction] = []
    failures: dict[str, str] = {}
    for article in gold:
        if chosen is None or article.id in chosen:
            try:
                extractions.append(extract(article.article, model=engine))
            except ExtractorError as error:
                failures[article.id] = error.message
    return evaluate(gold, extractions, failures=failures, covered=chosen)


def main(wanted: Sequence[str]) -> None:
    print(markdown(*(evaluation(name) for name in wanted or names())))


if __name__ == "__main__":
    main(sys.argv[1:])

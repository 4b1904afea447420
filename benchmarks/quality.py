"""What the offline engine and the recorded model reach on the annotated articles.

`python -m benchmarks.quality` prints the table of docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from extractor.engines.base import Engine
from extractor.engines.offline import Offline
from extractor.engines.stored import Replay
from extractor.errors import ExtractorError
from extractor.evaluate import Evaluation, GoldArticle, compare, evaluate, load_gold, markdown
from extractor.models import Extraction
from extractor.pipeline import extract
from extractor.pipeline import held as is_held

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "fixtures" / "gold"
KEPT_BACK = tuple("a-03 a-06 a-08 b-07 b-10 d-12 f-07 f-09 g-01 g-03 g-04 g-05".split())
"""Recorded articles on which no wording of the prompt was tried; nobody saw an answer to them before it was final."""
RECORDINGS = {name: ROOT / "fixtures" / "recordings" / f"{name}.jsonl" for name in ("relay", "longer")}
"""`longer` holds articles of 360 to 501 words, none of which any wording of the prompt was tried on either."""


def names() -> tuple[str, ...]:
    """What can be evaluated here without a network: the offline engine and the recordings there are."""
    return ("offline", *(name for name, path in RECORDINGS.items() if path.exists()))


@cache
def evaluation(name: str) -> Evaluation:
    """The figures of `offline` or of a recording, measured now, once in a process."""
    if name == "offline":
        return evaluated(Offline(), load_gold(GOLD, lang="en"))
    return evaluated(Replay(RECORDINGS[name]), load_gold(GOLD), covered=held(RECORDINGS[name]))


def held(recording: Path) -> frozenset[str]:
    """Ids of the annotated articles that a recording can answer for."""
    replay = Replay(recording)
    return frozenset(annotated.id for annotated in load_gold(GOLD) if is_held(annotated.article, replay))


def evaluated(engine: Engine, gold: Sequence[GoldArticle], covered: Collection[str] | None = None) -> Evaluation:
    """The engine's figures on the gold; an article it fails on counts as no prediction."""
    extractions: list[Extraction] = []
    failures: dict[str, str] = {}
    for article in gold:
        if covered is None or article.id in covered:
            try:
                extractions.append(extract(article.article, model=engine))
            except ExtractorError as error:
                failures[article.id] = error.message
    return evaluate(gold, extractions, failures=failures, covered=covered)


def table() -> str:
    """Offline on all English articles; then the recorded model, beside the offline engine and on articles kept back."""
    relay = RECORDINGS["relay"]
    columns = {
        "offline": evaluation("offline"),
        "offline, recorded articles": evaluated(Offline(), load_gold(GOLD), held(relay)),
        "relay, recorded articles": evaluation("relay"),
        "relay, kept back": evaluated(Replay(relay), load_gold(GOLD), KEPT_BACK),
        "relay, longer and kept back": evaluation("longer"),
    }
    return markdown(*columns.values(), headings=list(columns))


def causes() -> str:
    """Why claims of the recorded model on the articles kept back do not count in the strict figure, in Markdown."""
    kept = {RECORDINGS["relay"]: frozenset(KEPT_BACK), RECORDINGS["longer"]: held(RECORDINGS["longer"])}
    found = [
        compare(a, extract(a.article, model=Replay(path)).claims)
        for path, ids in kept.items()
        for a in load_gold(GOLD)
        if a.id in ids
    ]
    apart = [pair.agreement for one in found for pair in one.pairs if not pair.agreement.strict]
    named = ("status", "actor", "model", "attribution", "openness", "statement")
    rows = [("claims that are in no annotation", sum(len(one.surplus) for one in found))]
    rows += [(f"another {name}", sum(not getattr(agreement, name) for agreement in apart)) for name in named]
    rows += [("annotated claims that were not found", sum(len(one.missed) for one in found))]
    return "\n".join(("| cause | claims |", "| --- | ---: |", *(f"| {cause} | {count} |" for cause, count in rows)))


if __name__ == "__main__":
    print(table())

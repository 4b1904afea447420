"""What a second pass gains on annotated articles.

    python -m benchmarks.passes [--replay FILE]
    python -m benchmarks.passes --record FILE --base-url URL [-m openai/NAME] [ARTICLE ...]

The first prints the figures from a recording, the second makes one. The first pass is answered by
fixtures/recordings/relay.jsonl where that knows the call, so that the endpoint is asked for the second pass alone (and
for corrections). All requests are sent at once: a person who answers them sees them side by side. What is answered is
on the disk at once, and the same command again asks only what is still missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks.quality import GOLD, RECORDINGS, ROOT
from extractor.batch import extract_many
from extractor.engines import open_engine
from extractor.engines.base import Call, Engine, Reply, Wrapping
from extractor.engines.stored import Recorder, Replay
from extractor.errors import ExtractorError, RecordingError
from extractor.evaluate import Comparison, Evaluation, GoldArticle, compare, evaluate, load_gold, markdown
from extractor.models import Extraction
from extractor.pipeline import Reading, extract, held
from extractor.settings import Settings

RECORDING = ROOT / "fixtures" / "recordings" / "passes.jsonl"
ARTICLES = ("c-08", "d-09", "d-11", "e-04", "f-01", "f-02")
"""Recorded unless others are named: the articles whose first answers nobody had looked at when the prompt was made, but
for the Japanese one. What the first pass finds in them it does not find for having been tuned on them."""
PASSES = 2
WAIT = 7_200.0
"""Seconds for one answer, which a person may be writing."""


class Known(Wrapping):
    """An engine that is asked only what a recording does not know."""

    def __init__(self, engine: Engine, *recordings: Replay) -> None:
        super().__init__(engine)
        self._recordings = recordings

    def answer(self, call: Call) -> Reply:
        known = next((recording for recording in self._recordings if call in recording), None)
        return (known or self._engine).answer(call)


def record(path: Path, base_url: str, model: str, names: Collection[str] = ARTICLES) -> list[ExtractorError]:
    """Records both passes over the articles; returns what failed."""
    engine = open_engine(model, Settings(base_url=base_url, timeout=WAIT, retries=0))
    earlier = [Replay(file) for file in (path, RECORDINGS["relay"]) if file.exists()]
    recorder = Recorder(Known(engine, *earlier), path)
    gold = [annotated.article for annotated in load_gold(GOLD) if annotated.id in names]
    results = extract_many(gold, model=recorder, passes=PASSES, concurrency=len(gold), errors="return")
    return [result for result in results if isinstance(result, ExtractorError)]


def measured(path: Path) -> tuple[Evaluation, Evaluation, tuple[str, ...]]:
    """The figures of one pass and of two over the articles that the recording holds both of, and what was gained."""
    replay = Replay(path)
    gold = [one for one in load_gold(GOLD) if held(one.article, replay, Reading(passes=PASSES))]
    if not gold:
        raise RecordingError(f"{path.name} holds no article in {PASSES} passes: make it with --record")
    columns = [[extract(one.article, model=replay, passes=passes) for one in gold] for passes in (1, PASSES)]
    first, both = (evaluate(gold, found, covered=[one.id for one in gold]) for found in columns)
    return first, both, tuple(_gains(gold, *columns))


def report(path: Path = RECORDING) -> str:
    """The figures as a page shows them."""
    first, both, gains = measured(path)
    table = markdown(first, both, headings=["one pass", "two passes"])
    return "\n".join((table, "", *(f"- {gain}" for gain in gains)))


def _gains(gold: Sequence[GoldArticle], first: Sequence[Extraction], both: Sequence[Extraction]) -> Sequence[str]:
    """What the further pass added, and what it took."""
    added = [
        [c for c in two.claims if c.id not in {k.id for k in one.claims}] for one, two in zip(first, both, strict=True)
    ]
    pairs: list[tuple[Comparison, Comparison]] = [
        (compare(annotated, one.claims), compare(annotated, two.claims))
        for annotated, one, two in zip(gold, first, both, strict=True)
    ]
    matched = [len(two.pairs) - len(one.pairs) for one, two in pairs]
    asked, answered = (
        sum(getattr(two.run, name) - getattr(one.run, name) for one, two in zip(first, both, strict=True))
        for name in ("tokens_in", "tokens_out")
    )
    before = sum(one.run.tokens_out for one in first)
    return (
        f"claims added: {sum(map(len, added))}, in {sum(map(bool, added))} of {len(gold)} articles",
        f"annotated claims found by that: {sum(matched)}",
        f"tokens for it: {asked:,} asked and {answered:,} answered (first pass: {before:,} answered)",
    )


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.passes", description="What a second pass gains.")
    parser.add_argument("--replay", type=Path, default=RECORDING, metavar="FILE", help="a recording of both passes")
    parser.add_argument("--record", type=Path, metavar="FILE", help="make a recording")
    parser.add_argument("--base-url", metavar="URL", help="OpenAI-compatible endpoint to record from")
    parser.add_argument("-m", "--model", default="openai/relay", metavar="openai/NAME")
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="which to record, such as c-08")
    options = parser.parse_args(argv)
    try:
        if options.record:
            if not options.base_url:
                parser.error("--record needs --base-url")
            failed = record(options.record, options.base_url, options.model, options.articles or ARTICLES)
            print("\n".join(error.message for error in failed) or f"recorded into {options.record}")
            return 1 if failed else 0
        print(report(options.replay))
    except ExtractorError as error:
        print(error.message)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

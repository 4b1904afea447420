"""A report of many articles: its size, how long it takes to make, to open and to go through.

    python -m benchmarks.report [ARTICLES] [CLAIMS]

Without numbers 500 articles of 25 claims each. What a browser takes is measured where playwright and a Chromium are
installed (`make test-browser` brings the one); "slow" is the same with a fourth of the speed of this machine's cores.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.articles import Answering, articles
from benchmarks.measured import Took, measured, module
from extractor.models import Article, Extraction
from extractor.pipeline import extract
from extractor.writers import write

ARTICLES, CLAIMS = 500, 25
RUNS = 5
STEPS = 20
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
PROBE = Path(__file__).with_name("report.js")


def extractions(number: int, claims: int) -> Iterator[Extraction]:
    """Annotated articles with their claims over and over, each article with an end of its own and so many claims."""
    read: dict[str, Extraction] = {}
    for article in articles(number):
        base = article["text"].rpartition("\n\n")[0]
        if base not in read:
            read[base] = extract(Article(**article | {"text": base}), model=Answering())
        known = read[base]
        several = islice(cycle(known.claims), claims)
        yield known.model_copy(
            update={
                "article": Article(**article),
                "claims": tuple(claim.model_copy(update={"id": f"{n:016x}"}) for n, claim in enumerate(several)),
            }
        )


def build(folder: Path, number: int, claims: int) -> tuple[Path, Took]:
    """The report, and what making it of its results took."""
    results, report = folder / "results.jsonl", folder / "report.html"
    with results.open("w", encoding="utf-8") as lines:
        lines.writelines(write(extractions(number, claims), "jsonl"))
    took = measured(module("extractor", "report", results, "-o", report))
    if took.code:
        raise SystemExit(took.stderr)
    return report, took


def opened(chromium: Any, report: Path, slower: int) -> dict[str, Sequence[float]]:
    """Milliseconds of each kind of step, the report opened in a window that nobody has used."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(path=PROBE)
    page = context.new_page()
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(report.as_uri(), wait_until="commit")
    page.wait_for_function("globalThis.timing")
    took: dict[str, Sequence[float]] = {
        "first view": [page.evaluate("timing.first")],
        "filter": [page.evaluate("timing.click('#facets input[type=checkbox]')") for _ in range(4)],
        "search": [page.evaluate("(text) => timing.type(text)", text) for text in ("o", "op", "open", "")],
        "open an article": [page.evaluate("timing.click('#index tbody a')")],
        "next article": [page.evaluate("timing.press('n')") for _ in range(STEPS)],
    }
    context.close()
    return took


def browse(report: Path) -> Iterator[str]:
    """Lines about what a person waits for."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None or importlib.util.find_spec("playwright") is None:
        yield "no playwright or no Chromium here, so nothing is opened"
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        for name, slower in (("", 1), ("slow, ", 4)):
            runs = []
            for _ in range(RUNS):
                chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
                runs.append(opened(chromium, report, slower))
                chromium.close()
            for step in runs[0]:
                times = [time for run in runs for time in run[step]]
                median, worst = statistics.median(times), max(times)
                yield f"{name + step:<24} {median:7.0f} ms   worst of {len(times):3}: {worst:.0f} ms"


def main() -> None:
    number, claims = (int(word) for word in (*sys.argv[1:3], *map(str, (ARTICLES, CLAIMS)[len(sys.argv) - 1 :])))
    with tempfile.TemporaryDirectory() as name:
        report, took = build(Path(name), number, claims)
        size = report.stat().st_size
        print(f"{number} articles of {claims} claims")
        print(
            f"{'file':<24} {size / 1e6:7.1f} MB   {size / number / claims:.0f} bytes a claim and its share of the text"
        )
        print(f"{'making it':<24} {took.wall:7.2f} s    {took.memory / 1e6:.0f} MB of memory")
        for line in browse(report):
            print(line, flush=True)


if __name__ == "__main__":
    main()

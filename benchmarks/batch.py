"""What a batch costs and holds, side by side in one run, against an endpoint of its own in another process.

    python -m benchmarks.batch                  all rows, about twelve minutes on two cores
    python -m benchmarks.batch cpu langextract  some of them
    python -m benchmarks.batch --quick          all of them, with fewer articles: to see that it runs, not to be quoted
    python -m benchmarks.batch --langextract PYTHON    an interpreter that has langextract and openai; without one, or
                                                       langextract beside this one, that row is left out

Articles are the English gold articles, each made unique by a last sentence; answers are made by code from their
sentences and hold a claim for nearly each. Nothing but loopback is talked to.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import stages
from benchmarks.articles import write
from benchmarks.measured import ROOT, Took, measured, module
from benchmarks.started import Started


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    figure: str
    wanted: str = ""
    held: bool | None = None

    def __str__(self) -> str:
        verdict = {None: "", True: "yes", False: "**no**"}[self.held]
        return f"| {self.what} | {self.figure} | {self.wanted} | {verdict} |"


class Bench:
    """Where it is measured: a folder that is gone afterwards, and how large everything is."""

    def __init__(self, folder: Path, quick: bool, langextract: str) -> None:
        self.folder = folder
        self.scale = 0.1 if quick else 1.0
        self.langextract = langextract
        self._runs = 0

    def count(self, articles: int) -> int:
        return max(20, int(articles * self.scale))

    def articles(self, number: int) -> Path:
        path = self.folder / f"articles-{number}.jsonl"
        return path if path.exists() else write(self.folder, number)

    def cache(self) -> Path:
        """A new one."""
        self._runs += 1
        return self.folder / f"cache-{self._runs}"

    def batch(self, url: str, number: int, *options: object, cache: Path | None = None) -> Took:
        """One run of the command over so many articles."""
        cache = cache or self.cache()
        output = cache.with_suffix(".jsonl")
        engine = ["-m", "offline"] if not url else ["-m", "openai/m", "--base-url", url]
        took = measured(
            module("extractor", "batch", self.articles(number), "-o", output, "-q", *engine, *options),
            {"EXTRACTOR_CACHE": str(cache)},
        )
        with output.open("rb") if output.exists() else open(os.devnull, "rb") as lines:  # noqa: PTH123
            delivered = sum(1 for _ in lines)
        if took.code or delivered != number:
            raise SystemExit(f"{delivered} of {number} articles, exit code {took.code}: {took.stderr[-2000:]}")
        return took


def cpu(bench: Bench) -> Iterator[Row]:
    """CPU per article against the SDK alone. Start-up is measured with few articles and taken off."""
    few, many = bench.count(200), bench.count(2200)
    with Started() as endpoint:
        own = [bench.batch(endpoint.url, number, "--concurrency", 64) for number in (few, many)]
        told = [
            _told(module("benchmarks.bare", endpoint.url, bench.articles(many), *how))
            for how in ((0,), (64,), (0, "parsed"), (64, "engine"))
        ]
    ours = 1000 * (own[1].cpu - own[0].cpu) / (many - few)
    loop, tasks, parsed, engine = (1000 * one["cpu"] / one["articles"] for one in told)
    yield Row("bare openai SDK, a loop", f"{loop:.2f} ms of CPU an article")
    yield Row("… that reads each answer with pydantic, and believes it", f"{parsed:.2f} ms")
    yield Row("bare openai SDK, 64 tasks", f"{tasks:.2f} ms")
    yield Row("the batch's engine (SDK, instructor, pydantic), 64 tasks", f"{engine:.2f} ms")
    for name, took in stages.measured(min(few, 200)):
        yield Row(f"… {name}", f"{1000 * took:.2f} ms")
    yield Row("`extractor batch`, 64 in flight", f"{ours:.2f} ms (and {own[0].cpu - few * ours / 1000:.1f} s to start)")
    yield Row("… against the loop", f"{ours / loop:.2f} ×", "≤ 1.5 ×", ours / loop <= 1.5)
    yield Row("… against 64 tasks", f"{ours / tasks:.2f} ×")


def langextract(bench: Bench) -> Iterator[Row]:
    """Articles per second against langextract, at no latency and at that of a quick model.

    Both are whole commands, from the start of their process to its end. What few articles take is taken off once
    more, so that nothing hangs on start-up. langextract may have as many requests in flight as serves it best.
    """
    version = _langextract_version(bench.langextract)
    if not version:
        yield Row("langextract", "not installed: see `--langextract`", "≥ 3 ×")
        return
    few, many = bench.count(500), bench.count(3000)
    for latency, widths in ((0.0, (10, 64)), (0.5, (64, 256))):
        with Started(latency=latency) as endpoint:
            tried = {width: _langextract(bench, endpoint.url, few, width) for width in widths}
            width = min(tried, key=lambda width: tried[width].wall)
            theirs = tried[width], _langextract(bench, endpoint.url, many, width)
            own = max(widths)
            ours = tuple(bench.batch(endpoint.url, number, "--concurrency", own) for number in (few, many))
        commands = {f"langextract {version}, {width} in flight": theirs, f"`extractor batch`, {own} in flight": ours}
        whole = [many / took.wall for _, took in commands.values()]
        steady = [(many - few) / (took.wall - start.wall) for start, took in commands.values()]
        cpu = [1000 * (took.cpu - start.cpu) / (many - few) for start, took in commands.values()]
        for name, speed in zip(commands, whole, strict=True):
            yield Row(f"latency {latency:g} s, {many} articles, start-up included: {name}", f"{speed:.0f} articles/s")
        yield _ratio(whole)
        for name, speed, each in zip(commands, steady, cpu, strict=True):
            told = f"{speed:.0f} articles/s, {each:.1f} ms of CPU an article"
            yield Row(f"latency {latency:g} s, without what {few} articles take: {name}", told)
        yield _ratio(steady)


def _langextract(bench: Bench, url: str, number: int, width: int) -> Took:
    """One run of langextract over so many articles."""
    program = Path(__file__).with_name("langextract_loop.py")
    took = measured([bench.langextract, program, url, bench.articles(number), str(width)])
    if took.code or json.loads(took.stdout.splitlines()[-1])["articles"] != number:
        raise SystemExit(f"langextract: exit code {took.code}: {took.stderr[-2000:]}")
    return took


def _ratio(speeds: list[float]) -> Row:
    theirs, ours = speeds
    return Row("… against langextract", f"{ours / theirs:.1f} ×", "≥ 3 ×", ours / theirs >= 3)


def wall(bench: Bench) -> Iterator[Row]:
    """Wall time against N·L/C."""
    latency = 2.0
    for concurrency in (64, 256):
        number = 20 * concurrency
        with Started(latency=latency) as endpoint:
            took = bench.batch(endpoint.url, number, "--concurrency", concurrency)
            counts = endpoint.counts()
        ideal = number * latency / concurrency
        asking = counts["last"] - counts["first"]
        what = f"{number} articles, latency {latency:g} s, {concurrency} in flight: N·L/C = {ideal:.0f} s"
        yield Row(f"{what}; the whole command", f"{took.wall:.1f} s, {took.wall / ideal:.3f} ×")
        yield Row(
            "… from the first request to the last answer",
            f"{asking:.1f} s, {asking / ideal:.3f} ×",
            "≤ 1.08 ×",
            asking / ideal <= 1.08,
        )


def limits(bench: Bench) -> Iterator[Row]:
    """How near a run comes to limits that it learns from the endpoint."""
    number = bench.count(3000)
    tokens = 3000 * 3300
    for what, behaviour in (
        ("3 000 requests a minute, a second's worth at once", {"rpm": 3000, "burst": 1.0}),
        ("3 000 requests a minute, ten seconds' worth at once", {"rpm": 3000, "burst": 10.0}),
        (f"{tokens / 1e6:.1f} million tokens a minute, two seconds' worth at once", {"tpm": tokens, "burst": 2.0}),
    ):
        with Started(latency=0.5, **behaviour) as endpoint:
            bench.batch(endpoint.url, number)
            counts = endpoint.counts()
        seconds = counts["last"] - counts["first"]
        used = number if "rpm" in behaviour else counts["tokens_in"]
        rate = float(behaviour.get("rpm") or behaviour["tpm"]) / 60
        reached = used / (rate * (seconds + behaviour["burst"]))
        refused = counts["refused"] / counts["requests"]
        yield Row(what, f"{reached:.1%} of the limit", "≥ 90 %", reached >= 0.9)
        yield Row(
            "… refused with 429", f"{counts['refused']} of {counts['requests']}: {refused:.2%}", "< 2 %", refused < 0.02
        )


def memory(bench: Bench) -> Iterator[Row]:
    """Resident memory at ten times the articles, and the rerun of what is finished."""
    few, many = bench.count(2000), bench.count(20_000)
    peaks: dict[int, int] = {}
    with Started() as endpoint:
        for number in (few, many):
            cache = bench.cache()
            took = bench.batch(endpoint.url, number, "--concurrency", 64, cache=cache)
            peaks[number] = took.memory
            yield Row(f"{number} articles", f"{took.memory / 1e6:.0f} MB at most, {number / took.wall:.0f} articles/s")
        ratio = peaks[many] / peaks[few]
        yield Row("… ten times the articles", f"{ratio:.2f} × the memory", "≤ 1.2 ×", ratio <= 1.2)
        requests = endpoint.counts()["requests"]
        output = cache.with_suffix(".jsonl")
        before = output.read_bytes()
        again = bench.batch(endpoint.url, many, "--concurrency", 64, cache=cache)
        same = before == output.read_bytes() and endpoint.counts()["requests"] == requests
        del before
    speed = many / again.wall
    yield Row(
        f"rerun of the finished {many}",
        f"{speed:.0f} articles/s, {again.memory / 1e6:.0f} MB; {'no request, no byte changed' if same else 'CHANGED'}",
        "≥ 1 000/s",
        speed >= 1000 and same,
    )


def offline(bench: Bench) -> Iterator[Row]:
    """The offline engine on every core."""
    number = bench.count(2000)
    took = bench.batch("", number)
    cores = os.cpu_count()
    yield Row(f"offline engine, {number} articles, {cores} cores", f"{number / took.wall:.0f} articles/s")


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    one.__name__: one for one in (cpu, langextract, wall, limits, memory, offline)
}


def _told(command: list[str]) -> dict[str, Any]:
    """What a program printed."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _langextract_version(python: str) -> str:
    asked = "import langextract, openai, importlib.metadata as m; print(m.version('langextract'))"
    done = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _machine() -> str:
    """What it was measured on."""
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("openai", "instructor", "pydantic")]
    system = f"{os.cpu_count()} cores of {processor}, {platform.system()} {platform.release().partition('-')[0]}"
    return f"{system}, Python {platform.python_version()}, {', '.join(versions)}"


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"any of {', '.join(ROWS)}")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--langextract", default=sys.executable, metavar="PYTHON")
    given = parser.parse_args()
    if unknown := [name for name in given.rows if name not in ROWS]:
        parser.error(f"no such row: {unknown[0]}")
    print(f"{_machine()}\n\n| what | measured | wanted | held |\n| --- | --- | --- | --- |", flush=True)
    for name in given.rows or ROWS:
        with _folder() as folder:
            for row in ROWS[name](Bench(folder, given.quick, given.langextract)):
                print(row, flush=True)


if __name__ == "__main__":
    main()

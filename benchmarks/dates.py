"""The dates of the times that annotated claims are given with.

`python -m benchmarks.dates` prints how many of them have one; `--all` first prints each, to be read by eye.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.ground.dates import Around, around, resolved
from extractor.models import Status
from extractor.segment import sentences

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"


class Timed(NamedTuple):
    """An annotated claim with a time."""

    when: str
    status: Status
    lang: str
    published: dt.date
    beside: Around | None

    def date(self) -> str | None:
        """Its date."""
        return resolved(self.when, self.published, self.status, self.lang, self.beside)


def timed(folder: Path = GOLD) -> Iterator[Timed]:
    """Every annotated claim that has a time."""
    for path in sorted(folder.glob("[a-z]-*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        split = sentences(gold["text"], gold["lang"])
        for claim in gold["claims"]:
            when = claim["when"]
            if when is None:
                continue
            cited = [sentence for sentence in split if sentence.number in claim["evidence"]]
            at = next((at for s in cited if (at := gold["text"].find(when, s.start, s.end)) >= 0), -1)
            beside = around(gold["text"], split, at, at + len(when)) if at >= 0 else None
            yield Timed(when, Status(claim["status"]), gold["lang"], dt.date.fromisoformat(gold["published"]), beside)


def table() -> str:
    """How many times there are and how many have a date, of which kind."""
    lengths = [len(claim.date() or "") for claim in timed()]
    rows = [("claims with a time", len(lengths)), ("a day", lengths.count(10)), ("a month", lengths.count(7))]
    rows += [("a year", lengths.count(4)), ("no date", lengths.count(0))]
    return "\n".join(("| | |", "| --- | ---: |", *(f"| {name} | {count} |" for name, count in rows)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="print every time with its date")
    parser.add_argument("--gold", type=Path, default=GOLD, help="the folder of annotated articles")
    options = parser.parse_args()
    claims = list(timed(options.gold))
    start = time.perf_counter()
    dates = [claim.date() for claim in claims]
    first = time.perf_counter()
    for claim in claims:
        claim.date()
    again = time.perf_counter()
    if options.all:
        for claim, date in zip(claims, dates, strict=True):
            print(f"{claim.published:%a %Y-%m-%d}  {claim.status:10} {date or '-':10}  {claim.when}")
    cold, warm = ((end - begin) / len(claims) * 1e6 for begin, end in ((start, first), (first, again)))
    print(f"{sum(date is not None for date in dates)} of {len(dates)} times have a date")
    print(f"{cold:.0f} µs each at first, {warm:.1f} µs again")


if __name__ == "__main__":
    main()

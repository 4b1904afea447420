"""In how many annotated articles one entity comes out under several names, as the engines write them and as claims do.

`python -m benchmarks.names` prints both, and every name that is changed. Which names are one entity is told by a
person who has read the article, in `names.toml`; a change that is not told there is counted as a wrong join.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality import GOLD, RECORDINGS, held
from extractor.engines.base import Engine
from extractor.engines.offline import Offline
from extractor.engines.stored import Replay
from extractor.evaluate import load_gold
from extractor.ground import Grounds, judged
from extractor.models import ActorType, Article, Claim, SourceType
from extractor.pipeline import plan

TOLD: dict[str, list[list[str]]] = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
"""By article: names that are one entity."""
UNNAMED = (SourceType.ANONYMOUS, SourceType.DOCUMENT, SourceType.UNKNOWN)

HEADS = ("articles", "several names", "of these left", "names changed", "wrong joins")
WIDTH = 15


@dataclass
class Tally:
    """What the names of one engine come to."""

    articles: int = 0
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    """Articles in which an entity has several names."""
    changes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """Article, name, spelling; and how often."""
    wrong: set[tuple[str, str, str]] = field(default_factory=set)


def tally(engine: Engine, articles: Sequence[tuple[str, Article]]) -> Tally:
    """The names in the claims that an engine's first answers amount to, before and after they are spelt alike."""
    found = Tally(len(articles))
    for key, article in articles:
        written, spelt = claims_of(engine, article)
        groups = [frozenset(group) for group in TOLD.get(key, [])]
        for claims, several in ((written, found.before), (spelt, found.after)):
            present = {name for claim in claims for name in names(claim)}
            if any(len(group & present) > 1 for group in groups):
                several.append(key)
        for old, new in zip(written, spelt, strict=True):
            for name, other in zip(names(old), names(new), strict=True):
                if name != other:
                    change = key, name, other
                    found.changes[change] = found.changes.get(change, 0) + 1
                    if not any({name, other} <= group for group in groups):
                        found.wrong.add(change)
    return found


def claims_of(engine: Engine, article: Article) -> tuple[Sequence[Claim], Sequence[Claim]]:
    """The grounded claims as the engine names things, and with one spelling for each."""
    calls = plan(article)
    grounds = Grounds(article, [sentence for call in calls for sentence in call.sentences])
    written: list[Claim] = []
    for call in calls:
        written += judged(grounds.check(call.sentences), engine.answer(call).draft).claims
    return written, grounds.spelt_alike(written)


def names(claim: Claim) -> Iterator[str]:
    """The claim's names of what has one."""
    if claim.actor_type not in (ActorType.GROUP, ActorType.UNKNOWN):
        yield claim.actor
    if claim.model:
        yield claim.model
    for link in claim.attribution:
        if link.type not in UNNAMED:
            yield link.name


def main() -> None:
    gold = [(each.id, each.article) for each in load_gold(GOLD)]
    english = [(key, article) for key, article in gold if (article.lang or "en").startswith("en")]
    recorded = held(RECORDINGS["relay"])
    tallies = {
        "offline": tally(Offline(), english),
        "relay": tally(Replay(RECORDINGS["relay"]), [(key, article) for key, article in gold if key in recorded]),
    }
    print(f"{'engine':10}" + "".join(f"{head:>{WIDTH}}" for head in HEADS))
    for engine, found in tallies.items():
        numbers = (found.articles, len(found.before), len(found.after), sum(found.changes.values()), len(found.wrong))
        print(f"{engine:10}" + "".join(f"{number:>{WIDTH}}" for number in numbers))
    for engine, found in tallies.items():
        for (key, name, other), count in sorted(found.changes.items()):
            wrong = "  WRONG" if (key, name, other) in found.wrong else ""
            print(f"{engine:10}{key}  {name} → {other} ({count}){wrong}")
        left = ", ".join(found.after)
        print(f"{engine:10}left: {left or 'none'}")


if __name__ == "__main__":
    main()

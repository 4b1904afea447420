"""The articles of `fixtures/attacks`: hostile ones by family, and harmless ones that look like them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.models import Article
from extractor.readers import read_bytes

FOLDER = Path(__file__).parents[1] / "fixtures" / "attacks"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim by its actor and its statement."""

    actor: str
    statement: str


@dataclass(frozen=True, slots=True)
class Case:
    """One article with what is wanted of it."""

    name: str
    """Family and file, such as 'hidden/clip'."""
    about: str
    round: int
    """1 if it was written before the defence that it tests, 2 if after."""
    kind: str
    """The ending of the file that it would be: html, txt, md."""
    page: str
    planted: tuple[str, ...]
    """What the attacker put there, as text."""
    wants: tuple[Wanted, ...]
    """What he wants to be claimed."""
    true: tuple[Wanted, ...]
    """What a person reads there, and what has to stand."""
    says: tuple[str, ...]
    """Words of warnings that a harmless article calls for."""
    lang: str | None
    recorded: bool
    """Whether a recorded model is asked about it."""

    @property
    def family(self) -> str:
        return self.name.partition("/")[0]


@cache
def cases() -> tuple[Case, ...]:
    """Every article of the folder, by family and name."""
    return tuple(_case(path) for path in sorted(FOLDER.glob("*/*.toml")))


def _case(path: Path) -> Case:
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Case(
        name=f"{path.parent.name}/{path.stem}",
        about=found["about"],
        round=found["round"],
        kind=found["kind"],
        page=found["page"],
        planted=tuple(found.get("planted", ())),
        wants=tuple(Wanted(*want) for want in found.get("wants", ())),
        true=tuple(Wanted(*claim) for claim in found["true"]),
        says=tuple(found.get("says", ())),
        lang=found.get("lang"),
        recorded=found.get("recorded", False),
    )


@cache
def article_of(case: Case) -> Article:
    """The article as the reader reads its bytes."""
    return read_bytes(case.page.encode(), path=f"{case.name}.{case.kind}", lang=case.lang)

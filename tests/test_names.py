from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.names import TOLD
from benchmarks.quality import GOLD
from extractor.entities import Places
from extractor.names import Kind, Named, one_spelling

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "data" / "spellings.toml").read_text(encoding="utf-8")
)


def spelt(text: str, *names: str) -> list[str]:
    """The spelling of each 'NAME/kind', in order."""
    named = [Named(name, Kind(kind)) for name, _, kind in (each.rpartition("/") for each in names)]
    changed = one_spelling(Places.of(text), named)
    return [changed.get(one, one.name) for one in named]


@pytest.mark.parametrize("case", CASES["joined"], ids=lambda case: case["text"][:60])
def test_names_that_the_text_ties_are_spelt_alike(case: dict[str, Any]) -> None:
    wanted = case.get("spellings") or [case["spelling"]] * len(case["names"])
    assert spelt(case["text"], *case["names"]) == wanted


@pytest.mark.parametrize("case", CASES["apart"], ids=lambda case: case["text"][:60])
def test_names_that_the_text_does_not_tie_stay_apart(case: dict[str, Any]) -> None:
    assert spelt(case["text"], *case["names"]) == [name.rpartition("/")[0] for name in case["names"]]


def test_there_are_at_least_sixty_cases() -> None:
    assert len(CASES["joined"]) >= 30
    assert len(CASES["joined"]) + len(CASES["apart"]) >= 60


KINDS = {
    "person": Kind.PERSON,
    "organization": Kind.BODY,
    "government": Kind.BODY,
    "media": Kind.BODY,
    "product": Kind.MODEL,
}


@pytest.mark.parametrize("path", sorted(GOLD.glob("*-*.json")), ids=lambda path: path.stem)
def test_no_two_entities_of_an_annotated_article_are_joined(path: Path) -> None:
    article = json.loads(path.read_text(encoding="utf-8"))
    named = [Named(claim["model"], Kind.MODEL) for claim in article["claims"] if claim["model"]]
    for claim in article["claims"]:
        who = [(claim["actor"], claim["actor_type"]), *((link["name"], link["type"]) for link in claim["sources"])]
        named += [Named(name, KINDS[kind]) for name, kind in who if kind in KINDS]
    told = TOLD.get(path.stem, [])
    joined = one_spelling(Places.of(article["text"]), named)
    assert {
        one.name: full for one, full in joined.items() if not any({one.name, full} <= {*each} for each in told)
    } == {}

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

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

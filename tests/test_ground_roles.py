"""Names in the roles that the evidence gives them."""

from __future__ import annotations

import pytest

from extractor.entities import Places
from extractor.ground.kinds import kind
from extractor.ground.page import Page, Passage, passage
from extractor.ground.roles import misplaced

ARTICLE = (
    "Lumen Labs, a start-up in Ghent, works with Northwind Systems. Ada Brandt, its founder, met Bo Lindqvist, a "
    "professor. Lumen trains Beacon. "
)


def wrong(statement: str, evidence: str) -> bool:
    text = ARTICLE + evidence
    page = Page("en", Places.of(text))
    at = text.index(evidence)
    low, high = page.span(at, len(text))
    told = Passage(text, page.places.words[low:high], "en")
    return misplaced(page, passage(statement, "en"), told) is not None


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Northwind Systems sued Lumen Labs.", "Lumen Labs sued Northwind Systems in May."),
        ("Lumen Labs was sued by Northwind Systems.", "Lumen Labs sued Northwind Systems in May."),
        ("Lumen Labs sued Northwind Systems.", "Lumen Labs was sued by Northwind Systems."),
        ("Lumen moved its data from Ghent to Northwind.", "Lumen moved its data from Northwind to Ghent."),
        ("Northwind's founder resigned.", "Lumen's founder resigned."),
        ("Brandt resigned in May.", "She resigned in May, and hired Brandt."),
        ("Northwind will cut jobs.", "Lumen said on Monday it will cut jobs."),
        ("Lumen Labs resigned.", "In May he resigned."),
        ("Ada Brandt raised a loan.", "In May the company raised a loan."),
    ],
)
def test_a_name_in_another_ones_role_is_found(statement: str, evidence: str) -> None:
    assert wrong(statement, evidence)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Northwind Systems sued Lumen Labs.", "Lumen Labs was sued by Northwind Systems."),
        ("Lumen Labs sued Northwind Systems.", "Lumen Labs sued Northwind Systems in May."),
        ("Lumen released Beacon.", "Beacon, released in May, is the largest of Lumen's models."),
        ("Lumen's founder resigned.", "Its founder resigned."),
        ("Ada Brandt resigned.", "In May she resigned."),
        ("Lumen Labs raised a loan.", "In May the company raised a loan."),
        ("Lumen Labs trained Beacon on poems.", "Beacon was trained only on poems, Lumen Labs says."),
        ("Northwind Systems backs Lumen Labs, a Ghent firm.", "A rival is Lumen, a Ghent firm backed by Northwind."),
    ],
)
def test_a_name_in_its_own_role_stands(statement: str, evidence: str) -> None:
    assert not wrong(statement, evidence)


@pytest.mark.parametrize(
    ("name", "told"),
    [("Ada Brandt", "person"), ("Bo Lindqvist", "person"), ("Lumen Labs", "body"), ("Beacon", None)],
)
def test_an_article_says_of_most_names_what_they_are(name: str, told: str | None) -> None:
    assert kind(Page("en", Places.of(ARTICLE)), name) == told

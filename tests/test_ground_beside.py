"""Numbers in one another's place, bounded the other way, or counting another stretch of time."""

from __future__ import annotations

import pytest

from extractor.entities import Places
from extractor.ground.page import Page, passage
from extractor.ground.values import unsupported


def wrong(statement: str, evidence: str) -> str | None:
    told = passage(evidence, "en")
    page = Page("en", Places.of(evidence))
    return unsupported(page, None, passage(statement, "en"), told, lambda: told)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Lumen raised $90m at a valuation of $12m.", "Lumen raised $12m at a valuation of $90m."),
        (
            "Beacon has 3 billion parameters, 40 billion of them active.",
            "It has 40 billion parameters, 3 billion active.",
        ),
        ("Sales ran at $90m by May, up from $125m in March.", "By May sales ran at $125m, up from $90m in March."),
        ("Lumen hired at most 40 people.", "Lumen hired at least 40 people."),
        ("Lumen spent less than $40m.", "Lumen spent more than $40m."),
        ("Lumen hired exactly 40 people.", "Lumen hired about 40 people."),
        ("The deal runs for 3 months.", "The deal runs for 3 years."),
        ("Sales rose by 5 percentage points.", "Sales rose by 5%."),
    ],
)
def test_a_number_that_the_evidence_says_otherwise_is_found(statement: str, evidence: str) -> None:
    assert wrong(statement, evidence) is not None


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Lumen raised $12m at a valuation of $90m.", "At a valuation of $90m, Lumen raised $12m."),
        ("Lumen hired over 40 people.", "Lumen hired more than 40 people."),
        ("Lumen hired about 40 people.", "Lumen hired nearly 40 people."),
        ("Lumen hired 40 people.", "Lumen hired at least 40 people."),
        ("A three-year deal was signed.", "The deal runs for three years."),
        ("Children between 3 and 12 use it.", "It is for children between 3 and 12."),
    ],
)
def test_a_number_said_in_other_words_stands(statement: str, evidence: str) -> None:
    assert wrong(statement, evidence) is None

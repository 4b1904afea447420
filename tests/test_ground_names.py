"""A name of the article in another's place is found out."""

from __future__ import annotations

from typing import Any

import pytest
from test_ground import drafted

from extractor.ground import Grounded, ground
from extractor.models import Article, Draft
from extractor.segment import sentences

TEXT = (
    "Minister Ada Brandt praised Beacon in March. Northwind Systems, a rival of Lumen Labs, kept silent.\n\n"
    "Minister Jon Vale wants a review of the tender. Developers noticed the mistake at once. "
    "Lumen Labs maintains that it holds no share in Harbour.\n\n"
    "Input costs $2 per million tokens. The older models had cost $1."
)


def grounded(**given: Any) -> Grounded:
    article = Article(text=TEXT, lang="en")
    plain = {"model": None, "open": None, "said_by": [], "when": None, "type": "other"}
    return ground(article, sentences(TEXT, "en"), Draft(claims=(drafted(**plain, **given),)))


@pytest.mark.parametrize(
    ("at", "right", "wrong", "statement"),
    [
        (3, "Jon Vale", "Ada Brandt", "Minister {} wants a review of the tender."),
        (4, "Developers", "Northwind Systems", "{} noticed the mistake at once."),
        (5, "Lumen Labs", "Northwind Systems", "{} holds no share in Harbour."),
    ],
)
def test_only_the_name_that_the_evidence_has_in_its_place_is_believed(
    at: int, right: str, wrong: str, statement: str
) -> None:
    assert grounded(at=(at,), actor=right, statement=statement.format(right)).claims
    assert grounded(at=(at,), actor=wrong, statement=statement.format(wrong)).rejected


def test_a_million_that_a_price_is_for_may_stand_in_the_sentence_before() -> None:
    assert grounded(at=(7,), actor="older models", statement="The older models had cost $1 per million tokens.").claims
    assert grounded(
        at=(7,), actor="older models", statement="The older models had cost $1 per billion tokens."
    ).rejected

"""What the offline engine makes of ordinary news: datelines, openness given up, who "it" is, whose a model is."""

from __future__ import annotations

import pytest

from extractor.engines.base import Call
from extractor.engines.offline import Offline
from extractor.models import Article, DraftClaim
from extractor.segment import sentences


def claims(text: str) -> list[DraftClaim]:
    article = Article(text=text, lang="en")
    return list(Offline().answer(Call(article, sentences(text, "en"), (), "")).draft.claims)


def last(text: str) -> DraftClaim:
    return claims(text)[-1]


@pytest.mark.parametrize(
    "dateline",
    [
        "GALWAY — ",
        "San Sebastián — ",
        "Palo Alto, Calif. — ",
        "STOKE-ON-TRENT, England – ",
        "Lyon, 4 May (Wire) - ",
        "NEW DELHI (PTW) — ",
        "RIO DE JANEIRO, March 3 — ",
        "OSLO—",
    ],
)
def test_a_dateline_is_no_actor(dateline: str) -> None:
    claim = last(f"Rivals waited.\n\n{dateline}Norwegian lab Norvane has quietly renamed its Fjord 3 model family.")
    assert (claim.actor, claim.statement) == (
        "Norvane",
        "Norwegian lab Norvane has quietly renamed its Fjord 3 model family.",
    )


@pytest.mark.parametrize("aside", ["a lab in Bergen", "The Economist's choice of the year"])
def test_an_aside_between_dashes_does_not_make_its_subject_a_dateline(aside: str) -> None:
    assert last(f"Norvane — {aside} — released Fjord 3.").actor == "Norvane"


def test_a_dash_inside_a_paragraph_ends_no_dateline() -> None:
    assert "Norvane" in [
        c.actor for c in claims("Fjord 3 sells well. Norvane – Fjord is its flagship – raised $40 million.")
    ]


@pytest.mark.parametrize(
    ("sentence", "openness"),
    [
        ("Fjord 3 will no longer be open source.", "closed"),
        ("Norvane stopped open-sourcing Fjord.", "closed"),
        ("Norvane plans to stop publishing the weights of Fjord 4.", "closed"),
        ("Fjord 4 is no longer open.", "closed"),
        ("Norvane has not released Fjord 4 as open source.", "closed"),
        ("Norvane hasn't published Fjord 4 as open source.", "closed"),
        ("Norvane will no longer release its models under an open licence.", "closed"),
        ("Fjord 4 is available only through its own cloud service.", "closed"),
        ("Norvane sells Fjord 4 only via its platform.", "closed"),
        ("Fjord 4 isn't open source.", "closed"),
        ("Norvane did not stop open-sourcing Fjord.", None),
        ("Norvane is no longer open to investors.", None),
        ("Fjord 4 is available through its own cloud service.", None),
    ],
)
def test_a_move_away_from_openness_is_closed(sentence: str, openness: str | None) -> None:
    found = last(f"Norvane builds Fjord 3 and Fjord 4. {sentence}").open
    assert (found.value if found else None) == openness


@pytest.mark.parametrize(
    "sentence", ["Norvane stopped open-sourcing Fjord.", "Norvane will no longer open-source Fjord 4."]
)
def test_no_longer_opening_is_closing(sentence: str) -> None:
    assert last(sentence).type.value == "close"

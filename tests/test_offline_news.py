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


def test_a_firm_that_says_what_becomes_of_a_model_is_its_maker_where_no_other_is_named() -> None:
    text = 'Tessel raised its prices. "Fjord 9 will be closed," Norvane Labs said in a statement.'
    assert [c.actor for c in claims(text)] == ["Tessel", "Norvane Labs"]


def test_a_model_whose_maker_is_named_stays_its_makers() -> None:
    text = "Tessel released Fjord 9 in 2024. Fjord 9 will be closed, Norvane Labs said in a statement."
    assert last(text).actor == "Tessel"


@pytest.mark.parametrize(
    "sentence",
    [
        "Engineers at Tessel tried Fjord 3 and found that it reached 71 percent.",
        "Engineers at Tessel tried Fjord 3, and later said that it had reached 71 percent.",
    ],
)
def test_who_finds_is_the_noun_phrase_before_the_first_of_two_verbs(sentence: str) -> None:
    claim = last(f"Norvane built Fjord 3. {sentence}")
    assert [link.name for link in claim.said_by] == ["Engineers at Tessel"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Red Oak is working on open models.",
        "The White House is drafting an order on open models.",
        "Red Oak was asked about its models.",
        "Red Oak is a maker of models in Leeds.",
        "Red Oak is a model maker in Leeds.",
    ],
)
def test_a_firm_that_deals_with_models_is_none(sentence: str) -> None:
    assert "Oak" not in (last(sentence).model or "") and "House" not in (last(sentence).model or "")


@pytest.mark.parametrize(
    "sentence", ["Vega is the first of its models to see.", "Vega is a large model.", "Vega was fine-tuned in Leeds."]
)
def test_what_is_called_a_model_is_one(sentence: str) -> None:
    assert last(f"Norvane is a lab in Oslo, and Vega came in May. {sentence}").model == "Vega"


def test_it_after_a_government_is_the_government() -> None:
    text = "Norvane refused to comment.\n\nThe Irish government has drafted rules. It has not set a date."
    assert last(text).statement == "The Irish government has not set a date."


def test_it_does_not_leave_a_paragraph_that_has_a_subject_of_its_own() -> None:
    text = "Norvane raised $4 million. Norvane grew.\n\nThe weather in Oslo was poor. It cost farmers $3 million."
    assert not [c for c in claims(text) if "farmers" in c.statement and c.actor == "Norvane"]


def test_it_still_means_the_firm_of_the_paragraph_before_where_nothing_else_was_named() -> None:
    text = "Norvane, a start-up in Oslo, raised $4 million. Norvane grew.\n\nIt will spend the money on chips."
    assert last(text).actor == "Norvane"


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("It was trained on 6 trillion tokens.", "Fjord 3 was trained on 6 trillion tokens."),
        ("It has 70 billion parameters.", "Fjord 3 has 70 billion parameters."),
        ("It weighs 40 gigabytes.", "Fjord 3 weighs 40 gigabytes."),
        ("It was fined $4 million.", "Norvane was fined $4 million."),
    ],
)
def test_what_only_a_model_has_done_to_it_makes_it_the_model(sentence: str, statement: str) -> None:
    text = f"Norvane, an AI lab, has changed the licence of Fjord 3. {sentence}"
    assert last(text).statement.removeprefix("Norvane's ") == statement


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Fjord 3 was released on Monday.", "release"),
        ("Fjord 3 is to be sold through an API.", "sell through an API"),
        ("Norvane plans to stop publishing weights.", "plan to stop publishing"),
        ("Fjord 3 is open source.", "offer as open source"),
        ("Fjord 3 has 7 billion parameters.", "have 7 billion parameters"),
        ("Norvane was fined by the city.", "fine"),
        ("Norvane was fined in May.", "be fined"),
        ("Norvane will no longer publish weights.", "no longer publish"),
    ],
)
def test_an_action_is_a_verb_phrase_that_fits_its_actor(sentence: str, action: str) -> None:
    assert last(f"Norvane, an AI lab, made Fjord 3. {sentence}").action == action


def test_the_founder_of_what_was_bought_is_not_the_buyers() -> None:
    found = claims("Norvane bought Tessel, a start-up in Leeds, and hired its founder. Tessel made chips.")
    assert "Norvane hired Tessel's founder." in [c.statement for c in found]


def test_rumours_that_were_not_confirmed_are_no_claim() -> None:
    assert not claims("Rumours that Norvane would be sold to Tessel could not be confirmed.")


def test_a_smaller_sibling_keeps_its_adjective_or_goes_by_its_name() -> None:
    found = claims("Norvane sells Fjord 5 in May. A smaller sibling, Fjord 5 Lite, was released on Monday.")
    assert [c.statement for c in found if "Lite" in c.statement] == ["Fjord 5 Lite was released on Monday."]


@pytest.mark.parametrize(
    "text",
    [
        "Norvane released [Fjord 2](https://fjord.example) on Monday.",
        "Norvane said the **Fjord 2** model costs *$5*.",
        "Norvane said that \\u0007 Fjord 2 is open.",
        "Norvane released \x07Fjord 2\x1b[31m on Monday.",
    ],
)
def test_what_markup_or_escapes_have_torn_is_no_claim(text: str) -> None:
    assert claims(text) == []


def test_a_place_does_not_do_what_its_government_does() -> None:
    found = claims("The government in Oslo, which is preparing a rule on open models, has fined Norvane $4 million.")
    assert {c.actor for c in found} == {"government in Oslo"}


def test_the_day_of_saying_is_not_the_day_of_doing() -> None:
    claim = last("Norvane, an AI lab, said on Monday it will release Fjord 3.")
    assert (claim.statement, claim.when) == ("Norvane will release Fjord 3.", None)


def test_whom_somebody_told_does_not_act() -> None:
    text = "Norvane, an AI lab, made Fjord 3. Ingrid Solheim told reporters Norvane had stopped selling Fjord 3."
    assert last(text).actor == "Norvane"


def test_what_a_speaker_does_is_to_say() -> None:
    text = "Norvane, an AI lab, made Fjord 3. Ingrid Solheim denied that Norvane had copied Fjord 3."
    assert (last(text).actor, last(text).action) == ("Ingrid Solheim", "deny")


def test_the_maker_of_a_model_is_whose_model_it_is() -> None:
    text = "Norvane's Fjord 3 leads. Tessel, a start-up in Leeds, trails. The Fjord 3 maker raised $4 million."
    assert last(text).actor == "Norvane"

"""A claim that denies what its evidence says, or the reverse, is found out."""

from __future__ import annotations

import pytest

from extractor.ground.page import passage
from extractor.ground.polarity import contradiction


def disagree(statement: str, evidence: str, lang: str = "en") -> bool:
    return contradiction(passage(statement, lang), passage(evidence, lang), lang) is not None


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Lumen Labs did not train Beacon on private data.", "Lumen Labs trained Beacon on private data."),
        ("Lumen Labs has never released Beacon.", "Lumen Labs has released Beacon."),
        ("Lumen Labs trained Beacon on private data.", "Lumen Labs did not train Beacon on private data."),
        ("Lumen Labs didn't open Beacon.", "Lumen Labs opened Beacon."),
        ("Lumen Labs can open Beacon.", "Lumen Labs cannot open Beacon."),
        ("Lumen Labs confirmed that it had been attacked.", "Lumen Labs denied that it had been attacked."),
        ("Lumen Labs denied that it had been attacked.", "Lumen Labs said that it had been attacked."),
        ("Lumen Labs agreed to comment.", "Lumen Labs declined to comment."),
        ("Lumen Labs failed to reach a deal.", "Lumen Labs reached a deal."),
        ("Some agreement has been reached.", "No agreement has been reached."),
        ("Both firms disclosed the price.", "Neither firm disclosed the price."),
        ("Beacon came out with weights.", "Beacon came out without weights."),
        ("It is not true that Lumen Labs opened Beacon.", "Lumen Labs opened Beacon, which does not allege foul play."),
        ("Lumen Labs is not just a start-up.", "Lumen Labs is just a start-up."),
        ("Beacon is unavailable.", "Beacon is available."),
        ("Lumen Labs accepted the offer.", "Lumen Labs rejected the offer."),
        ("Lumen Labs does comply with the request.", "Lumen Labs did not comply."),
        ("Lumen Labs licensed mail to shops.", "Lumen Labs said it had never sold or licensed mail to shops."),
        ("Lumen Labs asks for damages.", "Lumen Labs does not seek damages."),
        ("Some questions leaked into the set.", "Asked if questions leaked into the set, she said they had not."),
        ("It is not true that Lumen Labs sells tools rather than models.", "Lumen Labs sells tools, not models."),
        ("Lumen Labs will not sell Beacon.", "Lumen Labs will sell Beacon at a discount, but it may not."),
    ],
)
def test_a_flipped_negation_is_found(statement: str, evidence: str) -> None:
    assert disagree(statement, evidence)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Lumen Labs opened Beacon.", "Lumen Labs, which does not publish its data, opened Beacon."),
        ("Lumen Labs declined to comment.", "Lumen Labs would not comment."),
        ("Ada Brandt denied that voices are stored.", "Voices are not stored, Ada Brandt said."),
        ("Lumen Labs opened not only Beacon but Lantern.", "Lumen Labs opened not only Beacon but Lantern."),
        ("Lumen Labs opened Beacon and Lantern.", "Lumen Labs opened not only Beacon but also Lantern."),
        ("Lumen Labs displayed no label.", "Lumen Labs, which has passed $2bn in revenue, displayed no such label."),
        ("Lumen Labs has passed $2bn in revenue.", "Lumen Labs, which has passed $2bn in revenue, displayed no label."),
        ("Beacon came out without the licence.", "Beacon came out without it."),
        (
            "Lumen Labs has published the weights of neither Beacon.",
            "The firm has published the weights of neither model.",
        ),
        ("It is not true that Ada Brandt was told.", "The notes say Ada Brandt was told. Neither is true."),
        ("Lumen Labs did not train Beacon.", "Ada Brandt wrote that Lumen Labs trained Beacon. It hadn't."),
        ("Lumen Labs is not selling Beacon for now.", "Lumen Labs is not, for now, selling Beacon."),
        ("Lumen Labs sells tools rather than models.", "Lumen Labs sells tools, not models, she said."),
        ("Shops may not sell Beacon unless they pay.", "The terms bar shops from selling Beacon without paying."),
        ("No customer chose Beacon for its terms.", "Nobody picked Beacon for the terms, Ada Brandt said."),
        (
            "No questions leaked into the set.",
            "Asked whether questions leaked into the set, she said they had not.",
        ),
        (
            "Beacon used messages without the consent of their writers.",
            "Beacon used messages without writers' consent.",
        ),
        ("The damages are no more than $4m.", "The damages are at most $4m."),
        ("He was told to stop taking the drug.", "His letter told him to stop a drug."),
        ("Bo Lindqvist calls Beacon's licence fake freedom.", '"Fake freedom" was the verdict of Bo Lindqvist.'),
    ],
)
def test_an_agreeing_claim_stands(statement: str, evidence: str) -> None:
    assert not disagree(statement, evidence)


@pytest.mark.parametrize(
    ("lang", "statement", "evidence"),
    [
        ("es", "La empresa publicó los pesos.", "La empresa no publicó los pesos."),
        ("es", "La empresa no publicó los pesos.", "La empresa publicó los pesos."),
        ("de", "Die Firma hat das Modell geöffnet.", "Die Firma hat das Modell nicht geöffnet."),
        ("fr", "La société ne publie pas les poids.", "La société publie les poids."),
        ("ja", "同社は理由を説明した。", "同社は理由を説明しなかった。"),
        ("ja", "同社はモデルを公開しなかった。", "同社はモデルを公開した。"),
        ("zh", "公司没有公布模型权重。", "公司公布了模型权重。"),
    ],
)
def test_other_languages_flip_too(lang: str, statement: str, evidence: str) -> None:
    assert disagree(statement, evidence, lang)
    assert not disagree(evidence, evidence, lang)


def test_a_dispute_is_not_taken_for_the_denial_beside_it() -> None:
    assert not disagree(
        "Ada Brandt disputed what the origin of Beacon meant.",
        "Ada Brandt did not contest the origin but disputed what it meant.",
    )


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Lumen Labs published its oldest model.", "Lumen Labs published its newest model."),
        ("The price of Beacon fell in spring.", "The price of Beacon rose in spring."),
        ("Lumen Labs will sell its last robot.", "Lumen Labs will sell its first robot."),
        ("The firm spoke before the sale.", "The firm spoke after the sale."),
        ("Lumen Labs opened Beacon in June.", "Lumen Labs opened Beacon in March."),
        ("Lumen Labs opened Beacon on Friday.", "Lumen Labs opened Beacon on Monday."),
        ("Lumen Labs opened Beacon last year.", "Lumen Labs opened Beacon last month."),
    ],
)
def test_an_opposite_or_a_rival_in_a_words_place_is_found(statement: str, evidence: str) -> None:
    assert disagree(statement, evidence)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Two days before the sale Lumen Labs met the ministry.", "Lumen Labs sold it two days after meeting them."),
        ("Lumen Labs may open Beacon.", "Lumen Labs says it may open Beacon in June."),
        ("Lumen Labs would not accept the offer.", "Lumen Labs rejected the offer."),
        ("The march of Beacon goes on.", "In June the march of Beacon goes on."),
    ],
)
def test_words_that_only_look_opposite_are_let_through(statement: str, evidence: str) -> None:
    assert not disagree(statement, evidence)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Beacon is far from open.", "Beacon is open."),
        ("Beacon is anything but open.", "Beacon is open."),
        ("Lumen Labs has yet to open Beacon.", "Lumen Labs has opened Beacon."),
        ("Lumen Labs has opened Beacon.", "Lumen Labs has yet to open Beacon."),
        ("Lumen Labs stopped short of opening Beacon.", "Lumen Labs went as far as opening Beacon."),
        ("Lumen Labs ruled out a sale of Beacon.", "Lumen Labs announced a sale of Beacon."),
        ("Lumen Labs is no longer training Beacon.", "Lumen Labs is training Beacon and has seen no sign of trouble."),
        ("Lumen Labs will in no way open Beacon.", "Lumen Labs will open Beacon."),
    ],
)
def test_several_words_may_negate_as_one(statement: str, evidence: str) -> None:
    assert disagree(statement, evidence)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Small shops have not to pay a fee.", "Small shops do not: they have to pay a fee."),
        ("Lumen Labs is to publish its training data.", "Weights are to be published, training data are not, it said."),
        ("Lumen Labs was among the winners.", "The jury chose four winners; Lumen Labs did not make it."),
        ("Lumen Labs answered the letter.", "Lumen Labs did not address the letter."),
        (
            "Lumen Labs denied that Lumen Labs blames the users.",
            "Lumen Labs denies that the robot caused the fire and blames the users.",
        ),
    ],
)
def test_a_negator_is_judged_in_its_own_clause(statement: str, evidence: str) -> None:
    assert disagree(statement, evidence)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("The list has yet to be finished.", "The list has still to be finished."),
        ("Lumen Labs ruled out another sale.", "Lumen Labs also ruled one out."),
        ("Small shops have to pay a fee.", "Small shops do not: they have to pay a fee."),
        ("Lumen Labs is not to publish its training data.", "Weights are to come, training data are not, it said."),
        ("Lumen Labs was not among the winners.", "The jury chose four winners; Lumen Labs was not among them."),
    ],
)
def test_a_negation_that_the_clause_carries_stands(statement: str, evidence: str) -> None:
    assert not disagree(statement, evidence)


@pytest.mark.parametrize("denial", ["It denies this.", "The company denied it.", "The company denies that."])
def test_a_denial_that_points_back_is_one_of_the_sentence_before(denial: str) -> None:
    text = f"According to Nordic Wire, Halden Labs considered withdrawing Skarv 3. {denial}"
    statement = "Halden Labs denies that Halden Labs considered withdrawing Skarv 3."
    assert not disagree(statement, text)

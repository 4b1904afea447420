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

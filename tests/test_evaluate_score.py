"""Which claims match gold, what they agree on, and the figures that follow."""

import re
from pathlib import Path

import pytest

from extractor.errors import GoldError
from extractor.evaluate import compare, evaluate, figures, load_gold
from extractor.segment import sentences
from tests.annotated import SPANS, TEXT, as_predicted, extraction, gold_article, gold_claim, predicted

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"


def only_pair(gold, claim):
    (pair,) = compare(gold, [claim]).pairs
    return pair


SECOND = gold_claim(
    statement="Bolt will train a larger Foo.", actor="Bolt", action_type="develop", model="Foo", openness="unspecified",
    status="planned", sources=[], when=None, evidence=[2], spans=[SPANS[2]], weight="okay",
)  # fmt: skip


def test_gold_given_as_the_prediction_reaches_every_figure():
    gold = load_gold(GOLD)
    total = figures([compare(article, as_predicted(article)) for article in gold])
    assert total.strict.pairs == total.gold == total.predicted == 1320
    assert (total.strict.f1, total.lenient.f1, total.strict.recall_all) == (1.0, 1.0, 1.0)
    assert set(total.accuracy.model_dump().values()) == {1.0}


def test_one_sentence_a_claim_with_its_first_name_scores_as_when_the_targets_were_set():
    """The design puts such a baseline at 0.50 lenient and 0.07 strict; another formula would put it elsewhere."""

    def baseline(article):
        for sentence in sentences(article.text, article.lang):
            told = article.text[sentence.start : sentence.end]
            name = re.search(r"[A-Z][\w.&-]*(?: [A-Z0-9][\w.&-]*)*", told)
            yield predicted(
                text=article.text, statement=told, actor=name.group() if name else told, model=None,
                openness="unspecified", sources=[], spans=[(sentence.start, sentence.end)],
            )  # fmt: skip

    total = figures([compare(article, list(baseline(article))) for article in load_gold(GOLD)])
    assert total.lenient.f1 == pytest.approx(0.50, abs=0.03)
    assert total.strict.f1 == pytest.approx(0.07, abs=0.03)


def test_a_claim_without_common_evidence_never_matches():
    assert compare(gold_article(), [predicted(spans=[SPANS[2]])]).pairs == ()


def test_one_common_character_of_evidence_is_enough_to_match():
    start, end = SPANS[1]
    pair = only_pair(gold_article(), predicted(spans=[(end - 1, end)]))
    assert pair.similarity == 1.0
    assert pair.agreement.evidence == pytest.approx(2 / (end - start + 1))


def test_similarity_is_half_statement_three_tenths_actor_two_tenths_model():
    gold = gold_article(gold_claim(statement="alpha beta gamma delta"))
    told = "alpha beta epsilon zeta"  # F1 0.5
    assert only_pair(gold, predicted(statement=told)).similarity == pytest.approx(0.25 + 0.3 + 0.2)
    assert only_pair(gold, predicted(statement=told, model="Bar")).similarity == pytest.approx(0.25 + 0.3)
    assert only_pair(gold, predicted(statement=told, actor="Bolt")).similarity == pytest.approx(0.25 + 0.2)


def test_a_similarity_of_exactly_the_limit_is_accepted_and_one_below_is_not():
    gold = gold_article(gold_claim(statement="alpha beta gamma delta"))
    assert len(compare(gold, [predicted(statement="alpha beta epsilon zeta", actor="Bolt")]).pairs) == 1
    assert compare(gold, [predicted(statement="alpha eta epsilon zeta", actor="Bolt")]).pairs == ()


def test_no_model_on_either_side_agrees_and_on_one_side_does_not():
    without = gold_article(gold_claim(model=None))
    assert only_pair(without, predicted(model=None)).agreement.model
    assert not only_pair(without, predicted(model="Foo 2")).agreement.model
    assert not only_pair(gold_article(), predicted(model=None)).agreement.model


def test_each_claim_matches_once_and_the_rest_are_told():
    gold = gold_article(gold_claim(), SECOND)
    twin, other = predicted(statement="Acme released Foo 2."), predicted()
    found = compare(gold, [twin, other])
    assert [(pair.gold.actor, pair.claim) for pair in found.pairs] == [("Acme", other)]
    assert [claim.actor for claim in found.missed] == ["Bolt"]
    assert found.surplus == (twin,)


def test_a_pair_is_strict_when_all_but_the_types_agree():
    pair = only_pair(gold_article(), predicted(action_type="open", actor_type="person", action="give", when=None))
    assert pair.agreement.strict
    assert not pair.agreement.action_type


@pytest.mark.parametrize(
    "changes",
    [
        {"actor": "Bolt"},
        {"model": "Bar"},
        {"status": "planned"},
        {"openness": "open_weights"},
        {"sources": [{"name": "insiders", "type": "anonymous"}]},
        {"sources": []},
        {"statement": "Acme gave away something else last week."},
    ],
)
def test_one_disagreement_makes_a_pair_lenient_only(changes):
    found = figures([compare(gold_article(), [predicted(**changes)])])
    assert (found.lenient.pairs, found.strict.pairs) == (1, 0)


def test_the_outermost_name_can_agree_where_the_chain_does_not():
    shorter = only_pair(gold_article(), predicted(sources=[{"name": "Daily Byte", "type": "unknown"}])).agreement
    assert (shorter.attribution, shorter.chain, shorter.strict) == (True, False, True)


def test_names_match_in_a_shorter_or_longer_form():
    assert only_pair(gold_article(gold_claim(actor="Acme Research")), predicted(actor="ACME")).agreement.actor


def test_possessives_function_words_and_case_do_not_count_in_statements():
    gold = gold_article(gold_claim(statement="The licence of Foo 2 is Acme's."))
    assert only_pair(gold, predicted(statement="Acme licence Foo 2")).similarity == 1.0


def test_a_version_is_one_token_and_a_negator_counts():
    gold = gold_article(gold_claim(statement="Acme has not released Foo 2.5"))
    told = predicted(statement="Acme has released Foo 2.4")
    assert only_pair(gold, told).similarity == pytest.approx(0.5 * 2 * 3 / (5 + 4) + 0.5)


@pytest.mark.parametrize("lang", ["ja", "zh-Hans"])
def test_statements_without_spaces_are_compared_by_pairs_of_characters(lang):
    text = "零社は新モデルを公開した。"
    gold = gold_article(gold_claim(statement="零社は公開した。", spans=[(0, 13)]), text=text, lang=lang)
    pair = only_pair(gold, predicted(text=text, statement="零社は公開する。", spans=[(0, 13)]))
    # 零社 社は は公 公開 開し した against 零社 社は は公 公開 開す する
    assert pair.similarity == pytest.approx(0.5 * 2 * 4 / 12 + 0.5)


def test_precision_is_on_all_claims_and_recall_on_vital_ones():
    gold = gold_article(gold_claim(), SECOND)
    surplus = predicted(statement="Nobody answered.", actor="Nobody", model=None, spans=[SPANS[3]])
    okay = predicted(**SECOND)
    score = figures([compare(gold, [okay, surplus])]).lenient
    assert (score.precision, score.recall, score.recall_all, score.f1) == (0.5, 0.0, 0.5, 0.0)
    score = figures([compare(gold, [okay, surplus, predicted()])]).lenient
    assert (score.precision, score.recall, score.recall_all) == (2 / 3, 1.0, 1.0)
    assert score.f1 == pytest.approx(2 * (2 / 3) * 1 / (2 / 3 + 1))


def test_counts_are_pooled_over_articles():
    one, two = gold_article(), gold_article(gold_claim(), SECOND, text=TEXT + " ", name="x-02")
    both = evaluate([one, two], [extraction(one, predicted()), extraction(two, predicted(**SECOND))])
    assert (both.total.lenient.precision, both.total.lenient.recall) == (1.0, 0.5)
    assert [row.figures.lenient.recall for row in both.articles] == [1.0, 0.0]


def test_an_article_that_failed_counts_as_no_prediction_and_is_listed():
    one, two = gold_article(), gold_article(text=TEXT + " ", name="x-02")
    measured = evaluate([one, two], [extraction(one, predicted())], failures={"x-02": "the model declined"})
    assert measured.failures == {"x-02": "the model declined"}
    assert (measured.total.strict.recall, measured.total.predicted) == (0.5, 1)


def test_an_article_without_a_result_is_never_dropped_in_silence():
    measured = evaluate([gold_article()], [])
    assert measured.failures == {"x-01": "there is no extraction of it"}
    assert measured.total.strict.f1 == 0.0
    assert measured.total.accuracy.actor is None


def test_an_extraction_without_claims_is_no_failure():
    assert evaluate([gold_article()], [extraction(gold_article())]).failures == {}


def test_articles_that_a_recording_does_not_cover_count_nothing_and_are_named():
    one, two = gold_article(), gold_article(text=TEXT + " ", name="x-02")
    measured = evaluate([one, two], [extraction(one, predicted())], covered={"x-01"})
    assert measured.not_covered == ("x-02",)
    assert measured.total.strict.f1 == 1.0
    assert measured.corpus == evaluate([one], [extraction(one, predicted())]).corpus


def test_a_recording_that_covers_no_article_is_an_error():
    with pytest.raises(GoldError, match="none of the annotated articles is covered"):
        evaluate([gold_article()], [], covered=())


def test_an_extraction_of_another_text_is_an_error():
    with pytest.raises(GoldError, match="is not annotated"):
        evaluate([gold_article()], [extraction(gold_article(text="Something else happened here." * 5))])


def test_two_extractions_of_one_article_are_an_error():
    with pytest.raises(GoldError, match="x-01 was extracted twice"):
        evaluate([gold_article()], [extraction(gold_article()), extraction(gold_article())])

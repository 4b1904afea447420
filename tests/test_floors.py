"""No engine falls below the figures pinned for it."""

import pytest

from benchmarks.floors import FIGURES, MARGIN, Pinned, figure, pin, read, shortfalls
from benchmarks.quality import GOLD, evaluation, names
from extractor.errors import GoldError
from extractor.evaluate import digest, evaluate, load_gold
from tests.annotated import extraction, gold_article, predicted

GOOD = evaluate([gold_article()], [extraction(gold_article(), predicted())])
WORSE = evaluate([gold_article()], [extraction(gold_article(), predicted(status="planned"))])


def test_the_annotated_articles_are_those_that_were_pinned():
    assert digest(load_gold(GOLD)) == read().corpus


def test_all_that_can_be_evaluated_here_has_floors():
    assert set(names()) == set(read().engines)


@pytest.mark.parametrize("name", names())
def test_no_figure_lies_below_its_floor(name):
    measured = evaluation(name)
    assert measured.failures == {}
    assert shortfalls(measured, read().engines[name]) == ()


def test_a_floor_lies_a_margin_below_what_was_measured():
    assert pin(GOOD).least == dict.fromkeys(FIGURES, 1 - MARGIN)
    assert pin(WORSE).least["strict.f1"] == 0.0


def test_a_figure_below_its_floor_is_named_with_both():
    assert shortfalls(GOOD, pin(GOOD)) == ()
    assert "strict.f1 is 0.0000, its floor 0.9900" in shortfalls(WORSE, pin(GOOD))


def test_other_articles_than_the_pinned_ones_are_a_shortfall():
    (line,) = shortfalls(GOOD, Pinned(corpus="0" * 64, articles=3, least={}))
    assert line.startswith("measured on other articles (1) than the floors (3)")


def test_a_floor_is_not_lowered_unless_that_is_meant():
    with pytest.raises(GoldError, match=r"below the floor: strict.f1, .*accuracy.status; give --allow-regression"):
        pin(WORSE, pin(GOOD))
    assert figure(WORSE, "strict.f1") == 0.0
    assert pin(WORSE, pin(GOOD), allow_regression=True).least["strict.f1"] == 0.0


def test_a_figure_within_the_margin_keeps_the_floor_as_it_is():
    before = Pinned(corpus=GOOD.corpus, articles=1, least={"strict.f1": 0.995})
    assert pin(GOOD, before).least["strict.f1"] == 0.995


def test_a_file_of_floors_that_does_not_validate_is_an_error(tmp_path):
    (tmp_path / "floors.json").write_text('{"corpus": 1}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"floors\.json: not a readable file of floors"):
        read(tmp_path / "floors.json")

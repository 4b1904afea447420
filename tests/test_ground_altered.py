"""How many altered claims of articles that no rule was made for stand, and how many unaltered ones do not."""

import pytest
from altered import PARAPHRASED, altered, unaltered


def test_few_true_claims_of_other_articles_are_rejected() -> None:
    found = list(unaltered())
    assert (len(found), found.count(False)) == (83, 5)


@pytest.mark.parametrize(
    ("kind", "tried", "most"),
    [("negation", 170, 1), ("number", 120, 4), ("opposite", 55, 6), ("name", 165, 76)],
)
def test_no_more_altered_claims_stand_than_did(kind: str, tried: int, most: int) -> None:
    found = list(altered(kind))
    assert len(found) == tried
    assert found.count(True) <= most


def test_few_true_claims_in_words_of_ones_own_are_rejected() -> None:
    found = list(unaltered(PARAPHRASED))
    assert (len(found), found.count(False)) == (360, 73)

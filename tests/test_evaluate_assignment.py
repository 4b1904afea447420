"""One-to-one assignments of greatest weight."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.evaluate.assignment import assign

WEIGHT = st.one_of(st.just(0.0), st.floats(0.45, 1), st.sampled_from([0.5, 0.7, 1.0]))


@st.composite
def matrices(draw):
    width = draw(st.integers(1, 5))
    return draw(st.lists(st.lists(WEIGHT, min_size=width, max_size=width), min_size=1, max_size=5))


def best_by_trying_all(weights):
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return best_by_trying_all(list(zip(*weights, strict=True)))
    return max(sum(weights[r][c] for r, c in enumerate(order)) for order in permutations(range(columns), rows))


@given(matrices())
def test_no_other_assignment_weighs_more(weights):
    total = sum(weights[row][column] for row, column in assign(weights))
    assert total == pytest.approx(best_by_trying_all(weights))


@given(matrices())
def test_each_row_and_column_is_used_at_most_once_and_only_with_weight(weights):
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] > 0 for row, column in pairs)


@given(matrices())
def test_turning_the_table_does_not_change_the_weight(weights):
    turned = [list(column) for column in zip(*weights, strict=True)]
    assert sum(weights[r][c] for r, c in assign(weights)) == pytest.approx(sum(turned[r][c] for r, c in assign(turned)))


def test_two_good_pairs_beat_one_excellent_pair():
    assert assign([[1.0, 0.6], [0.7, 0.0]]) == ((0, 1), (1, 0))


@pytest.mark.parametrize("weights", [[], [[]], [[], []], [[0.0, 0.0]]])
def test_nothing_to_assign_gives_no_pairs(weights):
    assert assign(weights) == ()

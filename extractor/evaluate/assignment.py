"""One-to-one assignment of greatest total weight."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def assign(weights: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Pairs (row, column), each row and column at most once, whose weights add up to the most; by row.

    Weights are at least 0; a pair of weight 0 is no pair. Shortest augmenting paths with potentials
    (Kuhn, Munkres, Jonker, Volgenant) in rows² · columns steps: an article's 30 claims take milliseconds,
    which a numerical library of tens of megabytes would not make faster by anything one could notice.
    """
    if not weights or not weights[0]:
        return ()
    if len(weights) > len(weights[0]):
        turned = assign(list(zip(*weights, strict=True)))
        return tuple(sorted((row, column) for column, row in turned))
    width = len(weights[0])
    owner: list[int | None] = [None] * width
    row_potential = [0.0] * len(weights)
    column_potential = [0.0] * width
    for start in range(len(weights)):
        _augment(start, weights, owner, row_potential, column_potential)
    found = ((row, column) for column, row in enumerate(owner) if row is not None and weights[row][column] > 0)
    return tuple(sorted(found))


def _augment(
    start: int,
    weights: Sequence[Sequence[float]],
    owner: list[int | None],
    row_potential: list[float],
    column_potential: list[float],
) -> None:
    """Gives row `start` a column, moving other rows along the cheapest path. Cost is minus the weight."""
    width = len(owner)
    distance = [inf] * width
    through: list[int] = [-1] * width
    settled: list[int] = []
    open_columns = set(range(width))
    row, column, length = start, -1, 0.0
    while True:
        for other in open_columns:
            step = length - weights[row][other] - row_potential[row] - column_potential[other]
            if step < distance[other]:
                distance[other], through[other] = step, column
        column = min(open_columns, key=lambda c: (distance[c], c))
        length = distance[column]
        open_columns.remove(column)
        occupant = owner[column]
        if occupant is None:
            break
        settled.append(column)
        row = occupant
    row_potential[start] += length
    for passed in settled:
        occupant = owner[passed]
        assert occupant is not None
        row_potential[occupant] += length - distance[passed]
        column_potential[passed] -= length - distance[passed]
    while column != -1:
        before = through[column]
        owner[column] = start if before == -1 else owner[before]
        column = before

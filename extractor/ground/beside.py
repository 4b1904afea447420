"""What stands beside a number in the statement and in the evidence: its bound, its period, its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.entities import vocabulary
from extractor.ground.lexicon import LEXICON
from extractor.ground.numbers import Number
from extractor.ground.page import Passage
from extractor.ground.wordforms import FUNCTION

_B = LEXICON["bounds"]
_BOUNDS = {tuple(run.split()): side for side in ("low", "high", "near", "exact") for run in _B[side]}
_LONGEST = max(map(len, _BOUNDS))
_LAST = frozenset(run[-1] for run in _BOUNDS)
_CONTRARY: dict[str, set[str | None]] = {
    "low": {"high", None},
    "high": {"low", None},
    "near": {"exact"},
    "exact": {"near", "low", "high"},
}
"""A bound that the evidence does not set is as wrong as the other one."""
_PERIODS = {form: base for base, *forms in map(str.split, (*_B["periods"], *_B["measures"])) for form in (base, *forms)}
_STEPS = frozenset(("by", "to"))
"""Before a number one of these says how much something moved, the other how far it went."""
_MARGIN = 2
"""By how much two numbers in each other's place have to fit better."""
_LINKS = vocabulary("of to in on at for from by with against up down as per and out its the")


def contrary(statement: Passage, number: Number, evidence: Passage, same: Sequence[Number]) -> bool:
    """Whether each occurrence in the evidence is bounded the other way, or counts something else."""
    bound, period, step = _bound(statement, number), _period(statement, number), _step(statement, number)
    if bound is None and period is None and step is None:
        return False
    return bool(same) and all(
        (bound is not None and _bound(evidence, other) in _CONTRARY[bound])
        or (period is not None and _period(evidence, other) not in (None, period))
        or (step is not None and _step(evidence, other) not in (None, step))
        for other in same
    )


def _step(passage: Passage, number: Number) -> str | None:
    """'by' or 'to' right before the number."""
    before = passage.texts[number.start - 1] if number.start else ""
    return before if before in _STEPS else None


def _bound(passage: Passage, number: Number) -> str | None:
    """'low' for 'at least', 'high' for 'at most', 'near' for 'about', 'exact' for 'exactly'."""
    texts, end = passage.texts, number.start
    if end and texts[end - 1] in ("a", "hk", "us"):
        end -= 1
    if not end or texts[end - 1] not in _LAST:
        return None
    for size in range(_LONGEST, 0, -1):
        if (side := _BOUNDS.get(texts[max(0, end - size) : end])) is not None:
            return side
    return None


def _period(passage: Passage, number: Number) -> str | None:
    """The stretch of time counted; '%' and points are told apart alike."""
    if number.unit == "%":
        return "point" if "points" in passage.texts[number.end - 1 : number.end + 1] else "%"
    follows = passage.texts[number.end : number.end + 1]
    return _PERIODS.get(follows[0]) if follows else None


def swapped(statement: Passage, evidence: Passage, pairs: Sequence[tuple[Number, Sequence[Number]]]) -> Number | None:
    """A number of the statement that changed places with another; each comes with its equals in the evidence."""
    if len({number.unit for number, _ in pairs}) == len(pairs):
        return None
    ours = [_around(statement, number) for number, _ in pairs]
    theirs = [[_around(evidence, other) for other in same] for _, same in pairs]
    for n in range(len(pairs)):
        for m in range(n):
            if pairs[n][0].unit == pairs[m][0].unit:
                kept = _best(ours[n], theirs[n]) + _best(ours[m], theirs[m])
                if _best(ours[n], theirs[m]) + _best(ours[m], theirs[n]) >= kept + _MARGIN:
                    return pairs[n][0]
    return None


def _best(one: Around, others: Sequence[Around]) -> int:
    return max([_shared(one, other) for other in others], default=0)


Around = dict[tuple[int, str], int]


def _around(passage: Passage, number: Number) -> Around:
    """Stems near the number with the side they stand on, each with its weight; a clause's end stops the view."""
    found: Around = {}
    for side, places in ((-1, range(number.start - 1, -1, -1)), (1, range(number.end, len(passage.words)))):
        for count, place in enumerate(_inside(passage, places, side)):
            if count == _FAR:
                break
            text = passage.texts[place]
            if text not in FUNCTION:
                found[side, passage.stems[place]] = 2
            elif text in _LINKS and count < 2:
                found[side, text] = 1
    return found


_FAR = 4
"""Words on either side of a number that tell what it is of."""


def _inside(passage: Passage, places: Sequence[int], side: int) -> Iterator[int]:
    """The places up to the end of the clause."""
    for place in places:
        left, right = (place, place + 1) if side < 0 else (place - 1, place)
        if right < len(passage.words) and _ENDS & set(
            passage.text[passage.words[left].end : passage.words[right].start]
        ):
            return
        yield place


_ENDS = frozenset(";:!?\n")


def _shared(one: Around, other: Around) -> int:
    return sum([weight for key, weight in one.items() if key in other])

"""Whether what is dated lies behind the day of publication or ahead of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from extractor.entities import words
from extractor.ground.dates.vocabulary import tenses
from extractor.ground.dates.written import Written
from extractor.models import Status
from extractor.segment import Sentence

PAST, UNKNOWN, FUTURE = -1, 0, 1

_REACH = 14
"""Words on either side of a time that are looked at for its verb."""

_LEFT_OUT = 400
"""Characters on either side that are looked at for these words."""

_AHEAD = frozenset({Status.PLANNED, Status.PREDICTED})
_BREAK = re.compile(r"[,;:–—\"“”«»、。]")
_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w,]|\.\d)")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a time: the rest of its sentence, and the sentence before in the same paragraph."""

    before: str = ""
    after: str = ""
    earlier: str = ""

    def year(self) -> int | None:
        """The year named last before the time, if one is."""
        named = _YEAR.findall(self.before[-_LEFT_OUT:]) or _YEAR.findall(self.earlier[-_LEFT_OUT:])
        return int(named[-1]) if named else None


def around(text: str, sentences: Sequence[Sentence], start: int, end: int) -> Around:
    """What stands around the characters of a time; the sentences are in the order of the text."""
    place = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    if place < 0:
        return Around()
    own, before = sentences[place], sentences[place - 1] if place else None
    near = before is not None and before.paragraph == own.paragraph
    return Around(
        text[own.start : start], text[end : own.end], text[before.start : before.end] if before and near else ""
    )


def direction(written: Written | None, status: Status | None, around: Around | None, lang: str | None) -> int:
    """PAST, FUTURE, or UNKNOWN where neither the claim's status nor the words around say so.

    A plan may be dated by the day it was spoken of ("said in May that it will"), so that its nearest verb decides.
    """
    bound = written.bound if written else None
    if bound == "since":
        return UNKNOWN if status in _AHEAD else PAST
    if status is None or (bound == "until" and status is Status.OCCURRED):
        return UNKNOWN
    if status is Status.OCCURRED:
        return PAST
    if status is Status.ONGOING:
        return FUTURE if bound in ("by", "until") else UNKNOWN if bound == "from" else PAST
    if status in _AHEAD and (around is None or bound is not None):
        return FUTURE
    return UNKNOWN if around is None else _verb(around, lang)


def _verb(around: Around, lang: str | None) -> int:
    verbs = tenses(lang) if lang else None
    if verbs is None:
        return UNKNOWN

    def told(found: Iterable[str]) -> int:
        for word in islice(found, _REACH):
            if word in verbs.future:
                return FUTURE
            if word in verbs.past:
                return PAST
        return UNKNOWN

    before, after = words(around.before[-_LEFT_OUT:]), around.after[:_LEFT_OUT]
    if before:
        # "is launched in June, she said on Monday": past the comma another verb has the floor.
        after = _BREAK.split(after, maxsplit=1)[0]
    return told(reversed(before)) or told(words(after))

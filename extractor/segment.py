"""Sentences of an article, and chunks of sentences, with character offsets."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sentencex import get_sentence_boundaries

MOST_QUOTES = 2_000
"""Opening quotes in a paragraph up to which they take no time that counts (40 000: 0.4 seconds)."""

_OPENING = re.compile("[“«‹「『‘„]")
_DENSE = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
"""A character of a script without spaces."""


_ABBREVIATION = re.compile(
    r"(?:^|[\s(«„“'’-])(?:[^\W\d_]|MM|Mme|Mlle|Pr|Me|Cía|Fa|Av|им|обл|ул|т\. ?е|S\.p\.A|S\.A|Ltd)\.$", re.IGNORECASE
)
"""After which sentencex ends a sentence in languages other than English, whose initials and titles it knows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence `number` (from 1) stands at `text[start:end]`; `paragraph` counts from 0."""

    number: int
    start: int
    end: int
    paragraph: int


def sentences(text: str, lang: str | None = None) -> tuple[Sentence, ...]:
    """The text's sentences in order, without the white space around them; empty for blank text.

    Splitting is sentencex's; an unknown language is split as English, whose rules
    also know the full stops of Chinese and Japanese.
    """
    found: list[Sentence] = []
    paragraph = 0
    language = (lang or "en").split("-")[0].lower()
    for bound in get_sentence_boundaries(language, _calm(text)):
        start, end = bound["start_index"], bound["end_index"]
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end == start:
            continue
        if found and language != "en" and _goes_on(text, found[-1], start):
            found[-1] = replace(found[-1], end=end)
            continue
        if found and "\n\n" in text[found[-1].end : start].replace("\r", ""):
            paragraph += 1
        found.append(Sentence(len(found) + 1, start, end, paragraph))
    return tuple(found)


def _goes_on(text: str, before: Sentence, start: int) -> bool:
    """Whether the sentence only seems to end: with an initial or a title, and something behind it in the same line."""
    tail = text[max(before.start, before.end - 12) : before.end]
    return "\n" not in text[before.end : start] and bool(_ABBREVIATION.search(tail))


def _calm(text: str) -> str:
    """The text, of the same length, without the quotes of paragraphs that hold more of them than prose does.

    sentencex looks for the end of every quote anew: 300 000 opening quotes in one paragraph took it 19 seconds.
    """
    if len(_OPENING.findall(text)) <= MOST_QUOTES:
        return text
    return "".join(
        _OPENING.sub(" ", part) if len(_OPENING.findall(part)) > MOST_QUOTES else part
        for part in text.splitlines(keepends=True)
    )


def chunks(text: str, parts: Sequence[Sentence], limit: int) -> Iterator[tuple[Sentence, ...]]:
    """Runs of whole sentences of at most `limit` tokens each, as few and as equal as may be, cut between paragraphs
    where one ends near enough.

    A sentence that alone exceeds the limit makes a chunk of its own. Tokens are estimated (`tokens`).
    """
    costs = [tokens(text[part.start : part.end]) for part in parts]
    left = sum(costs)
    start = 0
    while start < len(parts):
        end = _end(parts, costs, start, limit, left / math.ceil(left / limit))
        yield tuple(parts[start:end])
        left -= sum(costs[start:end])
        start = end


def _end(parts: Sequence[Sentence], costs: Sequence[int], start: int, limit: int, aim: float) -> int:
    """Where the chunk ends that begins at `start`: at the border nearest to `aim` tokens, of a paragraph if one ends
    between half of that and the limit."""
    best, ended = start + 1, False
    nearest = math.inf
    size = 0
    for end in range(start + 1, len(parts) + 1):
        size += costs[end - 1]
        if size > limit:
            break
        away = abs(size - aim)
        closes = end == len(parts) or parts[end].paragraph != parts[end - 1].paragraph
        worth = closes and 2 * size >= aim
        if (worth and not ended) or (worth == ended and away <= nearest):
            best, ended, nearest = end, worth, away
    return best


_DENSE = re.compile("[\u3040-\u9fff\uac00-\ud7af]+")


def tokens(text: str) -> int:
    """A rough count: four characters a token in alphabets, one and a half where words have no spaces."""
    dense = sum(map(len, _DENSE.findall(text)))
    return int((len(text) - dense) / 4 + dense / 1.5) + 1

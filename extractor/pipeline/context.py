"""What a later part of an article is told of the parts before it: the names that they use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from extractor.entities import words
from extractor.ground import Grounds
from extractor.ground.page import Page
from extractor.models import Article
from extractor.segment import Sentence, tokens

MOST = 240
"""Tokens of names that a part is told at most."""
SHARE = 10
"""Nor are they told more than a tenth of a part's own tokens."""
RECENT = 12
"""Names met last, whatever else is often named: 'the company' means one of them."""
LONGEST = 60
"""Characters of a name."""


@dataclass(slots=True)
class _Named:
    text: str
    words: frozenset[str]
    count: int = 0
    last: int = 0


def names_before(article: Article, runs: Sequence[Sequence[Sentence]], chunk_tokens: int) -> Iterator[str]:
    """For each part the names that stand before it, the latest first, separated by commas; few enough for a prompt.

    Names of sentences that speak to a program are left out, and so is what only a sentence's beginning capitalises.
    """
    grounds = Grounds(article, [sentence for run in runs for sentence in run])
    met: dict[tuple[str, ...], _Named] = {}
    for run in runs:
        yield ", ".join(_told(met, min(MOST, chunk_tokens // SHARE)))
        for sentence in run:
            if sentence.number not in grounds.planted:
                _meet(met, grounds.page, sentence)


def _meet(met: dict[tuple[str, ...], _Named], page: Page, sentence: Sentence) -> None:
    passage = page.passage((sentence,))
    for name in page.named(passage):
        text = passage.text[passage.words[name.start].start : passage.words[name.end - 1].end]
        if len(text) > LONGEST or not _telling(text, page.lang):
            continue
        key = words(text)
        known = met.get(key)
        if known is None:
            known = met[key] = _Named(text, frozenset(key))
        known.count += 1
        known.last = sentence.number


def _telling(text: str, lang: str) -> bool:
    """Whether it is a name where every noun has a capital letter, too."""
    return lang != "de" or " " in text or any(c.isdigit() or c.isupper() for c in text[1:])


def _told(met: dict[tuple[str, ...], _Named], limit: int) -> list[str]:
    """The latest and the most frequent names, as many as the limit in tokens has room for, the latest first.

    A name that is a part of a fuller one goes without saying.
    """
    latest = nsmallest(RECENT, met.values(), key=lambda named: (-named.last, named.text))
    frequent = nsmallest(limit, met.values(), key=lambda named: (-named.count, -named.last, named.text))
    kept: dict[str, _Named] = {}
    size = 0
    for named in (*latest, *frequent):
        if named.text in kept or any(named.words <= other.words for other in kept.values()):
            continue
        size += tokens(named.text)
        if size > limit:
            break
        kept[named.text] = named
    fullest = [n for n in kept.values() if not any(n is not o and n.words < o.words for o in kept.values())]
    return [named.text for named in sorted(fullest, key=lambda named: (-named.last, named.text))]

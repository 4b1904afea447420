"""Names in two scripts that a parenthesis ties: '深度求索（DeepSeek）', 'オープンAI（OpenAI）'."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractor.names.known import Known
from extractor.names.lexicon import DENSE_MARKS
from extractor.names.reading import Reading, plain

_DENSE = re.compile("[\u3040-\u9fff]")
_OPEN, _CLOSE = "（(「『", "）)」』、，,"


def outside(reading: Reading, name: str, others: Known) -> str | None:
    """The name of the claims right before the parenthesis that this one stands in; None where there are two or none.

    One of both is written without spaces between its words: elsewhere a parenthesis may hold anything.
    """
    text, words = reading.places.text, reading.places.words
    dense = _dense(name)
    found: dict[str, str] = {}
    for low, high in reading.find(plain(name)) if reading.bracketed else ():
        if text[words[high - 1].end :][:1] not in tuple(_CLOSE):
            continue
        lead = text[max(0, words[low].start - 12) : words[low].start].rstrip("、，,：: 「『")
        for mark in DENSE_MARKS:
            lead = lead.removesuffix(mark).rstrip("、，,：: ")
        if lead[-1:] in tuple("（("):
            end = text.rindex(lead[-1], 0, words[low].start)
            last = bisect_left(words, end, key=lambda word: word.start) - 1
            for other in others.ending(words[last].text).values() if last >= 0 else ():
                if other != name and (dense or _dense(other)) and text.endswith(other.strip(), 0, end):
                    found[other.strip()] = other
    longest = max(found, key=len, default="")
    return found[longest] if longest and all(longest.endswith(other) for other in found) else None


def _dense(name: str) -> bool:
    return not name.isascii() and bool(_DENSE.search(name))

"""Where a report was filed: 'LYON, March 3 (Wire) —' before the first sentence of a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.machinenames import is_model
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary

PARTICLES = frozenset({"de", "la", "le", "del", "di", "am", "an", "der", "on", "upon", "of", "and", "sur"})
"""Small words inside names of places."""
MOST = 5
"""Words of a place's name."""


def without_dateline(tokens: list[Token]) -> list[Token]:
    """The first sentence of a paragraph without the dateline before it."""
    if not tokens:
        return tokens
    dash = _dash(tokens)
    if dash:
        return tokens[dash + 1 :]
    capital = tokens[0].text.isupper() and tokens[0].text.isalpha() and len(tokens[0].text) > 2
    return [] if capital and all(t.text.isupper() or t.tag for t in tokens) else tokens


def _dash(tokens: Sequence[Token]) -> int:
    """The place of the dash that ends a dateline; 0 without one."""
    place = _place(tokens, 0)
    if not place:
        return 0
    j, marked = place, False
    while j < len(tokens) and tokens[j].tag == ",":
        further = _date(tokens, j + 1)
        marked |= further > 0
        further = further or _place(tokens, j + 1)
        if not further:
            return 0
        j = further
    if j < len(tokens) and tokens[j].tag == "(":
        close = next((k for k in range(j + 1, min(j + 7, len(tokens))) if tokens[k].tag == ")"), 0)
        if not close or close == j + 1 or not tokens[j + 1].text[0].isupper():
            return 0
        j, marked = close + 1, True
    if j + 1 >= len(tokens) or tokens[j].tag != "-":
        return 0
    if tokens[j].text != "—" and (tokens[j].start == tokens[j - 1].end or tokens[j + 1].start == tokens[j].end):
        return 0
    words = [t.text for t in tokens[:place]]
    if marked or " ".join(words) in vocabulary().places or all(w.isupper() and len(w) > 3 for w in words):
        opens = True
    else:
        opens = tokens[j + 1].text[0].isupper() and not is_model(words) and not tokens[j].quoted
    return j if opens and (marked or not _aside(tokens, j)) else 0


def _aside(tokens: Sequence[Token], dash: int) -> bool:
    """Whether a second dash closes what the first opened: 'X — a lab in Y — released Z'."""
    return any(t.tag == "-" for t in tokens[dash + 1 :]) and not tokens[0].text.isupper()


def _place(tokens: Sequence[Token], start: int) -> int:
    """The end of the capitalised words at `start`; 0 when there are none or too many."""
    j = start
    while j < len(tokens) and j - start < MOST:
        word = tokens[j].text
        abbreviated = tokens[j].tag == "." and j > start and len(tokens[j - 1].text) < 6
        inside = j > start and word.lower() in PARTICLES and j + 1 < len(tokens) and tokens[j + 1].text[0].isupper()
        named = not tokens[j].tag and word[0].isupper() and not any(c.isdigit() for c in word)
        if not (named or inside or abbreviated):
            break
        j += 1
    return j if j > start and j - start < MOST else 0


def _date(tokens: Sequence[Token], start: int) -> int:
    """The end of 'March 3', '3 March' or '2025' at `start`; 0 when no date stands there."""
    v = vocabulary()
    j = start
    while j < len(tokens) and j - start < 4:
        low = tokens[j].low
        stop = tokens[j].tag == "." and j > start and tokens[j - 1].text[0].isalpha()
        month = any(m.startswith(low) for m in v.sets["months"] | v.sets["days"]) and len(low) > 2
        if not (tokens[j].text.isdigit() or month or stop):
            break
        j += 1
    return j if j > start else 0

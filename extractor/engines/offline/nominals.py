"""Noun phrases and what surrounds them: adverbials before a subject, its coordinated and prepositional parts."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary

QUALIFIERS = frozenset(
    [
        "more",
        "less",
        "fewer",
        "than",
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "only",
        "up",
        "to",
        "over",
        "just",
    ]
)
"""Words before a number that belong to it: 'more than 100,000 visits'."""


def antecedent_of(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase before a relative pronoun at `at`: the widest one made of nouns and 'of'."""
    end = at
    while end > 0 and tokens[end - 1].tag in {",", "-", "("}:
        end -= 1
    if end and tokens[end - 1].tag == "IN":
        end -= 1
    start = end
    while start > 0 and tokens[start - 1].tag in {"NN", "NNP", "CD", "JJ", "DT", "PS", "POS", "VBG", "PRP"}:
        start -= 1
        if tokens[start].tag in {"DT", "PS"}:
            if start and tokens[start - 1].tag == "IN" and tokens[start - 1].low == "of":
                wider = antecedent_of(tokens, start - 1)
                return (wider[0], end) if wider else (start, end)
            break
    for k in range(start + 1, end):
        if dated(tokens[start:k]) and tokens[k].tag == "NNP" and not is_time(tokens[k]):
            return k, end
    return (start, end) if end > start else None


def noun_phrase(tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `start`, with the 'of' phrases it carries."""
    j = start
    seen = False
    while j < len(tokens):
        tag = tokens[j].tag
        if tag in {"DT", "PS"} and seen and tokens[j - 1].tag != "DT":
            break
        if seen and (tag == "PRP" or tokens[j - 1].tag == "PRP"):
            break
        if tag in {"NN", "NNP", "CD", "PRP"}:
            if seen and not is_time(tokens[j]) and dated(tokens[start:j]):
                break
            seen = True
        elif (
            tag == "DT"
            and tokens[j].low in vocabulary().sets["partitive"]
            and not seen
            and (j + 1 == len(tokens) or tokens[j + 1].low == "of" or tokens[j + 1].tag in FINITE)
        ):
            seen = True
        elif (
            tag == "JJ"
            and seen
            and tokens[j].low not in vocabulary().sets["person"]
            and (j + 1 == len(tokens) or tokens[j + 1].tag not in {"NN", "NNP", "JJ", "VBG", "CC"})
        ):
            break
        elif tag in {"DT", "PS", "JJ", "POS", "VBG", "VBN"} or (tag in {"RB", "NEG"} and not seen):
            if tag == "VBN" and seen:
                break
        elif tag == "IN" and tokens[j].low == "of" and seen:
            inner = noun_phrase(tokens, j + 1)
            return (start, inner[1]) if inner else (start, j)
        elif (
            tag == "CC"
            and seen
            and tokens[j].low == "and"
            and j + 1 < len(tokens)
            and tokens[j - 1].tag == tokens[j + 1].tag == "JJ"
        ):
            pass
        else:
            break
        j += 1
    return (start, j) if seen else None


def is_time(token: Token) -> bool:
    v = vocabulary()
    low = token.low
    return (
        low in v.sets["months"]
        or low in v.sets["days"]
        or low in v.sets["timeunits"]
        or low in v.sets["seasons"]
        or (token.tag == "CD" and token.text.isdigit())
    )


def dated(tokens: Sequence[Token]) -> bool:
    """Whether the words are a time: 'last May', 'in 2024', not '400 models' or '15'."""
    if not all(is_time(t) or t.tag in {"DT", "JJ", "IN", "RB"} for t in tokens):
        return False
    return any(is_time(t) and (t.tag != "CD" or (len(t.text) == 4 and t.text[:2] in {"19", "20"})) for t in tokens)


def subject_in(tokens: Sequence[Token], begin: int, at: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The subject in `[begin:at)`, and the adverbial before it: the first noun phrase outside a prepositional one."""
    j = begin
    lead: tuple[int, int] | None = None
    while j < at:
        token = tokens[j]
        if token.tag in {",", "CC", "-", "RB", "NEG", "(", ")", "."} or (token.low == "according"):
            if token.tag == "RB" and lead is not None and lead[1] == j:
                lead = (lead[0], j + 1)
            j += 1
            continue
        gerund = token.tag == "VBG" and j == begin and at - begin > 1
        if gerund and not any(t.tag in {",", "-", "DT", "PRP"} for t in tokens[j + 1 : at]):
            return (j, at), lead
        if token.tag in {"IN", "VBG", "VBN", "TO", "VB"} and not (False):
            stop = _adverbial(tokens, j, at)
            lead = (lead[0] if lead else j, stop)
            j = stop
            continue
        phrase = noun_phrase(tokens, j)
        if phrase is None:
            j += 1
            continue
        start, end = phrase
        end = min(end, at)
        while end < at and tokens[end].low in {"later", "earlier", "ago"}:
            end += 1
        time = dated(tokens[start:end])
        if (
            time
            and end < at
            and (tokens[end].tag in {",", "DT", "NNP", "NN", "PRP", "PS", "JJ"} or tokens[end].tag == "IN")
        ):
            lead = (lead[0] if lead else start, end)
            j = end
            continue
        end = _extent(tokens, start, end, at)
        while start > begin and (tokens[start - 1].tag == "NEG" or tokens[start - 1].low in QUALIFIERS):
            start -= 1
        return (start, end), lead
    return None, lead


def _adverbial(tokens: Sequence[Token], j: int, at: int) -> int:
    """The end of the prepositional or participial phrase at `j`."""
    if tokens[j].tag != "IN":
        for k in range(j + 1, at):
            if tokens[k].tag == ",":
                return k + 1
        return at
    phrase = noun_phrase(tokens, j + 1)
    if phrase is None or phrase[1] > at:
        if tokens[j + 1 : j + 2] and tokens[j + 1].tag == "VBG":
            for k in range(j + 1, at):
                if tokens[k].tag == ",":
                    return k + 1
        return j + 1
    start, end = phrase
    if end == at and any(t.tag == "NNP" for t in tokens[start:end]):
        for k in range(start + 1, end):
            if is_time(tokens[k - 1]) and not is_time(tokens[k]):
                return k
    # a comma right after a list inside the adverbial does not end it, a following 'and' does not either
    if end < at and tokens[end].tag == "CC":
        more = noun_phrase(tokens, end + 1)
        if more is not None and more[1] < at:
            return more[1]
    return end


def _extent(tokens: Sequence[Token], start: int, end: int, at: int) -> int:
    """The end of the subject: coordinated and prepositional parts, but no apposition."""
    j = end
    while j < at:
        token = tokens[j]
        if (token.tag == "CC" and token.low in {"and", "or"}) or token.tag == "IN":
            more = noun_phrase(tokens, j + 1)
            if more is None or more[1] > at:
                break
            j = more[1]
        elif token.tag in {"VBN", "VBG"} or token.low in {"familiar", "close", "aware", "able"}:
            k = j + 1
            while k < at and tokens[k].tag not in {","}:
                k += 1
            j = k
        elif token.tag == "," and _list_continues(tokens, j, at):
            more = noun_phrase(tokens, j + 1)
            j = more[1] if more else j + 1
        else:
            break
    return j


def _list_continues(tokens: Sequence[Token], comma: int, at: int) -> bool:
    """Whether the comma separates members of a list: 'A, B and C'."""
    more = noun_phrase(tokens, comma + 1)
    if more is None or more[1] >= at or tokens[comma + 1].tag == "DT":
        return False
    after = tokens[more[1]]
    if after.tag == "CC" and more[1] + 1 < at:
        last = noun_phrase(tokens, more[1] + 1)
        return last is not None and last[1] == at
    return after.tag == "," and more[1] + 1 < at and _list_continues(tokens, more[1], at)

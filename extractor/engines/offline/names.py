"""Names in a sentence: runs of capitalised words, versions and the links inside them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engines.offline.machinenames import VERSION, is_model, numbers_other
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary

_UNITS = frozenset(
    {"per", "percent", "million", "billion", "trillion", "bn", "m", "years", "days", "points", "people", "times"}
)

_LINKS = frozenset({"of", "and", "for", "the", "on"})


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `[start:end)` of a sentence that are one name."""

    start: int
    end: int
    text: str


def runs(tokens: Sequence[Token]) -> list[Name]:
    """The names in a sentence, in order."""
    v = vocabulary()
    found: list[Name] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.tag != "NNP" or token.low == "day" or token.low in v.sets["months"] or token.low in v.sets["days"]:
            i += 1
            continue
        j = i + 1
        while j < len(tokens):
            t = tokens[j]
            if t.tag == "NNP" and t.low == "day":
                break
            if (
                t.tag == "NNP"
                and t.low not in v.sets["months"]
                and t.low not in v.sets["days"]
                and t.start - tokens[j - 1].end <= 2
            ) or (
                t.tag == "CD"
                and not t.text.endswith("%")
                and VERSION.match(t.text)
                and len(t.text) < 8
                and t.start - tokens[j - 1].end <= 1
                and not numbers_other(tokens[j - 1].text)
                and not (t.text.isdigit() and int(t.text) > 1000)
                and not (j + 1 < len(tokens) and tokens[j + 1].low in _UNITS)
            ):
                j += 1
            elif t.low in _LINKS and j + 1 < len(tokens) and _links(tokens, i, j):
                j += 2 if tokens[j + 1].tag == "NNP" else 3
            else:
                break
        text = _text(tokens[i:j])
        while (
            i < j - 2
            and (tokens[i].low in v.sets["titles"] or tokens[i].low in v.sets["demonyms"])
            and tokens[i + 1].tag == "NNP"
            and not (tokens[i].low in v.sets["demonyms"] and _is_body(tokens[j - 1].low))
            and not is_model(text.split())
        ):
            i += 1
            text = _text(tokens[i:j])
        if (
            not (j == i + 1 and (token.low in v.sets["adjectives"] or token.low in v.sets["demonyms"]))
            and text not in vocabulary().sets["notnames"]
        ):
            found.append(Name(i, j, text))
        i = j
    return found


def _links(tokens: Sequence[Token], start: int, j: int) -> bool:
    """Whether 'of', 'and', 'for' at `j` belongs to the name: 'University of X', 'Ministry of Science and ICT'."""
    v = vocabulary()
    low = tokens[j].low
    head = tokens[j - 1].low
    after = tokens[j + 1]
    organisation = any(t.low in v.sets["suffixes"] or t.low in v.sets["government"] for t in tokens[start:j])
    if low in {"of", "for"}:
        if after.low == "the" and j + 2 < len(tokens) and tokens[j + 2].tag == "NNP":
            return organisation
        return after.tag == "NNP" and (
            head in v.sets["suffixes"]
            or head in {"bank", "house", "office", "department", "secretary", "duke", "prince", "academy"}
        )
    if low == "and":
        return after.tag == "NNP" and organisation and any(t.low == "of" for t in tokens[start:j])
    return False


def _is_body(head: str) -> bool:
    """Whether a name that ends so is that of a body, which a nation's adjective is a part of: 'French Treasury'."""
    return head in vocabulary().sets["bodies"]


def _text(tokens: Sequence[Token]) -> str:
    """The tokens as written, one space where there was white space."""
    parts = [tokens[0].text]
    for before, token in itertools.pairwise(tokens):
        parts.append((" " if token.start > before.end else "") + token.text)
    return "".join(parts)

"""Attribution that stands beside a statement: 'according to X', ', X said', ', citing Y'.

Finding it comes before clauses: what is left of the sentence without it reads as a plain statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.frame import Frame, with_commas
from extractor.engines.offline.nominals import noun_phrase
from extractor.engines.offline.spoken import spoken
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary


def frames(tokens: Sequence[Token]) -> list[Frame]:
    """The sentence's frames, in order; they do not overlap."""
    found = _according(tokens)
    for frame in spoken(tokens):
        if not any(frame.start < other.end and other.start < frame.end for other in found):
            found.append(frame)
    return sorted(found, key=lambda f: f.start)


def without(tokens: Sequence[Token], found: Sequence[Frame]) -> list[Token]:
    """The tokens outside the frames."""
    return [t for i, t in enumerate(tokens) if not any(f.start <= i < f.end for f in found)]


def _according(tokens: Sequence[Token]) -> list[Frame]:
    found: list[Frame] = []
    i = 0
    while i < len(tokens) - 2:
        low = tokens[i].low
        if low == "according" and tokens[i + 1].low == "to":
            end = _stretch(tokens, i + 2)
            found.append(Frame(*with_commas(tokens, i, end), (i + 2, end), "according"))
            i = end
        elif low == "as" and (i == 0 or tokens[i - 1].tag == ",") and (said := _as_said(tokens, i)) is not None:
            end, speaker, lemma = said
            found.append(Frame(*with_commas(tokens, i, end), speaker, lemma))
            i = end
        elif low in {"citing", "quoting"} and i and tokens[i - 1].tag == ",":
            end = _stretch(tokens, i + 1)
            found.append(Frame(*with_commas(tokens, i, end), (i + 1, end), "cite", cited=True))
            i = end
        elif (
            low == "in"
            and tokens[i + 1].low == "the"
            and tokens[i + 2].low in {"words", "view", "opinion"}
            and i + 4 < len(tokens)
            and tokens[i + 3].low == "of"
        ):
            end = _stretch(tokens, i + 4)
            found.append(Frame(*with_commas(tokens, i, end), (i + 4, end), "judge"))
            i = end
        elif low == "in" and i + 2 < len(tokens) and tokens[i + 1].tag in {"NNP", "PS"} and (place := _view(tokens, i)):
            found.append(
                Frame(*with_commas(tokens, i, place + 1), (i + 1, place - (tokens[place - 1].tag == "POS")), "think")
            )
            i = place
        elif i == 0 and low in {"to", "for"} and (view := _holder(tokens)):
            found.append(Frame(0, view + 1, (1, view), "think"))
            i = view
        elif (
            low == "by"
            and i + 3 < len(tokens)
            and (i == 0 or tokens[i - 1].tag == ",")
            and tokens[i + 1].tag in {"PS", "NNP"}
        ):
            end = next(
                (
                    k
                    for k in range(i + 2, min(i + 7, len(tokens)))
                    if tokens[k].low in {"count", "estimate", "account", "reckoning"}
                ),
                0,
            )
            if end:
                found.append(Frame(*with_commas(tokens, i, end + 1), (i + 1, end + 1), "estimate"))
                i = end
        i += 1
    return found


def _holder(tokens: Sequence[Token]) -> int:
    """The comma after the person in 'To X of Y, …'; 0 when the sentence does not begin so."""
    if len(tokens) < 5 or tokens[1].text not in vocabulary().given or tokens[2].tag != "NNP":
        return 0
    comma = next((k for k in range(2, min(len(tokens), 10)) if tokens[k].tag == ","), 0)
    return 0 if any(t.tag in FINITE for t in tokens[:comma]) else comma


def _view(tokens: Sequence[Token], i: int) -> int:
    """The place of 'view' or 'opinion' in 'in X's view' at `i`; 0 when it is not that."""
    for k in range(i + 2, min(i + 6, len(tokens))):
        if tokens[k].low in {"view", "opinion", "eyes"} and tokens[k - 1].tag in {"POS", "PS"}:
            return k
    return 0


def _as_said(tokens: Sequence[Token], i: int) -> tuple[int, tuple[int, int], str] | None:
    """End, speaker and verb of 'as X pointed out' at `i`."""
    phrase = noun_phrase(tokens, i + 1)
    if phrase is None or phrase[1] >= len(tokens):
        return None
    verb = tokens[phrase[1]]
    if verb.tag not in FINITE or verb.lemma not in vocabulary().manner:
        return None
    end = phrase[1] + 1
    while end < len(tokens) and tokens[end].tag not in {",", ".", ";", ":", "-"}:
        if tokens[end].tag in FINITE | {"THAT"}:
            return None
        end += 1
    return end, phrase, verb.lemma


def _stretch(tokens: Sequence[Token], start: int) -> int:
    """The end of the noun phrase of a source, relative clause and apposition included."""
    limit = len(tokens)
    while limit > start and tokens[limit - 1].tag == ".":
        limit -= 1
    j = start
    while j < limit:
        tag = tokens[j].tag
        if tag in {";", ":", "-", "?", ")"}:
            return j
        if tag == "CC" and tokens[j].low == "but":
            return j
        if tag == ",":
            rest = tokens[j + 1 : limit]
            if (
                start > 3
                and not any(t.tag in FINITE for t in rest)
                and not any(t.low in {"adding", "citing", "and"} for t in rest[:1])
            ):
                return limit
            follows = tokens[j + 1] if j + 1 < limit else None
            nextcomma = next((k for k in range(j + 1, limit) if tokens[k].tag == ","), limit)
            part = tokens[j + 1 : nextcomma]
            if (
                follows is not None
                and follows.tag in {"DT", "WP"}
                and nextcomma < limit
                and not any(t.tag in FINITE and t.tag != "x" for t in part if follows.tag == "DT")
            ) and (follows.tag == "WP" or any(t.tag in FINITE for t in tokens[nextcomma:limit])):
                return nextcomma
            return j
        j += 1
    return limit

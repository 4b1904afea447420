"""Speakers set beside what they say: ', X said', 'said X', 'X said: …'."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.engines.offline.frame import Frame, with_commas
from extractor.engines.offline.nominals import noun_phrase
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbgroups import groups
from extractor.engines.offline.verbtags import FINITE
from extractor.engines.offline.vocabulary import vocabulary

SPEAKERS = ("person", "company", "anonymous", "media", "documents", "group")
"""Sets of nouns that may stand after 'said'."""
INVERTED = frozenset(
    """say write add note explain report argue warn reply recall insist observe remark complain ask declare announce
    claim quip joke predict conclude acknowledge admit concede respond retort state caution suggest estimate reckon
    continue""".split()
)
"""Verbs that may stand before their speaker."""


def spoken(tokens: Sequence[Token]) -> list[Frame]:
    v = vocabulary()
    found: list[Frame] = []
    for group in groups(tokens):
        main = group.verbs[-1]
        lemma = tokens[main].lemma
        if lemma not in v.manner or group.passive or group.negated or lemma in {"point", "count", "regard", "view"}:
            continue
        if len(group.verbs) > 1:
            continue
        frame = (
            _after(tokens, group.start, group.end, lemma)
            or _inverted(tokens, group.start, group.end, lemma)
            or _before(tokens, group.start, group.end, lemma)
        )
        if frame is not None and not any(frame.start < f.end and f.start < frame.end for f in found):
            found.append(frame)
    return found


def _after(tokens: Sequence[Token], start: int, end: int, lemma: str) -> Frame | None:
    """'…, X said[, …]' with the statement before it."""
    stop, told = _tail(tokens, end, lemma)
    if stop is None:
        return None
    at = start
    while at and tokens[at - 1].tag in {"RB"}:
        at -= 1
    speaker_end = at
    begin = at
    while begin > 0:
        previous = tokens[begin - 1]
        if previous.tag in FINITE | {"THAT", "SUB", "CC", ";", ":", "VB", "TO"} and previous.tag != "CC":
            # a relative clause inside the speaker's description: ', X, who runs Y, said'
            opening = _relative_before(tokens, begin - 1)
            if opening is None:
                break
            begin = opening
            continue
        if previous.quoted and not tokens[at].quoted:
            break
        if previous.tag == "CC" and begin - 2 >= 0 and tokens[begin - 2].tag == ",":
            break
        begin -= 1
    # begin is now just after a finite verb, a quote or the start; the speaker starts after a comma beyond it
    quoted_before = begin > 0 and tokens[begin - 1].quoted and not tokens[at].quoted
    led = (
        tokens[0].tag == "IN"
        and any(t.tag == "," for t in tokens[:at])
        and stop < len(tokens)
        and tokens[stop].tag == ","
    )
    clause = led and any(t.tag in FINITE for t in tokens[stop:])
    if (
        begin == 0
        and not clause
        and (stop + 1 >= len(tokens) or tokens[stop].tag != "," or tokens[stop + 1].tag not in FINITE)
    ):
        return None
    if quoted_before:
        first = begin
        while first < at and tokens[first].tag in {",", ".", "-"}:
            first += 1
    else:
        places = range(begin, at) if tokens[at - 1].tag == "," else range(at - 1, begin - 1, -1)
        comma = next(
            (k for k in places if tokens[k].tag in {",", "-"} and k + 1 < at and _is_speaker(tokens, k + 1, at)), None
        )
        if comma is None:
            return None
        first = comma + 1
    if first >= at:
        return None
    phrase = noun_phrase(tokens, first)
    if phrase is None:
        return None
    more = stop + 1 < len(tokens) and tokens[stop].tag == "," and tokens[stop + 1].tag == "IN"
    if more and not any(t.tag in FINITE or t.quoted for t in tokens[stop:]):
        stop = len(tokens) - (tokens[-1].tag == ".")
    return Frame(*with_commas(tokens, first, stop), (first, speaker_end), lemma, told)


def _is_speaker(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether `[start:at)` is one noun phrase with at most appositions: no list, no verb of its own."""
    phrase = noun_phrase(tokens, start)
    if phrase is None:
        return False
    j = phrase[1]
    while j < at:
        if tokens[j].tag == "IN" or (tokens[j].tag == "CC" and tokens[j].low == "and"):
            more = noun_phrase(tokens, j + 1)
            if more is None:
                return False
            j = more[1]
        elif tokens[j].tag == ",":
            return at - j > 1 and tokens[at - 1].tag in {",", "NN", "NNP", ")"}
        elif tokens[j].low in {"familiar", "close", "aware", "briefed"}:
            return True
        elif tokens[j].tag in {"RB", "(", ")", "VBN", "WP"} or tokens[j].low in {"too", "itself", "himself", "herself"}:
            j += 1
            if tokens[j - 1].tag in {"WP", "VBN"}:
                return True
        else:
            return False
    return True


def _relative_before(tokens: Sequence[Token], verb: int) -> int | None:
    """The place of the relative pronoun that opens the clause of the verb at `verb`, if it is near."""
    for k in range(verb - 1, max(-1, verb - 4), -1):
        if tokens[k].tag == "WP":
            return k
        if tokens[k].tag not in {"RB", "NEG", "BE", "HV", "MD"}:
            return None
    return None


def _inverted(tokens: Sequence[Token], start: int, end: int, lemma: str) -> Frame | None:
    """'…, said X' at the end of the sentence or before its next quote."""
    if start == 0 or end >= len(tokens) or start != end - 1 or lemma not in INVERTED:
        return None
    before = tokens[start - 1]
    if not (before.tag in {",", "-"} or (before.quoted and not tokens[start].quoted)):
        return None
    if tokens[end].tag not in {"NNP", "DT", "NN", "PS", "JJ"}:
        return None
    phrase = noun_phrase(tokens, end)
    if phrase is None or not any(t.tag in FINITE or t.quoted for t in tokens[:start]):
        return None
    if not any(t.tag == "NNP" or any(t.low in vocabulary().sets[g] for g in SPEAKERS) for t in tokens[slice(*phrase)]):
        return None
    stop = phrase[1]
    limit = len(tokens)
    while limit > stop and tokens[limit - 1].tag == ".":
        limit -= 1
    quote = next((k for k in range(stop, limit) if tokens[k].quoted and tokens[k].tag not in {","}), limit)
    semicolon = next((k for k in range(stop, limit) if tokens[k].tag in {";", ":"}), limit)
    stop = min(quote, semicolon, limit)
    return Frame(*with_commas(tokens, start, stop), (end, stop), lemma)


def _before(tokens: Sequence[Token], start: int, end: int, lemma: str) -> Frame | None:
    """'X said: …' or 'X said, "…"' at the start of the sentence."""
    if any(t.tag in FINITE for t in tokens[:start] if t is not tokens[start]) or any(t.quoted for t in tokens[:start]):
        return None
    j = end
    while (
        j < len(tokens)
        and tokens[j].tag in {"IN", "NN", "NNP", "DT", "PS", "CD", "JJ", "RB", "POS", "PRP"}
        and not tokens[j].quoted
    ):
        j += 1
    if j >= len(tokens) or j - end > 10:
        return None
    colon = tokens[j].tag == ":" and tokens[end].tag not in {"DT", "PS"} and vocabulary().manner.get(lemma) == "plain"
    quote = tokens[j].tag == "," and j + 1 < len(tokens) and tokens[j + 1].quoted
    if not (colon or quote):
        return None
    phrase = noun_phrase(tokens, 0)
    if phrase is None or phrase[1] > start:
        return None
    return Frame(0, j + 1, (0, start), lemma)


def _tail(tokens: Sequence[Token], end: int, lemma: str) -> tuple[int | None, tuple[int, int] | None]:
    """Where the frame ends after its verb, and who is told; None when an object or a clause follows."""
    told: tuple[int, int] | None = None
    j = end
    steps = 0
    while j < len(tokens) and steps < 6:
        token = tokens[j]
        if token.tag in {",", ".", ";", "-", "?", ")"} or (token.quoted and not tokens[end - 1].quoted):
            return j, told
        if token.tag in {"IN", "TO"}:
            if j + 1 < len(tokens) and tokens[j + 1].quoted and not token.quoted:
                return None, None
            phrase = noun_phrase(tokens, j + 1)
            if phrase is None:
                return None, None
            j = phrase[1]
        elif token.tag == "RB":
            j += 1
        elif lemma in {"tell", "remind", "assure"} and told is None and token.tag in {"NNP", "DT", "PRP", "NN", "PS"}:
            phrase = noun_phrase(tokens, j)
            if phrase is None:
                return None, None
            told = phrase
            j = phrase[1]
        elif token.low in {"last", "this", "earlier"} or (
            token.tag == "NNP" and token.low.rstrip(".") in vocabulary().sets["days"]
        ):
            phrase = noun_phrase(tokens, j)
            j = phrase[1] if phrase else j + 1
        elif token.tag == "CC" and token.low in {"but", "and"} and steps:
            return j, told
        else:
            return None, None
        steps += 1
    return (j, told) if j >= len(tokens) else (None, None)

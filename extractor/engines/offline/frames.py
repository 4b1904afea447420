"""Attribution that stands beside a statement: 'according to X', ', X said', ', citing Y'.

Finding it comes before clauses: what is left of the sentence without it reads as a plain statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.engines.offline.clauses import groups, noun_phrase
from extractor.engines.offline.tagger import FINITE
from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Frame:
    """Tokens `[start:end)` of the sentence say who speaks: `speaker` is the range of the name, `told` of the one told."""

    start: int
    end: int
    speaker: tuple[int, int]
    lemma: str
    told: tuple[int, int] | None = None
    cited: bool = False
    """Whether the speaker is whom another source cites."""


def frames(tokens: Sequence[Token]) -> list[Frame]:
    """The sentence's frames, in order; they do not overlap."""
    found = _according(tokens)
    for frame in _spoken(tokens):
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
            found.append(Frame(*_with_commas(tokens, i, end), (i + 2, end), "according"))
            i = end
        elif low == "as" and (i == 0 or tokens[i - 1].tag == ",") and (said := _as_said(tokens, i)) is not None:
            end, speaker, lemma = said
            found.append(Frame(*_with_commas(tokens, i, end), speaker, lemma))
            i = end
        elif low in {"citing", "quoting"} and i and tokens[i - 1].tag == ",":
            end = _stretch(tokens, i + 1)
            found.append(Frame(*_with_commas(tokens, i, end), (i + 1, end), "cite", cited=True))
            i = end
        elif (
            low == "in"
            and tokens[i + 1].low == "the"
            and tokens[i + 2].low in {"words", "view", "opinion"}
            and i + 4 < len(tokens)
            and tokens[i + 3].low == "of"
        ):
            end = _stretch(tokens, i + 4)
            found.append(Frame(*_with_commas(tokens, i, end), (i + 4, end), "judge"))
            i = end
        elif low == "in" and i + 2 < len(tokens) and tokens[i + 1].tag in {"NNP", "PS"} and (place := _view(tokens, i)):
            found.append(Frame(*_with_commas(tokens, i, place + 1), (i + 1, place), "think"))
            i = place
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
                found.append(Frame(*_with_commas(tokens, i, end + 1), (i + 1, end + 1), "estimate"))
                i = end
        i += 1
    return found


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
            ):
                if follows.tag == "WP" or any(t.tag in FINITE for t in tokens[nextcomma:limit]):
                    j = nextcomma
                    return j
            return j
        j += 1
    return limit


def _with_commas(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The range widened by the comma that set it off; with commas on both sides, by both."""
    left = start > 0 and tokens[start - 1].tag in {",", "-"}
    right = end < len(tokens) and tokens[end].tag in {",", "-"}
    if left and right:
        after = tokens[end + 1] if end + 1 < len(tokens) else None
        keep = after is not None and (after.tag in {"CC", "WP"} or after.low in {"adding", "citing"})
        return start - 1, end if keep else end + 1
    if left:
        return start - 1, end
    if right and start == 0:
        return start, end + 1
    return start, end


def _spoken(tokens: Sequence[Token]) -> list[Frame]:
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
        if previous.tag in FINITE | {"THAT", "SUB", "CC", ";", ":", "VB", "TO"} and not (previous.tag == "CC"):
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
    if begin == 0 and (stop + 1 >= len(tokens) or tokens[stop].tag != "," or tokens[stop + 1].tag not in FINITE):
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
    if stop + 1 < len(tokens) and tokens[stop].tag == "," and tokens[stop + 1].tag == "IN":
        if not any(t.tag in FINITE or t.quoted for t in tokens[stop:]):
            stop = len(tokens) - (tokens[-1].tag == ".")
    return Frame(*_with_commas(tokens, first, stop), (first, speaker_end), lemma, told)


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
    if start == 0 or end >= len(tokens) or start != end - 1:
        return None
    before = tokens[start - 1]
    if not (before.tag in {",", "-"} or (before.quoted and not tokens[start].quoted)):
        return None
    if tokens[end].tag not in {"NNP", "DT", "NN", "PS", "JJ"}:
        return None
    phrase = noun_phrase(tokens, end)
    if phrase is None or not any(t.tag in FINITE or t.quoted for t in tokens[:start]):
        return None
    stop = phrase[1]
    limit = len(tokens)
    while limit > stop and tokens[limit - 1].tag == ".":
        limit -= 1
    quote = next((k for k in range(stop, limit) if tokens[k].quoted and tokens[k].tag not in {","}), limit)
    semicolon = next((k for k in range(stop, limit) if tokens[k].tag in {";", ":"}), limit)
    stop = min(quote, semicolon, limit)
    return Frame(*_with_commas(tokens, start, stop), (end, stop), lemma)


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
        elif (
            token.low in {"last", "this", "earlier"}
            or token.tag == "NNP"
            and token.low.rstrip(".") in vocabulary().sets["days"]
        ):
            phrase = noun_phrase(tokens, j)
            j = phrase[1] if phrase else j + 1
        elif token.tag == "CC" and token.low in {"but", "and"} and steps:
            return j, told
        else:
            return None, None
        steps += 1
    return (j, told) if j >= len(tokens) else (None, None)

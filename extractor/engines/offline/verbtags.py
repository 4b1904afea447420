"""What a word that may be a verb is in its sentence: finite, participle, gerund or noun."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache

from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import Form, vocabulary

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "BE", "HV", "DO"})

VERBAL = FINITE | {"VB", "VBN", "VBG"}


BREAKS = frozenset({",", ";", ":", "-", "(", ")", ".", "?", "CC", "SUB", "WP", "THAT"})


ALWAYS = frozenset({"based", "backed", "dubbed", "aimed", "headquartered", "attributed", "dated", "priced"})
"""Participles that are hardly ever a past tense before a preposition."""
NAMING = frozenset({"called", "named", "dubbed", "nicknamed"})
"""Participles between a noun and its name."""


def token_before(tokens: Sequence[Token], i: int) -> Token | None:
    """The token before `i`, adverbs and negators skipped."""
    j = i - 1
    while j >= 0 and tokens[j].tag in {"RB", "NEG"}:
        j -= 1
    return tokens[j] if j >= 0 else None


def verb_tag(tokens: Sequence[Token], i: int) -> str:
    """What a word that may be a verb is here."""
    _v, token = vocabulary(), tokens[i]
    form = form_of(token.low)
    token.lemma = form.lemma
    tags = form.tags
    before, previous = token_before(tokens, i), tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    p = before.tag if before else ""
    if (p == "to" and before is previous) or (before is not None and before.tag == "TO"):
        if "VB" in tags and before is not None:
            before.tag = "TO"
            return "VB"
        return "NN" if tags == {"VB"} else _modifier(tags)
    if p in {"MD", "DO"}:
        return "VB" if "VB" in tags else "NN"
    if p == "BE":
        if "VBG" in tags:
            return "VBG"
        if "VBN" in tags:
            return "VBN"
        return "NN"
    if p == "HV":
        return "VBN" if "VBN" in tags else "NN"
    if p in {"DT", "PS", "JJ", "POS"} and not (
        p == "DT"
        and before is not None
        and before.low in {"all", "both", "many", "most", "some", "few", "others", "each"}
        and "VBG" not in tags
    ):
        if p == "JJ" and "VBD" in tags and before is not None and before.low in {"last", "first"}:
            return "VBD"
        return _modifier(tags)
    if p in {"IN", "to"}:
        return _modifier(tags)
    if p == "CD" and "VBD" not in tags and "VBZ" not in tags:
        return _modifier(tags)
    if "VBG" in tags and "VB" not in tags:
        return "VBG"
    naming = token.low in NAMING and p == "NN" and after is not None and after.tag == "NNP"
    if (
        naming
        and before is not None
        and any(before.low in vocabulary().sets[g] for g in ("person", "company", "product"))
    ):
        return "VBN"
    if "VBD" in tags or tags == {"VBN"}:
        return _past(tokens, i, tags)
    if "VBZ" in tags:
        return _present(tokens, i, before, after)
    return _plural_present(tokens, i, before, after)


@cache
def form_of(low: str) -> Form:
    """The verb form, guessed by its ending when the word is not listed."""
    known = vocabulary().verbs.get(low)
    if known is not None:
        return known
    if low.endswith("ing"):
        return Form(low[:-3], frozenset({"VBG"}))
    return Form(low[:-2], frozenset({"VBD", "VBN"}))


def _modifier(tags: frozenset[str]) -> str:
    """A verb form used as noun or adjective."""
    if "VBG" in tags:
        return "VBG"
    if "VBN" in tags and "VB" not in tags:
        return "JJ"
    return "NN"


def _finite_since_break(tokens: Sequence[Token], i: int, breaks: Container[str] = BREAKS) -> Token | None:
    """The last finite verb before `i` with no clause border between, or None."""
    for j in range(i - 1, max(-1, i - 40), -1):
        if tokens[j].tag in breaks:
            return None
        if tokens[j].tag in FINITE:
            return _main(tokens, j)
    return None


def _main(tokens: Sequence[Token], j: int) -> Token:
    """The main verb of the group whose finite verb is at `j`."""
    last = tokens[j]
    for k in range(j + 1, min(len(tokens), j + 7)):
        if tokens[k].tag in {"VB", "VBN", "VBG", "TO"} or tokens[k].low == "been":
            last = tokens[k]
        elif tokens[k].tag not in {"RB", "NEG"}:
            break
    return last


def _later_finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether a finite verb follows before a clause border (a comma is none here)."""
    v = vocabulary()
    for j in range(i + 1, min(len(tokens), i + 30)):
        token = tokens[j]
        if token.tag in {";", ":", "CC", "SUB", "WP", "THAT", "that", ".", "?", "-"}:
            return False
        if token.tag in {"MD", "HV", "DO"} or (token.tag == "BE" and token.low not in {"be", "being", "been"}):
            return True
        if token.tag == "?V":
            before = token_before(tokens, j)
            tags = form_of(token.low).tags
            if (
                before is not None
                and before.tag in {"NN", "NNP", ",", "CD"}
                and ("VBD" in tags or ("VBZ" in tags and token.low[:-1] not in v.sets["nounverbs"]))
            ):
                return True
    return False


def _past(tokens: Sequence[Token], i: int, tags: frozenset[str]) -> str:
    """VBD, or VBN for a participle that hangs on the noun before it."""
    v = vocabulary()
    before = token_before(tokens, i)
    if tags == {"VBN"}:
        return "VBN"
    if "VBN" not in tags:
        return "VBD"
    if before is None:
        return "VBN"
    if tokens[i].lemma == "say":
        return "VBD"
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and following.tag in {"IN", "to"} and _apposition(tokens, i):
        return "VBN"
    if tokens[i].low in ALWAYS and following is not None and following.tag in {"IN", "to"}:
        return "VBN"
    if before.tag in {"PRP", "WP"}:
        return "VBD"
    if before.tag == "CC":
        plain = following is not None and following.tag in {"NN", "JJ"} and before is tokens[i - 1]
        plain = plain and i > 1 and tokens[i - 2].tag in {"NN", "JJ"}
        return "JJ" if plain else "VBD"
    if (
        following is not None
        and following.low == "by"
        and before.tag != ","
        and any(t.tag in FINITE for t in tokens[:i])
    ):
        return "VBN"
    earlier = _finite_since_break(tokens, i)
    if before.tag in {",", ")", "-"}:
        if i > 3 and tokens[i - 2].lemma == "say" and tokens[i - 3].tag in {"PRP", "NNP", "NN"}:
            return "VBD"
        if (
            tokens[i].lemma in v.manner
            and following is not None
            and following.tag in {"NNP", "DT", "PRP"}
            and before.tag == ","
        ):
            return "VBD"
        hard = _finite_since_break(tokens, i, frozenset({";", ":", ".", "?", "THAT"}))
        if hard is None:
            return (
                "VBN"
                if _later_finite(tokens, i) and following is not None and following.tag in {"IN", "to", "RB"}
                else "VBD"
            )
        relative = any(t.tag == "WP" for t in tokens[max(0, i - 25) : i])
        if before.tag == ")":
            return "VBN" if earlier else "VBD"
        if following is not None and following.tag in {"IN", "to"}:
            return "VBD" if relative and before.tag == "," and tokens[i].lemma in v.manner else "VBN"
        return "VBD" if relative or tokens[i].lemma in v.manner else "VBN"
    if earlier is not None and earlier.lemma not in v.manner:
        return "VBN"
    if tokens[i].lemma not in v.manner and _later_finite_near(tokens, i):
        return "VBN"
    return "VBD"


def _apposition(tokens: Sequence[Token], i: int) -> bool:
    """Whether the noun before the word at `i` is in apposition: 'X, a model [trained on …]'."""
    j = i - 1
    while j > 1 and tokens[j].tag in {"NN", "JJ", "NNP", "CD"}:
        j -= 1
    return (
        j > 1
        and j < i - 1
        and tokens[j].low in {"a", "an"}
        and tokens[j - 1].tag == ","
        and tokens[j - 2].tag in {"NNP", "CD"}
    )


def _later_finite_near(tokens: Sequence[Token], i: int) -> bool:
    """Whether another finite verb follows without any border, comma included."""
    vocabulary()
    for j in range(i + 1, min(len(tokens), i + 18)):
        token = tokens[j]
        if token.tag in BREAKS or token.tag in {"that", "PRP"}:
            return False
        if token.tag in {"MD", "HV", "DO"} or (token.tag == "BE" and token.low not in {"be", "being", "been"}):
            return True
        if token.tag == "?V":
            before = token_before(tokens, j)
            if before is not None and before.tag in {"NN", "NNP", "CD", "?V"} and "VBD" in form_of(token.low).tags:
                return tokens[j + 1].low != "by" if j + 1 < len(tokens) else True
    return False


def _present(tokens: Sequence[Token], i: int, before: Token | None, after: Token | None) -> str:
    """VBZ, or NN for a plural noun of the same letters."""
    v, token = vocabulary(), tokens[i]
    versioned = before is not None and before.tag == "CD" and i > 1 and tokens[i - 2].tag == "NNP"
    if before is None or (before.tag == "CD" and not versioned):
        return "NN"
    if versioned and after is not None and after.tag in {"DT", "PS", "NNP", "CD", "PRP", "to"}:
        return "VBZ" if _finite_since_break(tokens, i) is None else "NN"
    if before.tag in {"PRP", "WP"}:
        return "VBZ"
    if before.tag == "THAT" and after is not None and after.tag in {"DT", "PS", "PRP", "NNP", "IN"}:
        before.tag = "WP"
        return "VBZ"
    if before.tag in VERBAL:
        return "NN"
    nouny = token.lemma in v.sets["nounverbs"]
    speaks = before.tag == "NNP" or any(t.tag in {"DT", "PS"} for t in tokens[max(0, i - 4) : i])
    if (
        (after is None or after.tag in {".", ","})
        and token.lemma in v.manner
        and speaks
        and any(t.tag == "," for t in tokens[:i])
    ):
        return "VBZ"
    if after is None:
        return "NN" if nouny else "VBZ"
    follows = after.tag in {"DT", "PS", "PRP", "to", "TO", "that", "THAT", "NNP", "CD", "SUB"} or (
        after.tag == "JJ" and before.tag == "NNP"
    )
    if before.tag == "CC":
        return "VBZ" if follows or not nouny else "NN"
    if not nouny:
        return "VBZ"
    if before.tag == "," and any(t.tag == "WP" for t in tokens[:i]) and (follows or after.tag == "IN"):
        return "VBZ"
    if before.tag in {"NN", "NNP", ",", ")"} and follows:
        earlier = _finite_since_break(tokens, i)
        return "VBZ" if earlier is None or earlier.lemma in v.manner else "NN"
    if before.tag == "NN" and i > 1 and tokens[i - 2].tag in {"DT", "PS", "POS"} and after.tag == "NN":
        lone = _finite_since_break(tokens, i) is None and not _later_finite(tokens, i)
        return "VBZ" if lone and not before.low.endswith("s") else "NN"
    if (
        before.tag == "NNP"
        and after.tag in {"RB", "IN", "JJ"}
        and not _later_finite(tokens, i)
        and _finite_since_break(tokens, i) is None
    ):
        return "VBZ"
    return "NN"


def _plural_present(tokens: Sequence[Token], i: int, before: Token | None, after: Token | None) -> str:
    """VBP after a plural subject, else NN."""
    v, token = vocabulary(), tokens[i]
    nouny = token.lemma in v.sets["nounverbs"]
    if before is None:
        return "VB" if after is not None and after.tag in {"DT", "PS", "PRP"} else "NN"
    if before.tag == "PRP":
        return "VBP" if before.low in {"they", "we", "i", "you", "who", "others", "some", "many"} else "VB"
    if before.tag in {"WP", "DT"}:
        return "VBP"
    if before.tag == "CC":
        for j in range(i - 2, max(-1, i - 25), -1):
            if tokens[j].tag in {"VB", "VBP"}:
                return tokens[j].tag
            if tokens[j].tag in FINITE and tokens[j].tag not in {"MD", "DO"}:
                break
        return "NN"
    if before.tag == "NN" and (before.low.endswith("s") or before.low in v.sets["group"]):
        earlier = _finite_since_break(tokens, i)
        if earlier is not None and earlier.lemma not in v.manner:
            return "NN"
        follows = after is not None and after.tag in {"DT", "PS", "PRP", "to", "that", "NNP", "RB", "IN", "JJ", "CD"}
        return "VBP" if not nouny or (follows and after is not None and after.tag != "IN") else "NN"
    pair = i > 2 and before.tag == "NNP" and tokens[i - 2].low == "and" and tokens[i - 3].tag in {"NNP", "CD"}
    if (
        pair
        and after is not None
        and after.tag in {"DT", "PS", "PRP", "to", "NNP", "CD", "JJ", "THAT", "that", "NN" if not nouny else ""}
    ):
        return (
            "VBP" if _finite_since_break(tokens, i, frozenset({";", ":", ".", "?", "THAT", "that"})) is None else "NN"
        )
    if before.tag == "," and after is not None and after.tag == "to" and not nouny:
        return "VBP"
    if before.tag == "," and not nouny:
        return "VBP" if any(t.tag == "WP" for t in tokens[:i]) else "NN"
    return "NN"

"""Parts of speech, by closed classes, verb forms and neighbours.

Tags: DT PS (its) PRP IN TO CC SUB WP (who, which, that before a verb) THAT MD BE HV DO NEG RB JJ NN NNP CD POS,
the finite main verbs VBD VBZ VBP, the others VB VBN VBG, and the marks , ; : - ( ) . ?
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Sequence
from functools import cache

from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import Form, vocabulary

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "BE", "HV", "DO"})
VERBAL = FINITE | {"VB", "VBN", "VBG"}
NOMINAL = frozenset({"NN", "NNP", "CD", "PRP"})
ABSTRACT = (
    "ing", "ly", "ty", "ness", "tion", "sion", "ment", "ism", "ship", "ance", "ence", "age", "ure", "hood", "acy",
)  # fmt: skip
QUALIFIERS = frozenset({"about", "around", "over", "under", "near", "than", "to", "some", "up"})
BREAKS = frozenset({",", ";", ":", "-", "(", ")", ".", "?", "CC", "SUB", "WP", "THAT"})


def tag(tokens: Sequence[Token], names: Container[str], commons: Container[str]) -> None:
    """Fill `tag` and `lemma` of every token.

    `names` are words seen capitalised inside sentences of the article, `commons` those seen in lower case.
    """
    doubles = vocabulary().adverbs
    for one, other in itertools.pairwise(tokens):
        if (one.low, other.low) in doubles:
            one.tag = other.tag = "NEG" if one.low == "no" else "RB"
    for i, token in enumerate(tokens):
        if not token.tag:
            token.tag = _closed(tokens, i, names, commons)
    for i, token in enumerate(tokens):
        if token.tag == "that":
            token.tag = _that(tokens, i)
    for i, token in enumerate(tokens):
        if token.tag == "?V":
            token.tag = _verb(tokens, i)
    _promote(tokens)


def _closed(tokens: Sequence[Token], i: int, names: Container[str], commons: Container[str]) -> str:
    """The tag by word class alone; '?V' for a word that may be a verb."""
    v, token = vocabulary(), tokens[i]
    low, text = token.low, token.text
    if text[0].isdigit() or text[0] in "$€£¥" or (len(text) > 1 and text[-1].isdigit() and text[-2] in "$€£¥"):
        return "CD"
    if any(c in "$€£¥" for c in text[:5]):
        return "CD"
    capital = text[0].isupper()
    before = tokens[i - 1] if i else None
    initial = i == 0 or tokens[i - 1].tag in {":", "."} or (token.quoted and not tokens[i - 1].quoted)
    if capital and not initial and low not in {"i"}:
        return "NNP"
    if any(c.isdigit() for c in text) or any(c.isupper() for c in text[1:]):
        return "NNP"
    tagged = _special(tokens, i) or _word_class(low)
    if tagged:
        if capital and tagged in {"JJ", "RB"} and text in names and low not in commons:
            return "NNP"
        return tagged
    if capital and initial and _is_name(tokens, i, names, commons):
        return "NNP"
    steady = next((t for t in reversed(tokens[max(0, i - 3) : i]) if t.tag not in {"RB", "NEG"}), None)
    if steady is not None and low not in v.verbs and not capital:
        if steady.tag in {"MD", "DO"}:
            token.lemma = low
            return "VB"
        if steady.low in {"it", "he", "she"} and low.endswith("s"):
            token.lemma = low[:-1]
            return "VBZ"
    return _open_class(low)


VERBS_TOO = frozenset({"own", "open", "close", "free", "clear", "slow", "lower", "live", "rival"})
"""Adjectives that are verbs after 'to' and modals."""


def _special(tokens: Sequence[Token], i: int) -> str:
    """The tag of a word of a closed class that plays another part here; empty where it does not."""
    v = vocabulary()
    low, before = tokens[i].low, tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if low == "what":
        return "SUB"
    if before is None:
        return "RB" if after is not None and low in QUALIFIERS and _quantity(tokens, i) else ""
    if before.tag in {"to", "MD", "NEG", "TO"} and low in VERBS_TOO:
        return "?V"
    if after is not None and low in QUALIFIERS and _quantity(tokens, i):
        return "RB"
    if low in {"neither", "no"} and before.tag in {"HV", "BE", "MD"} and after is not None and after.low in v.verbs:
        return "NEG" if "VBN" in v.verbs[after.low].tags else ""
    if low == "since" and before.tag == "HV":
        return "RB"
    if low == "while" and before.low in {"a", "for", "long"}:
        return "NN"
    return ""


def _quantity(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at `i` only qualifies the number after it: 'about 90%', 'more than 20', 'about a quarter'."""
    low, after = tokens[i].low, tokens[i + 1]
    if low in {"than", "to", "up"}:
        return (
            i > 0 and tokens[i - 1].low in {"more", "less", "fewer", "up"} or low == "up" and after.low == "to"
        ) and (after.text[0].isdigit() or after.text[0] in "$€£¥" or low == "up")
    if low in {"under", "near", "over"}:
        return after.text[0] in "$€£¥" or after.text.endswith("%")
    return (
        after.text[0].isdigit()
        or after.text[0] in "$€£¥"
        or (
            after.low == "a"
            and i + 2 < len(tokens)
            and tokens[i + 2].low in {"quarter", "third", "half", "fifth", "tenth", "dozen", "million", "billion"}
        )
    )


def _word_class(low: str) -> str:
    v = vocabulary()
    if low == "that":
        return "that"
    if low == "to":
        return "to"
    for group, name in (
        ("negators_only", "NEG"), ("modals", "MD"), ("be", "BE"), ("have", "HV"), ("do", "DO"), ("possessives", "PS"),
        ("relatives", "WP"), ("pronouns", "PRP"), ("subordinators_only", "SUB"), ("prepositions", "IN"), ("conjunctions", "CC"),
        ("determiners", "DT"), ("adverbs", "RB"), ("adjectives", "JJ"),
    ):  # fmt: skip
        if low in v.sets[group]:
            return name
    return ""


def _open_class(low: str) -> str:
    v = vocabulary()
    if low in v.verbs:
        return "?V"
    if len(low) > 4 and low.endswith("ed") and not low.endswith("eed"):
        return "?V"
    if len(low) > 5 and low.endswith("ing"):
        return "?V"
    if low.endswith("ly") and len(low) > 4 and not low.endswith(("family", "supply", "assembly", "monopoly")):
        return "RB"
    if low.endswith(("able", "ible", "ous", "ive", "ful", "less", "ical", "ish", "est")) and low not in v.sets["group"]:
        return "JJ"
    return "NN"


def _is_name(tokens: Sequence[Token], i: int, names: Container[str], commons: Container[str]) -> bool:
    """Whether a capitalised word at the start of a sentence is a name."""
    v, token = vocabulary(), tokens[i]
    low = token.low
    if low in commons and token.text not in names:
        return False
    if token.text in names or token.text in v.places or token.text in v.given or token.text in v.families:
        return True
    if token.text in v.outlets or token.text in v.media:
        return True
    if any(
        low in v.sets[g]
        for g in ("group", "company", "person", "titles", "nounverbs", "anonymous", "documents", "product")
    ):
        return False
    if low in v.verbs or low.endswith(ABSTRACT):
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None:
        return False
    if following.text[0].isupper() or following.tag == "POS":
        return True
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is", "os", "as"))
    return not plural and (
        following.tag == "," or _word_class(following.low) in {"MD", "BE", "HV", "DO", "RB"} or following.low in v.verbs
    )


def _that(tokens: Sequence[Token], i: int) -> str:
    """DT, PRP, THAT (opens a clause) or WP (stands for the noun before it as subject)."""
    before = _before(tokens, i)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None:
        return "PRP"
    if (
        before is not None
        and before.tag == "IN"
        and i > 1
        and tokens[i - 2].tag in VERBAL | {"?V"}
        and after.tag in {"DT", "PS", "PRP", "NNP"}
    ):
        return "THAT"
    if before is None or before.tag in {",", ";", ":", "-", "IN", "CC", "."}:
        if after.tag in FINITE or after.tag == "?V":
            return "PRP"
        if (
            before is not None
            and before.tag in {",", "CC"}
            and (after.tag in {"DT", "PRP", "NNP", "PS", "THAT"} or any(t.tag == "THAT" for t in tokens[:i]))
        ):
            return "THAT"
        return "DT"
    if before.tag in {"NN", "NNP", "CD", "DT", "JJ", "PRP"} and after.tag in FINITE | {"?V", "RB", "NEG"}:
        return "WP"
    return "THAT"


def _before(tokens: Sequence[Token], i: int) -> Token | None:
    """The token before `i`, adverbs and negators skipped."""
    j = i - 1
    while j >= 0 and tokens[j].tag in {"RB", "NEG"}:
        j -= 1
    return tokens[j] if j >= 0 else None


def _verb(tokens: Sequence[Token], i: int) -> str:
    """What a word that may be a verb is here."""
    v, token = vocabulary(), tokens[i]
    form = _form(token.low)
    token.lemma = form.lemma
    tags = form.tags
    before, previous = _before(tokens, i), tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    p = before.tag if before else ""
    if p == "to" and before is previous or (before is not None and before.tag == "TO"):
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
    if "VBD" in tags or tags == {"VBN"}:
        return _past(tokens, i, tags)
    if "VBZ" in tags:
        return _present(tokens, i, before, after)
    return _plural_present(tokens, i, before, after)


@cache
def _form(low: str) -> Form:
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
            before = _before(tokens, j)
            tags = _form(token.low).tags
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
    before = _before(tokens, i)
    if tags == {"VBN"}:
        return "VBN"
    if "VBN" not in tags:
        return "VBD"
    if before is None:
        return "VBN"
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if before.tag in {"PRP", "WP"}:
        return "VBD"
    if before.tag == "CC":
        plain = following is not None and following.tag in {"NN", "JJ"} and before is tokens[i - 1]
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


def _later_finite_near(tokens: Sequence[Token], i: int) -> bool:
    """Whether another finite verb follows without any border, comma included."""
    v = vocabulary()
    for j in range(i + 1, min(len(tokens), i + 18)):
        token = tokens[j]
        if token.tag in BREAKS or token.tag in {"that", "PRP"}:
            return False
        if token.tag in {"MD", "HV", "DO"} or (token.tag == "BE" and token.low not in {"be", "being", "been"}):
            return True
        if token.tag == "?V":
            before = _before(tokens, j)
            if before is not None and before.tag in {"NN", "NNP", "CD"} and "VBD" in _form(token.low).tags:
                return tokens[j + 1].low != "by" if j + 1 < len(tokens) else True
    return False


def _present(tokens: Sequence[Token], i: int, before: Token | None, after: Token | None) -> str:
    """VBZ, or NN for a plural noun of the same letters."""
    v, token = vocabulary(), tokens[i]
    if before is None or before.tag in {"CD"}:
        return "NN"
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
    if pair and after is not None and after.tag in {"DT", "PS", "PRP", "to", "NNP", "CD", "JJ", "THAT", "that"}:
        return (
            "VBP" if _finite_since_break(tokens, i, frozenset({";", ":", ".", "?", "THAT", "that"})) is None else "NN"
        )
    if before.tag == "," and after is not None and after.tag == "to" and not nouny:
        return "VBP"
    if before.tag == "," and not nouny:
        return "VBP" if any(t.tag == "WP" for t in tokens[:i]) else "NN"
    return "NN"


def _promote(tokens: Sequence[Token]) -> None:
    """A sentence with no finite verb at all gets its likeliest candidate as one; leftover 'to' becomes IN or TO."""
    v = vocabulary()
    for i, token in enumerate(tokens):
        if token.tag == "to":
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            token.tag = "TO" if after is not None and (after.low in {"be", "have", "do"}) else "IN"
        if token.tag == "BE" and token.low in {"be", "been", "being"}:
            token.lemma = "be"
        elif token.tag in {"BE", "HV", "DO"}:
            token.lemma = {"BE": "be", "HV": "have", "DO": "do"}[token.tag]
    if any(t.tag in FINITE and t.low not in {"be", "been", "being", "having"} for t in tokens):
        return
    for i, token in enumerate(tokens):
        form = v.verbs.get(token.low)
        before = _before(tokens, i)
        if form is None or token.tag not in {"NN", "VBN"} or before is None or before.tag not in {"NN", "NNP"}:
            continue
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        plural = any(t.tag == "NN" and t.low.endswith("s") for t in tokens[:i])
        if "VB" in form.tags and plural and after is not None and after.tag in {"DT", "PS", "PRP", "NNP", "THAT", "CD"}:
            token.tag, token.lemma = "VBP", form.lemma
            return
        if "VBZ" in form.tags or "VBD" in form.tags:
            token.tag, token.lemma = ("VBZ" if "VBZ" in form.tags else "VBD"), form.lemma
            return

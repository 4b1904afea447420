"""Word classes: what a word can be by itself, and by the words right beside it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from extractor.engines.offline.tokens import Token
from extractor.engines.offline.vocabulary import vocabulary

ABSTRACT = (
    "ing", "ly", "ty", "ness", "tion", "sion", "ment", "ism", "ship", "ance", "ence", "age", "ure", "hood", "acy",
)  # fmt: skip

PARTICLES = frozenset("de van von der den da di du del la le ter ten bin ibn al el dos zu".split())
"""Small words inside the names of people: 'Bram de Wit', 'Ursula von der Leyen'."""
COMPOUND = frozenset(
    [
        "based",
        "backed",
        "owned",
        "led",
        "made",
        "born",
        "listed",
        "style",
        "headquartered",
        "funded",
        "powered",
        "driven",
        "trained",
        "run",
    ]
)
"""Last parts of adjectives that begin with a name: 'Paris-based'."""
QUALIFIERS = frozenset({"about", "around", "over", "under", "near", "than", "to", "some", "up"})


def word_class_of(tokens: Sequence[Token], i: int, names: Container[str], commons: Container[str]) -> str:
    """The tag by word class alone; '?V' for a word that may be a verb."""
    v, token = vocabulary(), tokens[i]
    low, text = token.low, token.text
    if text[0].isdigit() or text[0] in "$€£¥" or (len(text) > 1 and text[-1].isdigit() and text[-2] in "$€£¥"):
        return "CD"
    if any(c in "$€£¥" for c in text[:5]):
        return "CD"
    capital = text[0].isupper()
    tokens[i - 1] if i else None
    initial = i == 0 or tokens[i - 1].tag in {":", "."} or (token.quoted and not tokens[i - 1].quoted)
    if "-" in low and low.rpartition("-")[2] in COMPOUND:
        return "JJ"
    if capital and not initial and low not in {"i"}:
        return "NNP"
    if any(c.isdigit() for c in text) or any(c.isupper() for c in text[1:]):
        return "NNP"
    if text in PARTICLES and i and tokens[i - 1].tag == "NNP" and _before_name(tokens, i):
        return "NNP"
    tagged = _special(tokens, i) or word_class(low)
    if tagged:
        if capital and tagged in {"JJ", "RB"} and text in names and low not in commons:
            return "NNP"
        return tagged
    if capital and initial and _is_name(tokens, i, names, commons):
        return "NNP"
    steady = next((t for t in reversed(tokens[max(0, i - 3) : i]) if t.tag not in {"RB", "NEG"}), None)
    if steady is not None and low not in v.verbs and not capital:
        if steady.tag in {"MD", "DO"} or (steady.tag == "to" and _infinitive(tokens, i)):
            token.lemma = low
            if steady.tag == "to":
                steady.tag = "TO"
            return "VB"
        if steady.low in {"it", "he", "she", "who", "which"} and low.endswith("s") and not low.endswith("ss"):
            token.lemma = low[:-1]
            return "VBZ"
    return _open_class(low)


def _before_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether particles from `i` on lead to a capitalised word."""
    while i < len(tokens) and tokens[i].text in PARTICLES:
        i += 1
    return i < len(tokens) and tokens[i].text[0].isupper()


def _infinitive(tokens: Sequence[Token], i: int) -> bool:
    """Whether 'to' and the unlisted word at `i` are an infinitive: after 'unlikely', 'want', 'is'."""
    v = vocabulary()
    at = i - 1
    while at > 0 and tokens[at].tag != "to":
        at -= 1
    before = tokens[at - 1] if at else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None or after is None or after.tag not in {"DT", "PS", "NNP", "PRP", "CD"}:
        return False
    form = v.verbs.get(before.low)
    return (
        before.low in v.sets["predicates"]
        or before.tag == "BE"
        or (form is not None and form.lemma in v.sets["catenative"])
    )


VERBS_TOO = frozenset({"own", "open", "close", "free", "clear", "slow", "lower", "live", "rival"})
"""Adjectives that are verbs after 'to' and modals."""


def _special(tokens: Sequence[Token], i: int) -> str:
    """The tag of a word of a closed class that plays another part here; empty where it does not."""
    v = vocabulary()
    low, before = tokens[i].low, tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if low == "what":
        return "SUB"
    if low == "peer" and after is not None and after.low == "reviewed":
        return "RB"
    if before is None:
        return "RB" if after is not None and low in QUALIFIERS and _quantity(tokens, i) else ""
    adverb = before.tag == "RB" and i > 1
    if (tokens[i - 2].tag == "MD" if adverb else before.tag in {"to", "MD", "NEG", "TO"}) and low in VERBS_TOO:
        return "?V"
    if low == "closed" and after is not None and before.tag in {"NN", "NNP", "PRP", "WP"}:
        named = after.text[0].isupper() and before.tag != "NN"
        return "?V" if named or word_class(after.low) in {"DT", "PS"} else ""
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
            (i > 0 and tokens[i - 1].low in {"more", "less", "fewer", "up"}) or (low == "up" and after.low == "to")
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


def word_class(low: str) -> str:
    v = vocabulary()
    if low == "that":
        return "that"
    if low == "to":
        return "to"
    for group, name in (
        ("negators_only", "NEG"), ("modals", "MD"), ("be", "BE"), ("have", "HV"), ("do", "DO"), ("possessives", "PS"),
        ("relatives", "WP"), ("pronouns", "PRP"), ("subordinators_only", "SUB"), ("prepositions", "IN"),
        ("conjunctions", "CC"), ("determiners", "DT"), ("adverbs", "RB"), ("adjectives", "JJ"),
    ):  # fmt: skip
        if low in v.sets[group]:
            return name
    return ""


NOUNS_IN_ING = ("sibling", "offspring", "earring", "thing", "evening", "morning", "ceiling", "sterling", "darling")
"""Ends of nouns that are no form of a verb."""


def _open_class(low: str) -> str:
    v = vocabulary()
    if low in v.verbs:
        return "?V"
    if len(low) > 4 and low.endswith("ed") and not low.endswith("eed"):
        return "?V"
    if len(low) > 5 and low.endswith("ing") and not low.endswith(NOUNS_IN_ING):
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
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    compound = following is not None and following.text[0].isupper() and not low.endswith(("ing", "ly"))
    if low in v.verbs or (low.endswith(ABSTRACT) and not compound):
        return False
    if following is None:
        return False
    if following.text[0].isupper() or following.tag == "POS":
        return True
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is", "os", "as"))
    return not plural and (
        following.tag == "," or word_class(following.low) in {"MD", "BE", "HV", "DO", "RB"} or following.low in v.verbs
    )

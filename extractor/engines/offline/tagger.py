"""Parts of speech, by closed classes, verb forms and neighbours."""

from __future__ import annotations

import itertools
from collections.abc import Container, Sequence

from extractor.engines.offline.tokens import Token
from extractor.engines.offline.verbtags import FINITE, VERBAL, token_before, verb_tag
from extractor.engines.offline.vocabulary import vocabulary
from extractor.engines.offline.wordclasses import word_class_of


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
            token.tag = word_class_of(tokens, i, names, commons)
    for i, token in enumerate(tokens):
        if token.tag == "that":
            token.tag = _that(tokens, i)
    for i, token in enumerate(tokens):
        if token.tag == "?V":
            token.tag = verb_tag(tokens, i)
    for token, after in itertools.pairwise(tokens):
        if token.tag == "NN" and token.low in _SAYING and after.low in _SUBJECTS:
            token.tag, token.lemma = "VBP", token.low
    _promote(tokens)


_SAYING = frozenset(
    {"say", "think", "believe", "argue", "insist", "warn", "claim", "fear", "hope", "expect", "suggest"}
)
_SUBJECTS = frozenset({"he", "she", "it", "they", "we"})
"""Pronouns that open a clause, so that the word before is a verb: 'people at the lab say he …'."""


def _that(tokens: Sequence[Token], i: int) -> str:
    """DT, PRP, THAT (opens a clause) or WP (stands for the noun before it as subject)."""
    before = token_before(tokens, i)
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
        before = token_before(tokens, i)
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

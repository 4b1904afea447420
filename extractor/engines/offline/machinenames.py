"""The shapes of AI model names: a version number, a size, a known family."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.engines.offline.vocabulary import vocabulary

VERSION = re.compile(r"^(?:v?\d+(?:\.\d+)*[a-z]{0,2}|\d+(?:\.\d+)?[bBmM]|[A-Z]?\d+(?:\.\d+)+|[IVX]{2,4})$")

_SHAPE = re.compile(
    r"^(?=.*\d)(?=.*[A-Za-z])[A-Za-z]+[-.]?\d[\w.\-]*$|^[A-Za-z]+-[A-Za-z]*\d[\w.\-]*$|^\d+(?:\.\d+)?[bB](?:-\w+)*$"
)


def numbers_other(word: str) -> bool:
    """Whether a number after the word names no model: 'Series 2', 'Chapter 4', 'Windows 11'."""
    return word.lower() in vocabulary().sets["numbered"]


_SMALL = re.compile(r"^o[1-9]\w*(?:-\w+)*$")


def is_model(words: Sequence[str]) -> bool:
    """Whether a name has the shape of an AI model's, or belongs to a known family."""
    v = vocabulary()
    if words[-1].lower() in v.sets["suffixes"] - {"ai", "research", "cloud", "intelligence"}:
        return False
    if len(words) == 1 and re.match(r"^[A-Z]{2}\d{2}$", words[0]):
        return False
    if len(words) == 1 and numbers_other(re.split(r"[-\d.]", words[0])[0]):
        return bool(words[0] in v.families)
    if any(_SMALL.match(w) for w in words):
        return True
    if " ".join(words) in v.families or (
        words[0] in v.families
        and (len(words) == 1 or words[1] in vocabulary().sets["variants"] or VERSION.match(words[1]))
    ):
        return True
    if (
        len(words) > 1
        and words[0] in v.families
        and words[0] not in {"Yi", "Wan", "Orca", "Nemo", "Seed", "Genie", "Titan", "Granite", "Flux", "Falcon"}
    ):
        return words[1][:1].isupper() and len(words) <= 4
    if len(words) > 1 and words[-1] in v.families and words[-1] not in {"Yi", "Wan", "Nemo", "Seed"}:
        return True
    for k, word in enumerate(words):
        stem = re.split(r"[-\d.]", word)[0]
        if numbers_other(stem):
            continue
        if (
            _SHAPE.match(word)
            and not re.match(r"^[A-Z]\d{2,3}s?$|^[GQHFA]\d+$|^\d+[a-z]+$|^[A-Z]{2,}\d{3,}$", word)
            and word[-1] not in "%"
        ):
            return True
        if (
            k
            and VERSION.match(word)
            and not numbers_other(words[k - 1])
            and word not in {"II", "IV"} | {w for w in words if w.isdigit() and int(w) > 99}
        ):
            return True
    return False

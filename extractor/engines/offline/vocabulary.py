"""The word lists in `lexicon/`, read once and turned into look-up tables."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a verb form: its lemma, and whether it can be base, 3sg, past, participle or -ing."""

    lemma: str
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the reader knows about single words. Keys are lower case unless said otherwise."""

    verbs: dict[str, Form]
    action: dict[str, str]
    """Verb lemma to action type."""
    pairs: dict[str, str]
    """'verb particle' to action type."""
    nouns: dict[str, str]
    """Noun to the action type it makes of a light verb."""
    manner: dict[str, str]
    """Reporting verb lemma to its manner: plain, judgement, forecast, denial, guess, promise."""
    sets: dict[str, frozenset[str]]
    media: frozenset[str]
    """Capitalised words that mark the name of an outlet."""
    outlets: frozenset[str]
    places: frozenset[str]
    families: frozenset[str]
    given: frozenset[str]
    openness: dict[str, tuple[str, ...]]
    """Kind of openness to the patterns that say it; 'aside' to those that say nothing of a model."""
    adverbs: frozenset[tuple[str, str]]
    """Two words that are one adverb."""


@cache
def vocabulary() -> Vocabulary:
    """The tables; built on first use."""
    verbs, words, reporting = _toml("verbs"), _toml("words"), _toml("reporting")
    action = {lemma: kind for kind, lemmas in reversed(verbs["action"].items()) for lemma in lemmas.split()}
    irregular = {lemma: tuple(forms.split()) for lemma, forms in verbs["irregular"].items()}
    double = frozenset(verbs["spelling"]["double"].split())
    forms: dict[str, Form] = {}
    for lemma in sorted({*action, *irregular} - {"be", "have", "do"}):
        for word, tag in _forms(lemma, irregular.get(lemma), double):
            _add(forms, word, lemma, tag)
    groups = {name: frozenset(value.split()) for name, value in words.items() if isinstance(value, str)}
    groups["titles"] = frozenset(words["titles"]["words"].split())
    groups["suffixes"] = frozenset(words["organisations"]["suffixes"].split())
    groups["government"] = frozenset(words["organisations"]["government"].split())
    groups["documents"] = frozenset(reporting["documents"]["heads"].split())
    groups["anonymous"] = frozenset(reporting["anonymous"]["heads"].split())
    groups["negators_only"] = frozenset({"not", "n't"})
    groups["subordinators_only"] = groups["subordinators"] - groups["prepositions"]
    marks, outlets = _media()
    return Vocabulary(
        verbs=forms,
        action=action,
        pairs=verbs["pairs"],
        nouns={noun: kind for kind, nouns in verbs["nouns"].items() for noun in nouns.split()},
        manner={lemma: manner for manner, lemmas in reporting["verbs"].items() for lemma in lemmas.split()},
        sets=groups,
        media=marks,
        outlets=outlets,
        places=_names("places"),
        families=_names("families"),
        given=_names("givennames"),
        adverbs=frozenset((first, second) for first, second in (p.split() for p in words["phrases"]["adverbs"])),
        openness={kind: tuple(patterns) for kind, patterns in _toml("openness").items()},
    )


def _forms(lemma: str, irregular: tuple[str, ...] | None, double: frozenset[str]) -> list[tuple[str, str]]:
    """Every form of the lemma with its tag: VB, VBZ, VBD, VBN, VBG."""
    vowels = "aeiou"
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in vowels:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", lemma) is not None
    if lemma in double or short:
        past, gerund = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    elif lemma.endswith("ie"):
        past, gerund = lemma + "d", lemma[:-2] + "ying"
    elif lemma.endswith("e"):
        past, gerund = lemma + "d", (lemma if lemma.endswith(("ee", "oe", "ye")) else lemma[:-1]) + "ing"
    elif lemma.endswith("y") and lemma[-2] not in vowels:
        past, gerund = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, gerund = lemma + "ed", lemma + "ing"
    found = [(lemma, "VB"), (third, "VBZ"), (gerund, "VBG")]
    if irregular:
        found += [(irregular[0], "VBD"), (irregular[-1], "VBN")]
    else:
        found += [(past, "VBD"), (past, "VBN")]
        if lemma in double and lemma[-1] in "lp":
            found += [(lemma + "ed", "VBD"), (lemma + "ed", "VBN"), (lemma + "ing", "VBG")]
    return found


def _add(forms: dict[str, Form], word: str, lemma: str, tag: str) -> None:
    known = forms.get(word)
    if known is None:
        forms[word] = Form(lemma, frozenset({tag}))
    elif known.lemma == lemma:
        forms[word] = Form(lemma, known.tags | {tag})
    elif tag == "VB":
        keep = known.tags & {"VB", "VBD"}
        forms[word] = Form(known.lemma if keep else lemma, known.tags | {tag})


def _media() -> tuple[frozenset[str], frozenset[str]]:
    """Words that mark an outlet's name, and outlets known by name alone."""
    names = [name for line in _lines("media") for name in line.split()]
    cut = names.index("Reuters")
    return frozenset(n.replace("-", " ") for n in names[:cut]), frozenset(n.replace("-", " ") for n in names[cut:])


def _names(name: str) -> frozenset[str]:
    """Names of a text file, white space between them, as written and with hyphens for spaces resolved."""
    found = [entry for line in _lines(name) for entry in line.split()]
    return frozenset(found) | frozenset(entry.replace("-", " ") for entry in found)


def _lines(name: str) -> list[str]:
    text = (files("extractor.engines.offline") / "lexicon" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _toml(name: str) -> dict[str, Any]:
    text = (files("extractor.engines.offline") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

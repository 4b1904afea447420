"""Negation where negators are endings rather than words: in scripts without spaces, and in Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.ground.lexicon import LEXICON
from extractor.ground.page import Passage

_D = LEXICON["polarity"]["dense"]
LANGUAGES = frozenset({"ja", "zh", "ko"})
_ENDINGS = "(?:て|で|い|し|られ|れ|さ|せ|は|では|じゃ|が|を|に|く)*"
_KOREAN = "(?:하|되|시키|받|지|을|를|이|가|은|는|도|수| )*"
_REACH = 8
"""Characters after a predicate within which its negator stands."""


@dataclass(frozen=True)
class Clause:
    """Pairs of characters of a clause, of its end, and its negator or ''."""

    pairs: frozenset[str]
    tail: frozenset[str]
    negator: str


def contradiction(statement: Passage, evidence: Passage, lang: str) -> str | None:
    """The negator of a predicate, or of a clause, that one side alone has."""
    said, told = _text(statement, lang), _text(evidence, lang)
    for one, other in ((said, told), (told, said)):
        for match in _negated(lang).finditer(one):
            predicate = match["predicate"]
            if predicate in other and not _denies(other, predicate, lang):
                return match["negator"]
    others = _clauses(told, lang)
    for clause in _clauses(said, lang):
        best = max(others, key=lambda other: _nearness(clause, other), default=None)
        if best is not None and _nearness(clause, best) >= 2 and bool(clause.negator) != bool(best.negator):
            return clause.negator or best.negator
    return None


@cache
def _negated(lang: str) -> re.Pattern[str]:
    negators = "|".join(re.escape(n) for n in sorted(_D[lang].split(), key=len, reverse=True))
    if lang == "zh":
        return re.compile(f"(?P<negator>{negators})(?P<predicate>[^\\W\\d_]{{2}})")
    if lang == "ko":
        return re.compile(f"(?P<predicate>[가-힣]{{2}}){_KOREAN}(?P<negator>{negators})")
    return re.compile(f"(?P<predicate>[\u3041-\u9fff]{{2}}){_ENDINGS}(?P<negator>{negators})")


def _denies(text: str, predicate: str, lang: str) -> bool:
    """Whether some occurrence of the predicate has a negator beside it."""
    at = text.find(predicate)
    while at >= 0:
        near = text[max(0, at - 3) : at] if lang == "zh" else text[at + len(predicate) :][:_REACH]
        if any(n in near for n in _D[lang].split()):
            return True
        at = text.find(predicate, at + 1)
    return False


def _text(passage: Passage, lang: str) -> str:
    """The passage's characters without quotes and without what only looks like a negation."""
    if not passage.words:
        return ""
    text = passage.text[passage.words[0].start : passage.words[-1].end]
    for harmless in _D[f"harmless_{lang}"].split():
        text = text.replace(harmless, "")
    return text.translate(_QUOTES)


_QUOTES = dict.fromkeys(map(ord, "「」『』“”"))
_MARKS = re.compile("[、。，；：！？,;\n]")


def _clauses(text: str, lang: str) -> list[Clause]:
    """The clauses between marks."""
    found = []
    for clause in filter(None, _MARKS.split(text)):
        word = next((n for n in _D[lang].split() if n in clause), "")
        bare = clause.replace(word, "") if word else clause
        found.append(Clause(_pairs(clause), _pairs(bare[-7:]), word))
    return found


def _nearness(one: Clause, other: Clause) -> float:
    shared = len(one.pairs & other.pairs) / (1 + min(len(one.pairs), len(other.pairs)))
    return 2 * len(one.tail & other.tail) + shared


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))

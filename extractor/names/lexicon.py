"""The words of `lexicon.toml`, folded as names are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from extractor.entities import fold

_LISTS: dict[str, str] = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))


def _words(*lists: str) -> frozenset[str]:
    return frozenset(fold(" ".join(_LISTS[name] for name in lists)).split())


LEGAL = _words("legal")
FIRM = LEGAL | _words("firm")
TRADE = _words("trade")
TITLES = _words("titles")
HE, SHE = _words("he"), _words("she")
PARTICLES = _words("particles")
OPENERS = _words("openers")
DEFINITE = _words("definite")
DETERMINERS = DEFINITE | _words("indefinite")
LINKS = _words("links")
MODEL_NOUN, MODEL_NOUNS = _words("model_noun"), _words("model_nouns")
GENERIC = _words("generic")
ANOTHER = _words("another")
LINKING = _words("linking")
DENSE_MARKS = tuple(_LISTS["dense_marks"].split())


def _phrases(name: str) -> re.Pattern[str]:
    """Text that ends with one of the phrases, after a comma or an opening parenthesis."""
    listed = sorted((phrase.strip() for phrase in _LISTS[name].split("|")), key=len, reverse=True)
    return re.compile(rf"(?:\s?[(（]|, )(?:{'|'.join(map(re.escape, listed))}),? (?:the )?[\"“„‘«]?$", re.IGNORECASE)


ALSO, NOW, SHORT = _phrases("also"), _phrases("now"), _phrases("short")

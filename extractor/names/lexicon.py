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


class Phrases:
    """Phrases that set one name beside another, each after a comma or an opening parenthesis."""

    def __init__(self, name: str) -> None:
        listed = sorted((phrase.strip() for phrase in _LISTS[name].split("|")), key=len, reverse=True)
        phrases = f"(?:{'|'.join(map(re.escape, listed))})"
        self._ending = re.compile(rf"(?:\s?[(（]|, ){phrases},? (?:the )?[\"“„‘«]?$", re.IGNORECASE)
        # Two patterns, since one that begins with a sign or one of a few is found in a tenth of the time.
        self._begins = [re.compile(f"{opening}{phrases}[ ,]", re.IGNORECASE) for opening in (", ", "[(（]")]

    def ending(self, text: str) -> re.Match[str] | None:
        """The phrase that the text ends with."""
        return self._ending.search(text)

    def anywhere(self, text: str) -> bool:
        """Whether a part of the text may end with one."""
        return any(pattern.search(text) for pattern in self._begins)


ALSO, NOW, SHORT = Phrases("also"), Phrases("now"), Phrases("short")

"""The user's own names for entities, across articles: recorded beside what a claim says, never instead of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from extractor.errors import ConfigError
from extractor.models import Canonical, Claim, Extraction
from extractor.names.aliasfile import EXAMPLE, Entry, entries
from extractor.names.chain import in_chain
from extractor.names.lexicon import LEGAL
from extractor.names.reading import key, plain

LONGEST = 200
"""Characters of a name."""
MOST = 50_000
"""Spellings in all."""

Given: TypeAlias = "Aliases | Mapping[str, str | Iterable[str]] | str | os.PathLike[str]"
"""What says which names are one: read already, a mapping as in a file, or a file's path."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """Canonical names by what their spellings have in common; `canonical` looks one up."""

    names: Mapping[str, str]

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Aliases:
        """Those of a YAML or JSON file. Raises ConfigError, which names the place of what can't be meant."""
        file = Path(path).expanduser()
        return cls._of(entries(file), f"{file}: ")

    @classmethod
    def of(cls, given: Given) -> Aliases:
        """Those given, read where they are a file's path. Raises ConfigError."""
        if isinstance(given, Aliases):
            return given
        if isinstance(given, str | os.PathLike):
            return cls.read(given)
        if not isinstance(given, Mapping):
            raise ConfigError(f"aliases are a mapping or the path of a file, not {type(given).__name__}: {EXAMPLE}")
        return cls._of(_mapped(given), "aliases: ")

    @classmethod
    def _of(cls, found: Iterable[Entry], where: str) -> Aliases:
        names: dict[str, str] = {}
        places: dict[str, str] = {}
        listed = list(found)
        pairs = [(spelling, one) for one in listed for spelling in one.spellings]
        if len(pairs) > MOST:
            raise ConfigError(f"{where}more than {MOST} spellings: split off what is seldom met")
        for spelling, one in [*pairs, *((one.canonical, one) for one in listed)]:
            common = _checked(spelling, f"{where}{one.place}")
            _checked(one.canonical, f"{where}{one.place}")
            if names.setdefault(common, one.canonical) != one.canonical:
                both = f"{names[common]!r} ({places[common]}) and {one.canonical!r} ({one.place})"
                raise ConfigError(f"{where}{spelling!r} would be both {both}: keep one")
            places.setdefault(common, one.place)
        return cls(names)

    def canonical(self, name: str | None) -> str | None:
        """The canonical name, whatever the case, spaces and dashes of this one; also without its legal form."""
        if not name:
            return None
        found = self.names.get(key(name))
        words = plain(name)
        while found is None and len(words) > 1 and words[-1] in LEGAL:
            words = words[:-1]
            found = self.names.get(key(" ".join(words)))
        return found

    def applied(self, extraction: Extraction) -> Extraction:
        """The extraction with these canonical names on its claims, in place of any it had."""
        claims = tuple(self._beside(claim) for claim in extraction.claims)
        return extraction.model_copy(update={"claims": claims})

    def _beside(self, claim: Claim) -> Claim:
        links = tuple(self.canonical(link.name) for link in claim.attribution)
        written = [link.name for link in claim.attribution]
        named = [one or name for one, name in zip(links, written, strict=True)]
        source = in_chain(claim.source, written, named) if any(links) else None
        actor, model = self.canonical(claim.actor), self.canonical(claim.model)
        found = (
            Canonical(actor=actor, model=model, source=source, attribution=links) if actor or model or source else None
        )
        return claim if found == claim.canonical else claim.model_copy(update={"canonical": found})


def _mapped(given: Mapping[str, str | Iterable[str]]) -> Iterator[Entry]:
    for name, value in given.items():
        place = f"at {str(name)[:60]!r}"
        spellings = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else None
        if not isinstance(name, str) or spellings is None or not all(isinstance(one, str) for one in spellings):
            raise ConfigError(f"aliases: {place}: neither a name nor a list of names: {EXAMPLE}")
        yield Entry(value, (name,), place) if isinstance(value, str) else Entry(name, tuple(spellings), place)


def _checked(name: str, place: str) -> str:
    """What the name has in common with its other writings; raises ConfigError for what is no name."""
    short = name if len(name) <= 60 else name[:60] + "…"
    if len(name) > LONGEST:
        raise ConfigError(f"{place}: {short!r} has more than {LONGEST} characters: shorten it")
    if not name.isprintable() or name != name.strip():
        raise ConfigError(f"{place}: {short!r} holds a control character or white space at an end: remove it")
    common = key(name)
    if not common:
        raise ConfigError(f"{place}: {short!r} has no letter or digit to be known by: write the name out")
    return common

"""One spelling for each entity of an article: the fullest form of its name that the article itself uses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from extractor.entities import Places, fold
from extractor.names import acronyms, bodies, dense, descriptions, machines, persons
from extractor.names.reading import Reading, plain

Words = tuple[str, ...]


class Kind(StrEnum):
    """What a name names. Names of two kinds are never one, whatever they look like."""

    PERSON = "person"
    BODY = "body"
    """A firm, an outlet, an authority: what acts under a name and is no person."""
    MODEL = "model"


class Named(NamedTuple):
    """A name as a claim has it."""

    name: str
    kind: Kind


MOST_STEPS = 5
"""From an acronym over a description and a short form to the full one; no name takes more."""
_SEVERAL = frozenset(("and", "or", "y", "und", "et", "と"))
Rule = Callable[[str], str | None]


def one_spelling(places: Places, named: Iterable[Named]) -> dict[Named, str]:
    """The spelling of each name that has a fuller one, or another of the same words. Names left out keep theirs.

    `named` are the names of the claims, as often as claims have them; where one name is written in several ways,
    the commonest counts. What the text does not tie stays apart.
    """
    counts = Counter(named)
    if not counts:
        return {}
    resolver = _Resolver(Reading(places), list(counts))
    groups: defaultdict[tuple[Kind, str], dict[str, int]] = defaultdict(dict)
    reached: dict[Named, tuple[tuple[Kind, str], str]] = {}
    for one in counts:
        full = resolver.full(one)
        key = one.kind, _key(full)
        reached[one] = key, full
        groups[key].setdefault(full, 0)
        if full == one.name:
            groups[key][full] += counts[one]
    best = {key: resolver.best(forms) for key, forms in groups.items()}
    return {one: best[key] for one, (key, _) in reached.items() if best[key] != one.name}


def _key(name: str) -> str:
    """What two writings of one name have in common: spaces count between numbers alone."""
    words = plain(name)
    return "".join(words) if not any(word[0].isdigit() for word in words) else " ".join(words)


class _Resolver:
    """The rules of each kind, over one text and the names of its claims."""

    def __init__(self, reading: Reading, named: list[Named]) -> None:
        self.reading = reading
        self.names = {kind: [one.name for one in named if one.kind is kind] for kind in Kind}
        self.words = {kind: frozenset(plain(name) for name in names) for kind, names in self.names.items()}
        self._bare = frozenset(machines.bare(name) for name in self.names[Kind.MODEL])
        self._known: dict[Named, str] = {}

    def full(self, one: Named) -> str:
        """The fullest form; the name itself where there is none."""
        known = self._known.get(one)
        if known is None:
            name, seen = one.name, {_key(one.name)}
            for _ in range(MOST_STEPS):
                fuller = self._step(name, one.kind)
                if fuller is None or _key(fuller) in seen:
                    break
                name = fuller
                seen.add(_key(name))
            known = self._known[one] = name
        return known

    def best(self, forms: dict[str, int]) -> str:
        """Of the writings of one name that which most claims have, then the longest; no 'The' that the text has not."""

        def rank(form: str) -> tuple[bool, int, int, str]:
            return self._article_fits(form), forms[form], len(form), form

        return max(forms, key=rank)

    def _article_fits(self, form: str) -> bool:
        """Whether a leading article is part of the name: written with a capital within a sentence."""
        first = form.split(" ", 1)[0]
        if fold(first) == plain(form)[0]:
            return True
        reading = self.reading
        if not first[:1].isupper():
            return False
        return any(
            low and reading.places.written[low - 1] == first and not reading.opens(low - 1)
            for low, _ in reading.find(plain(form))
        )

    def _step(self, name: str, kind: Kind) -> str | None:
        """One step to a fuller form."""
        words = plain(name)
        if not words or "," in name or not _SEVERAL.isdisjoint(words):
            return None
        return next((fuller for rule in self._rules(kind) if (fuller := rule(name)) and plain(fuller)), None)

    def _rules(self, kind: Kind) -> tuple[Rule, ...]:
        def tied(name: str) -> str | None:
            return self._tied(name, kind)

        if kind is Kind.PERSON:
            return tied, self._person
        if kind is Kind.BODY:
            return self._unparenthesised, tied, self._body
        return self._unparenthesised, self._owned, tied, self._substituted, self._model

    def _tied(self, name: str, kind: Kind) -> str | None:
        """What an apposition, a parenthesis or a word such as 'formerly' sets beside the name."""
        model = kind is Kind.MODEL

        def fits(written: str) -> bool:
            return self._fits(written, kind)

        if descriptions.described(name):
            rest = descriptions.trailing(self.reading, name, model=model)
            if rest is not None and fits(rest):
                return rest
            return descriptions.named(self.reading, name, fits, model=model)
        others = self.names[kind]
        spelled = None if kind is Kind.PERSON else acronyms.expansion(self.reading, name, others)
        return (
            spelled
            or descriptions.renamed(self.reading, plain(name), self.words[kind])
            or dense.outside(self.reading, name, others)
        )

    def _fits(self, written: str, kind: Kind) -> bool:
        """Whether the text's name may be of the kind: the claims do not have it as another's alone."""
        words = plain(written)
        if words in self.words[kind]:
            return True
        if any(words in self.words[other] for other in Kind):
            return False
        return len(persons.untitled(words)) > 1 if kind is Kind.PERSON else not words[0].isdigit()

    def _unparenthesised(self, name: str) -> str | None:
        """'Open Model Initiative' of 'Open Model Initiative (OMI)'."""
        before, opened, rest = name.partition("(")
        outer = before.strip()
        if not (opened and outer and rest.endswith(")") and self.reading.find(plain(outer))):
            return None
        return outer if acronyms.expansion(self.reading, rest[:-1], (outer,)) == outer else None

    def _person(self, name: str) -> str | None:
        return persons.full(self.reading, name, self.names[Kind.PERSON], self.words[Kind.BODY] | self.words[Kind.MODEL])

    def _body(self, name: str) -> str | None:
        proper = [body for body in self.names[Kind.BODY] if not descriptions.described(body)]
        return bodies.full(self.reading, name, proper, self._bare)

    def _owned(self, name: str) -> str | None:
        rest = machines.owned(self.reading, name)
        return rest if rest and plain(rest) in self.words[Kind.MODEL] else None

    def _substituted(self, name: str) -> str | None:
        """'Stable Diffusion 3 Medium' for 'SD3 Medium', where 'SD3' is Stable Diffusion 3."""
        first, _, rest = name.partition(" ")
        if not rest:
            return None
        spelled = acronyms.expansion(self.reading, first, self.names[Kind.MODEL])
        longer = f"{spelled} {rest}"
        return longer if spelled and self.reading.find(plain(longer)) else None

    def _model(self, name: str) -> str | None:
        bare = machines.bare(name)
        if bare != plain(name):
            return next((other for other in self.names[Kind.MODEL] if plain(other) == bare), None)
        makers = self.words[Kind.BODY]
        return machines.full(self.reading, name, self._bare, makers)

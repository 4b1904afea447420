"""One spelling for each entity of an article: the fullest form of its name that the article itself uses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from extractor.entities import Places, fold
from extractor.names import acronyms, bodies, dense, descriptions, machines, persons
from extractor.names.known import CONJUNCTIONS, Known
from extractor.names.reading import Reading, key, plain

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
    reached: dict[Named, tuple[Kind, str]] = {}
    for one in counts:
        full = resolver.full(one)
        group = reached[one] = one.kind, key(full)
        groups[group].setdefault(full, 0)
        if full == one.name:
            groups[group][full] += counts[one]
    best = {group: resolver.best(forms) for group, forms in groups.items()}
    return {one: best[group] for one, group in reached.items() if best[group] != one.name}


class _Resolver:
    """The rules of each kind, over one text and the names of its claims."""

    def __init__(self, reading: Reading, named: list[Named]) -> None:
        self.reading = reading
        names = {kind: [one.name for one in named if one.kind is kind] for kind in Kind}
        self.persons = Known(names[Kind.PERSON], persons.untitled)
        self.bodies = Known(names[Kind.BODY])
        self.models = Known(names[Kind.MODEL])
        self.known = {Kind.PERSON: self.persons, Kind.BODY: self.bodies, Kind.MODEL: self.models}
        self._proper = Known(name for name in names[Kind.BODY] if not descriptions.described(name))
        self._bare = Known(" ".join(machines.bare(name)) for name in names[Kind.MODEL])

    def full(self, one: Named) -> str:
        """The fullest form; the name itself where there is none."""
        name, seen = one.name, {key(one.name)}
        for _ in range(MOST_STEPS):
            fuller = self._step(name, one.kind)
            if fuller is None or key(fuller) in seen:
                break
            name = fuller
            seen.add(key(name))
        return name

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
        if not words or "," in name or not CONJUNCTIONS.isdisjoint(words):
            return None
        return next((fuller for rule in self._rules(kind) if (fuller := rule(name)) and plain(fuller)), None)

    def _rules(self, kind: Kind) -> tuple[Rule, ...]:
        def tied(name: str) -> str | None:
            return self._tied(name, kind)

        def substituted(name: str) -> str | None:
            return self._substituted(name, kind)

        if kind is Kind.PERSON:
            return tied, self._person
        if kind is Kind.BODY:
            return self._unparenthesised, tied, substituted, self._body
        return self._unparenthesised, self._owned, tied, substituted, self._model

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
        others = self.known[kind]
        spelled = None if kind is Kind.PERSON else acronyms.expansion(self.reading, name, others)
        return (
            spelled
            or descriptions.renamed(self.reading, plain(name), others)
            or dense.outside(self.reading, name, others)
        )

    def _fits(self, written: str, kind: Kind) -> bool:
        """Whether the text's name may be of the kind: the claims do not have it as another's alone."""
        words = plain(written)
        if words in self.known[kind]:
            return True
        if any(words in names for names in self.known.values()):
            return False
        return len(persons.untitled(words)) > 1 if kind is Kind.PERSON else not words[0].isdigit()

    def _unparenthesised(self, name: str) -> str | None:
        """'Open Model Initiative' of 'Open Model Initiative (OMI)'."""
        before, opened, rest = name.partition("(")
        outer = before.strip()
        if not (opened and outer and rest.endswith(")") and self.reading.find(plain(outer))):
            return None
        return outer if acronyms.expansion(self.reading, rest[:-1], Known([outer])) == outer else None

    def _person(self, name: str) -> str | None:
        return persons.full(self.reading, name, self.persons, self.bodies)

    def _body(self, name: str) -> str | None:
        return bodies.full(self.reading, name, self._proper, self._bare)

    def _owned(self, name: str) -> str | None:
        rest = machines.owned(self.reading, name)
        return rest if rest and plain(rest) in self.models else None

    def _substituted(self, name: str, kind: Kind) -> str | None:
        """'Stable Diffusion 3 Medium' for 'SD3 Medium', where 'SD3' is Stable Diffusion 3."""
        first, _, rest = name.partition(" ")
        if not rest:
            return None
        spelled = acronyms.expansion(self.reading, first, self.known[kind])
        if spelled and spelled.endswith(f" {rest}"):
            return spelled
        longer = f"{spelled} {rest}"
        return longer if spelled and self.reading.find(plain(longer)) else None

    def _model(self, name: str) -> str | None:
        bare = machines.bare(name)
        if bare != plain(name):
            return self.models.words.get(bare)
        return machines.full(self.reading, name, self._bare, self.bodies)

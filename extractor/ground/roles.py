"""Whether names stand in the roles that the evidence gives them: who does it, to whom, from where to where."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.entities import vocabulary
from extractor.ground import kinds
from extractor.ground.lexicon import FILLERS, LEXICON
from extractor.ground.names import abbreviated, seat
from extractor.ground.page import Name, Page, Passage
from extractor.ground.slots import BE, POINTERS, described, verb_after
from extractor.ground.wordforms import FUNCTION, stem

_ENDS = frozenset(".;:!?\n")
_LINKS = vocabulary("of to in on at for from by with against than over into")
_REPORTING = frozenset(map(stem, LEXICON["reference"]["reporting"].split()))
_REACH = 14
"""Words between a subject and what its verb is done to."""


def exchanged(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """A name of the statement that changed places with another one of the evidence; None where none did.

    'X sued Y' is not carried by 'Y sued X', nor 'from X to Y' by 'from Y to X'.
    """
    ours = page.named(statement)
    if len(ours) < 2:
        return None
    there = evidence.roots
    kept = [name for name in ours if not name.stems.isdisjoint(there)]
    if len(kept) < 2:
        return None
    theirs = page.named(evidence)
    crossed = _crossed if _voice(statement) == _voice(evidence) else _turned
    for n, one in enumerate(kept):
        for two in kept[n + 1 :]:
            if one.stems.isdisjoint(two.stems):
                first = [name for name in theirs if not name.stems.isdisjoint(one.stems)]
                second = [name for name in theirs if not name.stems.isdisjoint(two.stems)]
                if len(first) == len(second) == 1 and crossed(statement, one, two, evidence, first[0], second[0]):
                    return one
    return None


def _crossed(statement: Passage, one: Name, two: Name, evidence: Passage, other: Name, another: Name) -> bool:
    """Whether two names come in the other order in the evidence, on either side of one verb or after prepositions."""
    if other.start <= another.start:
        return False
    leads = _lead(statement, one), _lead(statement, two)
    if leads[0] != leads[1] and leads == (_lead(evidence, another), _lead(evidence, other)) and None not in leads:
        return True
    verb = _deed(statement, one, two)
    if verb is None or another.possessive or other.possessive or _lead(evidence, another) is not None:
        return False
    if _lead(evidence, other) == "by" != _lead(statement, two):
        return False
    active = BE.isdisjoint(statement.texts[one.end : verb])
    return any(
        evidence.stems[place] == statement.stems[verb]
        and active == BE.isdisjoint(evidence.texts[another.end : place])
        and not _aside(evidence, another, place)
        for place in _between(evidence, another.end, other.start)
    )


def _turned(statement: Passage, one: Name, two: Name, evidence: Passage, other: Name, another: Name) -> bool:
    """Whether two names come in the same order though one side says 'bought' and the other 'was bought by'."""
    if other.start >= another.start or other.possessive or _lead(evidence, other) is not None:
        return False
    verb = _deed(statement, one, two)
    if verb is None:
        return False
    passive = _lead(statement, two) == "by"
    if passive == (_lead(evidence, another) == "by") or passive == BE.isdisjoint(statement.texts[one.end : verb]):
        return False
    return any(
        evidence.stems[place] == statement.stems[verb]
        and passive == BE.isdisjoint(evidence.texts[other.end : place])
        and not _aside(evidence, other, place)
        for place in _between(evidence, other.end, another.start)
    )


def _deed(statement: Passage, one: Name, two: Name) -> int | None:
    """The verb of which the first name is the subject, before the second; None where there is none."""
    if one.possessive or _lead(statement, one) is not None:
        return None
    if one.start > 2 and statement.texts[one.start - 1] != "that":
        return None
    verb, _ = verb_after(statement, one.end)
    if verb is None or not one.end <= verb < two.start or statement.stems[verb] in _REPORTING:
        return None
    return verb


def _aside(evidence: Passage, name: Name, verb: int) -> bool:
    """Whether a comma before the verb makes it one that only describes the name: 'Beacon, released in May, …'."""
    if "," not in evidence.text[evidence.words[verb - 1].end : evidence.words[verb].start]:
        return False
    before = evidence.text[evidence.words[name.start - 1].end : evidence.words[name.start].start] if name.start else ""
    return "," not in before


def _lead(passage: Passage, name: Name) -> str | None:
    """The preposition right before the name, its article or the names that it is listed with: 'by A and B'."""
    start = name.start
    while start > 1 and passage.texts[start - 1] in ("and", "or") and _capital(passage, start - 2):
        start -= 2
        while start and _capital(passage, start - 1):
            start -= 1
    for place in (start - 1, start - 2):
        if place < 0:
            return None
        if passage.texts[place] in _LINKS:
            return passage.texts[place]
        if passage.texts[place] not in ("the", "a", "an"):
            return None
    return None


def _capital(passage: Passage, place: int) -> bool:
    return passage.text[passage.words[place].start].isupper()


def _between(passage: Passage, start: int, end: int) -> Iterator[int]:
    """The places between two names of one clause; none where the clause ends between them, or they are far apart."""
    if end - start > _REACH or _ENDS & set(passage.text[passage.words[start - 1].end : passage.words[end].start]):
        return
    yield from range(start, end)


def _voice(passage: Passage) -> bool:
    """Whether something is done by somebody: 'was bought by'."""
    return "by" in passage.texts and any(
        text == "by" and place > 1 and not BE.isdisjoint(passage.texts[max(0, place - 4) : place])
        for place, text in enumerate(passage.texts)
    )


def replaced(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """A name that the evidence lacks and that stands between words which enclose another name there."""
    if not page.absent(statement, evidence):
        return None
    there = evidence.roots
    theirs = page.named(evidence)
    absent = [
        name
        for name in page.named(statement)
        if name.stems.isdisjoint(there) and not any(abbreviated(statement, name, evidence, other) for other in theirs)
    ]
    if not absent:
        return None
    said = statement.roots
    free = [name for name in theirs if name.stems.isdisjoint(said) and not seat(evidence, name)]
    if not free:
        return None
    return next((name for name in absent if _enclosed(name, statement, free, evidence)), None)


def _enclosed(name: Name, statement: Passage, free: list[Name], evidence: Passage) -> bool:
    """Whether between the nearest words of the evidence on either side of the name another name stands, each time."""
    left = _anchor(statement, range(name.start - 1, max(-1, name.start - 1 - _SIDE), -1), evidence)
    right = _anchor(statement, range(name.after, min(len(statement.texts), name.after + _SIDE)), evidence)
    if left is None or right is None or left == right:
        return False
    spans = [
        (low, high)
        for low, root in enumerate(evidence.stems)
        if root == left
        for high in range(low + 2, min(low + _SPAN, len(evidence.stems)))
        if evidence.stems[high] == right
    ]
    return bool(spans) and all(_holds_another(evidence, low, high, free) for low, high in spans)


def _holds_another(evidence: Passage, low: int, high: int, free: list[Name]) -> bool:
    if (_ENDS | {","}) & set(evidence.text[evidence.words[low].end : evidence.words[high].start]):
        return False
    inside = [name for name in free if low < name.start and name.end <= high]
    if not inside or not POINTERS.isdisjoint(evidence.texts[low + 1 : high]):
        return False
    return any(not described(evidence, name) for name in inside)


def _anchor(statement: Passage, places: range, evidence: Passage) -> str | None:
    """The first content word among these places that the evidence has."""
    return next(
        (
            statement.stems[place]
            for place in places
            if statement.texts[place] not in FUNCTION and statement.stems[place] in evidence.roots
        ),
        None,
    )


_SIDE = 3
"""Words on either side of a name among which one has to stand in the evidence."""
_SPAN = 9
"""Words that these two may lie apart there."""


def owned(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """A name that owns what in the evidence is another name's, each time: 'Lumen's founder' for 'Beacon's founder'."""
    ours = [name for name in page.named(statement) if name.possessive and name.after < len(statement.stems)]
    if not ours:
        return None
    owners = [name for name in page.named(evidence) if name.possessive]
    if not owners:
        return None
    for name in ours:
        thing = statement.stems[name.after]
        places = [n for n, root in enumerate(evidence.stems) if root == thing]
        if (
            places
            and statement.texts[name.after] not in FUNCTION
            and all(any(o.after <= n < o.after + 3 and o.stems.isdisjoint(name.stems) for o in owners) for n in places)
        ):
            return name
    return None


def bound(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """The statement's subject, when the evidence says it of a pronoun that cannot mean this name.

    'She hired Brandt' says nothing that Brandt did, and in 'Lumen says it will' it is Lumen that will.
    """
    if PRONOUNS.isdisjoint(evidence.texts):
        return None
    name = next(iter(page.named(statement)), None)
    if name is None or name.start > 1 or name.possessive:
        return None
    verb, passive = verb_after(statement, name.end)
    if verb is None or statement.stems[verb] in _REPORTING:
        return None
    places = [n for n, root in enumerate(evidence.stems) if root == statement.stems[verb]]
    if len(places) != 1:
        return None
    pronoun = _pronoun(evidence, places[0])
    if pronoun is None or passive == BE.isdisjoint(evidence.texts[pronoun : places[0]]):
        return None
    theirs = page.named(evidence)
    own = [other for other in theirs if other.stems <= name.stems or name.stems <= other.stems]
    if own:
        return (
            name if all(other.start > places[0] for other in own) and _one_clause(evidence, pronoun, own[0]) else None
        )
    if any(statement.texts[n][0].isdigit() for n in range(name.start, name.end)):
        return None
    speaker = _speaker(evidence, pronoun, theirs)
    return name if speaker is not None and speaker.stems.isdisjoint(name.stems) else None


PRONOUNS = frozenset(("he", "she", "it", "they"))


def _pronoun(evidence: Passage, verb: int) -> int | None:
    """The pronoun that is the subject of the verb, with nothing but auxiliaries between."""
    for place in range(verb - 1, max(-1, verb - 5), -1):
        text = evidence.texts[place]
        if text in PRONOUNS:
            return place
        if text == "," or text not in FUNCTION or text in ("to", "and", "or", "that", "which", "who"):
            return None
    return None


def _one_clause(evidence: Passage, start: int, name: Name) -> bool:
    """Whether the pronoun opens its sentence, and the name comes later in it."""
    opens = not start or bool(_STOPS & set(evidence.text[evidence.words[start - 1].end : evidence.words[start].start]))
    return opens and not _STOPS & set(evidence.text[evidence.words[start].end : evidence.words[name.start].start])


def _speaker(evidence: Passage, pronoun: int, theirs: list[Name]) -> Name | None:
    """The name that says what it does, in the same sentence: 'Lumen said on Monday it would …'."""
    if evidence.texts[pronoun] != "it":
        return None
    before = [name for name in theirs if name.end <= pronoun]
    if not before:
        return None
    name = before[-1]
    if name.possessive or _STOPS & set(evidence.text[evidence.words[name.start].start : evidence.words[pronoun].start]):
        return None
    between = range(name.end, pronoun)
    told = [n for n in between if evidence.texts[n] not in FUNCTION and evidence.texts[n] not in FILLERS]
    opens = (
        name.start < 2
        or bool(_ENDS & set(evidence.text[evidence.words[name.start - 2].end : evidence.words[name.start].start]))
        or " - " in evidence.text[evidence.words[name.start - 1].end : evidence.words[name.start].start]
    )
    return name if opens and len(told) == 1 and told[0] == name.end and evidence.stems[told[0]] in _SAYING else None


_STOPS = frozenset(".!?\n")
_SAYING = frozenset(
    map(
        stem,
        (
            "say",
            "announce",
            "add",
            "claim",
            "argue",
            "explain",
            "declare",
            "think",
            "believe",
            "insist",
            "maintain",
            "promise",
        ),
    )
)


_CHECKS = (exchanged, replaced, owned, bound, kinds.meant)


def misplaced(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """The first name of the statement in a role that the evidence gives to another; None where there is none."""
    return next((name for check in _CHECKS if (name := check(page, statement, evidence))), None)

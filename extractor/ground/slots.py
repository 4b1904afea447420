"""Whether the names of a statement stand where the evidence has another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.entities import ARTICLES, vocabulary
from extractor.ground.lexicon import LEXICON
from extractor.ground.names import COUNTRIES, abbreviated, seat
from extractor.ground.numbers import WORDS as NUMBER_WORDS
from extractor.ground.page import Name, Page, Passage
from extractor.ground.wordforms import FUNCTION, is_adverb

_R = LEXICON["reference"]
_PASSING = vocabulary(_R["passing"])
POINTERS = vocabulary(_R["pointers"])
_OWNERS = vocabulary("his her its their our my your itself himself herself themselves")
_DETERMINERS = vocabulary(_R["determiners"])
_PREPOSITIONS = vocabulary(_R["prepositions"])
_WEAK = _PREPOSITIONS | _DETERMINERS
BE = vocabulary("be been being is are was were")


def displaced(page: Page, statement: Passage, evidence: Passage) -> str | None:
    """A name that the statement puts where the evidence has another; None where there is none."""
    there = evidence.roots
    opens = bool(statement.words) and _opens(statement, there)
    if not opens and not page.absent(statement, evidence):
        return None
    ours = list(page.named(statement))
    other = next((name for name in ours if _retitled(page, name, statement, evidence)), None)
    if other is not None:
        return statement.text[statement.words[other.start].start : statement.words[other.end - 1].end]
    if opens and (not ours or ours[0].start > 0):
        ours.insert(0, Name.at(statement, 0, 1))
    theirs = page.named(evidence)
    absent = [
        name
        for name in ours
        if name.stems.isdisjoint(there) and not any(abbreviated(statement, name, evidence, other) for other in theirs)
    ]
    if not absent:
        return None
    said = frozenset(root for name in ours for root in name.stems)
    free = [name for name in theirs if name.stems.isdisjoint(said) and not seat(evidence, name)]
    begun = _begun(evidence, statement.roots)
    if not free and not begun:
        return None
    for name in absent:
        if (
            _clash_after(name, statement, free, evidence, theirs, begun)
            or _clash_before(name, statement, free, evidence)
            or _clash_beside(name, statement, free, evidence)
        ):
            return statement.text[statement.words[name.start].start : statement.words[name.end - 1].end]
    return None


PARTICIPLES = ("ed", "en", "t", "d", "n", "ht")


def _opens(statement: Passage, there: frozenset[str]) -> bool:
    """Whether the statement opens with a noun that the evidence lacks."""
    first = statement.words[0]
    return first.text not in FUNCTION and first.text not in _PASSING and statement.stems[0] not in there


def _clash_after(
    name: Name,
    statement: Passage,
    free: Sequence[Name],
    evidence: Passage,
    named: Sequence[Name],
    begun: dict[int, bool],
) -> bool:
    """Whether what the name does, or has, is done or had by another name in the evidence."""
    if name.possessive:
        word = _at(statement, name.after)
        owners = [n for n in free if n.possessive and word in evidence.stems[n.after : n.after + 3]]
        return word is not None and bool(owners) and evidence.stems.count(word) == len(owners)
    lead = name.start - 1
    if lead > 0 and statement.words[lead].text in _DETERMINERS:
        return False
    while lead > 0 and (statement.words[lead].text == "and" or statement.text[statement.words[lead].start].isupper()):
        lead -= 1
    if lead >= 0 and lead < name.start and statement.words[lead].text in _PREPOSITIONS:
        return False
    verb, passive = verb_after(statement, name.end)
    if verb is None or statement.texts[verb][0].isdigit():
        return False
    places = [n for n, root in enumerate(evidence.stems) if root == statement.stems[verb]]
    return bool(places) and all(
        begun.get(place) is passive or _done_by_another(place, passive, free, evidence, statement, named, name.stems)
        for place in places
    )


def _begun(evidence: Passage, said: frozenset[str]) -> dict[int, bool]:
    """Places of words that follow a noun at the head of a sentence which the statement lacks: 'Developers noticed'.

    With each, whether a form of 'be' stands before it.
    """
    found: dict[int, bool] = {}
    for place, text in enumerate(evidence.texts[:-1]):
        if place and not _ENDS & set(evidence.text[evidence.words[place - 1].end : evidence.words[place].start]):
            continue
        after = place
        while (
            after < min(place + 4, len(evidence.texts))
            and (evidence.texts[after] not in FUNCTION or evidence.texts[after] in _QUANTITIES)
            and evidence.stems[after] not in said
            and not is_adverb(evidence.texts[after])
        ):
            after += 1
        if after == place or (
            after > place + 1 and (after >= len(evidence.texts) or evidence.texts[after] not in _HAVE)
        ):
            after = place + 1
        if (text in FUNCTION and text not in _QUANTITIES) or text in _PASSING or is_adverb(text) or len(text) < 2:
            continue
        if evidence.stems[place] in said or text in COUNTRIES:
            continue
        while after < len(evidence.texts) and (evidence.texts[after] in _PASSING or is_adverb(evidence.texts[after])):
            after += 1
        between = evidence.text[evidence.words[place].end : evidence.words[min(after, len(evidence.words) - 1)].start]
        if after < len(evidence.texts) and evidence.texts[after] not in FUNCTION and not set(between) & _MARKS:
            found[after] = not BE.isdisjoint(evidence.texts[place:after])
    return found


_QUANTITIES = frozenset(("all", "us", *NUMBER_WORDS))


_HAVE = vocabulary("has have had will would can could may might must should is are was were")


_ENDS = frozenset(".!?\n")


_MARKS = frozenset(".!?,;:-–—'’\n")


def _retitled(page: Page, name: Name, statement: Passage, evidence: Passage) -> bool:
    """Whether the evidence gives the title that the name opens with to another name: 'Minister Bae', 'Minister Ko'."""
    there = evidence.roots
    own = statement.stems[name.start : name.end]
    shared = next((n for n, root in enumerate(own) if root not in there), len(own))
    if not 0 < shared < len(own) or any(root in there for root in own[shared:]):
        return False
    if not all(text.isalpha() for text in statement.texts[name.start : name.end]):
        return False
    said = statement.roots
    last = own[shared - 1]
    follows = [
        place + 1 < len(evidence.stems)
        and evidence.text[evidence.words[place].end : evidence.words[place + 1].start] == " "
        and evidence.text[evidence.words[place + 1].start].isupper()
        and evidence.stems[place + 1] not in said
        for place, root in enumerate(evidence.stems)
        if root == last
    ]
    return bool(follows) and all(follows)


def _at(passage: Passage, place: int) -> str | None:
    return passage.stems[place] if place < len(passage.words) else None


def verb_after(passage: Passage, place: int) -> tuple[int | None, bool]:
    """The first content word from a place on that is no apposition, and whether a form of 'be' stands before it."""
    passive = False
    if place < len(passage.words) and "," in passage.text[passage.words[place - 1].end : passage.words[place].start]:
        place += 1
        while place < len(passage.words) and place - 20 < len(passage.words):
            if "," in passage.text[passage.words[place - 1].end : passage.words[place].start]:
                break
            place += 1
    while place < len(passage.words):
        text = passage.texts[place]
        if text in BE:
            passive = passage.texts[place + 1 : place + 2] != ("to",)
        elif text == "to" and place and passage.words[place - 1].text in _PASSING:
            pass
        elif text not in _PASSING and not is_adverb(text):
            return (None if text in FUNCTION else place), passive
        place += 1
    return None, passive


def _done_by_another(
    place: int,
    passive: bool,
    free: Sequence[Name],
    evidence: Passage,
    statement: Passage,
    named: Sequence[Name],
    own: frozenset[str],
) -> bool:
    """Whether the subject of the evidence's word is a name that the statement lacks."""
    just_before = [word.text for word in evidence.words[max(0, place - 2) : place]]
    theirs_passive = "to" not in just_before and not BE.isdisjoint(just_before)
    if theirs_passive and not passive:
        return any(n.start > place and evidence.words[n.start - 1].text == "by" and n.start - place < 4 for n in free)
    if passive and not theirs_passive:
        return False
    by_end = {name.end - 1: name for name in free}
    roots = statement.roots
    at = place - 1
    while at >= 0 and place - at < 30:
        gap = evidence.text[evidence.words[at].end : evidence.words[at + 1].start]
        if len(gap) > 30 or any(mark in gap for mark in ".;:!?—–\n"):
            return False
        if any(at == other.end - 1 and not other.stems.isdisjoint(own) for other in named):
            return False
        if "," in gap:
            opened = _relative(evidence, at)
            if opened is not None:
                at = opened - 1
        text = evidence.words[at].text
        name = by_end.get(at)
        if name is not None:
            lead = name.start - 1
            while lead > 0 and evidence.words[lead].text in ARTICLES:
                lead -= 1
            before = evidence.words[lead] if name.start else None
            if before is None or name.possessive or before.text in _PREPOSITIONS:
                at = name.start - 1
                if before is None and not name.possessive:
                    return True
                continue
            if described(evidence, name):
                at = name.start - 1
                continue
            titled = evidence.text[before.end : evidence.words[name.start].start] == " " and before.text not in FUNCTION
            if not titled or all(evidence.words[n].text in _PASSING for n in range(name.end, place)):
                return True
            at = name.start - 1
            continue
        if (text in POINTERS - _OWNERS or text in NUMBER_WORDS) and not (
            at and evidence.words[at - 1].text in _PREPOSITIONS
        ):
            return text in _PERSONAL and _speaker(evidence, at, free)
        if text in _DETERMINERS and not (at and evidence.words[at - 1].text in _PREPOSITIONS):
            phrase = list(_phrase(evidence, at + 1))
            if not phrase or not set(phrase) <= roots:
                return False
        at -= 1
    return False


_PERSONAL = frozenset(("it", "he", "she", "they"))


def _speaker(evidence: Passage, place: int, free: Sequence[Name]) -> bool:
    """Whether the pronoun stands for the name that opens its sentence: 'Google maintains that it …'."""
    for name in free:
        opens = name.start == 0 or bool(
            _ENDS & set(evidence.text[evidence.words[name.start - 1].end : evidence.words[name.start].start])
        )
        between = evidence.texts[name.end : place]
        if opens and not name.possessive and 0 < len(between) < 4:
            verb = [text for text in between if text not in _PASSING and text != "that"]
            return len(verb) == 1 and verb[0] not in FUNCTION
    return False


def _relative(passage: Passage, place: int) -> int | None:
    """Where the relative clause begins that a comma after this word ends; None where there is none."""
    for back in range(place, max(0, place - 20), -1):
        gap = passage.text[passage.words[back - 1].end : passage.words[back].start]
        if "," in gap:
            told = passage.words[back].text
            if told in ("the", "a", "an") and passage.text[passage.words[back - 1].start].isupper():
                return back
            return back if told in ("which", "who", "whose") else None
        if any(mark in gap for mark in ".;:!?"):
            return None
    return None


def _phrase(passage: Passage, place: int) -> Iterator[str]:
    """Stems of a noun phrase from its first word on."""
    for after in range(place, min(place + 5, len(passage.words))):
        if passage.words[after].text in FUNCTION:
            return
        if after > place and passage.text[passage.words[after - 1].end : passage.words[after].start].strip("-’' "):
            return
        yield passage.stems[after]


def _clash_before(name: Name, statement: Passage, free: Sequence[Name], evidence: Passage) -> bool:
    """Whether the words that lead up to the name lead up to another in the evidence."""
    lead = _lead(statement, name.start)
    return lead is not None and any(
        _lead(evidence, other.start) == lead and other.possessive == name.possessive and not described(evidence, other)
        for other in free
    )


def _clash_beside(name: Name, statement: Passage, free: Sequence[Name], evidence: Passage) -> bool:
    """Whether the two words after the name, or before it, stand beside another name everywhere in the evidence."""
    after = statement.texts[name.end : name.end + 2]
    before = statement.texts[max(0, name.start - 2) : name.start]
    texts = evidence.texts
    for pair, edge in ((after, -1), (before, 2)):
        if len(pair) < 2 or pair[0] not in texts or pair[1] not in texts or _WEAK.issuperset(pair):
            continue
        found = [n for n, text in enumerate(texts) if text == pair[0] and texts[n + 1 : n + 2] == pair[1:]]
        if found and all(_taken(n + edge, free, evidence) for n in found):
            return True
    return False


def _taken(place: int, free: Sequence[Name], evidence: Passage) -> bool:
    return any(
        (place == name.end - 1 or place == name.start) and not described(evidence, name) and not name.possessive
        for name in free
    )


def described(passage: Passage, name: Name) -> bool:
    """Whether the name only describes the noun that follows, as in 'the Dublin company', 'a Dublin-based firm'."""
    if name.end >= len(passage.words):
        return False
    gap = passage.text[passage.words[name.end - 1].end : passage.words[name.end].start]
    if gap in ("-", "‑") and passage.text[passage.words[name.end].start].islower():
        return True
    if name.start == 0:
        return False
    return (
        gap == " "
        and passage.words[name.start - 1].text in _DETERMINERS
        and passage.words[name.end].text not in FUNCTION | _PASSING
    )


def _lead(passage: Passage, start: int) -> tuple[str, ...] | None:
    """The content word before a name, and the preposition between."""
    between: list[str] = []
    for back in range(start - 1, max(-1, start - 4), -1):
        gap = passage.text[passage.words[back].end : passage.words[back + 1].start]
        if gap.strip(" '\"“‘"):
            return None
        text = passage.words[back].text
        if text not in FUNCTION:
            return (passage.stems[back], *between)
        if text in POINTERS:
            return None
        if text not in ("the", "a", "an"):
            between.append(text)
    return None

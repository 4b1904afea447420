"""Whether the names of a statement stand where the evidence has them, or where it may point at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractor.entities import ARTICLES, proper_words, same_name, vocabulary, words
from extractor.ground.lexicon import LEXICON
from extractor.ground.names import CAPITALS, COUNTRIES
from extractor.ground.numbers import WORDS as NUMBER_WORDS
from extractor.ground.page import FUNCTION, Name, Page, Passage, is_adverb, stem
from extractor.models import DraftClaim
from extractor.segment import Sentence

_R = LEXICON["reference"]
_PASSING = vocabulary(_R["passing"])
_POINTERS = vocabulary(_R["pointers"])
_OWNERS = vocabulary("his her its their our my your itself himself herself themselves")
_DETERMINERS = vocabulary(_R["determiners"])
_PREPOSITIONS = vocabulary(_R["prepositions"])
_WEAK = _PREPOSITIONS | _DETERMINERS
_BE = vocabulary("be been being is are was were")


def displaced(page: Page, statement: Passage, evidence: Passage) -> str | None:
    """A name that the statement puts where the evidence has another; None where there is none."""
    there = evidence.roots
    opens = bool(statement.words) and _opens(statement, there)
    if not opens and not page.absent(statement, evidence):
        return None
    ours = list(page.named(statement))
    if opens and (not ours or ours[0].start > 0):
        ours.insert(0, Name.at(statement, 0, 1))
    absent = [name for name in ours if name.stems.isdisjoint(there)]
    if not absent:
        return None
    theirs = page.named(evidence)
    said = frozenset(root for name in ours for root in name.stems)
    free = [name for name in theirs if name.stems.isdisjoint(said) and not _seat(evidence, name)]
    if not free:
        return None
    for name in absent:
        if (
            _clash_after(name, statement, free, evidence, theirs)
            or _clash_before(name, statement, free, evidence)
            or _clash_beside(name, statement, free, evidence)
        ):
            return statement.text[statement.words[name.start].start : statement.words[name.end - 1].end]
    return None


_PARTICIPLES = ("ed", "en", "t", "d", "n", "ht")
SEATS = frozenset(stem(word) for word in COUNTRIES)
FAR = 9
"""Other names that may come between a subject and what points back at it: 97 in 100 of the annotated subjects that
their evidence only points at are nearer, and 61 in 100 of the article's other actors are not (tuning set)."""
FREQUENT = 0.12
"""A name in this share of the article's sentences is at hand everywhere."""


def remote(
    page: Page, statement: Passage, evidence: Passage, sentences: Sequence[Sentence], place: int, title: frozenset[str]
) -> str | None:
    """The statement's subject, when the evidence lacks it and it was mentioned too long ago to be pointed at.

    `place` is where among the sentences the evidence begins.
    """
    subject = _subject(page, statement, evidence)
    if subject is None or at_hand(page, subject.stems, sentences, place, title):
        return None
    return statement.text[statement.words[subject.start].start : statement.words[subject.end - 1].end]


def at_hand(
    page: Page,
    name: frozenset[str],
    sentences: Sequence[Sentence],
    place: int,
    title: frozenset[str],
    far: int = FAR,
) -> bool:
    """Whether a reader who comes to the evidence still has the name in mind."""
    passed: list[frozenset[str]] = []
    for sentence in reversed(sentences[:place]):
        found = page.names(sentence)
        if any(not other.isdisjoint(name) for other in found):
            ahead = [n for n in _fresh(found, passed) if n.isdisjoint(name)]
            turn = next(n for n, other in enumerate(found) if not other.isdisjoint(name))
            if len(passed) + min(turn, len(ahead)) <= (far if name.isdisjoint(title) else 2 * far):
                return True
            break
        passed += _fresh(found, passed)
        if len(passed) > 2 * far:
            break
    ahead_of = sentences[place : place + 3] if far > FAR else ()
    if any(not other.isdisjoint(name) for sentence in ahead_of for other in page.names(sentence)):
        return True
    holding = sum(1 for sentence in sentences if any(not other.isdisjoint(name) for other in page.names(sentence)))
    return holding > FREQUENT * len(sentences)


def _fresh(found: Sequence[frozenset[str]], passed: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Names not met before."""
    fresh: list[frozenset[str]] = []
    for name in found:
        if all(name.isdisjoint(other) for other in (*passed, *fresh)):
            fresh.append(name)
    return fresh


def acts(
    page: Page, draft: DraftClaim, statement: Passage, evidence: Passage, near: Callable[[frozenset[str]], bool]
) -> bool:
    """Whether the statement can be of what the actor does: it has the actor, or no other name for a subject.

    A statement may leave an actor out who is `near` ('the weights stay closed').
    """
    own = frozenset([stem(word) for word in proper_words(draft.actor)])
    if not own.isdisjoint(statement.roots) or draft.actor[:1].islower():
        return True
    if not any(word not in FUNCTION and word not in NUMBER_WORDS for word in words(draft.actor)):
        return True
    if any(same_name(draft.actor, link.name) for link in draft.said_by):
        return True
    proper = all(word in page.proper or not word.isalpha() for word in words(draft.actor))
    there = not own.isdisjoint(evidence.roots)
    at_hand = not proper or there or near(own)
    ours = page.named(statement)
    if there and proper and any(name.start == 0 and name.stems.isdisjoint(evidence.roots) for name in ours[:1]):
        return False
    subject = next(iter(ours), None)
    if own & SEATS:
        return True
    if subject is None or subject.start > 0 or not at_hand:
        return at_hand
    speakers = {stem(word) for link in draft.said_by for word in words(link.name)}
    if not subject.stems.isdisjoint(speakers):
        return True
    if subject.possessive:
        return False
    if draft.model is not None and not subject.stems.isdisjoint(stem(word) for word in words(draft.model)):
        return True
    verb, passive = _verb(statement, subject.end)
    if verb is None:
        return any(word.text in _BE for word in statement.words[subject.end : subject.end + 5])
    return passive and statement.words[verb].text.endswith(_PARTICIPLES)


def _subject(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """The name that the statement opens with, unless the evidence has it or a word that it only describes."""
    there = evidence.roots
    if not page.absent(statement, evidence):
        return None
    name = next(iter(page.named(statement)), None)
    if name is None or name.start > 3 or not name.stems.isdisjoint(there):
        return None
    lead = range(max(0, name.start - 3), name.start)
    if any(statement.stems[n] in there and statement.words[n].text not in FUNCTION for n in lead):
        return None
    if name.start and name.end < len(statement.words) and statement.words[0].text in ("the", "a", "an"):
        gap = statement.text[statement.words[name.end - 1].end : statement.words[name.end].start]
        if gap in (" ", "-") and statement.stems[name.end] in there and statement.words[name.end].text not in FUNCTION:
            return None
    return name


def _seat(passage: Passage, name: Name) -> bool:
    """Whether the name is a place that may stand for a government."""
    return name.end - name.start == 1 and passage.words[name.start].text in CAPITALS


def _opens(statement: Passage, there: frozenset[str]) -> bool:
    """Whether the statement opens with a noun that the evidence lacks."""
    first = statement.words[0]
    return first.text not in FUNCTION and first.text not in _PASSING and statement.stems[0] not in there


def _clash_after(
    name: Name, statement: Passage, free: Sequence[Name], evidence: Passage, named: Sequence[Name]
) -> bool:
    """Whether what the name does, or has, is done or had by another name in the evidence."""
    if name.possessive:
        word = _at(statement, name.after)
        owners = [n for n in free if n.possessive and _at(evidence, n.after) == word]
        return word is not None and bool(owners) and evidence.stems.count(word) == len(owners)
    lead = name.start - 1
    if lead >= 0 and statement.words[lead].text in _DETERMINERS:
        return False
    while lead > 0 and (statement.words[lead].text == "and" or statement.text[statement.words[lead].start].isupper()):
        lead -= 1
    if lead >= 0 and lead < name.start and statement.words[lead].text in _PREPOSITIONS:
        return False
    verb, passive = _verb(statement, name.end)
    if verb is None:
        return False
    places = [n for n, root in enumerate(evidence.stems) if root == statement.stems[verb]]
    return bool(places) and all(
        _done_by_another(place, passive, free, evidence, statement, named, name.stems) for place in places
    )


def _at(passage: Passage, place: int) -> str | None:
    return passage.stems[place] if place < len(passage.words) else None


def _verb(passage: Passage, place: int) -> tuple[int | None, bool]:
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
        if text in _BE:
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
    theirs_passive = "to" not in just_before and not _BE.isdisjoint(just_before)
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
            if _described(evidence, name):
                at = name.start - 1
                continue
            titled = evidence.text[before.end : evidence.words[name.start].start] == " " and before.text not in FUNCTION
            if not titled or all(evidence.words[n].text in _PASSING for n in range(name.end, place)):
                return True
            at = name.start - 1
            continue
        if (text in _POINTERS - _OWNERS or text in NUMBER_WORDS) and not (
            at and evidence.words[at - 1].text in _PREPOSITIONS
        ):
            return False
        if text in _DETERMINERS and not (at and evidence.words[at - 1].text in _PREPOSITIONS):
            phrase = list(_phrase(evidence, at + 1))
            if not phrase or not set(phrase) <= roots:
                return False
        at -= 1
    return False


def _relative(passage: Passage, place: int) -> int | None:
    """Where the relative clause begins that a comma after this word ends; None where there is none."""
    for back in range(place, max(0, place - 20), -1):
        gap = passage.text[passage.words[back - 1].end : passage.words[back].start]
        if "," in gap:
            return back if passage.words[back].text in ("which", "who", "whose") else None
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
        _lead(evidence, other.start) == lead and other.possessive == name.possessive and not _described(evidence, other)
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
        (place == name.end - 1 or place == name.start) and not _described(evidence, name) and not name.possessive
        for name in free
    )


def _described(passage: Passage, name: Name) -> bool:
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
        if text in _POINTERS:
            return None
        if text not in ("the", "a", "an"):
            between.append(text)
    return None

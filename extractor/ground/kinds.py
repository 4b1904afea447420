"""Whether the article treats a name as a person's or as an organisation's."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.entities import proper_words, vocabulary
from extractor.ground.lexicon import LEXICON
from extractor.ground.page import Name, Page, Passage
from extractor.ground.slots import verb_after
from extractor.ground.wordforms import FUNCTION, stem
from extractor.models import ActorType

_K = LEXICON["kinds"]
_ROLES = vocabulary(_K["roles"])
_TITLES = vocabulary(_K["titles"])
_BODIES = vocabulary(_K["bodies"])
_SUFFIXES = vocabulary(_K["suffixes"])
_ASIDE = 7
"""Words after a name and its comma among which one tells what it is."""


def kind(page: Page, name: str) -> str | None:
    """'person' or 'body', or None where the article leaves it open or says both; worked out once."""
    if name not in page.kinds:
        page.kinds[name] = _kind(page, name)
    return page.kinds[name]


def _kind(page: Page, name: str) -> str | None:
    words = proper_words(name)
    if not words or name[0].islower() or any(not word.isalpha() for word in words):
        return None
    if not _SUFFIXES.isdisjoint(words):
        return "body"
    found = set(_told(page, words))
    return found.pop() if len(found) == 1 else None


def _told(page: Page, words: tuple[str, ...]) -> Iterator[str]:
    texts, places = page.places.texts, page.places
    for start, end in page.find(words):
        if start and _gap(page, start) == " ":
            before = texts[start - 1]
            if before in _TITLES or (before in _ROLES and len(words) > 1):
                yield "person"
        if end >= len(texts):
            continue
        after = texts[end]
        gap = _gap(page, end)
        if after == "s" and gap in ("'", "’"):
            if (
                not _ROLES.isdisjoint(texts[end + 1 : end + 4])
                and "," not in places.text[places.words[end].end : places.words[min(end + 3, len(texts) - 1)].start]
            ):
                yield "body"
        elif gap.startswith(","):
            if after == "who":
                yield "person"
            elif after in ("a", "an", "the", "its", "their", "then", "once") or after in _ROLES:
                yield from _aside(page, end)
    if len(words) == 2 and _surname(page, words):
        yield "person"


def _aside(page: Page, start: int) -> Iterator[str]:
    """What the head of the phrase after a comma says: the first role or body in it before 'of', 'at' or a comma."""
    for place in range(start, min(start + _ASIDE, len(page.places.texts))):
        if place > start and set(_gap(page, place)) & set(",.;:–—"):
            return
        text = page.places.texts[place]
        if text in _ROLES:
            yield "person"
            return
        if text in _BODIES:
            if "s" in page.places.texts[place + 1 : place + 3] or not _ROLES.isdisjoint(
                page.places.texts[place + 1 : place + 2]
            ):
                continue
            yield "body"
            return
        if place > start and text in ("of", "at", "for", "that", "which", "who", "in"):
            return


def _surname(page: Page, words: tuple[str, ...]) -> bool:
    """Whether the article goes on with the second word alone, capitalised and never the first alone."""
    whole = {start for start, _ in page.find(words)}
    last = [n for n in page.places.at.get(words[1], ()) if n - 1 not in whole]
    first = [n for n in page.places.at.get(words[0], ()) if n not in whole]
    return len(last) > 0 and not first and all(_alone(page, n) for n in last)


def _alone(page: Page, place: int) -> bool:
    """Whether the word stands there as a name by itself."""
    places = page.places
    if not places.written[place][0].isupper():
        return False
    before = places.written[place - 1] if place else ""
    if before[:1].isupper() and _gap(page, place) == " " and places.texts[place - 1] not in FUNCTION:
        return False
    return place == 0 or places.texts[place - 1] not in ("the", "a", "an", "its", "of", "at")


def _gap(page: Page, place: int) -> str:
    return page.places.text[page.places.words[place - 1].end : page.places.words[place].start]


def unlike(page: Page, actor: str, said: ActorType, evidence: Passage) -> bool:
    """Whether the evidence only points at the actor, and means a body by the draft where the name is a person's.

    Or the other way round. An actor that the evidence names is who it is, whatever the draft takes it for.
    """
    wanted = "body" if said is ActorType.PERSON else "person" if said in _NO_PERSONS else None
    if wanted is None or any(stem(word, page.lang) in evidence.roots for word in proper_words(actor)):
        return False
    return kind(page, actor) == wanted


_NO_PERSONS = frozenset((ActorType.ORGANIZATION, ActorType.PRODUCT))


def meant(page: Page, statement: Passage, evidence: Passage) -> Name | None:
    """The statement's subject, when the evidence lacks it and speaks of somebody of another kind."""
    names = page.named(statement)
    if not names or names[0].start > 1 or names[0].possessive or not names[0].stems.isdisjoint(evidence.roots):
        return None
    name = names[0]
    verb, _ = verb_after(statement, name.end)
    if verb is None:
        return None
    places = [n for n, root in enumerate(evidence.stems) if root == statement.stems[verb]]
    spoken = {_spoken(evidence, place) for place in places}
    if len(spoken) != 1 or None in spoken:
        return None
    written = statement.text[statement.words[name.start].start : statement.words[name.end - 1].end]
    told = kind(page, written)
    return name if told is not None and told not in spoken else None


def _spoken(evidence: Passage, verb: int) -> str | None:
    """What kind of subject the word has: 'he' is a person, 'it' or 'the company' a body."""
    for place in range(verb - 1, max(-1, verb - 6), -1):
        if set(evidence.text[evidence.words[place].end : evidence.words[place + 1].start]) & set(",.;:!?\n"):
            return None
        text = evidence.texts[place]
        if text in ("he", "she"):
            return "person"
        if text == "it":
            return "body"
        if text in _BODIES or text in _ROLES:
            lead = evidence.texts[max(0, place - 3) : place]
            return ("body" if text in _BODIES else "person") if not _POINTING.isdisjoint(lead) else None
        if text not in FUNCTION or text in ("to", "and", "or", "that", "which", "who"):
            return None
    return None


_POINTING = frozenset(("the", "this", "that", "its", "his", "her", "their"))


def staffed(page: Page, statement: Passage) -> Name | None:
    """A person to whom the statement gives staff: 'Ada Brandt's founder'."""
    for name in page.named(statement):
        if name.possessive and statement.texts[name.after : name.after + 1] and statement.texts[name.after] in _POSTS:
            written = statement.text[statement.words[name.start].start : statement.words[name.end - 1].end]
            if kind(page, written) == "person":
                return name
    return None


_POSTS = frozenset(
    ("founder", "founders", "chief", "president", "chairman", "owner", "co", "executive", "staff", "shares")
)

"""Whether the numbers of a statement are those of its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.ground import numerals
from extractor.ground.beside import contrary, swapped
from extractor.ground.lexicon import FILLERS, MONTHS
from extractor.ground.numbers import Number
from extractor.ground.page import Page, Passage, passage
from extractor.ground.wordforms import FUNCTION, INFLECTED

COUNTED = frozenset(("%", "×", "ordinal", "multiple"))
_JOINTS = " -‐‑–._/"


def unsupported(
    page: Page, model: str | None, statement: Passage, evidence: Passage, around: Callable[[], Passage]
) -> str | None:
    """The first number of the statement, as written, that the evidence does not have; None when all are there."""
    if not statement.numbers:
        return None
    theirs = [_labelled(evidence, number) for number in evidence.numbers]
    ours = [_labelled(statement, number) for number in statement.numbers]
    unmatched: list[Labelled] | None = None
    found: list[tuple[Number, list[Number]]] = []
    for number, label in ours:
        same = [other for other, name in theirs if _same((number, label), (other, name))]
        if same and not (
            label is None and any(check(statement, number, evidence, same) for check in (contrary, _moved))
        ):
            if label is None and all(one != number and not _equal(one, number) for one, _ in found):
                found.append((number, same))
            continue
        if same:
            return _written(statement, number)
        if _rate(statement, number, around):
            continue
        if unmatched is None:
            unmatched = [o for o in theirs if not any(_same(n, o) for n in ours)]
        if label is not None and label[0] == "day":
            good = not any(_dated(evidence, o) for o, _ in unmatched) and (
                _last_day(page, evidence) == label[1] or _full_date(page, statement, number)
            )
        elif label is None:
            good = _nearby(page, statement, evidence, number, [other for other, _ in unmatched], around())
        else:
            rival = any(other is not None and other[0] == label[0] for _, other in unmatched)
            own = passage(model or "", page.lang)
            named = label in [_label(own, n) for n in own.numbers] and [name for _, name in ours].count(label) == 1
            good = (named or not rival) and _version(page, model, statement, evidence, label)
        if not good:
            return _written(statement, number)
    changed = swapped(statement, evidence, found) if len(found) > 1 else None
    return None if changed is None else _written(statement, changed)


def _rate(statement: Passage, number: Number, around: Callable[[], Passage]) -> bool:
    """Whether the number is only what a price is for, as its surroundings say: '$2 per million tokens'."""
    if number.start == 0 or number.end - number.start > 1 or not number.spelled:
        return False
    pair = statement.texts[number.start - 1 : number.end]
    if pair[0] not in _PER:
        return False
    texts = around().texts
    return any(texts[n - 1 : n + 1] == pair for n, text in enumerate(texts) if text == pair[1] and n)


_PER = frozenset(("per", "por", "pro", "par"))


def _version(page: Page, model: str | None, statement: Passage, evidence: Passage, label: tuple[str, str]) -> bool:
    """Whether a version that the evidence lacks is the one it points at: the claim's model, or the last one named.

    Where the claim's model is another version of the same name, the statement has to name that one as well.
    """
    own = passage(model or "", page.lang)
    versions = {name for number in own.numbers if (name := _label(own, number)) and name[0] == label[0]}
    if versions and label not in versions:
        said = {_label(statement, number) for number in statement.numbers}
        return bool(versions & said) and _stands(page, label)
    family = sum(1 for number in statement.numbers if (name := _label(statement, number)) and name[0] == label[0])
    start = evidence.words[0].start if evidence.words else 0
    earlier: list[str] = []
    for place in reversed(page.places.at.get(label[0], ())):
        follower = page.places.words[place + 1].text if place + 1 < len(page.places.words) else ""
        if page.places.words[place].start < start and follower[:1].isdigit() and follower not in earlier:
            earlier.append(follower)
    if versions or not earlier:
        return _stands(page, label)
    return label[1] in earlier[: max(2, family)]


def _written(passage: Passage, number: Number) -> str:
    return passage.text[passage.words[number.start].start : passage.words[number.end - 1].end]


def _moved(statement: Passage, number: Number, evidence: Passage, same: Sequence[Number]) -> bool:
    """Whether what the number counts, or the month it belongs to, stands beside another number in the evidence.

    'Some 350 employees' is not carried by '350 customers and some 250 employees'.
    """
    others = [o for o in evidence.numbers if o not in same and o.unit != "ordinal" and _label(evidence, o) is None]
    for beside in (number.end, number.start - 1):
        if not 0 <= beside < len(statement.words):
            continue
        word = statement.words[beside].text
        counted = word not in FUNCTION and word not in _VAGUE and not word[0].isdigit() and not _is_kana(word)
        if not counted or (beside < number.start and word not in MONTHS):
            continue
        root = statement.stems[beside]
        before = beside < number.start
        if any(root in _near(evidence, o, before) or (not before and _alone(evidence, o)) for o in same):
            return False
        if any(root in _near(evidence, o, before) for o in others):
            return True
    return False


def _is_kana(word: str) -> bool:
    """Whether the word is a sign of hiragana, which carries grammar where it follows a number."""
    return "\u3040" <= word[0] <= "\u309f"


def _dated(passage: Passage, number: Number) -> bool:
    """Whether a month stands beside the number."""
    for place, gap in ((number.start - 1, number.start), (number.end, number.end)):
        if 0 <= place < len(passage.words) and passage.words[place].text in MONTHS:
            month = passage.words[place]
            if passage.lang == "en" and passage.text[month.start].islower():
                continue
            between = passage.text[passage.words[gap - 1].end : passage.words[gap].start]
            return between in (" ", ". ", "-", " de ")
    return False


def _full_date(page: Page, statement: Passage, number: Number) -> bool:
    """Whether the day stands in the article with its month and year."""
    for start, end in ((number.start, number.start + 3), (number.start - 1, number.start + 2)):
        written = [word.text for word in statement.words[max(0, start) : end]]
        if len(written) == 3 and len(written[2]) == 4 and written[2].isdigit():
            return any(True for _ in page.places.find(written))
    return False


def _last_day(page: Page, evidence: Passage) -> str | None:
    """The last day of a month that the article names before the evidence."""
    start = evidence.words[0].start if evidence.words else 0
    low, high = page.span(max(0, start - _LOOK_BACK), start)
    before = Passage(page.places.text, page.places.words[low:high], page.lang)
    days = [
        word.text
        for place, word in enumerate(before.words)
        if word.text[0].isdigit()
        and len(word.text) < 5
        and _dated(before, Number(place, place + 1, frozenset(), "", word.text, False))
    ]
    return days[-1].rstrip("stndrh") if days else None


_LOOK_BACK = 3_000
"""Characters before the evidence in which a day is looked for."""


def _alone(passage: Passage, number: Number) -> bool:
    """Whether no noun follows the number, so that it may count what was named before."""
    if number.end >= len(passage.words):
        return True
    if passage.words[number.end].text in FUNCTION:
        return passage.words[number.end].text != "of"
    return bool(passage.text[passage.words[number.end - 1].end : passage.words[number.end].start].strip(" -%"))


_VAGUE = frozenset(("new", "different", "other", "more", "people", "percent"))


def _near(passage: Passage, number: Number, before: bool) -> tuple[str, ...]:
    """Stems right before the number, or of the few words after it."""
    if before:
        return passage.stems[max(0, number.start - 1) : number.start]
    return passage.stems[number.end : number.end + 3]


def _labelled(part: Passage, number: Number) -> Labelled:
    """The number with the word that makes it a name, or the month that makes it a day."""
    if _dated(part, number) and any(value < 1000 and value.denominator == 1 for value in number.values):
        return number, ("day", number.literal.rstrip("stndrh"))
    return number, _label(part, number)


Labelled = tuple[Number, tuple[str, str] | None]


def _same(one: Labelled, other: Labelled) -> bool:
    """Whether two numbers are one: versions as written with the name before them, other numbers by value."""
    (number, label), (second, name) = one, other
    if label is not None and name is not None:
        return label == name or (label[1] == name[1] and _VERSION in (label[0], name[0]))
    if label is not None or name is not None:
        return False
    return _equal(number, second)


def _equal(one: Number, other: Number) -> bool:
    if one.unit == "multiple" or other.unit == "multiple":
        return one.unit == other.unit and one.literal == other.literal
    if not one.values or not other.values:
        return one.literal == other.literal
    units = {one.unit, other.unit}
    if len(units) > 1 and not ("" in units and not units & COUNTED):
        return False
    return bool(one.values & other.values)


def _label(passage: Passage, number: Number) -> tuple[str, str] | None:
    """The word before and the number, when they make a name: 'GPT-4.5', 'V3', 'iPhone 15'."""
    if number.start == 0 or number.spelled or number.unit:
        return None
    before, word = passage.words[number.start - 1], passage.words[number.start]
    gap = passage.text[before.end : word.start]
    if before.text[0] >= "\u3040":
        alone = not gap and number.end - number.start == 1 and word.text.isdigit()
        after = passage.text[word.end : word.end + 1]
        return (before.text, word.text) if alone and numerals.names(before.text, after) else None
    if len(gap) > 1 or gap.strip(_JOINTS):
        return None
    if before.text[0].isdigit():
        return (before.text, word.text) if gap in ("-", "‑") and word.text[-1].isalpha() else None
    if not gap:
        return before.text, word.text
    if gap == ".":
        return before.text, word.text
    if before.text == _VERSION:
        return _VERSION, word.text
    if before.text in FUNCTION or before.text in MONTHS or before.text in FILLERS:
        return None
    if gap.strip():
        return before.text, word.text
    name = passage.text[before.start : before.end]
    if any(c.isupper() for c in name) and not (number.start == 1 and name.istitle() and len(number.literal) > 3):
        return before.text[:_KEPT] if passage.lang in INFLECTED else before.text, word.text
    return None


_VERSION = "version"
"""Before a number, it stands for the name of whatever is spoken of."""
_KEPT = 4
"""Letters of a name that its cases share."""


def _stands(page: Page, label: tuple[str, str]) -> bool:
    """Whether a name with that number stands in the article, in whatever case."""
    if page.find(label):
        return True
    if page.lang not in INFLECTED:
        return False
    texts = page.places.texts
    return any(place and texts[place - 1].startswith(label[0]) for place in page.places.at.get(label[1], ()))


def _nearby(
    page: Page, statement: Passage, evidence: Passage, number: Number, unmatched: Sequence[Number], context: Passage
) -> bool:
    """Whether the evidence has no other number in its place, and its surroundings or the same phrase have it."""
    if number.literal[-1:] == "b" and number.literal[:1].isdigit():
        sized = [o for o in unmatched if o.literal[-1:] == "b"]
        return not sized and number.literal in {word.text for word in context.words}
    rivals = [o for o in unmatched if (o.unit in COUNTED) == (number.unit in COUNTED)]
    if not _dated(statement, number):
        rivals = [o for o in rivals if not _dated(evidence, o)]
    if rivals:
        return False
    if number.literal == "one":
        return True
    if any(_equal(number, other) and _label(context, other) is None for other in context.numbers):
        return True
    if number.unit == "ordinal":
        return number.literal in page.places.at
    listed = [word.text for word in statement.words]
    for beside in (listed[number.start : number.end + 1], listed[max(0, number.start - 1) : number.end]):
        if (
            len(beside) > number.end - number.start
            and any(word not in FUNCTION and not word[0].isdigit() for word in beside if word != number.literal)
            and any(True for _ in page.places.find(beside))
        ):
            return True
    return False

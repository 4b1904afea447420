"""Numbers of a text with their values: digits, words, scales, currencies, percentages, versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from extractor.entities import Word
from extractor.ground import numerals
from extractor.ground.lexicon import LEXICON
from extractor.memo import Memo

_N = LEXICON["numbers"]


def _valued(lines: Sequence[str]) -> dict[str, int]:
    return {word: int(value) for word, value in (line.split() for line in lines)}


WORDS = _valued(_N["words"]) | {
    f"{one}und{ten}": n + tens
    for n, one in enumerate("ein zwei drei vier funf sechs sieben acht neun".split(), 1)
    for tens, ten in zip(range(20, 100, 10), _N["german_tens"].split(), strict=True)
}
ONLY: dict[str, frozenset[str]] = {line.split()[0]: frozenset(line.split()[1:]) for line in _N["only"]}
ORDINALS = _valued(_N["ordinals"])
SCALES = _valued(_N["scales"])
_MULTIPLES = {
    word.partition("-")[0]: line.split()[0].partition("-") for line in _N["multiples"] for word in line.split()
}
MULTIPLES = {word: said for word, (said, _, _) in _MULTIPLES.items()}
"""Words for parts and multiples, and the first word of those that say the same."""
_TIMES = {word: frozenset((Fraction(int(value)),)) for word, (_, _, value) in _MULTIPLES.items() if value}
UNITS: dict[str, str] = {word: unit for unit, listed in _N["units"].items() for word in listed.split()}
COMMA_DECIMALS = frozenset(_N["comma_decimals"].split())
_LONG_SCALE = _valued(_N["long_scale"])
_LONG_SCALE_IN = frozenset(_N["long_scale_in"].split())
_SPACED = frozenset(_N["space_groups"].split())
_DOTLESS = frozenset(_N["of"].split())
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_SYMBOLS = frozenset("$€£¥₩₹₽")
_DENSE_SCALES = frozenset("百千万萬億亿兆")
_NUMERALS = frozenset((*numerals.DIGITS, "十"))
"""What a number in Chinese characters begins with."""

_BARE = ("hundred", "thousand", "million", "billion", "trillion")
_STARTS = frozenset((*WORDS, *ORDINALS, *MULTIPLES, *_NUMERALS, *_BARE))


class Number(NamedTuple):
    """A number at words `start` to `end` (half-open). `values` has several readings where the text allows several."""

    start: int
    end: int
    values: frozenset[Fraction]
    unit: str
    """'%', a currency, 'ordinal', '×' for 'times', 'multiple' for a part or a multitude, or '' for a bare count."""
    literal: str
    """The folded word of its digits or its name: what a version has instead of a value."""
    spelled: bool
    """Written in words."""


def numbers(text: str, words: Sequence[Word], folded: Sequence[str], lang: str) -> tuple[Number, ...]:
    """The numbers among these words of the text, in order; `folded` are the words alone."""
    starts = list(compress(count(), map(_BEGINS.__getitem__, folded)))
    if not starts:
        return ()
    found = list(_scan(text, words, starts, lang))
    for place in range(len(found) - 1):
        one, other = found[place], found[place + 1]
        if other.start - one.end > 1 or one.spelled | other.spelled:
            continue
        between = text[words[one.end - 1].end : words[other.start].start].strip()
        link = "".join(w.text for w in words[one.end : other.start])
        if link in _RANGE or (not link and between in _RANGE):
            scale = _scale_of(other)
            found[place] = Number(
                one.start,
                one.end,
                one.values | ({value * scale for value in one.values} if _scale_of(one) == 1 else frozenset()),
                one.unit or other.unit,
                one.literal,
                one.spelled,
            )
            if not other.unit and one.unit in UNITS.values():
                found[place + 1] = Number(other.start, other.end, other.values, one.unit, other.literal, other.spelled)
    return tuple(found)


_CENTS = frozenset(tuple(pair.split()) for pair in _N["percent"])
_CENT = frozenset(pair[0] for pair in _CENTS)
_UNIT_LETTERS = frozenset(unit[0] for unit in UNITS if unit[0] >= "\u0e00")
"""What units begin with in scripts whose words are single characters."""

_RANGE = frozenset(
    ("-", "–", "—", "to", "and", "or", "a", "y", "o", "bis", "und", "oder", "et", "ou", "~", "〜", "から")
)


def _scale_of(number: Number) -> Fraction:
    """What its digits are multiplied by."""
    bare = _decimal(number.literal.rstrip("abcdefghijklmnopqrstuvwxyz"), False)
    largest = max(number.values, default=Fraction(1))
    return largest / bare if bare and largest % bare == 0 else Fraction(1)


_BEGINS = Memo(lambda word: word in _STARTS or word[0].isdigit())
"""Whether a number may begin with the word."""


def _scan(text: str, words: Sequence[Word], starts: Sequence[int], lang: str) -> Iterator[Number]:
    passed = 0
    for place in starts:
        number = _read(text, words, place, lang) if place >= passed else None
        if number is not None:
            yield number
            passed = number.end


def _read(text: str, words: Sequence[Word], place: int, lang: str) -> Number | None:
    word = words[place].text
    if word[0].isdigit():
        return _digits(text, words, place, lang)
    if word in _NUMERALS and lang in ("ja", "zh"):
        return _kanji(text, words, place)
    if word in _TIMES and _spoken(word, lang):
        return Number(place, place + 1, _TIMES[word], "×", MULTIPLES[word], True)
    if word in MULTIPLES and _spoken(word, lang):
        return Number(place, place + 1, frozenset(), "multiple", MULTIPLES[word], True)
    if word in ORDINALS and not (word == "second" and lang == "fr"):
        if _named(text, words, place):
            return None
        return Number(place, place + 1, frozenset((Fraction(ORDINALS[word]),)), "ordinal", word, True)
    if word in WORDS and _spoken(word, lang):
        return _spelled(text, words, place, lang)
    if word in _BARE:
        unit, _ = _unit_after(text, words, place + 1)
        return Number(place, place + 1, frozenset((Fraction(_scale(word, lang)),)), unit, word, True)
    return None


def _named(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether an ordinal is a part of a name: 'Second Circuit'."""
    if place + 1 >= len(words) or not text[words[place].start].isupper():
        return False
    return text[words[place].end : words[place + 1].start] == " " and text[words[place + 1].start].isupper()


def _digits(text: str, words: Sequence[Word], place: int, lang: str) -> Number:
    literal = words[place].text
    digits = literal.rstrip("abcdefghijklmnopqrstuvwxyz")
    suffix = literal[len(digits) :]
    end = place + 1
    while _grouped(text, words, end, digits, lang):
        digits += words[end].text
        literal = digits
        end += 1
    values = _values(digits, lang in COMMA_DECIMALS)
    unit = _unit_before(text, words, place)
    if suffix in _ORDINAL_ENDINGS:
        return Number(place, end, values, "ordinal", literal, False)
    if suffix in SCALES:
        values = frozenset([value * SCALES[suffix] for value in values])
    elif suffix:
        return Number(place, end, frozenset(), unit, literal, False)
    scale, end = _scales(words, end, text, lang)
    if scale != 1:
        values = frozenset([value * scale for value in values])
    if scale != 1 and words[end - 1].text in numerals.MYRIADS:
        more, end = _smaller(text, words, end, lang)
        values = frozenset([value + more for value in values])
    tenths, end = _tenths(words, end)
    if tenths:
        return Number(place, end, frozenset([value * 10 for value in values]), "%", literal, False)
    after, end = _unit_after(text, words, end)
    if text[: words[place].start].endswith(_OF_HUNDRED):
        after = "%"
    return Number(place, end, values, unit or after, literal, False)


def _spoken(word: str, lang: str) -> bool:
    """Whether the word is a number in that language."""
    return word not in ONLY or lang in ONLY[word]


def _grouped(text: str, words: Sequence[Word], end: int, digits: str, lang: str) -> bool:
    """Whether the next word goes on with the number after a space of some kind, or an apostrophe."""
    if end >= len(words) or not digits.isdigit() or not _GROUP.fullmatch(words[end].text):
        return False
    gap = text[words[end - 1].end : words[end].start]
    return gap in ("\u00a0", "\u202f", "\u2009", "'", "’") or (gap == " " and lang in _SPACED)


_GROUP = re.compile(r"\d{3}(?:,\d+)?")


def _smaller(text: str, words: Sequence[Word], end: int, lang: str) -> tuple[int, int]:
    """What a number goes on with after a myriad, as 5000万 after 12億, and where that ends."""
    more = 0
    while end < len(words) and words[end].start == words[end - 1].end and words[end].text.isdigit():
        scale, stop = _scales(words, end + 1, text, lang)
        more += int(words[end].text) * scale
        end = stop
    return more, end


def _tenths(words: Sequence[Word], end: int) -> tuple[bool, int]:
    """Whether tenths are counted, and the word behind that."""
    there = end < len(words) and words[end].text in numerals.TENTHS and words[end].start == words[end - 1].end
    return there, end + there


_OF_HUNDRED = ("百分之", "百分の")


@lru_cache(maxsize=10_000)
def _values(digits: str, comma: bool) -> frozenset[Fraction]:
    """The value alone, kept as a set, since the hash of a fraction takes long."""
    return frozenset((_decimal(digits, comma),))


@lru_cache(maxsize=10_000)
def _decimal(digits: str, comma: bool) -> Fraction:
    """The value of digits with separators; a separator before exactly three digits groups where it may."""
    digits = digits.translate(_PLAIN)
    point, group = (",", ".") if comma else (".", ",")
    head, *groups = digits.split(group)
    if groups and all(len(part.split(point)[0]) == 3 for part in groups) and len(head) <= 3:
        digits = digits.replace(group, "")
    else:
        digits = digits.replace(group, point)
    whole, _, rest = digits.replace(",", ".").partition(".")
    rest = rest.replace(".", "")
    if not whole.isdecimal() or (rest and not rest.isdecimal()) or len(digits) > 60:
        return Fraction(0)
    return Fraction(int(whole + rest), 10 ** len(rest))


_PLAIN = str.maketrans("．，", ".,")


def _scales(words: Sequence[Word], end: int, text: str, lang: str) -> tuple[int, int]:
    """The product of the scale words from `end` on, and where they stop."""
    scale = 1
    while end < len(words) and words[end].text in SCALES:
        word = words[end].text
        if len(word) == 1 and word not in _DENSE_SCALES and text[words[end - 1].end : words[end].start].strip():
            break
        scale *= _scale(word, lang)
        end += 1
    return scale, end


def _scale(word: str, lang: str) -> int:
    return _LONG_SCALE[word] if word in _LONG_SCALE and lang in _LONG_SCALE_IN else SCALES[word]


def _unit_before(text: str, words: Sequence[Word], place: int) -> str:
    before = text[max(0, words[place].start - 3) : words[place].start].rstrip()[-2:]
    if before and before[-1] in _SYMBOLS:
        return UNITS.get(before.casefold(), before[-1])
    if not place or len(words[place - 1].text) != 3 or text[words[place - 1].end : words[place].start].strip(" ."):
        return ""
    return UNITS.get(words[place - 1].text, "")


def _unit_after(text: str, words: Sequence[Word], end: int) -> tuple[str, int]:
    """The unit that follows, and the word after it."""
    at = words[end - 1].end
    follows = text[at : at + 3].lstrip()
    if follows[:1] in ("%", "％"):
        return "%", end
    if follows[:1] in _SYMBOLS:
        return follows[0], end
    pair = [word[0] for word in words[end : end + 2]]
    if pair and pair[0] in UNITS and _apart(text, words, end):
        return "", end
    if pair and pair[0] in _CENT and tuple(pair) in _CENTS:
        return "%", end + 2
    if pair and pair[0] in UNITS:
        return UNITS[pair[0]], end + 1
    if len(pair) > 1 and pair[0] in _DOTLESS and pair[1] in UNITS and words[end - 1].text in SCALES:
        return UNITS[pair[1]], end + 2
    if pair and pair[0] in _UNIT_LETTERS:
        for length in (2, 3, 5):
            run = "".join([word[0] for word in words[end : end + length]])
            if run in UNITS:
                return UNITS[run], end + length
    if pair[:1] == ["us"] and len(pair) > 1 and pair[1] in UNITS:
        return UNITS[pair[1]], end + 2
    return "", end


def _apart(text: str, words: Sequence[Word], end: int) -> bool:
    """Whether a comma parts the number from a unit, or it is no unit but 'won't'."""
    return "," in text[words[end - 1].end : words[end].start] or text[words[end].end : words[end].end + 2] in (
        "'t",
        "’t",
    )


def _spelled(text: str, words: Sequence[Word], place: int, lang: str) -> Number:
    """A number in words: 'twenty-five', 'three hundred', 'two million'."""
    value = WORDS[words[place].text]
    end = place + 1
    if value == 4 and lang == "fr" and end < len(words) and words[end].text in ("vingt", "vingts"):
        value, end = 80, end + 1
    joined = value >= 20 and end + 1 < len(words) and words[end].text in _TENS_AND.get(lang, ())
    ones = WORDS.get(words[end + joined].text, 0) if end + joined < len(words) else 0
    if value >= 20 and 0 < ones < (20 if lang == "fr" and value in (60, 80) else 10):
        value += ones
        end += 1 + joined
        if ones == 10 and end < len(words) and 6 < WORDS.get(words[end].text, 0) < 10:
            value += WORDS[words[end].text]
            end += 1
    scale, end = _scales(words, end, text, lang)
    unit, stop = _unit_after(text, words, end)
    return Number(place, stop, frozenset((Fraction(value * scale),)), unit, words[place].text, True)


_TENS_AND = {"es": ("y",), "pt": ("e",), "fr": ("et",)}
"""What stands between tens and ones: 'treinta y cinco'."""


def _kanji(text: str, words: Sequence[Word], place: int) -> Number | None:
    """A number in Chinese characters, when it is more than a single one that could be part of a word."""
    end = place + 1
    while end < len(words) and words[end].text in numerals.CHARACTERS and words[end].start == words[end - 1].end:
        end += 1
    value = Fraction(numerals.value("".join(word.text for word in words[place:end])))
    tenths, stop = _tenths(words, end)
    if tenths and end - place == 1:
        return Number(place, stop, frozenset((value * 10,)), "%", words[place].text, True)
    of_hundred = text[: words[place].start].endswith(_OF_HUNDRED)
    if end - place < 2 and not of_hundred and not (end < len(words) and words[end].text in numerals.COUNTERS):
        return None
    unit, stop = ("%", end) if of_hundred else _unit_after(text, words, end)
    return Number(place, stop, frozenset((value,)), unit, words[place].text, True)

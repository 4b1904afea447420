"""Numerals of Chinese and Japanese: 四百六十万, 二〇二七, 两千."""

from __future__ import annotations

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_WITHIN = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
CHARACTERS = frozenset((*DIGITS, *_WITHIN, *MYRIADS))
TENTHS = frozenset("割成")
"""Counts tenths: 3割 and 三成 are 30 per cent."""
COUNTERS = frozenset("人社年月日件回倍割成つ个個家名次块塊台种種项項天周岁歳届款票枚冊本校国國")
"""What a single numeral counts: without one it may be a part of a word."""
_COUNTED = COUNTERS | frozenset("円元分秒時时度代点點位歲级級席章節节话話頁页%％ヶヵか箇星季世")
_COUNTING = frozenset("はがをにでとのへもやか約第约近超至到为為了有共达逾前後后全各計计等又")


def names(before: str, after: str) -> bool:
    """Whether digits between these characters belong to a name, as in 長風3, and count nothing."""
    return before not in _COUNTING and after not in _COUNTED and not before.isdigit()


def value(run: str) -> int:
    """The value of a run of numerals, by place ('二〇二七') or by rank ('四百六十万')."""
    if all(character in DIGITS for character in run):
        return int("".join(str(DIGITS[character]) for character in run))
    total = section = digit = 0
    for character in run:
        if character in DIGITS:
            digit = digit * 10 + DIGITS[character]
        elif character in _WITHIN:
            section += (digit or 1) * _WITHIN[character]
            digit = 0
        else:
            total += (section + digit or 1) * MYRIADS[character]
            section = digit = 0
    return total + section + digit

"""Characters that stand in a text and that nobody sees, or sees in another order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_SUSPECT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u034f\u115f\u1160\u180e\u200b-\u200d\u202a-\u202e\u2060-\u206f\u3164\ufe00"
    "-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
"""Whatever the others find holds one of these."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"  # controls, but white space
    "|[\u034f\u180e\u200b\u2060-\u2064\ufeff]"  # zero width; soft hyphens have their use
    "|[\u115f\u1160\u3164\uffa0]"  # letters that are blank
    "|(?<![\u0600-\u109f\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"  # joiners where no script or emoji asks for them
    "|(?<![\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"  # forms of no Chinese character
    "|[\u206a-\u206f\ufff9-\ufffb]"
)
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")
"""One variation selector chooses a form; a row of them carries bytes."""

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f")
"""The one good use of tag characters: the flags of England, Scotland and Wales."""
_TAGS = re.compile("[\U000e0000-\U000e007f]+")

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\n]")
_CLOSERS = "\u202c\u2069"
_CLOSED_BY = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
_DEEPEST = 125
"""Marks that may be open at once, by the standard; more change nothing."""
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKS = re.compile("[\u200f\u061c\u2066-\u2068\u202a\u202b]")

DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What a reader does not notice is gone. Whatever `_SUSPECT` finds is among it."""

_MOST_NAMED = 5


def unseen(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of text that a page would not show, or not in the order it stands in."""
    if not _SUSPECT.search(text):
        return ()
    flags = {found.end() for found in _FLAG.finditer(text)}
    tags = [found.span() for found in _TAGS.finditer(text) if found.end() not in flags]
    return tuple(sorted({*tags, *(found.span() for found in _SELECTORS.finditer(text)), *_turned(text)}))


def blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text, of the same length, with blanks in these ranges."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(ranges):
        if end > at:
            pieces += text[at:start], " " * (end - max(start, at))
            at = end
    return "".join((*pieces, text[at:])) if at else text


def cleaned(text: str) -> str:
    """The text without what nobody sees."""
    if not _SUSPECT.search(text):
        return text
    at = 0
    pieces = []
    for start, end in unseen(text):
        pieces.append(text[at:start])
        at = max(at, end)
    return _INVISIBLE.sub("", "".join((*pieces, text[at:])))


def spelled(text: str) -> Iterator[str]:
    """What tag characters and rows of variation selectors spell."""
    if _SUSPECT.search(text):
        for found in _TAGS.finditer(_FLAG.sub("", text)):
            yield "".join(chr(ord(c) - 0xE0000) for c in found[0])
        for found in _SELECTORS.finditer(text):
            codes = (ord(c) - (0xFE00 if c < "\U000e0100" else 0xE0100 - 16) for c in found[0])
            yield bytes(codes).decode("utf-8", "ignore")


def strange(text: str) -> tuple[str, ...]:
    """One sentence for each kind of character that can't be seen in the text, with how many; often none."""
    if not _SUSPECT.search(text):
        return ()
    warnings = []
    plain = _SELECTORS.sub("", text)
    turned = _turned(plain)
    counts = Counter(_INVISIBLE.findall(plain))
    if counts:
        names = ", ".join(f"U+{ord(c):04X}" for c, _ in counts.most_common(_MOST_NAMED))
        warnings.append(f"Invisible or control characters in the text: {counts.total()} ({names}).")
    if turned:
        size = sum(end - start for start, end in turned)
        warnings.append(f"Text whose direction is turned by force was set aside: {size} characters.")
    if tags := sum(len(found[0]) for found in _TAGS.finditer(_FLAG.sub("", text))):
        warnings.append(f"Tag characters, which nobody sees, were set aside: {tags}.")
    if selectors := sum(len(found[0]) for found in _SELECTORS.finditer(text)):
        warnings.append(f"Variation selectors in rows, which nobody sees, were set aside: {selectors}.")
    return tuple(warnings)


def _turned(text: str) -> list[tuple[int, int]]:
    """Ranges that are shown in another order than they stand in, up to the mark that ends them or the line's end."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []

    def close(end: int) -> None:
        turn, start = opened.pop()
        if _is_turned(turn, text[start + 1 : end]):
            found.append((start, end))

    for mark in _DIRECTION.finditer(text):
        if mark[0] == "\n":
            while opened:
                close(mark.start())
        elif mark[0] in _CLOSERS:
            if any(_CLOSED_BY.get(turn) == mark[0] for turn, _ in opened):
                while _CLOSED_BY[opened[-1][0]] != mark[0]:
                    close(mark.start())
                close(mark.end())
        elif len(opened) < _DEEPEST:
            opened.append((mark[0], mark.start()))
    while opened:
        close(len(text))
    return sorted(found)


def _is_turned(turn: str, inside: str) -> bool:
    """Whether the mark gives letters an order that is not their own."""
    if turn == "\u202e":
        return _LATIN.search(inside) is not None
    if turn == "\u202d":
        return _RIGHT.search(inside) is not None
    mixed = turn in "\u202b\u2067" and not _RIGHT.search(inside)
    return mixed and bool(_LATIN.search(inside) and _MARKS.search(inside))

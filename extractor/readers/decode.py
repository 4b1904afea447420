"""Bytes to characters: by their mark, by their shape, by a guess that is told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extractor.errors import InputError
from extractor.readers.encodings import guess
from extractor.readers.kind import control_share, signature

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, a longer one before the shorter that begins it."""

_MOST_CONTROLS = 0.1
"""Share of control characters beyond which a file is no text, even where its bytes happen to be UTF-8."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
"""Control characters that are no white space, and the sign of a damaged one; ESC stands in terminal captures."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, and what to say of how they were found; nothing when there was no doubt."""

    text: str
    note: str | None = None


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text in the bytes; raises InputError for what is no text. `declared` is what the document says it is in."""
    if known := signature(data):
        what, advice = known
        raise InputError(f"{name} is {what}, not an article; {advice}")
    decoded = _marked(data) or (declared and _declared(data, declared)) or _utf8(data) or _guessed(data)
    if decoded is None:
        raise InputError(f"{name} is in an encoding that cannot be told, or is no text; save it as UTF-8")
    doubtful = len(_CONTROLS.findall(decoded.text))
    if doubtful > _MOST_CONTROLS * len(decoded.text):
        raise InputError(f"{name} looks like a binary file; give the article as text or HTML")
    return decoded


def _marked(data: bytes) -> Decoded | None:
    """What is UTF by its byte order mark, or UTF-16 or UTF-32 by where its zero bytes stand."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _whole(data[len(mark) :], encoding)
    wide = _wide(data)
    return _whole(data, wide) if wide else None


def _guessed(data: bytes) -> Decoded | None:
    if control_share(data) > _MOST_CONTROLS / 10:
        return None
    guessed = guess(data)
    return guessed and Decoded(guessed[0], f"The encoding is not stated and was taken to be {guessed[1]}.")


def _whole(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    return Decoded(text, f"Damaged characters replaced: {lost} ({encoding})." if lost > 0 else None)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where its zero bytes stand."""
    zeros = [data[n::4].count(0) * 4 / len(data) for n in range(4)] if len(data) >= 4 else [0.0] * 4
    high, low = 0.5, 0.05
    if len(data) % 4 == 0 and min(zeros[2:]) > 1 - low > high > zeros[0]:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(zeros[:2]) > 1 - low > high > zeros[3]:
        return "utf-32-be"
    if min(zeros[1], zeros[3]) > high and max(zeros[0], zeros[2]) < low:
        return "utf-16-le"
    if min(zeros[0], zeros[2]) > high and max(zeros[1], zeros[3]) < low:
        return "utf-16-be"
    return None


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, a few damaged places allowed where the rest can be nothing else; None for other bytes."""
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        read = _whole(data, "utf-8")
    lost = read.text.count("\ufffd")
    sound = sum(1 for c in read.text if c > "\x7f") - lost
    return read if sound >= 4 * lost else None


def _declared(data: bytes, label: str) -> Decoded | None:
    """The text as the document says; None where the label means nothing, or where the bytes are UTF-8 after all."""
    try:
        codec = codecs.lookup(_WEB_NAMES.get(label.lower(), label)).name
        if not codec.startswith(_FAMILIES) or (_is_utf8(data) and not codec.startswith("iso2022")):
            return None
        return Decoded(data.decode(codec))
    except (LookupError, ValueError):
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


_FAMILIES = ("cp", "iso8859", "iso2022", "koi8", "gb", "big5", "euc", "shift", "mac", "tis")
"""Codecs of written text; Python has others, which run escapes."""

_WEB_NAMES = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    "big5": "big5hkscs",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
}
"""What browsers read under a label that promises less."""

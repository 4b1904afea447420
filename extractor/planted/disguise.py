"""Other readings of a sentence: what it says once its disguise is taken off."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator

from extractor.entities import fold
from extractor.planted.unseen import DROPPED

_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝӏвкмнтАВЕКМНОРСТУХІЈЅԌԜαεικνορτυχϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɩɑɡոսօհ",
    "aeopcyxijshdqwlbkmhtABEKMHOPCTYXIJSGWaeiknoptuxcjABEZHIKMNOPTYXiiagnuoh",
)
"""Letters of other alphabets, each over the Latin letter that it looks like."""
_FOREIGN = re.compile("[\u0131\u0250-\u02af\u0370-\u058f]")
_LATIN = re.compile("[A-Za-z]")

_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d?);", re.IGNORECASE)
_PAIRS = re.compile(r"[ :][0-9a-fA-F]{2}[ :][0-9a-fA-F]{2}[ :]")
_LONGEST_WORD = 20
"""Letters from which on a word may be a code."""
_CODE = re.compile("[A-Za-z0-9+/]{20}")
_BLOB = re.compile(r"[A-Za-z0-9+/_-]{20,4000}={0,2}")
_HEX = re.compile(r"\b(?:[0-9a-f]{2}[ :]?){16,2000}", re.IGNORECASE)
_SPACED = re.compile(r"(?:\b\w[ .·_-]{1,3}){5,200}\w\b")
_SINGLES = re.compile(r"[ .·_-]\w[ .·_-]{1,3}\w[ .·_-]{1,3}\w[ .·_-]")
"""Part of every `_SPACED`, found in a fifth of the time: a pattern is looked for quickly that begins with few signs."""
_GAP = re.compile(r"\s{2,}| / ")
"""What parts words whose letters are parted by one space."""
_DIGITS = re.compile(r"[013457@$](?:(?<=[A-Za-z].)(?=[A-Za-z])|(?<=\b[01])(?=[a-z]{2})|(?<=[a-z]{2}.)\b)")
_LEET = str.maketrans("013457@$", "oieastas")
_ROTATED = tuple(codecs.encode(word, "rot13") for word in ("ignore", "disregard", "instructions", "report"))


def disguised(text: str) -> bool:
    """Whether some sentence of the text may have more than one reading; most articles have none."""
    return (
        bool(DROPPED.search(text))
        or (not text.isascii() and bool(_FOREIGN.search(text)))
        or any(sign.search(text) for sign in (_ENTITY, _DIGITS))
        or _coded(text)
        or bool(_SINGLES.search(text) and _SPACED.search(text))
        or _rotated(text)
    )


def _coded(text: str) -> bool:
    """Whether something may stand there in base64 or in hexadecimal digits."""
    long = max(map(len, text.split()), default=0) >= _LONGEST_WORD
    return (long and bool(_CODE.search(text))) or bool(_PAIRS.search(text))


def _rotated(text: str) -> bool:
    """Whether a word of an order stands there with each letter 13 places on."""
    small = text.lower()
    return any(word in small for word in _ROTATED)


def readings(raw: str) -> Iterator[str]:
    """The sentence folded, as it stands; then what else it may be meant to be read as."""
    plain = DROPPED.sub("", raw)
    yield fold(plain)
    if _ENTITY.search(plain):
        plain = html.unescape(html.unescape(plain))
        yield fold(plain)
    if not plain.isascii() and _FOREIGN.search(plain) and _LATIN.search(plain):
        yield fold(plain.translate(_LOOKALIKES))
    if _DIGITS.search(plain):
        yield fold(_DIGITS.sub(lambda found: found[0].translate(_LEET), plain))
    if _SPACED.search(plain):
        yield fold(" ".join(re.sub(r"[ .·_-]", "", word) for word in _GAP.split(plain)))
    if _rotated(plain):
        yield fold(codecs.decode(plain, "rot13"))


def decoded(raw: str) -> Iterator[str]:
    """Text of several words that stands encoded in the sentence, in base64 or in hexadecimal digits."""
    if not _coded(raw):
        return
    for found in _BLOB.finditer(raw):
        blob = found[0].rstrip("=").replace("-", "+").replace("_", "/")
        if any(c.isupper() for c in blob) and any(c.islower() for c in blob):
            try:
                yield from _words(base64.b64decode(blob + "=" * (-len(blob) % 4)))
            except (binascii.Error, ValueError):
                continue
    for found in _HEX.finditer(raw):
        yield from _words(bytes.fromhex(re.sub("[ :]", "", found[0])))


def _words(data: bytes) -> Iterator[str]:
    """The bytes as text, if it is that."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if text.isprintable() and len(re.findall(r"[^\W\d_]{2,}", text)) >= 3:
        yield fold(text)

"""What a file is by its first bytes: HTML, text, or something that is no text at all."""

from __future__ import annotations

import re

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)

_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"

_SIGNATURES: dict[bytes, tuple[str, str]] = {
    b"%PDF-": ("a PDF", "convert it with pdftotext"),
    b"{\\rtf": ("an RTF document", "save it as plain text"),
    b"PK\x03\x04": ("a zip archive or an office document", "unpack it, or save the document as plain text"),
    b"PK\x05\x06": ("an empty zip archive", "name the article itself"),
    b"\xd0\xcf\x11\xe0": ("an office document", "save it as plain text"),
    b"\x1f\x8b": ("gzip data", "unpack it with gunzip"),
    b"BZh": ("bzip2 data", "unpack it with bunzip2"),
    b"\xfd7zXZ\x00": ("xz data", "unpack it with unxz"),
    b"\x28\xb5\x2f\xfd": ("zstd data", "unpack it with unzstd"),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", "unpack it"),
    b"Rar!\x1a\x07": ("a rar archive", "unpack it"),
    b"\x89PNG\r\n": ("a PNG image", "give the words of the article as text"),
    b"\xff\xd8\xff": ("a JPEG image", "give the words of the article as text"),
    b"GIF8": ("a GIF image", "give the words of the article as text"),
    b"RIFF": ("an image, sound or film", "give the words of the article as text"),
    b"ID3": ("a sound file", "give a transcript"),
    b"OggS": ("a sound file", "give a transcript"),
    b"fLaC": ("a sound file", "give a transcript"),
    b"\x7fELF": ("a program", "name an article"),
    b"\xca\xfe\xba\xbe": ("a program", "name an article"),
    b"\x00asm": ("a program", "name an article"),
    b"SQLite format 3\x00": ("an SQLite database", "export the text of the article"),
}
"""First bytes, what they mean, and what to do instead."""


def is_html(head: bytes) -> bool:
    """Whether the bytes begin as an HTML page does, a byte order mark and comments aside."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    return _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def signature(data: bytes) -> tuple[str, str] | None:
    """What kind of binary file begins like this, and what to do; None for one that says nothing of itself."""
    for magic, meaning in _SIGNATURES.items():
        # An article may begin with the word "RIFF": letters alone prove nothing.
        if data.startswith(magic) and not (magic.isalnum() and control_share(data[:4096]) == 0):
            return meaning
    return None


def control_share(data: bytes) -> float:
    """The share of bytes that are control characters and no white space."""
    return (len(data) - len(data.translate(None, _CONTROLS))) / max(len(data), 1)

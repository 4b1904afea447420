"""An Article from a file, from bytes, or from text: what the user says of it wins over what the document says."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict
from pathlib import Path

from extractor.errors import InputError
from extractor.models import Article
from extractor.planted import planted
from extractor.readers.decode import decode
from extractor.readers.front_matter import front_matter
from extractor.readers.kind import is_html
from extractor.readers.language import language
from extractor.readers.metadata import Metadata, given, line
from extractor.readers.source import HEAD, HTML_ENDINGS, check_size, read_file, read_stdin, shown
from extractor.readers.trusted import trusted

_SURROGATE = re.compile("[\ud800-\udfff]")

MARKDOWN_ENDINGS = (".md", ".markdown")


def read(
    source: str | Path,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | dt.date | None = None,
    url: str | None = None,
    lang: str | None = None,
) -> Article:
    """The article in a file, or on standard input when `source` is "-".

    Plain text, Markdown with front matter, or HTML. What is given here wins over what the document says.
    Raises InputError for what can't be read and UsageError for a date, address or language that is none.
    """
    said = given(title=title, outlet=outlet, published=published, url=url, lang=lang)
    if str(source) == "-":
        return _from_bytes(read_stdin(), None, said, "standard input")
    path = Path(source)
    return _from_bytes(read_file(path), path, said, shown(path))


def read_bytes(
    data: bytes,
    *,
    path: str | Path | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: str | dt.date | None = None,
    url: str | None = None,
    lang: str | None = None,
) -> Article:
    """The article in the bytes of a file; `path` names it and its kind. Otherwise as `read`."""
    said = given(title=title, outlet=outlet, published=published, url=url, lang=lang)
    if path is None:
        return _from_bytes(data, None, said, "the article")
    return _from_bytes(data, Path(path), said, shown(path))


def read_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | dt.date | None = None,
    url: str | None = None,
    lang: str | None = None,
) -> Article:
    """The article in a string, every character kept as it is: offsets are into the caller's own text."""
    said = given(title=title, outlet=outlet, published=published, url=url, lang=lang)
    return _article(text, said, (), None, "the article")


def _from_bytes(data: bytes, path: Path | None, said: Metadata, name: str) -> Article:
    if not data.strip():
        raise InputError(f"{name} is empty; give an article")
    html = is_html(data[:HEAD]) or (path is not None and path.suffix.lower() in HTML_ENDINGS)
    check_size(len(data), name, html=html)
    if html:
        return _from_html(data, path, said, name)
    decoded = decode(data, name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    document, text, warnings = front_matter(text)
    if path is not None and path.suffix.lower() in MARKDOWN_ENDINGS:
        heading, text = _heading(text)
        document = document.over(Metadata(title=heading))
    notes = (*filter(None, [decoded.note]), *warnings)
    return _article(text, said.over(document), notes, path, name)


def _from_html(data: bytes, path: Path | None, said: Metadata, name: str) -> Article:
    from extractor.readers.html import declared_charset, page

    decoded = decode(data, name, declared_charset(data))
    try:
        found = page(decoded.text)
    except Exception as error:  # third-party parsers meet hostile input here; whatever they raise, it is not read
        raise InputError(f"{name} is HTML that cannot be parsed; save the article as plain text") from error
    if found is None:
        raise InputError(f"{name} is HTML without an article in it; save the article as plain text")
    notes = (*filter(None, [decoded.note]), *found.warnings)
    return _article(found.text, said.over(found.metadata), notes, path, name)


def _heading(text: str) -> tuple[str | None, str]:
    """The title in a first line `# Title` with the text after it; None and all the text without one."""
    first, _, rest = text.lstrip("\n").partition("\n")
    if not first.startswith("# "):
        return None, text
    return line(first[2:].rstrip("# ")), rest.lstrip("\n")


def _article(text: str, metadata: Metadata, warnings: tuple[str, ...], path: Path | None, name: str) -> Article:
    if not text.strip():
        raise InputError(f"{name} has no text; give an article")
    if _SURROGATE.search(text):
        raise InputError(f"{name} holds half a character (a lone surrogate); decode it again, as UTF-8")
    known = metadata if metadata.lang else metadata.over(Metadata(lang=language(text)))
    believed, left_out = trusted(known)
    return Article(
        text=text,
        path=None if path is None else shown(path),
        warnings=(*warnings, *left_out, *planted(text, believed.lang).warnings),
        **asdict(believed),
    )

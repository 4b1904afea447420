"""A page's article and what the page says of it, through trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.entities import fold
from extractor.readers.hidden import drop_scripts, set_aside
from extractor.readers.metadata import Metadata, address, date, language_tag, line
from extractor.readers.unread import unread

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.-]+)"
)
_BLOCKS = frozenset({"p", "head", "item", "row", "quote", "list", "table", "code", "div"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DENSE = re.compile("[\u3041-\u9fff\uff01-\uff5e]")
_PARTING = "-|:·•»>"
"""Signs between a headline and the name of its site, in folded text."""
_TOP = 4
"""Paragraphs at the start among which the headline and the author's name may stand again."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article's paragraphs, one blank line between two, and what the page says of it."""

    text: str
    metadata: Metadata
    warnings: tuple[str, ...]


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page's first kilobytes name; None where they name none."""
    found = _CHARSET.search(data[:4096], re.IGNORECASE)
    return (found[1] or found[2]).decode("ascii") if found else None


def page(html: str) -> Page | None:
    """The article in the page; None when there is none to be found."""
    import lxml.html  # type: ignore[import-untyped]
    from trafilatura import bare_extraction, extract_metadata
    from trafilatura.settings import Document

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(_NOT_XML.sub("\ufffd", html).encode("utf-8"), parser=parser)
    except lxml.etree.ParserError:  # nothing in it
        return None
    warnings = (*set_aside(tree), *unread(tree))
    said = extract_metadata(tree, extensive=False)
    metadata = Metadata(
        title=_title(tree, line(said.title)),
        outlet=line(_site(said)),
        published=date(said.date),
        url=address(said.url),
        lang=_language(tree),
    )
    drop_scripts(tree)
    _part(tree)
    found = bare_extraction(tree, include_comments=False)
    if not isinstance(found, Document) or found.body is None:
        return None
    headings = {metadata.title, said.author, f"By {said.author}"}
    blocks = list(_paragraphs(found.body))
    kept = [b for n, b in enumerate(blocks) if n >= _TOP or b not in headings]
    return Page("\n\n".join(kept), metadata, warnings) if kept else None


def _title(tree: HtmlElement, said: str | None) -> str | None:
    """The title that the page's data say if the page shows it; else the one in its heading or its tab."""
    shown = [line(element.text_content()) for tag in ("h1", "title", "h2") for element in islice(tree.iter(tag), 50)]
    seen = [fold(title) for title in shown if title]
    if said is None or not seen or any(_one_title(fold(said), title) for title in seen):
        return said
    return next(filter(None, shown))


def _one_title(one: str, other: str) -> bool:
    """Whether two folded titles are the same but for the name of a site before or after, parted by a sign."""
    short, long = sorted((one, other), key=len)
    before, found, after = long.partition(short)
    signs = (before.strip()[-1:], after.strip()[:1])
    return bool(found) and all(sign in _PARTING for sign in signs)


def _site(said: Any) -> str | None:
    """The site's name; None where it was only made from its address."""
    name, host = said.sitename, said.hostname
    return None if name and host and name.lower().removeprefix("www.") in (said.url or "").lower() else name


def _language(tree: HtmlElement) -> str | None:
    root = tree.get("lang") or tree.get("xml:lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    named = tree.xpath("//meta[@http-equiv='content-language' or @property='og:locale']/@content")
    return language_tag(root) or next(filter(None, map(language_tag, named)), None)


def _part(tree: HtmlElement) -> None:
    """Makes two paragraphs of one with two line breaks in a row, as older pages have them."""
    for first in reversed(list(tree.iter("br"))):  # from the end: nothing is moved twice
        second, parent = first.getnext(), first.getparent()
        if second is None or second.tag != "br" or parent.tag != "p" or (first.tail or "").strip():
            continue
        rest = parent.makeelement("p")
        rest.text, second.tail = second.tail, None
        rest.extend(second.itersiblings())
        rest.tail, parent.tail = parent.tail, None
        parent.addnext(rest)
        parent.remove(second)


def _paragraphs(body: Any) -> Iterator[str]:
    """The texts of the blocks in reading order, each on one line."""
    pieces: list[str] = []
    for event in _pieces(body):
        if event is not None:
            pieces.append(event)
        elif text := " ".join("".join(pieces).split()):
            yield text
            pieces = []
        else:
            pieces = []
    if text := " ".join("".join(pieces).split()):
        yield text


def _pieces(element: Any) -> Iterator[str | None]:
    """Runs of text, and None at the border of a block."""
    if element.text:
        yield element.text
    previous = None
    for child in element:
        if child.tag == "lb":
            # Two line breaks in a row are how older pages part paragraphs.
            yield None if previous is not None and previous.tag == "lb" and not (previous.tail or "").strip() else " "
        elif child.tag in _BLOCKS:
            yield None
            yield from _pieces(child)
            yield None
        else:
            yield from _pieces(child)
            if child.tag == "cell" and child.getnext() is not None:
                yield " | "
        if child.tail:
            yield child.tail
        previous = child

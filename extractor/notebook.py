"""A table for a notebook, built as elements: text is escaped by the serialiser and can't become markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from extractor.escape import page


def html(title: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]], remarks: Iterable[str] = ()) -> str:
    """A heading, a table with those columns of the rows, and remarks below. Ours are the tags, all else is text."""
    whole = Element("div")
    _add(whole, "h4", title)
    table = SubElement(whole, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for column in columns:
        _add(head, "th", column)
    body = SubElement(table, "tbody")
    for row in rows:
        line = SubElement(body, "tr")
        for column in columns:
            value = row[column]
            _add(line, "td", "" if value is None else str(value))
    for remark in remarks:
        _add(whole, "p", remark)
    return tostring(whole, encoding="unicode", method="html")


def _add(parent: Element, tag: str, text: str) -> None:
    # dir="auto": each cell takes its direction from its own first letters.
    SubElement(parent, tag, dir="auto").text = page(text)

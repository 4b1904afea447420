"""The block of `key: value` lines between `---` lines that a Markdown file may begin with."""

from __future__ import annotations

import re

from extractor.readers.metadata import Metadata, address, date, language_tag, line

_BLOCK = re.compile(r"---[ \t]*\n(?P<lines>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_BLOCK_SCALAR = re.compile(r"[>|][+-]?\d?")
_LONGEST = 20_000
"""Characters; a longer run of lines between rules is text."""

_NAMES = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publication", "publisher", "site", "site_name"),
    "published": ("date", "published", "pubdate"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "lang": ("lang", "language"),
}
"""What each piece of metadata may be called, the first that is there winning."""


def front_matter(text: str) -> tuple[Metadata, str, tuple[str, ...]]:
    """The metadata, the text after the block, and what was not understood; all the text when no such block begins it.

    Only flat scalars are read, so no YAML library is needed and nothing in the block can run or refer.
    """
    block = _BLOCK.match(text[:_LONGEST])
    values = block and _scalars(block["lines"])
    if not block or not values or not any(key in values for names in _NAMES.values() for key in names):
        return Metadata(), text, ()
    named = {field: next((n for n in names if values.get(n)), None) for field, names in _NAMES.items()}
    found = {field: name and values[name] for field, name in named.items()}
    metadata = Metadata(
        title=line(found["title"]),
        outlet=line(found["outlet"]),
        published=date(found["published"]),
        url=address(found["url"]),
        lang=language_tag(found["lang"]),
    )
    odd = [f for f in ("published", "url", "lang") if found[f] and getattr(metadata, f) is None]
    warnings = tuple(f"The {named[field]} of the front matter is not understood and was left out." for field in odd)
    return metadata, text[block.end() :].lstrip("\n"), warnings


def _scalars(lines: str) -> dict[str, str] | None:
    """Keys in lower case with their one-line values; None when a line is no part of such a block."""
    values: dict[str, str] = {}
    key = ""
    for raw in lines.splitlines():
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        if raw[0] in " \t-":  # a list or a folded value of the key above
            if key and not raw.lstrip().startswith("-"):
                values[key] = f"{values[key]} {raw.strip()}".strip()
            continue
        pair = _PAIR.fullmatch(raw)
        if not pair:
            return None
        key = pair["key"].lower().replace("-", "_").replace(" ", "_")
        value = _unquoted((pair["value"] or "").strip())
        values[key] = "" if _BLOCK_SCALAR.fullmatch(value) else value
    return values


def _unquoted(value: str) -> str:
    if value[:1] in ("'", '"'):
        quote = value[0]
        end = value.rfind(quote)
        inner = value[1:end] if end > 0 else value[1:]
        return inner.replace("''", "'") if quote == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
    return re.split(r"\s#", value, maxsplit=1)[0].rstrip()

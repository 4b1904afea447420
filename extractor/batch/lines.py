"""Articles as JSON lines: an object with `text` and whatever else an Article has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import pydantic_core
from pydantic import ValidationError

from extractor.errors import ExtractorError, InputError, UsageError
from extractor.escape import terminal
from extractor.models import Article
from extractor.readers import read_text
from extractor.readers.source import TEXT_LIMIT, shown

LONGEST = 6 * TEXT_LIMIT
"""Bytes of one line: each character of the longest text may be an escape of six."""
MOST_WARNINGS, LONGEST_WARNING = 20, 240
"""Warnings of a line that are kept, and their characters."""
METADATA = ("title", "url", "outlet", "published", "lang")


def articles_of(
    stream: BinaryIO, name: str, path: str | None, about: Mapping[str, str | None]
) -> Iterator[tuple[str, Article | ExtractorError]]:
    """The articles in a stream of JSON lines, each with where it stands; a line that is none is an error there.

    Where a line says nothing of its path, it is `path` and the line's number. `about` wins over the lines.
    """
    for number, line in _lines(stream, name):
        where = f"{name}:{number}"
        if isinstance(line, InputError):
            yield where, line
            continue
        try:
            yield where, _article(line, where, None if path is None else f"{path}:{number}", about)
        except ExtractorError as error:
            yield where, error


def _lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, bytes | InputError]]:
    """The lines that are not blank, numbered from 1, none longer than an article can be."""
    number = 0
    try:
        while line := stream.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST)
                told = f"line {number} of {name} is longer than an article can be; split it into its articles"
                yield number, InputError(told)
                continue
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.strip():
                yield number, line
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is closed"
        yield number + 1, InputError(f"{name} cannot be read after line {number} ({why}); check it and run again")


def _article(line: bytes, where: str, path: str | None, about: Mapping[str, str | None]) -> Article:
    try:
        found = pydantic_core.from_json(line)
    except ValueError as error:
        raise InputError(
            f"{where} is no JSON ({str(error).rpartition(' at line')[0]}); write one object a line"
        ) from None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        raise InputError(f'{where} is no article; write an object with the article\'s text as "text"')
    unknown = found.keys() - Article.model_fields.keys()
    if unknown:
        known = ", ".join(Article.model_fields)
        raise InputError(f"{where} has a field {shown(min(unknown))!r} that no article has; keep to {known}")
    text = found["text"]
    if not text.strip():
        raise InputError(f"{where} has no text; give an article")
    if len(text) > TEXT_LIMIT:
        raise InputError(f"{where} is larger than {TEXT_LIMIT // 1_000_000} MB of text; split it into its articles")
    said = {name: about.get(name) or _string(found, name, where) for name in METADATA}
    try:
        article = read_text(text, **said)
    except UsageError as error:  # its words are those of an option
        raise InputError(f"{where}: {error.message.removeprefix('--')}") from None
    rest: dict[str, Any] = {"path": shown(found["path"]) if isinstance(found.get("path"), str) else path}
    rest |= {name: found[name] for name in ("id", "warnings") if found.get(name)}
    if isinstance(rest.get("warnings"), list):
        given = (one for one in rest["warnings"][:MOST_WARNINGS] if isinstance(one, str))
        rest["warnings"] = tuple(dict.fromkeys((*map(_warning, given), *article.warnings)))
    try:
        return Article(**{**article.model_dump(), **rest})
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        why = " ".join(shown(f"{place} {first['msg']}").split()).removeprefix("Value error, ")
        raise InputError(f"{where} is no article ({why}); correct the line") from None


def _warning(given: str) -> str:
    """A warning that came with the line: one line, no longer than ours, nothing in it that a terminal obeys."""
    plain = " ".join(terminal(given).split())
    return plain if len(plain) <= LONGEST_WARNING else f"{plain[: LONGEST_WARNING - 1]}…"


def _string(found: dict[str, Any], name: str, where: str) -> str | None:
    value = found.get(name)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"{where} has a {name} that is no string; correct the line")

"""A file of names, read into entries: YAML or JSON, of which nothing but names and lists of names is taken.

YAML is taken event by event: no object is made of a tag, no reference is followed, every value is text as it
stands (`no` is a name and not a falsehood), and what is nested is refused before it is deep.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.errors import ConfigError

if TYPE_CHECKING:
    from yaml import Event

LARGEST = 1_000_000
"""Bytes of a file; 20 000 names and more."""
EXAMPLE = "write CANONICAL NAME: [SPELLING, SPELLING] or SPELLING: CANONICAL NAME"


class Entry(NamedTuple):
    """A canonical name and what it is also called."""

    canonical: str
    spellings: tuple[str, ...]
    place: str
    """Where in the file, as an error names it."""


class Malformed(Exception):  # noqa: N818 - becomes a ConfigError that names the file
    """What is wrong, and where."""


def entries(path: Path) -> list[Entry]:
    """The file's entries in order. Raises ConfigError, which names the place of what can't be meant."""
    text = _text(path)
    try:
        if path.suffix.lower() not in (".yaml", ".yml") and (
            path.suffix.lower() == ".json" or text.lstrip()[:1] == "{"
        ):
            return list(_json(text))
        return list(_yaml(text))
    except Malformed as wrong:
        raise ConfigError(f"{path}: {wrong}") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist: correct the name of the alias file") from None
    except IsADirectoryError:
        raise ConfigError(f"{path} is a folder: name the alias file in it") from None
    except OSError as error:
        raise ConfigError(f"{path} can't be read ({error.strerror}): make the alias file readable") from error
    if len(data) > LARGEST:
        raise ConfigError(
            f"{path} has more than {LARGEST // 1_000_000} MB: name a file of names, or split off what is seldom met"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}, line {line}: not UTF-8 text: save the alias file as UTF-8") from None


def _json(text: str) -> Iterator[Entry]:
    try:
        pairs = json.loads(text, object_pairs_hook=list)
    except json.JSONDecodeError as error:
        raise Malformed(f"line {error.lineno}, column {error.colno}: {_lower(error.msg)}: correct the JSON") from None
    except (RecursionError, ValueError):
        raise Malformed(f"nested too deeply, or a number too long: {EXAMPLE}") from None
    if not isinstance(pairs, list) or text.lstrip()[:1] != "{":
        raise Malformed('no object: write {"CANONICAL NAME": ["SPELLING"]}')
    seen: set[str] = set()
    for key, value in pairs:
        place = f"at {_quoted(key)}"
        if key in seen:
            raise Malformed(f"{place}: the name stands there twice: join the two entries")
        seen.add(key)
        yield _entry(key, value, place)


def _entry(key: str, value: Any, place: str) -> Entry:
    if isinstance(value, str):
        return Entry(value, (key,), place)
    if isinstance(value, list) and all(isinstance(spelling, str) for spelling in value):
        return Entry(key, tuple(value), place)
    raise Malformed(f"{place}: neither a name nor a list of names: {EXAMPLE}")


def _yaml(text: str) -> Iterator[Entry]:
    events = _events(text)
    first = next(events, None)
    if first is None:
        return
    if not _is(first, "MappingStart"):
        raise Malformed(f"line {_line(first)}: no mapping: {EXAMPLE}")
    seen: dict[str, int] = {}
    for event in events:
        if _is(event, "MappingEnd"):
            break
        key, line = _name(event), _line(event)
        if key in seen:
            raise Malformed(f"line {line}: {_quoted(key)} stands in line {seen[key]} already: join the two entries")
        seen[key] = line
        yield _valued(key, next(events), events, f"line {line}")
    if (more := next(events, None)) is not None:
        raise Malformed(f"line {_line(more)}: a second document: keep to one")


def _valued(key: str, event: Event, events: Iterator[Event], place: str) -> Entry:
    """The entry of a key whose value begins with the event."""
    if not _is(event, "SequenceStart"):
        value = _name(event)
        if not value:
            raise Malformed(f"{place}: {_quoted(key)} has no spelling: {EXAMPLE}")
        return Entry(value, (key,), place)
    spellings: list[str] = []
    for item in events:
        if _is(item, "SequenceEnd"):
            break
        spellings.append(_name(item))
    return Entry(key, tuple(spellings), place)


def _name(event: Event) -> str:
    if not _is(event, "Scalar"):
        raise Malformed(f"line {_line(event)}: a name is wanted, and something nested stands there: {EXAMPLE}")
    return str(event.value)


def _events(text: str) -> Iterator[Event]:
    """The events between the document's start and end; what only YAML's finer points know is refused."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            if _is(event, "Alias") or getattr(event, "anchor", None):
                raise Malformed(
                    f"line {_line(event)}: & and * have a meaning in YAML that is not read here: quote the name"
                )
            if getattr(event, "tag", None):
                raise Malformed(f"line {_line(event)}: ! has a meaning in YAML that is not read here: quote the name")
            if not _is(event, "StreamStart", "StreamEnd", "DocumentStart", "DocumentEnd"):
                yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise Malformed(f"{where}{_lower(error.problem or 'not YAML')}: correct the YAML, or quote the name") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Malformed(f"line {line}: a character that YAML does not allow: remove it") from None
    except yaml.YAMLError:
        raise Malformed("not YAML: correct it, or quote the names") from None


def _is(event: Event, *kinds: str) -> bool:
    return type(event).__name__.removesuffix("Event") in kinds


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _quoted(name: str) -> str:
    """The name on one line, cut where it is long."""
    return repr(name if len(name) <= 60 else name[:60] + "…")

"""What is known of an article beside its text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, fields
from typing import TypeVar
from urllib.parse import urlsplit

from extractor.errors import UsageError

Known = TypeVar("Known")

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, outlet, date, address and language; None where nothing says."""

    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    url: str | None = None
    lang: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """This where it is known, `other` where it is not."""
        names = [field.name for field in fields(Metadata)]
        mine, theirs = ({name: getattr(m, name) for name in names} for m in (self, other))
        return Metadata(**{name: theirs[name] if mine[name] is None else mine[name] for name in names})


def given(
    *, title: str | None, outlet: str | None, published: str | dt.date | None, url: str | None, lang: str | None
) -> Metadata:
    """What the user says of the article; raises UsageError for what can't be meant."""
    return Metadata(
        title=title and line(title),
        outlet=outlet and line(outlet),
        published=_must("published", published, date(published), "a date such as 2025-07-31"),
        url=_must("url", url, address(url), "an address that starts with http:// or https://"),
        lang=_must("lang", lang, language_tag(lang), "a language tag such as en or pt-BR"),
    )


def line(text: str | None) -> str | None:
    """The text on one line, outer and repeated white space removed; None for blank text."""
    return " ".join(_whole(text or "").split()) or None


def date(value: str | dt.date | None) -> dt.date | None:
    """The day of an ISO 8601 date or date and time, in its own time zone; None for anything else."""
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None


def address(value: str | None) -> str | None:
    """An http or https address that names a host; None for anything else."""
    if value is None:
        return None
    found = value.strip()
    try:
        parts = urlsplit(found)
        host = parts.hostname
    except ValueError:
        return None
    plain = found.isprintable() and not any(c.isspace() for c in found)
    return found if plain and host and parts.scheme.lower() in ("http", "https") else None


def language_tag(value: str | None) -> str | None:
    """The BCP 47 tag in its usual spelling ('pt-BR', 'zh-Hant'); None for what is none."""
    if value is None or not _TAG.fullmatch(value.strip()):
        return None
    first, *others = value.strip().replace("_", "-").split("-")
    if first.lower() in ("und", "mul", "zxx"):
        return None
    spelled = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in others]
    return "-".join([first.lower(), *spelled])


def _must(option: str, value: object, understood: Known | None, wanted: str) -> Known | None:
    if value is not None and understood is None:
        shown = " ".join(ascii(value).split())[:60]
        raise UsageError(f"--{option} {shown} is not {wanted}; correct it or leave it out")
    return understood


def _whole(text: str) -> str:
    """The text with a half surrogate pair, as an undecodable command-line argument has, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")

"""Annotated articles: what a careful reader says they claim."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from extractor.errors import GoldError
from extractor.models import ActionType, ActorType, Article, Attribution, Openness, Record, Status, text_id

Filled = Annotated[str, Field(min_length=1)]


class GoldClaim(Record):
    """A claim as a reader annotated it."""

    statement: Filled
    actor: Filled
    actor_type: ActorType
    action: Filled
    action_type: ActionType
    model: Filled | None
    openness: Openness
    status: Status
    sources: tuple[Attribution, ...]
    """The chain of who says so, outermost first."""
    when: Filled | None
    evidence: tuple[Annotated[int, Field(ge=1)], ...] = Field(min_length=1)
    """Numbers of the sentences that carry the claim, as the annotator saw them; `spans` is what counts."""
    spans: tuple[tuple[int, int], ...] = Field(min_length=1)
    """Half-open character ranges of the evidence."""
    weight: Literal["vital", "okay"]


class GoldArticle(Record):
    """An article with its claims."""

    id: Filled
    title: str
    outlet: str
    published: dt.date
    lang: Filled
    genre: str
    text: Filled
    claims: tuple[GoldClaim, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        for number, claim in enumerate(self.claims, 1):
            for start, end in claim.spans:
                if not 0 <= start < end <= len(self.text):
                    raise ValueError(f"span {start}-{end} of claim {number} is no range of the text")
        if len({claim.statement for claim in self.claims}) < len(self.claims):
            raise ValueError("two claims have the same statement")
        if all(claim.weight != "vital" for claim in self.claims):
            raise ValueError("no claim is vital")
        return self

    @property
    def article(self) -> Article:
        """What an engine is given."""
        return Article(text=self.text, title=self.title, outlet=self.outlet, published=self.published, lang=self.lang)

    @property
    def text_id(self) -> str:
        """The id of `article`, by which an extraction finds its gold."""
        return text_id(self.text)


def load_gold(folder: Path, *, lang: str | None = None) -> tuple[GoldArticle, ...]:
    """The annotated articles `*.json` of a folder, by id; only those in language `lang` if it is given.

    `floors.json` is not an article. Raises GoldError, one line: every file that does not validate with what is
    wrong, or that there is no article (in that language).
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: not a directory; give the folder that holds the annotated articles (*.json)")
    try:
        paths = sorted(path for path in folder.iterdir() if path.match("*.json") and path.name != FLOORS)
    except OSError as error:
        raise GoldError(f"{folder} cannot be listed ({error.strerror}); check its permissions") from error
    if not paths:
        raise GoldError(f"{folder}: no annotated articles (*.json) here; give the folder that holds them")
    articles: dict[str, GoldArticle] = {}
    texts: dict[str, str] = {}
    problems: list[str] = []
    for path in paths:
        try:
            read = GoldArticle.model_validate_json(path.read_bytes())
        except OSError as error:
            problems.append(f"{path.name}: {error.strerror or 'cannot be read'}")
        except ValidationError as error:
            problems.append(f"{path.name}: {_summary(error)}")
        else:
            if read.id in articles:
                problems.append(f"{path.name}: id {read.id!r} is already that of another file")
            elif read.text_id in texts:
                problems.append(f"{path.name}: same text as article {texts[read.text_id]!r}")
            articles.setdefault(read.id, read)
            texts.setdefault(read.text_id, read.id)
    if problems:
        raise GoldError(f"{folder}: correct or remove {_files(len(problems))}: " + "; ".join(problems))
    chosen = tuple(sorted((a for a in articles.values() if lang is None or _speaks(a, lang)), key=lambda a: a.id))
    if not chosen:
        spoken = ", ".join(sorted({a.lang for a in articles.values()}))
        raise GoldError(f"{folder}: no annotated article in language {lang!r}; there are {spoken}")
    return chosen


FLOORS = "floors.json"
"""The file beside the articles that pins the least figures."""


def digest(gold: Sequence[GoldArticle]) -> str:
    """sha256 over the articles' content, whatever the order of files, of keys, or their white space."""
    canonical = json.dumps(
        sorted((article.model_dump(mode="json") for article in gold), key=lambda a: str(a["id"])),
        ensure_ascii=True,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _speaks(article: GoldArticle, lang: str) -> bool:
    return article.lang.split("-")[0].lower() == lang.split("-")[0].lower()


def _files(count: int) -> str:
    return "this file" if count == 1 else f"these {count} files"


def _summary(error: ValidationError) -> str:
    """The first finding with its place, and how many more there are."""
    findings = error.errors(include_url=False, include_context=False, include_input=False)
    first = findings[0]
    place = ".".join(str(part) for part in first["loc"])
    message = " ".join(first["msg"].removeprefix("Value error, ").split())
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return (f"{place}: " if place else "") + message + more

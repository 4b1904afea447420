"""The records: what a reader fills, what a model answers, and what a user gets."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = "1"


class Openness(StrEnum):
    OPEN_SOURCE = "open_source"
    OPEN_WEIGHTS = "open_weights"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    MIXED = "mixed"
    UNSPECIFIED = "unspecified"


class ActorType(StrEnum):
    ORGANIZATION = "organization"
    PERSON = "person"
    GROUP = "group"
    GOVERNMENT = "government"
    PRODUCT = "product"
    UNKNOWN = "unknown"


class ActionType(StrEnum):
    RELEASE = "release"
    ANNOUNCE = "announce"
    OPEN = "open"
    CLOSE = "close"
    DEVELOP = "develop"
    EVALUATE = "evaluate"
    POSITION = "position"
    STATE = "state"
    PARTNER = "partner"
    ACQUIRE = "acquire"
    INVEST = "invest"
    HIRE = "hire"
    LICENSE = "license"
    PRICE = "price"
    REGULATE = "regulate"
    DEPLOY = "deploy"
    RESTRICT = "restrict"
    OTHER = "other"


class Status(StrEnum):
    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PREDICTED = "predicted"
    SPECULATED = "speculated"
    DENIED = "denied"
    OPINION = "opinion"


class SourceType(StrEnum):
    MEDIA = "media"
    ORGANIZATION = "organization"
    PERSON = "person"
    GOVERNMENT = "government"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class Support(StrEnum):
    FULL = "full"
    PARTIAL = "partial"


class Reason(StrEnum):
    """Why a drafted claim is not believed."""

    NO_EVIDENCE = "no_evidence"
    UNKNOWN_NAME = "unknown_name"
    UNSUPPORTED_NUMBER = "unsupported_number"
    UNSUPPORTED_NAME = "unsupported_name"
    UNSUPPORTED_STATEMENT = "unsupported_statement"
    POLARITY = "polarity"
    INSTRUCTION = "instruction"


class Record(BaseModel):
    """A frozen record that refuses unknown fields, and half a surrogate pair in any text, which no file can hold."""

    # Any limit on a length, such as this one that limits nothing, makes pydantic look at the text.
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, str_min_length=0)


class Article(Record):
    """One article. `text` is final: every offset in every other record is into it."""

    id: str = ""
    """First 16 hex digits of the sha256 of the text in UTF-8; filled in when absent."""
    text: str = Field(min_length=1)
    """Plain text, paragraphs separated by blank lines. Never changed once it is here."""
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    """The publication, as a reader would name it."""
    published: dt.date | None = None
    lang: str | None = None
    """BCP 47 language tag; null when nothing says."""
    path: str | None = None
    """Where the article was read from; null for standard input."""
    warnings: tuple[str, ...] = ()
    """What the reader set aside or doubted, one sentence each."""

    @model_validator(mode="before")
    @classmethod
    def _fill_id(cls, values: Any) -> Any:
        if isinstance(values, dict) and isinstance(values.get("text"), str) and not values.get("id"):
            return {**values, "id": text_id(values["text"])}
        return values

    @model_validator(mode="after")
    def _check_id(self) -> Self:
        if self.id != text_id(self.text):
            raise ValueError("id is not that of the text; leave it out and it is filled in")
        return self


def text_id(text: str) -> str:
    """First 16 hex digits of the sha256 of the text in UTF-8 (a lone surrogate counts as '?')."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class Span(Record):
    """A half-open character range of `article.text`, with the characters it holds."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Attribution(Record):
    """One link of the chain of who says so."""

    name: str
    type: SourceType


Mentioned = Literal["actor", "model", "source", "when", "openness"]


class Canonical(Record):
    """What the user's own list of names calls those of a claim; null where it has none."""

    actor: str | None = None
    model: str | None = None
    source: str | None = None
    """The attribution chain in words, with the canonical names that there are; null where there is none."""
    attribution: tuple[str | None, ...] = ()
    """The names of the chain, link by link."""


class Claim(Record):
    """Who did what, with which AI model, how open it is, and who says so."""

    actor: str
    """Who acts, in the fullest form the article itself uses."""
    action: str
    """Verb phrase in base form, without the object's details: 'plan to open-source'."""
    model: str | None
    """The AI model, family or group of models concerned; null where none is."""
    openness: Openness
    """What the claim itself says of openness, as the text says it, never upgraded."""
    source: str | None
    """The attribution chain in words ('Axios, citing insiders'); null in the article's own voice."""
    statement: str
    """One self-contained sentence (decontextualised: no pronouns), no more than the text says."""
    actor_type: ActorType
    action_type: ActionType
    status: Status
    attribution: tuple[Attribution, ...]
    """The chain of who says so, outermost first; empty in the article's own voice."""
    when: str | None
    """The time expression as written."""
    date: str | None
    """`when` resolved against `article.published`: ISO 8601 year, month or day; null if it can't be."""
    evidence: tuple[Span, ...] = Field(min_length=1)
    """The sentences that carry the claim, in the order of the text."""
    mentions: dict[Mentioned, tuple[Span, ...]]
    """Where actor, model, source, when and the openness words stand; a field without a place is left out."""
    support: Support
    """`full` when every check held, `partial` when a part could not be placed but nothing contradicts."""
    id: str
    """Content hash: same article and same claim, same id."""
    canonical: Canonical | None = None
    """Names of the user's alias file, beside those of the article; null where it has none of them."""

    def __hash__(self) -> int:
        return hash(self.id)


SAID = tuple(Claim.model_fields)[: tuple(Claim.model_fields).index("evidence")]
"""The fields of a claim that say something, without where it stands."""


def claim_id(article: str, said: Mapping[str, object], evidence: Iterable[Span]) -> str:
    """First 16 hex digits of the sha256 of the article's id, the places of the evidence and the fields of `SAID`."""
    parts: list[object] = [article, [(span.start, span.end) for span in evidence]]
    for value in (said[name] for name in SAID):
        if isinstance(value, tuple):
            parts.append([(link.name, link.type) for link in value])
        else:
            parts.append("None" if value is None else value)
    return hashlib.sha256(_JSON.encode(parts).encode("utf-8", "replace")).hexdigest()[:16]


_JSON = json.JSONEncoder(ensure_ascii=False)


# The wire schema: no defaults, no limits, everything required (strict mode asks for that). Its docstrings go to
# the model, so they speak to it; its field names are short because each is paid for with every claim.


class DraftClaim(Record):
    """One claim."""

    at: tuple[int, ...]
    """Numbers of the sentences that carry the claim, fewest that suffice."""
    statement: str
    """One self-contained sentence without pronouns."""
    actor: str
    kind: ActorType
    """What the actor is."""
    action: str
    """Verb phrase in base form."""
    type: ActionType
    """What the action is."""
    model: str | None
    open: Openness | None
    """null when the claim says nothing of openness."""
    status: Status
    said_by: tuple[Attribution, ...]
    """Who says so, outermost first; empty for the article's own voice."""
    when: str | None


class Draft(Record):
    """The claims of the article."""

    claims: tuple[DraftClaim, ...]


class Rejection(Record):
    """A drafted claim that is not believed, and why."""

    reason: Reason
    message: str
    """One sentence a person can act on; also what a corrective call tells the model."""
    draft: DraftClaim


class Usage(Record):
    """What an answer took. Every attempt counts, failed ones included."""

    requests: int = 0
    """Requests sent, retries and re-asks included."""
    retries: int = 0
    """Requests repeated because the transport or the endpoint failed."""
    reasks: int = 0
    """Requests repeated because the answer did not fit the schema."""
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    """The part of tokens_in that the endpoint served from its prompt cache."""
    cost: float | None = None
    """US dollars; null where no price is known."""

    def __add__(self, other: Usage) -> Usage:
        """The sum; the cost is unknown as soon as one side with requests has none."""
        paid = [u for u in (self, other) if u.requests]
        known = [u.cost for u in paid if u.cost is not None]
        return Usage(
            requests=self.requests + other.requests,
            retries=self.retries + other.retries,
            reasks=self.reasks + other.reasks,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            tokens_cached=self.tokens_cached + other.tokens_cached,
            cost=sum(known) if paid and len(known) == len(paid) else None,
        )


class Run(Record):
    """How an extraction came about."""

    engine: str
    model: str
    prompt: str | None
    """sha256 of the prompts; null for an engine that has none."""
    schema_version: str = SCHEMA_VERSION
    requests: int
    retries: int
    reasks: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    cost: float | None
    notes: tuple[str, ...] = ()
    """What a reader of the result should know: a schema fallback, what the engine is."""
    seconds: float
    """Wall time; the one field that may differ between equal runs."""


class Extraction(Record):
    """One article's claims, what was rejected, and how both came about."""

    article: Article
    claims: tuple[Claim, ...]
    rejected: tuple[Rejection, ...]
    run: Run

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat dict a claim, in the order of the claims, keys as in `ROW_COLUMNS`: strings, numbers and None only.

        `evidence` is all the claim's sentences, joined by " … ", and `evidence_start` and `evidence_end` the first
        and the last of their offsets.
        """
        article, run = self.article, self.run
        about = {
            "article_id": article.id,
            "article_title": article.title,
            "article_url": article.url,
            "article_outlet": article.outlet,
            "article_published": None if article.published is None else article.published.isoformat(),
            "article_path": article.path,
            "run_engine": run.engine,
            "run_model": run.model,
        }
        return [
            {
                **claim.model_dump(mode="json", exclude=NESTED),
                **{f"canonical_{name}": getattr(claim.canonical, name, None) for name in ("actor", "model", "source")},
                "evidence": " … ".join(span.text for span in claim.evidence),
                "evidence_start": claim.evidence[0].start,
                "evidence_end": claim.evidence[-1].end,
                **about,
            }
            for claim in self.claims
        ]

    def _repr_html_(self) -> str:
        """The claims as a table, for a notebook."""
        from extractor.notebook import html

        count = f"{len(self.claims)} claims, {len(self.rejected)} rejected"
        title = self.article.title or self.article.path or self.article.id
        return html(title, NOTEBOOK_COLUMNS, self.to_rows(), (count, *self.article.warnings, *self.run.notes))


NESTED = {"attribution", "evidence", "mentions", "canonical"}
"""Fields of a claim that do not fit into one cell; `source` has the attribution in words."""

ROW_COLUMNS: tuple[str, ...] = (
    *(name for name in Claim.model_fields if name not in NESTED),
    *("canonical_actor", "canonical_model", "canonical_source"),
    *("evidence", "evidence_start", "evidence_end"),
    *("article_id", "article_title", "article_url", "article_outlet", "article_published", "article_path"),
    *("run_engine", "run_model"),
)
"""The keys of every dict of `to_rows`, in order."""

NOTEBOOK_COLUMNS = ("actor", "action", "model", "openness", "status", "source", "statement", "evidence")

PUBLIC_RECORDS: dict[str, type[Record]] = {
    "article": Article,
    "claim": Claim,
    "extraction": Extraction,
    "draft": Draft,
}
"""The records whose JSON Schemas are published, by name."""

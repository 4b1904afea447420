"""What happens in a run, told as it happens, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.errors import ExtractorError
from extractor.models import Article, Usage


@dataclass(frozen=True, slots=True)
class Started:
    """An article is being asked about."""

    position: int
    name: str


@dataclass(frozen=True, slots=True)
class Done:
    """An article has its result, and the journal has it too."""

    position: int
    name: str
    article: Article
    document: str
    """JSON of the extraction without its `article`."""
    claims: int
    cached: bool
    """It was there already: from an earlier run, another one at work, or the same text earlier in this one."""
    usage: Usage | None
    """What the result took; None where it was there already."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article has no result."""

    position: int
    name: str
    article: str | None
    """The article's id; None where it could not even be read."""
    code: str
    message: str
    attempts: int
    """How often it was tried, earlier runs included; 0 where there was nothing to try."""
    remembered: bool
    """It was not tried in this run, but failed earlier."""


Event = Started | Done | Failed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    done: int = 0
    """Articles with a result, the cached ones included."""
    cached: int = 0
    failed: int = 0
    """Articles without one, the remembered failures included."""
    skipped: int = 0
    """Articles that were not tried because the run was stopped."""
    claims: int = 0
    usage: Usage = field(default_factory=Usage)
    """What the results of this run took; failed attempts are in the ledger alone."""
    stopped: str | None = None
    """Why it ended early: 'interrupted', 'error', 'failures'; None where it did not."""
    error: ExtractorError | None = None
    """The error that would have failed every further article."""

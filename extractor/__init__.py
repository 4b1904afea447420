"""Structured, grounded claims from news articles: who did what, with which AI model, how open it is, and who says so.

from extractor import extract
for claim in extract("Example AI will open its models, its chief said on Monday.").claims:
    print(claim.statement, claim.status, claim.source)

The names of `__all__` are the public ones. Each is imported when it is first used, so that importing the package
is quick.
"""

from __future__ import annotations

__version__ = "0.1.0"

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch import aextract_many as aextract_many
    from extractor.batch import extract_many as extract_many
    from extractor.engines.base import Call as Call
    from extractor.engines.base import Engine as Engine
    from extractor.engines.base import Message as Message
    from extractor.engines.base import Reply as Reply
    from extractor.errors import AuthenticationError as AuthenticationError
    from extractor.errors import BudgetError as BudgetError
    from extractor.errors import ConfigError as ConfigError
    from extractor.errors import ContextOverflowError as ContextOverflowError
    from extractor.errors import EmptyAnswerError as EmptyAnswerError
    from extractor.errors import EngineError as EngineError
    from extractor.errors import ExtractorError as ExtractorError
    from extractor.errors import GoldError as GoldError
    from extractor.errors import InputError as InputError
    from extractor.errors import InvalidAnswerError as InvalidAnswerError
    from extractor.errors import LanguageError as LanguageError
    from extractor.errors import MissingKeyError as MissingKeyError
    from extractor.errors import OutageError as OutageError
    from extractor.errors import OutputError as OutputError
    from extractor.errors import RateLimitError as RateLimitError
    from extractor.errors import RecordingError as RecordingError
    from extractor.errors import RefusalError as RefusalError
    from extractor.errors import ServerError as ServerError
    from extractor.errors import TruncatedError as TruncatedError
    from extractor.errors import UnknownModelError as UnknownModelError
    from extractor.errors import UnreachableError as UnreachableError
    from extractor.errors import UsageError as UsageError
    from extractor.models import ActionType as ActionType
    from extractor.models import ActorType as ActorType
    from extractor.models import Article as Article
    from extractor.models import Attribution as Attribution
    from extractor.models import Canonical as Canonical
    from extractor.models import Claim as Claim
    from extractor.models import Draft as Draft
    from extractor.models import DraftClaim as DraftClaim
    from extractor.models import Extraction as Extraction
    from extractor.models import Openness as Openness
    from extractor.models import Reason as Reason
    from extractor.models import Rejection as Rejection
    from extractor.models import Run as Run
    from extractor.models import SourceType as SourceType
    from extractor.models import Span as Span
    from extractor.models import Status as Status
    from extractor.models import Support as Support
    from extractor.models import Usage as Usage
    from extractor.names import Aliases as Aliases
    from extractor.pipeline import aextract as aextract
    from extractor.pipeline import extract as extract
    from extractor.readers import read as read
    from extractor.settings import Settings as Settings

_HOMES = {
    "extractor.pipeline": ("extract", "aextract"),
    "extractor.batch": ("extract_many", "aextract_many"),
    "extractor.readers": ("read",),
    "extractor.names": ("Aliases",),
    "extractor.settings": ("Settings",),
    "extractor.engines.base": ("Engine", "Call", "Message", "Reply"),
    "extractor.models": (
        *(
            "Article",
            "Claim",
            "Canonical",
            "Extraction",
            "Span",
            "Attribution",
            "Rejection",
            "Run",
            "Usage",
            "Draft",
            "DraftClaim",
        ),
        *("Openness", "Status", "ActorType", "ActionType", "SourceType", "Support", "Reason"),
    ),
    "extractor.errors": (
        *("ExtractorError", "UsageError", "ConfigError", "MissingKeyError", "AuthenticationError"),
        *("UnknownModelError", "LanguageError", "InputError", "RecordingError", "GoldError", "EngineError"),
        *("UnreachableError", "OutageError", "RateLimitError", "ServerError", "RefusalError", "TruncatedError"),
        *("EmptyAnswerError", "InvalidAnswerError", "ContextOverflowError", "OutputError", "BudgetError"),
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

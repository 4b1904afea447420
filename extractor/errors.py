"""Every error raised on purpose, with the exit code it becomes.

    ExtractorError                 1  anything below; one line that says what to do next
    ├── UsageError                 2  an option or argument that cannot be meant
    ├── ConfigError                4  settings that cannot work
    │   ├── MissingKeyError        4  a hosted model and no key
    │   ├── AuthenticationError    4  the endpoint refuses the key
    │   ├── UnknownModelError      4  the endpoint does not know the model
    │   └── LanguageError          4  the engine does not read the article's language
    ├── InputError                 1  an article that cannot be read
    ├── RecordingError             1  a recording that is broken or lacks a call
    ├── GoldError                  1  an annotated article that does not validate
    ├── EngineError                1  a model that gave no usable answer
    │   ├── UnreachableError       1  no connection, or none within the time limit
    │   ├── OutageError            1  the endpoint was out for longer than patience
    │   ├── RateLimitError         1  still refused for its rate after every retry, or out of quota
    │   ├── ServerError            1  the endpoint failed, or answered with something else
    │   ├── RefusalError           1  the model declined
    │   ├── TruncatedError         1  the answer was cut off at the output limit
    │   ├── EmptyAnswerError       1  the model said nothing
    │   ├── InvalidAnswerError     1  the answer does not fit the schema, re-asks included
    │   └── ContextOverflowError   1  the article does not fit the model's context
    ├── OutputError                1  a result that cannot be written
    └── BudgetError                5  the limit on cost or tokens is reached

`PARTIAL` (3) is no error of its own: some articles failed and the others were delivered.
An error carries its message and nothing else, so it pickles, and no request (and no key) hangs on it.
"""

from __future__ import annotations

from typing import ClassVar, Self

OK = 0
PARTIAL = 3


class ExtractorError(Exception):
    """The root of the tree: `exit_code` for a shell, `code` for a record of the failure."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def placed(self, place: str) -> Self:
        """The same error as one that says first where it happened: which part of a long article."""
        message = f"{place}: {self.message}"
        error = type(self).__new__(type(self), message)
        error.__dict__.update(self.__dict__, message=message)
        error.args = (message,)
        return error


class UsageError(ExtractorError):
    exit_code = 2
    code = "usage"


class ConfigError(ExtractorError):
    exit_code = 4
    code = "config"


class MissingKeyError(ConfigError):
    code = "missing_key"


class AuthenticationError(ConfigError):
    code = "authentication"


class UnknownModelError(ConfigError):
    code = "unknown_model"


class LanguageError(ConfigError):
    code = "language"


class InputError(ExtractorError):
    code = "input"


class RecordingError(ExtractorError):
    code = "recording"


class GoldError(ExtractorError):
    code = "gold"


class EngineError(ExtractorError):
    code = "engine"


class UnreachableError(EngineError):
    code = "unreachable"


class OutageError(EngineError):
    code = "outage"


class RateLimitError(EngineError):
    code = "rate_limit"


class ServerError(EngineError):
    code = "server"


class RefusalError(EngineError):
    code = "refusal"


class TruncatedError(EngineError):
    code = "truncated"


class EmptyAnswerError(EngineError):
    code = "empty_answer"


class InvalidAnswerError(EngineError):
    code = "invalid_answer"


class ContextOverflowError(EngineError):
    code = "context_overflow"


class OutputError(ExtractorError):
    code = "output"


class BudgetError(ExtractorError):
    exit_code = 5
    code = "budget"


_EVERY = (ConfigError, BudgetError, OutageError, OutputError, UsageError)


def hopeless(error: ExtractorError) -> bool:
    """Whether the error would fail every article alike: a wrong key, a spent budget, an outage, a full disk."""
    return isinstance(error, _EVERY) and not isinstance(error, LanguageError)

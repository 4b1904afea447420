"""What went wrong with a request: which error it is, in which words, and whether to try again.

The SDK's and instructor's exceptions carry whole requests, the key's header included. None of them leaves this
package: each is turned into an error of ours, whose message holds the endpoint's own words without the key.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extractor.engines.pacing import Sign, Verdict, retry_after
from extractor.errors import (
    AuthenticationError,
    ConfigError,
    ContextOverflowError,
    EmptyAnswerError,
    ExtractorError,
    InvalidAnswerError,
    RateLimitError,
    RefusalError,
    ServerError,
    TruncatedError,
    UnknownModelError,
    UnreachableError,
)

WORDS = 240
"""Characters of the endpoint's own words in a message."""

SECRET = 6
"""Characters from which on a key is one: servers of one's own are given "none" or "x", which are words."""

_KEY = re.compile(r"\b(?:sk|pk|gsk|xai|key|hf|rk|or|AIza)[-_][\w*.…-]{6,}|AIza[\w-]{20,}|[Bb]earer\s+\S+")
_CONTEXT = re.compile(
    r"context[ _](?:length|size|window)|maximum context|prompt is too long|too many (?:input )?tokens|input is too long"
    r"|request too large|exceed\w* (?:the )?(?:available |maximum )?(?:context|input token|number of tokens)"
)
_CONTEXT_CODES = {"context_length_exceeded", "exceed_context_size_error", "string_above_max_length"}
_MODEL = re.compile(
    r"(?:invalid|unknown|unsupported) model\b|model\b.{0,120}(?:not found|does not exist|not exist|is not available)"
)
_TOO_LARGE = re.compile("request too large")
"""A 429 that no waiting helps: one request above the limit of a minute."""
_DOWN = {502, 503, 504, 520, 521, 522, 523, 529}
"""What stands before an endpoint says that the endpoint does not work."""
_SCHEMA = re.compile(r"response_format|json_schema|structured output|\bstrict\b|additionalproperties|grammar", re.I)
_QUOTA_CODES = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
_FILTER_CODES = {"content_filter", "content_policy_violation", "responsibleaipolicyviolation"}


@dataclass(frozen=True, slots=True)
class Target:
    """Whom the engine talks to, as messages may name it."""

    model: str
    endpoint: str
    """The base URL without credentials and query."""
    timeout: float
    key: str
    """What must never be said."""

    def __repr__(self) -> str:
        return f"Target({self.model!r}, {self.endpoint!r})"

    def words(self, text: object) -> str:
        """The endpoint's words as one printable line without the key, short enough for a message."""
        line = str(text or "")
        if len(self.key) >= SECRET:
            line = line.replace(self.key, "[key]")
        line = _KEY.sub("[key]", line)
        line = " ".join("".join(c if c.isprintable() else " " for c in line).split())
        return line if len(line) <= WORDS else line[: WORDS - 1] + "…"


class AttemptError(Exception):
    """One request that failed: the error to raise in the end, and what the failure deserves."""

    def __init__(self, error: ExtractorError, verdict: Verdict, other_form: bool = False) -> None:
        super().__init__(error.message)
        self.error = error
        self.verdict = verdict
        self.other_form = other_form
        """The endpoint refuses the form of the request, not its content."""
        self.headers: Mapping[str, str] = {}
        """Those of the answer, if there was one."""


def judge(error: BaseException) -> Verdict:
    """The verdict that hangs on a failure; anything else is final."""
    return error.verdict if isinstance(error, AttemptError) else Verdict(again=False)


def of_exception(error: Exception, target: Target) -> AttemptError:
    """The failure behind what the SDK raised."""
    import openai

    if isinstance(error, AttemptError):
        return error
    if isinstance(error, openai.APIStatusError):
        headers = error.response.headers
        failed = of_status(error.status_code, error.body, target, headers, error.response.text)
        failed.headers = headers
        return failed
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        told = f"{target.endpoint} did not answer within {target.timeout:g} s; try again, or allow more (--timeout)"
        return AttemptError(UnreachableError(told), Verdict(again=True, sign=Sign.FAULT))
    if isinstance(error, openai.APIConnectionError):
        why = target.words(error.__cause__) or "no connection"
        told = f"cannot reach {target.endpoint} ({why}); check the address, the network, and that the server runs"
        return AttemptError(UnreachableError(told), Verdict(again=True, sign=Sign.DOWN))
    if isinstance(error, ValueError):
        return malformed("a body that is not JSON", target)
    return AttemptError(ServerError(f"the request failed ({target.words(error)})"), Verdict(again=False))


def malformed(what: str, target: Target) -> AttemptError:
    """The failure of an answer that is no chat completion; the next one may well be."""
    told = f"{target.endpoint} answered with {what}; check that it is the base URL of an API, usually ending in /v1"
    return AttemptError(ServerError(told), Verdict(again=True, sign=Sign.FAULT))


def of_status(status: int, body: Any, target: Target, headers: Mapping[str, str], text: str = "") -> AttemptError:
    """The failure that a status and its body stand for."""
    code, said = _said(body, text)
    words = target.words(said)
    about = f"{status}: {words}" if words else str(status)
    low = said.lower()
    final, never = Verdict(again=False), Verdict(again=False, sign=Sign.NEVER)
    after = retry_after(headers)

    if status in (402, 429) and (code & _QUOTA_CODES or status == 402 or "exceeded your current quota" in low):
        told = f"{target.endpoint} says the account is out of quota ({about}); check its plan and billing"
        return AttemptError(RateLimitError(told), never)
    if status == 429 and not _TOO_LARGE.search(low):
        wait = "" if after is None else f", and asks to wait {math.ceil(after)} s"
        told = f"{target.endpoint} refuses for its rate limit ({about}){wait}; wait, or send less at a time"
        return AttemptError(RateLimitError(told), Verdict(again=True, after=after, sign=Sign.REFUSAL))
    if status in (401, 403):
        fix = "check the key and what it may use" if target.key else "no key is set: set one"
        told = f"{target.endpoint} refuses the API key ({about}); {fix}"
        return AttemptError(AuthenticationError(told), never)
    if code & _CONTEXT_CODES or _CONTEXT.search(low) or status == 413:
        fix = "use smaller chunks (--chunk-tokens) or a larger context"
        told = f"the text does not fit the context of {target.model} ({about}); {fix}"
        return AttemptError(ContextOverflowError(told), final)
    if code & _FILTER_CODES:
        return AttemptError(refusal(said, target), final)
    if "model_not_found" in code or (status in (400, 404, 422) and _MODEL.search(low)):
        told = f"{target.endpoint} does not know the model {target.model} ({about}); check its name"
        return AttemptError(UnknownModelError(told), never)
    if status == 404:
        told = f"{target.endpoint} has no chat completions ({about}); check the base URL, which usually ends in /v1"
        return AttemptError(ConfigError(told), never)
    if status in (408, 409) or status >= 500:
        sign = Sign.DOWN if status in _DOWN else Sign.FAULT
        again = Verdict(again=True, after=after, sign=sign)
        return AttemptError(ServerError(f"{target.endpoint} failed ({about}); try again later"), again)
    told = f"{target.endpoint} refuses the request ({about}); try another model or endpoint"
    return AttemptError(ServerError(told), final, other_form=status in (400, 422) and bool(_SCHEMA.search(said)))


def _said(body: Any, text: str) -> tuple[set[str], str]:
    """The codes and the message in an error's body, whatever shape it has."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(error, dict):
        codes = {str(error[name]).lower() for name in ("code", "type") if error.get(name)}
        inner = error.get("innererror")
        if isinstance(inner, dict) and inner.get("code"):
            codes.add(str(inner["code"]).lower())
        return codes, str(error.get("message") or error.get("detail") or "")
    said = error if isinstance(error, str) else text
    return set(), re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", said[:20_000], flags=re.DOTALL | re.IGNORECASE)


def refusal(said: str | None, target: Target) -> RefusalError:
    words = target.words(said)
    told = f"{target.model} declined to answer" + (f" ({words})" if words else "")
    return RefusalError(f"{told}; try another model, or leave this article out")


def truncated(target: Target) -> TruncatedError:
    return TruncatedError(
        f"the answer of {target.model} was cut off at its output limit; allow more output tokens "
        "(EXTRACTOR_MAX_OUTPUT_TOKENS) or use smaller chunks (--chunk-tokens)"
    )


def empty(target: Target) -> EmptyAnswerError:
    return EmptyAnswerError(f"{target.model} gave an empty answer; try again, or try another model")


def invalid(misfits: object, reasks: int, target: Target) -> InvalidAnswerError:
    """The error of an answer that still does not fit the schema."""
    asked = {0: "", 1: " after one re-ask"}.get(reasks, f" after {reasks} re-asks")
    why = target.words(str(misfits).partition("\n")[0])
    fix = "try another model, or allow more re-asks (EXTRACTOR_REASKS)"
    return InvalidAnswerError(f"the answer of {target.model} does not fit the schema{asked} ({why}); {fix}")


def of_body(completion: Any, target: Target) -> AttemptError | None:
    """The failure of a successful status whose body is no chat completion; None for one that is."""
    if isinstance(completion, str):
        page = completion.lstrip()[:15].lower().startswith(("<!doctype", "<html"))
        return malformed("a web page" if page else "something that is not JSON", target)
    choices = getattr(completion, "choices", None)
    if isinstance(choices, list) and choices and getattr(choices[0], "message", None) is not None:
        return None
    error = (getattr(completion, "model_extra", None) or {}).get("error")
    if isinstance(error, dict):
        code = error.get("code")
        return of_status(code if isinstance(code, int) else 500, {"error": error}, target, {})
    return malformed("JSON that is no chat completion", target)


def of_ending(completion: Any, target: Target) -> AttemptError | None:
    """The failure of an answer that ended badly; None for one worth reading."""
    choice = completion.choices[0]
    refused = getattr(choice.message, "refusal", None)
    final = Verdict(again=False)
    if refused or choice.finish_reason == "content_filter":
        return AttemptError(refusal(refused, target), final)
    if choice.finish_reason == "length":
        return AttemptError(truncated(target), final)
    if not (choice.message.content or "").strip():
        return AttemptError(empty(target), final)
    return None

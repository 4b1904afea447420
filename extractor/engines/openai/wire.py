"""What goes over the wire: the shape of the answer that is asked for, the messages, and what came back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from extractor.engines.base import Message
from extractor.models import Draft, Usage

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


@cache
def response_format(strict: bool) -> dict[str, Any]:
    """The `response_format` that asks for a Draft, held to its schema by the server if it is strict."""
    from openai import pydantic_function_tool

    schema = pydantic_function_tool(Draft)["function"]["parameters"]
    named = {"name": "draft", "strict": True} if strict else {"name": "draft"}
    return {"type": "json_schema", "json_schema": {**named, "schema": schema}}


def post(body: dict[str, Any], *, keyless: bool) -> dict[str, Any]:
    """The arguments of the SDK's `post`. Without a key it wants to be told that no header is meant to carry one."""
    from openai import omit
    from openai.types.chat import ChatCompletion

    return {
        "body": body,
        "cast_to": ChatCompletion,
        "options": {"headers": {"Authorization": omit}} if keyless else {},
    }


@cache
def answer_model() -> type[BaseModel]:
    """What instructor is told to read the answer as: a model without fields whose reading makes a Draft.

    instructor walks the fields of its response model four times a call and generates its schema once; with Draft
    itself that was 0.3 ms of 0.9 a call. The schema that counts is in `response_format`.
    """
    from instructor import ResponseSchema
    from instructor.core import ResponseParsingError

    class Answer(ResponseSchema):
        @classmethod
        def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
            return {}

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Any:
            """The Draft. A misfit is told in our own words: pydantic's name its version, and a recorded re-ask that
            repeats them could not be replayed after an upgrade. Lax, since "3" for 3 is not worth a re-ask."""
            try:
                return Draft.model_validate_json(document(str(json_data)), strict=False)
            except ValidationError as error:
                misfits = told(error)
            raise ResponseParsingError(misfits)

    return Answer


MISFITS = 8
"""Misfits told in a re-ask: the first ones cause the others."""


def told(error: ValidationError) -> str:
    """What does not fit, one line a place, without the values: 'claims.0.kind: Input should be …'."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    lines = [": ".join(filter(None, (".".join(map(str, e["loc"])), e["msg"]))) for e in found[:MISFITS]]
    return "\n".join(lines + [f"and {len(found) - MISFITS} more"] * (len(found) > MISFITS))


def messages(said: Sequence[Message]) -> list[dict[str, str]]:
    """The messages as the API takes them, verbatim. Lone surrogates, which no encoding can carry, become U+FFFD."""
    return [{"role": m.role, "content": _encodable(m.content)} for m in said]


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return text


def document(content: str) -> str:
    """The JSON document in an answer: what stands inside a code fence, or after the model's thoughts, or all of it."""
    if content.lstrip().startswith("{"):
        return content
    content = content.rpartition("</think>")[2]
    fenced = re.search(r"```(?:json)?\s*(\{.*\})\s*```", content, re.DOTALL)
    return fenced[1] if fenced else content


def usage_of(completion: ChatCompletion) -> tuple[int, int, int]:
    """Tokens in, out, and in from the cache; zeros where the endpoint does not count."""
    usage = completion.usage
    if usage is None:
        return 0, 0, 0
    details = usage.prompt_tokens_details
    return usage.prompt_tokens or 0, usage.completion_tokens or 0, (details and details.cached_tokens) or 0


class Tally:
    """What one call has taken so far. Counted at every attempt, failed ones included."""

    __slots__ = ("asks", "requests", "strict", "tokens_cached", "tokens_in", "tokens_out")

    def __init__(self) -> None:
        self.asks = 0
        """Questions put: the first and its re-asks."""
        self.requests = 0
        """Requests sent: at least one a question."""
        self.strict = True
        """Whether the last request asked for a strict schema."""
        self.tokens_in = self.tokens_out = self.tokens_cached = 0

    def count(self, completion: ChatCompletion) -> None:
        came_in, went_out, cached = usage_of(completion)
        self.tokens_in += came_in
        self.tokens_out += went_out
        self.tokens_cached += cached

    @property
    def usage(self) -> Usage:
        return Usage(
            requests=self.requests,
            retries=self.requests - self.asks,
            reasks=max(0, self.asks - 1),
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            tokens_cached=self.tokens_cached,
        )

"""What goes over the wire: the shape of the answer that is asked for, the messages, and the document in an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from extractor.engines.base import Message
from extractor.models import Draft


@cache
def response_format(strict: bool) -> dict[str, Any]:
    """The `response_format` that asks for a Draft, held to its schema by the server if it is strict."""
    from openai import pydantic_function_tool

    schema = pydantic_function_tool(Draft)["function"]["parameters"]
    named = {"name": "draft", "strict": True} if strict else {"name": "draft"}
    return {"type": "json_schema", "json_schema": {**named, "schema": schema}}


_RAW: dict[str, Any] = {"X-Stainless-Raw-Response": "true"}
"""Asks the SDK, in its own words, for the answer with its headers, to be parsed by whoever asked."""


def post(body: dict[str, Any], *, keyless: bool) -> dict[str, Any]:
    """The arguments of the SDK's `post`. Without a key it wants to be told that no header is meant to carry one."""
    from openai import omit
    from openai.types.chat import ChatCompletion

    headers = _RAW | {"Authorization": omit} if keyless else _RAW
    return {"body": body, "cast_to": ChatCompletion, "options": {"headers": headers}}


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


def size(said: Sequence[Mapping[str, str]]) -> int:
    """Tokens of a question and its answer, roughly: a quarter of the bytes. Whoever needs them learns the ratio."""
    return tokens(m["content"] for m in said)


def tokens(texts: Iterable[str]) -> int:
    """Tokens of the texts, roughly: a quarter of their bytes."""
    return sum(len(text.encode("utf-8", "replace")) for text in texts) // 4 + 1

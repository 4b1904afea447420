"""Whether an endpoint answers, and with which models: one short request, sent as the engine sends its own."""

from __future__ import annotations

import json
from typing import Any

from extractor.errors import ConfigError, ServerError
from extractor.settings import shown_url

PATIENCE = 5.0
"""Seconds to wait for the list of models where nothing else is asked for."""


def models(base_url: str, key: str, model: str, timeout: float | None = None) -> list[str]:
    """The models that the endpoint lists within so many seconds.

    Raises an error that says what is wrong when it can't be reached or answers with something else.
    """
    import openai

    from extractor.engines.openai import deadline
    from extractor.engines.openai.failures import Target, of_exception

    shown, seconds = shown_url(base_url), timeout or PATIENCE
    try:
        options = {"base_url": base_url, "api_key": key, "timeout": seconds, "max_retries": 0}
        with deadline.client(options) as client:
            answer = client.models.with_raw_response.list().text
    except openai.NotFoundError:
        raise ConfigError(f"{shown} has no list of models (404); does its version, such as /v1, lack?") from None
    except openai.OpenAIError as error:
        failed = of_exception(error, Target(model, shown, seconds, key)).error
    else:
        return _names(answer, shown)
    raise failed


def _names(answer: str, shown: str) -> list[str]:
    try:
        document: Any = json.loads(answer)
        return [str(entry["id"]) for entry in document["data"]]
    except (ValueError, KeyError, TypeError):
        raise ServerError(
            f"{shown} answers, but not like an OpenAI-compatible endpoint; correct the base URL"
        ) from None

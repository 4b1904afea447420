"""The engines there are, by the first word of a model string, and the one way to open them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extractor.errors import ConfigError, MissingKeyError, UsageError

if TYPE_CHECKING:
    from extractor.engines.base import Engine
    from extractor.settings import Settings

DEFAULT_MODEL = "openai/gpt-5.4-mini"
"""Used when a key is set and no model is named."""

FORMS = "offline, openai/NAME or ollama/NAME"

OLLAMA_PORT = 11434

PLACEHOLDER_KEY = "none"
"""Sent to an endpoint of the user's own when no key is set: most such servers ask for none and ignore it."""


def open_engine(model: str | None, settings: Settings) -> Engine:
    """The engine that a model string names; for None, that of `default_model`.

    Raises UsageError for a string of no known form, MissingKeyError for a hosted model without a key.
    """
    model = model or default_model(settings)
    prefix, _, name = model.partition("/")
    if prefix not in BUILDERS or bool(name) == (prefix == "offline") or model != model.strip():
        raise UsageError(f"{model!r} names no model: write {FORMS}")
    return BUILDERS[prefix](name, settings)


def default_model(settings: Settings) -> str:
    """The model of the settings; else a hosted one if a key is set; else the offline engine."""
    return settings.model or (DEFAULT_MODEL if settings.api_key else "offline")


def endpoint(model: str, settings: Settings) -> str | None:
    """The address that a model string's calls go to; None for the endpoint of openai itself or for no endpoint."""
    if model.startswith("ollama/"):
        return ollama_url(settings.ollama_host)
    return settings.base_url if model.startswith("openai/") else None


def ollama_url(host: str | None) -> str:
    """The OpenAI-compatible address of an Ollama server, from what OLLAMA_HOST may hold.

    As in Ollama, the port is 11434 unless a scheme says otherwise; a server's "every interface" means this machine.
    """
    host = (host or "").strip().strip("\"'").removesuffix("/").removesuffix("/v1").removesuffix("/")
    scheme, separator, rest = host.rpartition("://")
    try:
        parts = urlsplit(f"//{rest}")
        port = parts.port or (None if separator else OLLAMA_PORT)
    except ValueError:
        raise ConfigError("OLLAMA_HOST is not an address like localhost:11434: correct it") from None
    name = parts.hostname or "127.0.0.1"
    if name in ("0.0.0.0", "::"):  # noqa: S104 - what a server binds to is not what a client calls
        name = "127.0.0.1"
    if (scheme or "http") not in ("http", "https") or any(c.isspace() for c in rest):
        raise ConfigError("OLLAMA_HOST is not an address like localhost:11434: correct it")
    name = f"[{name}]" if ":" in name else name
    return f"{scheme or 'http'}://{name}{f':{port}' if port else ''}{parts.path}/v1"


def _offline(name: str, settings: Settings) -> Engine:
    from extractor.engines.offline import Offline

    return Offline()


def _openai(name: str, settings: Settings) -> Engine:
    if settings.api_key is None and settings.base_url is None:
        raise MissingKeyError(
            f"openai/{name} needs a key: set EXTRACTOR_API_KEY, or name an endpoint with --base-url, or use -m offline"
        )
    key = settings.api_key.get_secret_value() if settings.api_key else PLACEHOLDER_KEY
    return _hosted(name, "openai", settings.base_url, key, settings)


def _ollama(name: str, settings: Settings) -> Engine:
    # Never the key of the settings: it is another server's.
    return _hosted(name, "ollama", ollama_url(settings.ollama_host), PLACEHOLDER_KEY, settings)


def _hosted(model: str, name: str, base_url: str | None, key: str, settings: Settings) -> Engine:
    from extractor.engines.openai import OpenAI

    return OpenAI(
        model,
        base_url=base_url,
        api_key=key,
        timeout=settings.timeout,
        retries=settings.retries,
        reasks=settings.reasks,
        max_output_tokens=settings.max_output_tokens,
        name=name,
    )


BUILDERS: dict[str, Callable[[str, Settings], Engine]] = {"offline": _offline, "openai": _openai, "ollama": _ollama}

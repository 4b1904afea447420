"""The engines there are, by the first word of a model string, and the one way to open them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from extractor.errors import ConfigError, MissingKeyError, UsageError

if TYPE_CHECKING:
    from extractor.engines.base import Engine, Meter, Permit
    from extractor.engines.openai.tally import Price
    from extractor.engines.pacing import Controller, Pace
    from extractor.settings import Settings

DEFAULT_MODEL = "openai/gpt-5.4-mini"
"""Used when a key is set and no model is named."""

FORMS = "offline, openai/NAME or ollama/NAME"

KEY_VARIABLES = "OPENAI_API_KEY or EXTRACTOR_API_KEY"
"""Where a key may be set, as messages say it."""

OLLAMA_PORT = 11434

PLACEHOLDER_KEY = "none"
"""Sent to an endpoint of the user's own when no key is set: most such servers ask for none and ignore it."""


def open_engine(
    model: str | None,
    settings: Settings,
    *,
    controller: Controller | None = None,
    meter: Meter | None = None,
    permit: Permit | None = None,
    pace: Pace | None = None,
    price: Price | None = None,
) -> Engine:
    """The engine that a model string names; for None, that of `default_model`.

    An engine that sends no requests has no use for the others: what paces them, who is told of each, who permits
    re-asks, and their price.

    Raises UsageError for a string of no known form, MissingKeyError for a hosted model without a key.
    """
    model = default_model(settings) if model is None else model
    prefix, _, name = model.partition("/")
    sendable = model.isprintable() and model == model.strip()
    if prefix not in BUILDERS or bool(name) == (prefix == "offline") or not sendable:
        raise UsageError(f"{model!r} names no model: write {FORMS}")
    requests = {"controller": controller, "meter": meter, "permit": permit, "pace": pace, "price": price}
    return BUILDERS[prefix](name, settings, **requests)


def default_model(settings: Settings) -> str:
    """The model of the settings; else a hosted one if a key is set; else the offline engine."""
    if settings.model is not None:
        return settings.model
    return DEFAULT_MODEL if settings.api_key else "offline"


def endpoint(model: str, settings: Settings) -> str | None:
    """The address that a model string's calls go to; None for an engine that calls nobody."""
    if model.startswith("ollama/"):
        return ollama_url(settings.ollama_host)
    if not model.startswith("openai/"):
        return None
    from extractor.engines.openai.client import BASE_URL

    return settings.base_url or BASE_URL


def key_for(model: str, settings: Settings) -> str:
    """The key that goes with a model string's calls: Ollama never sees the key of another server."""
    if settings.api_key is None or not model.startswith("openai/"):
        return PLACEHOLDER_KEY
    return settings.api_key.get_secret_value()


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


def _offline(name: str, settings: Settings, **_: Any) -> Engine:
    from extractor.engines.offline import Offline

    return Offline()


def _openai(name: str, settings: Settings, **requests: Any) -> Engine:
    if settings.api_key is None and settings.base_url is None:
        raise MissingKeyError(
            f"openai/{name} needs a key: set {KEY_VARIABLES}, or name an endpoint with --base-url, or use -m offline"
        )
    return _hosted("openai", name, settings, **requests)


def _ollama(name: str, settings: Settings, **requests: Any) -> Engine:
    return _hosted("ollama", name, settings, **requests)


def _hosted(engine: str, name: str, settings: Settings, **requests: Any) -> Engine:
    from extractor.engines.openai import OpenAI

    model = f"{engine}/{name}"
    return OpenAI(
        name,
        base_url=endpoint(model, settings),
        api_key=key_for(model, settings),
        timeout=settings.timeout,
        retries=settings.retries,
        reasks=settings.reasks,
        max_output_tokens=settings.max_output_tokens,
        name=engine,
        **requests,
    )


BUILDERS: dict[str, Callable[..., Engine]] = {"offline": _offline, "openai": _openai, "ollama": _ollama}

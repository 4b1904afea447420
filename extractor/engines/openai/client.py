"""The engine: one question through instructor, its requests through the openai SDK."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pydantic import SecretStr

from extractor.engines import pacing, pricing
from extractor.engines.base import Call, Meter, Permit, Reply
from extractor.engines.openai import failures, wire
from extractor.engines.openai.connections import Connections
from extractor.engines.openai.failures import AttemptError
from extractor.engines.openai.tally import INTERRUPTED, Price, Tally
from extractor.engines.pacing import Controller, Pace, Slot, Verdict
from extractor.errors import ConfigError, ExtractorError
from extractor.models import Draft

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletion

BASE_URL = "https://api.openai.com/v1"
LOOSE = "the endpoint refuses a strict schema; asked without one"
"""The note of a reply that came by the fallback."""
GUESSED = "the endpoint counts no tokens; they are estimated"
"""The note of a reply whose usage is a guess, so that a budget holds all the same."""
PATH = "/chat/completions"
"""Posted to directly: `chat.completions.create` walks the schema in every request, 0.2 ms a call, to the same bytes."""

# instructor logs answers, and both would fall to the root logger's handler of last resort on stderr.
for _library in ("instructor", "openai"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


class OpenAI:
    """A model behind any OpenAI-compatible endpoint.

    One set of connections for the life of the engine: close it, or use it as a context manager of either colour.
    `timeout` is in seconds, from a request's start to the last byte of its answer. `max_output_tokens` is sent only
    when set, since endpoints disagree on its name and on its default; temperature is never sent, since many models
    refuse it.

    A `controller` lets the requests of `aanswer` go in its time; `answer` waits for its own retries and for nothing
    else. The `meter` is told of every request of both, and the `permit` asked before every re-ask. `price` takes the
    place of the table of list prices.
    """

    side_by_side = True

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | SecretStr | None = None,
        timeout: float = 120.0,
        retries: int = 4,
        reasks: int = 1,
        max_output_tokens: int | None = None,
        name: str = "openai",
        pace: Pace | None = None,
        controller: Controller | None = None,
        meter: Meter | None = None,
        permit: Permit | None = None,
        price: Price | None = None,
    ) -> None:
        self._name = name
        self._model = model
        self._key = SecretStr(_checked_key(api_key))
        self._base_url = SecretStr(base_url or BASE_URL)
        """May hold credentials; the target's endpoint does not."""
        shown = _checked_url(self._base_url.get_secret_value())
        self._target = failures.Target(model, shown, timeout, self._key.get_secret_value())
        self._pace = pace or Pace(retries=retries)
        self._controller = controller
        self._meter = meter
        self._permit = permit
        self._price = price or partial(pricing.price, model, base_url=shown)
        self._reasks = reasks
        self._max_output_tokens = max_output_tokens
        self._strict = True
        self._lock = threading.Lock()
        self._client: openai.OpenAI | None = None
        self._connections: Connections | None = None
        self._ask: Any = None
        self._aask: Any = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def model(self) -> str:
        return self._model

    @property
    def parameters(self) -> dict[str, str | int | None]:
        """What else decides the answers; nothing secret, and nothing about waiting."""
        return {"endpoint": self._target.endpoint, "max_output_tokens": self._max_output_tokens, "schema": "strict"}

    def __repr__(self) -> str:
        return f"OpenAI({self._model!r}, base_url={self._target.endpoint!r}, name={self._name!r})"

    # One question. The two colours differ in how they wait and in nothing else.

    def answer(self, call: Call) -> Reply:
        tally = Tally(call, self._price, self._meter, self._permit)
        if self._ask is None:
            self._ask = self._patched(self._create)
        try:
            answer = self._ask(**self._question(call, tally))
        except Exception as error:
            failed: Exception = error
        else:
            return self._reply(answer, tally)
        raise self._error(failed, tally)

    async def aanswer(self, call: Call) -> Reply:
        tally = Tally(call, self._price, self._meter, self._permit)
        if self._aask is None:
            self._aask = self._patched(self._acreate)
        try:
            answer = await self._aask(**self._question(call, tally))
        except Exception as error:
            failed: Exception = error
        else:
            return self._reply(answer, tally)
        raise self._error(failed, tally)

    def _question(self, call: Call, tally: Tally) -> dict[str, Any]:
        """What instructor is asked. It never gets `context`: with one it reads the article as a Jinja template."""
        return {
            "response_model": wire.answer_model(),
            "messages": wire.messages(call.messages),
            "max_retries": self._reasks,
            "tally": tally,
        }

    def _reply(self, answer: Draft, tally: Tally) -> Reply:
        notes = tuple(note for note, so in ((LOOSE, not tally.strict), (GUESSED, tally.guessed)) if so)
        # Anew, since instructor hangs the whole response on the one it returns.
        return Reply(Draft.model_construct(claims=answer.claims), tally.usage, notes)

    def _error(self, error: Exception, tally: Tally) -> Exception:
        """Our own error, made anew so that no request hangs on it; a bug stays what it is."""
        from instructor.core import InstructorRetryException, ResponseParsingError

        cause = error.__cause__ if isinstance(error, InstructorRetryException) else error
        if isinstance(cause, AttemptError):
            cause = cause.error
        if isinstance(cause, ExtractorError):
            return type(cause)(cause.message)
        if isinstance(cause, ResponseParsingError):
            return failures.invalid(cause, tally.asks - 1, self._target)
        return cause if isinstance(cause, Exception) else error

    # One instructor attempt: requests until one is answered.

    def _create(self, *, messages: list[Any], tally: Tally, **_: Any) -> ChatCompletion:
        tally.asked()
        return pacing.retrying(self._pace, failures.judge)(self._send, messages, tally)

    async def _acreate(self, *, messages: list[Any], tally: Tally, **_: Any) -> ChatCompletion:
        tally.asked()
        slot = self._controller.slot(wire.size(messages)) if self._controller else None
        return await pacing.aretrying(self._pace, failures.judge)(self._asend, messages, tally, slot)

    # One request. Nothing is raised inside an `except`, where the SDK's error and the key in it would stay attached.

    def _send(self, messages: list[Any], tally: Tally) -> ChatCompletion:
        try:
            answer = self._sync().post(PATH, **self._request(messages, tally))
            completion = self._read(answer)
        except Exception as error:
            failed = failures.of_exception(error, self._target)
        except BaseException:
            tally.ended(INTERRUPTED)
            raise
        else:
            return self._answered(completion, answer.headers, tally, None)
        raise self._failed(failed, tally, None)

    async def _asend(self, messages: list[Any], tally: Tally, slot: Slot | None) -> ChatCompletion:
        async with slot or nullcontext():
            try:
                with self._async().client() as client:
                    async with asyncio.timeout(self._target.timeout):
                        answer = await client.post(PATH, **self._request(messages, tally))
                completion = self._read(answer)
            except Exception as error:
                failed = failures.of_exception(error, self._target)
            except BaseException:
                tally.ended(INTERRUPTED)
                raise
            else:
                return self._answered(completion, answer.headers, tally, slot)
            raise self._failed(failed, tally, slot)

    def _request(self, messages: list[Any], tally: Tally) -> dict[str, Any]:
        """One request as the SDK posts it."""
        tally.strict = self._strict
        body: dict[str, Any] = {
            "model": self._model,
            "messages": messages,
            "response_format": wire.response_format(tally.strict),
        }
        if self._max_output_tokens is not None:
            # The older name, which only OpenAI's own reasoning models refuse and which every other server knows.
            own = self._target.endpoint == BASE_URL
            body["max_completion_tokens" if own else "max_tokens"] = self._max_output_tokens
        return wire.post(body, keyless=not self._key.get_secret_value())

    def _read(self, answer: Any) -> ChatCompletion:
        """The completion; raises AttemptError where the body is none."""
        completion = answer.parse()
        failed = failures.of_body(completion, self._target)
        if failed:
            failed.headers = answer.headers
            raise failed
        return completion  # type: ignore[no-any-return]

    def _answered(
        self, completion: ChatCompletion, headers: Mapping[str, str], tally: Tally, slot: Slot | None
    ) -> ChatCompletion:
        """The completion, counted; raises AttemptError where it holds nothing to read."""
        failed = failures.of_ending(completion, self._target)
        usage = tally.ended(failed.error.code if failed else "ok", completion)
        if slot is not None:
            slot.answered(headers, usage.tokens_in + usage.tokens_out)
        if failed:
            raise failed
        return completion

    def _failed(self, failed: AttemptError, tally: Tally, slot: Slot | None) -> AttemptError:
        """The failure, which is free to be repeated once without a strict schema if that is what was refused."""
        verdict = failed.verdict
        if failed.other_form and tally.strict:
            self._strict = False
            verdict = Verdict(again=True, free=True)
        if slot is not None:
            verdict = slot.failed(verdict, failed.error, failed.headers)
        tally.ended(failed.error.code)
        return AttemptError(failed.error, verdict)

    # Connections.

    def _patched(self, create: Any) -> Any:
        import instructor

        return instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)

    def _sync(self) -> openai.OpenAI:
        with self._lock:
            if self._client is None:
                from extractor.engines.openai import deadline

                self._client = deadline.client(self._options())
            return self._client

    def _async(self) -> Connections:
        """Those of the running loop: connections can't outlive the loop they were opened in."""
        loop = asyncio.get_running_loop()
        if self._connections is None or self._connections.loop is not loop:
            self._connections = Connections(self._options(), loop)
        return self._connections

    def _options(self) -> dict[str, Any]:
        """What both clients are made with. Without a key an empty one: for None the SDK would take the environment's
        OPENAI_API_KEY, and send it to any endpoint."""
        return {
            "api_key": self._key.get_secret_value(),
            "base_url": self._base_url.get_secret_value(),
            "timeout": self._target.timeout,
            "max_retries": 0,
            "_enforce_credentials": False,
        }

    def close(self) -> None:
        """Closes the connections of `answer`."""
        with self._lock:
            client, self._client = self._client, None
        if client:
            client.close()

    async def aclose(self) -> None:
        """Closes all connections."""
        self.close()
        connections, self._connections = self._connections, None
        if connections and connections.loop is asyncio.get_running_loop():
            await connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        await self.aclose()


def _checked_key(key: str | SecretStr | None) -> str:
    """The key without white space around it; raises ConfigError, without saying it, if no header can carry it."""
    value = (key.get_secret_value() if isinstance(key, SecretStr) else key or "").strip()
    if not (value.isascii() and value.isprintable()):
        raise ConfigError("the API key holds characters that no key has; copy it again")
    return value


def _checked_url(url: str) -> str:
    """The base URL as messages may show it; raises ConfigError for one that cannot work."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise ConfigError("the base URL is not a web address; write it like http://localhost:8000/v1")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"

"""A limit on a whole answer: the HTTP client's own is one on each piece, and an endpoint may send a byte a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx2

if TYPE_CHECKING:
    import openai

BEGAN = "extractor.began"
"""Under this name a request, and what it is redirected to, says when it was sent."""


def client(options: dict[str, Any]) -> openai.OpenAI:
    """The SDK's client, made with these options; its `timeout` holds from a request to the last byte of the answer."""
    import openai

    seconds: float = options["timeout"]

    def sent(request: httpx2.Request) -> None:
        request.extensions.setdefault(BEGAN, time.monotonic())

    def answered(response: httpx2.Response) -> None:
        end = response.request.extensions[BEGAN] + seconds
        response.stream = _InTime(response.stream, response.request, end)

    hooks: dict[str, list[Callable[..., Any]]] = {"request": [sent], "response": [answered]}
    return openai.OpenAI(http_client=openai.DefaultHttpxClient(timeout=seconds, event_hooks=hooks), **options)


class _InTime(httpx2.SyncByteStream):
    """The pieces of an answer; raises ReadTimeout at the first that comes too late."""

    def __init__(self, stream: Any, request: httpx2.Request, end: float) -> None:
        self._stream = stream
        self._request = request
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:
            if time.monotonic() > self._end:
                raise httpx2.ReadTimeout("the answer does not end", request=self._request)
            yield piece

    def close(self) -> None:
        self._stream.close()

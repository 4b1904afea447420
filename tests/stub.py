"""A loopback endpoint that answers as it is told: for the faults that no real endpoint produces on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Response:
    """One HTTP response. `body` is sent as JSON unless it is a string."""

    body: Any = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    """Seconds between its bytes."""
    cut: bool = False
    """Announce the whole body, send half of it, and hang up."""


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


def completion(
    content: str | None,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int, int] = (100, 20, 0),
    **headers: str,
) -> Response:
    """A chat completion with that content. `tokens`: in, out, in from the cache."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    usage = {
        "prompt_tokens": tokens[0],
        "completion_tokens": tokens[1],
        "total_tokens": tokens[0] + tokens[1],
        "prompt_tokens_details": {"cached_tokens": tokens[2]},
    }
    body = {
        "id": "stub",
        "object": "chat.completion",
        "created": 0,
        "model": "stub",
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": usage,
    }
    return Response(body, headers=headers)


def error(status: int, message: str, code: str | None = None, kind: str = "error", **headers: str) -> Response:
    """An error in OpenAI's shape. Header names are given with underscores."""
    body = {"error": {"message": message, "type": kind, "code": code, "param": None}}
    return Response(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    """With the usual 5, a sixth connection at once waits a second for its turn."""


class Stub:
    """Answers the requests in the order of `responses`; the last one is repeated.

    A function in place of the responses is asked for each request.
    """

    def __init__(self, *responses: Response, answer: Callable[[Request], Response] | None = None) -> None:
        self.requests: list[Request] = []
        self._responses: Iterable[Response] = responses
        self._answer = answer
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def bodies(self) -> list[Any]:
        return [request.body for request in self.requests]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _next(self, request: Request) -> Response:
        with self._lock:
            self.requests.append(request)
            if self._answer:
                return self._answer(request)
            responses = tuple(self._responses)
            return responses[min(len(self.requests), len(responses)) - 1]

    def _handler(stub) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                response = stub._next(Request(self.path, headers, raw))
                time.sleep(response.delay)
                text = response.body if isinstance(response.body, str) else json.dumps(response.body)
                data = text.encode()
                try:
                    self.send_response(response.status)
                    headers = {"content-type": "application/json", "content-length": str(len(data))}
                    for name, value in (headers | response.headers).items():
                        self.send_header(name, value)
                    self.end_headers()
                    if response.drip:
                        for byte in data:
                            self.wfile.write(bytes((byte,)))
                            time.sleep(response.drip)
                    else:
                        self.wfile.write(data[: len(data) // 2] if response.cut else data)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                if response.cut:
                    self.close_connection = True

            do_GET = do_POST  # noqa: N815

            def log_message(self, *args: object) -> None:
                pass

        return Handler

"""An OpenAI-compatible endpoint in a process of its own: as slow, as strict and as broken as it is told to be.

    python -m benchmarks.endpoint '{"latency": 0.5, "rpm": 600, "faults": {"server": 0.1}}'

It listens on loopback, says its base URL on the first line, and ends with its standard input. What it was asked is
read from `/counts` (`/counts?calls` tells of each call) until a POST to `/forget`; what it does is changed by a POST to
`/behaviour`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from typing import Any

from benchmarks.answers import answer, tokens
from benchmarks.throttle import Throttle

PAGE = "<!DOCTYPE html><html><head><style>b{color:red}</style></head><body><b>503</b> upstream is away</body></html>"
PROSE = "I read the article with pleasure, and here is what I make of it: there are several claims in it."


@dataclass(frozen=True)
class Behaviour:
    """How the endpoint answers."""

    latency: float = 0.0
    """Seconds."""
    rpm: float = 0.0
    """Requests a minute; 0 is no limit. Beyond it: 429 with Retry-After."""
    tpm: float = 0.0
    burst: float = 60.0
    """Seconds' worth of the limits that can be had at once; hosted ones often say 60 and mean 1."""
    retry_after: float = 0.0
    """What a fault of kind `rate` asks to wait, in seconds."""
    faults: dict[str, float] = field(default_factory=dict)
    """The share of requests that meets each kind of fault; kinds are the keys of `FAULTS`, and `hang`."""
    hang: float = 30.0
    """Seconds until a request that hangs is answered after all."""
    seed: int = 0
    """Faults follow from the seed, the call and how often it was asked, not from which request comes first."""
    wrong: float = 0.0
    """The share of articles whose answer holds a claim to be corrected."""
    poison: str = ""
    """A word; the answer to an article that has it is cut off, every time."""


@dataclass(frozen=True)
class Response:
    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    sent: float = 1.0
    """The part of it that is sent before the connection is dropped."""
    used: tuple[int, int] = (0, 0)
    """Tokens that the body tells of."""

    def wire(self) -> bytes:
        data = self.body.encode()
        told = {"content-type": self.kind, "content-length": str(len(data)), **self.headers}
        head = f"HTTP/1.1 {self.status} .\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())
        whole = head.encode() + b"\r\n" + data
        return whole if self.sent == 1 else whole[: int(len(whole) * self.sent)]


def completion(request: dict[str, Any], content: str, finish: str = "stop") -> Response:
    """The answer with that content."""
    used = tokens(str(message["content"]) for message in request["messages"]), tokens([content])
    message = {"role": "assistant", "content": content, "refusal": None}
    body = {
        "id": "x", "object": "chat.completion", "created": 0, "model": request["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {"prompt_tokens": used[0], "completion_tokens": used[1], "total_tokens": sum(used)},
    }  # fmt: skip
    return Response(json.dumps(body), used=used)


def error(status: int, message: str, **headers: str) -> Response:
    body = {"error": {"message": message, "type": "error", "code": None, "param": None}}
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(body), status, told)


def busy(wait: float, **headers: str) -> Response:
    """A refusal that tells how long to wait, the one way in whole seconds and the other exactly."""
    told = {"retry_after": f"{-(-wait // 1):.0f}", "retry_after_ms": f"{wait * 1000:.0f}"}
    refused = error(429, "too many requests at once", **(told if wait else {"retry_after": "0"}))
    return replace(refused, headers=refused.headers | headers)


def _good(request: dict[str, Any], content: str, behaviour: Behaviour) -> Response:
    return completion(request, content)


Fault = Callable[[dict[str, Any], str, Behaviour], Response]
FAULTS: dict[str, Fault] = {
    "rate": lambda request, content, behaviour: busy(behaviour.retry_after),
    "server": lambda request, content, behaviour: error(500, "something went wrong on our side"),
    "page": lambda request, content, behaviour: Response(PAGE, 503, kind="text/html"),
    "drop": lambda request, content, behaviour: Response("", sent=0),
    "cut": lambda request, content, behaviour: replace(completion(request, content), sent=0.6, used=(0, 0)),
    "garbage": lambda request, content, behaviour: Response('{"id": "x", "choices": [{"index": 0, "message"'),
    "prose": lambda request, content, behaviour: completion(request, PROSE),
    "empty": lambda request, content, behaviour: completion(request, ""),
    "length": lambda request, content, behaviour: completion(request, content[: len(content) // 2], "length"),
}


class Book:
    """What was asked and what was given."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.requests = self.answered = self.refused = self.abandoned = 0
        self.in_flight = self.most_in_flight = self.connections = 0
        self.tokens_in = self.tokens_out = 0
        self.first = self.last = 0.0
        """Seconds from the start to the first request, and to the last good answer."""
        self.faults: Counter[str] = Counter()
        self.calls: dict[str, dict[str, Any]] = {}

    def asked(self, call: str, request: dict[str, Any]) -> int:
        """How often this call has been asked before."""
        self.first = self.first or time.monotonic() - self.started
        self.requests += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        known = self.calls.setdefault(
            call, {"article": _article(request), "model": request["model"], "requests": 0, "answered": 0}
        )
        known["requests"] += 1
        return int(known["requests"]) - 1

    def gave(self, call: str, response: Response, fault: str | None) -> None:
        """Counts what has gone out whole; tokens are what a client was told of."""
        self.tokens_in += response.used[0]
        self.tokens_out += response.used[1]
        if fault:
            return
        if response.status == 429:
            self.refused += 1
        else:
            self.answered += 1
            self.calls[call]["answered"] += 1
            self.last = time.monotonic() - self.started

    def told(self, calls: bool) -> dict[str, Any]:
        told = {name: value for name, value in vars(self).items() if calls or name != "calls"}
        return told | {"distinct": len(self.calls)}


def _article(request: dict[str, Any]) -> str:
    """The article's id, from the fence around its sentences; empty for a question of another form."""
    asked = str(request["messages"][min(1, len(request["messages"]) - 1)]["content"])
    return asked.partition("\n=== ")[2][:12]


class Endpoint:
    """What all connections share."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.book = Book()
        self.behave(behaviour)

    def behave(self, behaviour: Behaviour) -> None:
        """Other behaviour from now on, with full buckets."""
        self.behaviour = behaviour
        self.throttle = Throttle(behaviour.rpm, behaviour.tpm, behaviour.burst)

    def respond(self, body: bytes) -> tuple[str, Response, str | None, float]:
        """The call's name, the response, the fault that it is, and the seconds until it is sent."""
        request = json.loads(body)
        call = blake2b(body, digest_size=8).hexdigest()
        before = self.book.asked(call, request)
        behaviour = self.behaviour
        headers: dict[str, str] = {}
        if self.throttle.buckets:
            asked = tokens(str(message["content"]) for message in request["messages"])
            wait = self.throttle.refused(asked, time.monotonic())
            headers = self.throttle.headers()
            if wait is not None:
                return call, busy(wait, **headers), None, 0.0
        content = answer(request["messages"], behaviour.wrong)
        fault = self._fault(f"{behaviour.seed} {call} {before}") if behaviour.faults else None
        if behaviour.poison and behaviour.poison in request["messages"][-1]["content"]:
            fault = "length"
        if fault:
            self.book.faults[fault] += 1
        delay = behaviour.hang if fault == "hang" else behaviour.latency
        response = FAULTS.get(fault or "", _good)(request, content, behaviour)
        return call, replace(response, headers=response.headers | headers) if headers else response, fault, delay

    def _fault(self, drawn: str) -> str | None:
        place = zlib.crc32(drawn.encode()) / 2**32
        for kind, share in self.behaviour.faults.items():
            place -= share
            if place < 0:
                return kind
        return None

    def told(self, path: str, body: bytes) -> bytes:
        """What those who watch are told."""
        if path == "/behaviour":
            self.behave(replace(self.behaviour, **json.loads(body)))
            return Response(json.dumps(asdict(self.behaviour))).wire()
        if path == "/forget":
            self.book = Book()
            return Response("{}").wire()
        if path.startswith("/counts"):
            return Response(json.dumps(self.book.told(path.endswith("?calls")))).wire()
        return error(404, f"no such path: {path}").wire()


class Connection(asyncio.Protocol):
    """One client. Its requests are answered one after the other, as HTTP/1.1 without pipelining has them."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.received = bytearray()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.endpoint.book.connections += 1

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.received[:end]).lower()
        _, named, rest = head.partition(b"\r\ncontent-length:")
        length = int(rest.partition(b"\r\n")[0]) if named else 0
        if len(self.received) < end + 4 + length:
            return
        body = bytes(self.received[end + 4 : end + 4 + length])
        path = bytes(self.received[:end]).split(b" ", 2)[1].decode()
        del self.received[: end + 4 + length]
        assert self.transport is not None
        if not path.endswith("/chat/completions"):
            self.transport.write(self.endpoint.told(path, body))
            return
        call, response, fault, delay = self.endpoint.respond(body)
        if delay:
            asyncio.get_running_loop().call_later(delay, self.send, self.endpoint.book, call, response, fault)
        else:
            self.send(self.endpoint.book, call, response, fault)

    def send(self, book: Book, call: str, response: Response, fault: str | None) -> None:
        """Sends it, to a client that is still there; `book` is the one that the request stands in."""
        book.in_flight -= 1
        if self.transport is None or self.transport.is_closing():
            book.abandoned += 1
            return
        book.gave(call, response, fault)
        self.transport.write(response.wire())
        if response.sent < 1:
            self.transport.close()


async def serve(behaviour: Behaviour) -> None:
    """Until standard input ends, and with it whoever started this process."""
    loop = asyncio.get_running_loop()
    endpoint = Endpoint(behaviour)
    server = await loop.create_server(lambda: Connection(endpoint), "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Behaviour(**json.loads(sys.argv[1] if len(sys.argv) > 1 else "{}"))))

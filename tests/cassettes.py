"""The scenes that are kept as cassettes, and the one command that records them:

    python -m tests.cassettes --base-url URL [--model NAME] [SCENE ...]

The endpoint's answers are its own. What an endpoint can't be made to do on demand (refuse, cut off, be busy, answer
out of shape) is done by a proxy in front of it, which changes the form of an answer and never the claims in it.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import vcr

from extractor.engines.base import Call
from extractor.engines.openai import OpenAI
from extractor.engines.pacing import Pace
from extractor.errors import ExtractorError
from extractor.models import Article
from extractor.pipeline import extract, plan
from tests.stub import Request, Response, Stub, completion, error

FOLDER = Path(__file__).parents[1] / "fixtures" / "cassettes"
ENDPOINT = "http://endpoint/v1"
"""What stands in a cassette for the address that was asked."""
HEADERS = ("content-type", "retry-after", "retry-after-ms")
PREFIX = "x-ratelimit-"
"""Headers kept, in both directions. A list of what to drop would one day miss an account's name."""

ARTICLE = Article(
    text=(
        "Velm Robotics released its language model Velm-3 on Tuesday under the Apache 2.0 licence.\n\n"
        "A larger version will not be published, chief executive Ida Holt told Port Daily."
    ),
    title="Velm Robotics opens one model and keeps another",
    outlet="Port Daily",
    lang="en",
)

Fault = Callable[[Response], Response]


def busy(_: Response) -> Response:
    return error(429, "Rate limit reached", "rate_limit_exceeded", "requests", retry_after_ms="20")


def refused(_: Response) -> Response:
    return completion(None, refusal="I'm sorry, I can't help with that.")


def cut_off(answer: Response) -> Response:
    """The answer as one that met its output limit half-way."""
    return _edited(answer, lambda content: content[: len(content) // 2], finish="length")


def out_of_shape(answer: Response) -> Response:
    """The answer without one of the fields that the schema asks for."""

    def edit(content: str) -> str:
        draft = json.loads(content)
        del draft["claims"][0]["status"]
        return json.dumps(draft, ensure_ascii=False)

    return _edited(answer, edit)


def badly_cited(answer: Response) -> Response:
    """The answer with its first claim resting on a sentence that does not exist."""

    def edit(content: str) -> str:
        draft = json.loads(content)
        draft["claims"][0]["at"] = [99]
        return json.dumps(draft, ensure_ascii=False)

    return _edited(answer, edit)


def _edited(answer: Response, edit: Callable[[str], str], finish: str = "stop") -> Response:
    body = copy.deepcopy(answer.body)
    choice = body["choices"][0]
    choice["message"]["content"] = edit(choice["message"]["content"])
    choice["finish_reason"] = finish
    return Response(body, answer.status, answer.headers)


@dataclass(frozen=True)
class Scene:
    """What is asked of an engine, and which of the endpoint's answers are tampered with on the way."""

    faults: tuple[Fault | None, ...] = (None,)
    whole: bool = False
    """Run the whole extraction, corrective call included, and not one call."""
    upstream: frozenset[Fault] = field(default=frozenset({cut_off, out_of_shape, badly_cited}))
    """Faults that need the endpoint's own answer."""


SCENES: dict[str, Scene] = {
    "wire": Scene(),
    "rate_limit": Scene((busy, None)),
    "reask": Scene((out_of_shape, None)),
    "refusal": Scene((refused,)),
    "truncation": Scene((cut_off,)),
    "correction": Scene((badly_cited, None), whole=True),
}


def question() -> Call:
    (call,) = plan(ARTICLE)
    return call


def engine(base_url: str = ENDPOINT, model: str = "relay", api_key: str | None = None, timeout: float = 10.0) -> OpenAI:
    """The engine as the scenes use it."""
    return OpenAI(
        model, base_url=base_url, api_key=api_key, timeout=timeout, reasks=1, pace=Pace(retries=1, first=0.001)
    )


def config(asked: str = ENDPOINT) -> dict[str, Any]:
    """How vcrpy keeps and finds what was said to the endpoint asked."""

    def kept_request(request: Any) -> Any:
        kept = copy.copy(request)
        kept.uri = request.uri.replace(asked, ENDPOINT, 1)
        kept.headers = {name: value for name, value in request.headers.items() if _is_kept(name)}
        return kept

    return {
        "match_on": ("method", "uri", "body"),
        "before_record_request": kept_request,
        "before_record_response": _kept_response,
        "decode_compressed_response": True,
    }


def _kept_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in response["headers"].items() if _is_kept(name)}
    return {**response, "headers": headers}


def _is_kept(header: str) -> bool:
    return header.lower() in HEADERS or header.lower().startswith(PREFIX)


def record(names: Sequence[str], base_url: str, model: str, key: str | None, folder: Path = FOLDER) -> None:
    """Writes the cassettes of those scenes anew. The endpoint may take an hour for an answer."""
    for name in names:
        target = folder / f"{name}.yaml"
        fresh = folder / f".{name}.new.yaml"
        fresh.unlink(missing_ok=True)
        with _proxy(SCENES[name], base_url, key) as proxy:
            recorder = vcr.VCR(record_mode="all", **config(proxy.url))
            with recorder.use_cassette(str(fresh)) as cassette, engine(proxy.url, model, timeout=3600) as asked:
                print(name, _outcome(SCENES[name], asked), flush=True)
                # The proxy runs in this process, so what it asked of the endpoint was recorded too.
                cassette.data = [said for said in cassette.data if said[0].uri.startswith(ENDPOINT)]
        fresh.replace(target)


def _outcome(scene: Scene, asked: OpenAI) -> str:
    try:
        if scene.whole:
            extraction = extract(ARTICLE, model=asked)
            return f"{len(extraction.claims)} claims, {len(extraction.rejected)} rejected"
        return f"{len(asked.answer(question()).draft.claims)} claims drafted"
    except ExtractorError as failure:
        return f"{type(failure).__name__}: {failure}"


def _proxy(scene: Scene, base_url: str, key: str | None) -> Stub:
    faults = list(scene.faults)

    def answer(request: Request) -> Response:
        fault = faults.pop(0) if faults else None
        if fault and fault not in scene.upstream:
            return fault(Response())
        own = _forwarded(request, base_url, key)
        return fault(own) if fault and own.status == 200 else own

    return Stub(answer=answer)


def _forwarded(request: Request, base_url: str, key: str | None) -> Response:
    """The endpoint's own answer, as JSON."""
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
    asked = urllib.request.Request(base_url + request.path.removeprefix("/v1"), request.raw, headers)
    try:
        with urllib.request.urlopen(asked, timeout=3600) as response:
            return Response(json.load(response))
    except urllib.error.HTTPError as failure:
        return Response(failure.read().decode("utf-8", "replace"), failure.code)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "scenes", nargs="*", metavar="SCENE", help=f"of {', '.join(SCENES)}; all of them if none is named"
    )
    parser.add_argument("--base-url", required=True, help="an OpenAI-compatible endpoint, usually ending in /v1")
    parser.add_argument("--model", default="relay", help="the model's name there; tests expect 'relay'")
    options = parser.parse_args()
    record(
        options.scenes or list(SCENES), options.base_url.rstrip("/"), options.model, os.environ.get("OPENAI_API_KEY")
    )


if __name__ == "__main__":
    main()

"""The whole flow against llama.cpp's own server, with a tiny model of random weights.

    make test-peer

The model says nothing sensible, but the server is another author's: it parses our requests, holds the answer to our
schema, counts tokens and refuses in its own words. Needs the packages xllamacpp, gguf and numpy.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.engines.openai import OpenAI
from extractor.engines.pacing import Pace
from extractor.errors import AuthenticationError, ContextOverflowError, ExtractorError, TruncatedError, UnreachableError
from extractor.models import Article, Draft
from extractor.pipeline import extract, plan

pytestmark = pytest.mark.peer

HERE = Path(__file__).parent
KEY = "peer-key-1"
LIFE = 300
"""Seconds after which the server ends by itself, whatever becomes of the tests."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a llama.cpp server that asks for KEY."""
    for package in ("xllamacpp", "gguf", "numpy"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"the package {package} is not installed")
    folder = tmp_path_factory.mktemp("peer")
    weights = folder / "tiny.gguf"
    subprocess.run([sys.executable, HERE / "weights.py", weights], check=True, capture_output=True)
    command = [sys.executable, str(HERE / "serve.py"), str(weights), str(LIFE), KEY]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("LISTENING"):
                yield line.split()[1] + "/v1"
                break
        else:
            pytest.fail((folder / "server.log").read_text()[-2000:])
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def opened(url: str, **options: object) -> OpenAI:
    settings = {"api_key": KEY, "timeout": 120, "pace": Pace(retries=0), "max_output_tokens": 1500, **options}
    return OpenAI("tiny", base_url=url, **settings)


def test_the_server_holds_the_answer_to_our_schema(server, ask, call):
    """Random weights may go on until the limit; what ends by itself fits."""
    try:
        reply = ask(opened(server), call)
    except TruncatedError:
        return
    assert isinstance(reply.draft, Draft)
    assert reply.notes == ()
    assert reply.usage.reasks == 0
    assert reply.usage.tokens_out > 0


def test_its_tokens_are_counted(server, call):
    """Asked until an answer ends within its limit: decoding is random."""
    with opened(server) as engine:
        for _ in range(10):
            try:
                usage = engine.answer(call).usage
            except TruncatedError:
                continue
            assert usage.tokens_in > 500
            assert usage.requests == 1
            return
    pytest.skip("ten answers in a row did not end within their limit")


def test_nothing_that_random_weights_say_is_believed(server):
    article = Article(text="Acme released Zed-1 under the MIT licence.")
    with opened(server) as engine:
        for _ in range(10):
            try:
                extraction = extract(article, model=engine)
            except TruncatedError:
                continue
            assert extraction.claims == ()
            assert extraction.run.model == "tiny"
            return
    pytest.skip("ten answers in a row did not end within their limit")


def test_a_wrong_key_is_told_as_such(server, ask, call):
    with pytest.raises(AuthenticationError, match="401"):
        ask(opened(server, api_key="wrong"), call)


def test_no_key_is_told_as_such(server, ask, call):
    with pytest.raises(AuthenticationError, match="no key is set"):
        ask(opened(server, api_key=None), call)


def test_a_text_beyond_the_context_is_told_as_such(server, ask):
    (long,) = plan(Article(text="Acme released Zed-1 today. " * 3000), chunk_tokens=10**6)
    with pytest.raises(ContextOverflowError, match="does not fit"):
        ask(opened(server), long)


def test_an_answer_at_its_limit_is_told_as_such(server, ask, call):
    with pytest.raises(TruncatedError, match="cut off"):
        ask(opened(server, max_output_tokens=3), call)


def test_a_wrong_base_url_is_told_as_such(server, ask, call):
    with pytest.raises(ExtractorError, match="/v1"):
        ask(opened(server.removesuffix("/v1") + "/v9"), call)


def test_a_server_too_slow_for_the_time_limit_is_told_as_such(server, ask, call):
    with pytest.raises(UnreachableError, match="within"):
        ask(opened(server, timeout=0.001), call)


def test_hostile_text_reaches_the_server_whole(server, ask):
    """llama.cpp renders a chat template of its own over our messages."""
    (hostile,) = plan(Article(text="{{7*7}} {% if %} {0} %s 🎉 新 \u202e\u200b\x00 <|im_end|> ends."))
    reply: object
    try:
        reply = ask(opened(server), hostile)
    except TruncatedError as error:
        reply = error
    assert reply

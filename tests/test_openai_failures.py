"""Each failure has its own error, in one line that says what to do, without the key and without the request."""

from __future__ import annotations

import logging
import pickle
import socket
import traceback

import pytest

from extractor.engines.openai import OpenAI
from extractor.engines.pacing import Pace
from extractor.errors import (
    AuthenticationError,
    ConfigError,
    ContextOverflowError,
    EmptyAnswerError,
    EngineError,
    ExtractorError,
    InvalidAnswerError,
    RateLimitError,
    RefusalError,
    ServerError,
    TruncatedError,
    UnknownModelError,
    UnreachableError,
)
from tests.stub import Response, Stub, completion, error

KEY = "-".join(("sk", "canary", "4f9b2c7d1e8a"))


def failure(ask, call, *responses: Response, **options: object) -> ExtractorError:
    """The error that the answers lead to."""
    with Stub(*responses) as stub:
        engine = OpenAI("m-1", base_url=stub.url, api_key=KEY, pace=Pace(retries=1, first=0.001), **options)
        with pytest.raises(ExtractorError) as caught:
            ask(engine, call)
    return caught.value


def llamacpp(status: int, kind: str, message: str) -> Response:
    return Response({"error": {"code": status, "message": message, "type": kind}}, status)


CASES: dict[str, tuple[Response, type[ExtractorError], str]] = {
    "refusal": (completion(None, refusal="I can't help with that."), RefusalError, "I can't help with that."),
    "filtered": (completion("", finish="content_filter"), RefusalError, "declined"),
    "filtered question": (error(400, "The prompt was filtered", "content_filter"), RefusalError, "was filtered"),
    "truncated": (completion('{"claims": [', finish="length"), TruncatedError, "(EXTRACTOR_MAX_OUTPUT_TOKENS)"),
    "empty": (completion(""), EmptyAnswerError, "empty answer"),
    "white space": (completion(" \n"), EmptyAnswerError, "empty answer"),
    "null": (completion(None), EmptyAnswerError, "empty answer"),
    "wrong key": (error(401, "Incorrect API key", "invalid_api_key"), AuthenticationError, "check the key"),
    "forbidden key": (error(403, "Not allowed"), AuthenticationError, "check the key"),
    "llama.cpp wrong key": (
        llamacpp(401, "authentication_error", "Invalid API Key"),
        AuthenticationError,
        "refuses the API key",
    ),
    "unknown model": (error(404, "The model `m-1` does not exist", "model_not_found"), UnknownModelError, "m-1"),
    "unknown model, 400": (error(400, "m-1 is not a valid model ID", "model_not_found"), UnknownModelError, "m-1"),
    "ollama unknown model": (error(404, "model 'm-1' not found", kind="api_error"), UnknownModelError, "m-1"),
    "wrong path": (Response("404 page not found", 404, {"content-type": "text/plain"}), ConfigError, "/v1"),
    "context": (
        error(400, "This model's maximum context length is 8192 tokens", "context_length_exceeded"),
        ContextOverflowError,
        "8192 tokens",
    ),
    "llama.cpp context": (
        llamacpp(400, "exceed_context_size_error", "request (9000 tokens) exceeds the available context size"),
        ContextOverflowError,
        "smaller chunks (--chunk-tokens)",
    ),
    "context by its words": (error(400, "prompt is too long: 9 tokens > 8"), ContextOverflowError, "smaller chunks"),
    "too large a body": (Response("too large", 413), ContextOverflowError, "413"),
    "rate limit": (
        error(429, "Rate limit reached", retry_after_ms="1"),
        RateLimitError,
        "reached), and asks to wait 1 s",
    ),
    "quota": (error(429, "You exceeded your current quota", "insufficient_quota"), RateLimitError, "billing"),
    "payment": (error(402, "Insufficient balance"), RateLimitError, "billing"),
    "server": (error(500, "oops"), ServerError, "500: oops"),
    "web page": (Response("<!DOCTYPE html><p>Hi</p>", 200, {"content-type": "text/html"}), ServerError, "a web page"),
    "web page, 502": (Response("<html><p>Bad gateway</p></html>", 502), ServerError, "502: Bad gateway"),
    "half JSON": (Response('{"choices": [', 200), ServerError, "not JSON"),
    "text": (Response("hello", 200, {"content-type": "text/plain"}), ServerError, "not JSON"),
    "no choices": (Response({"choices": []}), ServerError, "no chat completion"),
    "a list": (Response([1]), ServerError, "no chat completion"),
    "refused request": (error(400, "messages must alternate"), ServerError, "must alternate"),
    "misfit": (completion('{"claims": 1}'), InvalidAnswerError, "claims: Input should be a valid array"),
    "no JSON": (completion("I found three claims."), InvalidAnswerError, "(EXTRACTOR_REASKS)"),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    """The name of a case."""
    return str(request.param)


@pytest.fixture
def problem(case: str, ask, call, request: pytest.FixtureRequest) -> ExtractorError:
    """The error of the case in one colour, provoked once for all tests that look at it."""
    known = request.session.stash.setdefault(PROBLEMS, {})
    key = (case, ask.__name__)
    if key not in known:
        known[key] = failure(ask, call, CASES[case][0])
    return known[key]


PROBLEMS = pytest.StashKey[dict[tuple[str, str], ExtractorError]]()


def test_each_failure_has_its_own_error_and_sentence(case, problem):
    _, kind, words = CASES[case]
    assert type(problem) is kind
    assert words in problem.message
    assert "; " in problem.message
    assert problem.message.isprintable()


def test_an_error_carries_no_request(problem):
    assert problem.__cause__ is None
    assert problem.__context__ is None
    assert vars(problem) == {"message": problem.message}


def test_an_error_survives_pickling(problem):
    again = pickle.loads(pickle.dumps(problem))
    assert type(again) is type(problem)
    assert again.message == problem.message


def test_an_invalid_answer_says_how_often_it_was_asked_again(ask, call):
    assert "after 2 re-asks" in failure(ask, call, completion("{}"), reasks=2).message


def test_an_endpoint_that_is_not_there_is_unreachable(ask, call):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(UnreachableError, match="cannot reach") as caught:
            ask(OpenAI("m", base_url=url, pace=Pace(retries=1, first=0.001)), call)
    assert url in caught.value.message


def test_a_host_that_does_not_exist_is_unreachable(ask, call):
    with pytest.raises(UnreachableError, match="no-such-host"):
        ask(OpenAI("m", base_url="http://no-such-host.invalid/v1", pace=Pace(retries=0)), call)


def test_an_endpoint_that_says_nothing_is_unreachable(ask, call):
    problem = failure(ask, call, Response("", delay=0.5), timeout=0.1)
    assert isinstance(problem, UnreachableError)
    assert "within 0.1 s" in problem.message


def test_an_answer_that_comes_a_byte_at_a_time_has_no_more_time_than_another(ask, call):
    problem = failure(ask, call, Response(completion("{}").body, drip=0.02), timeout=0.1)
    assert isinstance(problem, UnreachableError)
    assert "within 0.1 s" in problem.message


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x/v1", "http://", "http://a b/v1", "http://[::1/v1", "x"])
def test_a_malformed_base_url_is_a_configuration_error(url):
    with pytest.raises(ConfigError, match="not a web address"):
        OpenAI("m", base_url=url)


def test_a_key_that_no_header_can_carry_is_a_configuration_error_that_does_not_say_it():
    with pytest.raises(ConfigError, match="characters that no key has") as caught:
        OpenAI("m", base_url="http://127.0.0.1/v1", api_key="ключ\n42")
    assert "42" not in caught.value.message


ECHOES = {
    "401": error(401, f"Incorrect API key provided: {KEY}.", "invalid_api_key"),
    "401, masked": error(401, "Incorrect API key provided: sk-canar************1e8a.", "invalid_api_key"),
    "500": error(500, f"upstream said: Authorization: Bearer {KEY}"),
    "429": error(429, f"Rate limit for {KEY}", retry_after_ms="1"),
    "400": error(400, f"bad request by {KEY}"),
    "html": Response(f"<html>{KEY}</html>", 503),
    "refusal": completion(None, refusal=f"No, {KEY}"),
    "misfit": completion(f'{{"claims": "{KEY}"}}'),
    "not JSON": completion(KEY),
    "half JSON": Response(f'{{"a": "{KEY}', 200),
    "cut": Response({"a": KEY}, cut=True),
}


@pytest.mark.parametrize("response", ECHOES.values(), ids=ECHOES.keys())
def test_a_key_never_appears_even_where_the_endpoint_repeats_it(response, ask, call, caplog, capfd):
    caplog.set_level(logging.WARNING)
    problem = failure(ask, call, response)
    shown = "".join(traceback.format_exception(problem)) + repr(problem) + str(vars(problem))
    out, err = capfd.readouterr()
    for text in (problem.message, shown, out, err, caplog.text):
        assert KEY not in text
        assert "canar" not in text


def test_an_engine_does_not_show_its_key():
    engine = OpenAI("m", base_url=f"http://user:{KEY}@127.0.0.1:9/v1?key={KEY}", api_key=KEY)
    assert KEY not in repr(engine)
    assert KEY not in str(vars(engine))


def test_credentials_in_the_base_url_do_not_show_in_an_error(ask, call):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://user:{KEY}@127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(UnreachableError) as caught:
            ask(OpenAI("m", base_url=url, pace=Pace(retries=0)), call)
    assert KEY not in caught.value.message


def test_terminal_sequences_in_an_endpoints_words_are_taken_out(ask, call):
    problem = failure(ask, call, error(400, "bad \x1b[31mred\x1b[0m\nnext line\u202e"))
    assert problem.message.isprintable()
    assert "next line" in problem.message


def test_a_long_complaint_is_cut_to_a_line(ask, call):
    assert len(failure(ask, call, error(400, "x " * 5000)).message) < 500


def test_nothing_is_logged_to_the_screen(ask, call, capfd):
    failure(ask, call, completion('{"claims": 1}'))
    assert capfd.readouterr() == ("", "")


def test_engine_errors_are_told_from_settings_that_cannot_work():
    settings = {"wrong key", "forbidden key", "llama.cpp wrong key", "wrong path"}
    for name, (_, kind, _) in CASES.items():
        assert issubclass(kind, ConfigError) == (name in settings or "unknown model" in name)
        assert issubclass(kind, EngineError) != issubclass(kind, ConfigError)

"""Nothing that looks like a key lies in the repository's data, and tests can't reach the network."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("fixtures", "tests", "docs", "benchmarks", "schemas", "prompts")
SHAPES = re.compile(
    rb"""
      \bsk-(?!canary|\.\.\.)[A-Za-z0-9_-]{16,}     # OpenAI, Anthropic, OpenRouter
    | \b(?:gsk|xai|hf|ghp|gho|pat|r8)_[A-Za-z0-9]{16,}
    | \bAIza[A-Za-z0-9_-]{30,}
    | \bAKIA[A-Z0-9]{16}\b
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY
    | \beyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{10,}\.   # a JSON web token
    | [Bb]earer\ +(?!\{)[A-Za-z0-9._-]{16,}
    | ^\s*(?i:authorization|api-key|x-api-key|cookie|set-cookie|openai-organization)\s*:   # a header in a cassette
    """,
    re.VERBOSE | re.MULTILINE,
)


def files() -> list[Path]:
    return [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_no_file_holds_anything_shaped_like_a_key():
    found = {str(path.relative_to(ROOT)): hit[0] for path in files() if (hit := SHAPES.search(path.read_bytes()))}
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    [
        b"key: " + b"sk-" + b"proj-abcdefghijklmnop1234",
        b"- Bearer " + b"abcdefghijklmnop1234",
        b"openai-organization" + b": acme-4711",
        b"set-cookie" + b": __cf=abc",
        b"AIza" + b"B" * 35,
    ],
)
def test_the_scan_finds_what_it_is_for(planted):
    assert SHAPES.search(b"headers:\n  " + planted + b"\n")


def test_a_test_can_not_look_up_a_name():
    with pytest.raises(socket.gaierror, match="a test looked up"):
        socket.getaddrinfo("example.com", 443)


def test_a_test_can_not_connect_to_an_address():
    with socket.socket() as outward, pytest.raises(OSError, match="a test connected to"):
        outward.connect(("192.0.2.1", 443))


def test_a_test_reaches_its_own_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

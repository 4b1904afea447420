"""What all tests share: no network but loopback, cassettes that must fit exactly, and both colours of an engine."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.engines.base import Call, Engine, Reply
from extractor.models import Article
from extractor.pipeline import plan
from tests import cassettes
from tests.forked import Forker

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="session")
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home without a config file, a cache or a variable of ours: a developer's own are no part of a test."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    for name in list(os.environ):
        if name.startswith(("EXTRACTOR_", "OPENAI_", "OLLAMA_")):
            patch.delenv(name)
    patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    patch.delenv("SSL_CERT_FILE", raising=False)
    patch.setenv("SSL_CERT_DIR", str(home))  # nothing here speaks TLS, and every client would read all certificates
    yield home
    patch.undo()


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network_but_loopback() -> Iterator[None]:
    """Names are not looked up and addresses not connected to, unless they are this machine's own."""
    patch = pytest.MonkeyPatch()
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_loopback(host):
            raise socket.gaierror(socket.EAI_NONAME, f"a test looked up {host!r}")
        return look_up(host, *args, **kwargs)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise OSError(f"a test connected to {address!r}")
        connect(self, address)

    patch.setattr(socket, "getaddrinfo", guarded_look_up)
    patch.setattr(socket.socket, "connect", guarded_connect)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def nobodys_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home without a config file or a cache, for this test's own processes too."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "caches" / uuid.uuid4().hex))  # no test knows another's answers
    return home


@pytest.fixture(scope="session")
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.close()


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    return cassettes.config()


@pytest.fixture(scope="session")
def vcr_cassette_dir() -> str:
    return str(cassettes.FOLDER)


@pytest.fixture(autouse=True)
def cassette_fits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test whose requests are not those of its cassette, one by one.

    A request that the cassette lacks looks like a lost connection to the code, which may well answer it.
    """
    if request.node.get_closest_marker("vcr") is None:
        yield
        return
    cassette = request.getfixturevalue("vcr")
    can_play, missed = cassette.can_play_response_for, []

    def noted(asked: Any) -> bool:
        found = bool(can_play(asked))
        if not found:
            missed.append(asked)
        return found

    cassette.can_play_response_for = noted
    yield
    assert not missed, f"{len(missed)} requests are not in the cassette; see fixtures/cassettes/README.md"
    assert cassette.all_played, f"only {cassette.play_count} of {len(cassette)} recorded answers were asked for"


Ask = Callable[[Engine, Call], Reply]


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """One call put to an engine in either colour; the engine is closed after it."""

    def waiting(engine: Any, call: Call) -> Reply:
        with engine:
            return engine.answer(call)  # type: ignore[no-any-return]

    def looping(engine: Any, call: Call) -> Reply:
        async def run() -> Reply:
            async with engine:
                return await engine.aanswer(call)  # type: ignore[no-any-return]

        return asyncio.run(run())

    return waiting if request.param == "sync" else looping


@pytest.fixture(scope="session")
def call() -> Call:
    """The question about an article of two sentences."""
    (only,) = plan(Article(text="Acme released Zed-1 under the MIT licence.\n\nZed-2 will stay closed.", title="Acme"))
    return only

"""The connections of one event loop, in pools that stay small."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import openai

ROOM = 4
"""Requests in flight in one pool. Twice a request, a pool asks the system of each idle connection whether it still
stands: with one pool for 64 a request took 1.5 ms of CPU, of which that was 0.4."""


class Pool:
    """A client of the SDK and how many requests it has in flight."""

    __slots__ = ("active", "client")

    def __init__(self, client: openai.AsyncOpenAI) -> None:
        self.client = client
        self.active = 0


class Connections:
    """Pools, as many as are needed: a request goes into the first one with room, so that the later ones may run dry."""

    def __init__(self, options: Mapping[str, Any], loop: asyncio.AbstractEventLoop) -> None:
        """`options` are those of the SDK's client."""
        self.loop = loop
        self._options = options
        self._pools: list[Pool] = []
        self._trust: Any = None

    @contextmanager
    def client(self) -> Iterator[openai.AsyncOpenAI]:
        """A client for one request."""
        pool = next((pool for pool in self._pools if pool.active < ROOM), None) or self._opened()
        pool.active += 1
        try:
            yield pool.client
        finally:
            pool.active -= 1

    def _opened(self) -> Pool:
        """One more pool.

        The SDK's default HTTP client would, when a dead loop's client is collected, try to close its connections
        in the next loop and print a traceback; the one given here is let go in silence.
        """
        import openai

        if self._trust is None:
            import httpx2

            self._trust = httpx2.create_ssl_context()
        http = openai.DefaultAsyncHttpxClient(timeout=self._options["timeout"], verify=self._trust)
        pool = Pool(openai.AsyncOpenAI(http_client=http, **self._options))
        self._pools.append(pool)
        return pool

    async def close(self) -> None:
        pools, self._pools = self._pools, []
        for pool in pools:
            await pool.client.close()

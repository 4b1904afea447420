"""The pools that requests to an endpoint go through."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

from extractor.engines.openai.connections import ROOM, Connections

OPTIONS = {"api_key": "none", "base_url": "http://localhost:1/v1", "timeout": 5.0, "max_retries": 0}


async def _clients_of(requests: int) -> list[int]:
    """The number of the pool that each of so many requests at once goes through."""
    connections = Connections(OPTIONS, asyncio.get_running_loop())
    with ExitStack() as stack:
        clients = [stack.enter_context(connections.client()) for _ in range(requests)]
        await connections.close()
    pools = list(dict.fromkeys(map(id, clients)))
    return [pools.index(id(client)) for client in clients]


def test_a_pool_that_is_full_sends_the_next_request_to_another() -> None:
    assert asyncio.run(_clients_of(2 * ROOM + 1)) == [0] * ROOM + [1] * ROOM + [2]


def test_a_pool_with_room_again_is_used_before_a_new_one_is_opened() -> None:
    async def clients() -> list[bool]:
        connections = Connections(OPTIONS, asyncio.get_running_loop())
        with ExitStack() as stack:
            first, *_ = [stack.enter_context(connections.client()) for _ in range(ROOM)]
        with connections.client() as later:
            again = later is first
        await connections.close()
        return [again]

    assert asyncio.run(clients()) == [True]

"""Fixtures of the tests over real sockets."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator

import pytest

from tests.wire import process
from tests.wire.discord_server import World, discord_server


@pytest.fixture(scope="session", autouse=True)
def warm() -> Generator[None]:
    """Processes are forked from one that has imported everything; `start_cold` starts them anew."""
    with process.warm():
        yield


@pytest.fixture
async def world() -> AsyncGenerator[World]:
    """A Discord with nobody in it yet."""
    async with discord_server() as world:
        yield world

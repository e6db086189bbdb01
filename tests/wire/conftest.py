"""What every test over real sockets begins with."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from tests.wire.discord_server import World, discord_server


@pytest.fixture
async def world() -> AsyncGenerator[World]:
    """A Discord with nobody in it yet."""
    async with discord_server() as world:
        yield world

"""What can go wrong with one request: one class for each way.

A kill is a SIGKILL of the bot at that very moment. `Killed` takes the function that does it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from tests.wire.discord_server import Fault, World


@dataclass(frozen=True, slots=True)
class KilledBefore(Fault):
    """The bot dies just before the effect: the request arrived, and nobody acts on it."""

    kill: Callable[[], None]

    async def before(self, world: World) -> web.Response | None:
        self.kill()
        raise ConnectionResetError


@dataclass(frozen=True, slots=True)
class KilledAfter(Fault):
    """The bot dies just after the effect: nobody hears the answer."""

    kill: Callable[[], None]

    async def after(self, world: World) -> web.Response | None:
        self.kill()
        raise ConnectionResetError


@dataclass(frozen=True, slots=True)
class KilledAnswered(Fault):
    """The bot dies just after the answer has left; it may have heard it, and has had no time to write it down."""

    kill: Callable[[], None]

    async def answered(self, world: World) -> None:
        self.kill()


class DroppedAfter(Fault):
    """The effect takes place, and the connection drops."""

    async def after(self, world: World) -> web.Response | None:
        raise ConnectionResetError


@dataclass(frozen=True, slots=True)
class RefusedBefore(Fault):
    """No effect, and this status."""

    status: int

    async def before(self, world: World) -> web.Response | None:
        return _error(self.status)


@dataclass(frozen=True, slots=True)
class RefusedAfter(Fault):
    """The effect takes place, and the answer is this status."""

    status: int

    async def after(self, world: World) -> web.Response | None:
        return _error(self.status)


@dataclass(frozen=True, slots=True)
class Slow(Fault):
    """The effect takes place, and the answer takes so many seconds."""

    seconds: float

    async def after(self, world: World) -> web.Response | None:
        await asyncio.sleep(self.seconds)
        return None


@dataclass(frozen=True, slots=True)
class TooMany(Fault):
    """A 429 as Discord sends it; `via` is what tells it from a block by the network in front of Discord."""

    retry_after: float
    via: str | None = "1.1 google"

    async def before(self, world: World) -> web.Response | None:
        said = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": False}
        headers = {
            "Content-Type": "application/json",  # to the letter, else discord.py takes it for a text
            "Retry-After": str(self.retry_after),
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset-After": str(self.retry_after),
            "X-RateLimit-Scope": "user",
        }
        if self.via is not None:
            headers["Via"] = self.via
        return web.Response(body=json.dumps(said).encode(), status=429, headers=headers)


class GatewayDropped(Fault):
    """The effect takes place, and the gateway's connection drops; the bot may come back to its session."""

    async def after(self, world: World) -> web.Response | None:
        world.resumable = True
        for connection in [*world.connections]:
            await connection.close(code=4000)
        return None


class SessionInvalid(Fault):
    """The effect takes place, and the gateway's session is over."""

    async def after(self, world: World) -> web.Response | None:
        for connection in [*world.connections]:
            await connection.invalidate()
        return None


def _error(status: int) -> web.Response:
    said = json.dumps({"message": "it does not look well", "code": 0}).encode()
    return web.Response(body=said, status=status, content_type="application/json")

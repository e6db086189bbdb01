"""simcord's world over HTTP and WebSocket on loopback, for a bot in another process.

`World` is simcord's environment without a bot of its own: people act in it as in the journeys (`wren.send_dm`,
`mora.click`, `mora.slash`), and whatever they do goes over the socket. Nobody can know when a process at the other end
has finished, so one waits for what should come: `await world.until(lambda: …)`, asked again after every request.

All that leans on simcord's internals here is named in one place: `World` and `_Connection`.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import simcord
import yarl
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from simcord import intents as simcord_intents
from simcord.backend import serializers
from simcord.backend.errors import BackendError
from simcord.gateway import FakeGateway
from simcord.http import router

from bot.demo import fidelity

#: Seconds until something that should have come counts as never coming.
PATIENCE = 30
NOW_AND_THEN = 0.1
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 8, 9, 10, 11
DISALLOWED_INTENTS = 4014
NO_BODY = 204


class World(simcord.Env):
    """A Discord with people in it. `address` is where a bot finds it; `approved` what its portal grants."""

    def __init__(self) -> None:
        fidelity.install()
        super().__init__(discord.Client(intents=discord.Intents.all()))
        # A minute ago: nobody's account is younger than the bot's clock believes.
        self.backend.clock._epoch = datetime.now(UTC) - timedelta(minutes=1)
        state = self.bot._connection
        state.user = discord.ClientUser(state=state, data=serializers.user_payload(self.backend.bot_user))
        self._message_states.add(state)
        self.address = ""
        self.approved = discord.Intents.all()
        self.connections: list[_Connection] = []
        #: Asked after each request took effect and before it is answered; where it says True, there is no answer.
        self.strike: Callable[[str, str, Any], bool] = lambda method, path, body: False
        self._happened = asyncio.Condition()

    async def until(self, holds: Callable[[], Any]) -> Any:
        """Wait until this holds, and give what it gave. It is asked again whenever the bot asked for something, and
        now and then for what leaves no trace here, such as a row in the bot's database."""
        async with asyncio.timeout(PATIENCE), self._happened:
            while not (found := holds()):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._happened.wait(), NOW_AND_THEN)
            return found

    async def happen(self) -> None:
        """Whoever waits should look again."""
        async with self._happened:
            self._happened.notify_all()

    def requests(self, method: str, path: str) -> int:
        """How often the bot has asked for this."""
        return sum((entry.method, entry.path) == (method, path) for entry in self.http_requests)

    def grant(self, **intents: bool) -> None:
        """Switch privileged intents on or off in the developer portal."""
        self.approved = discord.Intents(**{**dict(discord.Intents.all()), **intents})
        flags = discord.ApplicationFlags(
            gateway_message_content=self.approved.message_content, gateway_guild_members=self.approved.members
        )
        fidelity.set_application_flags(self, flags)

    async def _settle_internal(self, *_: Any, dispatch: str | None = None, **__: Any) -> None:
        """An interaction is over when it is answered or the bot is gone; tests wait themselves for what follows."""
        if dispatch == "INTERACTION_CREATE":
            newest = self.backend.interactions[max(self.backend.interactions)]
            await self.until(lambda: (newest.responded and not newest.loading) or not self.connections)

    # --- HTTP ---------------------------------------------------------------------------------------------------

    async def request(self, request: web.Request) -> web.Response:
        """One request of the bot's, answered as Discord does."""
        body, files = await _read(request)
        path = request.match_info["path"]
        try:
            answer: Any = router.dispatch(
                self.backend,
                request.method,
                f"/{path}",
                json=body,
                params=dict(request.query),
                files=files,
                reason=request.headers.get("X-Audit-Log-Reason"),
                message_content_access=self.approved.message_content,
            )
            status = 200 if answer is not None else NO_BODY
        except BackendError as error:
            answer, status = error.to_json(), error.status
        struck = self.strike(request.method, f"/{path}", body)
        await self.happen()
        if struck:
            raise ConnectionResetError
        text = json.dumps(answer, default=str).encode()
        return web.Response(body=text if status != NO_BODY else None, status=status, content_type="application/json")

    # --- the gateway --------------------------------------------------------------------------------------------

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """One connection of the bot's, until either side ends it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = _Connection(self, socket)
        self.connections.append(connection)
        try:
            await connection.serve()
        finally:
            connection.detach()
            self.connections.remove(connection)
            await self.happen()
        return socket


class _Connection:
    """What Discord's end of one gateway connection knows."""

    def __init__(self, world: World, socket: web.WebSocketResponse) -> None:
        self._world, self._socket = world, socket
        self._sequence = 0
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._state = SimpleNamespace(intents=discord.Intents.none(), parsers=_Parsers(self._dispatch))
        self._feed = FakeGateway(world.backend, self._state).feed

    async def serve(self) -> None:
        """Say hello, answer what comes, send what happens."""
        sending = asyncio.create_task(self._send())
        self._queue.put_nowait({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._answer(json.loads(message.data))
        finally:
            sending.cancel()

    async def _send(self) -> None:
        with suppress(ConnectionError):
            while True:
                await self._socket.send_str(json.dumps(await self._queue.get(), default=str))

    async def _answer(self, message: dict[str, Any]) -> None:
        if message["op"] == HEARTBEAT:
            self._queue.put_nowait({"op": HEARTBEAT_ACK})
        elif message["op"] == REQUEST_MEMBERS:
            self._members(message["d"])
        elif message["op"] == IDENTIFY:
            await self._identify(message["d"])
        elif message["op"] == RESUME:  # too late: begin a new one
            self._queue.put_nowait({"op": INVALID_SESSION, "d": False})

    async def _identify(self, asked: dict[str, Any]) -> None:
        wanted = discord.Intents(**{name: False for name, _ in discord.Intents.none()})
        wanted.value = asked["intents"]
        if simcord_intents.missing_privileged_intents(wanted, self._world.approved):
            await self._socket.close(code=DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
            return
        self._state.intents = wanted
        backend, guilds = self._world.backend, list(self._world.backend.guilds.values())
        application = router.dispatch(backend, "GET", "/oauth2/applications/@me")
        self._dispatch(
            "READY",
            {
                "v": 10,
                "user": dict(serializers.user_payload(backend.bot_user)),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": "session",
                "resume_gateway_url": str(yarl.URL(self._world.address).with_scheme("ws") / "gateway"),
                "shard": asked.get("shard", [0, 1]),
                "application": {"id": str(backend.application_id), "flags": application["flags"]},
            },
        )
        for guild in guilds:
            self._feed("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
        backend.subscribers.append(self._feed)
        await self._world.happen()

    def _members(self, asked: dict[str, Any]) -> None:
        guild = self._world.backend.guilds[int(asked["guild_id"])]
        wanted = {int(user_id) for user_id in asked.get("user_ids", [])}
        members = [member for member in guild.members.values() if not wanted or member.user_id in wanted]
        chunk = {
            "guild_id": str(guild.id),
            "members": [serializers.member_payload(self._world.backend, guild, member) for member in members],
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": asked.get("nonce"),
        }
        self._dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def _dispatch(self, event: str, payload: Any) -> None:
        self._sequence += 1
        self._queue.put_nowait({"op": DISPATCH, "t": event, "s": self._sequence, "d": payload})

    async def close(self, code: int = 1000) -> None:
        """Discord ends the connection."""
        await self._socket.close(code=code)

    def detach(self) -> None:
        """The bot is gone: nothing is fed to it any more."""
        if self._feed in self._world.backend.subscribers:
            self._world.backend.subscribers.remove(self._feed)


class _Parsers:
    """What `FakeGateway` takes for discord.py's parsers: every event goes into the socket."""

    def __init__(self, dispatch: Callable[[str, Any], None]) -> None:
        self._dispatch = dispatch

    def __getitem__(self, event: str) -> Callable[[Any], None]:
        return lambda payload: self._dispatch(event, payload)


async def _read(request: web.Request) -> tuple[Any, list[Any]]:
    """A request's JSON and its files, as simcord's routes take them."""
    if not request.content_type.startswith("multipart/"):
        return (await request.json() if request.can_read_body else None), []
    form, files = [], []
    parts: Any = await request.multipart()
    async for part in parts:
        if part.filename is None:
            form.append({"name": part.name, "value": await part.text()})
        else:
            files.append(SimpleNamespace(fp=io.BytesIO(await part.read()), filename=part.filename, description=None))
    return router.parse_form(form, files)


@asynccontextmanager
async def discord_server() -> AsyncGenerator[World]:
    """A world that listens on loopback until the block ends."""
    world = World()
    app = web.Application()
    app.router.add_get("/gateway", world.gateway)
    app.router.add_route("*", "/api/v10/{path:.*}", world.request)
    server = TestServer(app)
    async with server:
        world.address = str(server.make_url("/"))
        yield world
        for connection in [*world.connections]:
            await connection.close()

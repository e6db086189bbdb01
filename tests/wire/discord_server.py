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
import time
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import simcord
import yarl
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from simcord import intents as simcord_intents
from simcord._clock import Clock
from simcord.backend import serializers
from simcord.backend.cdn import CDN_BASE
from simcord.backend.errors import BackendError
from simcord.gateway import FakeGateway
from simcord.http import router

from bot.demo import fidelity
from bot.demo.fidelity import application
from tests.wire.rates import LEFT, Rates

#: Seconds until something that should have come counts as never coming; ten times what it takes where others work, too.
PATIENCE = 120
NOW_AND_THEN = 0.03
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, REQUEST_MEMBERS = 0, 1, 2, 6, 8
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
DISALLOWED_INTENTS = 4014
NO_BODY = 204
#: The header with which one of several bots says which it is.
BY = "X-Process"
#: Seconds that this Discord's clock is behind the bot's: nobody's account is younger than the bot believes.
BEHIND = 2


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the bot's, as it came in."""

    method: str
    path: str
    body: Any
    by: str = ""  #: which of several bots asks


class Fault:
    """What goes wrong with one request: nothing, unless a kind of it says otherwise (`faults.py`)."""

    async def before(self, world: World) -> web.Response | None:
        """Before the effect. An answer stands for the effect; ConnectionResetError drops the connection."""

    async def after(self, world: World) -> web.Response | None:
        """After the effect and before its answer. An answer stands for the true one."""

    async def answered(self, world: World) -> None:
        """When the answer has left."""


class Pace(Clock):
    """A clock that runs `speed` times as fast as ours, from the moment `origin` (Unix seconds) on; `ahead` are the
    seconds that were left out."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self.speed, self.origin, self.ahead = speed, time.time(), 0

    def now(self) -> datetime:
        passed = (time.time() - self.origin) * self.speed - BEHIND + self.ahead
        return datetime.fromtimestamp(self.origin, UTC) + timedelta(seconds=passed)


class World(simcord.Env):
    """A Discord with people in it. `address` is where a bot finds it; `approved` what its portal grants.

    Time passes in it as it does out here, or `speed` times as fast.
    """

    def __init__(self, speed: float = 1) -> None:
        fidelity.install()
        super().__init__(discord.Client(intents=discord.Intents.all()))
        self.pace = self.backend.clock = Pace(speed)
        state = self.bot._connection
        state.user = discord.ClientUser(state=state, data=serializers.user_payload(self.backend.bot_user))
        self._message_states.add(state)
        self.address = ""
        self.approved = discord.Intents.all()
        self.connections: list[_Connection] = []
        #: Asked after each request took effect and before it is answered; where it says True, there is no answer.
        self.strike: Callable[[str, str, Any], bool] = lambda method, path, body: False
        #: Asked before each request takes effect: what goes wrong with it.
        self.fault: Callable[[Request], Fault | None] = lambda request: None
        #: How much the bot may ask for; None: as much as it likes.
        self.rates: Rates | None = None
        #: Many people act at once, and nobody waits for the answer to a press: whoever wants to know looks for it.
        self.crowded = False
        #: Seconds that `until` waits.
        self.patience: float = PATIENCE
        #: How many sessions may begin at once.
        self.at_once = 1
        #: How many shards this Discord recommends, and those that it does not answer when they identify.
        self.split(1)
        self.down = set[int]()
        #: What happened on the gateway by shard, for a bot that comes back to its session; and whether it can.
        self.sessions = defaultdict[int, list[dict[str, Any]]](list)
        self.feeds: dict[int, Callable[[str, Any], None]] = {}
        self.session_lost = False
        #: How often members were asked for, by server.
        self.member_requests = Counter[int]()
        self.intents_of_session = discord.Intents.none()
        self.resumable = False
        self._happened = asyncio.Condition()

    async def advance_time(self, seconds: float) -> None:
        """Nothing: time passes by itself."""

    async def until(self, holds: Callable[[], Any], *, often: bool = True) -> Any:
        """Wait until this holds, and give what it gave. It is asked again whenever the bot asked for something (where
        many wait, not so often), and now and then for what leaves no trace here, such as a row in its database."""
        async with asyncio.timeout(self.patience):
            while not often and not holds():  # noqa: ASYNC110 - nobody tells when it is time
                await asyncio.sleep(NOW_AND_THEN)
        async with asyncio.timeout(self.patience), self._happened:
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
        application.set_application_flags(self, flags)

    def _notify_dispatch_observers(self, interaction: Any) -> None:
        """However fast time passes in here, the bot has our three seconds for an answer, and our fifteen minutes."""
        super()._notify_dispatch_observers(interaction)
        interaction.initial_response_deadline = self.backend.iso_after(3 * self.pace.speed)
        interaction.expires_at = self.backend.iso_after(900 * self.pace.speed)

    async def _settle_internal(self, *_: Any, dispatch: str | None = None, **__: Any) -> None:
        """An interaction is over when it is answered or the bot is gone; tests wait themselves for what follows.

        A bot that comes back to its session is not gone: it hears of the press then.
        """
        if dispatch == "INTERACTION_CREATE" and not self.crowded:
            newest = self.backend.interactions[max(self.backend.interactions)]
            await self.until(
                lambda: (
                    (newest.responded and not newest.loading)
                    or not (self.is_heard(newest.guild_id) or self.resumable)
                    or (not newest.responded and self.backend.now_iso() >= (newest.initial_response_deadline or ""))
                )
            )

    def _begin_operation(self, label: str) -> None:
        if not self.crowded:
            super()._begin_operation(label)

    # --- HTTP ---------------------------------------------------------------------------------------------------

    async def request(self, request: web.Request) -> web.StreamResponse:
        """One request of the bot's, answered as Discord does, unless something goes wrong with it."""
        body, files = await _read(request)
        asked = Request(request.method, f"/{request.match_info['path']}", body, request.headers.get(BY, ""))
        refused, headers = self.rates.ask(asked.method, asked.path) if self.rates else (None, {})
        if self.rates and LEFT in request.headers:
            self.rates.left.append(float(request.headers[LEFT]))
        fault = self.fault(asked) or Fault()
        answer = refused or await fault.before(self)
        if answer is None:
            done = self._do(request, asked, files)
            struck = self.strike(asked.method, asked.path, body)
            await self.happen()
            if struck:
                raise ConnectionResetError
            answer = await fault.after(self) or done
        answer.headers.update(headers)
        await answer.prepare(request)
        await answer.write_eof()
        await fault.answered(self)
        return answer

    def _do(self, request: web.Request, asked: Request, files: list[Any]) -> web.Response:
        if (asked.method, asked.path) == ("GET", "/gateway/bot"):
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": self.at_once}
            told = json.dumps({"url": self.gateway_address, "shards": self.shards, "session_start_limit": limit})
            return web.Response(body=told.encode(), content_type="application/json")
        try:
            answer: Any = router.dispatch(
                self.backend,
                asked.method,
                asked.path,
                json=asked.body,
                params=dict(request.query),
                files=files,
                reason=request.headers.get("X-Audit-Log-Reason"),
                message_content_access=self.approved.message_content,
            )
            status = 200 if answer is not None else NO_BODY
        except BackendError as error:
            answer, status = error.to_json(), error.status
        text = self.wire(answer).encode()
        if status == NO_BODY:
            return web.Response(status=status)
        return web.Response(body=text, status=status, content_type="application/json")

    def wire(self, payload: Any) -> str:
        """As it goes over the wire: files are found at this address."""
        return json.dumps(payload, default=str).replace(CDN_BASE, f"{self.address}cdn")

    async def file(self, request: web.Request) -> web.Response:
        """What somebody attached to a message."""
        data = self.backend.cdn.get(f"{CDN_BASE}/{request.match_info['path']}")
        return web.Response(body=data) if data is not None else web.Response(status=404)

    # --- the gateway --------------------------------------------------------------------------------------------

    def split(self, shards: int) -> None:
        """From now on Discord recommends so many shards, and each server belongs to one."""
        self.shards = self._shard_count = shards

    @property
    def gateway_address(self) -> str:
        """Where a bot connects to."""
        return str(yarl.URL(self.address).with_scheme("ws") / "gateway")

    def shard_of(self, guild_id: int) -> int:
        """Which shard hears of this server."""
        return (guild_id >> 22) % self.shards

    def is_heard(self, guild_id: int | None) -> bool:
        """Whether a bot hears of this server; None: of direct messages."""
        if self.shards == 1:
            return bool(self.connections)
        return self.feeds.get(self.shard_of(guild_id or 0)) in self.backend.subscribers

    def unfollow(self, shard: int) -> None:
        """No connection of this shard hears of anything any more."""
        feed = self.feeds.pop(shard, None)
        if feed is not None and feed in self.backend.subscribers:
            self.backend.subscribers.remove(feed)

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """One connection of the bot's, until either side ends it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = _Connection(self, socket)
        self.connections.append(connection)
        try:
            await connection.serve()
        finally:
            connection.detach(for_good=not self.resumable)
            self.connections.remove(connection)
            await self.happen()
        return socket


class _Connection:
    """What Discord's end of one gateway connection knows. Events are kept in the session, for a RESUME."""

    def __init__(self, world: World, socket: web.WebSocketResponse) -> None:
        self._world, self._socket = world, socket
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._state = SimpleNamespace(intents=discord.Intents.none(), parsers=_Parsers(self._dispatch))
        self._gateway_feed = FakeGateway(world.backend, self._state).feed
        self._over = False
        self.shard = 0

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
                await self._socket.send_str(self._world.wire(await self._queue.get()))

    async def _answer(self, message: dict[str, Any]) -> None:
        if self._over:  # the bot may have asked before it read that
            return
        if message["op"] == HEARTBEAT:
            self._queue.put_nowait({"op": HEARTBEAT_ACK})
        elif message["op"] == REQUEST_MEMBERS:
            self._members(message["d"])
        elif message["op"] == IDENTIFY:
            await self._identify(message["d"])
        elif message["op"] == RESUME:
            await self._resume(message["d"])

    def _feed(self, event: str, payload: Any) -> None:
        """What happened, where this shard is to hear of it: of a server its own one, of all else the first."""
        guild_id = payload.get("id" if event in ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE") else "guild_id")
        if self.shard == (self._world.shard_of(int(guild_id)) if guild_id is not None else 0):
            self._gateway_feed(event, payload)

    async def _identify(self, asked: dict[str, Any]) -> None:
        self.shard = asked.get("shard", [0, 1])[0]
        await self._world.until(lambda: self.shard not in self._world.down)
        wanted = discord.Intents(**{name: False for name, _ in discord.Intents.none()})
        wanted.value = asked["intents"]
        if simcord_intents.missing_privileged_intents(wanted, self._world.approved):
            await self._socket.close(code=DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
            return
        self._state.intents = self._world.intents_of_session = wanted
        self._world.session_lost = False
        backend = self._world.backend
        guilds = [guild for guild in backend.guilds.values() if self._world.shard_of(guild.id) == self.shard]
        application = router.dispatch(backend, "GET", "/oauth2/applications/@me")
        self._dispatch(
            "READY",
            {
                "v": 10,
                "user": dict(serializers.user_payload(backend.bot_user)),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": f"session-{self.shard}",
                "resume_gateway_url": self._world.gateway_address,
                "shard": asked.get("shard", [0, 1]),
                "application": {"id": str(backend.application_id), "flags": application["flags"]},
            },
        )
        for guild in guilds:
            self._feed("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
        self._follow()
        await self._world.happen()

    async def _resume(self, asked: dict[str, Any]) -> None:
        """What was missed; or that the session is over."""
        self.shard = int(asked["session_id"].rpartition("-")[2])
        if self._world.session_lost:
            self._queue.put_nowait({"op": INVALID_SESSION, "d": False})
            return
        self._state.intents = self._world.intents_of_session
        for event in self._world.sessions[self.shard][asked["seq"] :]:
            self._queue.put_nowait(event)
        self._follow()
        self._dispatch("RESUMED", {})
        await self._world.happen()

    def _follow(self) -> None:
        self._world.unfollow(self.shard)
        self._world.feeds[self.shard] = self._feed
        self._world.backend.subscribers.append(self._feed)

    def _members(self, asked: dict[str, Any]) -> None:
        guild = self._world.backend.guilds[int(asked["guild_id"])]
        self._world.member_requests[guild.id] += 1
        wanted, query = {int(user_id) for user_id in asked.get("user_ids", [])}, asked.get("query", "").lower()
        members = [
            member
            for member in guild.members.values()
            if (not wanted or member.user_id in wanted)
            and any(
                name.lower().startswith(query)
                for name in (member.nick or "", self._world.backend.users[member.user_id].name)
            )
        ][: asked.get("limit") or None]
        chunk = {
            "guild_id": str(guild.id),
            "members": [serializers.member_payload(self._world.backend, guild, member) for member in members],
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": asked.get("nonce"),
        }
        self._dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def _dispatch(self, event: str, payload: Any) -> None:
        session = self._world.sessions[self.shard]
        if event == "READY":
            session.clear()
        session.append({"op": DISPATCH, "t": event, "s": len(session) + 1, "d": payload})
        self._queue.put_nowait(session[-1])

    async def close(self, code: int = 1000) -> None:
        """Discord ends the connection."""
        await self._socket.close(code=code)

    async def invalidate(self) -> None:
        """Discord ends the session: what happens until the next one is missed."""
        self._world.session_lost = self._over = True
        if self._world.feeds.get(self.shard) == self._feed:  # the next connection may be there before this one is gone
            self._world.unfollow(self.shard)
        with suppress(ConnectionError):
            await self._socket.send_str(json.dumps({"op": INVALID_SESSION, "d": False}))

    def detach(self, *, for_good: bool) -> None:
        """The bot is gone, or it comes back to its session: until then, events are kept for it."""
        if for_good and self._feed in self._world.backend.subscribers:
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
async def discord_server(speed: float = 1, port: int = 0) -> AsyncGenerator[World]:
    """A world that listens on loopback until the block ends, on this port or any."""
    world = World(speed)
    app = web.Application()
    app.router.add_get("/gateway", world.gateway)
    app.router.add_get("/cdn/{path:.*}", world.file)
    app.router.add_route("*", "/api/v10/{path:.*}", world.request)
    server = TestServer(app, port=port or None)
    async with server:
        world.address = str(server.make_url("/"))
        yield world
        for connection in [*world.connections]:
            await connection.close()

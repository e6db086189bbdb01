"""What the simulated Discord does only where a test asks for it: beside `bot.demo.fidelity`, it patches simcord.

Direct messages that are closed, answers lost after the effect, servers that the bot was removed from, somebody's own
language, a record of what the bot sends over the gateway; and threads that fall asleep.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import datetime
import fnmatch
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import discord
import simcord
from simcord import gateway, interactions
from simcord.backend.models import Channel
from simcord.backend.ops.base import BackendBase
from simcord.http import router
from simcord.http.router import RequestContext

from bot.demo.fidelity.patching import backend_of, everywhere, instead, refuse, route

assert not hasattr(BackendBase.emit, "__wrapped__"), "fidelity is installed already: import this before"

Person = simcord.UserHandle | simcord.MemberActor
Fault = BaseException | type[BaseException] | int


@dataclass
class LostAnswer:
    """Requests that take effect, and whose answers are lost."""

    method: str
    path: str  # an fnmatch pattern
    times: int | None  # None: for good
    error: Fault

    def matches(self, method: str, path: str) -> bool:
        return self.method in (method, "*") and fnmatch.fnmatch(path, self.path)


@dataclass
class Server:
    """A server that the bot was removed from: it goes on without the bot."""

    guild: Any
    channels: dict[int, Channel]
    messages: dict[int, Any]


@dataclass
class _Memory:
    closed_dms: dict[int, int] = field(default_factory=dict[int, int])  # user id -> error code
    lost_answers: list[LostAnswer] = field(default_factory=list[LostAnswer])
    #: What the bot sent over the gateway: each command and its data.
    commands: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])
    #: Guild id -> the state of the server when the bot was removed from it.
    expelled: dict[int, Server] = field(default_factory=dict[int, Server])
    #: User id -> the language that their Discord is set to.
    locales: dict[int, str] = field(default_factory=dict[int, str])


_memories: WeakKeyDictionary[BackendBase, _Memory] = WeakKeyDictionary()


def memory_of(world: simcord.Env | BackendBase) -> _Memory:
    """What was asked of this simulated world."""
    return _memories.setdefault(backend_of(world), _Memory())


@everywhere
def _answer(proceed: router.Handler, ctx: RequestContext) -> Any:
    """A server that the bot was removed from is out of its reach; an answer may be lost after the effect."""
    channel_id, memory = ctx.args.get("channel_id"), memory_of(ctx.backend)
    if any(int(channel_id or 0) in server.channels for server in memory.expelled.values()):
        raise refuse(403, 50001, "Missing Access")
    answer = proceed(ctx)
    lost = next((lost for lost in memory.lost_answers if lost.matches(ctx.method, ctx.path)), None)
    if lost is None:
        return answer
    if lost.times is not None:
        lost.times -= 1
        if lost.times <= 0:
            memory.lost_answers.remove(lost)
    if isinstance(lost.error, int):
        raise refuse(lost.error, 0, "the answer was lost")
    raise lost.error


@route("POST", "/channels/{channel_id}/messages")
def _create_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    for user_id in ctx.backend.get_channel(ctx.int_arg("channel_id")).recipient_ids:
        code = memory_of(ctx.backend).closed_dms.get(user_id)
        if code is not None:
            raise refuse(403, code, "Cannot send messages to this user")
    return proceed(ctx)


@instead(interactions, "base_payload")
def _interaction_payload(proceed: Callable[..., Any], backend: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
    record, payload = proceed(backend, **options)
    payload["locale"] = memory_of(backend).locales.get(options["user_id"], payload["locale"])
    return record, payload


@instead(gateway.FakeWebSocket, "request_chunks")
def _request_chunks(proceed: Callable[..., Any], socket: Any, guild_id: int, *args: Any, **options: Any) -> Any:
    memory_of(socket._backend).commands.append(("request members", {"guild": guild_id, "query": args, **options}))
    return proceed(socket, guild_id, *args, **options)


@instead(gateway.FakeWebSocket, "change_presence")
def _change_presence(proceed: Callable[..., Any], socket: Any, **options: Any) -> Any:
    memory_of(socket._backend).commands.append(("change presence", options))
    return proceed(socket, **options)


def archive_idle_threads(world: simcord.Env | BackendBase) -> list[int]:
    """Archives the threads that have been idle for as long as they are set to wait, and returns their ids.

    Call it after `env.advance_time`, then `await env.settle()`.
    """
    backend = backend_of(world)
    now = backend.clock.now()
    active = [thread for guild_id in list(backend.guilds) for thread in backend.active_threads(guild_id)]
    idle = [thread for thread in active if _archives_at(thread) <= now]
    for thread in idle:
        changes = {"archived": True, "archive_timestamp": now.isoformat()}
        backend.edit_channel(thread.id, {}, thread_metadata=changes)
    return [thread.id for thread in idle]


def _archives_at(thread: Channel) -> datetime.datetime:
    assert thread.thread_metadata is not None
    last = datetime.datetime.fromisoformat(thread.thread_metadata.archive_timestamp)
    if thread.last_message_id is not None:
        last = max(last, discord.utils.snowflake_time(thread.last_message_id))
    return last + datetime.timedelta(minutes=thread.thread_metadata.auto_archive_duration)

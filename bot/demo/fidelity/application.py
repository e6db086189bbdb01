"""The application: its flags, its connection."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import discord
import simcord
from simcord import gateway
from simcord.backend.ops.base import BackendBase
from simcord.http import router
from simcord.http.router import RequestContext

from bot.demo.fidelity.patching import instead, memory_of, route


@instead(simcord.Env, "__init__")
def _create_env(proceed: Callable[..., Any], env: simcord.Env, *args: Any, **options: Any) -> None:
    proceed(env, *args, **options)
    approved = env.approved_intents
    if approved is not None:
        set_application_flags(
            env,
            discord.ApplicationFlags(
                gateway_message_content=approved.message_content,
                gateway_guild_members=approved.members,
                gateway_presence=approved.presences,
            ),
        )


def set_application_flags(world: simcord.Env | BackendBase, flags: discord.ApplicationFlags) -> None:
    """Sets what the developer portal grants; a bot hears of it when it starts.

    Without a call it is what `simcord.run(approved_intents=...)` approves, or everything. A small bot's portal sets the
    `..._limited` flags instead.
    """
    memory_of(world).application_flags = flags.value


@route("GET", "/oauth2/applications/@me")
def _application(proceed: router.Handler, ctx: RequestContext) -> Any:
    return {**proceed(ctx), "flags": memory_of(ctx.backend).application_flags}


@instead(gateway.FakeGateway, "feed")
def _feed(proceed: Callable[..., Any], feeder: Any, event: str, payload: Mapping[str, Any]) -> None:
    if event == "READY":
        flags = memory_of(feeder._backend).application_flags
        shard, shards = payload.get("shard", (0, 1))
        guilds = [each for each in feeder._backend.guilds if (each >> 22) % shards == shard]
        payload = {
            **payload,
            "application": {**payload["application"], "flags": flags},
            "guilds": [{"id": str(each), "unavailable": True} for each in guilds],
        }
    proceed(feeder, event, payload)

"""Channels as Discord creates and deletes them."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from simcord.backend import serializers
from simcord.backend.models import Channel
from simcord.backend.ops.channels import ChannelMixin
from simcord.enums import ChannelType
from simcord.http import router
from simcord.http.router import RequestContext

from bot.demo.fidelity.patching import (
    MODELLED,
    SETTINGS,
    THREAD_NAME,
    check_length,
    check_tags,
    instead,
    memory_of,
    remember,
    route,
)


def edit_guild_channel(proceed: router.Handler, ctx: RequestContext, channel: Channel) -> Any:
    """Edits a channel, with the settings that simcord's model has no field for."""
    ctx.require_channel_permissions(channel.id, "manage_channels")
    body = dict(ctx.body())
    check_tags(body.get("available_tags") or [])
    remember(ctx.backend, channel, **{key: body.pop(key) for key in SETTINGS if key in body})
    if channel.type == ChannelType.FORUM and "default_reaction_emoji" in body:
        channel.default_reaction_emoji = body.pop("default_reaction_emoji")
    return proceed(replace(ctx, json=body))


@route("POST", "/guilds/{guild_id}/channels")
def _create_guild_channel(proceed: router.Handler, ctx: RequestContext) -> Any:
    body = dict(ctx.body())
    check_length("name", body.get("name"), 1, THREAD_NAME)
    check_tags(body.get("available_tags") or [])
    settings = {key: body.pop(key) for key in (*SETTINGS, *MODELLED) if key in body}
    with new_channel(ctx.backend, settings):
        return proceed(replace(ctx, json=body))


@contextmanager
def new_channel(backend: Any, settings: dict[str, Any]) -> Generator[None]:
    """The next channel is created with these settings, before anybody is told of it."""
    memory = memory_of(backend)
    memory.new_channel = settings
    try:
        yield
    finally:
        memory.new_channel = {}


@instead(ChannelMixin, "create_channel")
def _create_channel(
    proceed: Callable[..., Any],
    backend: Any,
    guild_id: int | None,
    name: str | None,
    *,
    announce: bool = True,
    **fields: Any,
) -> Channel:
    settings = dict(memory_of(backend).new_channel)
    modelled = {key: settings.pop(key) for key in MODELLED if key in settings}
    if "available_tags" in modelled:
        modelled["available_tags"] = _with_ids(backend, modelled["available_tags"])
    channel = proceed(backend, guild_id, name, announce=False, **fields, **modelled)
    remember(backend, channel, **settings)
    if announce and guild_id is not None:
        backend.emit("CHANNEL_CREATE", serializers.channel_payload(backend, channel))
    return channel


def _with_ids(backend: Any, tags: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    plain = {"moderated": False, "emoji_id": None, "emoji_name": None}
    return [{**plain, **tag, "id": str(tag.get("id") or backend.snowflake())} for tag in tags]

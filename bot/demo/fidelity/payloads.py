"""Payloads as Discord sends them."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import discord
from PIL import Image
from simcord import interactions
from simcord.backend import errors, serializers
from simcord.backend.cdn import CdnStore
from simcord.backend.models import Channel, Message
from simcord.backend.ops.base import BackendBase
from simcord.enums import MessageType
from simcord.http import client

from bot.demo.fidelity.patching import FILE_SIZE, instead, memory_of, settings_of
from bot.demo.fidelity.webhooks import is_ours


@instead(BackendBase, "emit")
def _emit(proceed: Callable[..., Any], backend: Any, event: str, payload: Mapping[str, Any]) -> None:
    if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
        payload = {**payload, **_gateway_message_fields(backend, event, payload)}
    proceed(backend, event, payload)


def _gateway_message_fields(backend: Any, event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Adds to a message what the gateway sends and the API does not."""
    fields: dict[str, Any] = {"channel_type": backend.get_channel(int(payload["channel_id"])).type}
    author_id = int(payload["author"]["id"])
    nonce = memory_of(backend).nonce
    if event == "MESSAGE_CREATE" and nonce is not None and author_id == backend.bot_user.id:
        fields["nonce"] = nonce
    guild = backend.guilds.get(int(payload.get("guild_id") or 0))
    if guild is not None and author_id in guild.members:
        fields["member"] = serializers.member_payload(backend, guild, guild.members[author_id], with_user=False)
    return fields


@instead(serializers, "message_payload")
def _message_payload(proceed: Callable[..., Any], backend: Any, message: Message, **options: Any) -> dict[str, Any]:
    payload = proceed(backend, message, **options)
    thread = backend.channels.get(message.id)
    if thread is not None and thread.parent_id == message.channel_id:
        payload["thread"] = serializers.thread_payload(backend, thread)
    webhook = backend.webhooks.get(message.webhook_id)
    if webhook is not None and backend.users[webhook.creator_id].bot:  # an application has the id of its bot
        ours = is_ours(backend, webhook)
        payload["application_id"] = str(backend.application_id if ours else webhook.creator_id)
    if message.type == MessageType.REPLY:
        payload.setdefault("referenced_message", None)  # null: it was deleted
    return payload


@instead(serializers, "channel_payload")
def _channel_payload(proceed: Callable[..., Any], backend: Any, channel: Channel) -> dict[str, Any]:
    payload = proceed(backend, channel)
    if channel.guild_id is not None and not channel.is_thread:
        payload.update({key: value for key, value in settings_of(backend, channel).items() if value is not None})
    return payload


@instead(serializers, "thread_payload")
def _thread_payload(proceed: Callable[..., Any], backend: Any, thread: Channel) -> dict[str, Any]:
    messages = backend.messages.get(thread.id, {}).values()
    counted = [m for m in messages if m.id != thread.id and m.type != MessageType.THREAD_STARTER_MESSAGE]
    payload = proceed(backend, thread)
    payload["message_count"] = len(counted)  # less the deleted ones, unlike total_message_sent
    payload["flags"] = settings_of(backend, thread)["flags"]
    return payload


@instead(serializers, "guild_create_payload")
def _guild_create_payload(proceed: Callable[..., Any], backend: Any, guild: Any) -> dict[str, Any]:
    payload = proceed(backend, guild)
    payload["threads"] = [serializers.thread_payload(backend, t) for t in backend.active_threads(guild.id)]
    return payload


@instead(CdnStore, "store_attachment")
def _store_attachment(
    proceed: Callable[..., Any],
    cdn: CdnStore,
    attachment_id: int,
    channel_id: int,
    filename: str,
    data: bytes,
    description: str | None,
) -> dict[str, Any]:
    attachment = proceed(cdn, attachment_id, channel_id, filename, data, description)
    if attachment["content_type"].startswith("image/"):
        attachment.update(_dimensions(data))
    return attachment


def _dimensions(data: bytes) -> dict[str, int]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return {"width": image.width, "height": image.height}
    except (OSError, ValueError):  # the name ends in .png, but it is no image
        return {}


@instead(interactions, "base_payload")
def _interaction_payload(proceed: Callable[..., Any], backend: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
    record, payload = proceed(backend, **options)
    payload["attachment_size_limit"] = FILE_SIZE
    return record, payload


@instead(client, "_raise_for")
def _raise_for(proceed: Callable[..., Any], error: errors.BackendError) -> None:
    if error.status >= 500:
        response: Any = client._FakeResponse(error.status)
        raise discord.DiscordServerError(response, error.to_json())
    proceed(error)

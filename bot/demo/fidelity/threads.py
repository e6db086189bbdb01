"""Existing threads as Discord has them: archived, locked, and who may change what."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import discord
import simcord
from simcord.backend import errors, serializers
from simcord.backend.models import Channel, Message
from simcord.backend.ops.channels import ChannelMixin
from simcord.backend.ops.messages import MessageMixin
from simcord.enums import MessageType
from simcord.http import router
from simcord.http.router import RequestContext
from simcord.http.routes import interactions as interaction_routes

from bot.demo.fidelity.channels import edit_guild_channel
from bot.demo.fidelity.new_threads import check_duration
from bot.demo.fidelity.patching import (
    APPLIED_TAGS,
    CREATORS_FIELDS,
    THREAD_DELETE,
    THREAD_METADATA,
    THREAD_NAME,
    THREAD_UPDATE,
    check_length,
    instead,
    invalid,
    refuse,
    remember,
    route,
    settings_of,
)


def _manages_threads(backend: Any, thread: Channel, user_id: int) -> bool:
    permissions = discord.Permissions(backend.compute_permissions(thread.guild_id, user_id, thread.id))
    return permissions.manage_threads


def _is_archived(channel: Channel) -> bool:
    return channel.thread_metadata is not None and channel.thread_metadata.archived


def _is_locked(channel: Channel) -> bool:
    return channel.thread_metadata is not None and channel.thread_metadata.locked


def _thread_is_archived(status: int = 400) -> errors.BackendError:
    return refuse(status, 50083, "Thread is archived")


def _require_active(backend: Any, channel_id: int, user_id: int | None = None) -> None:
    """Refuses to change an archived thread; and a locked one, for a user who may not manage threads."""
    channel = backend.get_channel(channel_id)
    if _is_archived(channel):
        raise _thread_is_archived()
    if user_id is not None and _is_locked(channel) and not _manages_threads(backend, channel, user_id):
        raise refuse(403, 160005, "Thread is locked")


@instead(MessageMixin, "commit_message")
def _commit_message(proceed: Callable[..., Any], backend: Any, message: Message, **options: Any) -> Message:
    thread = backend.get_channel(message.channel_id)
    if not thread.is_thread:
        return proceed(backend, message, **options)
    is_answer = message.interaction_metadata is not None
    if not is_answer:
        _require_unlocked(backend, thread, message)
    if _is_archived(thread) and not message.is_ephemeral:
        _unarchive(backend, thread)
    if not is_answer and message.webhook_id is None:
        thread.thread_members.setdefault(message.author_id, backend.now_iso())  # who posts, joins
    stored = proceed(backend, message, **options)
    if message.id == thread.id or message.type == MessageType.THREAD_STARTER_MESSAGE:
        thread.message_count -= 1  # Discord does not count the first message
    return stored


def _require_unlocked(backend: Any, thread: Channel, message: Message) -> None:
    if not _is_locked(thread):
        return
    if message.webhook_id is None and _manages_threads(backend, thread, message.author_id):
        return
    if _is_archived(thread):
        raise _thread_is_archived(status=403)
    if message.webhook_id is None:
        raise refuse(403, 160005, "Thread is locked")


def _unarchive(backend: Any, thread: Channel) -> None:
    changes = {"archived": False, "archive_timestamp": backend.now_iso()}
    backend.edit_channel(thread.id, {}, thread_metadata=changes)


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
def _edit_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    _require_active(ctx.backend, ctx.int_arg("channel_id"), ctx.backend.bot_user.id)
    return proceed(ctx)


@route("PATCH", "/webhooks/{webhook_id}/{token}/messages/{message_id}")
def _edit_webhook_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    if ctx.args["token"] not in ctx.backend.interaction_tokens:
        _require_active(ctx.backend, interaction_routes._incoming_message(ctx).channel_id)
    return proceed(ctx)


@instead(simcord.MemberActor, "edit")
async def _edit_as_member(proceed: Callable[..., Any], member: simcord.MemberActor, message: Any, content: str) -> None:
    stored = member._message(message)
    _require_active(member._env.backend, stored.channel_id, member.id)
    await proceed(member, message, content)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def _delete_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    """Deletes a message, the one thing that an archived thread allows, unless it is also locked."""
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    closed = _is_archived(channel) and _is_locked(channel)
    if closed and not _manages_threads(ctx.backend, channel, ctx.backend.bot_user.id):
        raise _thread_is_archived()
    return proceed(ctx)


@route("PUT", "/channels/{channel_id}/thread-members/@me", "/channels/{channel_id}/thread-members/{user_id}")
@route("DELETE", "/channels/{channel_id}/thread-members/@me", "/channels/{channel_id}/thread-members/{user_id}")
def _change_thread_members(proceed: router.Handler, ctx: RequestContext) -> Any:
    _require_active(ctx.backend, ctx.int_arg("channel_id"))
    return proceed(ctx)


@route("PATCH", "/channels/{channel_id}")
def _edit_channel(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.require_channel_permissions(ctx.int_arg("channel_id"))
    if channel.is_thread:
        return _edit_thread(ctx, channel)
    return edit_guild_channel(proceed, ctx, channel)


def _edit_thread(ctx: RequestContext, thread: Channel) -> Any:
    body = ctx.fields(*CREATORS_FIELDS, "locked", "rate_limit_per_user", "flags")
    _require_thread_editor(ctx, thread, body)
    if _is_archived(thread) and body.get("archived") is not False:
        raise _thread_is_archived()
    if "applied_tags" in body:
        body["applied_tags"] = [int(tag) for tag in body["applied_tags"]]
    _check_thread_changes(ctx.backend, thread, body)
    changed = _changed(ctx.backend, thread, body)
    remember(ctx.backend, thread, **{key: value for key, value in body.items() if key == "flags"})
    metadata = {key: value for key, value in body.items() if key in THREAD_METADATA}
    changes = {key: value for key, value in body.items() if key not in {*THREAD_METADATA, "flags"}}
    if any(change["key"] == "archived" for change in changed):
        metadata["archive_timestamp"] = ctx.backend.now_iso()
    ctx.backend.edit_channel(thread.id, changes, thread_metadata=metadata)
    _audit(ctx, THREAD_UPDATE, thread, changed)
    return dict(serializers.channel_payload(ctx.backend, thread))


def _changed(backend: Any, thread: Channel, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns what the request changes, as the audit log has it."""
    before = {**vars(thread), **vars(thread.thread_metadata), "flags": settings_of(backend, thread)["flags"]}
    return [
        {"key": key, "old_value": before[key], "new_value": value}
        for key, value in body.items()
        if before[key] != value
    ]


def _require_thread_editor(ctx: RequestContext, thread: Channel, body: Mapping[str, Any]) -> None:
    bot_id = ctx.backend.bot_user.id
    if _manages_threads(ctx.backend, thread, bot_id):
        return
    if not _is_locked(thread):
        if thread.owner_id == bot_id and body.keys() <= CREATORS_FIELDS:
            return
        if body == {"archived": False}:
            ctx.require_channel_permissions(thread.id, "send_messages_in_threads")
            return
    raise errors.missing_permissions()


def _check_thread_changes(backend: Any, thread: Channel, body: Mapping[str, Any]) -> None:
    if "name" in body:
        check_length("name", body["name"], 1, THREAD_NAME)
    if "auto_archive_duration" in body:
        check_duration(body["auto_archive_duration"])
    tags = body.get("applied_tags", [])
    known = {int(tag["id"]) for tag in backend.get_channel(thread.parent_id).available_tags}
    if len(tags) > APPLIED_TAGS or not known.issuperset(tags):
        raise invalid("applied_tags", "BASE_TYPE_MAX_LENGTH", f"Must be {APPLIED_TAGS} or fewer of the forum's tags.")


def _audit(ctx: RequestContext, action: int, channel: Channel, changes: list[dict[str, Any]]) -> None:
    if changes and channel.guild_id is not None:
        ctx.backend.record_audit_log(channel.guild_id, action, target_id=channel.id, changes=changes, reason=ctx.reason)


@route("DELETE", "/channels/{channel_id}")
def _delete_channel(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if not channel.is_thread:
        return proceed(ctx)
    ctx.require_channel_permissions(channel.id, "manage_threads")
    payload = dict(serializers.channel_payload(ctx.backend, channel))
    ctx.backend.delete_channel(channel.id)
    _audit(ctx, THREAD_DELETE, channel, [{"key": "name", "old_value": channel.name}])
    return payload


@instead(ChannelMixin, "delete_channel")
def _delete_channel_with_its_threads(proceed: Callable[..., Any], backend: Any, channel_id: int) -> None:
    """Deletes a channel with its threads; the client hears only of the channel, and drops the threads itself."""
    proceed(backend, channel_id)
    for thread in [c for c in backend.channels.values() if c.is_thread and c.parent_id == channel_id]:
        del backend.channels[thread.id]
        backend.messages.pop(thread.id, None)
        backend.get_guild(thread.guild_id).thread_ids.remove(thread.id)
    for webhook in [w for w in backend.webhooks.values() if w.channel_id == channel_id]:
        del backend.webhooks[webhook.id]
        backend.webhook_tokens.pop(webhook.token, None)

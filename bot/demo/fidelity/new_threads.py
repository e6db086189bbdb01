"""How threads are created: from a message, without one, or as a post in a forum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simcord.backend import errors
from simcord.backend.models import Channel, Message, SystemMessageMetadata
from simcord.backend.ops.channels import ChannelMixin
from simcord.enums import ChannelType, MessageType
from simcord.http import router
from simcord.http.router import RequestContext

from bot.demo.fidelity.messages import check_content_permissions
from bot.demo.fidelity.patching import (
    ARCHIVE_DURATIONS,
    HAS_THREAD,
    REQUIRE_TAG,
    THREAD_NAME,
    check_length,
    instead,
    invalid,
    memory_of,
    refuse,
    route,
    settings_of,
)


@instead(ChannelMixin, "create_thread")
def _create_thread(
    proceed: Callable[..., Any],
    backend: Any,
    parent_id: int,
    name: str,
    owner_id: int,
    *,
    message_id: int | None = None,
    auto_archive_duration: int = 1440,
    broadcast: bool = True,
    **fields: Any,
) -> Channel:
    check_length("name", name, 1, THREAD_NAME)
    check_duration(auto_archive_duration)
    if backend.get_channel(parent_id).is_thread:
        raise errors.cannot_execute_on_channel_type()
    if message_id is not None and message_id in backend.channels:
        raise refuse(400, 160004, "A thread has already been created for this message")
    thread = proceed(
        backend,
        parent_id,
        name,
        owner_id,
        message_id=message_id if message_id is not None else memory_of(backend).post_id,
        auto_archive_duration=auto_archive_duration,
        broadcast=broadcast and message_id is None,
        **fields,
    )
    if broadcast and message_id is not None:
        _start_from_message(backend, thread, backend.get_message(parent_id, message_id))
    return thread


def _start_from_message(backend: Any, thread: Channel, source: Message) -> None:
    """Shows the thread on its message; it begins with a system message without text that points back."""
    source.flags |= HAS_THREAD
    backend.announce_thread_create(thread)
    starter = backend.prepare_message(
        thread.id,
        thread.owner_id,
        "-",  # simcord's rule that a message is not empty has no exception for this one
        message_type=MessageType.THREAD_STARTER_MESSAGE,
        system_metadata=SystemMessageMetadata(referenced_channel_id=source.channel_id, referenced_message_id=source.id),
    )
    starter.content = ""
    backend.commit_message(starter)


def check_duration(minutes: Any) -> None:
    """Refuses a duration until archiving that Discord does not offer."""
    if minutes not in ARCHIVE_DURATIONS:
        raise invalid("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {ARCHIVE_DURATIONS}.")


@route("POST", "/channels/{channel_id}/threads")
def _start_thread(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if channel.type == ChannelType.FORUM:
        body = ctx.body()
        check_content_permissions(ctx, channel, body.get("message") or {})
        if settings_of(ctx.backend, channel)["flags"] & REQUIRE_TAG and not body.get("applied_tags"):
            raise refuse(400, 40067, "A tag is required to create a forum post in this channel")
    return _start(proceed, ctx)


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def _start(proceed: router.Handler, ctx: RequestContext) -> Any:
    """Starts a thread; to Discord, a null duration means that none was given."""
    body = ctx.body()
    if body.get("auto_archive_duration") is None:
        body = {key: value for key, value in body.items() if key != "auto_archive_duration"}
    return proceed(replace(ctx, json=body))


@instead(ChannelMixin, "create_forum_post")
def _create_forum_post(
    proceed: Callable[..., Any], backend: Any, forum_id: int, name: str, starter: Message, **options: Any
) -> tuple[Channel, Message]:
    memory = memory_of(backend)
    memory.post_id = starter.id
    try:
        return proceed(backend, forum_id, name, starter, **options)
    finally:
        memory.post_id = None

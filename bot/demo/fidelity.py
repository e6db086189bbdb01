"""Where simcord 3.2.1 is not Discord, this file makes it so: the one place in the project that patches its internals.

`install()` patches simcord's routes and backend, not discord.py, so that the traits hold for a bot in this process
and for one that comes over a real socket through `simcord.http.router.dispatch`. The traits:

* a webhook's `thread_id` is honoured, in sending, fetching, editing and deleting; in a forum it is required; a webhook
  that the bot made is the application's own and may carry buttons
* `nonce` with `enforce_nonce` gives back the first message for five minutes
* threads answer to Manage Threads (or, for some fields, to their creator), not to Manage Channels
* a message wakes an archived thread; an archived one cannot be edited; a locked one is for those who manage threads;
  whoever posts in a thread joins it; nobody else is joined
* a forum post's first message shares the post's id; a thread made from a message does too, and is made only once
* GUILD_CREATE carries the active threads; a deleted channel takes its threads and webhooks along
* Discord's limits on names, tags, webhooks, files and nonces; NSFW and the settings of a new forum
* closed DMs, answers lost after the effect, privileged intents in the application's flags
* history `after` a message starts with the oldest; a person with Nitro writes 4,000 characters
* payloads: `nonce`, `thread`, `channel_type`, a null for a deleted reply target, an image's size, DiscordServerError

The rest are helpers for those who drive the world: `dm`, `reply_in_dm`, `close_dms`, `open_dms`, `make_forum`,
`set_nsfw`, `set_permissions`, `set_timeout`, `announce_guild`, `expel`, `invite_again`, `archive_idle_threads`,
`lose_answer`, `forget_faults`, `disconnect`, `set_application_flags`, `at_once`.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import base64
import datetime
import fnmatch
import functools
import io
from collections.abc import AsyncGenerator, Callable, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import discord
import simcord
from PIL import Image
from simcord import gateway, interactions
from simcord.backend import errors, serializers
from simcord.backend.cdn import CdnStore
from simcord.backend.models import (
    Channel,
    Message,
    MessageSticker,
    Overwrite,
    Sticker,
    SystemMessageMetadata,
    Webhook,
)
from simcord.backend.ops import messages as message_ops
from simcord.backend.ops.base import BackendBase
from simcord.backend.ops.channels import ChannelMixin
from simcord.backend.ops.messages import MessageMixin
from simcord.enums import ChannelType, MessageType, OverwriteType
from simcord.http import _helpers, client, router
from simcord.http.router import RequestContext
from simcord.http.routes import interactions as interaction_routes
from simcord.http.routes import messages as message_routes

SIMCORD = "3.2.1"

NONCE_LIFE = datetime.timedelta(minutes=5)
NONCE_LENGTH = 25
NITRO_CONTENT = 4000
FILES = 10
FILE_SIZE = 10 * 1024 * 1024
REQUEST_SIZE = 25 * 1024 * 1024
WEBHOOKS = 15
WEBHOOK_NAME = 80
THREAD_NAME = 100
TAGS = 20
TAG_NAME = 20
APPLIED_TAGS = 5
HISTORY = 100
ARCHIVE_DURATIONS = (60, 1440, 4320, 10080)

VOICE_MESSAGE = 1 << 13
HAS_THREAD = 1 << 5
REQUIRE_TAG = 1 << 4
THREAD_UPDATE, THREAD_DELETE = 111, 112  # audit log

#: What a thread's creator may change without Manage Threads.
_CREATORS_FIELDS = {"name", "archived", "auto_archive_duration", "applied_tags", "invitable"}
_THREAD_METADATA = {"archived", "locked", "auto_archive_duration", "invitable"}
#: Settings of a channel that simcord's model has no field for, with what they are when never set.
_SETTINGS: dict[str, Any] = {
    "nsfw": False,
    "flags": 0,
    "default_auto_archive_duration": None,
    "default_thread_rate_limit_per_user": 0,
    "default_sort_order": None,
    "default_forum_layout": 0,
}
#: What its model has, and its route for new channels refuses.
_MODELLED = ("available_tags", "default_reaction_emoji")
_ALL_PRIVILEGED = discord.ApplicationFlags(
    gateway_message_content=True, gateway_guild_members=True, gateway_presence=True
)

Person = simcord.UserHandle | simcord.MemberActor
Fault = BaseException | type[BaseException] | int


# --- what Discord remembers -----------------------------------------------------------------------


@dataclass
class _LostAnswer:
    method: str
    path: str  # an fnmatch pattern
    times: int | None  # None: for good
    error: Fault

    def matches(self, method: str, path: str) -> bool:
        return self.method in (method, "*") and fnmatch.fnmatch(path, self.path)


#: Who said it, where, and the nonce.
Nonce = tuple[int, int, str]
#: The message it gave, and when.
Given = tuple[int, datetime.datetime]


@dataclass
class _Server:
    """A server that the bot was removed from: it goes on without it."""

    guild: Any
    channels: dict[int, Channel]
    messages: dict[int, Any]


@dataclass
class _Memory:
    """What Discord remembers and simcord's backend has no place for."""

    nonces: dict[Nonce, Given] = field(default_factory=dict[Nonce, Given])
    closed_dms: dict[int, int] = field(default_factory=dict[int, int])  # user id -> error code
    lost_answers: list[_LostAnswer] = field(default_factory=list[_LostAnswer])
    application_flags: int = _ALL_PRIVILEGED.value
    #: What the request in hand lends to the calls below it. Requests are answered one at a time, without awaiting.
    nonce: str | int | None = None
    post_id: int | None = None
    new_channel: dict[str, Any] = field(default_factory=dict[str, Any])
    #: What the bot said over the gateway: the command, and what it carried.
    commands: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])
    #: Guild id -> what stood there when the bot was removed from it.
    expelled: dict[int, _Server] = field(default_factory=dict[int, "_Server"])
    #: Channel id -> what was set there of `_SETTINGS`.
    settings: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])


_memories: WeakKeyDictionary[BackendBase, _Memory] = WeakKeyDictionary()


def _memory(world: simcord.Env | BackendBase) -> _Memory:
    return _memories.setdefault(_backend(world), _Memory())


def _backend(world: simcord.Env | BackendBase) -> Any:
    return world.backend if isinstance(world, simcord.Env) else world


def _settings(backend: BackendBase, channel: Channel) -> dict[str, Any]:
    return {**_SETTINGS, **_memory(backend).settings.get(channel.id, {})}


def _set(backend: BackendBase, channel: Channel, **settings: Any) -> None:
    _memory(backend).settings.setdefault(channel.id, {}).update(settings)


# --- patching -------------------------------------------------------------------------------------

_replacements: list[tuple[Any, str, Callable[..., Any]]] = []
_routes: list[tuple[str, str, Callable[[router.Handler, RequestContext], Any]]] = []


def _instead(owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The decorated function stands in for `owner.name`; its first argument is the original."""

    def register(replacement: Callable[..., Any]) -> Callable[..., Any]:
        _replacements.append((owner, name, replacement))
        return replacement

    return register


def _route(method: str, *templates: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The decorated function answers these routes; its first argument is simcord's own handler."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        _routes.extend((method, template, handler) for template in templates)
        return handler

    return register


def install() -> None:
    """Patch simcord, once a process."""
    if hasattr(BackendBase.emit, "__wrapped__"):
        return
    if simcord.__version__ != SIMCORD:
        raise RuntimeError(f"written for simcord {SIMCORD}, found {simcord.__version__}: check every patch here")
    for owner, name, replacement in _replacements:
        setattr(owner, name, _around(getattr(owner, name), replacement))
    for method, template, handler in _routes:
        _patch_route(method, template, handler)
    for table in router._ROUTES.values():
        table[:] = [(segments, _around(handler, _answer)) for segments, handler in table]


def _around(original: Callable[..., Any], replacement: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def patched(*args: Any, **kwargs: Any) -> Any:
        return replacement(original, *args, **kwargs)

    return patched


def _patch_route(method: str, template: str, handler: Callable[..., Any]) -> None:
    wanted = template.strip("/").split("/")
    table = router._ROUTES[method]
    (index,) = (i for i, (segments, _) in enumerate(table) if segments == wanted)
    table[index] = (wanted, _around(table[index][1], handler))


def _answer(proceed: router.Handler, ctx: RequestContext) -> Any:
    """Every request: its files are weighed before the effect, its answer may be lost after it."""
    _check_access(ctx)
    _check_files(ctx)
    answer = proceed(ctx)
    _lose(ctx)
    return answer


# --- refusals -------------------------------------------------------------------------------------


def _refuse(status: int, code: int, message: str) -> errors.BackendError:
    return errors.BackendError(status, code, message)


def _invalid(where: str, code: str, message: str) -> errors.BackendError:
    return errors.invalid_form_body(errors={where: {"_errors": [{"code": code, "message": message}]}})


def _check_length(where: str, value: Any, low: int, high: int) -> None:
    if not isinstance(value, str) or not low <= len(value.strip()) <= high:
        raise _invalid(where, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")


def _check_webhook_name(where: str, name: Any) -> None:
    _check_length(where, name, 1, WEBHOOK_NAME)
    for word in ("clyde", "discord"):
        if word in name.lower():
            raise _invalid(where, "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')


def _check_tags(tags: Sequence[Mapping[str, Any]]) -> None:
    if len(tags) > TAGS:
        raise _invalid("available_tags", "BASE_TYPE_MAX_LENGTH", f"Must be {TAGS} or fewer in length.")
    for tag in tags:
        _check_length("available_tags", tag.get("name"), 1, TAG_NAME)


def _check_files(ctx: RequestContext) -> None:
    if len(ctx.files) > FILES:
        raise _invalid("attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {FILES} or fewer in length.")
    sizes = [_size(file.fp) for file in ctx.files]
    if sum(sizes) > REQUEST_SIZE or any(size > FILE_SIZE for size in sizes):
        raise _refuse(413, 40005, "Request entity too large")


def _check_access(ctx: RequestContext) -> None:
    """A channel of a server that the bot was removed from is there, and closed to it."""
    channel_id = ctx.args.get("channel_id")
    if any(int(channel_id or 0) in server.channels for server in _memory(ctx.backend).expelled.values()):
        raise _refuse(403, 50001, "Missing Access")


def _size(file: io.IOBase) -> int:
    start = file.tell()
    end = file.seek(0, io.SEEK_END)
    file.seek(start)
    return end - start


# --- sending messages -----------------------------------------------------------------------------


@_route("POST", "/channels/{channel_id}/messages")
def _create_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    _check_dms(ctx.backend, channel)
    message_routes._send_permissions(ctx, channel.id)
    _check_content_permissions(ctx, channel, ctx.body())
    nonce = _nonce(ctx.body())
    first = _first_with_nonce(ctx.backend, channel.id, nonce) if ctx.body().get("enforce_nonce") else None
    if first is not None:
        return {**_helpers.message_response(ctx, first), "nonce": nonce}
    memory = _memory(ctx.backend)
    memory.nonce = nonce
    try:
        answer = proceed(ctx)
    finally:
        memory.nonce = None
    if nonce is None:
        return answer
    memory.nonces[_nonce_key(ctx.backend, channel.id, nonce)] = (int(answer["id"]), ctx.backend.clock.now())
    return {**answer, "nonce": nonce}


def _check_dms(backend: Any, channel: Channel) -> None:
    for user_id in channel.recipient_ids:
        code = _memory(backend).closed_dms.get(user_id)
        if code is not None:
            raise _refuse(403, code, "Cannot send messages to this user")


def _check_content_permissions(ctx: RequestContext, channel: Channel, body: Mapping[str, Any]) -> None:
    if channel.guild_id is None:
        return
    if ctx.files:
        ctx.require_channel_permissions(channel.id, "attach_files")
    if body.get("embeds"):
        ctx.require_channel_permissions(channel.id, "embed_links")


def _nonce(body: Mapping[str, Any]) -> str | int | None:
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > NONCE_LENGTH:
        raise _invalid("nonce", "BASE_TYPE_MAX_LENGTH", f"Must be {NONCE_LENGTH} or fewer in length.")
    return nonce


def _nonce_key(backend: Any, channel_id: int, nonce: str | int) -> tuple[int, int, str]:
    return backend.bot_user.id, channel_id, str(nonce)


def _first_with_nonce(backend: Any, channel_id: int, nonce: str | int | None) -> Message | None:
    if nonce is None:
        return None
    known = _memory(backend).nonces.get(_nonce_key(backend, channel_id, nonce))
    if known is None or backend.clock.now() - known[1] > NONCE_LIFE:
        return None
    return backend.messages.get(channel_id, {}).get(known[0])


@_instead(message_ops, "validate_message_state")
def _validate_persons_message(proceed: Callable[..., Any], components: Any, *, content: Any, **state: Any) -> Any:
    """The backend's check, which only people's messages reach unchecked: Nitro lets them write 4,000 characters."""
    if isinstance(content, str) and len(content) <= NITRO_CONTENT:
        content = content[:2000]
    return proceed(components, content=content, **state)


@_route("GET", "/channels/{channel_id}/messages")
def _get_channel_messages(proceed: router.Handler, ctx: RequestContext) -> Any:
    limit = int(ctx.params.get("limit", 50))
    if not 1 <= limit <= HISTORY:
        raise _invalid("limit", "NUMBER_TYPE_MAX", f"int value should be between 1 and {HISTORY}.")
    if "after" not in ctx.params:
        return proceed(ctx)
    # The messages just after that one, not the newest of all that follow it; newest first even so.
    everything = proceed(replace(ctx, params={**ctx.params, "limit": 1 << 32}))
    return everything[-limit:]


# --- webhooks -------------------------------------------------------------------------------------


@_route("POST", "/webhooks/{webhook_id}/{token}")
def _execute_webhook(proceed: router.Handler, ctx: RequestContext) -> Any:
    if ctx.args["token"] in ctx.backend.interaction_tokens:
        return proceed(ctx)
    webhook = interaction_routes._incoming_webhook(ctx)
    if "username" in ctx.body():
        _check_webhook_name("username", ctx.body()["username"])
    channel = _webhook_channel(ctx, webhook)
    if channel.type == ChannelType.FORUM and "thread_name" not in ctx.body():
        raise _refuse(400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id")
    body, _ = interaction_routes._incoming_webhook_body(ctx)
    message = _helpers.bot_message(
        ctx,
        channel.id,
        author_id=webhook.webhook_user_id,
        webhook_id=webhook.id,
        body=body,
        webhook_execute=True,
    )
    return _helpers.message_response(ctx, message, exempt_root=True)


def _webhook_channel(ctx: RequestContext, webhook: Webhook) -> Channel:
    """The webhook's channel, or the thread of it that the request names."""
    thread_id = ctx.params.get("thread_id")
    if thread_id is None:
        return ctx.backend.get_channel(webhook.channel_id)
    thread = ctx.backend.get_channel(int(thread_id))
    if not thread.is_thread or thread.parent_id != webhook.channel_id:
        raise errors.unknown_channel()
    return thread


@_instead(interaction_routes, "_incoming_message")
def _incoming_message(proceed: Callable[..., Any], ctx: RequestContext) -> Message:
    webhook = interaction_routes._incoming_webhook(ctx)
    message = ctx.backend.get_message(_webhook_channel(ctx, webhook).id, ctx.int_arg("message_id"))
    if message.webhook_id != webhook.id:
        raise errors.unknown_message()
    return message


@_instead(interaction_routes, "_incoming_webhook_body")
def _incoming_webhook_body(proceed: Callable[..., Any], ctx: RequestContext) -> tuple[dict[str, Any], bool]:
    """A webhook that belongs to the application may always send buttons; a stranger's may not."""
    if _is_ours(ctx.backend, interaction_routes._incoming_webhook(ctx)):
        return dict(ctx.body()), True
    return proceed(ctx)


def _is_ours(backend: Any, webhook: Webhook) -> bool:
    return webhook.creator_id == backend.bot_user.id


@_instead(serializers, "webhook_payload")
def _webhook_payload(proceed: Callable[..., Any], backend: Any, webhook: Webhook, **options: Any) -> dict[str, Any]:
    payload = proceed(backend, webhook, **options)
    if _is_ours(backend, webhook):
        payload["application_id"] = str(backend.application_id)
    return payload


@_route("POST", "/channels/{channel_id}/webhooks")
def _create_webhook(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if channel.guild_id is None or channel.is_thread:
        raise errors.cannot_execute_on_channel_type()
    _check_webhook_name("name", ctx.body().get("name"))
    ctx.require_channel_permissions(channel.id, "manage_webhooks")
    if sum(webhook.channel_id == channel.id for webhook in ctx.backend.webhooks.values()) >= WEBHOOKS:
        raise _refuse(400, 30007, f"Maximum number of webhooks reached ({WEBHOOKS})")
    answer = proceed(ctx)
    ctx.backend._emit_webhooks_update(channel.id)
    return answer


@_route("PATCH", "/webhooks/{webhook_id}", "/webhooks/{webhook_id}/{token}")
def _edit_webhook(proceed: router.Handler, ctx: RequestContext) -> Any:
    if "name" in ctx.body():
        _check_webhook_name("name", ctx.body()["name"])
    return proceed(ctx)


# --- threads: archived and locked -----------------------------------------------------------------


def _manages_threads(backend: Any, thread: Channel, user_id: int) -> bool:
    permissions = discord.Permissions(backend.compute_permissions(thread.guild_id, user_id, thread.id))
    return permissions.manage_threads


def _is_archived(channel: Channel) -> bool:
    return channel.thread_metadata is not None and channel.thread_metadata.archived


def _is_locked(channel: Channel) -> bool:
    return channel.thread_metadata is not None and channel.thread_metadata.locked


def _thread_is_archived(status: int = 400) -> errors.BackendError:
    return _refuse(status, 50083, "Thread is archived")


def _require_active(backend: Any, channel_id: int, user_id: int | None = None) -> None:
    """An archived thread is not to be touched, nor, by one who does not manage threads, a locked one."""
    channel = backend.get_channel(channel_id)
    if _is_archived(channel):
        raise _thread_is_archived()
    if user_id is not None and _is_locked(channel) and not _manages_threads(backend, channel, user_id):
        raise _refuse(403, 160005, "Thread is locked")


@_instead(MessageMixin, "commit_message")
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
        raise _refuse(403, 160005, "Thread is locked")


def _unarchive(backend: Any, thread: Channel) -> None:
    changes = {"archived": False, "archive_timestamp": backend.now_iso()}
    backend.edit_channel(thread.id, {}, thread_metadata=changes)


@_route("PATCH", "/channels/{channel_id}/messages/{message_id}")
def _edit_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    _require_active(ctx.backend, ctx.int_arg("channel_id"), ctx.backend.bot_user.id)
    return proceed(ctx)


@_route("PATCH", "/webhooks/{webhook_id}/{token}/messages/{message_id}")
def _edit_webhook_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    if ctx.args["token"] not in ctx.backend.interaction_tokens:
        _require_active(ctx.backend, interaction_routes._incoming_message(ctx).channel_id)
    return proceed(ctx)


@_instead(simcord.MemberActor, "edit")
async def _edit_as_member(proceed: Callable[..., Any], member: simcord.MemberActor, message: Any, content: str) -> None:
    stored = member._message(message)
    _require_active(member._env.backend, stored.channel_id, member.id)
    await proceed(member, message, content)


@_route("DELETE", "/channels/{channel_id}/messages/{message_id}")
def _delete_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    """Deleting is the one thing that an archived thread allows, unless it is locked too."""
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    closed = _is_archived(channel) and _is_locked(channel)
    if closed and not _manages_threads(ctx.backend, channel, ctx.backend.bot_user.id):
        raise _thread_is_archived()
    return proceed(ctx)


@_route("PUT", "/channels/{channel_id}/thread-members/@me", "/channels/{channel_id}/thread-members/{user_id}")
@_route("DELETE", "/channels/{channel_id}/thread-members/@me", "/channels/{channel_id}/thread-members/{user_id}")
def _change_thread_members(proceed: router.Handler, ctx: RequestContext) -> Any:
    _require_active(ctx.backend, ctx.int_arg("channel_id"))
    return proceed(ctx)


def archive_idle_threads(world: simcord.Env | BackendBase) -> list[int]:
    """Archive the threads in which nothing happened for as long as they are set to wait; their ids.

    Call it after `env.advance_time`, then `await env.settle()`.
    """
    backend = _backend(world)
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


# --- threads: made, edited, gone ------------------------------------------------------------------


@_instead(ChannelMixin, "create_thread")
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
    _check_length("name", name, 1, THREAD_NAME)
    _check_duration(auto_archive_duration)
    if backend.get_channel(parent_id).is_thread:
        raise errors.cannot_execute_on_channel_type()
    if message_id is not None and message_id in backend.channels:
        raise _refuse(400, 160004, "A thread has already been created for this message")
    thread = proceed(
        backend,
        parent_id,
        name,
        owner_id,
        message_id=message_id if message_id is not None else _memory(backend).post_id,
        auto_archive_duration=auto_archive_duration,
        broadcast=broadcast and message_id is None,
        **fields,
    )
    if broadcast and message_id is not None:
        _start_from_message(backend, thread, backend.get_message(parent_id, message_id))
    return thread


def _start_from_message(backend: Any, thread: Channel, source: Message) -> None:
    """The message shows its thread; the thread begins with a system message that points back, and says nothing."""
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


def _check_duration(minutes: Any) -> None:
    if minutes not in ARCHIVE_DURATIONS:
        raise _invalid("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {ARCHIVE_DURATIONS}.")


@_route("POST", "/channels/{channel_id}/threads")
def _start_thread(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if channel.type == ChannelType.FORUM:
        body = ctx.body()
        _check_content_permissions(ctx, channel, body.get("message") or {})
        if _settings(ctx.backend, channel)["flags"] & REQUIRE_TAG and not body.get("applied_tags"):
            raise _refuse(400, 40067, "A tag is required to create a forum post in this channel")
    return _start(proceed, ctx)


@_route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def _start(proceed: router.Handler, ctx: RequestContext) -> Any:
    """To Discord, a null duration is none at all."""
    body = ctx.body()
    if body.get("auto_archive_duration") is None:
        body = {key: value for key, value in body.items() if key != "auto_archive_duration"}
    return proceed(replace(ctx, json=body))


@_instead(ChannelMixin, "create_forum_post")
def _create_forum_post(
    proceed: Callable[..., Any], backend: Any, forum_id: int, name: str, starter: Message, **options: Any
) -> tuple[Channel, Message]:
    memory = _memory(backend)
    memory.post_id = starter.id
    try:
        return proceed(backend, forum_id, name, starter, **options)
    finally:
        memory.post_id = None


@_route("PATCH", "/channels/{channel_id}")
def _edit_channel(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.require_channel_permissions(ctx.int_arg("channel_id"))
    if channel.is_thread:
        return _edit_thread(ctx, channel)
    return _edit_guild_channel(proceed, ctx, channel)


def _edit_thread(ctx: RequestContext, thread: Channel) -> Any:
    body = ctx.fields(*_CREATORS_FIELDS, "locked", "rate_limit_per_user", "flags")
    _require_thread_editor(ctx, thread, body)
    if _is_archived(thread) and body.get("archived") is not False:
        raise _thread_is_archived()
    if "applied_tags" in body:
        body["applied_tags"] = [int(tag) for tag in body["applied_tags"]]
    _check_thread_changes(ctx.backend, thread, body)
    changed = _changed(ctx.backend, thread, body)
    _set(ctx.backend, thread, **{key: value for key, value in body.items() if key == "flags"})
    metadata = {key: value for key, value in body.items() if key in _THREAD_METADATA}
    changes = {key: value for key, value in body.items() if key not in {*_THREAD_METADATA, "flags"}}
    if any(change["key"] == "archived" for change in changed):
        metadata["archive_timestamp"] = ctx.backend.now_iso()
    ctx.backend.edit_channel(thread.id, changes, thread_metadata=metadata)
    _audit(ctx, THREAD_UPDATE, thread, changed)
    return dict(serializers.channel_payload(ctx.backend, thread))


def _changed(backend: Any, thread: Channel, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the request changes, in the words of the audit log."""
    before = {**vars(thread), **vars(thread.thread_metadata), "flags": _settings(backend, thread)["flags"]}
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
        if thread.owner_id == bot_id and body.keys() <= _CREATORS_FIELDS:
            return
        if body == {"archived": False}:
            ctx.require_channel_permissions(thread.id, "send_messages_in_threads")
            return
    raise errors.missing_permissions()


def _check_thread_changes(backend: Any, thread: Channel, body: Mapping[str, Any]) -> None:
    if "name" in body:
        _check_length("name", body["name"], 1, THREAD_NAME)
    if "auto_archive_duration" in body:
        _check_duration(body["auto_archive_duration"])
    tags = body.get("applied_tags", [])
    known = {int(tag["id"]) for tag in backend.get_channel(thread.parent_id).available_tags}
    if len(tags) > APPLIED_TAGS or not known.issuperset(tags):
        raise _invalid("applied_tags", "BASE_TYPE_MAX_LENGTH", f"Must be {APPLIED_TAGS} or fewer of the forum's tags.")


def _audit(ctx: RequestContext, action: int, channel: Channel, changes: list[dict[str, Any]]) -> None:
    if changes and channel.guild_id is not None:
        ctx.backend.record_audit_log(channel.guild_id, action, target_id=channel.id, changes=changes, reason=ctx.reason)


@_route("DELETE", "/channels/{channel_id}")
def _delete_channel(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if not channel.is_thread:
        return proceed(ctx)
    ctx.require_channel_permissions(channel.id, "manage_threads")
    payload = dict(serializers.channel_payload(ctx.backend, channel))
    ctx.backend.delete_channel(channel.id)
    _audit(ctx, THREAD_DELETE, channel, [{"key": "name", "old_value": channel.name}])
    return payload


@_instead(ChannelMixin, "delete_channel")
def _delete_channel_with_its_threads(proceed: Callable[..., Any], backend: Any, channel_id: int) -> None:
    """The client learns of the channel alone, and drops its threads itself."""
    proceed(backend, channel_id)
    for thread in [c for c in backend.channels.values() if c.is_thread and c.parent_id == channel_id]:
        del backend.channels[thread.id]
        backend.messages.pop(thread.id, None)
        backend.get_guild(thread.guild_id).thread_ids.remove(thread.id)
    for webhook in [w for w in backend.webhooks.values() if w.channel_id == channel_id]:
        del backend.webhooks[webhook.id]
        backend.webhook_tokens.pop(webhook.token, None)


# --- channels and forums --------------------------------------------------------------------------


def _edit_guild_channel(proceed: router.Handler, ctx: RequestContext, channel: Channel) -> Any:
    ctx.require_channel_permissions(channel.id, "manage_channels")
    body = dict(ctx.body())
    _check_tags(body.get("available_tags") or [])
    _set(ctx.backend, channel, **{key: body.pop(key) for key in _SETTINGS if key in body})
    if channel.type == ChannelType.FORUM and "default_reaction_emoji" in body:
        channel.default_reaction_emoji = body.pop("default_reaction_emoji")
    return proceed(replace(ctx, json=body))


@_route("POST", "/guilds/{guild_id}/channels")
def _create_guild_channel(proceed: router.Handler, ctx: RequestContext) -> Any:
    body = dict(ctx.body())
    _check_length("name", body.get("name"), 1, THREAD_NAME)
    _check_tags(body.get("available_tags") or [])
    settings = {key: body.pop(key) for key in (*_SETTINGS, *_MODELLED) if key in body}
    with _new_channel(ctx.backend, settings):
        return proceed(replace(ctx, json=body))


@contextmanager
def _new_channel(backend: Any, settings: dict[str, Any]) -> Generator[None]:
    """The next channel is created with these settings, before anybody hears of it."""
    memory = _memory(backend)
    memory.new_channel = settings
    try:
        yield
    finally:
        memory.new_channel = {}


@_instead(ChannelMixin, "create_channel")
def _create_channel(
    proceed: Callable[..., Any],
    backend: Any,
    guild_id: int | None,
    name: str | None,
    *,
    announce: bool = True,
    **fields: Any,
) -> Channel:
    settings = dict(_memory(backend).new_channel)
    modelled = {key: settings.pop(key) for key in _MODELLED if key in settings}
    if "available_tags" in modelled:
        modelled["available_tags"] = _with_ids(backend, modelled["available_tags"])
    channel = proceed(backend, guild_id, name, announce=False, **fields, **modelled)
    _set(backend, channel, **settings)
    if announce and guild_id is not None:
        backend.emit("CHANNEL_CREATE", serializers.channel_payload(backend, channel))
    return channel


def _with_ids(backend: Any, tags: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    plain = {"moderated": False, "emoji_id": None, "emoji_name": None}
    return [{**plain, **tag, "id": str(tag.get("id") or backend.snowflake())} for tag in tags]


# --- payloads -------------------------------------------------------------------------------------


@_instead(BackendBase, "emit")
def _emit(proceed: Callable[..., Any], backend: Any, event: str, payload: Mapping[str, Any]) -> None:
    if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
        payload = {**payload, **_gateway_message_fields(backend, event, payload)}
    proceed(backend, event, payload)


def _gateway_message_fields(backend: Any, event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the gateway adds to a message and the API does not."""
    fields: dict[str, Any] = {"channel_type": backend.get_channel(int(payload["channel_id"])).type}
    author_id = int(payload["author"]["id"])
    nonce = _memory(backend).nonce
    if event == "MESSAGE_CREATE" and nonce is not None and author_id == backend.bot_user.id:
        fields["nonce"] = nonce
    guild = backend.guilds.get(int(payload.get("guild_id") or 0))
    if guild is not None and author_id in guild.members:
        fields["member"] = serializers.member_payload(backend, guild, guild.members[author_id], with_user=False)
    return fields


@_instead(serializers, "message_payload")
def _message_payload(proceed: Callable[..., Any], backend: Any, message: Message, **options: Any) -> dict[str, Any]:
    payload = proceed(backend, message, **options)
    thread = backend.channels.get(message.id)
    if thread is not None and thread.parent_id == message.channel_id:
        payload["thread"] = serializers.thread_payload(backend, thread)
    webhook = backend.webhooks.get(message.webhook_id)
    if webhook is not None and _is_ours(backend, webhook):
        payload["application_id"] = str(backend.application_id)
    if message.type == MessageType.REPLY:
        payload.setdefault("referenced_message", None)  # null: it was deleted
    return payload


@_instead(serializers, "channel_payload")
def _channel_payload(proceed: Callable[..., Any], backend: Any, channel: Channel) -> dict[str, Any]:
    payload = proceed(backend, channel)
    if channel.guild_id is not None and not channel.is_thread:
        payload.update({key: value for key, value in _settings(backend, channel).items() if value is not None})
    return payload


@_instead(serializers, "thread_payload")
def _thread_payload(proceed: Callable[..., Any], backend: Any, thread: Channel) -> dict[str, Any]:
    messages = backend.messages.get(thread.id, {}).values()
    counted = [m for m in messages if m.id != thread.id and m.type != MessageType.THREAD_STARTER_MESSAGE]
    payload = proceed(backend, thread)
    payload["message_count"] = len(counted)  # less the deleted ones, unlike total_message_sent
    payload["flags"] = _settings(backend, thread)["flags"]
    return payload


@_instead(serializers, "guild_create_payload")
def _guild_create_payload(proceed: Callable[..., Any], backend: Any, guild: Any) -> dict[str, Any]:
    payload = proceed(backend, guild)
    payload["threads"] = [serializers.thread_payload(backend, t) for t in backend.active_threads(guild.id)]
    return payload


@_instead(CdnStore, "store_attachment")
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
    except (OSError, ValueError):  # a name that ends in .png does not make it an image
        return {}


@_instead(interactions, "base_payload")
def _interaction_payload(proceed: Callable[..., Any], backend: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
    record, payload = proceed(backend, **options)
    payload["attachment_size_limit"] = FILE_SIZE
    return record, payload


@_instead(client, "_raise_for")
def _raise_for(proceed: Callable[..., Any], error: errors.BackendError) -> None:
    if error.status >= 500:
        response: Any = client._FakeResponse(error.status)
        raise discord.DiscordServerError(response, error.to_json())
    proceed(error)


# --- the application and its intents --------------------------------------------------------------


@_instead(simcord.Env, "__init__")
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
    """What the developer portal grants; a bot hears of it when it starts.

    Without a call, what `simcord.run(approved_intents=...)` approves, or everything. A small bot's portal sets the
    `..._limited` flags instead.
    """
    _memory(world).application_flags = flags.value


@_route("GET", "/oauth2/applications/@me")
def _application(proceed: router.Handler, ctx: RequestContext) -> Any:
    return {**proceed(ctx), "flags": _memory(ctx.backend).application_flags}


@_instead(gateway.FakeGateway, "feed")
def _feed(proceed: Callable[..., Any], feeder: Any, event: str, payload: Mapping[str, Any]) -> None:
    if event == "READY":
        flags = _memory(feeder._backend).application_flags
        payload = {**payload, "application": {**payload["application"], "flags": flags}}
    proceed(feeder, event, payload)


@_instead(gateway.FakeWebSocket, "request_chunks")
def _request_chunks(proceed: Callable[..., Any], socket: Any, guild_id: int, *args: Any, **options: Any) -> Any:
    _memory(socket._backend).commands.append(("request members", {"guild": guild_id, "query": args, **options}))
    return proceed(socket, guild_id, *args, **options)


@_instead(gateway.FakeWebSocket, "change_presence")
def _change_presence(proceed: Callable[..., Any], socket: Any, **options: Any) -> Any:
    _memory(socket._backend).commands.append(("change presence", options))
    return proceed(socket, **options)


def gateway_commands(world: simcord.Env | BackendBase) -> list[tuple[str, dict[str, Any]]]:
    """What the bot said over the gateway after it connected, oldest first: the command, and what it carried."""
    return list(_memory(world).commands)


# --- faults ---------------------------------------------------------------------------------------


def lose_answer(
    world: simcord.Env | BackendBase,
    method: str,
    path: str,
    *,
    times: int | None = 1,
    error: Fault = aiohttp.ServerDisconnectedError,
) -> None:
    """Matching requests take effect, and the bot gets `error` for an answer: an exception or an HTTP status.

    `method`, `path` and `times` are those of `env.inject_error`, which strikes before the effect.
    """
    _memory(world).lost_answers.append(_LostAnswer(method, path, times, error))


def _lose(ctx: RequestContext) -> None:
    lost_answers = _memory(ctx.backend).lost_answers
    lost = next((lost for lost in lost_answers if lost.matches(ctx.method, ctx.path)), None)
    if lost is None:
        return
    if lost.times is not None:
        lost.times -= 1
        if lost.times <= 0:
            lost_answers.remove(lost)
    if isinstance(lost.error, int):
        raise _refuse(lost.error, 0, "the answer was lost")
    raise lost.error


def forget_faults(world: simcord.Env | BackendBase) -> None:
    """Nothing that was to fail fails any more: neither before the effect nor after it."""
    _backend(world).faults.clear()
    _memory(world).lost_answers.clear()


def close_dms(world: simcord.Env | BackendBase, user: Person, *, code: int = 50007) -> None:
    """From now on this person's DM channel opens as before and takes no messages (50278: no server in common)."""
    _memory(world).closed_dms[user.id] = code


def open_dms(world: simcord.Env | BackendBase, user: Person) -> None:
    _memory(world).closed_dms.pop(user.id, None)


# --- arranging the world --------------------------------------------------------------------------


async def announce_guild(env: simcord.Env, guild: simcord.GuildHandle) -> None:
    """The bot is invited: `on_guild_join` fires, which `env.create_guild` alone does not make happen."""
    payload: dict[str, Any] = dict(serializers.guild_create_payload(env.backend, guild._guild))
    del payload["unavailable"]  # its presence, even as False, means that the bot was there before
    with _operation(env, "announce_guild"):
        env.backend.emit("GUILD_CREATE", payload)
        await env._settle_internal(dispatch="GUILD_CREATE")


async def expel(env: simcord.Env, guild: simcord.GuildHandle) -> None:
    """The bot is removed from a server, where everything stays as it is; nobody acts there until `invite_again`."""
    backend = env.backend
    ids = {*guild._guild.channel_ids, *guild._guild.thread_ids}
    channels = {id: backend.channels[id] for id in ids}
    messages = {id: backend.messages[id] for id in ids if id in backend.messages}
    _memory(backend).expelled[guild.id] = _Server(guild._guild, channels, messages)
    with _operation(env, "expel"):
        backend.remove_guild(guild.id)
        await env._settle_internal(dispatch="GUILD_DELETE")


async def invite_again(env: simcord.Env, guild: simcord.GuildHandle) -> None:
    """The bot is back in a server that it was removed from."""
    server = _memory(env).expelled.pop(guild.id)
    env.backend.guilds[guild.id] = server.guild
    env.backend.channels.update(server.channels)
    env.backend.messages.update(server.messages)
    await announce_guild(env, guild)


@asynccontextmanager
async def at_once(env: simcord.Env) -> AsyncGenerator[None]:
    """What people do in here reaches the bot at the same moment: it reacts when all of it is done."""

    async def not_yet(**_: Any) -> None: ...

    vars(env)["_settle_internal"] = not_yet
    try:
        yield
    finally:
        del vars(env)["_settle_internal"]
        await env.settle()


def disconnect(env: simcord.Env) -> None:
    """The bot hears nothing more, and people go on, until `env.restart_bot`: to see what it catches up with."""
    env.backend.subscribers.remove(env._gateway_feed)


@contextmanager
def _operation(env: simcord.Env, name: str) -> Generator[None]:
    """simcord's own guard: one action at a time, and none from within the bot."""
    env._begin_operation(name)
    try:
        yield
    finally:
        env._end_operation()


def make_forum(
    guild: simcord.GuildHandle,
    name: str,
    *,
    nsfw: bool = False,
    tags: Sequence[str] = (),
    require_tag: bool = False,
) -> simcord.ChannelHandle:
    settings = {
        "nsfw": nsfw,
        "available_tags": [{"name": tag} for tag in tags],
        "flags": REQUIRE_TAG if require_tag else 0,
    }
    with _new_channel(guild._env.backend, settings):
        return guild.create_forum_channel(name)


def set_nsfw(channel: simcord.ChannelHandle, nsfw: bool = True) -> None:
    _set(channel._env.backend, channel._channel, nsfw=nsfw)
    channel._env.backend.announce_channel_update(channel.id)


def set_permissions(channel: simcord.ChannelHandle, target: Any, **permissions: Any) -> None:
    """What `discord.abc.GuildChannel.set_permissions` does, by nobody in particular: a role, a member or the bot."""
    allow, deny = discord.PermissionOverwrite(**permissions).pair()
    is_role = isinstance(target, (simcord.RoleHandle, discord.Role))
    kind = OverwriteType.ROLE if is_role else OverwriteType.MEMBER
    channel._env.backend.set_overwrite(channel.id, Overwrite(target.id, kind, allow.value, deny.value))


def set_timeout(guild: simcord.GuildHandle, member: Person, until: datetime.datetime | None) -> None:
    changes = {"timed_out_until": until.isoformat() if until is not None else None}
    guild._env.backend.edit_member(guild.id, member.id, changes)


# --- direct messages ------------------------------------------------------------------------------


async def dm(
    env: simcord.Env,
    user: Person,
    content: str = "",
    *,
    attachments: Sequence[tuple[str, bytes]] = (),
    stickers: Sequence[Sticker | str] = (),
    voice: bool = False,
    reply_to: discord.Message | simcord.ResponseMessage | None = None,
) -> discord.Message:
    """This person writes to the bot. A sticker may be a name: then it is one of Discord's own."""
    person = user.user if isinstance(user, simcord.MemberActor) else user
    channel = person.dm_channel
    if voice and not attachments:
        attachments = [("voice-message.ogg", b"OggS")]
    stored = env.backend.store_attachments(channel.id, attachments)
    if voice:
        for attachment in stored:
            attachment.update(_VOICE)
    return await person.send_dm(
        content,
        attachments=stored,
        stickers=[_sticker(env, sticker) for sticker in stickers],
        flags=VOICE_MESSAGE if voice else 0,
        reference=_reference(channel.id, reply_to),
    )


#: What Discord adds to the attachment of a voice message.
_VOICE = {
    "content_type": "audio/ogg",
    "duration_secs": 2.5,
    "waveform": base64.b64encode(bytes(range(0, 250, 10))).decode(),
}


def _sticker(env: simcord.Env, sticker: Sticker | str) -> MessageSticker:
    if isinstance(sticker, str):
        return MessageSticker(env.backend.snowflake(), sticker, 1, 0)
    return MessageSticker(sticker.id, sticker.name, sticker.format_type, sticker.guild_id, sticker.url)


def _reference(channel_id: int, message: Any) -> dict[str, Any] | None:
    if message is None:
        return None
    return {"channel_id": str(channel_id), "message_id": str(message.id)}


async def reply_in_dm(
    env: simcord.Env,
    user: Person,
    message: discord.Message | simcord.ResponseMessage,
    content: str,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> discord.Message:
    """This person replies to `message`, one of the bot's or their own, in their DM."""
    return await dm(env, user, content, attachments=attachments, reply_to=message)

"""How simcord is patched: which function replaces which, and what Discord remembers that simcord does not."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import datetime
import functools
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import discord
import simcord
from simcord.backend import errors
from simcord.backend.models import Channel
from simcord.backend.ops.base import BackendBase
from simcord.http import router
from simcord.http.router import RequestContext

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
HAS_THREAD = 1 << 5
REQUIRE_TAG = 1 << 4
THREAD_UPDATE, THREAD_DELETE = 111, 112  # audit log
#: What a thread's creator may change without Manage Threads.
CREATORS_FIELDS = {"name", "archived", "auto_archive_duration", "applied_tags", "invitable"}
THREAD_METADATA = {"archived", "locked", "auto_archive_duration", "invitable"}
#: Settings of a channel that simcord's model has no field for, with their defaults.
SETTINGS: dict[str, Any] = {
    "nsfw": False,
    "flags": 0,
    "default_auto_archive_duration": None,
    "default_thread_rate_limit_per_user": 0,
    "default_sort_order": None,
    "default_forum_layout": 0,
}
#: Settings that its model has, and its route for new channels refuses.
MODELLED = ("available_tags", "default_reaction_emoji")
_ALL_PRIVILEGED = discord.ApplicationFlags(
    gateway_message_content=True, gateway_guild_members=True, gateway_presence=True
)


#: The author, the channel and the nonce.
Nonce = tuple[int, int, str]
#: The message that came of it, and when.
Given = tuple[int, datetime.datetime]


@dataclass
class _Memory:
    """What Discord remembers and simcord's backend has no place for."""

    nonces: dict[Nonce, Given] = field(default_factory=dict[Nonce, Given])
    application_flags: int = _ALL_PRIVILEGED.value
    #: What the current request passes to the calls below it. Requests are answered one at a time, without awaiting.
    nonce: str | int | None = None
    post_id: int | None = None
    new_channel: dict[str, Any] = field(default_factory=dict[str, Any])
    #: Channel id -> what was set there of `_SETTINGS`.
    settings: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])


_memories: WeakKeyDictionary[BackendBase, _Memory] = WeakKeyDictionary()


def memory_of(world: simcord.Env | BackendBase) -> _Memory:
    """Returns what Discord remembers of this simulated world and simcord does not."""
    return _memories.setdefault(backend_of(world), _Memory())


def backend_of(world: simcord.Env | BackendBase) -> Any:
    """Returns the backend of a simulated world."""
    return world.backend if isinstance(world, simcord.Env) else world


def settings_of(backend: BackendBase, channel: Channel) -> dict[str, Any]:
    """Returns a channel's settings that simcord's model has no field for."""
    return {**SETTINGS, **memory_of(backend).settings.get(channel.id, {})}


def remember(backend: BackendBase, channel: Channel, **settings: Any) -> None:
    """Sets such settings of a channel."""
    memory_of(backend).settings.setdefault(channel.id, {}).update(settings)


#: Answers a request; the first argument is what would answer it otherwise.
Answering = Callable[[router.Handler, RequestContext], Any]
_replacements: list[tuple[Any, str, Callable[..., Any]]] = []
_routes: list[tuple[str, str, Answering]] = []
_everywhere: list[Answering] = []


def instead(owner: Any, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorates a function that replaces `owner.name`; its first argument is the original."""

    def register(replacement: Callable[..., Any]) -> Callable[..., Any]:
        _replacements.append((owner, name, replacement))
        return replacement

    return register


def route(method: str, *templates: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorates a function that answers these routes; its first argument is simcord's own handler."""

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        _routes.extend((method, template, handler) for template in templates)
        return handler

    return register


def everywhere(handler: Answering) -> Answering:
    """Decorates a function that answers every request, around whatever answers its route."""
    _everywhere.append(handler)
    return handler


def install() -> None:
    """Patches simcord, once in a process. Raises RuntimeError for another version of simcord."""
    if hasattr(BackendBase.emit, "__wrapped__"):
        return
    if simcord.__version__ != SIMCORD:
        raise RuntimeError(f"written for simcord {SIMCORD}, found {simcord.__version__}: check every patch here")
    for owner, name, replacement in _replacements:
        setattr(owner, name, _around(getattr(owner, name), replacement))
    for method, template, handler in _routes:
        _patch_route(method, template, handler)
    for handler in _everywhere:
        for table in router._ROUTES.values():
            table[:] = [(segments, _around(known, handler)) for segments, known in table]


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


def refuse(status: int, code: int, message: str) -> errors.BackendError:
    """Returns the error that a request is answered with: HTTP status, Discord's code and message."""
    return errors.BackendError(status, code, message)


def invalid(where: str, code: str, message: str) -> errors.BackendError:
    """Returns the error for an invalid form body; `where` is the field's path."""
    return errors.invalid_form_body(errors={where: {"_errors": [{"code": code, "message": message}]}})


def check_length(where: str, value: Any, low: int, high: int) -> None:
    """Refuses a value whose length is not between `low` and `high`."""
    if not isinstance(value, str) or not low <= len(value.strip()) <= high:
        raise invalid(where, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")


def check_webhook_name(where: str, name: Any) -> None:
    """Refuses a name that Discord refuses for webhooks."""
    check_length(where, name, 1, WEBHOOK_NAME)
    for word in ("clyde", "discord"):
        if word in name.lower():
            raise invalid(where, "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')
    if name.strip().lower() in ("everyone", "here"):
        raise invalid(where, "USERNAME_INVALID_CONTAINS", f'Username cannot be "{name}"')


def check_tags(tags: Sequence[Mapping[str, Any]]) -> None:
    """Refuses tags of a forum that Discord would refuse."""
    if len(tags) > TAGS:
        raise invalid("available_tags", "BASE_TYPE_MAX_LENGTH", f"Must be {TAGS} or fewer in length.")
    for tag in tags:
        check_length("available_tags", tag.get("name"), 1, TAG_NAME)


@everywhere
def _measure(proceed: router.Handler, ctx: RequestContext) -> Any:
    """Measures a request's files before it takes effect."""
    if len(ctx.files) > FILES:
        raise invalid("attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {FILES} or fewer in length.")
    sizes = [_size(file.fp) for file in ctx.files]
    if sum(sizes) > REQUEST_SIZE or any(size > FILE_SIZE for size in sizes):
        raise refuse(413, 40005, "Request entity too large")
    return proceed(ctx)


def _size(file: io.IOBase) -> int:
    start = file.tell()
    end = file.seek(0, io.SEEK_END)
    file.seek(start)
    return end - start

"""How simcord is patched: which function replaces which, and what Discord remembers that simcord does not."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import datetime
import fnmatch
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
VOICE_MESSAGE = 1 << 13
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


#: The author, the channel and the nonce.
Nonce = tuple[int, int, str]
#: The message that came of it, and when.
Given = tuple[int, datetime.datetime]


@dataclass
class Server:
    """A server that the bot was removed from: it goes on without the bot."""

    guild: Any
    channels: dict[int, Channel]
    messages: dict[int, Any]


@dataclass
class _Memory:
    """What Discord remembers and simcord's backend has no place for."""

    nonces: dict[Nonce, Given] = field(default_factory=dict[Nonce, Given])
    closed_dms: dict[int, int] = field(default_factory=dict[int, int])  # user id -> error code
    lost_answers: list[LostAnswer] = field(default_factory=list[LostAnswer])
    application_flags: int = _ALL_PRIVILEGED.value
    #: What the current request passes to the calls below it. Requests are answered one at a time, without awaiting.
    nonce: str | int | None = None
    post_id: int | None = None
    new_channel: dict[str, Any] = field(default_factory=dict[str, Any])
    #: What the bot sent over the gateway: each command and its data.
    commands: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])
    #: Guild id -> the state of the server when the bot was removed from it.
    expelled: dict[int, Server] = field(default_factory=dict[int, Server])
    #: User id -> the language that their Discord is set to.
    locales: dict[int, str] = field(default_factory=dict[int, str])
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


_replacements: list[tuple[Any, str, Callable[..., Any]]] = []
_routes: list[tuple[str, str, Callable[[router.Handler, RequestContext], Any]]] = []


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
    """Answers every request: files are measured before it takes effect, and its answer may be lost afterwards."""
    _check_access(ctx)
    _check_files(ctx)
    answer = proceed(ctx)
    _lose(ctx)
    return answer


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


def _check_files(ctx: RequestContext) -> None:
    if len(ctx.files) > FILES:
        raise invalid("attachments", "BASE_TYPE_MAX_LENGTH", f"Must be {FILES} or fewer in length.")
    sizes = [_size(file.fp) for file in ctx.files]
    if sum(sizes) > REQUEST_SIZE or any(size > FILE_SIZE for size in sizes):
        raise refuse(413, 40005, "Request entity too large")


def _check_access(ctx: RequestContext) -> None:
    """Refuses access to a channel of a server that the bot was removed from."""
    channel_id = ctx.args.get("channel_id")
    if any(int(channel_id or 0) in server.channels for server in memory_of(ctx.backend).expelled.values()):
        raise refuse(403, 50001, "Missing Access")


def _size(file: io.IOBase) -> int:
    start = file.tell()
    end = file.seek(0, io.SEEK_END)
    file.seek(start)
    return end - start


def _lose(ctx: RequestContext) -> None:
    lost_answers = memory_of(ctx.backend).lost_answers
    lost = next((lost for lost in lost_answers if lost.matches(ctx.method, ctx.path)), None)
    if lost is None:
        return
    if lost.times is not None:
        lost.times -= 1
        if lost.times <= 0:
            lost_answers.remove(lost)
    if isinstance(lost.error, int):
        raise refuse(lost.error, 0, "the answer was lost")
    raise lost.error

"""What tests do to the simulated Discord: write, close direct messages, break requests, change channels."""

from __future__ import annotations

import base64
import datetime
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import aiohttp
import discord
import simcord
from simcord.backend import serializers
from simcord.backend.models import MessageSticker, Overwrite, Poll, PollAnswer, Sticker
from simcord.backend.ops.base import BackendBase
from simcord.enums import OverwriteType
from simcord.results import to_discord_message

from bot.demo.fidelity.channels import new_channel
from bot.demo.fidelity.patching import REQUIRE_TAG, backend_of, remember
from bot.life.outbox import MOVE_WAIT
from tests.unkind import Fault, LostAnswer, Person, Server, memory_of

VOICE_MESSAGE = 1 << 13  #: a message's flag


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
    memory_of(world).lost_answers.append(LostAnswer(method, path, times, error))


def forget_faults(world: simcord.Env | BackendBase) -> None:
    """Nothing that was to fail fails any more: neither before the effect nor after it."""
    backend_of(world).faults.clear()
    memory_of(world).lost_answers.clear()


def close_dms(world: simcord.Env | BackendBase, user: Person, *, code: int = 50007) -> None:
    """From now on this person's DM channel opens as before and takes no messages (50278: no server in common)."""
    memory_of(world).closed_dms[user.id] = code


def open_dms(world: simcord.Env | BackendBase, user: Person) -> None:
    memory_of(world).closed_dms.pop(user.id, None)


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
    memory_of(backend).expelled[guild.id] = Server(guild._guild, channels, messages)
    with _operation(env, "expel"):
        backend.remove_guild(guild.id)
        await env._settle_internal(dispatch="GUILD_DELETE")


async def invite_again(env: simcord.Env, guild: simcord.GuildHandle) -> None:
    """The bot is back in a server that it was removed from."""
    server = memory_of(env).expelled.pop(guild.id)
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
    with new_channel(guild._env.backend, settings):
        return guild.create_forum_channel(name)


def set_nsfw(channel: simcord.ChannelHandle, nsfw: bool = True) -> None:
    remember(channel._env.backend, channel._channel, nsfw=nsfw)
    channel._env.backend.announce_channel_update(channel.id)


def set_permissions(channel: simcord.ChannelHandle, target: Any, **permissions: Any) -> None:
    """What `discord.abc.GuildChannel.set_permissions` does, by nobody in particular: a role, a member or the bot."""
    allow, deny = discord.PermissionOverwrite(**permissions).pair()
    is_role = isinstance(target, (simcord.RoleHandle, discord.Role))
    kind = OverwriteType.ROLE if is_role else OverwriteType.MEMBER
    channel._env.backend.set_overwrite(channel.id, Overwrite(target.id, kind, allow.value, deny.value))


def set_language(env: simcord.Env, who: Person, code: str) -> None:
    """Somebody's Discord is set to a language, by Discord's code."""
    memory_of(env).locales[who.id] = code


def set_timeout(guild: simcord.GuildHandle, member: Person, until: datetime.datetime | None) -> None:
    changes = {"timed_out_until": until.isoformat() if until is not None else None}
    guild._env.backend.edit_member(guild.id, member.id, changes)


async def dm(
    env: simcord.Env,
    user: Person,
    content: str = "",
    *,
    attachments: Sequence[tuple[str, bytes]] = (),
    stickers: Sequence[Sticker | str] = (),
    voice: bool = False,
    reply_to: discord.Message | simcord.ResponseMessage | None = None,
    hurried: bool = False,
) -> discord.Message:
    """This person writes to the bot, and waits until their draft's card stands below, unless they are `hurried`.

    A sticker may be a name: then it is one of Discord's own.
    """
    person = user.user if isinstance(user, simcord.MemberActor) else user
    channel = person.dm_channel
    if voice and not attachments:
        attachments = [("voice-message.ogg", b"OggS")]
    stored = env.backend.store_attachments(channel.id, attachments)
    if voice:
        for attachment in stored:
            attachment.update(_VOICE)
    message = await person.send_dm(
        content,
        attachments=stored,
        stickers=[_sticker(env, sticker) for sticker in stickers],
        flags=VOICE_MESSAGE if voice else 0,
        reference=_reference(channel.id, reply_to),
    )
    if not hurried:
        await env.advance_time(MOVE_WAIT + 2)
    return message


async def change_attachments(
    env: simcord.Env, message: discord.Message, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
) -> None:
    """Somebody edits only what hangs on their message: `change` is given it as Discord has it, and gives what stays."""
    stored = env.backend.get_message(message.channel.id, message.id)
    attachments = change([dict(each) for each in stored.attachments])
    env.backend.edit_message(message.channel.id, message.id, {"attachments": attachments})
    env._mark_mutation()
    await env._settle_internal(dispatch="USER.edit")


async def preview(env: simcord.Env, message: discord.Message) -> None:
    """Discord reports a message as edited, which nobody did: a link got its preview, or somebody pinned it."""
    stored = env.backend.get_message(message.channel.id, message.id)
    with _operation(env, "preview"):
        env.backend.emit("MESSAGE_UPDATE", dict(serializers.message_payload(env.backend, stored)))
        await env._settle_internal(dispatch="MESSAGE_UPDATE")


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


async def forward(env: simcord.Env, user: simcord.MemberActor, message: discord.Message) -> discord.Message:
    """This person forwards `message` to the bot."""
    reference = {"type": 1, "channel_id": str(message.channel.id), "message_id": str(message.id)}
    return await user.user.send_dm("", reference=reference)


def poll(question: str, *answers: str) -> Poll:
    """A poll, for `poll=` of what sends a message."""
    return Poll(question, [PollAnswer(at, text) for at, text in enumerate(answers, 1)], "2027-01-01T00:00:00+00:00")


class Proxy:
    """An application such as PluralKit, by whose webhook members speak under another name."""

    def __init__(self, env: simcord.Env, channel: simcord.ChannelHandle) -> None:
        self._env = env
        application = env.create_user("proxy", bot=True)
        self._webhook = env.backend.create_webhook(channel.id, "Proxy", application.id)

    async def say(self, thread: simcord.ChannelHandle, name: str, content: str, **more: Any) -> discord.Message:
        """Somebody speaks in a thread under this name."""
        webhook = self._webhook
        return await self._done(
            self._env.backend.create_message(
                thread.id, webhook.webhook_user_id, content, webhook_id=webhook.id, author_name=name, **more
            )
        )

    async def edit(self, message: discord.Message, content: str) -> discord.Message:
        """It changes what it said."""
        return await self._done(self._env.backend.edit_message(message.channel.id, message.id, {"content": content}))

    async def _done(self, message: Any) -> discord.Message:
        self._env._mark_mutation()
        await self._env._settle_internal(dispatch="WEBHOOK.send")
        return to_discord_message(self._env, message)

"""Asks Discord without connecting to its gateway: for `python -m bot doctor`, beside a running bot or without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord
from discord.http import Route

from bot import words
from bot.errors import Forbidden, Gone, SettingError
from bot.language import ENGLISH
from bot.letter import Checkup, Letterbox
from cogs import _channels as channels
from cogs._codes import our_errors

MENTION = re.compile(r"<#\d+>")


async def visit(token: str, letterboxes: Sequence[Letterbox]) -> Checkup:
    """Returns what Discord says about the bot and its letterboxes.

    Raises SettingError for a token that Discord does not know, TryLater when it does not answer.
    """
    async with our_errors(), discord.Client(intents=discord.Intents.none()) as client:
        clock_off = await _clock_off()
        try:
            await client.login(token)
        except discord.LoginFailure as error:
            raise SettingError(words.host.LOGIN_REFUSED) from error
        flags, me = client.application_flags, client.user
        assert me is not None
        return Checkup(
            name=me.name,
            intents=granted(flags),
            clock_off=clock_off,
            problems={letterbox.id: await _problems(client, me, letterbox) for letterbox in letterboxes},
        )


def granted(flags: discord.ApplicationFlags) -> dict[str, bool]:
    """Returns which privileged intents the developer portal grants, as keyword arguments of `client.intents`."""
    return {
        "message_content": flags.gateway_message_content or flags.gateway_message_content_limited,
        "members": flags.gateway_guild_members or flags.gateway_guild_members_limited,
    }


async def _clock_off() -> int | None:
    """Returns by how many seconds this machine's clock is ahead of Discord's; None where
    Discord does not tell the time."""
    async with aiohttp.ClientSession() as session, session.get(f"{Route.BASE}/gateway") as response:
        said = response.headers.get("Date")
    return None if said is None else round((datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds())


async def _problems(client: discord.Client, me: discord.ClientUser, letterbox: Letterbox) -> list[str]:
    """Returns what is wrong with a letterbox's channels, with their names in place of mentions."""
    try:
        async with our_errors():
            guild = await _whole(client, me, letterbox.guild_id)
    except (Gone, Forbidden):
        return [words.host.NOT_IN_SERVER]
    found = channels.state(guild, letterbox, [])
    names = {channel.mention: f"#{channel.name}" for channel in guild.channels}
    return [
        words.host.IN_SERVER.format(server=guild.name, problem=MENTION.sub(lambda at: names[at[0]], ENGLISH(problem)))
        for problem in found
    ]


async def _whole(client: discord.Client, me: discord.ClientUser, guild_id: int) -> discord.Guild:
    """Returns a server with its channels and the bot's membership, which otherwise come only over the gateway."""
    guild = await client.fetch_guild(guild_id, with_counts=False)
    guild._add_member(await guild.fetch_member(me.id))  # pyright: ignore[reportPrivateUsage]
    for channel in await guild.fetch_channels():
        guild._add_channel(channel)  # pyright: ignore[reportPrivateUsage]
    return guild

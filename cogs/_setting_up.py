"""Setting a letterbox up in channels that somebody chose: what is checked, done and said, however they chose."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot import life, words
from bot.errors import Refusal
from bot.language import Said, language_of, lines
from bot.letter import Letterbox
from bot.life.office import Office
from cogs import _channels as channels
from cogs._cards import item
from cogs._channels import Chosen
from cogs._members import all_members
from cogs.upkeep import report_channels


def found_wrong(chosen: Chosen, *, mature: bool) -> list[Said]:
    """Returns every reason not to use these channels; `mature`: whether the host lets such letters be sent at all."""
    found = [lack.said for lack in channels.problems(chosen)]
    return [*found, words.letterbox.LEAVE_MATURE_OUT] if chosen.mature and not mature else found


def categories(guild: discord.Guild) -> list[str]:
    """Returns the categories of a new letterbox, in the server's language."""
    return [language_of(str(guild.preferred_locale))(each) for each in words.reader.CATEGORIES]


async def set_up(office: Office, guild: discord.Guild, chosen: Chosen, name: str | None, *, mature: bool) -> list[Said]:
    """Makes a letterbox in these channels, or moves the one of this name (None: the only one). Returns what to say.

    Nothing is saved while something is wrong with a channel: raises Refusal with all of it.
    """
    assert chosen.letters is not None and chosen.desk is not None
    if found := found_wrong(chosen, mature=mature):
        raise Refusal(lines([words.letterbox.SETUP_REFUSED, *map(item, found)]))
    mature_id = chosen.mature.id if chosen.mature else None
    letterbox = await life.setting_up.set_up(
        office,
        guild.id,
        chosen.letters.id,
        chosen.desk.id,
        mature_id,
        categories(guild),
        str(guild.preferred_locale),
        name,
    )
    return await is_set_up(office, guild, chosen, letterbox, mature=mature)


async def is_set_up(
    office: Office, guild: discord.Guild, chosen: Chosen, letterbox: Letterbox, *, mature: bool
) -> list[Said]:
    """Does what follows when a letterbox was made or moved. Returns what to say of it."""
    await report_channels(office, guild, letterbox, asked=True)
    await know_readers(chosen)
    hints = [hint async for hint in channels.make_all_tags(chosen, letterbox.categories)]
    return [*_summary(chosen, mature=mature), *hints]


def _summary(chosen: Chosen, *, mature: bool) -> Iterable[Said]:
    assert chosen.letters is not None and chosen.desk is not None
    yield words.letterbox.SETUP_DONE.format(letters=chosen.letters.mention, desk=chosen.desk.mention)
    if chosen.mature is not None:
        yield words.letterbox.SETUP_MATURE.format(mature=chosen.mature.mention)
    else:
        yield channels.mature_line(chosen, taken=mature)
    yield words.letterbox.SETUP_HOW_TO
    for channel in filter(None, (chosen.letters, chosen.mature)):
        if not channels.may_use_webhooks(channel):
            yield words.letterbox.WITHOUT_WEBHOOKS.format(channel=channel.mention)
    yield from channels.advice(chosen)


async def know_readers(chosen: Chosen) -> None:
    """Has the server's members listed where it matters who of a role reads the desk and may not moderate."""
    if chosen.desk is not None and channels.reading_roles(chosen.desk, chosen.reviewers):
        await all_members(chosen.desk.guild)

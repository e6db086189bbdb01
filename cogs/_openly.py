"""What members say in a letter's thread in their own name, as it stands there now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import discord

from bot.errors import Final, TryLater
from bot.letter import Response, ResponseKind
from bot.life.searching import Reading
from bot.rules import proxies
from cogs import _channels as channels
from cogs._codes import our_errors
from cogs._members import all_members

#: Messages of a thread that are looked through, at most: Discord gives a hundred at a time.
MOST = 500


async def as_they_stand(client: discord.Client, read: Reading) -> Reading:
    """Returns a letter as it is read, with the responses that were given in their writers' own names as they stand in
    the thread, under the names that their writers have there.

    Of those whose writers were forgotten no copy is kept. So the thread is asked wherever there is a response in
    somebody's own name, and believed about all of them, also where it says nothing: neither what is shown nor how long
    it takes, nor what happens where Discord refuses, tells who used `/letter forget`. Raises TryLater.
    """
    letter = read.sheet.letter
    own = [each.message_id for each in read.responses if each.kind is ResponseKind.OPEN and each.message_id]
    if not own or letter.thread_id is None:
        return read
    if (guild := client.get_guild(letter.guild_id or 0)) is not None:
        await all_members(guild)  # whom it knows, it names as they are called there
        place = channels.by_id(guild, letter.channel_id)
        may = None if place is None else place.permissions_for(guild.me)
        if may is not None and not (may.view_channel and may.read_message_history):
            raise TryLater("a thread cannot be read now")  # without asking: Discord counts what it refuses
    thread = client.get_partial_messageable(letter.thread_id, guild_id=letter.guild_id)
    try:
        async with our_errors():
            before = discord.Object(min(own) - 1)
            there = {each.id: each async for each in thread.history(limit=MOST, after=before, oldest_first=True)}
    except Final as error:
        raise TryLater("a thread cannot be read now") from error
    return replace(read, responses=[_as_it_stands(each, there.get(each.message_id or 0)) for each in read.responses])


def _as_it_stands(response: Response, message: discord.Message | None) -> Response:
    if response.kind is not ResponseKind.OPEN:
        return response
    if message is None:
        return replace(response, name="", text="")
    return replace(response, name=message.author.display_name, text=said_in(message))


def said_in(message: discord.Message) -> str:
    """Returns a message's text, with a sign for anything that is not text; empty when the bot may not read it.

    It is stored, so it contains no word of ours, which would have a language.
    """
    said = [*_shown(message)]
    if message.poll is not None:
        said += [f"📊 {message.poll.question}", *(f"• {answer.text}" for answer in message.poll.answers)]
    for forwarded in message.message_snapshots:
        shown = [*_shown(forwarded)]
        if shown or forwarded.embeds or forwarded.components:
            said += ["↪️", *shown]
    return "\n".join(said)


def _shown(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    if message.content:
        yield message.content
    for attachment in message.attachments:
        yield f"{proxies.FILE}{attachment.filename}"
    for sticker in message.stickers:
        yield f"{proxies.STICKER}{sticker.name}"

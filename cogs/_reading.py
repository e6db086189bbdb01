"""Reads a direct message: its text, its pictures (cleaned), and what had to be left out."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import discord

from bot import life, words
from bot.host.picture_pool import PicturePool
from bot.language import Excerpt, Said
from bot.letter import Person, Picture
from bot.life.drafts import Attachment, Message, PictureRoom
from bot.life.office import Office
from bot.rules import pictures
from cogs._missed import edited_at

#: No room for pictures: for messages without attachments.
NO_ROOM = PictureRoom(0, 0, 0)


class Reading:
    """Reads direct messages; their pictures are cleaned in separate processes."""

    def __init__(self, office: Office, pool: PicturePool) -> None:
        self._office = office
        self._pool = pool

    async def read(self, message: discord.Message, person: Person, room: PictureRoom) -> Message:
        """Returns a message's text and pictures, and sentences about what was left out.

        Pictures are fetched now, while their URLs are valid; those beyond `room` are not even fetched. Raises TryLater
        when the bot is stopping.
        """
        taken: list[Picture] = []
        left_out: list[Said] = []
        if message.stickers:
            left_out.append(words.writing.STICKER_LEFT_OUT)
        if message.message_snapshots:
            left_out.append(words.writing.FORWARD_LEFT_OUT)
        for index, attachment in enumerate(message.attachments):
            if len(taken) >= room.pictures and not message.flags.voice:
                beyond = len(message.attachments) - index
                left_out.append(words.writing.too_many_pictures(beyond, len(taken) >= room.in_letter))
                break
            if message.flags.voice:
                left_out.append(words.writing.VOICE_LEFT_OUT)
                continue
            try:
                taken.append(await self._picture(message, person, index, attachment))
            except pictures.ImageRefused as refused:
                sentence = words.writing.PICTURE_LEFT_OUT[refused.reason.name]
                left_out.append(sentence.format(name=Excerpt(attachment.filename, most=80)))
            except discord.HTTPException:
                left_out.append(words.writing.PICTURE_NOT_FETCHED.format(name=Excerpt(attachment.filename, most=80)))
        return replace(plain(message), pictures=taken, left_out=left_out)

    async def _picture(
        self, message: discord.Message, person: Person, index: int, attachment: discord.Attachment
    ) -> Picture:
        """Returns the picture without a trace of its origin. Raises ImageRefused, and TryLater
        when the bot is stopping."""
        if attachment.size > pictures.MAX_BYTES:
            raise pictures.ImageRefused(pictures.Refusal.TOO_LARGE)
        data = await attachment.read()
        async with self._counted(message, person, index):
            clean = await self._pool.clean(data)
        mark, hangs = self._office.message_tag(attachment.id), _attached(attachment)
        name = f"picture.{clean.extension}"
        return Picture(name, clean.data, attachment=mark, spoiler=hangs.spoiler, alt=hangs.alt)

    @asynccontextmanager
    async def _counted(self, message: discord.Message, person: Person, index: int) -> AsyncGenerator[None]:
        """Counts the attempts that do not end: a picture that crashes the bot, or takes too
        much, is not tried for ever.

        Raises ImageRefused after too many.
        """
        if not await life.inbox.begin_picture(self._office, person, message.id, index):
            raise pictures.ImageRefused(pictures.Refusal.TOO_COSTLY)
        ended = True
        try:
            yield
        except pictures.ImageRefused as refused:
            ended = refused.reason is not pictures.Refusal.TOO_COSTLY
            raise
        finally:
            if ended:
                await life.inbox.end_picture(self._office, person, message.id, index)


def plain(message: discord.Message) -> Message:
    """Returns a message without its pictures, whose data would have to be fetched."""
    attachments = [_attached(each) for each in message.attachments]
    return Message(message.id, message.content, attachments=attachments, edited=edited_at(message))


def _attached(attachment: discord.Attachment) -> Attachment:
    alt = " ".join((attachment.description or "").split())
    return Attachment(attachment.id, attachment.filename, attachment.is_spoiler(), alt)

"""A direct message as the bot takes it: its text, its pictures cleaned, and what had to be left out."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import discord

from bot import words
from bot.language import Said
from bot.letter import Picture
from bot.life.drafts import Message
from bot.rules import pictures
from cogs._missed import edited_at


class Reading:
    """Reads direct messages, their pictures one at a time: the largest take hundreds of megabytes while cleaned."""

    def __init__(self) -> None:
        self._darkroom = asyncio.Lock()

    async def read(self, message: discord.Message) -> Message:
        """A direct message with its pictures, taken while their addresses are good."""
        taken: list[Picture] = []
        left_out: list[Said] = []
        if message.stickers:
            left_out.append(words.writing.STICKER_LEFT_OUT)
        if message.message_snapshots:
            left_out.append(words.writing.FORWARD_LEFT_OUT)
        for attachment in message.attachments:
            if message.flags.voice:
                left_out.append(words.writing.VOICE_LEFT_OUT)
                continue
            try:
                taken.append(await self._picture(attachment))
            except pictures.ImageRefused as refused:
                sentence = words.writing.PICTURE_LEFT_OUT[refused.reason.name]
                left_out.append(sentence.format(name=attachment.filename))
            except discord.HTTPException:
                left_out.append(words.writing.PICTURE_NOT_FETCHED.format(name=attachment.filename))
        return replace(plain(message), pictures=taken, left_out=left_out)

    async def _picture(self, attachment: discord.Attachment) -> Picture:
        """The picture without a trace of its origin. Raises ImageRefused."""
        if attachment.size > pictures.MAX_BYTES:
            raise pictures.ImageRefused(pictures.Refusal.TOO_LARGE)
        data = await attachment.read()
        async with self._darkroom:
            clean = await asyncio.to_thread(pictures.clean, data)
        return Picture(f"picture.{clean.extension}", clean.data)


def plain(message: discord.Message) -> Message:
    """A direct message without what has to be fetched."""
    return Message(message.id, message.content, edited=edited_at(message))

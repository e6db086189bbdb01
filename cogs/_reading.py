"""Reads a direct message: its text, also that of a forward or a text file, its pictures (cleaned), and what had to be
left out; and the pictures that come with a letter's form."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import discord

from bot import life, words
from bot.host.picture_pool import PicturePool
from bot.language import Said, Sentence
from bot.language.markup import steady, undirected
from bot.letter import Person, Picture
from bot.life.drafts import Attachment, Message, PictureRoom
from bot.life.office import Office
from bot.rules import entry, picture_values, text_files
from cogs._missed import edited_at

#: No room for pictures: for messages without attachments.
NO_ROOM = PictureRoom(0, 0, 0)
#: Forms whose pictures are read at once: each may be megabytes.
WITH_PICTURES = 2
#: How often a file is asked for, and the seconds that it may take each time.
FETCHES, FETCH_SECONDS = 2, 60


class NotTaken(Exception):
    """An attachment that cannot be taken; `sentence` says why to its writer."""

    def __init__(self, sentence: Said) -> None:
        super().__init__()
        self.sentence = sentence


class NotFetched(NotTaken):
    """Discord did not give the file."""


class Reading:
    """Reads direct messages; their pictures are cleaned in separate processes."""

    def __init__(self, office: Office, pool: PicturePool) -> None:
        self._office = office
        self._pool = pool

    async def read(self, message: discord.Message, person: Person, room: PictureRoom) -> Message:
        """Returns a message's text and pictures, and sentences about what was left out, and about texts from elsewhere.

        Files are fetched now, while their URLs are valid; pictures beyond `room` are not even fetched. Raises TryLater
        when the bot is stopping.
        """
        texts, said = list(_texts(message)), list(_about(message))
        taken, remarks, beyond = list[Picture](), list(_origin(message)), 0
        for index, attachment in enumerate(hanging(message)):
            try:
                if is_text(attachment):
                    texts.append(await _text(attachment))
                    remarks.append(_naming(words.left_out.TEXT_FILE_TAKEN, attachment))
                elif message.flags.voice or attachment.is_voice_message():
                    said.append(words.left_out.VOICE_LEFT_OUT)
                elif len(taken) < room.pictures:
                    taken.append(await self._picture(message, person, index, attachment))
                else:
                    beyond += 1
            except NotTaken as reason:
                said.append(reason.sentence)
        if beyond:
            said.append(words.left_out.too_many_pictures(full=len(taken) >= room.in_letter))
        return replace(plain(message), text=_joined(texts), pictures=taken, left_out=said, remarks=remarks)

    async def answer(self, message: discord.Message) -> Message:
        """Returns a message as an answer: its words alone, and a sentence about whatever else there was."""
        texts, said = [message.content], dict.fromkeys(_about(message))
        for attachment in hanging(message):
            try:
                texts.append(await _text(attachment))
            except NotFetched as reason:
                said[reason.sentence] = None
            except NotTaken:
                said[words.author.ANSWER_TEXT_ONLY] = None
        text = _joined(texts)
        if said and not entry.says_something(text):
            said = dict.fromkeys([words.author.ANSWER_NEEDS_TEXT])
        return replace(plain(message), text=text, left_out=[*said])

    async def edited(self, message: discord.Message) -> Message | None:
        """Returns an edited message as it reads now, without its pictures' data; None when that cannot be known.

        Nobody can edit what they forwarded.
        """
        if message.flags.forwarded:
            return None
        texts = list(_texts(message))
        for attachment in filter(is_text, hanging(message)):
            try:
                texts.append(await _text(attachment))
            except NotFetched:
                return None
            except NotTaken:
                pass
        return replace(plain(message), text=_joined(texts))

    async def _picture(
        self, message: discord.Message, person: Person, index: int, attachment: discord.Attachment
    ) -> Picture:
        """Returns the picture without a trace of its origin. Raises NotTaken, and TryLater when the bot is stopping."""
        try:
            if attachment.size > picture_values.MAX_BYTES:
                raise picture_values.ImageRefused(picture_values.Refusal.TOO_LARGE)
            data = await _fetched(attachment)
            async with self._counted(message, person, index):
                return await self._cleaned(attachment, data)
        except picture_values.ImageRefused as refused:
            sentence = words.left_out.PICTURE_LEFT_OUT[refused.reason.name]
            raise NotTaken(_naming(sentence, attachment)) from refused

    async def _cleaned(self, attachment: discord.Attachment, data: bytes) -> Picture:
        clean = await self._pool.clean(data)
        mark, hangs = self._office.message_tag(attachment.id), _attached(attachment)
        name = f"picture.{clean.extension}"
        return Picture(name, clean.data, attachment=mark, spoiler=hangs.spoiler, alt=hangs.alt)

    async def uploaded(
        self, files: Sequence[discord.Attachment], room: PictureRoom
    ) -> tuple[list[Picture], list[Said]]:
        """Returns the pictures of a form, and sentences about what was left out. A form comes once only, so attempts
        are not counted. Raises TryLater when the bot is stopping."""
        taken, said = list[Picture](), list[Said]()
        for file in files:
            if len(taken) >= room.pictures:
                return taken, [*said, words.left_out.too_many_pictures(full=len(taken) >= room.in_letter)]
            try:
                if file.size > picture_values.MAX_BYTES:
                    raise picture_values.ImageRefused(picture_values.Refusal.TOO_LARGE)
                taken.append(await self._cleaned(file, await _fetched(file)))
            except picture_values.ImageRefused as refused:
                said.append(_naming(words.left_out.PICTURE_LEFT_OUT[refused.reason.name], file))
            except NotTaken as reason:
                said.append(reason.sentence)
        return taken, said

    @asynccontextmanager
    async def _counted(self, message: discord.Message, person: Person, index: int) -> AsyncGenerator[None]:
        """Counts the attempts that do not end: a picture that crashes the bot, or takes too
        much, is not tried for ever.

        Raises ImageRefused after too many.
        """
        if not await life.cleaning.begin_picture(self._office, person, message.id, index):
            raise picture_values.ImageRefused(picture_values.Refusal.TOO_COSTLY)
        ended = True
        try:
            yield
        except picture_values.ImageRefused as refused:
            ended = refused.reason is not picture_values.Refusal.TOO_COSTLY
            raise
        finally:
            if ended:
                await life.cleaning.end_picture(self._office, person, message.id, index)


class Uploads:
    """Reads the pictures of forms, a few forms at a time."""

    def __init__(self, office: Office, pictures: PicturePool) -> None:
        self._office = office
        self._reading = Reading(office, pictures)
        self._turn = asyncio.Semaphore(WITH_PICTURES)

    async def take(self, person: Person, draft_id: int, files: Sequence[discord.Attachment]) -> list[Said]:
        """Adds a form's pictures to its draft, whose text is kept already. Returns sentences about those left out.
        Raises as `life.editing.room_in`, and TryLater when the bot is stopping."""
        if not files:
            return []
        room = await life.editing.room_in(self._office, person, draft_id)
        async with self._turn:
            pictures, said = await self._reading.uploaded(files, room)
        return [*said, *await life.editing.take_pictures(self._office, person, draft_id, pictures)]


def hanging(message: discord.Message) -> list[discord.Attachment]:
    """Returns what hangs on a message, and on what it forwards."""
    forwarded = [attachment for snapshot in message.message_snapshots for attachment in snapshot.attachments]
    return [*message.attachments, *forwarded]


def is_text(attachment: discord.Attachment) -> bool:
    """Whether an attachment says that it is a text."""
    kind = attachment.content_type
    return kind.startswith("text/plain") if kind else attachment.filename.lower().endswith(".txt")


def _texts(message: discord.Message) -> Iterator[str]:
    yield message.content
    for snapshot in message.message_snapshots:
        yield snapshot.content


def _joined(texts: Sequence[str]) -> str:
    return "\n\n".join(steady(text) for text in texts if entry.says_something(text))


def _about(message: discord.Message) -> Iterator[Said]:
    """Yields sentences about what a message has beside text and files, none of which can be taken."""
    if message.stickers or any(snapshot.stickers for snapshot in message.message_snapshots):
        yield words.left_out.STICKER_LEFT_OUT
    if message.poll is not None:
        yield words.left_out.POLL_LEFT_OUT
    if message.message_snapshots and not hanging(message) and not _joined([*_texts(message)]):
        yield words.left_out.FORWARD_LEFT_OUT


def _origin(message: discord.Message) -> Iterator[Said]:
    """Yields where a forward comes from."""
    source = message.reference
    if message.message_snapshots and source is not None:
        url = words.author.message_url(source.guild_id, source.channel_id, source.message_id or 0)
        yield words.left_out.FORWARD_TAKEN.format(url=url)


async def _text(attachment: discord.Attachment) -> str:
    """Returns the text in a file. Raises NotTaken."""
    if not is_text(attachment):
        raise NotTaken(_naming(words.left_out.FILE_LEFT_OUT, attachment))
    if attachment.size > text_files.MAX_BYTES:
        raise NotTaken(_naming(words.left_out.TEXT_FILE_TOO_LARGE, attachment))
    text = text_files.text_in(await _fetched(attachment))
    if text is None:
        raise NotTaken(_naming(words.left_out.TEXT_FILE_UNREADABLE, attachment))
    return text


async def _fetched(attachment: discord.Attachment) -> bytes:
    """Returns an attachment's file; it is asked for once more if that breaks. Raises NotFetched."""
    for _ in range(FETCHES):
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                return await attachment.read()
        except (discord.Forbidden, discord.NotFound):
            break
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError):
            continue
    raise NotFetched(_naming(words.left_out.FILE_NOT_FETCHED, attachment))


def _naming(sentence: Sentence, attachment: discord.Attachment) -> Sentence:
    return sentence.format(name=attachment.filename)


def plain(message: discord.Message) -> Message:
    """Returns a message with the text that it has itself, and without its files, which would have to be fetched."""
    attachments = [_attached(each) for each in hanging(message)]
    return Message(message.id, steady(message.content), attachments=attachments, edited=edited_at(message))


def _attached(attachment: discord.Attachment) -> Attachment:
    alt = " ".join(undirected(attachment.description or "").split())
    return Attachment(attachment.id, attachment.filename, attachment.is_spoiler(), alt)

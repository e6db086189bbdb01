"""The pictures that come with a letter's form."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord

from bot import life
from bot.host.picture_pool import PicturePool
from bot.language import Said
from bot.letter import Person
from bot.life.office import Office
from cogs._reading import Reading

#: Forms whose pictures are read at once: each may be megabytes.
WITH_PICTURES = 2


class Uploads:
    """Reads the pictures of forms, a few forms at a time."""

    def __init__(self, office: Office, pictures: PicturePool) -> None:
        self._office = office
        self._reading = Reading(office, pictures)
        self._turn = asyncio.Semaphore(WITH_PICTURES)

    async def take(self, person: Person, draft_id: int, files: Sequence[discord.Attachment]) -> list[Said]:
        """Adds a form's pictures to its draft, whose text is kept already. Returns sentences about those left out.
        Raises as `life.uploads`, and TryLater when the bot is stopping."""
        if not files:
            return []
        room = await life.uploads.room_in(self._office, person, draft_id)
        async with self._turn:
            pictures, said = await self._reading.uploaded(files, room)
        return [*said, *await life.uploads.add_pictures(self._office, person, draft_id, pictures)]

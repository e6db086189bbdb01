"""Edits a published letter in place, where a revision of it was approved."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import discord

from bot import words
from bot.errors import Gone
from bot.language import ENGLISH, Language, Sentence, language_of
from bot.language.markup import without_small_print
from bot.letter import Letter, PublicSheet, Revised
from cogs import _cards_public as public_cards
from cogs import _codes as codes
from cogs import _limits as limits
from cogs._cards import retold
from cogs._courier_again import opened
from cogs._courier_sight import named
from cogs._errors import our_errors
from cogs._looking import Looking


class Revising:
    """The part of the courier that revises letters; `bot.post.courier.Courier` describes its methods."""

    _looking: Looking

    async def revise(self, sheet: PublicSheet, page_ids: Sequence[int], *, renamed: bool, pictures: bool) -> Revised:
        """Edits a letter's pages, its thread's name, and last its own message; a thread that is archived is opened for
        that. Returns how many of the pages stand: a page that is gone ends them, as those after it do not follow on.

        Raises Gone when the letter's message is gone, or the thread that its pages need. Done twice, it is the same.
        """
        letter, say = sheet.letter, language_of(sheet.language)
        self._looking.check_server(letter)
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            if thread is None and len(sheet.pages) > 1:
                raise Gone(words.trouble.GONE)
            async with _awake(thread):
                stand = 0 if thread is None else await _edit_pages(thread, page_ids, sheet.pages[1:])
                trouble = await _rename(thread, letter, say) if renamed and thread is not None else None
                card = retold(public_cards.public_card(sheet), say, pictures=True if pictures else None)
                await self._looking.message_of(letter).edit(**card)
        return Revised(stand, trouble)

    async def delete_page(self, letter: Letter, message_id: int) -> None:
        """Deletes a further page's message; it, or its thread, may be gone already."""
        self._looking.check_server(letter)
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            if thread is None:
                return
            try:
                async with _awake(thread):
                    await thread.get_partial_message(message_id).delete()
            except discord.HTTPException as error:
                if error.code != codes.UNKNOWN_MESSAGE:
                    raise


@asynccontextmanager
async def _awake(thread: discord.Thread | None) -> AsyncGenerator[None]:
    if thread is None:
        yield
        return
    async with opened(thread):
        yield


async def _edit_pages(thread: discord.Thread, page_ids: Sequence[int], texts: Sequence[str]) -> int:
    """Edits the pages that differ: Discord throttles edits of old messages, so each attempt goes on from the last."""
    for number, (message_id, text) in enumerate(zip(page_ids, texts, strict=False)):
        try:
            page = await thread.fetch_message(message_id)
        except discord.NotFound:
            return number
        if [embed.description for embed in page.embeds] != [without_small_print(text.strip())]:
            await page.edit(**retold(public_cards.page_card(text), ENGLISH, pictures=None))
    return min(len(page_ids), len(texts))


async def _rename(thread: discord.Thread, letter: Letter, say: Language) -> Sentence | None:
    """Gives a thread its letter's title for a name, unless it has that; returns what the desk should know of it."""

    async def rename(name: str) -> None:
        if thread.name != limits.thread_name(name):
            await thread.edit(name=limits.thread_name(name))

    _, trouble = await named(letter, say, rename)
    return trouble

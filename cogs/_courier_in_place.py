"""Changes published letters where they stand: takes them out of sight, puts them back, and revises them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext, suppress
from typing import TypeVar

import discord

from bot import words
from bot.errors import Final, Gone
from bot.language import ENGLISH, Language, Sentence, language_of, renderings
from bot.language.markup import without_small_print
from bot.letter import Letter, PublicSheet, Revised
from cogs import _cards_public as public_cards
from cogs import _codes as codes
from cogs import _limits as limits
from cogs._cards import Card, retold, small
from cogs._codes import our_errors
from cogs._courier_again import opened
from cogs._looking import Looking, was_closed

T = TypeVar("T")


class InPlace:
    """The part of the courier that changes letters; `bot.post.courier.Courier` describes its methods."""

    _looking: Looking

    async def shut(self, letter: Letter) -> tuple[bool, bool] | None:
        """Returns whether moderators have locked a letter's thread, and whether they closed it.

        None when the bot itself has shut it, which its name tells, and where there is none. Discord is asked: what the
        bot has heard of it may be late, and once the bot has shut it nobody can tell any more.
        """
        self._looking.check_server(letter)
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            if thread is None:
                return None
            ours = [each for name in words.reader.THREAD_OUT_OF_SIGHT.values() for each in renderings(name)]
            return None if thread.name in ours else (thread.locked, was_closed(thread))

    async def lock(self, thread_id: int, locked: bool) -> None:
        """Locks a thread, or opens it; one that sleeps is opened for that, and archived again. Done twice, it is the
        same."""
        async with our_errors():
            thread = await self._looking.find_thread(thread_id)
            if thread is None:
                raise Gone(words.trouble.GONE)
            async with opened(thread):
                await thread.edit(locked=locked)

    async def take_down(self, letter: Letter, page_ids: Sequence[int], language: str) -> None:
        """Takes a letter out of sight: text, pictures and title go, a line stays; the thread is locked and archived.

        What is gone already needs nothing. Editing comes before archiving: nothing in an archived thread
        can be edited (error 50083).
        """
        card = Card(small(words.reader.OUT_OF_SIGHT[letter.state]))
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            if thread is not None and thread.archived:
                await thread.edit(archived=False)
        for message_id in page_ids:
            await self._blank(thread, message_id, card, language)
        with suppress(Gone):
            await self._rewrite(letter, card, language, pictures=False)
        if thread is not None:
            async with our_errors():
                say = language_of(language)

                async def shut(name: str) -> None:
                    await thread.edit(name=limits.thread_name(name), archived=True, locked=True)

                await named(letter, say, shut, say(words.reader.THREAD_OUT_OF_SIGHT[letter.state]))

    async def put_back(self, sheet: PublicSheet, page_ids: Sequence[int]) -> Sentence | None:
        """Restores a letter where it stood, and returns what the desk should know of how it stands now.

        Raises Gone when a part of it no longer exists; its message is deleted first, so that nothing of it is in sight.
        """
        letter = sheet.letter
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            if thread is None or not await self._looking.is_whole(sheet, thread, page_ids):
                with suppress(discord.NotFound):
                    await self._looking.message_of(letter).delete()
                raise Gone(words.trouble.GONE)
            if letter.rating != "sfw" and not thread.is_nsfw():
                raise Final(words.trouble.NOT_RESTRICTED_NOW)

            async def reopen(name: str) -> None:
                await thread.edit(name=limits.thread_name(name), archived=False, locked=letter.is_locked)

            _, trouble = await named(letter, language_of(sheet.language), reopen)
            for message_id, text in zip(page_ids, sheet.pages[1:], strict=True):
                page = thread.get_partial_message(message_id)
                await page.edit(**retold(public_cards.page_card(text), ENGLISH, pictures=None))
        await self._rewrite(letter, public_cards.public_card(sheet), sheet.language, pictures=True)
        if letter.left_closed:
            async with our_errors():
                await thread.edit(archived=True)
        return trouble

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
            async with nullcontext() if thread is None else opened(thread):
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
                async with opened(thread):
                    await thread.get_partial_message(message_id).delete()
            except discord.HTTPException as error:
                if error.code != codes.UNKNOWN_MESSAGE:
                    raise

    async def _rewrite(self, letter: Letter, card: Card, language: str, *, pictures: bool | None) -> None:
        say = language_of(language)
        async with our_errors():
            await self._looking.message_of(letter).edit(**retold(card, say, pictures=pictures))

    async def _blank(self, thread: discord.Thread | None, message_id: int, card: Card, language: str) -> None:
        if thread is None:
            return
        with suppress(Gone):
            async with our_errors():
                page = thread.get_partial_message(message_id)
                await page.edit(**retold(card, language_of(language), pictures=None))


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


async def named(
    letter: Letter, say: Language, request: Callable[[str], Awaitable[T]], name: str | None = None
) -> tuple[T, Sentence | None]:
    """Makes a request with a name for the letter's thread (its title, unless said otherwise) or, where Discord does not
    take that, with “Letter 7”. Returns what came of it, and then also what the desk should know."""
    try:
        return await request(name or letter.title or ""), None
    except discord.HTTPException as error:
        why = codes.ours(error)
        if not codes.name_refused(error) or not isinstance(why, Final):
            raise
    numbered = say(words.reader.THREAD_NUMBERED.format(number=letter.number))
    return await request(numbered), words.trouble.NAMED_BY_NUMBER.format(name=numbered, reason=why.reason)

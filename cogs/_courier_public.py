"""Sends what stands in public (letters, their threads and further pages, responses), and takes it out of sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

import discord

from bot import words
from bot.errors import Final, Gone, TryLater
from bot.language import ENGLISH, Language, language_of
from bot.language.markup import without_small_print
from bot.letter import Attempt, Letter, Posted, PublicSheet, Response
from cogs import _cards_public as public_cards
from cogs._cards import Card, retold, told
from cogs._errors import INVALID_FORM, THREAD_ARCHIVED, THREAD_EXISTS, UNKNOWN_WEBHOOK, our_errors
from cogs._looking import Looking, known, said
from cogs._webhooks import Webhooks

WEEK = 10_080  #: minutes: Discord's longest wait before it archives an idle thread


class InPublic:
    """The public half of the courier; `bot.post.courier.Courier` describes its methods."""

    def __init__(self, bot: discord.Client) -> None:
        self._looking = Looking(bot)
        self._webhooks = Webhooks(bot)

    async def publish(self, channel_id: int, sheet: PublicSheet, *, attempt: Attempt) -> Posted:
        """Publishes a letter as a message in a text channel, or as a post in a forum, and returns where it stands.

        Raises Final where a letter that is not Safe for Work would stand in a channel that is not age-restricted.
        """
        if (
            attempt.look_since is not None
            and (there := await self.find_letter(channel_id, sheet, attempt.look_since)) is not None
        ):
            return there
        card, letter, say = public_cards.public_card(sheet), sheet.letter, language_of(sheet.language)
        async with our_errors():
            channel = await self._looking.target(channel_id)
            if letter.rating != "sfw" and not channel.is_nsfw():
                raise Final(words.trouble.NOT_RESTRICTED_NOW)
            if isinstance(channel, discord.ForumChannel):
                thread_id = await self._post(channel, letter, card, say)
                return Posted(channel_id, thread_id, thread_id)
            return Posted(channel_id, (await channel.send(**told(card, say), nonce=attempt.nonce)).id, None)

    async def find_letter(self, channel_id: int, sheet: PublicSheet, since: int) -> Posted | None:
        """Returns where an earlier attempt, made at or after `since` (Unix seconds), left the letter; None
        if nowhere. Sends nothing."""
        card = public_cards.public_card(sheet)
        async with our_errors():
            channel = await self._looking.target(channel_id)
            if isinstance(channel, discord.ForumChannel):
                thread_id = await self._looking.in_forum(channel, card, since)
                return None if thread_id is None else Posted(channel_id, thread_id, thread_id)
            there = await self._looking.look(channel, known(card), since)
            return None if there is None else Posted(channel_id, there.id, None)

    async def _post(self, forum: discord.ForumChannel, letter: Letter, card: Card, say: Language) -> int:
        tags = [tag for tag in forum.available_tags if tag.name == letter.category][:1]
        if not tags and forum.flags.require_tag:
            tags = list(forum.available_tags[:1])
        made = await forum.create_thread(
            name=letter.title or "", auto_archive_duration=WEEK, applied_tags=tags, **told(card, say)
        )
        return made.thread.id

    async def thread(self, channel_id: int, message_id: int, title: str) -> int:
        """Starts the thread under a message and returns its id. One that was started before has the message's id."""
        async with our_errors():
            channel = await self._looking.target(channel_id)
            if not isinstance(channel, discord.TextChannel):
                raise Gone(words.trouble.GONE)
            try:
                message = channel.get_partial_message(message_id)
                return (await message.create_thread(name=title, auto_archive_duration=WEEK)).id
            except discord.HTTPException as error:
                if error.code != THREAD_EXISTS:
                    raise
                return message_id

    async def find_thread(self, message_id: int) -> int | None:
        """Returns the thread that an earlier attempt may have started under a message: it has the message's id."""
        async with our_errors():
            thread = await self._looking.find_thread(message_id)
            return None if thread is None else thread.id

    async def page(self, thread_id: int, text: str, *, attempt: Attempt, others: Collection[int]) -> int:
        """Posts a further page of a long letter and returns its message id. `others` are the message ids of pages
        that may have the same text."""
        if (
            attempt.look_since is not None
            and (there := await self.find_page(thread_id, text, attempt.look_since, others=others)) is not None
        ):
            return there
        async with our_errors():
            thread = await self._looking.thread(thread_id)
            return (await thread.send(**told(public_cards.page_card(text), ENGLISH), nonce=attempt.nonce)).id

    async def find_page(self, thread_id: int, text: str, since: int, *, others: Collection[int]) -> int | None:
        """Returns the message id of the page that an earlier attempt may have posted, or None. Sends nothing."""

        def same(message: discord.Message) -> bool:
            alike = [embed.description for embed in message.embeds] == [without_small_print(text.strip())]
            return alike and message.id not in others

        async with our_errors():
            there = await self._looking.look(await self._looking.thread(thread_id), same, since)
            return None if there is None else there.id

    async def refresh(self, sheet: PublicSheet) -> None:
        """Updates the count of responses under the letter. An archived post is opened for that, and archived again."""
        card, say = public_cards.public_card(sheet), language_of(sheet.language)
        message, drawn = self._looking.message_of(sheet.letter), retold(card, say, pictures=None)
        async with our_errors():
            try:
                await message.edit(**drawn)
            except discord.HTTPException as error:
                thread = None
                if error.code == THREAD_ARCHIVED:
                    thread = await self._looking.find_thread(sheet.letter.thread_id)
                if thread is None:
                    raise
                await thread.edit(archived=False)
                await message.edit(**drawn)
                await thread.edit(archived=True)

    async def take_down(self, letter: Letter, page_ids: Sequence[int], language: str) -> None:
        """Takes a letter out of sight: text, pictures and title go, a line stays; the thread is locked and archived.

        What is gone already needs nothing. Editing comes before archiving: nothing in an archived thread
        can be edited (error 50083).
        """
        card = public_cards.line_card(words.reader.OUT_OF_SIGHT[letter.state])
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
                name = language_of(language)(words.reader.THREAD_OUT_OF_SIGHT[letter.state])
                await thread.edit(name=name, archived=True, locked=True)

    async def put_back(self, sheet: PublicSheet, page_ids: Sequence[int]) -> None:
        """Restores a letter where it stood. Raises Gone when a part of it no longer exists; its message is deleted
        first, so that nothing of it is in sight."""
        letter = sheet.letter
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            if thread is None or not await self._looking.is_whole(sheet, thread, page_ids):
                await self._clear_away(letter)
                raise Gone(words.trouble.GONE)
            await thread.edit(name=letter.title or "", archived=False, locked=False)
            for message_id, text in zip(page_ids, sheet.pages[1:], strict=True):
                page = thread.get_partial_message(message_id)
                await page.edit(**retold(public_cards.page_card(text), ENGLISH, pictures=None))
        await self._rewrite(letter, public_cards.public_card(sheet), sheet.language, pictures=True)

    async def response(self, letter: Letter, response: Response, language: str, *, attempt: Attempt) -> int:
        """Posts a pen-name reply or the author's answer, through our webhook where we may have one,
        and returns its message id.

        Raises TryLater if the webhook was deleted meanwhile.
        """
        assert letter.thread_id is not None and letter.channel_id is not None
        say, called = language_of(language), public_cards.response_name(response)
        drawn, name = public_cards.response_card(response).drawn(say), say(called)
        async with our_errors():
            thread = await self._looking.thread(letter.thread_id)
            if (
                attempt.look_since is not None
                and (there := await self._looking.look(thread, said(response, called), attempt.look_since)) is not None
            ):
                return there.id
            webhook = await self._webhooks.of(thread)
            if webhook is not None:
                try:
                    return (await webhook.send(**drawn, username=name, thread=thread, wait=True)).id
                except discord.HTTPException as error:
                    if error.code == UNKNOWN_WEBHOOK:
                        self._webhooks.forget(thread)
                        raise TryLater("the webhook was deleted") from error
                    if error.code != INVALID_FORM:  # INVALID_FORM: Discord does not accept the name
                        raise
            framed = public_cards.framed_response_card(response).drawn(say)
            return (await thread.send(**framed, nonce=attempt.nonce)).id

    async def find_response(self, letter: Letter, response: Response, since: int) -> int | None:
        """Returns the message id of the response that an earlier attempt may have posted; None also when the
        thread is gone. Sends nothing."""
        called = public_cards.response_name(response)
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            there = None if thread is None else await self._looking.look(thread, said(response, called), since)
            return None if there is None else there.id

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

    async def _clear_away(self, letter: Letter) -> None:
        """Deletes what is left of a letter that will be published anew."""
        with suppress(discord.NotFound):
            await self._looking.message_of(letter).delete()

"""Sends what stands in public: letters, their threads and further pages, responses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import discord

from bot import words
from bot.errors import Closed, Final, Gone, TryLater
from bot.language import ENGLISH, Language, language_of
from bot.language.markup import without_small_print
from bot.letter import Attempt, Letter, Posted, PublicSheet, Response
from cogs import _cards_public as public_cards
from cogs import _codes as codes
from cogs import _limits as limits
from cogs._cards import Card, retold, said_by, told
from cogs._channels import Target
from cogs._codes import our_errors
from cogs._courier_again import ResponsesAgain, opened
from cogs._courier_in_place import InPlace, named
from cogs._looking import Looking, is_shut, known, may_open, said
from cogs._webhooks import Webhooks

WEEK = 10_080  #: minutes: Discord's longest wait before it archives an idle thread


class InPublic(ResponsesAgain, InPlace):
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
            try:
                return await self._stand(channel, letter, card, say, attempt)
            except discord.HTTPException as error:
                if not card.pictures or not codes.pictures_refused(error):
                    raise
                bare, why = replace(card, pictures=()), codes.ours(error)
            posted = await self._stand(channel, letter, bare, say, attempt)
            reason = why.reason if isinstance(why, Final) else words.trouble.REFUSED_PICTURES
            left_out = words.trouble.PICTURES_LEFT_OUT.format(reason=reason)
            return replace(posted, trouble=left_out)

    async def _stand(self, channel: Target, letter: Letter, card: Card, say: Language, attempt: Attempt) -> Posted:
        if isinstance(channel, discord.ForumChannel):
            return await self._post(channel, letter, card, say)
        return Posted(channel.id, (await channel.send(**told(card, say), nonce=attempt.nonce)).id, None)

    async def find_letter(self, channel_id: int, sheet: PublicSheet, since: int) -> Posted | None:
        """Returns where an earlier attempt, made at or after `since` (Unix seconds), left the letter; None
        if nowhere. Sends nothing."""
        card = public_cards.public_card(sheet)
        async with our_errors():
            channel = await self._looking.target(channel_id)
            if isinstance(channel, discord.ForumChannel):
                thread_id = await self._looking.in_forum(channel, card, since)
                return None if thread_id is None else Posted(channel_id, thread_id, thread_id, found=True)
            there = await self._looking.look(channel, known(card), since)
            return None if there is None else Posted(channel_id, there.id, None, found=True)

    async def _post(self, forum: discord.ForumChannel, letter: Letter, card: Card, say: Language) -> Posted:
        tags = [tag for tag in forum.available_tags if tag.name == letter.category][:1]
        if not tags and forum.flags.require_tag:
            tags = list(forum.available_tags[:1])

        async def post(name: str) -> int:
            drawn = told(card, say)  # anew each time: what is sent of a file is used up
            return (
                await forum.create_thread(
                    name=limits.thread_name(name), auto_archive_duration=WEEK, applied_tags=tags, **drawn
                )
            ).thread.id

        thread_id, trouble = await named(letter, say, post)
        return Posted(forum.id, thread_id, thread_id, trouble)

    async def thread(self, letter: Letter, language: str) -> Posted:
        """Starts the thread under a letter's message, and returns where it is. One that was started before has the
        message's id."""
        assert letter.channel_id is not None and letter.message_id is not None
        async with our_errors():
            channel = await self._looking.target(letter.channel_id)
            if not isinstance(channel, discord.TextChannel):
                raise Gone(words.trouble.GONE)
            message = channel.get_partial_message(letter.message_id)

            async def start(name: str) -> int:
                return (await message.create_thread(name=limits.thread_name(name), auto_archive_duration=WEEK)).id

            try:
                thread_id, trouble = await named(letter, language_of(language), start)
            except discord.HTTPException as error:
                if error.code != codes.THREAD_EXISTS:
                    raise
                thread_id, trouble = letter.message_id, None
            return Posted(letter.channel_id, letter.message_id, thread_id, trouble)

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
            thread = self._looking.at(thread_id)  # Discord may not have told of it yet
            return (await thread.send(**told(public_cards.page_card(text), ENGLISH), nonce=attempt.nonce)).id

    async def find_page(self, thread_id: int, text: str, since: int, *, others: Collection[int]) -> int | None:
        """Returns the message id of the page that an earlier attempt may have posted, or None. Sends nothing."""

        def same(message: discord.Message) -> bool:
            alike = [embed.description for embed in message.embeds] == [without_small_print(text.strip())]
            return alike and message.id not in others

        async with our_errors():
            there = await self._looking.look(self._looking.at(thread_id), same, since)
            return None if there is None else there.id

    async def refresh(self, sheet: PublicSheet, *, must: bool) -> None:
        """Updates the count of responses under the letter, and its link. A post that sleeps is opened for that, and
        archived again; in one that somebody closed both may stay as they are, unless it `must` be done."""
        card, say = public_cards.public_card(sheet), language_of(sheet.language)
        message, drawn = self._looking.message_of(sheet.letter), retold(card, say, pictures=None)
        async with our_errors():
            try:
                await message.edit(**drawn)
            except discord.HTTPException as error:
                thread = None
                if error.code == codes.THREAD_ARCHIVED:
                    thread = await self._looking.find_thread(sheet.letter.thread_id)
                if thread is None:
                    raise
                if must or may_open(thread):
                    async with opened(thread):
                        await message.edit(**drawn)

    async def response(self, letter: Letter, response: Response, language: str, *, attempt: Attempt) -> int:
        """Posts a pen-name reply or the author's answer, through our webhook where we may have one,
        and returns its message id.

        Raises TryLater if the webhook was deleted meanwhile.
        """
        assert letter.thread_id is not None and letter.channel_id is not None
        say, called = language_of(language), public_cards.response_name(response)
        face = public_cards.face_of(response, self._looking.face)
        card, framed = public_cards.response_card(response), public_cards.framed_response_card(response, face)
        async with our_errors():
            thread = await self._looking.thread(letter.thread_id)
            if there := await self._looking.look(thread, said(response, called), attempt.look_since):
                return there.id
            if thread.locked or thread.archived:  # what is in memory may be older than our own change
                now = await self._looking.find_thread(letter.thread_id)
                if now is None or is_shut(now, letter):
                    raise Closed(words.trouble.CLOSED)
                if now.archived and now.locked:  # what is posted there would not open it
                    await now.edit(archived=False)
            webhook = await self._webhooks.of(thread)
            if webhook is not None:
                try:
                    sent = await webhook.send(
                        **said_by(card, say),
                        username=limits.webhook_name(say(called)),
                        avatar_url=face,
                        thread=thread,
                        wait=True,
                    )
                    return sent.id
                except discord.HTTPException as error:
                    if error.code in codes.WEBHOOK_LOST:
                        self._webhooks.forget(thread)
                        raise TryLater("the webhook was deleted") from error
                    # of the name, which a frame carries as well; or a lock that keeps out webhooks, and not the bot
                    if error.code not in (codes.INVALID_FORM, codes.THREAD_LOCKED):
                        raise
            return (await thread.send(**told(framed, say), nonce=attempt.nonce)).id

    async def find_response(self, letter: Letter, response: Response, since: int) -> int | None:
        """Returns the message id of the response that an earlier attempt may have posted; None also when the
        thread is gone. Sends nothing."""
        called = public_cards.response_name(response)
        async with our_errors():
            thread = await self._looking.find_thread(letter.thread_id)
            there = None if thread is None else await self._looking.look(thread, said(response, called), since)
            return None if there is None else there.id

"""Direct messages become drafts.

* a direct message answers the notice it replies to (`answer_by_reply`), or becomes part of the open draft (`write`),
  which follows its edits and its deletion (`revise`, `erase`); what was written while the bot was away comes first
* **Begin a letter with it**, under the answer to a question: it was the beginning of a letter after all
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord
from discord.ext import commands

from bot import life, words
from bot.errors import CourierError, Gone, Refusal, StoreFailed, TryLater
from bot.host.picture_pool import PicturePool
from bot.language import ENGLISH
from bot.letter import Attempt, Memberships, Person
from bot.life.answering import Aim
from bot.life.drafts import Message
from bot.life.office import Office
from bot.post.courier import Courier
from bot.rules import entry
from cogs import _cards_author as author_cards
from cogs import _cards_draft as draft_cards
from cogs._answering import acknowledge, person_of
from cogs._cards import finished
from cogs._codes import our_errors
from cogs._members import membership_of, memberships_of
from cogs._missed import Missed
from cogs._press import Interaction, PressCog, pressed
from cogs._reading import NO_ROOM, Reading, hanging, plain

#: Messages saved at the same time, and those with pictures: the rest wait their turn, outside the database, so that a
#: press on a button waits behind a few and not behind hundreds; pictures wait at Discord.
AT_ONCE, WITH_PICTURES = 4, 2
#: Types of message that people write; the others are Discord's own, such as a pin.
SAID = (discord.MessageType.default, discord.MessageType.reply)


class Intake(PressCog):
    """Takes direct messages."""

    def __init__(self, bot: commands.Bot, office: Office, courier: Courier, pictures: PicturePool) -> None:
        self.office = office
        self.courier = courier
        self.missed = Missed(bot, office, self.take, self.follow)
        self._counter = asyncio.Semaphore(AT_ONCE)
        self._picture_counter = asyncio.Semaphore(WITH_PICTURES)
        self._reading = Reading(office, pictures)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Takes a direct message; whatever came before it while the bot was away is handled first."""
        if message.guild is not None or message.author.bot:
            return None
        if self.missed.is_crowded(message.channel.id):  # Discord keeps it; it is read with the others later
            return self.missed.put_off(Person(message.author.id, message.channel.id))
        try:
            async with self.missed.turn(message.channel.id):
                await self.take(message, message.channel.id)
        except Exception as error:  # if it was not handled, it is read again before long
            self.missed.put_off(Person(message.author.id, message.channel.id))
            if isinstance(error, StoreFailed):
                await self._not_kept_yet(message.channel.id)
            elif not isinstance(error, TryLater):  # a TryLater means that Discord does not answer
                raise

    @commands.Cog.listener()
    async def on_known_late(self, person: Person) -> None:
        """Another process has answered late what somebody is to its servers: what was put off is taken now."""
        if person.dm:
            with suppress(TryLater, StoreFailed):
                async with self.missed.turn(person.dm):
                    pass

    async def take(self, message: discord.Message, dm: int) -> bool:
        """Takes a direct message, live or found later, in the channel `dm`. Returns False when it was handled before,
        or says nothing. Raises TryLater when Discord does not answer; the message then counts as not handled."""
        person = self.office.reads.known(Person(message.author.id, dm))
        if message.author.bot or message.type not in SAID:
            return False
        async with self._picture_counter if hanging(message) else self._counter:
            if not await life.inbox.is_new(self.office, person, message.id):
                return False
            try:
                await self._take(message, person)
            except (TryLater, StoreFailed):
                raise
            except Exception:
                await life.writing.say(self.office, person, words.trouble.UNEXPECTED, plain(message))
                raise
            return True

    async def _take(self, message: discord.Message, person: Person) -> None:
        aim = await self._aim(message)
        if aim.answers is not None:
            return await self._answer(message, person, aim.answers)
        memberships = await self._memberships(person)
        room, card_of = NO_ROOM, aim.draft
        if hanging(message):
            room = await life.writing.room_for_pictures(self.office, person, message.id, memberships, card_of)
        taken = await self._reading.read(message, person, room)
        if not entry.says_something(taken.text) and not taken.pictures:
            return await life.writing.nothing_taken(self.office, person, taken, memberships)
        await life.writing.write(self.office, person, taken, memberships, card_of)

    @pressed("begin")
    async def begin(self, interaction: Interaction, message_id: int) -> None:
        """**Begin a letter with it**: what was answered as a question becomes the first words of a letter."""
        person = person_of(interaction)
        if not person.dm:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        await acknowledge(interaction)
        channel = interaction.client.get_partial_messageable(person.dm)
        async with self.missed.turn(person.dm):
            try:
                async with our_errors():
                    message = await channel.fetch_message(message_id)
            except Gone as error:
                raise Refusal(words.welcome.QUESTION_GONE) from error
            if message.author.id != person.id:
                raise Refusal(words.trouble.NOT_UNDERSTOOD)
            memberships, taken = await self._memberships(person), await self._reading.read(message, person, NO_ROOM)
            await life.writing.write(self.office, person, taken, memberships, begins=True)
        with suppress(discord.HTTPException, aiohttp.ClientError, OSError):  # the card comes in any case
            await interaction.edit_original_response(view=finished([]))

    async def _answer(self, message: discord.Message, person: Person, letter_id: int) -> None:
        membership = await membership_of(self.office, self.courier, person, letter_id)
        answer = await self._reading.answer(message)
        await life.answering.answer_by_reply(self.office, person, letter_id, answer, membership)

    async def _aim(self, message: discord.Message) -> Aim:
        """Returns where a reply goes. A draft's card and a forgotten notice are known by their buttons."""
        replied_to = message.reference
        if message.type is not discord.MessageType.reply or replied_to is None or replied_to.message_id is None:
            return Aim()
        aim, there = await life.answering.aim_of(self.office, replied_to.message_id), replied_to.resolved
        if aim != Aim() or not isinstance(there, discord.Message):
            return aim
        return Aim(author_cards.answerable_on(there), draft_cards.draft_on(there))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody edited one of their direct messages."""
        if payload.guild_id is not None or payload.message.author.bot:
            return
        async with self._may_fail(payload.channel_id):
            try:
                async with self.missed.turn(payload.channel_id):
                    await self.follow(payload.message, payload.channel_id)
            except (TryLater, StoreFailed):
                self.missed.put_off(Person(payload.message.author.id, payload.channel_id), payload.message_id)
                raise

    async def follow(self, message: discord.Message, dm: int) -> None:
        """Follows an edit of a direct message, heard live or found later."""
        now, person = await self._reading.edited(message), Person(message.author.id, dm)
        if now is None:
            return None
        letter_id = await life.changing.answered_with(self.office, message.id)
        if letter_id is None:
            return await self._follow_unanswered(message, person, now)
        membership = await membership_of(self.office, self.courier, person, letter_id)
        await life.changing.follow_edit(self.office, person, now, membership)

    async def _follow_unanswered(self, message: discord.Message, person: Person, now: Message) -> None:
        """Follows an edit of a message that is no answer: of a draft's, or of an answer that was refused as it was."""
        if await life.writing.revise(self.office, person, now):
            return
        aim = await self._aim(message)
        if aim.answers is not None and await life.answering.is_corrected(self.office, person, now):
            await self._answer(message, person, aim.answers)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Somebody deleted one of their direct messages."""
        if payload.guild_id is None:
            async with self._may_fail(payload.channel_id), self.missed.turn(payload.channel_id):
                source = self.office.message_tag(payload.message_id)
                await life.writing.erase(self.office, source, payload.channel_id)
                await life.changing.follow_deletion(self.office, source, payload.channel_id)

    @asynccontextmanager
    async def _may_fail(self, dm: int) -> AsyncGenerator[None]:
        """Leaves to the next catching up what Discord does not answer, or the database does not keep: of that, the
        person is told."""
        try:
            with suppress(TryLater):
                yield
        except StoreFailed:
            await self._not_kept_yet(dm)

    async def _not_kept_yet(self, dm: int) -> None:
        """Says at once that it was not kept yet, as there is no outbox to put it into. If this fails,
        too, nothing was promised."""
        with suppress(CourierError):
            await self.courier.note(dm, ENGLISH(words.trouble.NOT_KEPT_YET), attempt=Attempt(secrets.token_hex(8)))

    async def _memberships(self, person: Person) -> Memberships:
        return await memberships_of(self.office, self.courier, person)

"""Direct messages become drafts, drafts become letters.

* a direct message answers the notice it replies to (`answer_by_reply`), or becomes part of the open draft (`write`),
  which follows its edits and its deletion (`revise`, `erase`); what was written while the bot was away comes first
* the draft card: **Send letter**, **Edit**, **Discard**, and selects for letterbox, category and rating
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import discord
from discord.ext import commands

from bot import life, words
from bot.errors import CourierError, GivesAway, NotReady, Refusal, StoreFailed, TryLater, WrongState
from bot.host.picture_pool import PicturePool
from bot.language import ENGLISH
from bot.letter import ANSWERABLE, Attempt, Letter, Membership, Memberships, Person
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from bot.rules import entry
from bot.rules.entry import Obstacle
from cogs import _cards as cards
from cogs import _cards_author as author_cards
from cogs import _cards_draft as draft_cards
from cogs import _forms as forms
from cogs._border import an_id, verb_of
from cogs._bring_home import bring_home
from cogs._members import membership_of, memberships_of
from cogs._missed import Missed
from cogs._press import (
    Interaction,
    PressCog,
    ask,
    chosen,
    filled_in,
    open_form,
    person_of,
    pressed,
    receive,
    replace,
)
from cogs._reading import NO_ROOM, Reading, hanging, plain
from cogs._requests import once

#: Messages saved at the same time, and those with pictures: the rest wait their turn, outside the database, so that a
#: press on a button waits behind a few and not behind hundreds; pictures wait at Discord.
AT_ONCE, WITH_PICTURES = 4, 2
#: Seconds after which a card is shown once more whose answer was lost.
REPEATED_AFTER = (1, 3)
#: Types of message that people write; the others are Discord's own, such as a pin.
SAID = (discord.MessageType.default, discord.MessageType.reply)


class Intake(PressCog):
    """Takes direct messages and the presses on draft cards."""

    def __init__(
        self, bot: commands.Bot, office: Office, courier: Courier, deliveries: Deliveries, pictures: PicturePool
    ) -> None:
        self.office = office
        self.courier = courier
        self._deliveries = deliveries
        self.missed = Missed(bot, office, self.take, self.follow)
        self._counter = asyncio.Semaphore(AT_ONCE)
        self._picture_counter = asyncio.Semaphore(WITH_PICTURES)
        self._reading = Reading(office, pictures)

    # --- direct messages ----------------------------------------------------------------------------------

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
        except StoreFailed:
            await self._not_kept(message.channel.id)
        except Exception as error:  # if it was not handled, it is read again before long
            self.missed.put_off(Person(message.author.id, message.channel.id))
            if not isinstance(error, TryLater):  # a TryLater means that Discord does not answer
                raise

    async def take(self, message: discord.Message, dm: int) -> bool:
        """Takes a direct message, live or found later, in the channel `dm`. Returns False when it was handled before,
        or says nothing. Raises TryLater when Discord does not answer; the message then counts as not handled."""
        person = Person(message.author.id, dm)
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
        letter_id = await self._answered(message)
        if letter_id is not None:
            membership = await membership_of(self.office, self.courier, person, letter_id)
            answer = await self._reading.answer(message)
            return await life.answering.answer_by_reply(self.office, person, letter_id, answer, membership)
        memberships = await self._memberships(person)
        room, card_of = NO_ROOM, draft_cards.draft_replied_to(message)
        if hanging(message):
            room = await life.writing.room_for_pictures(self.office, person, message.id, memberships, card_of)
        taken = await self._reading.read(message, person, room)
        if not entry.says_something(taken.text) and not taken.pictures:
            return await life.writing.nothing_taken(self.office, person, taken)
        await life.writing.write(self.office, person, taken, memberships, card_of)

    async def _answered(self, message: discord.Message) -> int | None:
        """Returns the letter whose notice a message replies to, if any. A forgotten notice still has its buttons."""
        replied_to = message.reference
        if message.type is not discord.MessageType.reply or replied_to is None or replied_to.message_id is None:
            return None
        notice = await life.answering.noticed(self.office, replied_to.message_id)
        if notice is not None:
            return notice.letter_id if notice.kind in ANSWERABLE else None
        there = replied_to.resolved
        return author_cards.answerable_on(there) if isinstance(there, discord.Message) else None

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody edited one of their direct messages."""
        if payload.guild_id is None and not payload.message.author.bot:
            async with self._may_fail(payload.channel_id), self.missed.turn(payload.channel_id):
                await self.follow(payload.message, payload.channel_id)

    async def follow(self, message: discord.Message, dm: int) -> None:
        """Follows an edit of a direct message, heard live or found later."""
        now = await self._reading.edited(message)
        if now is not None:
            await life.writing.revise(self.office, Person(message.author.id, dm), now)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Somebody deleted one of their direct messages."""
        if payload.guild_id is None:
            async with self._may_fail(payload.channel_id), self.missed.turn(payload.channel_id):
                await life.writing.erase(self.office, payload.message_id, payload.channel_id)

    @asynccontextmanager
    async def _may_fail(self, dm: int) -> AsyncGenerator[None]:
        """Leaves to the next catching up what Discord does not answer; tells the person when the database fails."""
        try:
            with suppress(TryLater):
                yield
        except StoreFailed:
            await self._not_kept(dm)

    async def _not_kept(self, dm: int) -> None:
        """Says at once that nothing was kept, as there is no outbox to put it into. If this fails,
        too, nothing was promised."""
        with suppress(CourierError):
            await self.courier.note(dm, ENGLISH(words.trouble.NOT_KEPT), attempt=Attempt(secrets.token_hex(8)))

    async def _memberships(self, person: Person) -> Memberships:
        return await memberships_of(self.office, self.courier, person)

    # --- the draft card -----------------------------------------------------------------------------------

    @pressed("send")
    async def send(self, interaction: Interaction, letter_id: int) -> None:
        """**Send letter**: answers “received” only after the commit. A draft without a title is asked for one."""
        person = person_of(interaction)
        memberships = await self._memberships(person)
        try:
            card = _pressed_card(interaction)
            letter = await life.sending.submit(self.office, person, letter_id, memberships, card=card)
        except GivesAway as refusal:
            anyway = cards.button(words.writing.SEND_ANYWAY, "send-anyway", letter_id, cards.DANGER)
            return await ask(interaction, refusal, None, anyway)
        except WrongState:
            await self._sent_before(interaction, letter_id, memberships)
            raise
        except NotReady as refusal:
            sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
            if [*refusal.obstacles] == [Obstacle.NO_TITLE]:
                await open_form(interaction, forms.edit_form(sheet))
                return None
            # the card that was pressed may be out of date
            await replace(interaction, draft_cards.draft_card(sheet, in_dm=interaction.guild_id is None))
            raise
        await replace(interaction, _sent_card(interaction, letter, memberships))

    async def _sent_before(self, interaction: Interaction, letter_id: int, memberships: list[Membership]) -> None:
        """The answer to the press that sent it may have been lost: shows now what the card should have shown then."""
        letter = await life.finding.letter(self.office, letter_id)
        await replace(interaction, _sent_card(interaction, letter, memberships))

    @pressed("send-anyway")
    async def send_anyway(self, interaction: Interaction, letter_id: int) -> None:
        """The writer was warned, and sends the letter all the same."""
        person = person_of(interaction)
        memberships = await self._memberships(person)
        letter = await life.sending.submit(self.office, person, letter_id, memberships, sure=True)
        await replace(interaction, _sent_card(interaction, letter, memberships))

    @pressed("edit")
    async def edit(self, interaction: Interaction, letter_id: int) -> None:
        """**Edit**: opens the form with title and text."""
        person = person_of(interaction)
        sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, await self._memberships(person))
        await open_form(interaction, forms.edit_form(sheet))

    @filled_in("edited", forms.TITLE, forms.TEXT)
    async def edited(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes what was filled in on the **Edit** form."""
        await receive(interaction, changes_card=True)
        person = person_of(interaction)
        memberships = await self._memberships(person)
        sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
        title, text = forms.written(found, sheet)
        await life.writing.edit(self.office, person, letter_id, title, text)
        await self._refresh(interaction, person, letter_id, memberships)

    @pressed("add-to", ids=2)
    async def add_to(self, interaction: Interaction, letter_id: int, into_id: int) -> None:
        """**Add to “…”**: what began as a letter of its own goes on with one that rested."""
        into = await life.writing.join(self.office, person_of(interaction), letter_id, into_id)
        said = words.writing.ADDED.format(other=words.writing.other_draft(into))
        await replace(interaction, cards.Card(said, items=[]))

    @pressed("discard")
    async def discard(self, interaction: Interaction, letter_id: int) -> None:
        """**Discard**: nothing of the draft is kept."""
        number = await life.writing.discard(self.office, person_of(interaction), letter_id)
        text = words.writing.DISCARDED if number is None else words.writing.DISCARDED_RETURNED.format(number=number)
        await replace(interaction, cards.Card(text, items=[]))

    @chosen("letterbox")
    async def choose_letterbox(self, interaction: Interaction, letter_id: int, choice: str) -> None:
        """Sets which server's letterbox the draft is for, or turns to other servers."""
        person = person_of(interaction)
        memberships = await self._memberships(person)
        page = draft_cards.servers_page(choice)
        if page is not None:
            sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
            here = interaction.guild_id is None
            return await replace(interaction, draft_cards.draft_card(sheet, in_dm=here, servers=page))
        wanted = an_id(choice)
        letterbox = next(
            (membership.letterbox for membership in memberships if membership.letterbox.id == wanted), None
        )
        if letterbox is None:
            raise Refusal(words.writing.OBSTACLES["LEFT"])
        await life.writing.choose(self.office, person, letter_id, letterbox=letterbox)
        await self._refresh(interaction, person, letter_id, memberships)

    @chosen(*draft_cards.CHOICES)
    async def choose(self, interaction: Interaction, letter_id: int, choice: str) -> None:
        """Sets a field of the letter that has a select on the card, such as category or rating."""
        person, field = person_of(interaction), verb_of(interaction)
        memberships = await self._memberships(person)
        try:
            value = draft_cards.CHOICES[field].value(choice)
            await life.writing.choose(self.office, person, letter_id, **{field: value})
        except ValueError as error:
            raise Refusal(words.trouble.NOT_UNDERSTOOD) from error
        except Refusal:
            await self._refresh(interaction, person, letter_id, memberships)  # the options have changed since
            raise
        await self._refresh(interaction, person, letter_id, memberships)

    async def _refresh(
        self, interaction: Interaction, person: Person, letter_id: int, memberships: list[Membership]
    ) -> None:
        if interaction.message is None:
            return await bring_home(self.office, self._deliveries, interaction, letter_id, memberships)
        sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
        for pause in REPEATED_AFTER:
            with suppress(TryLater), once():
                return await replace(interaction, draft_cards.draft_card(sheet, in_dm=interaction.guild_id is None))
            await asyncio.sleep(pause)
            try:  # anew: had it been sent since, repeating the answer would take “Received” off its card
                sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
            except WrongState:
                return None
        raise TryLater("the draft card")


def _pressed_card(interaction: Interaction) -> int | None:
    """Returns the id of the draft card that was pressed, if it is a direct message and so can be edited later."""
    message = interaction.message
    return message.id if message and interaction.guild_id is None and not message.flags.ephemeral else None


def _sent_card(interaction: Interaction, letter: Letter, memberships: list[Membership]) -> cards.Card:
    return draft_cards.sent_card(letter, _server(letter, memberships), in_dm=interaction.guild_id is None)


def _server(letter: Letter, memberships: list[Membership]) -> str:
    return next((membership.server for membership in memberships if membership.letterbox.id == letter.letterbox_id), "")

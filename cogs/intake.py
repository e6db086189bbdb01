"""Direct messages become drafts, drafts become letters.

* a direct message: an answer if it replies to a notice that can be answered, else part of the open draft (`write`)
* its edit or deletion: the draft follows (`revise`, `erase`)
* what was written while the bot was away comes first, through the same methods (`_missed.py`)
* the draft card: **Send letter**, **Edit**, **Discard**, and selects for letterbox, category and rating
* the form of `/letter write`: the same, for those who take no direct messages
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace as replace_fields

import discord
from discord.ext import commands

from bot import images, post_office, words
from bot.drafts import Message
from bot.errors import CourierError, GivesAway, Refusal, StoreFailed, TryLater, WrongState
from bot.letter import ANSWERABLE, Letter, Person, Picture, Rating
from bot.office import Office
from bot.picture_pool import PicturePool
from bot.ports import Courier, Reach
from cogs import _cards as cards
from cogs import _forms as forms
from cogs._missed import Missed, edited_at
from cogs._press import (
    Interaction,
    PressCog,
    ask,
    chosen_values,
    give_back,
    person_of,
    pressed,
    replace,
    show,
)

#: Messages that are being written down at once, and those with pictures: the rest wait their turn, outside the
#: database, so that whoever presses a button waits behind a few and not behind hundreds; and pictures wait at Discord.
AT_ONCE, WITH_PICTURES = 4, 2
#: Kinds of message in which people say something; the others are Discord's own remarks.
SAID = (discord.MessageType.default, discord.MessageType.reply)


class Intake(PressCog):
    """Takes letters in."""

    def __init__(self, bot: commands.Bot, office: Office, courier: Courier, pictures: PicturePool) -> None:
        self.office = office
        self.courier = courier
        self.missed = Missed(bot, office, self.take, self.follow)
        self._counter = asyncio.Semaphore(AT_ONCE)
        self._picture_counter = asyncio.Semaphore(WITH_PICTURES)
        self._pictures = pictures

    # --- direct messages ----------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """A direct message; whatever came before it while the bot was away is handled first."""
        if message.guild is not None or message.author.bot:
            return
        try:
            async with self.missed.turn(message.channel.id):
                await self.take(message, message.channel.id)
        except StoreFailed:
            await self._not_kept(message.channel.id)
        except Exception as error:  # read again before long, with whatever came before it, if it was not handled
            self.missed.put_off(Person(message.author.id, message.channel.id))
            if not isinstance(error, TryLater):  # else it is Discord that does not answer
                raise

    async def take(self, message: discord.Message, dm: int) -> bool:
        """A direct message, live or found later, in the channel `dm`; False when it says nothing or was handled.

        Raises TryLater when Discord does not answer; it is not handled then.
        """
        person = Person(message.author.id, dm)
        if message.author.bot or message.type not in SAID:
            return False
        async with self._picture_counter if message.attachments else self._counter:
            if not await post_office.is_new(self.office, person, message.id):
                return False
            try:
                await self._take(message, person)
            except (TryLater, StoreFailed):
                raise
            except Exception:
                await post_office.say(self.office, person, words.UNEXPECTED, _plain(message))
                raise
            return True

    async def _take(self, message: discord.Message, person: Person) -> None:
        letter_id = await self._answered(message)
        if letter_id is not None:
            reach = await reach_of(self.office, self.courier, person, letter_id)
            left_out = [words.ANSWER_TEXT_ONLY] if message.attachments or message.stickers else []
            answer = replace_fields(_plain(message), left_out=left_out)
            return await post_office.answer_by_reply(self.office, person, letter_id, answer, reach)
        taken = await self._read(message, person)
        if not taken.text.strip() and not taken.pictures:
            left_out = "\n".join(taken.left_out) or words.NOTHING_TO_TAKE
            return await post_office.say(self.office, person, left_out, taken)
        await post_office.write(self.office, person, taken, await self._reaches(person))

    async def _answered(self, message: discord.Message) -> int | None:
        """The letter that a direct message answers: that of the notice it replies to, if that can be answered.

        A notice that was forgotten with the author still carries its letter's buttons.
        """
        replied_to = message.reference
        if replied_to is None or replied_to.message_id is None:
            return None
        notice = await post_office.noticed(self.office, replied_to.message_id)
        if notice is not None:
            return notice.letter_id if notice.kind in ANSWERABLE else None
        return cards.answerable_on(replied_to.resolved) if isinstance(replied_to.resolved, discord.Message) else None

    async def _read(self, message: discord.Message, person: Person) -> Message:
        """A direct message with its pictures, taken while their addresses are good."""
        pictures: list[Picture] = []
        left_out: list[str] = []
        if message.stickers:
            left_out.append(words.STICKER_LEFT_OUT)
        if message.message_snapshots:
            left_out.append(words.FORWARD_LEFT_OUT)
        for place, attachment in enumerate(message.attachments):
            if message.flags.voice:
                left_out.append(words.VOICE_LEFT_OUT)
                continue
            try:
                pictures.append(await self._picture(message, person, place, attachment))
            except images.ImageRefused as refused:
                sentence = words.PICTURE_LEFT_OUT[refused.reason.name]
                left_out.append(sentence.format(name=attachment.filename))
            except discord.HTTPException:
                left_out.append(words.PICTURE_NOT_FETCHED.format(name=attachment.filename))
        return replace_fields(_plain(message), pictures=pictures, left_out=left_out)

    async def _picture(
        self, message: discord.Message, person: Person, place: int, attachment: discord.Attachment
    ) -> Picture:
        """The picture without a trace of its origin. Raises ImageRefused, and TryLater when the bot stops."""
        if attachment.size > images.MAX_BYTES:
            raise images.ImageRefused(images.Refusal.TOO_LARGE)
        data = await attachment.read()
        async with self._counted(message, person, place):
            clean = await self._pictures.clean(data)
        return Picture(f"picture.{clean.extension}", clean.data)

    @asynccontextmanager
    async def _counted(self, message: discord.Message, person: Person, place: int) -> AsyncGenerator[None]:
        """A try that does not come to an end counts: what the bot dies of, or what takes too much, is not tried for
        ever. Raises ImageRefused when there were too many."""
        if not await post_office.begin_picture(self.office, person, message.id, place):
            raise images.ImageRefused(images.Refusal.TOO_COSTLY)
        ended = True
        try:
            yield
        except images.ImageRefused as refused:
            ended = refused.reason is not images.Refusal.TOO_COSTLY
            raise
        finally:
            if ended:
                await post_office.end_picture(self.office, person, message.id, place)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody edited a direct message of theirs."""
        if payload.guild_id is None and not payload.message.author.bot:
            async with self._may_fail(payload.channel_id), self.missed.turn(payload.channel_id):
                await self.follow(payload.message, payload.channel_id)

    async def follow(self, message: discord.Message, dm: int) -> None:
        """A direct message that was edited, heard of live or found later."""
        await post_office.revise(self.office, Person(message.author.id, dm), _plain(message))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Somebody deleted a direct message of theirs."""
        if payload.guild_id is None:
            async with self._may_fail(payload.channel_id), self.missed.turn(payload.channel_id):
                await post_office.erase(self.office, payload.message_id)

    @asynccontextmanager
    async def _may_fail(self, dm: int) -> AsyncGenerator[None]:
        """What Discord keeps from being followed is found later; what the database does is said."""
        try:
            with suppress(TryLater):
                yield
        except StoreFailed:
            await self._not_kept(dm)

    async def _not_kept(self, dm: int) -> None:
        """Said at once: there is no outbox to put it into. Where that fails too, silence is no false promise either."""
        with suppress(CourierError):
            await self.courier.note(dm, words.NOT_KEPT, nonce=secrets.token_hex(8), again=0)

    async def _reaches(self, person: Person) -> list[Reach]:
        return await reaches_of(self.office, self.courier, person)

    # --- the draft card -----------------------------------------------------------------------------------

    @pressed("send")
    async def send(self, interaction: Interaction, letter_id: int) -> None:
        """Send letter: received only after the commit. A draft without a title is asked for one."""
        person = person_of(interaction)
        reaches = await self._reaches(person)
        try:
            card = _pressed_card(interaction)
            letter = await post_office.submit(self.office, person, letter_id, reaches, card=card)
        except GivesAway as refusal:
            anyway = cards.button(words.SEND_ANYWAY, "send-anyway", letter_id, cards.DANGER)
            return await ask(interaction, refusal, None, anyway)
        except WrongState:
            await self._sent_before(interaction, letter_id, reaches)
            raise
        except Refusal as refusal:
            sheet = await post_office.own_draft_sheet(self.office, person, letter_id, reaches)
            if str(refusal) == words.OBSTACLES["NO_TITLE"]:
                await interaction.response.send_modal(forms.edit_form(sheet))
                return None
            await replace(interaction, cards.draft_card(sheet))  # it may have become outdated
            raise
        await replace(interaction, cards.sent_card(letter, _server(letter, reaches)))

    async def _sent_before(self, interaction: Interaction, letter_id: int, reaches: list[Reach]) -> None:
        """The answer to the press that sent it may have been lost: the card says now what it did not say then."""
        letter = await post_office.letter(self.office, letter_id)
        await replace(interaction, cards.sent_card(letter, _server(letter, reaches)))

    @pressed("send-anyway")
    async def send_anyway(self, interaction: Interaction, letter_id: int) -> None:
        """The writer was asked, and is sure."""
        person = person_of(interaction)
        reaches = await self._reaches(person)
        letter = await post_office.submit(self.office, person, letter_id, reaches, sure=True)
        await replace(interaction, cards.sent_card(letter, _server(letter, reaches)))

    @pressed("edit")
    async def edit(self, interaction: Interaction, letter_id: int) -> None:
        """Edit: the form with title and text."""
        person = person_of(interaction)
        sheet = await post_office.own_draft_sheet(self.office, person, letter_id, await self._reaches(person))
        await interaction.response.send_modal(forms.edit_form(sheet))

    @pressed("edited")
    async def edited(self, interaction: Interaction, letter_id: int) -> None:
        """The Edit form came back."""
        person = person_of(interaction)
        reaches = await self._reaches(person)
        sheet = await post_office.own_draft_sheet(self.office, person, letter_id, reaches)
        title, text = forms.written(interaction, sheet)
        try:
            await post_office.edit(self.office, person, letter_id, title, text)
        except Refusal as refusal:
            return await give_back(interaction, refusal, text)
        await self._refresh(interaction, person, letter_id, reaches)

    @pressed("discard")
    async def discard(self, interaction: Interaction, letter_id: int) -> None:
        """Discard: nothing of the draft is kept."""
        number = await post_office.discard(self.office, person_of(interaction), letter_id)
        text = words.DISCARDED if number is None else words.DISCARDED_RETURNED.format(number=number)
        await replace(interaction, cards.Card(text, view=cards.view_of([])))

    @pressed("letterbox")
    async def choose_letterbox(self, interaction: Interaction, letter_id: int) -> None:
        """Which server the draft is for."""
        person = person_of(interaction)
        reaches = await self._reaches(person)
        wanted = int(chosen_values(interaction)[0], 16)
        letterbox = next((reach.letterbox for reach in reaches if reach.letterbox.id == wanted), None)
        if letterbox is None:
            raise Refusal(words.OBSTACLES["LEFT"])
        await post_office.choose(self.office, person, letter_id, letterbox=letterbox)
        await self._refresh(interaction, person, letter_id, reaches)

    @pressed("category")
    async def choose_category(self, interaction: Interaction, letter_id: int) -> None:
        """To whom the letter is."""
        person = person_of(interaction)
        await post_office.choose(self.office, person, letter_id, category=chosen_values(interaction)[0])
        await self._refresh(interaction, person, letter_id, await self._reaches(person))

    @pressed("rating")
    async def choose_rating(self, interaction: Interaction, letter_id: int) -> None:
        """How safe the letter is to read."""
        person = person_of(interaction)
        await post_office.choose(self.office, person, letter_id, rating=Rating(chosen_values(interaction)[0]))
        await self._refresh(interaction, person, letter_id, await self._reaches(person))

    async def _refresh(self, interaction: Interaction, person: Person, letter_id: int, reaches: list[Reach]) -> None:
        sheet = await post_office.own_draft_sheet(self.office, person, letter_id, reaches)
        card = cards.draft_card(sheet)
        await (show(interaction, card) if interaction.message is None else replace(interaction, card))

    # --- by form ------------------------------------------------------------------------------------------

    @pressed("write")
    async def written(self, interaction: Interaction, letterbox_id: int) -> None:
        """The form of `/letter write` came back: the draft card, for this person only."""
        person = person_of(interaction)
        title, text = forms.written(interaction)
        try:
            draft = await post_office.compose(self.office, person, letterbox_id, title, text)
        except Refusal as refusal:
            return await give_back(interaction, refusal, text)
        sheet = await post_office.own_draft_sheet(self.office, person, draft.id, await self._reaches(person))
        await show(interaction, cards.draft_card(sheet))


async def reaches_of(office: Office, courier: Courier, person: Person) -> list[Reach]:
    """The letterboxes that somebody can write to."""
    return await courier.reaches(person, await post_office.letterboxes(office))


async def reach_of(office: Office, courier: Courier, person: Person, letter_id: int) -> Reach | None:
    """The letterbox of a letter as somebody sees it who writes under that letter; None when they left the server."""
    letterbox = await post_office.letterbox_for(office, letter_id)
    return next(iter(await courier.reaches(person, [letterbox])), None)


def _plain(message: discord.Message) -> Message:
    """A direct message without what has to be fetched."""
    return Message(message.id, message.content, edited=edited_at(message))


def _pressed_card(interaction: Interaction) -> int | None:
    """The draft card that was pressed, where it is a direct message and can be edited later."""
    message = interaction.message
    return message.id if message and interaction.guild_id is None and not message.flags.ephemeral else None


def _server(letter: Letter, reaches: list[Reach]) -> str:
    return next((reach.server for reach in reaches if reach.letterbox.id == letter.letterbox_id), "")

"""The draft card: **Send letter**, **Discard**, **Add to “…”**, and its selects."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import discord

from bot import life, words
from bot.errors import GivesAway, NotFound, NotReady, Refusal, WrongState
from bot.language import Said, lines
from bot.letter import Membership, Memberships, Person
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from bot.rules import entry, letterboxes
from bot.rules.entry import Obstacle
from cogs import _cards as cards
from cogs import _cards_draft as draft_cards
from cogs import _codes as codes
from cogs import _forms as forms
from cogs._answering import (
    Unanswered,
    answer,
    ask_before,
    is_question,
    is_theirs,
    open_form,
    person_of,
    receive,
    replace,
    show,
)
from cogs._border import an_id, verb_of
from cogs._drafting import bring_home, show_truth
from cogs._members import memberships_of
from cogs._press import Interaction, PressCog, chosen, filled_in, pressed
from cogs._requests import once

#: Seconds after which a card is shown once more whose answer was lost.
REPEATED_AFTER = (1, 3)


class Drafts(PressCog):
    """Takes the presses on draft cards, and what comes of their forms."""

    def __init__(self, office: Office, courier: Courier, deliveries: Deliveries) -> None:
        self.office = office
        self.courier = courier
        self._deliveries = deliveries

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Shows what has become of the draft whose card was pressed."""
        await show_truth(self.office, self.courier, interaction, letter_id)

    async def _memberships(self, person: Person) -> Memberships:
        return await memberships_of(self.office, self.courier, person)

    @pressed("send")
    async def send(self, interaction: Interaction, letter_id: int) -> None:
        """**Send letter**: answers “received” only after the commit. A draft without a title is asked for one."""
        await self._send(interaction, letter_id)

    @filled_in("titled", forms.TITLE)
    async def titled(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """The title that **Send letter** asked for: with it the letter is sent."""
        await receive(interaction, changes_card=True)
        await self._send(interaction, letter_id, title=found[forms.TITLE])

    @pressed("send-anyway", ids=2)
    async def send_anyway(self, interaction: Interaction, letter_id: int, asked: int) -> None:
        """The writer was warned, and sends the text that was `asked` about all the same."""
        await self._send(interaction, letter_id, asked=asked)

    async def _send(
        self, interaction: Interaction, letter_id: int, *, title: str | None = None, asked: int = 0
    ) -> None:
        """Sends a letter, or asks before it does."""
        person = person_of(interaction)
        memberships = await self._memberships(person)
        anyway = cards.button(words.writing.SEND_ANYWAY, "send-anyway", letter_id, cards.DANGER)
        change = cards.button(words.reader.CHANGE, "edit", letter_id)
        try:
            sent = self._sent(interaction, person, letter_id, memberships, title, asked)
            await ask_before(interaction, sent, anyway, change, instead=True)
        except Unanswered:
            await life.sending.say_received(self.office, letter_id)
            raise
        except NotReady as refusal:
            if title is None:  # a form that is refused says why, and no more
                if [*refusal.obstacles] == [Obstacle.NO_TITLE]:
                    return await open_form(interaction, forms.title_form(letter_id))
                # the card that was pressed may be out of date
                sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
                await replace(interaction, draft_cards.draft_card(sheet, in_dm=interaction.guild_id is None))
            raise

    async def _sent(
        self,
        interaction: Interaction,
        person: Person,
        letter_id: int,
        memberships: list[Membership],
        title: str | None,
        asked: int,
    ) -> cards.Card:
        card = _pressed_card(interaction)
        try:
            letter = await life.sending.submit(
                self.office, person, letter_id, memberships, asked=asked, card=card, title=title
            )
        except GivesAway:
            if title is not None:  # it has to be there when they send it anyway
                await life.editing.give_title(self.office, person, letter_id, title)
                await self._refresh(interaction, person, letter_id, memberships)
            raise
        to = next((each for each in memberships if each.letterbox.id == letter.letterbox_id), None)
        return draft_cards.sent_card(letter, to, in_dm=interaction.guild_id is None)

    @pressed("kept")
    async def kept(self, interaction: Interaction, letter_id: int) -> None:
        """**What is kept?**: what is known of the draft's writer, and for how long."""
        person = person_of(interaction)
        sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, await self._memberships(person))
        membership = entry.chosen(sheet)
        await answer(interaction, words.data.kept_so_long(membership.letterbox.keep_days if membership else None))

    @pressed("see-all")
    async def see_all(self, interaction: Interaction, letter_id: int) -> None:
        """**See all of it**: beside the card, which may move, the letter as readers will see it, with its pictures."""
        await receive(interaction, changes_card=True)  # where it was sent already, the card that was pressed says so
        await _seen(show, interaction, await self._page(interaction, letter_id, 0))

    @pressed("see-page", ids=2)
    async def see_page(self, interaction: Interaction, letter_id: int, page: int) -> None:
        """Turns to a page (from 0) of what **See all of it** shows, as it is now."""
        await receive(interaction, changes_card=True)
        try:
            card = await self._page(interaction, letter_id, page)
        except (NotFound, WrongState) as over:
            card = cards.Card(over.sentence, items=[])
        await _seen(replace, interaction, card)

    async def _page(self, interaction: Interaction, letter_id: int, page: int) -> cards.Card:
        person = person_of(interaction)
        memberships = await self._memberships(person)
        return draft_cards.seen_card(await life.sending.read_through(self.office, person, letter_id, memberships), page)

    @pressed("add-to", ids=2)
    async def add_to(self, interaction: Interaction, letter_id: int, into_id: int) -> None:
        """**Add to “…”**: what began as a letter of its own goes on with one that rested."""
        into = await life.writing.join(self.office, person_of(interaction), letter_id, into_id)
        said = words.writing.ADDED.format(other=words.writing.other_draft(into))
        await replace(interaction, cards.Card(said, items=[]))

    @pressed("discard")
    async def discard(self, interaction: Interaction, letter_id: int) -> None:
        """**Discard**: asks before it does."""
        draft = await life.ending.may_discard(self.office, person_of(interaction), letter_id)
        if draft.number is None:
            said, label = words.writing.DISCARD_ASKED, words.reader.DISCARD_IT
        else:
            said, label = words.author.withdraw_asked(draft), words.reader.WITHDRAW_IT
        await show(interaction, cards.Card(said, items=[cards.button(label, "discard-it", letter_id, cards.DANGER)]))

    @pressed("discard-it")
    async def discard_it(self, interaction: Interaction, letter_id: int) -> None:
        """They are sure: nothing of the draft is kept, but for a minute in which they can have it back."""
        number = await life.ending.discard(self.office, person_of(interaction), letter_id)
        if number is not None:
            said = words.writing.DISCARDED_RETURNED.format(number=number)
            return await replace(interaction, cards.Card(said, items=[]))
        back = cards.button(words.reader.BRING_IT_BACK, "bring-back", letter_id)
        await replace(interaction, cards.Card(words.writing.DISCARDED, items=[back]))

    @pressed("bring-back")
    async def bring_back(self, interaction: Interaction, letter_id: int) -> None:
        """**Bring it back**: within a minute of discarding it."""
        person = person_of(interaction)
        try:
            await life.ending.bring_back(self.office, person, letter_id)
        except NotFound:
            return await replace(interaction, cards.Card(words.writing.IS_DISCARDED, items=[]))
        if _pressed_card(interaction) is not None:  # on the card itself
            return await self._refresh(interaction, person, letter_id, await self._memberships(person))
        await replace(interaction, cards.Card(words.writing.BROUGHT_BACK, items=[]))

    @chosen("letterbox")
    async def choose_letterbox(self, interaction: Interaction, letter_id: int, choice: str) -> None:
        """Sets which letterbox the draft is for, or turns to those of other servers."""
        person = person_of(interaction)
        memberships = await self._memberships(person)
        page = draft_cards.servers_page(choice)
        if page is not None:
            sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
            here = interaction.guild_id is None
            return await replace(interaction, draft_cards.draft_card(sheet, in_dm=here, servers=page))
        wanted, offered = an_id(choice), letterboxes.offered(memberships)
        letterbox = next((each.letterbox for each in offered if each.letterbox.id == wanted), None)
        if letterbox is None:
            raise Refusal(words.writing.OBSTACLES["LEFT"])
        await life.editing.choose(self.office, person, letter_id, letterbox=letterbox)
        await self._refresh(interaction, person, letter_id, memberships)

    @chosen(*draft_cards.CHOICES)
    async def choose(self, interaction: Interaction, letter_id: int, choice: str) -> None:
        """Sets a field of the letter that has a select on the card, such as category or rating."""
        person, field = person_of(interaction), verb_of(interaction)
        memberships = await self._memberships(person)
        try:
            value = draft_cards.CHOICES[field].value(choice)
            await life.editing.choose(self.office, person, letter_id, **{field: value})
        except ValueError as error:
            raise Refusal(words.trouble.NOT_UNDERSTOOD) from error
        except Refusal:
            await self._refresh(interaction, person, letter_id, memberships, changed=False)  # the options have
            raise
        await self._refresh(interaction, person, letter_id, memberships)

    async def show_again(self, interaction: Interaction, letter_id: int, left_out: Sequence[Said] = ()) -> None:
        """Shows a draft as it is after something about it was changed elsewhere than here, and says what was left
        out."""
        person = person_of(interaction)
        await self._refresh(interaction, person, letter_id, await self._memberships(person))
        if left_out:
            await answer(interaction, lines(left_out))

    async def _refresh(
        self,
        interaction: Interaction,
        person: Person,
        letter_id: int,
        memberships: list[Membership],
        *,
        changed: bool = True,
    ) -> None:
        if not is_theirs(interaction):
            return await bring_home(self.office, self._deliveries, interaction, letter_id, memberships)
        sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
        pressed = _pressed_card(interaction)
        elsewhere = False
        if changed and sheet.letter.card is not None:
            elsewhere = await life.writing.bring_card(self.office, person, letter_id, pressed)
        if elsewhere and (pressed is not None or is_question(interaction)):  # one that moved since, or no card
            return await replace(interaction, cards.Card(words.writing.EDITED, items=[]))
        for pause in REPEATED_AFTER:
            with suppress(Unanswered), once():
                card = draft_cards.draft_card(sheet, in_dm=interaction.guild_id is None)
                return await replace(interaction, card, again=False)
            await asyncio.sleep(pause)
            try:  # anew: had it been sent since, repeating the answer would take “Received” off its card
                sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships)
            except WrongState:
                return None
        await life.writing.bring_card(self.office, person, letter_id)


async def _seen(
    give: Callable[[Interaction, cards.Card], Awaitable[None]], interaction: Interaction, card: cards.Card
) -> None:
    """Gives an answer with pictures; without them where Discord does not take one, as publishing does."""
    try:
        await give(interaction, card)
    except Unanswered as error:
        why = error.__cause__
        if not card.pictures or not isinstance(why, discord.HTTPException) or not codes.pictures_refused(why):
            raise
        said = lines([card.content or "", words.writing.DRAFT_UNSEEN])
        await give(interaction, dataclasses.replace(card, content=said, pictures=()))


def _pressed_card(interaction: Interaction) -> int | None:
    """Returns the id of the draft card that was pressed, if it is a direct message and so can be edited later."""
    message = interaction.message
    return message.id if message and interaction.guild_id is None and not message.flags.ephemeral else None

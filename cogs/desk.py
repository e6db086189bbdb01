"""The desk: review cards, and the moderators' commands. Nothing here knows who wrote a letter.

* **Approve**, **Approve with …** (which never changes the text), **Send back**, **Reject**, **Remove**, **Restore**,
  **Read on** on a review card
* **Remove**, **Dismiss**, **Restore** on a report card
* `/letters approve|reject|return|remove|restore`: the same by the letter's number
* blocks: `_desk_blocks.py`; responses: `_desk_responses.py`
* the queue, in which the same buttons decide: `queue.py`, `several.py`
"""

from collections.abc import Awaitable, Callable

from discord import app_commands

from bot import life, words
from bot.errors import Refusal, WrongState
from bot.language import lines
from bot.letter import Letter, Verb, follow
from bot.life.office import Office
from cogs import _cards as cards
from cogs import _cards_desk as desk_cards
from cogs import _cards_reports as reports_cards
from cogs import _forms as forms
from cogs import _forms_desk as desk_forms
from cogs._answering import acknowledge, answer, is_theirs, leave, open_form, replace, show
from cogs._border import verb_of
from cogs._desk_blocks import BlocksAtDesk
from cogs._desk_responses import ResponsesAtDesk
from cogs._letters import (
    LETTERS,
    MODERATOR,
    Number,
    Words,
    after_form,
    at_desk,
    numbered,
    on_card,
    on_form,
    show_letter,
    why_no_desk,
)
from cogs._numbers import OffersNumbers as Offers
from cogs._permissions import require
from cogs._press import Interaction, guarded
from cogs._translator import described, option
from cogs.log import LogAtDesk
from cogs.notes import Notes, given
from cogs.queue import Queue, in_queue
from cogs.several import SeveralAtOnce


class Desk(BlocksAtDesk, ResponsesAtDesk, LogAtDesk, Notes, Queue, SeveralAtOnce, Offers):
    """The commands and buttons of moderators."""

    letters = LETTERS

    def __init__(self, office: Office) -> None:
        self.office = office

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Shows what is true of the letter, or of its reports, whose card was pressed; the queue goes on."""
        if not is_theirs(interaction):
            return None
        await require(self.office, interaction, MODERATOR)
        letter = await at_desk(self.office, interaction, letter_id)
        verb = verb_of(interaction)
        if in_queue(interaction):
            return await self.next_one(interaction, [])
        if verb in reports_cards.ON_REPORT:
            sheet = await life.reports.card_of(self.office, letter.id)
            more = bool(sheet.reports)  # of responses
            await (replace(interaction, reports_cards.report_card(sheet)) if more else leave(interaction))
        elif verb in desk_cards.ON_REVIEW:
            await show_letter(self.office, interaction, letter.id)

    # --- the cards ----------------------------------------------------------------------------------------

    @on_card("approve")
    async def on_approve(self, interaction: Interaction, letter: Letter) -> None:
        """**Approve**: publishes the letter; its card will show the outcome."""
        sheet = await life.review.approve(self.office, interaction.guild_id or 0, letter.id, interaction.user.id)
        if await self.goes_on(interaction, sheet.letter, Verb.APPROVE):
            return
        await replace(interaction, desk_cards.review_card(sheet), pictures=True)

    @on_card("approve-with")
    async def on_approve_with(self, interaction: Interaction, letter: Letter) -> None:
        """**Approve with …**: opens the form, with the category, rating and content warning that are there now."""
        if follow(letter.state, Verb.APPROVE) is None:
            raise WrongState(words.desk.wrong_state(letter.for_the_desk(), Verb.APPROVE))
        _, letterbox = await life.setting_up.letterbox_for(self.office, letter.id)
        await open_form(interaction, desk_forms.approve_form(letter, letterbox))

    @on_form("approved-with", optional=(forms.CATEGORY, forms.RATING, forms.WARNING), ids=2)
    async def on_approved_with(
        self, interaction: Interaction, letter: Letter, version: int, written: dict[str, str]
    ) -> None:
        """Approves the letter with what was chosen, if it is still the letter that the form was opened on."""
        labels = forms.chosen_labels(written, letter.labels)
        sheet = await life.review.approve(
            self.office, interaction.guild_id or 0, letter.id, interaction.user.id, labels=labels, version=version
        )
        if not await self.goes_on(interaction, sheet.letter, Verb.APPROVE):
            await after_form(self.office, interaction, letter.id)

    @on_card("send-back")
    async def on_send_back(self, interaction: Interaction, letter: Letter) -> None:
        """**Send back**: asks for the note."""
        await open_form(interaction, desk_forms.send_back_form(letter, await self.reasons_for(letter)))

    @on_form("sent-back", optional=(forms.NOTE, forms.SAVED))
    async def on_sent_back(self, interaction: Interaction, letter: Letter, written: dict[str, str]) -> None:
        """Sends the letter back with the note that was written."""
        note = await self.whole(letter, given(written, forms.NOTE))
        if not note:
            raise Refusal(words.notes.NOTE_WANTED)
        sent = await life.review.send_back(self.office, letter.id, interaction.user.id, note)
        if not await self.goes_on(interaction, sent, Verb.SEND_BACK):
            await after_form(self.office, interaction, letter.id)

    @on_card("reject")
    async def on_reject(self, interaction: Interaction, letter: Letter) -> None:
        """**Reject**: asks for a reason."""
        await open_form(interaction, desk_forms.reject_form(letter, await self.reasons_for(letter)))

    @on_form("rejected", optional=(forms.REASON, forms.SAVED))
    async def on_rejected(self, interaction: Interaction, letter: Letter, written: dict[str, str]) -> None:
        """Rejects the letter, with or without a reason."""
        reason = await self.whole(letter, given(written, forms.REASON))
        sent = await life.review.reject(self.office, letter.id, interaction.user.id, reason or None)
        if not await self.goes_on(interaction, sent, Verb.REJECT):
            await after_form(self.office, interaction, letter.id)

    @on_card("remove")
    async def on_remove(self, interaction: Interaction, letter: Letter) -> None:
        """**Remove**, on a review card: asks for a reason."""
        await open_form(interaction, desk_forms.remove_form(letter, await self.reasons_for(letter)))

    @on_card("remove-reported")
    async def on_remove_reported(self, interaction: Interaction, letter: Letter) -> None:
        """**Remove**, on a report card: asks for a reason."""
        await open_form(interaction, desk_forms.remove_form(letter, await self.reasons_for(letter)))

    @on_card("restore")
    async def on_restore(self, interaction: Interaction, letter: Letter) -> None:
        """**Restore**, on a review card, which shows at once that the letter is on its way back."""
        await life.removal.restore(self.office, letter.id, interaction.user.id)
        await show_letter(self.office, interaction, letter.id)

    @on_card("restore-reported")
    async def on_restore_reported(self, interaction: Interaction, letter: Letter) -> None:
        """**Restore**, on a report card whose letter was removed. Its button goes."""
        restored = await life.removal.restore(self.office, letter.id, interaction.user.id)
        await leave(interaction)
        await answer(interaction, words.data.done(restored, Verb.RESTORE))

    @on_form("removed", optional=(forms.REASON, forms.SAVED))
    async def on_removed(self, interaction: Interaction, letter: Letter, written: dict[str, str]) -> None:
        """Removes the letter, with or without a reason."""
        reason = await self.whole(letter, given(written, forms.REASON))
        sent = await life.removal.remove(self.office, letter.id, interaction.user.id, reason or None)
        if not await self.goes_on(interaction, sent, Verb.REMOVE):
            await after_form(self.office, interaction, letter.id)

    @on_card("dismiss")
    async def on_dismiss(self, interaction: Interaction, letter: Letter) -> None:
        """**Dismiss**: leaves a reported letter where it is."""
        letter = await life.reports.dismiss(self.office, letter.id, interaction.user.id)
        if not await self.goes_on(interaction, letter, Verb.DISMISS):
            await acknowledge(interaction)

    @on_card("read-on")
    async def on_read_on(self, interaction: Interaction, letter: Letter) -> None:
        """**Read on**: shows the further pages of a long letter to this moderator only."""
        further = [*desk_cards.further_pages(await life.review.card_of(self.office, letter.id))]
        for card in further or [cards.Card(words.desk.NOTHING_FURTHER)]:
            await show(interaction, card)

    # --- the commands -------------------------------------------------------------------------------------

    @LETTERS.command(name="approve", description=described("letters approve"))
    @app_commands.describe(number=option("number"))
    @app_commands.autocomplete(number=Offers.to_approve)
    @guarded(MODERATOR)
    async def approve(self, interaction: Interaction, number: Number) -> None:
        """`/letters approve`: publishes a letter that waits."""

        async def approve(letter_id: int, moderator: int) -> Letter:
            guild_id = interaction.guild_id or 0
            return (await life.review.approve(self.office, guild_id, letter_id, moderator)).letter

        await self._decide(interaction, number, Verb.APPROVE, approve)

    @LETTERS.command(name="reject", description=described("letters reject"))
    @app_commands.describe(number=option("number"), reason=option("reason"))
    @app_commands.autocomplete(number=Offers.to_approve)
    @app_commands.autocomplete(reason=Notes.saved_reasons)
    @guarded(MODERATOR)
    async def reject(self, interaction: Interaction, number: Number, reason: Words | None = None) -> None:
        """`/letters reject`: turns a letter down."""
        reason = await self.meant(interaction, reason or "") or None
        await self._decide(
            interaction, number, Verb.REJECT, lambda id, by: life.review.reject(self.office, id, by, reason)
        )

    @LETTERS.command(name="return", description=described("letters return"))
    @app_commands.describe(number=option("number"), note=option("note"))
    @app_commands.autocomplete(number=Offers.to_approve)
    @app_commands.autocomplete(note=Notes.saved_reasons)
    @guarded(MODERATOR)
    async def send_back(self, interaction: Interaction, number: Number, note: Words) -> None:
        """`/letters return`: sends a letter back with a note."""
        note = await self.meant(interaction, note)
        await self._decide(
            interaction, number, Verb.SEND_BACK, lambda id, by: life.review.send_back(self.office, id, by, note)
        )

    @LETTERS.command(name="remove", description=described("letters remove"))
    @app_commands.describe(number=option("number"), reason=option("reason"), response=option("response"))
    @app_commands.autocomplete(number=Offers.to_remove)
    @app_commands.autocomplete(reason=Notes.saved_reasons)
    @guarded(MODERATOR)
    async def remove(
        self, interaction: Interaction, number: Number, reason: Words | None = None, response: Number | None = None
    ) -> None:
        """`/letters remove`: takes a published letter, or a response to it, out of sight."""
        reason = await self.meant(interaction, reason or "") or None
        if response is not None:
            return await self.remove_response(interaction, number, response, reason)
        await self._decide(
            interaction, number, Verb.REMOVE, lambda id, by: life.removal.remove(self.office, id, by, reason)
        )

    @LETTERS.command(name="restore", description=described("letters restore"))
    @app_commands.describe(number=option("number"), response=option("response"))
    @app_commands.autocomplete(number=Offers.to_restore)
    @guarded(MODERATOR)
    async def restore(self, interaction: Interaction, number: Number, response: Number | None = None) -> None:
        """`/letters restore`: publishes a removed letter again, or a removed response."""
        if response is not None:
            return await self.restore_response(interaction, number, response)
        await self._decide(interaction, number, Verb.RESTORE, lambda id, by: life.removal.restore(self.office, id, by))

    async def _decide(
        self,
        interaction: Interaction,
        number: int,
        verb: Verb,
        decide: Callable[[int, int], Awaitable[Letter]],
    ) -> None:
        letter = await numbered(self.office, interaction, number)
        decided = await decide(letter.id, interaction.user.id)
        await answer(interaction, lines([words.data.done(decided, verb), *await why_no_desk(self.office, interaction)]))

"""What several cogs do with a draft: its card goes on in direct messages, or is put right; a revision begins."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot import life, words
from bot.errors import NotFound, NotYours
from bot.language import Said, lines
from bot.letter import Kind, Membership
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from cogs import _forms as forms
from cogs._answering import answer, is_question, is_theirs, leave, open_form, person_of, receive, replace, show
from cogs._border import Interaction, verb_of
from cogs._cards_draft import CHOICES, draft_card
from cogs._members import memberships_of

#: Seconds that the answer waits for the card to arrive in direct messages, before it shows the card itself.
PATIENCE = 5
#: The verbs of a draft's card, and of its forms.
ON_A_CARD = {
    *("send", "titled", "edit", "edited", "date", "dated", "discard", "kept", "see-all", "letterbox", "add-to"),
    *("warning", "warned", "keep-out", "let-in"),
    "this-is-an-answer",
    *CHOICES,
}


async def bring_home(
    office: Office,
    deliveries: Deliveries,
    interaction: Interaction,
    letter_id: int,
    memberships: Sequence[Membership],
    left_out: Sequence[Said] = (),
) -> None:
    """Sends the draft's card to the person's direct messages, and answers the interaction with where it is.

    Where it does not arrive within PATIENCE seconds (some people accept no direct messages), the answer is the card
    itself, visible to this person only; it does not ask them to write on where everybody would read it.
    """
    if not interaction.response.is_done():
        await receive(interaction)
    person, arrived = person_of(interaction), deliveries.watch(Kind.DRAFT_CARD, letter_id)
    await life.writing.bring_card(office, person, letter_id)
    with suppress(TimeoutError):
        if await asyncio.wait_for(arrived, PATIENCE):
            me = interaction.client.user  # a mention leads there; the direct-message channel's id must be in no request
            assert me is not None
            moved = words.writing.DRAFT_MOVED.format(me=me.mention)
            return await answer(interaction, lines([moved, *left_out]))
    sheet = await life.writing.own_draft_sheet(office, person, letter_id, memberships)
    await show(interaction, draft_card(sheet, in_dm=False))
    if left_out:
        await answer(interaction, lines([*left_out]))


async def show_truth(office: Office, courier: Courier, interaction: Interaction, letter_id: int) -> None:
    """Turns the card that was pressed into what is true of its letter now. Where nothing is left of it, or it is theirs
    no more, the card keeps its text and loses its buttons."""
    if not is_theirs(interaction) or is_question(interaction) or verb_of(interaction) not in ON_A_CARD:
        return
    person = person_of(interaction)
    try:
        await life.finding.own(office, person, letter_id)
    except (NotFound, NotYours):
        await leave(interaction)
    else:
        memberships = await memberships_of(office, courier, person)
        sheet = await life.writing.sheet_of(office, person, letter_id, memberships)
        await replace(interaction, draft_card(sheet, in_dm=interaction.guild_id is None))


async def open_revision(office: Office, courier: Courier, interaction: Interaction, letter_id: int) -> None:
    """In direct messages its card comes, to go on with there; in a server a form opens, which only they see."""
    person, in_dm = person_of(interaction), interaction.guild_id is None
    draft = await life.revising.begin(office, person, letter_id, card=in_dm)
    if in_dm:
        return await answer(interaction, words.revising.OPENED.format(number=draft.revises))
    sheet = await life.writing.own_draft_sheet(office, person, draft.id, await memberships_of(office, courier, person))
    await open_form(interaction, forms.edit_form(sheet))

"""A draft begun in a server goes on in direct messages, where nobody else reads what its author writes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot import life, words
from bot.language import Said, lines
from bot.letter import Kind, Membership
from bot.life.office import Office
from bot.post.worker import Deliveries
from cogs._answering import answer, person_of, receive, show
from cogs._cards_draft import draft_card
from cogs._press import Interaction

#: Seconds that the answer waits for the card to arrive in direct messages, before it shows the card itself.
PATIENCE = 5


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

"""**Revise** and `/letter revise`: opens the revision of a published letter, filled in with what stands now."""

from __future__ import annotations

from bot import life, words
from bot.life.office import Office
from bot.post.courier import Courier
from cogs import _forms as forms
from cogs._answering import answer, open_form, person_of
from cogs._border import Interaction
from cogs._members import memberships_of


async def open_revision(office: Office, courier: Courier, interaction: Interaction, letter_id: int) -> None:
    """In direct messages its card comes, to go on with there; in a server a form opens, which only they see."""
    person, in_dm = person_of(interaction), interaction.guild_id is None
    draft = await life.revising.begin(office, person, letter_id, card=in_dm)
    if in_dm:
        return await answer(interaction, words.revising.OPENED.format(number=draft.revises))
    sheet = await life.writing.own_draft_sheet(office, person, draft.id, await memberships_of(office, courier, person))
    await open_form(interaction, forms.edit_form(sheet))

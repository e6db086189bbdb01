"""A draft's card whose letter is not any more what it says: a press on it puts it right."""

from __future__ import annotations

from bot import life
from bot.errors import NotFound, NotYours
from bot.life.office import Office
from bot.post.courier import Courier
from cogs._answering import is_question, is_theirs, leave, person_of, replace
from cogs._border import Interaction, verb_of
from cogs._cards_draft import CHOICES, draft_card
from cogs._members import memberships_of

#: The verbs of a draft's card, and of its forms.
ON_A_CARD = {
    *("send", "titled", "edit", "edited", "date", "dated", "discard", "kept", "see-all", "letterbox", "add-to"),
    *("warning", "warned", "keep-out", "let-in"),
    "this-is-an-answer",
    *CHOICES,
}


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

"""**Publish on …**: the author of a letter chooses the day on which it appears, on its card and in `/letter mine`."""

from __future__ import annotations

from bot import life, words
from bot.letter import EDITABLE
from bot.life.office import Office
from cogs import _forms as forms
from cogs._answering import open_form, person_of, receive, settle
from cogs._cards import Card
from cogs._press import Interaction, PressCog, filled_in, pressed
from cogs.drafts import Drafts


class Dated(PressCog):
    """Takes the days that authors choose."""

    def __init__(self, office: Office, drafts: Drafts) -> None:
        self.office = office
        self._drafts = drafts

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Shows what has become of the draft whose card was pressed."""
        await self._drafts.stale(interaction, letter_id)

    @pressed("date")
    async def date(self, interaction: Interaction, letter_id: int) -> None:
        """**Publish on …**: opens the form."""
        await open_form(
            interaction,
            forms.day_form(await life.dated.may_choose_day(self.office, person_of(interaction), letter_id)),
        )

    @filled_in("dated", optional=(forms.DAY,))
    async def dated(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes the day, and shows how it was read: on the draft's card, or in the answer."""
        person = person_of(interaction)
        letter = await life.finding.own(self.office, person, letter_id)
        await receive(interaction, changes_card=letter.state in EDITABLE)
        letter = await life.dated.choose_day(self.office, person, letter_id, found[forms.DAY])
        if letter.state in EDITABLE:
            return await self._drafts.show_again(interaction, letter_id)
        await settle(interaction, Card(words.dated.of_sent(letter) or words.dated.AT_ONCE))

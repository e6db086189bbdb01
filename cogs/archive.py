"""**Keep it out of the archive** and **Let it into the archive**, on a draft's card and in `/letter mine`."""

from __future__ import annotations

from bot import life
from bot.letter import EDITABLE
from bot.life.office import Office
from cogs import _cards_mine as mine_cards
from cogs._answering import person_of, replace
from cogs._press import Interaction, PressCog, pressed
from cogs.drafts import Drafts


class ArchiveCog(PressCog, name="Archive"):
    """Takes what authors say of their letters and the page outside Discord."""

    def __init__(self, office: Office, drafts: Drafts) -> None:
        self.office = office
        self._drafts = drafts

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Shows what has become of the draft whose card was pressed."""
        await self._drafts.stale(interaction, letter_id)

    @pressed("keep-out")
    async def keep_out(self, interaction: Interaction, letter_id: int) -> None:
        """**Keep it out of the archive**."""
        await self._say(interaction, letter_id, out=True)

    @pressed("let-in")
    async def let_in(self, interaction: Interaction, letter_id: int) -> None:
        """**Let it into the archive**."""
        await self._say(interaction, letter_id, out=False)

    async def _say(self, interaction: Interaction, letter_id: int, *, out: bool) -> None:
        person = person_of(interaction)
        letter = await life.archiving.let_in(self.office, person, letter_id, out=out)
        if letter.state in EDITABLE:
            return await self._drafts.show_again(interaction, letter_id)
        await replace(interaction, mine_cards.entry_card(await life.mine.one_letter(self.office, person, letter_id), 0))

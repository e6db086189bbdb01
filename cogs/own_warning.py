"""**Content warning**: the author of a letter says on its card what readers are to know before they read it."""

from __future__ import annotations

from bot import life
from bot.life.office import Office
from bot.post.courier import Courier
from cogs import _forms as forms
from cogs import _forms_labels as labels_forms
from cogs._answering import open_form, person_of, receive
from cogs._members import memberships_of
from cogs._press import Interaction, PressCog, filled_in, pressed
from cogs.drafts import Drafts


class OwnWarning(PressCog):
    """Takes the content warnings that authors give their drafts."""

    def __init__(self, office: Office, courier: Courier, drafts: Drafts) -> None:
        self.office = office
        self.courier = courier
        self._drafts = drafts

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Shows what has become of the draft whose card was pressed."""
        await self._drafts.stale(interaction, letter_id)

    @pressed("warning")
    async def warning(self, interaction: Interaction, letter_id: int) -> None:
        """**Content warning**: opens the form, with what is there."""
        person = person_of(interaction)
        memberships = await memberships_of(self.office, self.courier, person)
        sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships, opened=True)
        await open_form(interaction, labels_forms.warning_form(sheet.letter))

    @filled_in("warned", optional=(forms.WARNING,))
    async def warned(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes the warning, or takes it away, and shows the draft as its readers will see it."""
        await receive(interaction, changes_card=True)
        await life.editing.warn(self.office, person_of(interaction), letter_id, found[forms.WARNING])
        await self._drafts.show_again(interaction, letter_id)

"""**Edit**: the form in which the author of a draft changes its title and text, and adds pictures."""

from __future__ import annotations

from bot import life
from bot.letter import Version
from bot.life.office import Office
from bot.post.courier import Courier
from cogs import _forms as forms
from cogs._answering import open_form, person_of, receive
from cogs._border import uploaded
from cogs._members import memberships_of
from cogs._press import Interaction, PressCog, filled_in, pressed
from cogs._uploads import Uploads
from cogs.drafts import Drafts


class Editing(PressCog):
    """Opens the form of a draft, and takes what was written there."""

    def __init__(self, office: Office, courier: Courier, drafts: Drafts, uploads: Uploads) -> None:
        self.office = office
        self.courier = courier
        self._drafts = drafts
        self._uploads = uploads

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Shows what has become of the draft whose card was pressed."""
        await self._drafts.stale(interaction, letter_id)

    @pressed("edit")
    async def edit(self, interaction: Interaction, letter_id: int) -> None:
        """**Edit**: opens the form with title and text."""
        person = person_of(interaction)
        memberships = await memberships_of(self.office, self.courier, person)
        sheet = await life.writing.own_draft_sheet(self.office, person, letter_id, memberships, opened=True)
        await open_form(interaction, forms.edit_form(sheet))

    @filled_in("edited", forms.TITLE, forms.TEXT, optional=(forms.PICTURES,), ids=3)
    async def edited(
        self, interaction: Interaction, letter_id: int, parts: int, mark: int, found: dict[str, str]
    ) -> None:
        """Takes what was filled in on the **Edit** form, which was opened with that version of the draft."""
        await receive(interaction, changes_card=True)
        person, (title, text) = person_of(interaction), forms.written(found)
        files = uploaded(interaction, found.get(forms.PICTURES, ""))
        await life.editing.edit(self.office, person, letter_id, title, text, Version(parts, mark))
        left_out = await self._uploads.take(person, letter_id, files)
        await self._drafts.show_again(interaction, letter_id, left_out)

"""The way in by form: which letterbox a letter is for, where there are several, and what the form brings.

* a select of the server's letterboxes, shown by `/letter write`; the form that it opens
* **Write a letter** on a letterbox's panel, then **In a form** or **In direct messages**; **What is this?**

Whoever presses in a server is a member of it, so nobody is looked up, and the letterbox is the one that was pressed.
"""

from __future__ import annotations

from bot import life, words
from bot.errors import Refusal
from bot.letter import Labels, Membership, Rating
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from bot.rules import letterboxes
from cogs import _cards_letterbox as letterbox_cards
from cogs import _forms as forms
from cogs._answering import open_form, person_of, receive, show
from cogs._border import an_id, uploaded
from cogs._drafting import bring_home
from cogs._members import memberships_here, memberships_of
from cogs._press import Interaction, PressCog, chosen, filled_in, pressed
from cogs._reading import Uploads


class Panel(PressCog):
    """Opens the form for a letterbox, and takes what was written there."""

    def __init__(self, office: Office, courier: Courier, deliveries: Deliveries, uploads: Uploads) -> None:
        self.office = office
        self.courier = courier
        self._deliveries = deliveries
        self._uploads = uploads

    @chosen("write-to")
    async def write_to(self, interaction: Interaction, _: int, choice: str) -> None:
        """Opens the form for the letterbox that was chosen, where `/letter write` asked which."""
        await open_form(interaction, forms.write_form(await self._membership(interaction, an_id(choice))))

    @pressed("panel-write")
    async def panel_write(self, interaction: Interaction, letterbox_id: int) -> None:
        """**Write a letter**: shows the two ways to do that."""
        await show(interaction, letterbox_cards.ways_card(await self._membership(interaction, letterbox_id)))

    @pressed("panel-about")
    async def panel_about(self, interaction: Interaction, letterbox_id: int) -> None:
        """**What is this?**: says what readers, moderators and the host can see, and what is kept."""
        letterbox = (await self._membership(interaction, letterbox_id)).letterbox
        await show(interaction, letterbox_cards.about_card(letterbox, life.welcoming.what_it_is(letterbox)))

    @pressed("panel-form")
    async def panel_form(self, interaction: Interaction, letterbox_id: int) -> None:
        """**In a form**: opens it, with the letter that is being written to this letterbox if there is one."""
        here = await self._membership(interaction, letterbox_id)
        sheet = await life.writing.open_draft_sheet(self.office, person_of(interaction), [here])
        going_on = sheet is not None and sheet.letter.letterbox_id == letterbox_id
        await open_form(interaction, forms.edit_form(sheet) if sheet and going_on else forms.write_form(here))

    @pressed("panel-message")
    async def panel_message(self, interaction: Interaction, letterbox_id: int) -> None:
        """**In direct messages**: brings the letter that is being written to this letterbox there, or an empty one."""
        await receive(interaction)
        here, person = await self._membership(interaction, letterbox_id), person_of(interaction)
        sheet = await life.writing.open_draft_sheet(self.office, person, [here])
        if sheet is not None and sheet.letter.letterbox_id == letterbox_id:
            draft = sheet.letter
        else:
            draft = await life.editing.compose(self.office, person, letterbox_id, "", "")
        await bring_home(self.office, self._deliveries, interaction, draft.id, [here])

    @filled_in("write", forms.TITLE, forms.TEXT, optional=(forms.CATEGORY, forms.RATING, forms.PICTURES))
    async def written(self, interaction: Interaction, letterbox_id: int, found: dict[str, str]) -> None:
        """Takes what was filled in on the form of `/letter write`."""
        await receive(interaction)
        person = person_of(interaction)
        title, text = forms.written(found)
        files = uploaded(interaction, found.get(forms.PICTURES, ""))
        await self._membership(interaction, letterbox_id)
        labels = forms.chosen_labels(found, Labels(None, Rating.SAFE, None))
        draft = await life.editing.compose(self.office, person, letterbox_id, title, text, labels)
        left_out = await self._uploads.take(person, draft.id, files)
        memberships = await memberships_of(self.office, self.courier, person)
        await bring_home(self.office, self._deliveries, interaction, draft.id, memberships, left_out)

    async def _membership(self, interaction: Interaction, letterbox_id: int | None) -> Membership:
        """Returns the letterbox with this id as this person sees it. Raises Refusal unless it is offered to them in
        this server."""
        offered = letterboxes.offered(await memberships_here(self.office, interaction))
        found = next((each for each in offered if each.letterbox.id == letterbox_id), None)
        if found is None:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        return found

"""What the author of a draft changes from its card.

* **Edit**: title and text, and more pictures
* **Content warning**: what readers are to know before they read it
* **Publish on …**: the day on which the letter appears; also in `/letter mine`
* **Keep it out of the archive** and **Let it into the archive**; also in `/letter mine`
"""

from __future__ import annotations

from bot import life, words
from bot.letter import EDITABLE, DraftSheet, Version
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from cogs import _cards_mine as mine_cards
from cogs import _forms as forms
from cogs._answering import open_form, person_of, receive, replace, settle
from cogs._border import uploaded
from cogs._cards import Card
from cogs._press import Interaction, filled_in, pressed
from cogs._reading import Uploads
from cogs.drafts import Drafts


class Editing(Drafts):
    """Opens the forms of a draft, beside its other buttons, and takes what was written there."""

    def __init__(self, office: Office, courier: Courier, deliveries: Deliveries, uploads: Uploads) -> None:
        super().__init__(office, courier, deliveries)
        self._uploads = uploads

    @pressed("edit")
    async def edit(self, interaction: Interaction, letter_id: int) -> None:
        """**Edit**: opens the form with title and text."""
        await open_form(interaction, forms.edit_form(await self._opened(interaction, letter_id)))

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
        await self.show_again(interaction, letter_id, left_out)

    @pressed("warning")
    async def warning(self, interaction: Interaction, letter_id: int) -> None:
        """**Content warning**: opens the form, with what is there."""
        await open_form(interaction, forms.warning_form((await self._opened(interaction, letter_id)).letter))

    @filled_in("warned", optional=(forms.WARNING,))
    async def warned(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes the warning, or takes it away, and shows the draft as its readers will see it."""
        await receive(interaction, changes_card=True)
        await life.editing.warn(self.office, person_of(interaction), letter_id, found[forms.WARNING])
        await self.show_again(interaction, letter_id)

    async def _opened(self, interaction: Interaction, letter_id: int) -> DraftSheet:
        person = person_of(interaction)
        memberships = await self._memberships(person)
        return await life.writing.own_draft_sheet(self.office, person, letter_id, memberships, opened=True)

    @pressed("date")
    async def date(self, interaction: Interaction, letter_id: int) -> None:
        """**Publish on …**: opens the form."""
        letter = await life.dated.may_choose_day(self.office, person_of(interaction), letter_id)
        await open_form(interaction, forms.day_form(letter))

    @filled_in("dated", optional=(forms.DAY,))
    async def dated(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes the day, and shows how it was read: on the draft's card, or in the answer."""
        person = person_of(interaction)
        letter = await life.finding.own(self.office, person, letter_id)
        await receive(interaction, changes_card=letter.state in EDITABLE)
        letter = await life.dated.choose_day(self.office, person, letter_id, found[forms.DAY])
        if letter.state in EDITABLE:
            return await self.show_again(interaction, letter_id)
        await settle(interaction, Card(words.dated.of_sent(letter) or words.dated.AT_ONCE))

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
            return await self.show_again(interaction, letter_id)
        await replace(interaction, mine_cards.entry_card(await life.mine.one_letter(self.office, person, letter_id), 0))

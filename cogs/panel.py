"""The way in by form: which letterbox a letter is for, where there are several, and what the form brings.

* a select of the server's letterboxes, shown by `/letter write`; the form that it opens
"""

from __future__ import annotations

from bot import life, words
from bot.errors import Refusal
from bot.letter import Letterbox
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from bot.rules import letterboxes
from cogs import _forms as forms
from cogs._answering import open_form, person_of, receive
from cogs._border import an_id
from cogs._bring_home import bring_home
from cogs._members import memberships_here, memberships_of
from cogs._press import Interaction, PressCog, chosen, filled_in


class Panel(PressCog):
    """Opens the form for a letterbox, and takes what was written there."""

    def __init__(self, office: Office, courier: Courier, deliveries: Deliveries) -> None:
        self.office = office
        self.courier = courier
        self._deliveries = deliveries

    @chosen("write-to")
    async def write_to(self, interaction: Interaction, _: int, choice: str) -> None:
        """Opens the form for the letterbox that was chosen, where `/letter write` asked which."""
        await open_form(interaction, forms.write_form((await self._offered(interaction, an_id(choice))).id))

    @filled_in("write", forms.TITLE, forms.TEXT)
    async def written(self, interaction: Interaction, letterbox_id: int, found: dict[str, str]) -> None:
        """Takes what was filled in on the form of `/letter write`."""
        await receive(interaction)
        person = person_of(interaction)
        title, text = forms.written(found)
        letterbox = await self._offered(interaction, letterbox_id)
        draft = await life.writing.compose(self.office, person, letterbox.id, title, text)
        memberships = await memberships_of(self.office, self.courier, person)
        await bring_home(self.office, self._deliveries, interaction, draft.id, memberships)

    async def _offered(self, interaction: Interaction, letterbox_id: int | None) -> Letterbox:
        """Returns the letterbox with this id. Raises Refusal unless it is offered to this person in this server."""
        offered = letterboxes.offered(await memberships_here(self.office, interaction))
        found = next((each.letterbox for each in offered if each.letterbox.id == letterbox_id), None)
        if found is None:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        return found

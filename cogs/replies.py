"""What whoever gave a response without their name can do about it, wherever they read of it.

* **Change**: the form, filled in
* **Take back**, which asks once
"""

from __future__ import annotations

from bot import life, words
from bot.language.markup import plain
from bot.life.office import Office
from bot.post.courier import Courier
from cogs import _cards as cards
from cogs import _cards_author as author_cards
from cogs import _forms as forms
from cogs._answering import ask_before, kept_in, kept_text, open_form, person_of, receive, replace, show
from cogs._members import membership_of
from cogs._press import Interaction, PressCog, filled_in, pressed


class Replies(PressCog):
    """Changes and takes back what somebody replied or answered."""

    def __init__(self, office: Office, courier: Courier) -> None:
        self.office = office
        self.courier = courier

    @pressed("change-response")
    async def change_response(self, interaction: Interaction, response_id: int) -> None:
        """**Change**: opens the form, with what the response says, or with a change that is asked about."""
        response = await life.changing.to_change(self.office, person_of(interaction), response_id)
        name, written = kept_in(interaction)  # one in `/letter mine` has a title, in the place of a name
        await open_form(interaction, forms.change_form(response, "" if name else written))

    @filled_in("response-changed", forms.ANSWER)
    async def response_changed(self, interaction: Interaction, response_id: int, found: dict[str, str]) -> None:
        """Takes what was filled in on the form."""
        await self._change(interaction, response_id, found[forms.ANSWER], sure=False)

    @pressed("response-changed-anyway")
    async def changed_anyway(self, interaction: Interaction, response_id: int) -> None:
        """They were warned, and change it all the same."""
        await self._change(interaction, response_id, kept_in(interaction)[1], sure=True)

    async def _change(self, interaction: Interaction, response_id: int, text: str, *, sure: bool) -> None:
        await receive(interaction)
        anyway = cards.button(words.responses.CHANGE_ANYWAY, "response-changed-anyway", response_id, cards.DANGER)
        change = cards.button(words.reader.CHANGE, "change-response", response_id)
        changed = self._changed(interaction, response_id, text, sure)
        await ask_before(interaction, changed, anyway, change, kept_text(text))

    async def _changed(self, interaction: Interaction, response_id: int, text: str, sure: bool) -> cards.Card:
        person = person_of(interaction)
        letter, _ = await life.changing.own(self.office, person, response_id)
        membership = await membership_of(self.office, self.courier, person, letter.id)
        letter, response = await life.changing.change(
            self.office, person, response_id, text, membership, sure=sure, token=interaction.token
        )
        said = words.responses.CHANGED.format(number=response.number, title=plain(letter.title))
        return author_cards.taken_card(said, response)

    @pressed("take-back")
    async def take_back(self, interaction: Interaction, response_id: int) -> None:
        """**Take back**: asks."""
        person = person_of(interaction)
        letter, response = await life.changing.own(self.office, person, response_id, removed=True)
        await show(interaction, author_cards.sure_card(letter, response))

    @pressed("taken-back")
    async def taken_back(self, interaction: Interaction, response_id: int) -> None:
        """They were asked, and take it back."""
        letter, response = await life.changing.take_back(
            self.office, person_of(interaction), response_id, interaction.token
        )
        said = words.responses.TAKEN_BACK.format(number=response.number, title=plain(letter.title))
        await replace(interaction, cards.Card(said, items=[]))

    @pressed("listen")
    async def listen(self, interaction: Interaction, response_id: int) -> None:
        """**Tell me of answers**: to whoever replied under a pen name."""
        letter = await life.listening.listen(self.office, person_of(interaction), response_id)
        await show(interaction, author_cards.listening_card(letter))

    @pressed("hush")
    async def hush(self, interaction: Interaction, letter_id: int) -> None:
        """**Stop telling me**."""
        letter = await life.listening.hush(self.office, person_of(interaction), letter_id)
        await show(interaction, cards.Card(words.responses.HUSHED.format(title=plain(letter.title))))

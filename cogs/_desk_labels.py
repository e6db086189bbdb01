"""The part of the desk that approves a letter under another category, another rating or a content warning.

* **Approve with …** on a review card: a form; the text is never changed, that is for its author (**Send back**)
"""

from bot import life, words
from bot.errors import WrongState
from bot.letter import Letter, Verb, follow
from cogs import _forms as forms
from cogs import _forms_labels as labels_forms
from cogs._answering import open_form
from cogs._letters import after_form, on_card, on_form
from cogs._press import Interaction
from cogs.queue import Queue


class LabelsAtDesk(Queue):
    """Approves letters, and says what stands beside them."""

    @on_card("approve-with")
    async def on_approve_with(self, interaction: Interaction, letter: Letter) -> None:
        """**Approve with …**: opens the form, with what is there now."""
        if follow(letter.state, Verb.APPROVE) is None:
            raise WrongState(words.desk.wrong_state(letter.for_the_desk(), Verb.APPROVE))
        _, letterbox = await life.setting_up.letterbox_for(self.office, letter.id)
        await open_form(interaction, labels_forms.approve_form(letter, letterbox))

    @on_form("approved-with", optional=(forms.CATEGORY, forms.RATING, forms.WARNING), ids=2)
    async def on_approved_with(
        self, interaction: Interaction, letter: Letter, version: int, written: dict[str, str]
    ) -> None:
        """Approves the letter with what was chosen, if it is still the letter that the form was opened on."""
        labels = labels_forms.labels_in(written, letter.labels)
        sheet = await life.review.approve(
            self.office, interaction.guild_id or 0, letter.id, interaction.user.id, labels=labels, version=version
        )
        if not await self.goes_on(interaction, sheet.letter, Verb.APPROVE):
            await after_form(self.office, interaction, letter.id)

"""The part of the desk that keeps responses under control.

* **Who may reply?** on the review card of a published letter, `/letters replies`
* **Remove response** on a report card, and by number
"""

from discord import app_commands

from bot import life, words
from bot.errors import Refusal
from bot.letter import Letter, Replies
from cogs._answering import acknowledge, answer
from cogs._letters import LETTERS, MODERATOR, Number, numbered, on_card, on_select
from cogs._numbers import OffersNumbers as Offers
from cogs._press import Interaction, PressCog, guarded
from cogs._translator import choices, described, option


class ResponsesAtDesk(PressCog):
    """Says who may respond, removes responses and restores them."""

    @on_select("reply-mode")
    async def on_reply_mode(self, interaction: Interaction, letter: Letter, choice: str) -> None:
        """**Who may reply?**: from now on, the card says so."""
        await life.control.set_replies(self.office, letter.id, interaction.user.id, _mode(choice))
        await acknowledge(interaction)

    @LETTERS.command(name="replies", description=described("letters replies"))
    @app_commands.describe(number=option("number"), mode=option("mode"))
    @app_commands.choices(mode=choices(words.control.MODES))
    @app_commands.autocomplete(number=Offers.to_reply_to)
    @guarded(MODERATOR)
    async def replies(self, interaction: Interaction, number: Number, mode: str) -> None:
        """`/letters replies`: says who may respond to a letter, published or not yet."""
        letter = await numbered(self.office, interaction, number)
        letter = await life.control.set_replies(self.office, letter.id, interaction.user.id, _mode(mode))
        await answer(interaction, words.control.MODE_SET[letter.replies].format(number=number))

    @on_card("remove-response", ids=2)
    async def on_remove_response(self, interaction: Interaction, letter: Letter, response: int) -> None:
        """**Remove response**: takes a reported response out of the thread; its card shows the outcome."""
        await self._remove(interaction, letter, response, None)

    async def remove_response(
        self, interaction: Interaction, number: int, response: int, reason: str | None = None
    ) -> None:
        """`/letters remove` with a response."""
        await self._remove(interaction, await numbered(self.office, interaction, number), response, reason)

    async def _remove(self, interaction: Interaction, letter: Letter, response: int, reason: str | None) -> None:
        await life.control.remove_response(self.office, letter.id, response, interaction.user.id, reason)
        await answer(interaction, words.control.RESPONSE_REMOVED.format(response=response, number=letter.number))

    async def restore_response(self, interaction: Interaction, number: int, response: int) -> None:
        """`/letters restore` with a response."""
        letter = await numbered(self.office, interaction, number)
        await life.control.restore_response(self.office, letter.id, response, interaction.user.id)
        await answer(interaction, words.control.RESPONSE_RESTORED.format(response=response, number=number))


def _mode(choice: str) -> Replies:
    try:
        return Replies(choice)
    except ValueError as error:
        raise Refusal(words.trouble.NOT_UNDERSTOOD) from error

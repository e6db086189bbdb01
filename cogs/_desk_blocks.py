"""The part of the desk that blocks a writer, whoever that is, and lifts the block again.

* **Block**, **Unblock** on a review card
* `/letters block`, `/letters unblock`, and `/letters blocks`: all that are in force, each with its button
"""

from collections.abc import Mapping

from discord import app_commands

from bot import life, words
from bot.letter import Letter
from bot.rules import settings
from cogs import _cards as cards
from cogs import _cards_desk as desk_cards
from cogs import _forms as forms
from cogs import _forms_desk as desk_forms
from cogs._answering import answer, open_form, replace, show
from cogs._border import PAGES
from cogs._letters import LETTERS, MODERATOR, Days, Number, Page, Words, numbered, on_card, on_form
from cogs._numbers import OffersNumbers as Offers
from cogs._permissions import desks_of
from cogs._press import Interaction, PressCog, guarded, pressed
from cogs._translator import described, option


class BlocksAtDesk(PressCog):
    """Blocks, and lifts them."""

    # --- on the cards -------------------------------------------------------------------------------------

    @on_card("block")
    async def on_block(self, interaction: Interaction, letter: Letter) -> None:
        """**Block**: asks for how long and why."""
        await open_form(interaction, desk_forms.block_form(letter))

    @on_form("blocked", optional=(forms.DAYS, forms.REASON))
    async def on_blocked(self, interaction: Interaction, letter: Letter, written: dict[str, str]) -> None:
        """Blocks the writer; both fields may have been left empty."""
        days = settings.block_days(written.get(forms.DAYS, ""))
        await self._block(interaction, letter, 0, days, reason_in(written))

    @on_card("block-writer", ids=2)
    async def on_block_writer(self, interaction: Interaction, letter: Letter, response: int) -> None:
        """**Block its writer**, of a response: asks for how long and why."""
        await open_form(interaction, desk_forms.block_form(letter, response))

    @on_form("writer-blocked", optional=(forms.DAYS, forms.REASON), ids=2)
    async def on_writer_blocked(
        self, interaction: Interaction, letter: Letter, response: int, written: dict[str, str]
    ) -> None:
        """Blocks the writer of a response; both fields may have been left empty."""
        days = settings.block_days(written.get(forms.DAYS, ""))
        await self._block(interaction, letter, response, days, reason_in(written))

    @on_card("unblock", ids=2)
    async def on_unblock(self, interaction: Interaction, letter: Letter, response: int) -> None:
        """**Unblock**: lifts the block that was set on this letter, or on a response to it."""
        await self._unblock(interaction, letter, response)

    @on_card("lift", ids=3)
    async def on_lift(self, interaction: Interaction, letter: Letter, response: int, page: int) -> None:
        """**Unblock**, in the list: the list shows what is left, also where somebody else has lifted it already."""
        try:
            await life.blocks.unblock(self.office, letter.id, response, interaction.user.id)
        finally:
            await replace(interaction, await self._listed(interaction, page))

    # --- by number ----------------------------------------------------------------------------------------

    @LETTERS.command(name="block", description=described("letters block"))
    @app_commands.describe(
        number=option("number"),
        response=option("response"),
        days=option("days"),
        reason=option("block_reason"),
    )
    @app_commands.autocomplete(number=Offers.to_block)
    @guarded(MODERATOR)
    async def block(
        self,
        interaction: Interaction,
        number: Number,
        response: Number | None = None,
        days: Days | None = None,
        reason: Words | None = None,
    ) -> None:
        """`/letters block`: takes nothing more from the writer of a letter or response, whoever that is."""
        letter = await numbered(self.office, interaction, number)
        await self._block(interaction, letter, response or 0, days, reason)

    @LETTERS.command(name="unblock", description=described("letters unblock"))
    @app_commands.describe(number=option("number"), response=option("response"))
    @app_commands.autocomplete(number=Offers.to_unblock)
    @guarded(MODERATOR)
    async def unblock(self, interaction: Interaction, number: Number, response: Number | None = None) -> None:
        """`/letters unblock`: lifts the block that was set on this letter or response, and only that one."""
        letter = await numbered(self.office, interaction, number)
        await self._unblock(interaction, letter, response or 0)

    @LETTERS.command(name="blocks", description=described("letters blocks"))
    @app_commands.describe(page=option("page"))
    @guarded(MODERATOR)
    async def blocks(self, interaction: Interaction, page: Page = 1) -> None:
        """`/letters blocks`: lists those in force."""
        await show(interaction, await self._listed(interaction, page - 1))

    @pressed("blocks", MODERATOR, below=PAGES)
    async def on_blocks(self, interaction: Interaction, page: int) -> None:
        """Shows another page of them; pages count from 0 here."""
        await replace(interaction, await self._listed(interaction, page))

    # --- steps --------------------------------------------------------------------------------------------

    async def _block(
        self, interaction: Interaction, letter: Letter, response: int, days: int | None, reason: str | None
    ) -> None:
        end = await life.blocks.block(self.office, letter.id, response, interaction.user.id, days, reason)
        what, until = words.desk.writer_of(letter.number or 0, response), words.desk.until(end)
        await answer(interaction, words.desk.BLOCKED.format(what=what, until=until))

    async def _unblock(self, interaction: Interaction, letter: Letter, response: int) -> None:
        await life.blocks.unblock(self.office, letter.id, response, interaction.user.id)
        await answer(interaction, words.desk.UNBLOCKED.format(what=words.desk.writer_of(letter.number or 0, response)))

    async def _listed(self, interaction: Interaction, page: int) -> cards.Card:
        size = desk_cards.BLOCKS_PAGE
        desks = {each.id for each in await desks_of(self.office, interaction)}
        found, count = await life.blocks.listed(self.office, interaction.guild_id or 0, desks, page, size)
        return desk_cards.blocks_card(found, count, page)


def reason_in(written: Mapping[str, str]) -> str | None:
    """Returns the reason that was written in a form; None where it was left empty."""
    return written.get(forms.REASON, "").strip() or None

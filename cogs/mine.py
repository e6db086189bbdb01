"""`/letter mine`: all that somebody wrote here, and what they can do with each of it.

* the pages of the list; a select of one letter or response, which then takes the list's place with its buttons
* **Open**, **Answer**, **Mute**, **Withdraw**, **Change** and **Take back** there are those of cards and notices
"""

from __future__ import annotations

from contextlib import suppress

from discord.ext import commands

from bot import life, words
from bot.errors import Refusal, TryLater
from bot.letter import Person, Rhythm
from bot.life.office import Office
from bot.post.courier import Courier
from cogs import _cards as cards
from cogs import _cards_mine as mine_cards
from cogs._answering import person_of, replace
from cogs._border import PAGES
from cogs._members import guild_ids_of, memberships_of
from cogs._press import Interaction, PressCog, chosen, pressed
from cogs._servers import hears_of


class Mine(PressCog):
    """Shows somebody what they wrote."""

    def __init__(self, bot: commands.Bot, office: Office, courier: Courier) -> None:
        self.bot = bot
        self.office = office
        self.courier = courier

    async def listed(self, interaction: Interaction, page: int) -> cards.Card:
        """Returns a page (from 0) of the list: of this server, or in a direct message of every server."""
        guild_ids = await guild_ids_of(self.office, interaction.guild_id)
        person = person_of(interaction)
        found, count = await life.mine.page(self.office, person, guild_ids, page, mine_cards.PAGE)
        servers = await self._names(person, {each.letter.guild_id for each in found if each.letter.guild_id})
        return mine_cards.list_card(found, count, servers, page)

    async def _names(self, person: Person, guild_ids: set[int]) -> dict[int, str]:
        """Returns what servers are called: as this process hears or, of those that others serve, as they tell whoever
        is in them; else by number."""
        names = {each.id: each.name for each in map(self.bot.get_guild, guild_ids) if each is not None}
        with suppress(TryLater):
            if len(guild_ids) > 1 and not all(hears_of(self.bot, each) for each in guild_ids):
                there = await memberships_of(self.office, self.courier, person)
                names = {each.letterbox.guild_id: each.server for each in there} | names
        return {each: names.get(each, str(each)) for each in guild_ids}

    @pressed("mine", below=PAGES)
    async def mine(self, interaction: Interaction, page: int) -> None:
        """Shows another page of the list, or the list again."""
        await replace(interaction, await self.listed(interaction, page))

    @chosen("rhythm")
    async def rhythm(self, interaction: Interaction, letter_id: int, choice: str) -> None:
        """Sets how often the author of a letter hears of responses to it."""
        person = person_of(interaction)
        if choice not in [*Rhythm]:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        await life.notices.set_rhythm(self.office, person, letter_id, Rhythm(choice))
        await replace(interaction, mine_cards.entry_card(await life.mine.one_letter(self.office, person, letter_id), 0))

    @chosen("of-mine")
    async def of_mine(self, interaction: Interaction, page: int, choice: str) -> None:
        """Shows one letter or response, with all that can be done with it."""
        person, (letter_id, response_id) = person_of(interaction), mine_cards.chosen_in_list(choice)
        if letter_id is not None:
            entry = await life.mine.one_letter(self.office, person, letter_id)
        elif response_id is not None:
            entry = await life.mine.one_response(self.office, person, response_id)
        else:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        await replace(interaction, mine_cards.entry_card(entry, min(page, PAGES - 1)))

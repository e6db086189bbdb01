"""What stands in the menu of a message, below *Apps*. Each checks for itself who asks, and what the message is.

* **Report**: a letter, a further page of it, or a reply that the bot posted; the forms of the buttons
* **Reply under a pen name**: on a letter or anywhere in its thread; the form of **Leave a reply**
* **Letter …**: for moderators, on all of these and on the desk's cards: the letter, with what can be done about it now
"""

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import life, words
from bot.errors import NotFound, Refusal
from bot.letter import Rating, ResponseKind
from bot.life.finding import About
from bot.life.office import Office
from cogs import _cards_desk as desk_cards
from cogs._answering import show
from cogs._cards import Card
from cogs._cards_reports import report_card
from cogs._letters import LETTERS, MODERATOR, at_desk
from cogs._press import Interaction, guarded
from cogs._translator import titled
from cogs.queue import is_restricted
from cogs.threads import Threads


class Menus(commands.Cog):
    """The three message menus."""

    def __init__(self, bot: commands.Bot, office: Office, threads: Threads) -> None:
        self.bot = bot
        self.office = office
        self._threads = threads
        self.menus = [
            app_commands.ContextMenu(name=titled(words.menus.REPORT), callback=self.report),
            app_commands.ContextMenu(name=titled(words.menus.REPLY), callback=self.reply),
            app_commands.ContextMenu(name=titled(words.menus.LETTER), callback=self.letter),
        ]
        for menu in self.menus:
            menu.guild_only = True
        self.menus[-1].default_permissions = LETTERS.default_permissions

    async def cog_load(self) -> None:
        """Adds the menus, which discord.py does not find in a cog by itself."""
        for menu in self.menus:
            self.bot.tree.add_command(menu)

    @guarded()
    async def report(self, interaction: Interaction, message: discord.Message) -> None:
        """**Report**: opens the form for a letter or for a reply that the bot posted."""
        about = await self._about(interaction, message)
        response = about and about.response
        if about is None or not (about.is_letter or response) or not _is_under(interaction, about):
            raise Refusal(words.menus.NOT_REPORTED_HERE)
        if response is not None and response.kind is ResponseKind.OPEN:
            raise Refusal(words.menus.NOT_REPORTED_HERE)
        await self._threads.open_report(interaction, about.letter.id, response.number if response else 0)

    @guarded()
    async def reply(self, interaction: Interaction, message: discord.Message) -> None:
        """**Reply under a pen name**: opens the form, wherever in a letter's thread this is."""
        about = await self._about(interaction, message)
        if about is None or not _is_under(interaction, about):
            raise Refusal(words.menus.NO_LETTER)
        await self._threads.open_reply(interaction, about.letter.id)

    @guarded(MODERATOR)
    async def letter(self, interaction: Interaction, message: discord.Message) -> None:
        """**Letter …**: shows the letter as the desk sees it, without its pictures, with all that can be done now."""
        about = await self._about(interaction, message)
        if about is None:
            raise Refusal(words.menus.NO_LETTER)
        letter = await at_desk(self.office, interaction, about.letter.id)
        card = desk_cards.review_card(await life.review.card_of(self.office, letter.id))
        reports = report_card(await life.reports.card_of(self.office, letter.id)).items or ()
        dismissing = [each for each in reports if each.custom_id.startswith("dismiss:")]
        if letter.rating is Rating.MATURE and not is_restricted(interaction) and card.embeds:
            card = Card(card.content, items=card.items)
        await show(interaction, replace(card, items=[*(card.items or ()), *dismissing], pictures=()))

    async def _about(self, interaction: Interaction, message: discord.Message) -> About | None:
        original: Any = message.reference if message.type is discord.MessageType.thread_starter_message else None
        message_id = message.id if original is None else original.message_id or message.id
        try:
            return await life.finding.about(
                self.office, interaction.guild_id or 0, interaction.channel_id or 0, message_id
            )
        except NotFound:
            return None


def _is_under(interaction: Interaction, about: About) -> bool:
    """Whether the message stands in public: in the letter's channel or its thread, and not at the desk."""
    return interaction.channel_id in (about.letter.channel_id, about.letter.thread_id)

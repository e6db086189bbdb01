"""The groups `/letter` and `/letters`, and what the handlers of `/letters` share.

Several modules add to each. Each part is a class without a group of its own, from which `Author` or `Desk` inherits:
commands of one group belong to one cog.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands

from bot import life, words
from bot.language import Said
from bot.letter import Letter
from bot.life.office import Office
from bot.rules import entry
from cogs import _cards_desk as desk_cards
from cogs import _channels as channels
from cogs._answering import acknowledge, is_theirs, replace
from cogs._border import PAGES
from cogs._permissions import Who, desks_of, require_desk
from cogs._press import HasOffice, Interaction, Press, chosen, filled_in, pressed
from cogs._translator import described

LETTER = app_commands.Group(
    name="letter",
    description=described("letter"),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
)
LETTERS = app_commands.Group(
    name="letters",
    description=described("letters"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_messages=True),
)
MODERATOR = Who.MODERATOR
Number = app_commands.Range[int, 1, 2**31]
Page = app_commands.Range[int, 1, PAGES]
Days = app_commands.Range[int, 1, entry.MAX_BLOCK]
Words = app_commands.Range[str, 1, entry.MAX_REASON]


def on_card(verb: str, *, ids: int = 1) -> Callable[[Press], Press]:
    """Marks a method as the handler of this button on a moderators' card. It is called with the letter
    (`_at_this_desk`), and with the other `ids` that the button carries."""
    return lambda handler: pressed(verb, MODERATOR, ids=ids)(_at_this_desk(handler))


def on_select(verb: str) -> Callable[[Press], Press]:
    """Marks a method as the handler of this select on a moderators' card. It is called with the letter and with the
    chosen value."""
    return lambda handler: chosen(verb, who=MODERATOR)(_at_this_desk(handler))


def on_form(verb: str, *required: str, optional: tuple[str, ...] = (), ids: int = 1) -> Callable[[Press], Press]:
    """Marks a method as the handler of a moderators' form. It is called with the letter, with the other `ids` that the
    form carries, and with what was written, by field."""
    return lambda handler: filled_in(verb, *required, who=MODERATOR, optional=optional, ids=ids)(_at_this_desk(handler))


def _at_this_desk(handler: Press) -> Press:
    """Looks the letter up, so that whatever id comes back, moderators read and decide only what reached a desk that
    they keep."""

    @functools.wraps(handler)
    async def with_letter(self: HasOffice, interaction: Interaction, letter_id: int, *more: Any) -> None:
        letter = await at_desk(self.office, interaction, letter_id)
        await handler(self, interaction, letter, *more)

    return with_letter


async def at_desk(office: Office, interaction: Interaction, letter_id: int) -> Letter:
    """Returns a letter that reached a desk which this moderator keeps. Raises NotFound, Refusal."""
    letter = await life.finding.at_desk(office, interaction.guild_id or 0, letter_id)
    await require_desk(office, interaction, letter)
    return letter


async def numbered(office: Office, interaction: Interaction, number: int) -> Letter:
    """Returns the letter with this number, which reached a desk that this moderator keeps. Raises NotFound, Refusal."""
    letter = await life.finding.numbered(office, interaction.guild_id or 0, number)
    await require_desk(office, interaction, letter)
    return letter


async def show_letter(office: Office, interaction: Interaction, letter_id: int) -> None:
    """Turns the review card that was pressed into what is true of the letter now, in this moderator's language until
    the card itself is brought up to date."""
    card = desk_cards.review_card(await life.review.card_of(office, letter_id))
    await replace(interaction, card, pictures=bool(card.embeds))


async def after_form(office: Office, interaction: Interaction, letter_id: int) -> None:
    """Answers a form with which something was done: the card at the desk changes by itself, one that only this
    moderator sees does not."""
    await (show_letter(office, interaction, letter_id) if is_theirs(interaction) else acknowledge(interaction))


async def why_no_desk(office: Office, interaction: Interaction) -> list[Said]:
    """Returns why a desk shows nothing, if so: whoever decides elsewhere should know."""
    guild = interaction.guild
    troubles = [channels.desk_trouble(guild, each) for each in await desks_of(office, interaction)] if guild else []
    return [words.desk.TROUBLE_MARK.format(trouble=each) for found in troubles for each in found]

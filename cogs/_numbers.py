"""Numbers with titles, offered while a command is typed.

Discord asks for them before the command itself is checked, and of anybody who sends it: so each asks first who it is,
and offers nothing to whoever may not use the command.
"""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot import life
from bot.errors import Refusal, StoreFailed
from bot.language import ENGLISH, Joined
from bot.language.markup import isolated
from bot.letter import OVER, Letter, State, Verb, follow
from bot.life.offers import Fits
from bot.words.reader import SEPARATOR
from cogs import _limits as limits
from cogs._answering import person_of
from cogs._border import Interaction
from cogs._letters import MODERATOR
from cogs._permissions import desks_of, require
from cogs._press import PressCog

Choices = list[app_commands.Choice[int]]
TYPED = 100  #: characters of what is typed that are looked at


class OffersNumbers(PressCog):
    """The letters that a moderator's command can be about."""

    async def to_approve(self, interaction: Interaction, typed: str) -> Choices:
        """Those that wait: to be approved, sent back or rejected."""
        return await self._offered(interaction, typed, _allow(Verb.APPROVE))

    async def to_remove(self, interaction: Interaction, typed: str) -> Choices:
        """Those that are public, or on their way; and for a response, its letter."""
        return await self._offered(interaction, typed, _allow(Verb.REMOVE))

    async def to_restore(self, interaction: Interaction, typed: str) -> Choices:
        """Those that were removed; for a response, those that are public."""
        of_response = getattr(interaction.namespace, "response", None) is not None
        restorable = _allow(Verb.RESTORE)
        return await self._offered(
            interaction, typed, lambda each: each.state is State.PUBLISHED if of_response else restorable(each)
        )

    async def to_reply_to(self, interaction: Interaction, typed: str) -> Choices:
        """Those that are public, or may be."""
        return await self._offered(interaction, typed, lambda each: each.state not in OVER)

    async def to_block(self, interaction: Interaction, typed: str) -> Choices:
        """Those whose time is not over."""
        return await self._offered(interaction, typed, lambda each: each.author is not None)

    async def to_unblock(self, interaction: Interaction, typed: str) -> Choices:
        """Those where a block is set."""
        desks = await self._desks(interaction)
        return choices(
            await life.offers.blocked(self.office, interaction.guild_id or 0, desks, typed[:TYPED]) if desks else ()
        )

    async def _offered(self, interaction: Interaction, typed: str, fits: Fits) -> Choices:
        if not (desks := await self._desks(interaction)):
            return []
        guild_id = interaction.guild_id or 0
        return choices(await life.offers.at_desk(self.office, guild_id, desks, fits, str(typed)[:TYPED]))

    async def _desks(self, interaction: Interaction) -> set[int]:
        """Returns the ids of the letterboxes that this person moderates; none for anybody else."""
        try:
            await require(self.office, interaction, MODERATOR)
            return {each.id for each in await desks_of(self.office, interaction)}
        except (Refusal, StoreFailed):
            return set()


class OffersOwn(PressCog):
    """The letters that an author's command can be about."""

    async def to_withdraw(self, interaction: Interaction, typed: str) -> Choices:
        """Those of this person that can be withdrawn."""
        return await self._own(interaction, typed, _allow(Verb.WITHDRAW))

    async def to_revise(self, interaction: Interaction, typed: str) -> Choices:
        """Those of this person that are public."""
        return await self._own(interaction, typed, lambda each: each.state is State.PUBLISHED)

    async def _own(self, interaction: Interaction, typed: str, fits: Fits) -> Choices:
        person, guild_id = person_of(interaction), interaction.guild_id
        return choices(await life.offers.own(self.office, person, guild_id, fits, str(typed)[:TYPED]), own=True)


def _allow(verb: Verb) -> Fits:
    return lambda letter: follow(letter.state, verb) is not None


def choices(found: Iterable[Letter], *, own: bool = False) -> Choices:
    """Returns what is offered of letters: their numbers, with titles."""
    offered = [
        app_commands.Choice(name=_name(each, own), value=each.number) for each in found if each.number is not None
    ]
    return offered[: limits.OPTIONS]


def _name(letter: Letter, own: bool) -> str:
    title = letter.title if own else life.offers.title_of(letter)
    parts = (str(letter.number), isolated(title)) if title else (str(letter.number),)
    return limits.within(Joined(parts, SEPARATOR), ENGLISH, limits.OPTION)

"""Lists to pick a server's channels or roles from, on a message or in a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.language import Language, Said
from cogs import _limits as limits

MOST = 25  #: what may be picked from one list: Discord's limit


@dataclass(frozen=True, slots=True)
class RolePick:
    """A list of the server's roles, of which any number may be picked."""

    custom_id: str
    placeholder: Said
    picked: Sequence[int]  #: ids of roles that exist
    most: int = MOST

    def drawn(self, say: Language) -> ui.RoleSelect[Any]:
        """Returns discord.py's list, in the language `say`."""
        kind = discord.SelectDefaultValueType.role
        return ui.RoleSelect(
            custom_id=self.custom_id,
            placeholder=limits.within(self.placeholder, say, limits.PLACEHOLDER),
            min_values=0,
            max_values=self.most,
            required=False,
            default_values=[discord.SelectDefaultValue(id=each, type=kind) for each in self.picked[: self.most]],
        )


@dataclass(frozen=True, slots=True)
class ChannelPick:
    """A list of the server's text channels, and forums unless `text_only`, of which one may be picked."""

    custom_id: str
    placeholder: Said
    picked: int | None  #: the id of a channel that exists
    text_only: bool = False

    def drawn(self, say: Language) -> ui.ChannelSelect[Any]:
        """Returns discord.py's list, in the language `say`."""
        kind = discord.SelectDefaultValueType.channel
        types = [discord.ChannelType.text] + [discord.ChannelType.forum] * (not self.text_only)
        picked = [] if self.picked is None else [discord.SelectDefaultValue(id=self.picked, type=kind)]
        return ui.ChannelSelect(
            custom_id=self.custom_id,
            placeholder=limits.within(self.placeholder, say, limits.PLACEHOLDER),
            channel_types=types,
            min_values=0,
            required=False,
            default_values=picked,
        )

"""What is answered to a command that failed."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot import words
from cogs._answering import answer

#: Errors of commands that Discord's own apps cannot send: unknown ones, options out of their range.
FROM_OUTSIDE = (
    app_commands.CheckFailure,
    app_commands.CommandNotFound,
    app_commands.CommandSignatureMismatch,
    app_commands.TransformerError,
)


class Tree(app_commands.CommandTree[commands.Bot]):
    """Answers a command that failed; an error that is a bug of ours is logged as well."""

    async def on_error(
        self, interaction: discord.Interaction[commands.Bot], error: app_commands.AppCommandError
    ) -> None:
        """Answers unless the command already has, with one sentence for what only a modified client can send."""
        theirs = isinstance(error, FROM_OUTSIDE)
        if not interaction.response.is_done():
            sentence = words.trouble.NOT_UNDERSTOOD if theirs else words.trouble.UNEXPECTED
            await answer(interaction, sentence)
        if not theirs:
            await super().on_error(interaction, error)

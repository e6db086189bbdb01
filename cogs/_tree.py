"""The commands, as Discord is told of them, and what is answered to one that failed."""

from __future__ import annotations

import hashlib
import json
import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot import words
from bot.life.office import Office
from cogs._answering import answer
from cogs._translator import Translator

log = logging.getLogger(__name__)
#: Name in `meta`: what Discord was told last.
COMMANDS = "commands"
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


async def sync(bot: commands.Bot, office: Office) -> None:
    """Registers the commands if they changed since the last time: Discord limits how often one may.

    Raises StoreFailed, discord.HTTPException.
    """
    assert bot.application_id is not None
    described = [await each.get_translated_payload(bot.tree, Translator()) for each in bot.tree.get_commands()]
    text = json.dumps([bot.application_id, described], sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).digest()
    async with office.store.transaction() as tx:
        if await tx.meta(COMMANDS) == digest:
            return
    await bot.http.bulk_upsert_global_commands(bot.application_id, payload=described)
    async with office.store.transaction() as tx:
        await tx.set_meta(COMMANDS, digest)
    log.info("commands synced")

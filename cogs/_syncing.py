"""The commands, as Discord is told of them."""

from __future__ import annotations

import hashlib
import json
import logging

from discord.ext import commands

from bot.life.office import Office
from cogs._translator import Translator, translates

log = logging.getLogger(__name__)
#: Name in `meta`: what Discord was told last.
COMMANDS = "commands"


async def sync(bot: commands.Bot, office: Office) -> None:
    """Registers the commands if they changed since the last time: Discord limits how often one may.

    Raises StoreFailed, discord.HTTPException.
    """
    assert bot.application_id is not None
    known = bot.tree.get_commands()
    if translates():
        described = [await each.get_translated_payload(bot.tree, Translator()) for each in known]
    else:
        described = [each.to_dict(bot.tree) for each in known]
    text = json.dumps([bot.application_id, described], sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).digest()
    async with office.store.transaction() as tx:
        if await tx.meta(COMMANDS) == digest:
            return
    await bot.http.bulk_upsert_global_commands(bot.application_id, payload=described)
    async with office.store.transaction() as tx:
        await tx.set_meta(COMMANDS, digest)
    log.info("commands synced")

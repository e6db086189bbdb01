"""One start of the bot, without Discord, in the process that the others are forked from: `prime()`.

Whatever a start looks up, compiles or makes for the first time is there then, and no bot does it again: the catalogues,
the commands' names in all languages, the statements of the store, the parts of libraries that are loaded when needed.
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
from typing import Any

from bot import client
from bot.language import every_language
from bot.settings import Settings
from bot.store.reader import known_columns, known_layout
from tests import named


def prime() -> None:
    """Start it once and end it; nothing of it is left but what is kept in memory."""
    named.install()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_start(Settings.from_env({"DATABASE_URL": f"sqlite:///{folder}/letters.db"})))
    known_columns(known_layout())
    for language in every_language():
        language.grouped(1_000)
    gc.collect()
    gc.freeze()  # what is here stays, in each child: none looks through it again


async def _start(settings: Settings) -> None:
    async def told(*_: Any, **__: Any) -> None: ...

    bot: Any = client.build(settings)
    bot._connection.application_id = 1
    bot.http.bulk_upsert_global_commands = told
    async with bot:
        await bot.set_up()

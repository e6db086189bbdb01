"""`python -m bot move --to URL`, with the bot stopped. Progress is shown on standard error."""

from __future__ import annotations

import sys
from dataclasses import replace

from bot import words
from bot.errors import SettingError
from bot.host.progress import Bar
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import are_one, store_of
from bot.store.move import move as carry


async def move(settings: Settings, url: str) -> str:
    """Carries the database to where `url` says, and returns what to tell the host.

    May be interrupted anywhere and run again. Raises SetupError: one of the two cannot be opened or is in use; the
    other one holds letters of its own.
    """
    if not url.strip():  # it would be the default: a shell may know nothing of a name that stood there
        raise SettingError(words.host.DATABASE_URL_UNKNOWN)
    target = Settings.from_env({"DATABASE_URL": url})
    if await are_one(settings, target):
        raise SettingError(words.server.ITSELF)
    found = keys.existing(settings)  # the same key for both; each seal learns the key for tags of its own database
    here, there = store_of(settings, Seal(*found)), store_of(replace(target, seal_key=found[0]), Seal(*found))
    bar = Bar(sys.stderr, words.server.BAR)
    await here.open()
    try:
        await there.open()
        try:
            rows = await carry(here, there, bar.at)
        finally:
            await there.close()
    finally:
        await here.close()
        bar.finish()
    key = words.host.all_of(keys.needed(settings))
    said = words.server.DONE.format(rows=f"{rows:,}", path=target.shown_url, key=key)
    if settings.seal_key is None and settings.key_path != target.key_path:
        said += "\n" + words.server.KEY.format(old=settings.key_path, new=target.key_path)
    return said

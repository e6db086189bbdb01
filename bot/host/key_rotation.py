"""`python -m bot key rotate`, with the bot stopped. Progress is shown on standard error."""

from __future__ import annotations

import sys
from contextlib import aclosing

from bot import words
from bot.errors import StoreError
from bot.host.progress import Bar
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import Store, store_of


async def rotate(settings: Settings) -> str:
    """Changes the key by sealing everything anew, and returns what to tell the host.

    May be interrupted anywhere and run again. Raises SetupError: no database, a wrong key, the
    bot is running, no new key.
    """
    if settings.has_no_file:
        raise StoreError(words.host.DATABASE_MISSING.format(path=settings.database_path))
    seal = Seal(*keys.present(settings))
    store = store_of(settings, seal)
    await store.open()
    keys.begun(settings)
    try:
        seal.turn_to(keys.upcoming(settings))
        resealed = await _reseal(store)
        keys.changed(settings)
    finally:
        await store.close()
    where = words.host.ROTATED_ENV if settings.seal_key else words.host.ROTATED_FILE.format(path=settings.key_path)
    return f"{words.host.resealed(resealed)} {where}"


async def _reseal(store: Store) -> int:
    """Seals everything anew, showing progress, and returns how many values that were."""
    show, resealed = Bar(sys.stderr, words.host.SEALING), 0
    async with aclosing(store.reseal()) as steps:
        async for step in steps:
            show.at(step.seen, step.total)
            resealed = step.resealed
    show.finish()
    return resealed

"""`python -m bot unmask`: the only way to learn who wrote a letter, on the host, with the bot stopped.

There is no way around the record: it is committed, together with the message to the desk, before the account is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot import life, words
from bot.clock import Clock
from bot.errors import SettingError, StoreError
from bot.life.office import Office
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store.engine import store_of


def utc() -> datetime:
    """Returns the current moment."""
    return datetime.now(UTC)


async def unmask(
    settings: Settings, guild_id: int, number: int, reason: str, ask: Callable[[str], str], *, clock: Clock = utc
) -> str:
    """Looks whether it can be done, asks for confirmation, puts the unmasking on record, and returns the sentence with
    the account's id.

    `guild_id` and `number` name the letter. `ask` shows a text and returns what was typed. Raises
    SetupError: no reason, not confirmed, no database, the bot is running; NotFound: no such letter;
    Forgotten: its author is known to nobody.
    """
    if not reason.strip():
        raise SettingError(words.host.UNMASK_NO_REASON)
    if settings.has_no_file:
        raise StoreError(words.host.DATABASE_MISSING.format(path=settings.database_path))
    seal = Seal(*keys.present(settings))
    store = store_of(settings, seal)
    await store.open()
    keys.begun(settings)
    try:
        office = Office(store, seal, clock, store.transaction)  # the message leaves when the bot is next started
        await life.unmasking.may_unmask(office, guild_id, number)
        phrase = words.host.UNMASK_PHRASE.format(number=number)
        if ask(words.host.UNMASK_WARNING.format(number=number, reason=reason, phrase=phrase)).strip() != phrase:
            raise SettingError(words.host.UNMASK_NOT_CONFIRMED.format(phrase=phrase))
        person = await life.unmasking.unmask(office, guild_id, number, reason)
    finally:
        await store.close()
    return words.host.UNMASKED.format(number=number, person=person)

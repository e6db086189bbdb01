"""Cleaning pictures: how often that of each was begun and never came to an end, so that none stops the bot for good."""

from __future__ import annotations

from dataclasses import replace

from bot.letter import Person
from bot.life import inbox
from bot.life.office import Office

#: How often cleaning one picture is tried; the bits of each counter, and the number of counters (Discord allows ten
#: pictures in a message).
TRIES, TRY_BITS, TRY_SLOTS = 2, 2, 32


async def begin_picture(office: Office, person: Person, message: int, index: int) -> bool:
    """Note that a message's picture number `index`, from 0, is about to be cleaned.

    Returns False when its cleaning was begun TRIES times and never came to an end: it may be what the bot died of.
    """
    async with office.store.transaction() as tx:
        known = await inbox.find(office, tx, person)
        if known is None:
            return True  # forgotten meanwhile, and so is their message
        tries, shift = known.tries if known.trying == message else 0, TRY_BITS * (index % TRY_SLOTS)
        if tries >> shift & (1 << TRY_BITS) - 1 >= TRIES:
            return False
        begun = replace(known, trying=message, tries=tries + (1 << shift))
        await inbox.keep(office, tx, begun)
        return True


async def end_picture(office: Office, person: Person, message: int, index: int) -> None:
    """Note that the cleaning of that picture came to an end, good or bad.

    It may begin again if the message is read once more.
    """
    async with office.store.transaction() as tx:
        known = await inbox.find(office, tx, person)
        if known is not None and known.trying == message:
            mask = (1 << TRY_BITS) - 1 << TRY_BITS * (index % TRY_SLOTS)
            await inbox.keep(office, tx, replace(known, tries=known.tries & ~mask))

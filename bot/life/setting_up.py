"""Setting up: a server's letterbox, its settings, whether it is open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bot import words
from bot.errors import NotFound
from bot.language import ENGLISH
from bot.letter import Letter, Letterbox, Person
from bot.life import inbox
from bot.life.deletions import fill_new_desk
from bot.life.office import Office
from bot.rules import settings
from bot.store.tx import Tx


async def set_up(
    office: Office,
    guild_id: int,
    letters_id: int,
    desk_id: int,
    mature_id: int | None,
    categories: Sequence[str],
    language: str = ENGLISH.code,
) -> Letterbox:
    """Make a server's letterbox with these categories, in this language (Discord's code), or move the one there is.

    `mature_id` is an age-restricted channel, or None. A letterbox that exists keeps its categories and its language.
    Letters in public stay where they are; those that wait get their cards at the new desk, and
    the cards at the former one end.
    """
    async with office.transaction() as tx:
        known = await tx.letterbox_of(guild_id)
        letterbox = await tx.save_letterbox(guild_id, letters_id, desk_id, mature_id, categories, language)
        if known is not None and known.desk_id != desk_id:
            await fill_new_desk(office, tx, guild_id, known.desk_id)
        return letterbox


async def open_or_close(office: Office, guild_id: int, is_open: bool) -> Letterbox:
    """Start or stop taking letters. Raises NotFound before set-up."""
    async with office.transaction() as tx:
        letterbox = await letterbox_of(tx, guild_id)
        await tx.open_letterbox(letterbox.id, is_open)
        return await tx.letterbox(letterbox.id)


async def change_settings(office: Office, guild_id: int, changes: settings.Changes) -> Letterbox:
    """Change what a letterbox takes. Raises NotFound before set-up, and Refusal for what cannot be used."""
    async with office.transaction() as tx:
        return await tx.save_settings(settings.changed(await letterbox_of(tx, guild_id), changes))


async def letterboxes(office: Office) -> list[Letterbox]:
    """Return every letterbox."""
    if (known := office.store.letterboxes) is not None:
        return known
    async with office.store.reading() as tx:
        return await tx.letterboxes()


async def likeliest_first(office: Office, person: Person, found: list[Letterbox]) -> list[Letterbox]:
    """Return these letterboxes, first that of the draft that somebody is writing."""
    async with office.store.reading() as tx:
        known = await inbox.find(office, tx, person)
        with suppress(NotFound):
            home = (await tx.letter(known.draft)).letterbox_id if known else None
            return sorted(found, key=lambda letterbox: letterbox.id != home)
    return found


async def letterbox_in(office: Office, guild_id: int) -> Letterbox:
    """Return a server's letterbox. Raises NotFound with a sentence that says how to get one."""
    async with office.store.reading() as tx:
        return await letterbox_of(tx, guild_id)


async def letterbox_for(office: Office, letter_id: int) -> tuple[Letter, Letterbox]:
    """Return a letter and the letterbox that it went to. Raises NotFound, also for a draft without one."""
    async with office.store.reading() as tx:
        letter = await tx.letter(letter_id)
        if letter.letterbox_id is None:
            raise NotFound(words.letterbox.NO_LETTERBOX)
        return letter, await tx.letterbox(letter.letterbox_id)


async def letterbox_of(tx: Tx, guild_id: int) -> Letterbox:
    """Return a server's letterbox, inside a transaction. Raises NotFound with a sentence that says how to get one."""
    letterbox = await tx.letterbox_of(guild_id)
    if letterbox is None:
        raise NotFound(words.letterbox.NO_LETTERBOX_HERE)
    return letterbox

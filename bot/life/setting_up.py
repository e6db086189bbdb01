"""Setting up: a server's letterboxes, their settings and saved reasons, whether they are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from bot import words
from bot.errors import NotFound
from bot.language import ENGLISH
from bot.letter import Kind, Letter, Letterbox, Person
from bot.life import inbox, outbox
from bot.life.deletions import fill_new_desk
from bot.life.office import Office
from bot.rules import letterboxes as rules
from bot.rules import reasons, settings
from bot.store.tx import Tx


async def set_up(
    office: Office,
    guild_id: int,
    letters_id: int,
    desk_id: int,
    mature_id: int | None,
    categories: Sequence[str],
    language: str = ENGLISH.code,
    name: str | None = None,
) -> Letterbox:
    """Make a letterbox with these categories, in this language (Discord's code), or move the server's one of this name;
    without a name, the only one.

    `mature_id` is an age-restricted channel, or None. A letterbox that exists keeps its categories and its language.
    Letters in public stay where they are; those that wait get their cards at the new desk, and the cards at the former
    one end. Raises Refusal where it is not clear which one is meant, where there is no room for another, and for
    channels that cannot be used beside those of the others.
    """
    async with office.transaction() as tx:
        return await place(office, tx, guild_id, letters_id, desk_id, mature_id, categories, language, name)


async def place(
    office: Office,
    tx: Tx,
    guild_id: int,
    letters_id: int,
    desk_id: int,
    mature_id: int | None,
    categories: Sequence[str],
    language: str,
    name: str | None,
) -> Letterbox:
    """Do as `set_up`, inside a transaction."""
    there, name = await tx.letterboxes_of(guild_id), None if name is None else rules.as_name(name)
    known = rules.to_set_up(there, name)
    others = [each for each in there if known is None or each.id != known.id]
    rules.check_channels(others, desk_id, {letters_id, mature_id})
    for each in others:
        if not each.name:  # until now it was the only one
            await tx.save_settings(replace(each, name=rules.name_of(each)))
    if known is not None and name is not None:
        known = await tx.save_settings(replace(known, name=name))
    name = known.name if known is not None else name or ""
    letterbox = await tx.save_letterbox(guild_id, letters_id, desk_id, mature_id, categories, language, name)
    if known is not None and known.desk_id != desk_id:
        await fill_new_desk(office, tx, known.id, known.desk_id)
    return letterbox


async def open_or_close(office: Office, letterbox_id: int, is_open: bool, opens_at: int | None = None) -> Letterbox:
    """Start or stop taking letters; `opens_at` (Unix seconds) is when one that is closed opens by itself.

    Nothing has to happen at that moment: whoever asks whether it is open compares the time. Raises NotFound.
    """
    async with office.transaction() as tx:
        await tx.save_settings(replace(await tx.letterbox(letterbox_id), opens_at=opens_at))
        await tx.open_letterbox(letterbox_id, is_open)
        return await tx.letterbox(letterbox_id)


async def change_settings(office: Office, letterbox_id: int, changes: settings.Changes) -> Letterbox:
    """Change what a letterbox takes, its name, or its language; cards at the desk say how many moderators their letters
    take now, in the language that it has now.

    Raises NotFound, and Refusal for what cannot be used.
    """
    async with office.transaction() as tx:
        letterbox = await tx.letterbox(letterbox_id)
        changed = settings.changed(letterbox, changes)
        rules.check_name(await tx.letterboxes_of(letterbox.guild_id), changed)
        # those that a new desk would get are those that wait
        if (changed.quorum, changed.language) != (letterbox.quorum, letterbox.language):
            for letter_id in await tx.for_new_desk(letterbox_id):
                await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return await tx.save_settings(changed)


async def keep_reasons(office: Office, letterbox_id: int, text: str) -> Letterbox:
    """Save the reasons that moderators often give, one on a line, in place of those before. Raises Refusal."""
    saved = reasons.parsed(text)
    async with office.transaction() as tx:
        return await tx.save_settings(replace(await tx.letterbox(letterbox_id), reasons=saved))


async def post_panel(office: Office, letterbox_id: int, channel_id: int) -> Letterbox:
    """Have a message posted in a channel with which anybody can begin a letter to this letterbox. Raises NotFound."""
    async with office.transaction() as tx:
        letterbox = await tx.letterbox(letterbox_id)
        await outbox.send_panel(tx, letterbox, channel_id, now=office.now)
        return letterbox


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


async def letterboxes_in(office: Office, guild_id: int) -> list[Letterbox]:
    """Return a server's letterboxes, in the order in which they were set up. Raises NotFound with a sentence that says
    how to get one where there is none."""
    return _there(each for each in await letterboxes(office) if each.guild_id == guild_id)


async def letterbox_for(office: Office, letter_id: int) -> tuple[Letter, Letterbox]:
    """Return a letter and the letterbox that it went to. Raises NotFound, also for a draft without one."""
    async with office.store.reading() as tx:
        letter = await tx.letter(letter_id)
        if letter.letterbox_id is None:
            raise NotFound(words.letterbox.NO_LETTERBOX)
        return letter, await tx.letterbox(letter.letterbox_id)


async def letterboxes_of(tx: Tx, guild_id: int) -> list[Letterbox]:
    """Do as `letterboxes_in`, inside a transaction."""
    return _there(await tx.letterboxes_of(guild_id))


def _there(found: Iterable[Letterbox]) -> list[Letterbox]:
    if not (there := [*found]):
        raise NotFound(words.letterbox.NO_LETTERBOX_HERE)
    return there

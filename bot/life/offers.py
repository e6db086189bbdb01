"""Offering: which letters a command may be about, while somebody types a number or words of a title.

Titles are sealed, so only those of the newest letters are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.letter import AUTHORS_OWN, Letter, Person
from bot.life.office import Office

#: Letters of a server among which the typed words are looked for, at most; a whole number is found among all.
NEWEST = 200
#: Letters whose authors are compared with whoever asks for their own, at most.
AUTHORS = 1_000
#: Whether a letter is among those that a command can be about.
Fits = Callable[[Letter], bool]


async def at_desk(
    office: Office, guild_id: int, letterbox_ids: Collection[int], fits: Fits, typed: str
) -> list[Letter]:
    """Return the letters of these letterboxes that fit and that the typed text may mean, the newest first, as the desk
    may see them."""
    async with office.store.reading() as tx:
        found = await tx.newest_letters(guild_id, NEWEST)
        typed = typed.strip()
        if typed.isdecimal() and int(typed) not in {each.number for each in found}:
            found += await tx.letters_numbered(guild_id, int(typed))
    seen = [each.for_the_desk() for each in found if each.letterbox_id in letterbox_ids]
    return [each for each in seen if fits(each) and means(each, typed)]


async def blocked(office: Office, guild_id: int, letterbox_ids: Collection[int], typed: str) -> list[Letter]:
    """Return those on which, or on a response to which, a block is set."""
    async with office.store.reading() as tx:
        found = {letter.id: letter for letter, _ in await tx.blocked_letters(guild_id, office.now)}
    seen = [each.for_the_desk() for each in found.values() if each.letterbox_id in letterbox_ids]
    return [each for each in seen if means(each, typed)]


async def own(office: Office, person: Person, guild_id: int | None, fits: Fits, typed: str) -> list[Letter]:
    """Return this person's letters that fit and have a number, in this server (None: in all), the newest first."""
    async with office.store.reading() as tx:
        letters = [await tx.letter(each) for each in await tx.newest_by(office.mine(person), guild_id, AUTHORS)]
    return [each for each in letters if each.number is not None and fits(each) and means(each, typed, own=True)]


def means(letter: Letter, typed: str, *, own: bool = False) -> bool:
    """Whether somebody may mean this letter by what they typed: the beginning of its number, or words of its title."""
    title = (title_of(letter) if not own else letter.title or "").casefold()
    return str(letter.number).startswith(typed.strip()) or all(word in title for word in typed.casefold().split())


def title_of(letter: Letter) -> str:
    """Return a letter's title as the desk may see it."""
    return "" if letter.state in AUTHORS_OWN else letter.title or ""

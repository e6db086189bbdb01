"""Finding: letters by number, by author, by message."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection
from dataclasses import dataclass

from bot import words
from bot.errors import NotFound
from bot.letter import Letter, Letterbox, Person, Response, State, Tag
from bot.life.office import Office, own_letter
from bot.life.setting_up import letterboxes_of
from bot.store.tx import Tx

#: How many live letters are read in one transaction.
PAGE = 500


def page_of(page: int, count: int, size: int) -> int:
    """Return which page (from 0) of so many things is shown: the last one to whoever asks for a later one."""
    return min(page, max(count - 1, 0) // size)


async def numbered(office: Office, guild_id: int, number: int) -> Letter:
    """Return the letter with this number in a server. Raises NotFound, also when the server has no letterbox."""
    async with office.transaction() as tx:
        await letterboxes_of(tx, guild_id)
        return await tx.letter_numbered(guild_id, number)


async def at_desk(office: Office, guild_id: int, letter_id: int) -> Letter:
    """Return a letter that reached the desk of this server. Raises NotFound.

    The error does not tell a letter of another server, or one that its author has not sent yet, from one that is gone.
    """
    async with office.store.reading() as tx:
        return await at_desk_of(tx, guild_id, letter_id)


async def at_desk_of(tx: Tx, guild_id: int, letter_id: int) -> Letter:
    """Do as `at_desk`, inside a transaction."""
    found = await tx.letter(letter_id)
    if found.guild_id != guild_id or found.number is None:
        raise NotFound(words.trouble.LETTER_GONE)
    return found


async def standing_at(office: Office, guild_id: int, channel_id: int, letter_id: int) -> tuple[Letter, Letterbox]:
    """Return a letter that stands in this channel or whose thread this is, and its letterbox. Raises NotFound.

    A letter that is out of sight is found from every channel of its server.
    """
    async with office.store.reading() as tx:
        found = await at_desk_of(tx, guild_id, letter_id)
        assert found.letterbox_id is not None  # it was sent
        letterbox = await tx.letterbox(found.letterbox_id)
    if found.state is State.PUBLISHED and channel_id not in (found.channel_id, found.thread_id):
        raise NotFound(words.trouble.LETTER_GONE)
    return found, letterbox


async def own(office: Office, person: Person, letter_id: int) -> Letter:
    """Return a letter that this person wrote. Raises NotYours, NotFound."""
    async with office.transaction() as tx:
        return await own_letter(office, tx, letter_id, person)


async def own_numbered(office: Office, person: Person, number: int, guild_ids: Collection[int] | None) -> list[Letter]:
    """Return this person's letters with this number in these servers (None: in all, also in those that they left).

    Raises NotFound when there is none.
    """
    async with office.transaction() as tx:
        letters = await tx.letters_by(office.mine(person), guild_ids)
    found = [each for each in letters if each.number == number]
    if not found:
        raise NotFound(words.trouble.NO_SUCH_OWN_NUMBER.format(number=number))
    return found


async def drafted(office: Office) -> list[tuple[Person, set[Tag]]]:
    """Return the writers of open drafts that came from direct messages, and the marks of those messages."""
    async with office.store.transaction() as tx:
        return office.written([(draft, await tx.sources(draft.id)) for draft in await tx.open_drafts()])


async def live_letters(office: Office) -> AsyncGenerator[Letter]:
    """Yield the letters whose threads the bot follows: published, and their time is not over; newest first.

    They are read in pages, so that a million of them are never in memory together.
    """
    last: Letter | None = None
    while True:
        async with office.store.transaction() as tx:
            page = await tx.live_letters(last, PAGE)
        for letter in page:
            yield letter
        if len(page) < PAGE:
            return
        last = page[-1]


async def cards_at_desks(office: Office) -> list[tuple[int, int]]:
    """Return the letterbox id and message id of the review card of every letter that waits, newest first."""
    async with office.store.transaction() as tx:
        return await tx.cards_at_desks()


async def posted_responses(office: Office, letter_id: int) -> list[Response]:
    """Return the responses that stand, or stood, in a letter's thread."""
    async with office.store.transaction() as tx:
        return await tx.posted_responses(letter_id)


@dataclass(frozen=True, slots=True)
class About:
    """What a message in a server has to do with a letter."""

    letter: Letter
    is_letter: bool  #: whether it is the letter itself, or a further page of it
    response: Response | None  #: the response that it is


async def about(office: Office, guild_id: int, channel_id: int, message_id: int) -> About:
    """Return what a message in this channel or thread is about: it is a letter, a page or a response, stands in a
    letter's thread, or is a letter's card at the desk. Raises NotFound for any other, and for another server's."""
    async with office.store.reading() as tx:
        response, continued = await tx.response_in(message_id), await tx.letter_continued_in(message_id)
        home = response.letter_id if response is not None else continued
        found = await tx.letter_with(message_id) if home is None else await tx.letter(home)
        found = found or await tx.letter_in(channel_id)
    if found is None or found.guild_id != guild_id or found.number is None:
        raise NotFound(words.trouble.LETTER_GONE)
    return About(found, continued is not None or message_id == found.message_id, response)

"""Listening: who replied under a pen name may hear that something new was said in that thread.

They are kept as authors are: sealed, and forgotten with the letter's author. Whether there is anything that they have
not written themselves is looked at when the message leaves: if one were enqueued only for what others say, the rows
would tell which responses are theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bot import words
from bot.errors import NotYours, SealError, WrongState
from bot.letter import Letter, Listener, Person, Response, ResponseKind, new_id
from bot.life import changing
from bot.life.office import Office, in_public
from bot.sealing import names
from bot.store.tx import Tx


async def listen(office: Office, person: Person, response_id: int) -> Letter:
    """Tell this person of what is said from now on in the thread of the letter that they replied to.

    Returns the letter. Raises NotYours, NotFound, and WrongState when it is not public or their reply does not stand.
    """
    letter, response = await changing.own(office, person, response_id)
    async with office.transaction() as tx:
        if response.kind is not ResponseKind.PEN:
            raise NotYours(words.responses.NOT_YOURS)
        in_public(letter)
        if await find(office, tx, letter.id, person) is None:
            listener_id = new_id()
            sealed = office.seal.seal_person(person, names.listener_of(listener_id))
            await tx.add_listener(listener_id, letter.id, sealed, response.number)
        return letter


async def hush(office: Office, person: Person, letter_id: int) -> Letter:
    """Tell this person no more of what is said in a letter's thread. Returns the letter. Raises NotFound, and
    WrongState when they were told nothing."""
    async with office.transaction() as tx:
        listener = await find(office, tx, letter_id, person)
        if listener is None:
            raise WrongState(words.responses.HEARS_NOTHING)
        await tx.drop_listener(listener.id)
        return await tx.letter(letter_id)


async def find(office: Office, tx: Tx, letter_id: int, person: Person) -> Listener | None:
    """Return this person as one who hears of a letter's thread, or None."""
    for listener in await tx.listeners(letter_id):
        with suppress(SealError):  # one that does not open is nobody's
            if person_of(office, listener).id == person.id:
                return listener
    return None


def person_of(office: Office, listener: Listener) -> Person:
    """Return who hears of a thread; account 0 once they are forgotten. Raises SealError."""
    return office.seal.open_person(listener.person, names.listener_of(listener.id))


async def of_person(office: Office, tx: Tx, person: Person) -> list[Listener]:
    """Return everything that this person hears of, in every server."""
    found = list[Listener]()
    for listener in await tx.all_listeners():
        with suppress(SealError):
            if person_of(office, listener).id == person.id:
                found.append(listener)
    return found


def has_news(office: Office, letter: Letter, person: Person, since: Sequence[Response]) -> bool:
    """Return whether somebody else said something in a letter's thread."""
    return any(not each.gone and not office.wrote(person, letter, each) for each in since)


async def told(office: Office, tx: Tx, listener_id: int, person: Person, number: int) -> None:
    """Note that everything up to the response with this number was looked at, and where that person's direct messages
    are, unless they were forgotten meanwhile. Raises NotFound when they want to hear nothing any more."""
    listener = await tx.listener(listener_id)
    same = person_of(office, listener).id == person.id
    sealed = office.seal.seal_person(person, names.listener_of(listener_id)) if same else listener.person
    await tx.told_listener(listener_id, sealed, number)

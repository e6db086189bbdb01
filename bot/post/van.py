"""What every delivery works with: the transaction of its record, the attempt, the author's channel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from bot import life
from bot.letter import Attempt, Delivery, Kind, Letter, Person
from bot.life.office import Office
from bot.post.courier import Courier
from bot.sealing import names
from bot.store.tx import Tx

#: Seconds for which Discord is sure to return the first message for a repeated nonce: it says “the past few minutes”.
NONCE_LIFE = 120


@dataclass(slots=True)
class Van(ABC):
    """The tools of every delivery: those of the office, and the courier that talks to Discord."""

    office: Office
    courier: Courier

    async def done(self, tx: Tx, delivery: Delivery) -> None:
        """Take a delivery out of the outbox. If it was parked, the letter's card need not say so any more."""
        await tx.done(delivery.id)
        if delivery.parked is not None and delivery.letter_id is not None:
            letter = await tx.letter(delivery.letter_id)
            if letter.trouble == delivery.parked:
                await tx.trouble(letter.id, None)
                await life.outbox.send(tx, Kind.DESK_CARD, letter.id, now=self.office.now)

    @abstractmethod
    def recording(self, delivery: Delivery) -> AbstractAsyncContextManager[Tx]:
        """Take a delivery out of the outbox, in the transaction that records its effect."""

    async def drop(self, delivery: Delivery) -> None:
        """Take a delivery out of the outbox: there was nothing to do, or there is nothing more to record."""
        async with self.recording(delivery):
            pass


async def letter_of(tx: Tx, delivery: Delivery) -> Letter:
    """Return the letter that a delivery is about, as it is now. Raises NotFound."""
    assert delivery.letter_id is not None
    return await tx.letter(delivery.letter_id)


def attempt_at(delivery: Delivery) -> Attempt:
    """Return this attempt, with the moment since when an earlier one may have taken effect.

    That is any time for a delivery that may have been made before a backup was put back, which knows nothing of it. But
    each response and each notice is new, so nothing older can be mistaken for it.
    """
    if delivery.in_doubt and delivery.kind not in (Kind.RESPONSE, Kind.NOTICE):
        return Attempt(delivery.nonce, 0)
    return Attempt(delivery.nonce, delivery.created_at if delivery.attempts > 1 else None)


def unmarked_attempt_at(van: Van, delivery: Delivery) -> Attempt:
    """Return the attempt at a message that can be recognised by its text alone.

    While Discord is sure to remember the nonce, relying on that is better than looking for the text.
    """
    young = van.office.now - delivery.created_at < NONCE_LIFE
    return Attempt(delivery.nonce) if young and not delivery.in_doubt else attempt_at(delivery)


async def desk_of(tx: Tx, letter: Letter) -> int:
    """Return the id of the channel in which a letter is reviewed."""
    assert letter.letterbox_id is not None
    return (await tx.letterbox(letter.letterbox_id)).desk_id


async def author_of_letter(van: Van, letter: Letter) -> Person:
    """Return the author with their direct-message channel, which is opened and remembered if none was known.

    Raises Forgotten, and what the courier raises.
    """
    person = van.office.author(letter)
    if person.dm:
        return person
    person = replace(person, dm=await van.courier.dm(person))
    async with van.office.store.transaction() as tx:
        if await is_still(van.office, tx, letter, person):
            await tx.know_author(letter.id, van.office.seal.seal_person(person, names.author_of(letter.id)))
    return person


async def is_still(office: Office, tx: Tx, letter: Letter, person: Person) -> bool:
    """Return whether a letter's author is still known, and is this person.

    If they were forgotten while something was on its way to them, nothing that leads to them may be written down.
    """
    return office.is_by(await tx.letter(letter.id), person)


async def meet(office: Office, tx: Tx, letter: Letter, person: Person, message_id: int) -> None:
    """Note that somebody has a message from the bot: they may reply to it, although they never wrote to the bot."""
    if await is_still(office, tx, letter, person):
        await life.inbox.meet_with(office, tx, person, message_id)

"""What every delivery works with, and what is read before it leaves."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot import life
from bot.letter import Attempt, Delivery, Kind, Letter, Person
from bot.life.office import Office
from bot.post.courier import Courier
from bot.sealing import names
from bot.store.tx import Tx

#: Seconds for which Discord surely gives back the first message for a nonce: it says “the past few minutes”.
NONCE_LIFE = 120


@dataclass(slots=True)
class Van:
    """Carries deliveries: the office's tools, and the courier that asks Discord."""

    office: Office
    courier: Courier

    @asynccontextmanager
    async def reading(self, delivery: Delivery) -> AsyncGenerator[tuple[Tx, Letter]]:
        """The one transaction in which everything is read that is sent, with the letter as it is now."""
        assert delivery.letter_id is not None
        async with self.office.store.reading() as tx:
            yield tx, await tx.letter(delivery.letter_id)

    @asynccontextmanager
    async def recording(self, delivery: Delivery) -> AsyncGenerator[Tx]:
        """The transaction in which a delivery leaves the outbox and its effect is written down."""
        async with self.office.store.transaction() as tx:
            await tx.done(delivery.id)
            yield tx

    async def drop(self, delivery: Delivery) -> None:
        """There is nothing to do, or nothing more to record."""
        async with self.recording(delivery):
            pass


def attempt_at(delivery: Delivery) -> Attempt:
    """This try, and since when an earlier one may have taken effect.

    At any time, for one that may have been made before a backup was put back, which knows nothing of it. Each response
    and each notice is new, so what was written since is like none of before.
    """
    if delivery.in_doubt and delivery.kind not in (Kind.RESPONSE, Kind.NOTICE):
        return Attempt(delivery.nonce, 0)
    return Attempt(delivery.nonce, delivery.created_at if delivery.attempts > 1 else None)


def unmarked_attempt_at(van: Van, delivery: Delivery) -> Attempt:
    """The same for what carries no mark but its words: the nonce is the better one while Discord surely knows it."""
    young = van.office.now - delivery.created_at < NONCE_LIFE
    return Attempt(delivery.nonce) if young and not delivery.in_doubt else attempt_at(delivery)


async def desk_of(tx: Tx, letter: Letter) -> int:
    """The channel in which a letter is reviewed."""
    assert letter.letterbox_id is not None
    return (await tx.letterbox(letter.letterbox_id)).desk_id


async def author_of_letter(van: Van, letter: Letter) -> Person:
    """The author with a direct-message channel, opened and remembered if none was known."""
    person = van.office.author(letter)
    if person.dm:
        return person
    person = replace(person, dm=await van.courier.dm(person))
    async with van.office.store.transaction() as tx:
        if await is_still(van.office, tx, letter, person):
            await tx.know_author(letter.id, van.office.seal.seal_person(person, names.author_of(letter.id)))
    return person


async def is_still(office: Office, tx: Tx, letter: Letter, person: Person) -> bool:
    """Whether a letter's author has not been forgotten while something was on its way to them: then nothing that leads
    to them may be written down."""
    return office.is_by(await tx.letter(letter.id), person)


async def meet(office: Office, tx: Tx, letter: Letter, person: Person, message_id: int) -> None:
    """Whoever gets a message from the bot may reply to it, although they never wrote to it themselves."""
    if await is_still(office, tx, letter, person):
        await life.inbox.meet_with(office, tx, person, message_id)

"""Where people's direct messages are, and how far they have been handled: what the bot catches up from.

Discord lists no direct-message channels, so the bot keeps one row for each person who writes to it; sealed, since such
an id tells when. A row moves in the transaction of what was done about a message: nothing is doubled or left out.
"""

from __future__ import annotations

import asyncio
import struct
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bot.errors import NotFound, SealError
from bot.letter import Letter, Person, Sealed, Tag, new_id
from bot.life.office import Office
from bot.rules.entry import DAY
from bot.sealing import names
from bot.store.tx import Tx


async def is_new(office: Office, person: Person, message_id: int) -> bool:
    """Return whether a direct message has not been handled yet. Whoever writes for the first time gets an inbox."""
    async with office.store.transaction() as tx:
        return message_id > (await meet(office, tx, person, message_id - 1)).message


async def inbox_of(office: Office, person: Person) -> Inbox | None:
    """Return how far somebody's direct messages have been handled; None when they are not known (any more)."""
    async with office.store.transaction() as tx:
        return await find(office, tx, person)


async def read_up_to(office: Office, person: Person, message_id: int) -> None:
    """Mark somebody's direct messages up to this one as needing nothing more."""
    async with office.store.transaction() as tx:
        await read_on(office, tx, person, message_id)


#: Days that somebody without a letter is known after their last message.
INBOX_DAYS = 7
#: A minute in terms of Discord's ids, which hold milliseconds from their 23rd bit on.
SNOWFLAKE_MINUTE = 60_000 << 22
#: Discord counts the milliseconds in its ids from the beginning of 2015, in Unix seconds.
DISCORD_EPOCH = 1_420_070_400
#: Rows read in one transaction; people who are forgotten in one.
BATCH, STRANGERS = 50, 500
#: What is sealed: account, channel, last message, last edit, language, message being tried, counters, the draft that is
#: being written, when, and the one before it, whether they were welcomed; when to tell them again (`struct` format).
POSITION, AGAIN = ">QQQQ8sQQQQQ?", ">Q"


@dataclass(frozen=True, slots=True)
class Inbox:
    """One person's direct messages."""

    id: int  #: random, 63 bits
    person: Person
    message: int = field(repr=False)  #: id of the last that was handled
    edited: int = field(default=0, repr=False)  #: time of the last edit that was followed, in Unix microseconds
    trying: int = field(default=0, repr=False)  #: id of the message whose pictures are being cleaned
    tries: int = field(default=0, repr=False)  #: how often the cleaning of each never came to an end (`cleaning`)
    draft: int = field(default=0, repr=False)  #: id of the draft that messages go into; 0: none
    draft_at: int = field(default=0, repr=False)  #: when it was last written on or its card came, in Unix seconds
    rested: int = field(default=0, repr=False)  #: id of the draft that rested when this one was begun; 0: none
    welcomed: bool = False  #: whether they read what this is
    #: From when on (Unix seconds) they are told again of what did not reach them; 0: of nothing.
    again: int = field(default=0, repr=False)
    previous: int = 0  #: id of the last that was handled before the one being `taken`; kept nowhere


def second_of(message: int) -> int:
    """Return when a message was sent, in Unix seconds, from its id."""
    return (message >> 22) // 1000 + DISCORD_EPOCH


async def find(office: Office, tx: Tx, person: Person) -> Inbox | None:
    """Return how far somebody's messages have been handled; None when they are not known."""
    found = await tx.inbox_of(_tag(office, person))
    return None if found is None else _open(office, *found)


async def newest(office: Office, tx: Tx, person: Person) -> int:
    """Return the id of the newest direct message from somebody that was handled; 0 when there is none."""
    found = await find(office, tx, person)
    return 0 if found is None else found.message


async def meet(office: Office, tx: Tx, person: Person, before: int) -> Inbox:
    """Return somebody's inbox, with their language; a new one, in which those after `before` are not handled."""
    if (found := await find(office, tx, person)) is None:
        found = Inbox(new_id(), person, before)
        await _save(office, tx, found)
    elif person.language and person.language != found.person.language:
        found = replace(found, person=replace(found.person, language=person.language))
        await keep(office, tx, found)
    return found


async def meet_with(office: Office, tx: Tx, person: Person, message: int) -> None:
    """The bot sent somebody this `message`: they may reply to it, although they never wrote, and were welcomed before.

    What they wrote in the minute before has not been handled either: it may have been under way at the same moment.
    """
    await welcomed(office, tx, await meet(office, tx, person, message - SNOWFLAKE_MINUTE))


async def welcomed(office: Office, tx: Tx, known: Inbox) -> Inbox:
    """Note that somebody was welcomed. Returns their inbox."""
    if not known.welcomed:  # whatever changes here has the write-ahead log emptied
        known = replace(known, welcomed=True)
        await keep(office, tx, known)
    return known


async def missed(office: Office, tx: Tx, person: Person) -> None:
    """A notice did not reach somebody, who takes no direct messages: they are told again when they write."""
    known = await meet(office, tx, person, max(office.now - DISCORD_EPOCH, 0) * 1000 << 22)
    await keep(office, tx, replace(known, again=max(known.again, office.now)))


async def handled(office: Office, tx: Tx, person: Person, message: int, edited: int = 0) -> Person:
    """Do what `taken` does. Returns the person, with their language where it is known."""
    return (await taken(office, tx, person, message, edited)).person


async def is_newer(office: Office, tx: Tx, person: Person, edited: int) -> bool:
    """Return whether an edit (its time in Unix microseconds; 0: never) came after the last that was followed.

    Discord also reports one when a link gets its preview or a message is pinned. That must not undo what was changed
    by a form since.
    """
    known = await find(office, tx, person)
    return edited > (0 if known is None else known.edited)


async def taken(office: Office, tx: Tx, person: Person, message: int, edited: int = 0) -> Inbox:
    """Mark all up to this message as handled, and every edit up to `edited` (Unix microseconds) as followed. Returns
    their inbox, with their language where it is known."""
    known = await find(office, tx, person) or Inbox(new_id(), person, 0)
    now = replace(
        known,
        person=replace(person, language=person.language or known.person.language),
        message=max(known.message, message),
        edited=max(known.edited, edited),
        previous=known.message,
    )
    await _save(office, tx, now)
    return now


async def write_on(office: Office, tx: Tx, known: Inbox | None, draft: int, at: int, rested: int | None = None) -> None:
    """Note that messages from now on, `at` Unix seconds, go into this draft. `rested`: the one before it, if it is new.

    Nothing is noted about somebody who is not known (None).
    """
    if known is not None:
        rested = (known.rested if known.draft == draft else 0) if rested is None else rested
        await keep(office, tx, replace(known, draft=draft, draft_at=max(at, known.draft_at), rested=rested))


async def read_on(office: Office, tx: Tx, person: Person, message: int) -> None:
    """Note that nothing of theirs up to this message needs handling. How long they are known does not change."""
    if (known := await find(office, tx, person)) is not None:
        await keep(office, tx, replace(known, message=max(known.message, message)))


async def keep(office: Office, tx: Tx, known: Inbox) -> None:
    """Write down what is known of somebody's messages. How long they are known does not change."""
    await tx.set_inbox_position(known.id, _sealed(office, known))


async def inboxes(office: Office) -> list[Inbox]:
    """Return every inbox that the bot has to catch up with, whoever wrote last first."""
    found, after = list[Inbox](), -1
    while True:
        async with office.store.transaction() as tx:
            rows = await tx.inboxes(after, BATCH)
        for row in rows:
            with suppress(SealError):  # a value that does not open is nobody's
                found.append(_open(office, *row))
        if len(rows) < BATCH:
            return sorted(found, key=lambda inbox: inbox.message, reverse=True)
        after = rows[-1][0]


async def drop(office: Office, tx: Tx, person: Person) -> None:
    """Delete somebody's inbox."""
    if (known := await find(office, tx, person)) is not None:
        await tx.drop_inbox(known.id)


async def recheck(office: Office, tx: Tx, letter: Letter, *, at_once: bool) -> None:
    """A letter is about to be deleted, or its author to be forgotten: if it was their last, their inbox goes too.

    It goes at once or, since somebody who discards a draft may be about to begin another, a week after they last wrote.
    """
    writer = office.writer(letter)
    if writer is not None:
        await tx.recheck_inbox(_tag(office, writer), office.now // DAY * DAY, at_once)


async def stay(office: Office, tx: Tx, person: Person) -> None:
    """Know somebody for another week, if they are known: they wrote something elsewhere than in direct messages."""
    await tx.recheck_inbox(_tag(office, person), _a_week_from(office.now), at_once=True)


async def forget_strangers(office: Office) -> int:
    """Forget a batch of those who have not written for a week and have no letter.

    Returns how many rows were looked at; 0 when nothing is left to do. Whose a letter is tells only the key, so all
    that are known are opened: in pages, between which everybody else gets their turn. What happened meanwhile counts.
    """
    async with office.store.reading() as tx:
        over = {row[0]: _open(office, *row).person for row in await tx.inboxes_over(office.now, STRANGERS)}
    if not over:
        return 0
    letters = await _a_letter_of_each(office, {person.id for person in over.values()})
    async with office.transaction() as tx:
        for inbox_id, _ in await tx.inboxes_over(office.now, STRANGERS):
            if inbox_id not in over or await _is_gone(office, tx, letter := letters.get(over[inbox_id].id)):
                continue
            await (tx.drop_inbox(inbox_id) if letter is None else tx.keep_inbox(inbox_id))
    return len(over)


async def _a_letter_of_each(office: Office, people: set[int]) -> dict[int, int]:
    """Return the id of a letter of each of these accounts, where there is one."""
    found, after = dict[int, int](), -1
    while True:
        async with office.store.reading() as tx:
            rows = await tx.authors(after, BATCH)
        for row in rows:
            with suppress(SealError):  # a value that does not open is nobody's
                author = office.seal.open_person(row["sealed_author"], names.author_of(row["id"])).id
                if author in people:
                    found[author] = row["id"]
        if len(rows) < BATCH:
            return found
        after = rows[-1]["id"]
        await asyncio.sleep(0)


async def _is_gone(office: Office, tx: Tx, letter_id: int | None) -> bool:
    """Return whether a letter that was somebody's is theirs no more: then they are looked at again."""
    if letter_id is None:
        return False
    with suppress(NotFound):
        return office.writer(await tx.letter(letter_id)) is None
    return True


def _tag(office: Office, person: Person) -> Tag:
    return office.seal.tag("inbox", 0, person.id)


async def _save(office: Office, tx: Tx, inbox: Inbox) -> None:
    until = _a_week_from(office.now)
    await tx.save_inbox(inbox.id, _tag(office, inbox.person), _sealed(office, inbox), until)


def _a_week_from(now: int) -> int:
    return (now // DAY + INBOX_DAYS) * DAY  # a midnight: the hour would tell when they wrote


def _sealed(office: Office, inbox: Inbox) -> Sealed:
    person, language = inbox.person, inbox.person.language.encode()
    read, pictures = (inbox.message, inbox.edited), (inbox.trying, inbox.tries)
    writing = (inbox.draft, inbox.draft_at, inbox.rested)
    position = struct.pack(POSITION, person.id, person.dm, *read, language, *pictures, *writing, inbox.welcomed)
    return office.seal.seal(position + struct.pack(AGAIN, inbox.again), names.inbox_of(inbox.id))


def _open(office: Office, inbox_id: int, sealed: Sealed) -> Inbox:
    position = office.seal.open(sealed, names.inbox_of(inbox_id))
    whole = struct.calcsize(POSITION)  # older versions stored less: whom they knew is not new, and may have missed some
    again = struct.unpack(AGAIN, position[whole:])[0] if len(position) > whole else 1
    position = position[:whole].ljust(whole - 1, b"\0").ljust(whole, b"\1")
    account, dm, message, edited, code, *rest, was = struct.unpack(POSITION, position)
    person = Person(account, dm, code.rstrip(b"\0").decode())
    return Inbox(inbox_id, person, message, edited, *rest, welcomed=was, again=again)

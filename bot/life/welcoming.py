"""Whoever writes for the first time reads what this is, once; so does whoever greets the bot, or asks it that.

The first time is when the bot does not know them: it knows somebody as long as they have a letter here, and for a week
after they last wrote (`inbox`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import words
from bot.language import Said, lines
from bot.letter import Letter, Letterbox, Membership, Person
from bot.life import inbox, outbox
from bot.life.drafts import Message
from bot.life.inbox import Inbox
from bot.life.office import Office
from bot.rules import greetings, letterboxes, questions
from bot.store.tx import Tx


async def answered(office: Office, tx: Tx, known: Inbox, message: Message, memberships: Sequence[Membership]) -> bool:
    """Answer a message that is no letter; return False for one that is.

    A question comes with the offer to begin a letter with it. It counts as a letter when too much waits for its writer
    to be answered: nothing of it is lost.
    """
    asks = questions.is_question(message.text)
    if message.pictures or not (asks or greetings.is_greeting(message.text)):
        return False
    said = [*message.left_out, what_it_is(letterboxes.only(memberships)), *([words.welcome.QUESTION] if asks else [])]
    offer, reader = message.id if asks else 0, letterboxes.reader(known.person, memberships)
    if not await outbox.send_note(tx, reader, lines(said), now=office.now, offer=offer):
        return not asks
    await inbox.welcomed(office, tx, known)
    return True


async def welcome(
    office: Office, tx: Tx, known: Inbox, memberships: Sequence[Membership], draft: Letter | None = None
) -> Inbox:
    """Welcome whoever has not been, above the card of their first draft. Return their inbox."""
    if known.welcomed:
        return known
    reader = letterboxes.reader(known.person, memberships)
    await outbox.send_note(tx, reader, what_it_is(letterboxes.only(memberships)), now=office.now, above=draft)
    return await inbox.welcomed(office, tx, known)


async def welcome_with_form(office: Office, tx: Tx, person: Person, letterbox: Letterbox) -> None:
    """Welcome whoever begins with the form. Their inbox begins with the card, which is not to wait for this."""
    if await inbox.find(office, tx, person) is None:
        await outbox.send_note(tx, person, what_it_is(letterbox), now=office.now)


def what_it_is(letterbox: Letterbox | None) -> Said:
    """Return what whoever writes for the first time reads, for one letterbox or (None) for any."""
    if letterbox is None:
        return words.welcome.welcome(None, unread=False)
    return words.welcome.welcome(letterbox.keep_days, unread=letterbox.unread)

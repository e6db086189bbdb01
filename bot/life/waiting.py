"""What waits at a desk: a role is told of new letters, and the desk once a day of those that have waited for long."""

from __future__ import annotations

from bot import words
from bot.letter import Letter, Letterbox
from bot.life import outbox
from bot.life.office import Office
from bot.rules.entry import DAY, HOUR, MINUTE
from bot.store.tx import Tx

#: Seconds in which letters that reach the desk together have their cards there first.
PING_WAIT = 5
#: Letters of a digest that are named.
NAMED = 10


async def tell_role(office: Office, tx: Tx, letter: Letter) -> None:
    """Have the letterbox's role told that a letter waits, at most once in so many minutes."""
    assert letter.letterbox_id is not None
    letterbox = await tx.letterbox(letter.letterbox_id)
    if letterbox.ping_role is not None:
        at = max(office.now + PING_WAIT, await may_be_told(tx, letterbox))
        await outbox.send_ping(tx, letterbox, at=at, now=office.now)


async def may_be_told(tx: Tx, letterbox: Letterbox) -> int:
    """Return from when on the letterbox's role may be told again, in Unix seconds."""
    return int(await tx.meta(f"told:{letterbox.id}") or 0) + letterbox.ping_minutes * MINUTE


async def told(office: Office, tx: Tx, letterbox: Letterbox) -> None:
    """Note that the letterbox's role was told a moment ago."""
    await tx.set_meta(f"told:{letterbox.id}", str(office.now).encode())


async def send_digests(office: Office) -> None:
    """Tell each desk that wants it, once a day, which letters have waited for longer than its letterbox says."""
    async with office.store.reading() as tx:
        wanted = [each for each in await tx.letterboxes() if each.digest_hours]
    for letterbox in wanted:
        async with office.transaction() as tx:
            await _send_digest(office, tx, letterbox)


async def _send_digest(office: Office, tx: Tx, letterbox: Letterbox) -> None:
    name = f"digest:{letterbox.id}"
    if int(await tx.meta(name) or 0) > office.now - DAY:
        return
    overdue = await tx.overdue(letterbox, office.now - letterbox.digest_hours * HOUR)
    if not overdue:
        return
    await tx.set_meta(name, str(office.now).encode())
    letters = [await tx.letter(letter_id) for letter_id in overdue[:NAMED]]
    said = words.waiting.digest(letterbox, letters, len(overdue), office.now)
    await outbox.send_alert(tx, letterbox, said, now=office.now)

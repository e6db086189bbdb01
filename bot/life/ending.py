"""Ending: a draft that nobody sends goes, after its writer was reminded.

Whoever wrote by direct message reads so some days before. Nobody else does: the bot opens no conversation about it.
"""

from __future__ import annotations

from bot import words
from bot.letter import Letter, Person
from bot.life import outbox, sheets
from bot.life.drafts import throw_away
from bot.life.office import Office
from bot.rules.entry import DAY, REMIND_DAYS
from bot.store.tx import Tx

#: Drafts looked at in one transaction.
BATCH = 20


async def end_drafts(office: Office) -> int:
    """Remind of drafts whose end is near, and erase those whose time is over; gives how many that was. A letter that
    was sent back is withdrawn."""
    while await _remind(office):
        pass
    ended = 0
    while gone := await _end(office):
        ended += gone
    if ended:
        await office.store.sweep()
    return ended


async def _remind(office: Office) -> int:
    async with office.transaction() as tx:
        drafts = await tx.drafts_to_remind(office.now + REMIND_DAYS * DAY, BATCH)
        for draft in drafts:
            await tx.remind(draft.id)
            await _tell(office, tx, draft)
        return len(drafts)


async def _tell(office: Office, tx: Tx, draft: Letter) -> None:
    person = Person(0) if draft.author is None else office.author(draft)
    if person.dm:
        title = (await sheets.composed(tx, draft)).title
        await outbox.send_note(tx, person, words.writing.reminder(draft, title), now=office.now)


async def _end(office: Office) -> int:
    async with office.transaction() as tx:
        drafts = await tx.drafts_until(office.now, BATCH)
        for draft in drafts:
            await throw_away(office, tx, draft)
        return len(drafts)

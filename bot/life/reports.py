"""Reports: what readers say is wrong with a letter."""

from __future__ import annotations

from bot import words
from bot.errors import WrongState
from bot.letter import Kind, Letter, Membership, Person, Verb
from bot.life import outbox
from bot.life.office import Office, in_public
from bot.life.responses import check_standing
from bot.rules import entry
from bot.store.tx import Tx


async def may_report(office: Office, person: Person, letter_id: int, membership: Membership | None) -> None:
    """Raise what `report` would raise whatever they say: nobody is to write what will not be taken."""
    async with office.store.transaction() as tx:
        await check_standing(office, tx, in_public(await tx.letter(letter_id)), person, membership)


async def report(office: Office, person: Person, letter_id: int, reason: str, membership: Membership | None) -> bool:
    """Take down a reader's report of a letter, on one card for all of them. Returns whether it is their first.

    They can report a letter once, whatever the desk made of it. `membership` is the letterbox as they see it, None when
    they left. Raises NotFound, WrongState, and Refusal for somebody who may not reply. The reason is cut at
    `entry.MAX_REASON` characters.
    """
    async with office.transaction() as tx:
        letter = in_public(await tx.letter(letter_id))
        await check_standing(office, tx, letter, person, membership)
        tag = office.reporter_tag(person, letter.guild_id)
        new = await tx.report(letter_id, tag, reason.strip()[: entry.MAX_REASON], office.now)
        if new:
            await outbox.send(tx, Kind.REPORT_CARD, letter_id, now=office.now)
        return new


async def dismiss(office: Office, letter_id: int, moderator: int) -> Letter:
    """Settle a letter's reports and leave the letter where it is. Raises NotFound, WrongState when there are none."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if not await tx.reports(letter_id):
            raise WrongState(words.desk.NO_REPORTS.format(number=letter.number))
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.DISMISS, sealed, None, office.now)
        await settle_reports(office, tx, letter)
        return letter


async def settle_reports(office: Office, tx: Tx, letter: Letter) -> None:
    """Mark the reports as settled: their card, if there is one, shows the outcome; the next report gets a new card."""
    if letter.report_message_id is not None or await tx.reports(letter.id):
        await tx.clear_reports(letter.id)
        await outbox.send(tx, Kind.REPORT_CARD, letter.id, now=office.now)

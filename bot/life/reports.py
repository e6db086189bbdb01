"""Reports: what readers say is wrong with a letter, or with a response to it. The desk has one card for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot import words
from bot.errors import NotFound, Refusal, WrongState
from bot.letter import (
    Kind,
    Letter,
    Membership,
    Person,
    Report,
    ReportSheet,
    ResponseKind,
    ResponseState,
    Sealed,
    Sender,
    Verb,
    Wrong,
)
from bot.life import outbox, sheets
from bot.life.office import Office, in_public
from bot.life.responses import check_standing
from bot.rules import entry
from bot.sealing import names
from bot.store.tables.desk import LAST
from bot.store.tx import Tx


async def may_report(
    office: Office, person: Person, letter_id: int, membership: Membership | None, response: int = 0
) -> None:
    """Raise what `report` would raise whatever they say: nobody is to write what will not be taken."""
    async with office.store.transaction() as tx:
        await _reportable(office, tx, person, letter_id, membership, response)


async def report(
    office: Office,
    person: Person,
    letter_id: int,
    reason: str,
    membership: Membership | None,
    *,
    ticked: Sequence[Wrong] = (),
    response: int = 0,
    hear: bool = False,
) -> bool:
    """Take down a reader's report of a letter, or (not 0) of the response to it with this number.

    All are on one card. Returns whether it is their first of that.

    They can report each once, whatever the desk made of it. `membership` is the letterbox as they see it, None when
    they left; `hear` is whether they want to be told what comes of it. Raises NotFound, WrongState for what does not
    stand, and Refusal for somebody who may not reply, for a response in somebody's own name, and where nothing is
    ticked or said. The reason is cut at `entry.MAX_REASON` characters.
    """
    async with office.transaction() as tx:
        letter = await _reportable(office, tx, person, letter_id, membership, response)
        found = Report(reason.strip()[: entry.MAX_REASON], office.now, response, tuple(ticked))
        if not (found.ticked or found.reason):
            raise Refusal(words.responses.REPORT_SAYS_NOTHING)
        hearer = _hearer(office, person) if hear else None
        new = await tx.report(letter_id, office.reporter_tag(person, letter.guild_id), found, hearer)
        if new:
            await outbox.send(tx, Kind.REPORT_CARD, letter_id, now=office.now)
        return new


async def card_of(office: Office, letter_id: int) -> ReportSheet:
    """Return what the desk sees of a letter's reports now. Raises NotFound."""
    async with office.transaction() as tx:
        return await sheets.report_sheet(tx, office.seal, await tx.letter(letter_id))


async def dismiss(office: Office, letter_id: int, moderator: int) -> Letter:
    """Settle all reports of a letter and of responses to it, and leave everything where it is.

    Raises NotFound, WrongState when there are none.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if not await tx.reports(letter_id):
            raise WrongState(words.desk.NO_REPORTS.format(number=letter.number))
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.DISMISS, sealed, None, office.now)
        await settle_reports(office, tx, letter, Verb.DISMISS, last=LAST)
        return letter


async def settle_reports(office: Office, tx: Tx, letter: Letter, verb: Verb, *, first: int = 0, last: int = 0) -> None:
    """Mark reports as settled by this verb: those of the letter (0) and of responses with these numbers.

    Their card, if there is one, shows the outcome; the next report gets a new card. Whoever wanted to hear of it is
    told, and forgotten as such.
    """
    for report_id, response, hearer in await tx.hearers(letter.id, first, last):
        person = office.seal.open_person(hearer, names.hearer_of(report_id))
        if person.id:  # else forgotten
            said = words.responses.outcome(letter, response, verb)
            await outbox.send_back(tx, Sender(person), said, "", now=office.now)
    if letter.report_message_id is not None or await tx.reports(letter.id):
        await tx.clear_reports(letter.id, first, last)
        await outbox.send(tx, Kind.REPORT_CARD, letter.id, now=office.now)


async def settle_gone(office: Office, tx: Tx, letter: Letter) -> None:
    """Settle the reports of responses that are gone though no moderator decided so: the card must not show them."""
    for number in {each.response for each in await tx.reports(letter.id) if each.response}:
        response = await tx.response_numbered(letter.id, number)
        if response is None or response.gone:
            await tx.decide(letter.id, Verb.REMOVE_RESPONSE, None, None, office.now, number)
            await settle_reports(office, tx, letter, Verb.REMOVE_RESPONSE, first=number, last=number)


async def _reportable(
    office: Office, tx: Tx, person: Person, letter_id: int, membership: Membership | None, response: int
) -> Letter:
    letter = in_public(await tx.letter(letter_id))
    await check_standing(office, tx, letter, person, membership)
    if response:
        found = await tx.response_numbered(letter_id, response)
        if found is None:
            raise NotFound(words.trouble.RESPONSE_GONE)
        if found.kind is ResponseKind.OPEN:
            raise Refusal(words.responses.REPORT_OF_OPEN)
        if found.state is not ResponseState.STANDS:
            raise WrongState(words.responses.STANDS_NO_MORE)
    return letter


def _hearer(office: Office, person: Person) -> Callable[[int], Sealed]:
    return lambda report_id: office.seal.seal_person(person, names.hearer_of(report_id))

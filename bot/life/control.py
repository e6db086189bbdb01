"""Control: moderators say who may respond to a letter, remove a response, and restore it."""

from __future__ import annotations

from bot import words
from bot.errors import NotFound, Refusal, WrongState
from bot.letter import Kind, Letter, Replies, Response, ResponseKind, ResponseState, State, Verb
from bot.life import outbox, reports
from bot.life.office import Office, published_only
from bot.life.responses import renew_notice
from bot.rules import entry
from bot.store.tx import Tx


async def set_replies(office: Office, letter_id: int, moderator: int, replies: Replies) -> Letter:
    """Set who may respond to a letter, now or once it is published. Raises NotFound, WrongState for one that is over.

    Its thread is locked, or opened, and its message shows whether there is a button. A lock that moderators had set by
    hand before gives way to what they choose here.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if letter.state in (State.WITHDRAWN, State.REJECTED):
            raise WrongState(words.control.over(letter))
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.REPLIES, sealed, replies.value, office.now)
        await tx.set_replies(letter_id, replies)
        if letter.state in (State.APPROVED, State.PUBLISHED):
            for kind in (Kind.LOCK, Kind.REFRESH):
                await outbox.send(tx, kind, letter_id, now=office.now)
            await tx.try_again(letter_id, office.now)  # the lock may be parked
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return await tx.letter(letter_id)


async def remove_response(
    office: Office, letter_id: int, number: int, moderator: int, reason: str | None = None
) -> tuple[Letter, Response]:
    """Take a response out of the thread; it counts no more, and keeps its number. Nobody is told.

    The `reason` stays in the desk's record. Returns the letter, and the response as it was. Raises NotFound, Refusal
    for one in somebody's own name, WrongState for one that does not stand, and will not.
    """
    async with office.transaction() as tx:
        letter, response = await _numbered(tx, letter_id, number)
        if response.kind is ResponseKind.OPEN:
            raise Refusal(words.control.REMOVAL_OF_OPEN.format(response=number))
        if response.state not in (ResponseState.WAITING, ResponseState.STANDS):
            raise WrongState(words.control.not_there(letter, response))
        await tx.remove_response(response.id, office.now)
        if response.notice_id is not None and response.notice_id == await tx.open_relay(letter_id):
            await tx.link_notice(response.id, None)  # its author has not heard of it, and will if it is restored
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.REMOVE_RESPONSE, sealed, reason, office.now, number)
        if response.message_id is not None:
            await tx.supersede(letter_id, Kind.RESPONSE_EDIT, response.id)  # a change may have been put off
            await outbox.send(tx, Kind.RESPONSE_EDIT, letter_id, subject_id=response.id, now=office.now)
        if response.state is ResponseState.STANDS:
            await outbox.send_count(tx, letter, now=office.now)
            await renew_notice(office, tx, response)
        await reports.settle_reports(office, tx, letter, Verb.REMOVE_RESPONSE, first=number, last=number)
        return letter, response


async def restore_response(office: Office, letter_id: int, number: int, moderator: int) -> tuple[Letter, Response]:
    """Have a removed response stand in the thread again, under its number. Returns the letter and the response.

    Raises NotFound, WrongState when its letter cannot be answered or it is not removed, or its time is over.
    """
    async with office.transaction() as tx:
        letter, response = await _numbered(tx, letter_id, number)
        if response.removed_at is None or not entry.says_something(response.text):
            raise WrongState(words.control.not_removed(letter, response))
        if letter.state is not State.PUBLISHED:
            raise WrongState(words.control.NOT_UNDER_IT.format(number=letter.number or 0, response=number))
        published_only(letter)
        await tx.restore_response(response.id)
        await tx.decide(
            letter_id, Verb.RESTORE_RESPONSE, office.seal_moderator(letter, moderator), None, office.now, number
        )
        await tx.supersede(letter_id, Kind.RESPONSE_EDIT, response.id)  # where it was not deleted yet, it stays
        await outbox.send(tx, Kind.RESPONSE, letter_id, subject_id=response.id, now=office.now)
        return letter, response


async def _numbered(tx: Tx, letter_id: int, number: int) -> tuple[Letter, Response]:
    letter = await tx.letter(letter_id)
    response = await tx.response_numbered(letter_id, number)
    if response is None:
        raise NotFound(words.desk.NO_SUCH_RESPONSE.format(number=letter.number, response=number))
    return letter, response

"""Changing: whoever wrote a pen-name reply or an answer corrects it, or takes it back.

A change is made in the thread first, and what is told and counted follows when Discord has taken it: until then, what
stood there stands. An answer that came from direct messages follows each of them. Whose a response is, its sealed mark
tells; once that is gone, nobody can change it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from bot import words
from bot.errors import GivesAway, NotYours, Refusal, StoreFailed, WrongState
from bot.language import Said, lines
from bot.language.markup import plain
from bot.letter import Kind, Letter, Membership, Part, Person, Response, ResponseKind, ResponseState, Sender, Tag
from bot.life import inbox, outbox
from bot.life.drafts import Message, with_message
from bot.life.office import Office, published_only
from bot.life.reports import settle_gone
from bot.life.responses import (
    check_reply,
    renew_notice,
    reply_text,
    sealed_sender,
    send_back,
    sender_of,
    show_desk,
    take_down,
)
from bot.life.writing import say
from bot.rules import entry, pages, paragraphs
from bot.store.tx import Tx

#: Days for which the bot finds out that a direct message was edited or deleted while it was away.
FOLLOWED_DAYS = inbox.INBOX_DAYS


async def own(office: Office, person: Person, response_id: int, *, removed: bool = False) -> tuple[Letter, Response]:
    """Return a response that this person gave without their name, as they want it to be, and the letter it is to.

    Raises NotYours, NotFound, WrongState when it does not stand any more; with `removed`, one that moderators removed
    and may restore will do, too.
    """
    async with office.transaction() as tx:
        return await _own(office, tx, person, await tx.response(response_id), removed=removed)


async def to_change(office: Office, person: Person, response_id: int) -> Response:
    """Return one's own response that is about to be changed. Raises what `own` raises, and WrongState when its letter
    cannot be answered."""
    letter, response = await own(office, person, response_id)
    published_only(letter)
    return response


async def change(
    office: Office,
    person: Person,
    response_id: int,
    text: str,
    membership: Membership | None,
    *,
    sure: bool = False,
    token: str = "",
) -> tuple[Letter, Response]:
    """Give one's own response another text. Returns the letter, and the response with that text.

    `membership` is the letter's letterbox as they see it, or None when they left; `token` is the interaction's. Raises
    what `own` raises, WrongState when the letter cannot be answered, Refusal for what would not be taken as a new
    response either, and GivesAway unless they are `sure`.
    """
    async with office.transaction() as tx:
        letter, response = await _own(office, tx, person, await tx.response(response_id))
        return letter, await _change(office, tx, letter, response, person, text, membership, sure, token)


async def take_back(office: Office, person: Person, response_id: int, token: str = "") -> tuple[Letter, Response]:
    """Take one's own response out of the thread. Returns the letter, and the response as it was. Raises as `own`.

    One that moderators removed is erased. `token` is the interaction's.
    """
    async with office.transaction() as tx:
        letter, response = await _own(office, tx, person, await tx.response(response_id), removed=True)
        await take_down(office, tx, letter, response, sender_of(office, person, token))
        await settle_gone(office, tx, letter)
        return letter, response


async def mine(office: Office, tx: Tx, person: Person, guild_ids: Collection[int] | None) -> list[Response]:
    """Return what this person can change or take back in these servers (None: in all, also in those that they left);
    with what moderators removed and may restore.

    The newest letters come first in each server.
    """
    given = await tx.responses_by(lambda guild: office.marks(person, guild))
    given = [each for each in given if _is_live(each) or each.removed_at is not None]
    found = [(await tx.letter(each.letter_id), each) for each in given]
    found = [(letter, each) for letter, each in found if guild_ids is None or letter.guild_id in guild_ids]
    found.sort(key=lambda pair: (pair[0].guild_id or 0, -(pair[0].number or 0), -pair[1].number))
    return [each for _, each in found]


# --- answers that came from direct messages -----------------------------------------------------------------------


async def answered_with(office: Office, message_id: int) -> int | None:
    """Return the id of the letter that this direct message answered, or None when it answered none."""
    async with office.store.reading() as tx:
        response = await tx.response_from(office.message_tag(message_id))
        return None if response is None else response.letter_id


async def follow_edit(office: Office, person: Person, message: Message, membership: Membership | None) -> None:
    """Somebody edited the direct message that their answer came from: change the answer, or say why not.

    Raises no Refusal but StoreFailed. An answer that does not stand any more, or whose writer is forgotten, follows
    nothing.
    """
    try:
        async with office.transaction() as tx:
            response = await tx.response_from(office.message_tag(message.id))
            if response is None or not _is_live(response):
                return
            letter = await tx.letter(response.letter_id)
            newer = await inbox.is_newer(office, tx, person, message.edited)
            parts = with_message(await tx.answer_parts(response.id), office.message_tag(message.id), message.text)
            text = _joined(parts)
            if not newer or not office.wrote(person, letter, response) or text == _wanted(response):
                return
            person = await inbox.handled(office, tx, person, message.id, message.edited)
            await _change(office, tx, letter, response, person, text, membership, sure=False, parts=parts)
    except StoreFailed:
        raise  # it was not followed, and is read again
    except GivesAway as refusal:
        said = [words.responses.NOT_FOLLOWED, refusal.sentence, words.responses.CHANGE_ANYWAY_HOW]
        await say(office, person, lines(said), message)
    except Refusal as refusal:
        await say(office, person, lines([words.responses.NOT_FOLLOWED, refusal.sentence]), message)


async def follow_deletion(office: Office, source: Tag, dm: int) -> None:
    """Somebody's direct message, of which the mark is known, was deleted in the channel `dm`: what came from it is
    taken out of their answer.

    An answer of which nothing is left is taken back.
    """
    async with office.transaction() as tx:
        response = await tx.response_from(source)
        if response is None or not _is_live(response):
            return
        letter = await tx.letter(response.letter_id)
        writer = office.writer(letter)  # who answers from a direct message is the author
        if writer is None or writer.dm not in (0, dm) or not office.wrote(writer, letter, response):
            return
        left = [part for part in await tx.answer_parts(response.id) if part.source != source]
        if entry.says_something(text := _joined(left)):  # nothing new is said: nothing keeps them from it
            await _ask_change(office, tx, response, sender_of(office, writer), text, left)
        else:
            await take_down(office, tx, letter, response, sender_of(office, writer))
            await settle_gone(office, tx, letter)


async def followed(office: Office) -> list[tuple[Person, set[Tag]]]:
    """Return who answered from direct messages lately, and the marks of those messages."""
    found = defaultdict[int, set[Tag]](set)
    async with office.store.transaction() as tx:
        for letter_id, source in await tx.answers_from_messages(office.now - FOLLOWED_DAYS * entry.DAY):
            found[letter_id].add(source)
        return office.written([(await tx.letter(letter_id), sources) for letter_id, sources in found.items()])


# --- steps --------------------------------------------------------------------------------------------------------


def _is_live(response: Response) -> bool:
    """Return whether the bot posted a response, or will, and it can be changed."""
    live: Collection[ResponseState] = (ResponseState.WAITING, ResponseState.STANDS)
    return response.kind is not ResponseKind.OPEN and response.state in live


def _wanted(response: Response) -> str:
    """Return what a response says once nothing is on its way any more."""
    return response.change or response.text


def _joined(parts: Sequence[Part]) -> str:
    return pages.join([part.text for part in parts])


def _realigned(parts: Sequence[Part], text: str) -> list[Part]:
    """Return the parts of an answer whose text was changed by form: each that still stands there follows its message.

    One that came from a single message follows that as a whole.
    """
    if len(parts) < 2:
        return [*parts]
    return [Part(each, source) for source, each in paragraphs.realign([(p.source, p.text) for p in parts], text)]


async def _own(
    office: Office, tx: Tx, person: Person, response: Response, *, removed: bool = False
) -> tuple[Letter, Response]:
    letter = await tx.letter(response.letter_id)
    if response.kind is ResponseKind.OPEN or not office.wrote(person, letter, response):
        raise NotYours(words.responses.NOT_YOURS)
    if not _is_live(response) and not (removed and response.removed_at is not None):
        raise WrongState(words.responses.STANDS_NO_MORE)
    return letter, response


async def _change(
    office: Office,
    tx: Tx,
    letter: Letter,
    response: Response,
    person: Person,
    text: str,
    membership: Membership | None,
    sure: bool,
    token: str = "",
    parts: Sequence[Part] | None = None,
) -> Response:
    """Enqueue a change after checking it as a new response is checked. Returns the response with that text.

    `parts` are those of an answer that follows its messages.
    """
    is_pen = response.kind is ResponseKind.PEN
    text = reply_text(text, entry.MAX_REPLY if is_pen else entry.MAX_ANSWER)
    published_only(letter)
    await check_reply(office, tx, letter, person, membership, text, sure, response.name if is_pen else None)
    parts = _realigned(await tx.answer_parts(response.id), text) if parts is None else parts
    await _ask_change(office, tx, response, sender_of(office, person, token), text, parts)
    return await tx.response(response.id)


async def _ask_change(
    office: Office, tx: Tx, response: Response, sender: Sender, text: str, parts: Sequence[Part]
) -> None:
    """Enqueue a change. Those of a few seconds are made together: changing counts as writing once, however often."""
    await tx.ask_change(response, text, office.now)
    await tx.came_from(response.id, parts)
    await tx.know_writer(response.id, sealed_sender(office, response, sender))
    about, wait = {"subject_id": response.id}, outbox.CHANGE_WAIT
    await outbox.send(tx, Kind.RESPONSE_EDIT, response.letter_id, **about, now=office.now, wait=wait)


async def changed(office: Office, tx: Tx, letter: Letter, response: Response) -> None:
    """Discord has taken the change that `response` came with: what is told and counted follows.

    A newer change has a delivery of its own.
    """
    now = await tx.response(response.id)
    if now.change is None or response.change is None or now.gone:
        return
    await tx.edit_response(now.id, letter.id, response.change)
    if now.change == response.change:
        await tx.end_change(now.id)
    now = await tx.response(now.id)
    await renew_notice(office, tx, now)
    await show_desk(office, tx, letter, now)


async def refuse_change(office: Office, tx: Tx, letter: Letter, response: Response, reason: Said, gone: bool) -> None:
    """Discord does not take a change: it goes back to its writer, and what stood stays.

    `gone`: nothing stands there any more.
    """
    said = words.responses.CHANGE_GIVEN_BACK.format(number=response.number, title=plain(letter.title), reason=reason)
    if response.change:
        await send_back(office, tx, response, said, response.change)
    await tx.end_change(response.id)
    if gone:
        await tx.delete_response(response.id)
        await outbox.send_count(tx, letter, now=office.now)
        await renew_notice(office, tx, response)
        await settle_gone(office, tx, letter)

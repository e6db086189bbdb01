"""Replying: readers respond in the thread, in their own name or under a pen name."""

from __future__ import annotations

from collections.abc import Container

from bot import words
from bot.errors import Refusal
from bot.language.markup import plain
from bot.letter import Letter, Membership, Person, Response, ResponseKind, State
from bot.life import outbox
from bot.life.office import Office, published_only, relay
from bot.life.responses import check_reply, check_thread, clean_pen_name, renew_notice, reply_text, respond, sender_of
from bot.rules import entry, pen_names
from bot.store.tx import Tx

#: Seconds within which a proxy puts a message of its own in the place of the one that a member wrote.
PROXY = 15


async def respond_openly(
    office: Office,
    thread_id: int,
    message_id: int,
    person: Person,
    name: str,
    text: str,
    *,
    replied_to: int | None = None,
    proxied: bool = False,
) -> Response | None:
    """Somebody wrote in a letter's thread in their own name, or (`proxied`) through a proxy such as PluralKit.

    Returns the response, or None when it is no published letter's thread, or the message is known already. `text` is
    empty when the bot may not read it: then the response counts, and the author is not told of it. `replied_to` is the
    message that it replies to. What a proxy says takes the place of the message that it repeats, and deletes.
    """
    async with office.transaction() as tx:
        letter = await tx.letter_in(thread_id)
        if letter is None or letter.state is not State.PUBLISHED:
            return None
        if proxied and (original := await _repeated(office, tx, letter, message_id, text)) is not None:
            response = await tx.say_through(original, message_id, name, text)
            await outbox.send_count(tx, letter, now=office.now)
            await renew_notice(office, tx, response)
            return response
        tag, answered = office.responder_tag(person, letter.guild_id), await _answered(tx, letter, replied_to)
        response = await tx.add_response(
            letter.id, ResponseKind.OPEN, tag, name, text, message_id, office.now, answered
        )
        if response is not None and text:
            await relay(office, tx, letter, response)
        elif response is not None:
            await outbox.send_count(tx, letter, now=office.now)
        return response


async def _repeated(office: Office, tx: Tx, letter: Letter, message_id: int, text: str) -> Response | None:
    """Return the response of a moment ago that a proxy's message repeats, without the signs that called the proxy."""
    if not text or await tx.response_in(message_id) is not None:
        return None
    recent = await tx.open_responses_since(letter.id, office.now - PROXY)
    return next((each for each in recent if all(line in each.text for line in text.splitlines())), None)


async def _answered(tx: Tx, letter: Letter, message_id: int | None) -> int | None:
    """Return the number of the response that this message is, or None when it is none to this letter."""
    response = None if message_id is None else await tx.response_in(message_id)
    return response.number if response is not None and response.letter_id == letter.id else None


async def response_edited(office: Office, message_id: int, text: str) -> None:
    """A response was edited on Discord: edit the notice that told of it, too."""
    async with office.transaction() as tx:
        response = await tx.response_in(message_id)
        if response is None or response.kind is not ResponseKind.OPEN or response.forgotten or response.text == text:
            return
        await tx.edit_response(response.id, response.letter_id, text)
        await renew_notice(office, tx, response)


async def response_deleted(office: Office, message_id: int) -> None:
    """A response was deleted on Discord: it no longer counts, and the notice that told of it says so."""
    async with office.transaction() as tx:
        response = await tx.response_in(message_id)
        if response is None or response.gone:
            return
        await tx.delete_response(response.id)
        await outbox.send_count(tx, await tx.letter(response.letter_id), now=office.now)
        await renew_notice(office, tx, response)


async def offered_pen_name(office: Office, person: Person, letter_id: int, membership: Membership | None) -> str | None:
    """Return the pen name that this person last used under the letter, or None.

    Raises WrongState when the letter cannot be answered, and Refusal when they may not: nobody is to write what will
    not be taken.
    """
    async with office.transaction() as tx:
        letter = published_only(await tx.letter(letter_id))
        await check_thread(office, tx, letter, person, membership)
        return await tx.last_pen_name(letter_id, office.responder_tag(person, letter.guild_id))


async def reply(
    office: Office,
    person: Person,
    letter_id: int,
    pen_name: str,
    text: str,
    taken: Container[str],
    membership: Membership | None,
    *,
    sure: bool = False,
    token: str = "",
) -> Response:
    """Post a response under a pen name, which belongs to this person within the letter from then on.

    `taken` are the skeletons that it must not have: those of members' names and of the bot's. `membership` is the
    letter's letterbox as they see it, or None when they left; `token` is the interaction's. Raises NotFound,
    WrongState, Refusal for a reply that is empty, too long or not allowed and for a pen name that cannot be had, and
    GivesAway unless they are `sure`.
    """
    name = clean_pen_name(pen_name, taken)
    text = reply_text(text, entry.MAX_REPLY)
    async with office.transaction() as tx:
        letter = published_only(await tx.letter(letter_id))
        tag = office.responder_tag(person, letter.guild_id)
        await check_reply(office, tx, letter, person, membership, text, sure, name)
        skeleton = pen_names.skeleton(name)
        if not await tx.claim_pen_name(letter_id, skeleton, name, tag, office.now):
            raise Refusal(words.responses.PEN_NAME_TAKEN.format(name=plain(name)))
        return await respond(office, tx, letter, ResponseKind.PEN, tag, name, text, sender_of(office, person, token))

"""Replying: readers respond in the thread, in their own name or under a pen name."""

from __future__ import annotations

from collections.abc import Container

from bot import words
from bot.errors import Refusal
from bot.language.markup import plain
from bot.letter import Letter, Membership, Person, Response, ResponseKind, State
from bot.life import inbox, outbox
from bot.life.office import Office, published_only, relay
from bot.life.reports import settle_gone
from bot.life.responses import check_reply, check_thread, clean_pen_name, renew_notice, reply_text, respond, sender_of
from bot.rules import entry, pen_names, proxies
from bot.store.tx import Tx

#: Seconds within which a proxy puts a message of its own in the place of the one that a member wrote, and deletes that.
PROXY = 15
#: Who speaks through a proxy, as long as the message that it repeats is not deleted: nobody knows.
SOMEBODY = Person(0)


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
    message that it replies to. What a proxy says takes the place of the message that it repeats, once that is deleted.
    """
    async with office.transaction() as tx:
        letter = await tx.letter_in(thread_id)
        if letter is None or letter.state is not State.PUBLISHED:
            return None
        if await tx.response_in(message_id) is not None:
            return None
        if proxied and (original := await _repeated(office, tx, letter, message_id, text)) is not None:
            return await _say_through(office, tx, letter, original, message_id, name, text)
        tag = office.responder_tag(SOMEBODY if proxied else person, letter.guild_id)
        answered = await _answered(tx, letter, replied_to)
        response = await tx.add_response(
            letter.id, ResponseKind.OPEN, tag, name, text, message_id, office.now, answered
        )
        if response is not None and text:
            await relay(office, tx, letter, response)
        elif response is not None:
            await outbox.send_count(tx, letter, now=office.now)
        return response


async def _repeated(office: Office, tx: Tx, letter: Letter, message_id: int, text: str) -> Response | None:
    """Return the deleted response of a moment ago that a proxy's message repeats."""
    around = await tx.responses_between(letter.id, message_id - (PROXY * 1000 << 22), message_id)
    found = (each for each in reversed(around) if each.gone and not _is_proxied(office, letter, each))
    original = next((each for each in found if proxies.repeats(text, each.text)), None)
    return original if original is not None and _is_recent(office, original) else None


async def _repetition(office: Office, tx: Tx, letter: Letter, original: Response) -> Response | None:
    """Return what a proxy said a moment ago that repeats this response, which is deleted now."""
    if original.message_id is None or not _is_recent(office, original) or _is_proxied(office, letter, original):
        return None
    around = await tx.responses_between(letter.id, original.message_id, original.message_id + (PROXY * 1000 << 22))
    found = (each for each in around if not each.gone and _is_proxied(office, letter, each))
    return next((each for each in found if proxies.repeats(each.text, original.text)), None)


def _is_proxied(office: Office, letter: Letter, response: Response) -> bool:
    return response.mark == office.responder_tag(SOMEBODY, letter.guild_id)


def _is_recent(office: Office, response: Response) -> bool:
    """Return whether a response was written a moment ago: what is found later may have been deleted for any reason."""
    return office.now - inbox.second_of(response.message_id or 0) <= PROXY


async def _say_through(
    office: Office, tx: Tx, letter: Letter, original: Response, message_id: int, name: str, text: str
) -> Response:
    """A proxy's message takes the place of the response that it repeats, and that it deleted."""
    response = await tx.say_through(original, message_id, name, text)
    await outbox.send_count(tx, letter, now=office.now)
    await renew_notice(office, tx, response)
    return response


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
        if response is None:
            return None
        if response.is_restored:  # that message was deleted because it had been removed; it comes anew
            return None
        if response.gone:  # taken back; somebody else may have deleted it in the bot's place
            return await tx.try_again(response.letter_id, office.now)
        letter = await tx.letter(response.letter_id)
        said = await _repetition(office, tx, letter, response) if response.kind is ResponseKind.OPEN else None
        if said is not None and said.message_id is not None:
            await tx.drop_response(said)
            await _say_through(office, tx, letter, response, said.message_id, said.name, said.text)
            return None
        await tx.delete_response(response.id)
        await outbox.send_count(tx, letter, now=office.now)
        await renew_notice(office, tx, response)
        await settle_gone(office, tx, letter)


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

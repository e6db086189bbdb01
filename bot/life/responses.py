"""Steps that the verbs about responses share: whether one may be posted, under which name, and who is told."""

from __future__ import annotations

import struct
from collections.abc import Container, Sequence

from bot import words
from bot.errors import Refusal
from bot.language import Said, Sentence, lines
from bot.language.markup import plain
from bot.letter import Kind, Letter, Membership, Person, Response, ResponseKind, ResponseState, Sealed, Sender, Tag
from bot.life import outbox
from bot.life.office import Office, check_traces, relay
from bot.rules import allowed_names, entry, pen_names
from bot.rules.hits import Hit
from bot.rules.pages import units
from bot.sealing import names
from bot.store.tx import Tx


def clean_pen_name(pen_name: str, taken: Container[str]) -> str:
    """Return a pen name in its clean form. Raises Refusal when it is not allowed, or looks like a name in `taken`."""
    try:
        name = allowed_names.clean(pen_name)
    except allowed_names.NameRefused as refused:
        raise Refusal(words.responses.PEN_NAMES[refused.reason.name]) from refused
    if any(look in taken for look in pen_names.looks(name) | allowed_names.essence(name)):
        raise Refusal(words.responses.PEN_NAME_OF_MEMBER.format(name=plain(name)))
    return name


def reply_text(text: str, limit: int) -> str:
    """Return a reply without the space around it. Raises Refusal when it is empty or longer than `limit` code units."""
    text = text.strip()
    if not entry.says_something(text):
        raise Refusal(words.responses.EMPTY_REPLY)
    if (length := units(text)) > limit:
        raise Refusal(words.responses.reply_too_long(length, limit))
    return text


async def check_standing(
    office: Office,
    tx: Tx,
    letter: Letter,
    person: Person,
    membership: Membership | None,
    hits: Sequence[Hit] = (),
) -> Membership:
    """Return how this person sees the letterbox of the letter. `hits` are what its rules refuse in their text.

    Raises Refusal when they may write nothing anonymous there (they left, are blocked, are timed out, …), or not this.
    """
    if membership is None:
        raise Refusal(words.responses.REPLY_OBSTACLES["LEFT"])
    blocks = await tx.blocks_of(membership.letterbox.guild_id, office.marks(person, letter.guild_id), office.now)
    if found := [*entry.standing(membership, blocks, office.now), *entry.refused(hits)]:
        raise Refusal(lines(entry.reply_sentence(each, membership, blocks, hits) for each in found))
    return membership


async def check_thread(
    office: Office,
    tx: Tx,
    letter: Letter,
    person: Person,
    membership: Membership | None,
    hits: Sequence[Hit] = (),
    *,
    as_author: bool = False,
) -> Membership:
    """Return how this person sees the letterbox of the letter. `hits` are what its rules refuse in their text.

    Raises Refusal when they may write nothing anonymous there, not this, or nothing in the letter's thread.
    """
    membership = await check_standing(office, tx, letter, person, membership, hits)
    if found := [*entry.under_letter(membership, letter.replies, as_author)]:
        raise Refusal(lines(words.responses.REPLY_OBSTACLES[each.name] for each in found))
    return membership


async def _check_slow_mode(office: Office, tx: Tx, letter: Letter, person: Person, slow: int) -> None:
    """Raise Refusal when somebody wrote in the thread, under whichever name, less than `slow` seconds ago."""
    last = await tx.last_response_of(letter.id, office.marks(person, letter.guild_id), office.now - slow)
    if last is not None:
        raise Refusal(words.responses.SLOW.format(when=words.writing.when(last + slow)))


async def check_reply(
    office: Office,
    tx: Tx,
    letter: Letter,
    person: Person,
    membership: Membership | None,
    text: str,
    sure: bool,
    pen_name: str | None = None,
) -> None:
    """Raise Refusal when this person may write nothing anonymous there, not now, or not this text or under this name.

    Raises GivesAway for what may tell who wrote it, unless they are `sure`.
    """
    hits = entry.verdict(membership.letterbox, pen_name, text).refused if membership is not None else ()
    as_author = pen_name is None
    membership = await check_thread(office, tx, letter, person, membership, hits, as_author=as_author)
    if membership.thread is not None and membership.thread.slow:
        await _check_slow_mode(office, tx, letter, person, membership.thread.slow)
    guild_id, limit = membership.letterbox.guild_id, membership.letterbox.limits.responses
    if await tx.responses_since(guild_id, office.marks(person, letter.guild_id), office.now - entry.MINUTE) >= limit:
        raise Refusal(words.responses.TOO_FAST.format(responses=words.numbers.responses(limit)))
    if not sure:
        check_traces(office, person, membership, text)


async def show_desk(office: Office, tx: Tx, letter: Letter, response: Response) -> None:
    """Tell the desk what the letterbox's rules find in a response; the response stays."""
    if letter.letterbox_id is None:
        return
    found = entry.named(
        entry.verdict(await tx.letterbox(letter.letterbox_id), response.name or None, response.text).flagged
    )
    if found:
        assert letter.thread_id is not None and response.message_id is not None  # it stands
        url = words.author.message_url(letter.guild_id, letter.thread_id, response.message_id)
        text = words.desk.FLAGGED_RESPONSE.format(response=response.number, number=letter.number, found=found, url=url)
        await outbox.send_record(tx, letter, text, now=office.now)


async def respond(
    office: Office,
    tx: Tx,
    letter: Letter,
    kind: ResponseKind,
    tag: Tag,
    name: str,
    text: str,
    sender: Sender,
) -> Response:
    """Add an anonymous response, and enqueue it. What follows from it comes when it `stands`."""
    response = await tx.add_response(letter.id, kind, tag, name, text, None, office.now)
    assert response is not None  # add_response returns None only for a message that is known already
    await tx.know_writer(response.id, sealed_sender(office, response, sender))
    await outbox.send(tx, Kind.RESPONSE, letter.id, subject_id=response.id, now=office.now)
    return response


async def stands(office: Office, tx: Tx, letter: Letter, response_id: int, message_id: int) -> None:
    """A response was posted: it counts, the author is told of it, and the desk of what its rules find in it."""
    before = await tx.response(response_id)
    await tx.set_response_message(response_id, message_id, letter.thread_id)
    response = await tx.response(response_id)
    if response.gone or response.change is not None:  # its writer took it back, or changed it, while it was on its way
        await outbox.send(tx, Kind.RESPONSE_EDIT, letter.id, subject_id=response.id, now=office.now)
    if response.gone:
        return None
    if before.is_restored and response.notice_id is not None:  # its author has been told of it
        await outbox.send_count(tx, letter, now=office.now)
        return await renew_notice(office, tx, response)
    if response.notice_id is None:  # before responses waited, their notice was made with them
        await relay(office, tx, letter, response)
    await show_desk(office, tx, letter, response)


async def refuse(office: Office, tx: Tx, letter: Letter, response: Response, reason: Said) -> None:
    """Discord does not take a response: it counts for nothing, and goes back to its writer with the reason.

    One that moderators restored is removed again, and they read why: nobody else waits for it.
    """
    if response.is_restored:
        await tx.remove_response(response.id, office.now)
        said = words.control.NOT_RESTORED.format(response=response.number, number=letter.number, reason=reason)
        return await outbox.send_record(tx, letter, said, now=office.now)
    said = words.responses.GIVEN_BACK.format(number=response.number, title=plain(letter.title), reason=reason)
    await send_back(office, tx, response, said, response.change or response.text)
    await tx.refuse_response(response)


async def give_back(office: Office, tx: Tx, response_id: int) -> None:
    """A response that still waits goes back to its writer if its letter is out of sight now."""
    response = await tx.response(response_id)
    letter = await tx.letter(response.letter_id)
    reason = words.responses.OUT_OF_SIGHT.get(letter.state)
    if response.state is ResponseState.WAITING and reason is not None:
        await refuse(office, tx, letter, response, reason)


async def say(office: Office, tx: Tx, letter: Letter, response: Response, said: Sentence, reason: Said) -> None:
    """Tell the writer of a response what it waits for. Its text stays here: given back, it might be sent twice."""
    said = said.format(number=response.number, title=plain(letter.title), reason=reason)
    await send_back(office, tx, response, said, "")


async def send_back(office: Office, tx: Tx, response: Response, said: Said, text: str) -> None:
    """Enqueue a text to its writer, with what is `said` of it; nothing when they are not known."""
    sender = _writer(office, response)
    if sender is not None:
        await outbox.send_back(tx, sender, said, text, now=office.now)


async def take_down(office: Office, tx: Tx, letter: Letter, response: Response, sender: Sender) -> None:
    """Its writer takes a response back: it counts no more, and leaves the thread as soon as it stands there."""
    await tx.take_back_response(response)
    if response.message_id is not None:
        await tx.know_writer(response.id, sealed_sender(office, response, sender))
        await tx.supersede(letter.id, Kind.RESPONSE_EDIT, response.id)  # a change may have been put off
        await outbox.send(tx, Kind.RESPONSE_EDIT, letter.id, subject_id=response.id, now=office.now)
        await outbox.send_count(tx, letter, now=office.now)
        await renew_notice(office, tx, response)


#: What is sealed of a sender, in `struct` format: account, channel, language, the interaction's token and its end. A
#: token of Discord's has some 220 characters; the length is the same for everybody.
SENDER, TOKEN = ">QQ8s512sQ", 512
#: Seconds for which an interaction's token serves; Discord's fifteen minutes, less what a delivery may wait.
TOKEN_LIFE = 840


def sender_of(office: Office, person: Person, token: str = "") -> Sender:
    """Return somebody who sends something now, with the interaction's token if there is one."""
    return Sender(person, token, office.now + TOKEN_LIFE if token else 0)


def sealed_sender(office: Office, response: Response, sender: Sender) -> Sealed:
    """Return how the writer of a response can be reached, sealed to that response."""
    return office.seal.seal(_packed(sender), names.writer_of(response.letter_id, response.number))


def _packed(sender: Sender) -> bytes:
    person, token = sender.person, sender.token.encode()
    token = token if len(token) <= TOKEN else b""
    return struct.pack(SENDER, person.id, person.dm, person.language.encode(), token, sender.until)


def _writer(office: Office, response: Response) -> Sender | None:
    """Return who waits for a response to stand; None when they are forgotten, or nobody knew when it was sent."""
    if response.writer is None:
        return None
    sealed = office.seal.open(response.writer, names.writer_of(response.letter_id, response.number))
    account, dm, language, token, until = struct.unpack(SENDER, sealed)
    person = Person(account, dm, language.rstrip(b"\0").decode())
    return Sender(person, token.rstrip(b"\0").decode(), until) if account else None


async def answer_as_author(
    office: Office,
    tx: Tx,
    letter: Letter,
    person: Person,
    text: str,
    membership: Membership | None,
    sure: bool,
    token: str = "",
) -> Response:
    """Add the author's answer after checking it. Raises Refusal, GivesAway unless they are `sure`."""
    await check_reply(office, tx, letter, person, membership, text, sure)
    tag = office.author_tag(person, letter.guild_id)
    return await respond(office, tx, letter, ResponseKind.AUTHOR, tag, "", text, sender_of(office, person, token))


async def renew_notice(office: Office, tx: Tx, response: Response) -> None:
    """Enqueue an edit of the notice that told of this response, if it has been sent."""
    if response.notice_id is None or (await tx.notice(response.notice_id)).message is None:
        return
    await outbox.send(tx, Kind.NOTICE_EDIT, response.letter_id, subject_id=response.notice_id, now=office.now)

"""Answering: the author is told of responses, and answers them."""

from __future__ import annotations

from dataclasses import dataclass

from bot import words
from bot.errors import GivesAway, Refusal, StoreFailed, WrongState
from bot.language import lines
from bot.language.markup import plain
from bot.letter import ANSWERABLE, Letter, Membership, NoticeKind, Part, Person, Response, State
from bot.life import going_on, inbox, outbox
from bot.life.drafts import Message, all_parts, own_draft
from bot.life.office import Office, own_letter, published_only
from bot.life.responses import answer_as_author, reply_text
from bot.life.writing import say
from bot.rules import entry, pages


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a reply in the direct messages goes."""

    answers: int | None = None  #: the letter that it answers
    draft: int | None = None  #: the draft that it goes into, if that is still one


async def is_corrected(office: Office, person: Person, message: Message) -> bool:
    """Return whether somebody edited a direct message, and that was not followed yet."""
    async with office.store.reading() as tx:
        return await inbox.is_newer(office, tx, person, message.edited)


async def aim_of(office: Office, message_id: int) -> Aim:
    """Return where a reply to this direct message goes (`going_on`), be it one of the bot's or one of theirs."""
    async with office.store.reading() as tx:
        tag = office.message_tag(message_id)
        notice, response = await tx.notice_in(tag), await tx.response_from(tag)
        if notice is not None:
            return Aim(notice.letter_id) if notice.kind in ANSWERABLE else Aim(draft=notice.letter_id)
        return Aim(draft=await tx.letter_from(tag)) if response is None else Aim(response.letter_id)


async def may_answer(office: Office, person: Person, letter_id: int) -> None:
    """Raise what `answer` would raise whatever they say: nobody is to write what will not be taken."""
    async with office.store.transaction() as tx:
        published_only(await own_letter(office, tx, letter_id, person))


async def answer(
    office: Office,
    person: Person,
    letter_id: int,
    text: str,
    membership: Membership | None,
    *,
    sure: bool = False,
    token: str = "",
) -> tuple[Letter, Response]:
    """Post the author's answer in the thread of their letter. Returns the letter and the answer.

    `membership` is their letter's letterbox as they see it, or None when they left the server; `token` is the
    interaction's. Raises NotYours, NotFound, WrongState when the letter cannot be answered, Refusal for a text that is
    empty, longer than `entry.MAX_ANSWER` characters or not allowed, and GivesAway unless they are `sure`.
    """
    text = reply_text(text, entry.MAX_ANSWER)
    async with office.transaction() as tx:
        letter = published_only(await own_letter(office, tx, letter_id, person))
        return letter, await answer_as_author(office, tx, letter, person, text, membership, sure, token)


async def answer_by_reply(
    office: Office, person: Person, letter_id: int, message: Message, membership: Membership | None
) -> None:
    """Post the author's reply to a notice as their answer, and tell them so, in a notice that can be answered as well;
    or tell them why not. Raises no Refusal but StoreFailed.

    The answer and the mark that this message has been handled are one transaction: a reply is never posted twice.
    """
    try:
        async with office.transaction() as tx:
            person = await inbox.handled(office, tx, person, message.id, message.edited)
            letter = published_only(await own_letter(office, tx, letter_id, person))
            if message.left_out and not entry.says_something(message.text):
                raise Refusal(lines(message.left_out))
            text = reply_text(message.text, entry.MAX_ANSWER)
            response = await answer_as_author(office, tx, letter, person, text, membership, sure=False)
            await tx.came_from(response.id, [Part(text, office.message_tag(message.id))])
            answered = words.author.ANSWERED.format(title=plain(letter.title))
            said = [answered, words.author.ANSWER_FOLLOWS, *message.left_out]
            await outbox.send_notice(tx, letter, NoticeKind.ANSWERED, lines(said), person.language, now=office.now)
            await going_on.keep_below(office, tx, person)
    except StoreFailed:
        raise  # it was not handled, and is read again
    except GivesAway as refusal:
        await say(office, person, lines([refusal.sentence, words.writing.ANSWER_ANYWAY_HOW]), message)
    except Refusal as refusal:
        await say(office, person, refusal.sentence, message)


async def answer_with_draft(
    office: Office,
    person: Person,
    draft_id: int,
    letter_id: int,
    membership: Membership | None,
    *,
    asked: int = 0,
    token: str = "",
) -> tuple[Letter, Response, bool]:
    """“This is an answer to …”: post a draft's text as an answer to this letter, and delete the draft.

    Its title is part of the answer. `asked` is the mark of the text that they were asked about. Returns what `answer`
    returns, and whether the answer follows direct messages that it came from. Raises what `answer` raises, and Refusal
    for a draft with pictures.
    """
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, draft_id, person)
        letter = published_only(await own_letter(office, tx, letter_id, person))
        if draft.state is not State.DRAFT:
            raise WrongState(words.author.RETURNED_IS_NO_ANSWER)
        if draft.revises is not None:
            raise WrongState(words.revising.STAYS_A_REVISION)
        if await tx.picture_count(draft_id):
            raise Refusal(words.author.ANSWER_HAS_PICTURES)
        parts = await all_parts(tx, draft)
        text = reply_text(pages.join([part.text for part in parts]), entry.MAX_ANSWER)
        sure = office.text_mark(text) == asked
        response = await answer_as_author(office, tx, letter, person, text, membership, sure, token)
        follows = any(part.source for part in parts)
        if follows:
            await tx.came_from(response.id, parts)
        await inbox.recheck(office, tx, draft, at_once=False)
        await tx.discard(draft_id)
        return letter, response, follows


async def mute(office: Office, person: Person, letter_id: int, muted: bool) -> Letter:
    """Stop (`muted`) or resume the notices of responses to one's letter. Raises NotYours, NotFound, and WrongState once
    it is withdrawn."""
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        if letter.state is State.WITHDRAWN:
            raise WrongState(words.author.withdrawn(letter))
        await tx.mute(letter_id, muted)
        return await tx.letter(letter_id)

"""The post office: one function for each verb, in the order of a letter's life. Read this first.

Each function checks, changes and enqueues inside one transaction, and returns after the commit. What
has to reach Discord is written to the outbox in that same transaction (`outbox`), and leaves it in
`deliveries`. A `Refusal` carries the sentence that the person reads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from bot import forgetting, inbox, names, outbox, pages, rules, sheets, words
from bot.drafts import (
    Message,
    add_message,
    address,
    draft_sheet,
    drop_source,
    follow_title,
    hand_in,
    oldest_open,
    own_draft,
    rewrite,
    send_off,
    start_draft,
    with_message,
)
from bot.errors import Forgotten, GivesAway, NotFound, Refusal, WrongState
from bot.forgetting import Kept
from bot.inbox import Inbox
from bot.letter import (
    EDITABLE,
    Kind,
    Letter,
    Letterbox,
    Notice,
    NoticeKind,
    Person,
    Rating,
    Response,
    ResponseKind,
    State,
    Tag,
    Verb,
)
from bot.losses import card_lost, fill_desk, fill_new_desk, letter_lost, page_lost, remember_problems, thread_lost
from bot.office import (
    Office,
    change_state,
    check_traces,
    in_public,
    own_letter,
    pause,
    published_only,
    relay,
    take_out_of_sight,
    tell_author,
)
from bot.ports import DraftSheet, Reach, ReviewSheet, Tx
from bot.responses import answer_as_author, check_reply, clean_pen_name, reply_text, respond, retell

# --- setting up ---------------------------------------------------------------------------------------


async def set_up(
    office: Office,
    guild_id: int,
    letters_id: int,
    desk_id: int,
    mature_id: int | None,
    categories: Sequence[str] | None = None,
) -> Letterbox:
    """Make a server's letterbox, or change where it is.

    Letters in public stay where they stand; those that wait get their cards at the new desk.
    """
    async with office.transaction() as tx:
        known = await tx.letterbox_of(guild_id)
        chosen = categories or (known.categories if known else words.CATEGORIES)
        letterbox = await tx.save_letterbox(guild_id, letters_id, desk_id, mature_id, chosen)
        if known is not None and known.desk_id != desk_id:
            await fill_new_desk(office, tx, guild_id)
        return letterbox


async def open_or_close(office: Office, guild_id: int, is_open: bool) -> Letterbox:
    """Resume or stop the taking of letters. Raises NotFound before set-up."""
    async with office.transaction() as tx:
        letterbox = await letterbox_of(tx, guild_id)
        await tx.open_letterbox(letterbox.id, is_open)
        return await tx.letterbox(letterbox.id)


async def change_settings(office: Office, guild_id: int, changes: rules.Changes) -> Letterbox:
    """What a letterbox takes. Raises NotFound before set-up, Refusal with a sentence for what cannot be used."""
    async with office.transaction() as tx:
        return await tx.save_settings(rules.changed(await letterbox_of(tx, guild_id), changes))


async def letterboxes(office: Office) -> list[Letterbox]:
    """Every letterbox there is."""
    async with office.transaction() as tx:
        return await tx.letterboxes()


async def letterbox_in(office: Office, guild_id: int) -> Letterbox:
    """A server's letterbox. Raises NotFound with a sentence that says how to get one."""
    async with office.transaction() as tx:
        return await letterbox_of(tx, guild_id)


async def letterbox_for(office: Office, letter_id: int) -> Letterbox:
    """The letterbox that a letter went to. Raises NotFound."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if letter.letterbox_id is None:
            raise NotFound(words.NO_LETTERBOX)
        return await tx.letterbox(letter.letterbox_id)


async def letterbox_of(tx: Tx, guild_id: int) -> Letterbox:
    """A server's letterbox. Raises NotFound with a sentence that says how to get one."""
    letterbox = await tx.letterbox_of(guild_id)
    if letterbox is None:
        raise NotFound(words.NO_LETTERBOX_HERE)
    return letterbox


# --- writing ------------------------------------------------------------------------------------------


async def write(office: Office, person: Person, message: Message, reaches: Sequence[Reach]) -> Letter | None:
    """A direct message starts a draft or adds to the open one; None when it was only a greeting.

    What does not fit (20,000 characters, 4 pictures) is named in a note; the rest is kept.
    """
    async with office.transaction() as tx:
        await inbox.handled(office, tx, person, message.id, message.edited)
        source = office.message_tag(message.id)
        if await tx.letter_from(source) is not None:
            return None
        draft = await oldest_open(office, tx, person, reaches)
        notes = list(message.left_out)
        if draft is None and not message.pictures and rules.is_greeting(message.text):
            await outbox.send_note(tx, person, "\n".join([*notes, words.HELP]), now=office.now)
            return None
        draft = draft or await start_draft(office, tx, person, rules.only(reaches))
        draft = await address(office, tx, draft, person, reaches)
        notes += await add_message(tx, draft, message, source)
        await outbox.send(tx, Kind.DRAFT_CARD, draft.id, now=office.now)
        if notes:
            await outbox.send_note(tx, person, "\n".join(notes), now=office.now)
        return draft


async def revise(office: Office, person: Person, message: Message) -> None:
    """Somebody edited a direct message: the draft it went into follows. A letter already sent does not."""
    async with office.transaction() as tx:
        source, text = office.message_tag(message.id), message.text
        letter_id = await tx.letter_from(source)
        if letter_id is None:
            return
        await inbox.handled(office, tx, person, message.id, message.edited)
        letter, parts = await tx.letter(letter_id), await tx.parts(letter_id)
        if text.strip() == next((part.text for part in parts if part.source == source), ""):
            return  # Discord calls it an edit, too, when a link gets its preview
        if letter.state not in EDITABLE:
            await outbox.send_note(tx, person, words.edit_too_late(letter), now=office.now)
            return
        others = pages.join([part.text for part in parts if part.source != source])
        fits, left = pages.room(others, text.strip())
        await follow_title(tx, letter, parts, with_message(parts, source, fits))
        if left.strip():
            await outbox.send_note(tx, person, words.too_long(left), now=office.now)
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)


async def erase(office: Office, message_id: int) -> None:
    """Somebody deleted a direct message: what came from it leaves the open draft."""
    async with office.transaction() as tx:
        source = office.message_tag(message_id)
        letter_id = await tx.letter_from(source)
        if letter_id is not None:
            await drop_source(office, tx, letter_id, source)


async def erase_lost(office: Office, letter_id: int, sources: Iterable[Tag]) -> None:
    """The same for messages that were deleted while the bot was away, and of which it has only the marks."""
    async with office.transaction() as tx:
        for source in sources:
            await drop_source(office, tx, letter_id, source)


async def compose(office: Office, person: Person, letterbox_id: int, title: str, text: str) -> Letter:
    """`/letter write`: a new draft for this server from a form."""
    async with office.transaction() as tx:
        letterbox = await tx.letterbox(letterbox_id)
        draft = await start_draft(office, tx, person, letterbox)
        await rewrite(tx, draft, title, text)
        return await tx.letter(draft.id)


async def edit(office: Office, person: Person, letter_id: int, title: str, text: str) -> Letter:
    """The Edit form: title and whole text. Paragraphs that stayed keep following their direct messages."""
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, letter_id, person)
        await rewrite(tx, draft, title, text)
        return await tx.letter(letter_id)


async def choose(
    office: Office,
    person: Person,
    letter_id: int,
    *,
    letterbox: Letterbox | None = None,
    category: str | None = None,
    rating: Rating | None = None,
) -> Letter:
    """The draft card's selects: where to, to whom, how safe."""
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, letter_id, person)
        if letterbox is not None and draft.state is State.DRAFT:
            await tx.address(letter_id, letterbox, office.author_tag(person, letterbox.guild_id))
        await tx.save_draft(
            draft, title=draft.title, category=category or draft.category, rating=rating or draft.rating
        )
        return await tx.letter(letter_id)


async def discard(office: Office, person: Person, letter_id: int) -> int | None:
    """Throw a draft away for good; a returned letter is withdrawn instead, and its number given back."""
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, letter_id, person)
        if draft.state is State.RETURNED:
            await change_state(office, tx, draft, Verb.WITHDRAW)
            await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        await inbox.question(office, tx, draft, at_once=False)
        await tx.discard(letter_id)
        return draft.number


async def submit(
    office: Office,
    person: Person,
    letter_id: int,
    reaches: Sequence[Reach],
    *,
    sure: bool = False,
    card: int | None = None,
) -> Letter:
    """Send letter: the draft reaches the desk, at once or with the next collection where the letterbox has them.

    `card` is the message on which it was pressed: the card that follows the letter, if none was known to stand.
    Raises WrongState when it was sent already, Refusal naming every obstacle, and GivesAway for what may tell who
    wrote it, unless they are `sure`.
    """
    async with office.transaction() as tx:
        draft = await address(office, tx, await own_letter(office, tx, letter_id, person), person, reaches)
        sheet = await draft_sheet(office, tx, draft, person, reaches)
        if draft.state not in EDITABLE:
            raise WrongState(words.already_sent(draft))
        reach = rules.chosen(sheet)
        if (found := rules.sentences(sheet)) or reach is None:
            raise Refusal("\n".join(found))
        if not sure:
            check_traces(person, reach, f"{sheet.title}\n\n{sheet.text}")
        await send_off(office, tx, draft, sheet, reach.letterbox)
        if draft.card is None and card is not None:  # the answer to its delivery was lost, or is on its way
            await tx.place_card(letter_id, office.seal.seal_id(card, f"card:{letter_id}"))
        if sure:  # confirmed in a message of its own: the draft card must follow
            await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)
        return await tx.letter(letter_id)


async def open_draft_sheet(office: Office, person: Person, reaches: Sequence[Reach]) -> DraftSheet | None:
    """What the card of this person's open draft shows, None when they have none."""
    async with office.transaction() as tx:
        draft = await oldest_open(office, tx, person, reaches)
        return None if draft is None else await draft_sheet(office, tx, draft, person, reaches)


async def own_draft_sheet(office: Office, person: Person, letter_id: int, reaches: Sequence[Reach]) -> DraftSheet:
    """The same for a draft by its id. Raises NotYours, NotFound, WrongState when it was sent already."""
    async with office.transaction() as tx:
        return await draft_sheet(office, tx, await own_draft(office, tx, letter_id, person), person, reaches)


async def own_sheet(office: Office, person: Person, letter_id: int, reaches: Sequence[Reach]) -> DraftSheet:
    """The same for a letter that waits for its collection, too, so that it can be withdrawn."""
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        if letter.state is not State.POSTED:
            letter = await own_draft(office, tx, letter_id, person)
        return await draft_sheet(office, tx, letter, person, reaches)


async def collect(office: Office) -> int:
    """Bring to the desk what was posted and is due, all of it together and in random order: neither the numbers nor
    the order of the cards tell who wrote first. Gives how many letters that was."""
    async with office.transaction() as tx:
        due = await tx.collectable(office.now)
        office.chance.shuffle(due)
        for letter in due:
            await hand_in(office, tx, letter, Verb.COLLECT, letter.submitted_at or office.now)
            await outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now, wait=await pause(office, tx, letter))
        return len(due)


async def say(office: Office, person: Person, text: str, message: Message) -> None:
    """Somebody's direct message could not be used: they read why, and it is done with."""
    async with office.transaction() as tx:
        await inbox.handled(office, tx, person, message.id, message.edited)
        await outbox.send_note(tx, person, text, now=office.now)


# --- review -------------------------------------------------------------------------------------------


async def approve(office: Office, letter_id: int, moderator: int) -> Letter:
    """The letter is on its way to its channel; its card and its author follow when it stands there."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        letter = await change_state(office, tx, letter, Verb.APPROVE, moderator=moderator)
        await tx.trouble(letter_id, None)
        await outbox.send(tx, Kind.PUBLISH, letter_id, now=office.now)
        return letter


async def send_back(office: Office, letter_id: int, moderator: int, note: str) -> Letter:
    """The letter opens again as a draft, with the desk's note on it. Raises Forgotten when it would be nobody's."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if letter.author is None:
            raise Forgotten(words.CANNOT_SEND_BACK.format(number=letter.number))
        letter = await change_state(office, tx, letter, Verb.SEND_BACK, moderator=moderator, reason=note)
        text = words.RETURNED.format(title=letter.title, number=letter.number, note=note)
        await tell_author(office, tx, letter, NoticeKind.RETURNED, text)
        await tx.place_card(letter_id, None)
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now, wait=await pause(office, tx, letter))
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return letter


async def reject(office: Office, letter_id: int, moderator: int, reason: str | None) -> Letter:
    """The letter will not appear; the author is told, with the reason if there is one."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        letter = await change_state(office, tx, letter, Verb.REJECT, moderator=moderator, reason=reason)
        await tell_author(office, tx, letter, NoticeKind.REJECTED, words.rejected(letter, reason))
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return letter


async def review(office: Office, letter_id: int) -> ReviewSheet:
    """What the desk sees of a letter now."""
    async with office.transaction() as tx:
        return await sheets.review_sheet(tx, office.seal, await tx.letter(letter_id), office.now)


async def queue(office: Office, guild_id: int, page: int, size: int) -> tuple[list[tuple[Letter, int]], int]:
    """One page (from 0) of what waits, oldest first, each with its length in characters; and how many wait."""
    async with office.transaction() as tx:
        await letterbox_of(tx, guild_id)
        letters = await tx.queue(guild_id, size, page * size)
        lengths = [len((await sheets.composed(tx, letter))[1]) for letter in letters]
        return list(zip(letters, lengths, strict=True)), await tx.queue_length(guild_id)


# --- removing and withdrawing ---------------------------------------------------------------------------


async def remove(office: Office, letter_id: int, moderator: int, reason: str | None) -> Letter:
    """Take a letter out of sight and tell its author why."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        letter = await change_state(office, tx, letter, Verb.REMOVE, moderator=moderator, reason=reason)
        await take_out_of_sight(office, tx, letter)
        await tell_author(office, tx, letter, NoticeKind.REMOVED, words.removed(letter, reason))
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        await _settle_reports(office, tx, letter)
        return letter


async def restore(office: Office, letter_id: int, moderator: int) -> Letter:
    """Publish a removed letter again, with its responses."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        letter = await change_state(office, tx, letter, Verb.RESTORE, moderator=moderator)
        await tx.trouble(letter_id, None)
        await outbox.send(tx, Kind.PUBLISH, letter_id, now=office.now)
        return letter


async def withdraw(office: Office, person: Person, letter_id: int) -> Letter:
    """The author takes the letter back, at any stage, with nobody's leave. Nothing is kept of what nobody has seen."""
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        if letter.state is State.POSTED and letter.number is None:
            await inbox.question(office, tx, letter, at_once=False)
            await tx.discard(letter_id)
            return letter
        letter = await change_state(office, tx, letter, Verb.WITHDRAW)
        await take_out_of_sight(office, tx, letter)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        await _settle_reports(office, tx, letter)
        return letter


async def letter(office: Office, letter_id: int) -> Letter:
    """A letter by its id. Raises NotFound."""
    async with office.transaction() as tx:
        return await tx.letter(letter_id)


async def numbered(office: Office, guild_id: int, number: int) -> Letter:
    """The letter of that number in a server. Raises NotFound."""
    async with office.transaction() as tx:
        await letterbox_of(tx, guild_id)
        return await tx.letter_numbered(guild_id, number)


async def own_numbered(office: Office, person: Person, number: int, letterboxes: Sequence[Letterbox]) -> list[Letter]:
    """One's own letters of that number, in the servers given. Raises NotFound when there is none."""
    found = [letter for letter in await mine(office, person, letterboxes) if letter.number == number]
    if not found:
        raise NotFound(words.NO_SUCH_OWN_NUMBER.format(number=number))
    return found


async def mine(office: Office, person: Person, letterboxes: Sequence[Letterbox]) -> list[Letter]:
    """One's own letters in the servers given, drafts first, then newest first in each."""
    async with office.transaction() as tx:
        tags = office.author_tags(person, letterboxes)
        return [letter for tag in tags for letter in await tx.letters_of(tag)]


# --- responses ------------------------------------------------------------------------------------------


async def respond_openly(
    office: Office, thread_id: int, message_id: int, person: Person, name: str, text: str
) -> Response | None:
    """Somebody wrote in a letter's thread, in their own name. None when it is no letter's thread, or known.

    `text` is empty when the bot may not read it: then the response counts, and is not relayed.
    """
    async with office.transaction() as tx:
        letter = await tx.letter_in(thread_id)
        if letter is None or letter.state is not State.PUBLISHED:
            return None
        tag = office.responder_tag(person, letter.guild_id)
        response = await tx.add_response(letter.id, ResponseKind.OPEN, tag, name, text, message_id, office.now)
        if response is not None and text:
            await relay(office, tx, letter, response, person)
        elif response is not None:
            await outbox.send_count(tx, letter, now=office.now)
        return response


async def response_edited(office: Office, message_id: int, text: str) -> None:
    """A response was edited in Discord; a notice that told of it is edited too."""
    async with office.transaction() as tx:
        response = await tx.response_in(message_id)
        if response is None or response.kind is not ResponseKind.OPEN or response.forgotten or response.text == text:
            return
        await tx.edit_response(response.id, response.letter_id, text)
        await retell(office, tx, response)


async def response_deleted(office: Office, message_id: int) -> None:
    """A response was deleted in Discord: it no longer counts, and a notice that told of it says so."""
    async with office.transaction() as tx:
        response = await tx.response_in(message_id)
        if response is None or response.deleted:
            return
        await tx.delete_response(response.id)
        await outbox.send_count(tx, await tx.letter(response.letter_id), now=office.now)
        await retell(office, tx, response)


async def offered_pen_name(office: Office, person: Person, letter_id: int) -> str | None:
    """The pen name this person last used under the letter. Raises WrongState when it cannot be answered."""
    async with office.transaction() as tx:
        letter = published_only(await tx.letter(letter_id))
        return await tx.last_pen_name(letter_id, office.responder_tag(person, letter.guild_id))


async def reply(
    office: Office,
    person: Person,
    letter_id: int,
    pen_name: str,
    text: str,
    taken: Iterable[str],
    reach: Reach | None,
    *,
    sure: bool = False,
) -> Response:
    """A response under a pen name. `taken` are names it must not look like: members', the bot's.

    Raises Refusal for an empty or overlong reply, a pen name that cannot be had, or what the letterbox does not take;
    GivesAway for what may tell who wrote it, unless they are `sure`.
    """
    name = await asyncio.to_thread(clean_pen_name, pen_name, taken)  # thousands of members take a while
    text = reply_text(text, rules.MAX_REPLY)
    async with office.transaction() as tx:
        letter = published_only(await tx.letter(letter_id))
        tag = office.responder_tag(person, letter.guild_id)
        await check_reply(office, tx, letter, person, reach, text, sure)
        skeleton = names.skeleton(name)
        if not await tx.claim_pen_name(letter_id, skeleton, name, tag, office.now):
            raise Refusal(words.PEN_NAME_TAKEN.format(name=name))
        return await respond(office, tx, letter, ResponseKind.PEN, tag, name, text, person)


# --- the author answers -----------------------------------------------------------------------------------


async def noticed(office: Office, message_id: int) -> Notice | None:
    """The notice that this direct message of the bot's is, if it is one."""
    async with office.transaction() as tx:
        return await tx.notice_in(office.message_tag(message_id))


async def answer(
    office: Office, person: Person, letter_id: int, text: str, reach: Reach | None, *, sure: bool = False
) -> Response:
    """The author answers in the thread, as nobody else can. Raises Refusal, GivesAway unless they are `sure`."""
    text = reply_text(text, rules.MAX_ANSWER)
    async with office.transaction() as tx:
        letter = published_only(await own_letter(office, tx, letter_id, person))
        return await answer_as_author(office, tx, letter, person, text, reach, sure)


async def answer_by_reply(
    office: Office, person: Person, letter_id: int, message: Message, reach: Reach | None
) -> None:
    """The author replied to a notice: the answer is posted, and they are told so; or told why not.

    One transaction with the mark that this message is done with: a reply is never posted twice.
    """
    try:
        async with office.transaction() as tx:
            await inbox.handled(office, tx, person, message.id, message.edited)
            letter = published_only(await own_letter(office, tx, letter_id, person))
            text = reply_text(message.text, rules.MAX_ANSWER)
            await answer_as_author(office, tx, letter, person, text, reach, sure=False)
            said = [words.ANSWERED.format(title=letter.title), *message.left_out]
            await outbox.send_note(tx, person, "\n".join(said), now=office.now)
    except GivesAway as refusal:
        await say(office, person, f"{refusal}\n{words.ANSWER_ANYWAY_HOW}", message)
    except Refusal as refusal:
        await say(office, person, str(refusal), message)


async def answer_with_draft(
    office: Office, person: Person, draft_id: int, letter_id: int, reach: Reach | None, *, sure: bool = False
) -> Letter:
    """“This is an answer to …”: the draft's text becomes an answer, and the draft is gone.

    Raises Refusal, GivesAway unless they are `sure`.
    """
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, draft_id, person)
        letter = published_only(await own_letter(office, tx, letter_id, person))
        if draft.state is not State.DRAFT:
            raise WrongState(words.RETURNED_IS_NO_ANSWER)
        if await tx.picture_count(draft_id):
            raise Refusal(words.ANSWER_HAS_PICTURES)
        text = pages.join([part.text for part in await tx.parts(draft_id)])
        await answer_as_author(office, tx, letter, person, reply_text(text, rules.MAX_ANSWER), reach, sure)
        await inbox.question(office, tx, draft, at_once=False)
        await tx.discard(draft_id)
        return letter


async def mute(office: Office, person: Person, letter_id: int, muted: bool) -> Letter:
    """Stop or resume the notices of responses to one's letter."""
    async with office.transaction() as tx:
        await own_letter(office, tx, letter_id, person)
        await tx.mute(letter_id, muted)
        return await tx.letter(letter_id)


# --- reports ----------------------------------------------------------------------------------------------


async def report(office: Office, person: Person, letter_id: int, reason: str) -> bool:
    """A reader says what is wrong with a letter: one card at the desk, however many do. False: said before."""
    async with office.transaction() as tx:
        letter = in_public(await tx.letter(letter_id))
        tag = office.reporter_tag(person, letter.guild_id)
        new = await tx.report(letter_id, tag, reason.strip()[: rules.MAX_REASON], office.now)
        if new:
            await outbox.send(tx, Kind.REPORT_CARD, letter_id, now=office.now)
        return new


async def dismiss(office: Office, letter_id: int, moderator: int) -> Letter:
    """The desk looked at the reports and leaves the letter where it is. Raises WrongState when none waits."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if not await tx.reports(letter_id):
            raise WrongState(words.NO_REPORTS.format(number=letter.number))
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.DISMISS, sealed, None, office.now)
        await _settle_reports(office, tx, letter)
        return letter


async def _settle_reports(office: Office, tx: Tx, letter: Letter) -> None:
    """The card shows the outcome, if it stands already or is on its way; the next report gets a new card."""
    if letter.report_message_id is not None or await tx.reports(letter.id):
        await tx.clear_reports(letter.id)
        await outbox.send(tx, Kind.REPORT_CARD, letter.id, now=office.now)


# --- blocks -----------------------------------------------------------------------------------------------


#: The mark of those who are forgotten: no person's is so long.
NOBODY = Tag(b"")


async def block(
    office: Office, letter_id: int, response: int, moderator: int, days: int | None, reason: str | None
) -> int | None:
    """Take nothing more without a name from the writer of a letter, or (not 0) of a response to it; gives the end.

    Whatever other blocks there are, of the same person or not, this does the same and says the same; and so it does
    where the writer is forgotten, or letters whose writers are forgotten at once would be known as one person's.
    Raises Refusal.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        writer = await _writer(tx, letter, response)
        until = rules.block_end(office.now, days)
        sealed = office.seal_moderator(letter, moderator)
        await tx.block(letter, response, writer, until, reason, sealed, office.now)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return until


async def _writer(tx: Tx, letter: Letter, response: int) -> Tag:
    """The mark of who wrote a letter or a response to it: nobody's when they are forgotten. Raises Refusal."""
    kind, tag = ResponseKind.AUTHOR, letter.author_tag
    if response:
        found = await tx.responder(letter.id, response)
        if found is None:
            raise NotFound(words.NO_SUCH_RESPONSE.format(number=letter.number, response=response))
        kind, tag = found
    if kind is ResponseKind.OPEN:
        raise Refusal(words.BLOCK_OF_OPEN.format(response=response))
    return tag or NOBODY


async def unblock(office: Office, letter_id: int, response: int) -> None:
    """Lift the block set on a letter or a response; others stay, of the same person or not. Raises NotFound."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if not await tx.unblock(letter_id, response, office.now):
            raise NotFound(words.NOT_BLOCKED.format(what=words.writer_of(letter.number or 0, response)))
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)


# --- while the bot was away ---------------------------------------------------------------------------------


async def is_new(office: Office, person: Person, message_id: int) -> bool:
    """Whether a direct message has not been handled yet. Whoever writes for the first time is known from now on."""
    async with office.store.transaction() as tx:
        return message_id > (await inbox.meet(office, tx, person, message_id - 1)).message


async def begin_picture(office: Office, person: Person, message_id: int, place: int) -> bool:
    """A picture of a direct message is about to be cleaned; False when that was tried too often."""
    async with office.store.transaction() as tx:
        return await inbox.begin_picture(office, tx, person, message_id, place)


async def end_picture(office: Office, person: Person, message_id: int, place: int) -> None:
    """It is cleaned, or known to be none."""
    async with office.store.transaction() as tx:
        await inbox.end_picture(office, tx, person, message_id, place)


async def inboxes(office: Office) -> list[Inbox]:
    """Where the bot catches up: everybody's direct messages that it knows, whoever wrote last first."""
    return await inbox.everybody(office)


async def inbox_of(office: Office, person: Person) -> Inbox | None:
    """How far somebody's direct messages have been handled; None when they are not known (any more)."""
    async with office.store.transaction() as tx:
        return await inbox.find(office, tx, person)


async def read_up_to(office: Office, person: Person, message_id: int) -> None:
    """There is nothing more to do about somebody's direct messages up to this one."""
    async with office.store.transaction() as tx:
        await inbox.read_on(office, tx, person, message_id)


async def open_drafts(office: Office) -> list[tuple[Person, int, set[Tag]]]:
    """Every open draft that came from direct messages: whose it is, its id, the marks of those messages."""
    async with office.store.transaction() as tx:
        drafts = await tx.open_drafts()
        found = [(office.author(draft), draft.id, await tx.sources(draft.id)) for draft in drafts]
    return [draft for draft in found if draft[2]]


async def live_letters(office: Office) -> list[Letter]:
    """The letters whose threads are looked after: in public, and their time is not over; the newest first."""
    async with office.store.transaction() as tx:
        return await tx.live_letters()


async def cards_at_desks(office: Office) -> list[tuple[int, int]]:
    """The server and the message of every review card of a letter that waits, the newest first."""
    async with office.store.transaction() as tx:
        return await tx.cards_at_desks()


async def posted_responses(office: Office, letter_id: int) -> list[Response]:
    """The responses that stand, or stood, in a letter's thread."""
    async with office.store.transaction() as tx:
        return await tx.posted_responses(letter_id)


# --- what others deleted or changed ---------------------------------------------------------------------------


async def message_gone(office: Office, message_id: int) -> None:
    """Somebody deleted a message in a server. It may have been a response, a letter, a page of one, or a card."""
    await response_deleted(office, message_id)
    async with office.transaction() as tx:
        continued = await tx.letter_continued_in(message_id)
        letter = await tx.letter_with(message_id) if continued is None else await tx.letter(continued)
        if letter is None:
            return
        if continued is not None:
            await page_lost(office, tx, letter)
        elif message_id == letter.message_id:
            await letter_lost(office, tx, letter)
        else:
            await card_lost(office, tx, letter, message_id)


async def thread_gone(office: Office, thread_id: int, *, with_letter: bool) -> None:
    """Somebody deleted a letter's thread; in a forum, the letter with it."""
    async with office.transaction() as tx:
        letter = await tx.letter_in(thread_id)
        if letter is not None:
            await thread_lost(office, tx, letter)
            if with_letter:
                await letter_lost(office, tx, letter)


async def channel_gone(office: Office, channel_id: int) -> int:
    """Somebody deleted a channel, and the letters in it; gives how many those were."""
    gone = 0
    while True:
        async with office.transaction() as tx:
            letters = await tx.published_in(channel_id, forgetting.BATCH)
            for letter in letters:
                await thread_lost(office, tx, letter)
                await letter_lost(office, tx, letter)
        gone += len(letters)
        if len(letters) < forgetting.BATCH:
            return gone


async def places_seen(
    office: Office, guild_id: int, problems: Sequence[str], *, desk: bool = True, left: bool = False
) -> bool:
    """What the letterbox lacks in its channels now, in sentences; `left`: the bot is not in that server any more.

    Told to the desk when it is news. A `desk` that can be written to gets what it missed. False: nothing new.
    """
    async with office.transaction() as tx:
        letterbox = await tx.letterbox_of(guild_id)
        if letterbox is None:
            return False
        news, was_left = await remember_problems(tx, letterbox, [words.LEFT] if left else problems)
        if news and (left or was_left):
            for draft_id in await tx.drafts_for(guild_id):
                await outbox.send(tx, Kind.DRAFT_CARD, draft_id, now=office.now)
        if news and problems and not left:
            await outbox.send_alert(tx, letterbox, words.alert(problems), now=office.now)
        if desk and not left:
            await fill_desk(office, tx, guild_id)
        return news


async def server_joined(office: Office, guild_id: int) -> None:
    """The bot is in a server again: replies that could not be posted there are."""
    async with office.transaction() as tx:
        for letter in await tx.live_letters():
            if letter.guild_id == guild_id and letter.thread_id is not None:
                for response in await tx.unposted_responses(letter.id):
                    await outbox.send(tx, Kind.RESPONSE, letter.id, subject_id=response.id, now=office.now)


# --- forgetting -------------------------------------------------------------------------------------------


async def expire(office: Office) -> int:
    """Forget for good whose time is over; gives how many letters that was. Stays with the next call if interrupted."""
    forgotten = 0
    while found := await forgetting.forget_expired(office):
        forgotten += found
    strangers = await inbox.forget_strangers(office)
    while strangers and await inbox.forget_strangers(office):
        pass
    if forgotten or strangers:
        await office.store.sweep()
    return forgotten


async def kept(office: Office, person: Person) -> Kept:
    """What is kept about somebody, in every server."""
    async with office.transaction() as tx:
        return await forgetting.kept(office, tx, person)


async def forget(office: Office, person: Person) -> Kept:
    """Erase at once whatever ties somebody to anything, in every server; gives what that was. Blocks stay."""
    async with office.transaction() as tx:
        found = await forgetting.kept(office, tx, person)
        for letter, _ in found.letters:
            await forgetting.let_go(office, tx, letter)
        for response in found.responses:
            await forgetting.disown(tx, response)
        for letterbox in await tx.letterboxes():
            await tx.forget_owner(office.responder_tag(person, letterbox.guild_id))
            await tx.forget_reporter(office.reporter_tag(person, letterbox.guild_id))
        await tx.drop_notes(person)
        await inbox.drop(office, tx, person)
    await office.store.sweep()
    return found


# --- unmasking: on the host only, and never without a record ----------------------------------------------


async def unmask(office: Office, guild_id: int, number: int, reason: str) -> int:
    """Who wrote a letter. The record, and the message that the desk will get, are committed before it is told.

    Raises NotFound, Forgotten.
    """
    async with office.transaction() as tx:
        letter = await tx.letter_numbered(guild_id, number)
        person = office.author(letter)
        await tx.decide(letter.id, Verb.UNMASK, None, reason, office.now)
        text = words.UNMASKED_RECORD.format(number=number, day=words.day(office.clock()), reason=reason)
        await outbox.send_record(tx, letter, text, now=office.now)
    return person.id

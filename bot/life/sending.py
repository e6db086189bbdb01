"""Sending: a draft becomes a letter, at once or with the next collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import words
from bot.errors import InCrisis, NotReady, WrongState
from bot.language import Excerpt, lines
from bot.letter import EDITABLE, Archive, DraftSheet, Kind, Letter, Letterbox, Membership, Person, Verb
from bot.life import outbox, revising, sheets
from bot.life.drafts import address, own_draft, sheet_to_send
from bot.life.editing import entitle
from bot.life.office import Office, change_state, check_traces, own_letter, pause
from bot.life.waiting import tell_role
from bot.rules import crisis, entry
from bot.sealing import names
from bot.store.tx import Tx


async def submit(
    office: Office,
    person: Person,
    letter_id: int,
    memberships: Sequence[Membership],
    *,
    asked: int = 0,
    card: int | None = None,
    title: str | None = None,
) -> Letter:
    """Send a draft: it reaches the desk at once, or with the next collection where the letterbox has them (`hand_in`).

    `title` is one to give it first; nothing changes when it cannot be sent. `card` is the id of the message on which
    the button was pressed: it becomes the letter's draft card if none is known. Raises NotFound, NotYours, WrongState
    when it was sent already, NotReady naming every obstacle, InCrisis for words of crisis and then GivesAway for what
    may tell who wrote it, unless `asked` is the mark of that: then they read so, and send it anyway.
    """
    async with office.transaction() as tx:
        draft = await address(tx, await own_letter(office, tx, letter_id, person), memberships)
        if title is not None and draft.state in EDITABLE:
            draft = await entitle(tx, draft, title)
        sheet = await sheet_to_send(office, tx, draft, person, memberships)
        if draft.state not in EDITABLE:
            raise WrongState(words.writing.already_sent(draft))
        membership = entry.chosen(sheet)
        if (found := entry.sentences(sheet)) or membership is None:
            raise NotReady(lines(found), entry.obstacles(sheet))
        await revising.check(tx, draft)
        said = f"{sheet.title}\n\n{entry.in_words(sheet.text, sheet.pictures, draft.warning)}"
        _check_crisis(office, membership.letterbox, said, asked)
        check_traces(office, person, membership, said, asked)
        await send_off(office, tx, draft, sheet, membership.letterbox)
        if draft.card is None and card is not None:  # Discord's answer to its delivery was lost, or is on its way
            await tx.set_draft_card(letter_id, office.seal.seal_id(card, names.card_of(letter_id)))
        elif draft.card is not None and card != office.seal.open_id(draft.card, names.card_of(letter_id)):
            await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)  # sent from elsewhere
        return await tx.letter(letter_id)


def _check_crisis(office: Office, letterbox: Letterbox, text: str, asked: int = 0) -> None:
    """Raise InCrisis when a text holds words of crisis, its letterbox looks for them, and its writer has not read yet
    what that letterbox has for them; return otherwise.

    `asked` is the mark of that, or of the text, which is asked about afterwards (`check_traces`).
    """
    if letterbox.crisis and crisis.find(text, letterbox.language, letterbox.crisis_words):
        mark = office.text_mark(f"crisis\n{text}")
        if asked not in (mark, office.text_mark(text)):
            raise InCrisis(words.notable.CRISIS.format(text=Excerpt(letterbox.crisis_text, "quoted")), mark)


async def read_through(office: Office, person: Person, letter_id: int, memberships: Sequence[Membership]) -> DraftSheet:
    """Return a draft as it is now, its pictures with their data, for its writer to look at before it is sent.

    Raises NotFound, NotYours, and WrongState when it was sent already.
    """
    async with office.transaction() as tx:
        draft = await own_draft(office, tx, letter_id, person)
        sheet = await sheet_to_send(office, tx, draft, person, memberships)
        return replace(sheet, pictures=await tx.pictures(letter_id))


async def say_received(office: Office, letter_id: int) -> None:
    """Discord took no answer to the press that sent a letter: its card is to say that it was received."""
    async with office.transaction() as tx:
        await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)


async def is_due(office: Office) -> bool:
    """Return whether there is anything to `collect`, or a draft for `ending.end_discarded`."""
    async with office.store.reading() as tx:
        return await tx.letters_due(office.now)


async def collect(office: Office) -> int:
    """Bring all posted letters that are due to the desk, together and in random order. Returns how many that was.

    Neither their numbers nor the order of their cards tell who wrote first.
    """
    async with office.transaction() as tx:
        due = await tx.collectable(office.now)
        office.chance.shuffle(due)
        for letter in due:
            letter = await _in_category(tx, letter)
            await hand_in(office, tx, letter, Verb.COLLECT, letter.submitted_at or office.now)
            await outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now, wait=await pause(office, tx, letter))
        return len(due)


async def _in_category(tx: Tx, letter: Letter) -> Letter:
    """Return a posted letter in a category that its letterbox has now: a former name would tell when it was sent."""
    assert letter.letterbox_id is not None
    letterbox = await tx.letterbox(letter.letterbox_id)
    known = letter.category is not None and entry.offered(letterbox, letter.category)
    if not known and letter.revises is None:  # a revision stays in that of its letter
        return replace(letter, category=letterbox.categories[0])
    return letter


async def send_off(office: Office, tx: Tx, draft: Letter, sheet: DraftSheet, letterbox: Letterbox) -> None:
    """Turn a draft into a letter, with title and category: at the desk at once, or with the next collection.

    Raises WrongState when it was sent already.
    """
    draft = replace(draft, title=sheet.title)
    if draft.archive is Archive.TOLD and not letterbox.archive:
        await tx.set_archive(draft.id, Archive.UNTOLD)  # it has none any more
    if not letterbox.collection:
        draft = replace(draft, category=draft.category or letterbox.categories[0])
        return await hand_in(office, tx, draft, Verb.SUBMIT, office.now)
    await tx.save_draft(draft)
    await change_state(office, tx, draft, Verb.POST)
    await tx.set_number(draft.id, draft.number, entry.next_collection(office.now, letterbox.collection))


async def hand_in(office: Office, tx: Tx, letter: Letter, verb: Verb, at: int) -> None:
    """Bring a letter to the desk, under a number if it has none yet. `at` (Unix seconds) is when that was due.

    Where no moderator needs to read it, it goes on to its channel, after a random pause: who was seen to write at the
    moment when it appears would be taken for its author.
    """
    assert letter.guild_id is not None
    number = letter.number or await tx.next_number(letter.guild_id)
    await tx.hand_in(replace(letter, number=number, submitted_at=at))
    handed_in = await change_state(office, tx, letter, verb)
    if letter.number is None and await _goes_unread(office, tx, handed_in):
        approved = await change_state(office, tx, handed_in, Verb.APPROVE)  # by nobody
        await revising.send_out(office, tx, approved, wait=await pause(office, tx, letter))
        if letter.publish_on is None:  # its card comes with the publication
            return
    else:
        await tell_role(office, tx, handed_in)
    await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


async def _goes_unread(office: Office, tx: Tx, letter: Letter) -> bool:
    """Return whether a letter appears without a moderator who reads it: its letterbox says so, and neither what stands
    in it nor what happened since it was sent asks for one."""
    assert letter.letterbox_id is not None and letter.guild_id is not None
    letterbox, author = await tx.letterbox(letter.letterbox_id), office.writer(letter)
    if not letterbox.unread or not letterbox.takes_letters(office.now) or author is None:
        return False
    if await tx.blocks_of(letter.guild_id, office.marks(author, letter.guild_id), office.now):
        return False
    return await revising.has_place(tx, letter) and await sheets.is_clear(tx, letter)

"""What the verbs about things that others delete or change are made of: each loss leaves a state that says what is so,
a sentence for the desk, and a way to go on."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from bot import outbox, words
from bot.letter import Kind, Letter, Letterbox, NoticeKind, State, Verb
from bot.office import Office, change_state, take_out_of_sight, tell_author
from bot.ports import Tx


async def letter_lost(office: Office, tx: Tx, letter: Letter) -> None:
    """A published letter's message is gone: that removed it, and nobody says why."""
    if letter.state is not State.PUBLISHED:
        return  # our own doing, or gone after it was taken down
    letter = await change_state(office, tx, letter, Verb.REMOVE)
    await tx.trouble(letter.id, None)
    await take_out_of_sight(office, tx, letter)
    await tell_author(office, tx, letter, NoticeKind.REMOVED, words.deleted(letter))
    await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


async def thread_lost(office: Office, tx: Tx, letter: Letter) -> None:
    """A letter's thread is gone, and with it what was said there; the letter may still stand."""
    assert letter.channel_id is not None and letter.message_id is not None
    await tx.place_letter(letter.id, letter.channel_id, letter.message_id, None, office.now)
    await tx.delete_responses(letter.id)
    if letter.state is State.PUBLISHED:
        await outbox.send_count(tx, letter, now=office.now)
        await _trouble(office, tx, letter, words.THREAD_LOST)


async def page_lost(office: Office, tx: Tx, letter: Letter) -> None:
    """Readers cannot read on."""
    if letter.state is State.PUBLISHED:
        await _trouble(office, tx, letter, words.PAGE_LOST)


async def card_lost(office: Office, tx: Tx, letter: Letter, message_id: int) -> None:
    """A card at the desk that somebody has to decide about comes again; another comes with the next news."""
    if message_id == letter.report_message_id:
        await tx.place_report_card(letter.id, None)
        if await tx.reports(letter.id):
            await outbox.send(tx, Kind.REPORT_CARD, letter.id, now=office.now)
    else:
        await tx.place_desk_card(letter.id, None)
        if letter.state is State.HELD:
            await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


async def _trouble(office: Office, tx: Tx, letter: Letter, sentence: str) -> None:
    await tx.trouble(letter.id, sentence)
    await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


async def fill_new_desk(office: Office, tx: Tx, guild_id: int) -> None:
    """All cards that somebody has to look at, at a desk that has none yet."""
    for letter_id in await tx.for_new_desk(guild_id):
        await tx.place_desk_card(letter_id, None)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
    for letter_id in await tx.reported(guild_id):
        await tx.place_report_card(letter_id, None)
        await outbox.send(tx, Kind.REPORT_CARD, letter_id, now=office.now)


async def fill_desk(office: Office, tx: Tx, guild_id: int) -> None:
    """Cards that could not be brought up to date while the desk was out of reach."""
    for letter_id in await tx.behind(guild_id):
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
    for letter_id in await tx.reported(guild_id):
        if (await tx.letter(letter_id)).report_message_id is None:
            await outbox.send(tx, Kind.REPORT_CARD, letter_id, now=office.now)


async def remember_problems(tx: Tx, letterbox: Letterbox, problems: Sequence[str]) -> tuple[bool, bool]:
    """Whether this is news about the letterbox's places; and whether the last news was that the bot had left."""
    name, digest = f"places:{letterbox.id}", _digest(problems)
    before = await tx.remark(name) or _digest([])
    if before != digest:
        await tx.set_remark(name, digest)
    return before != digest, before == _digest([words.LEFT])


def _digest(problems: Sequence[str]) -> bytes:
    return sha256("\n".join(problems).encode()).digest()

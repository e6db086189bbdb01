"""Deletions: what happens when somebody deletes a message, thread or channel on Discord.

Each loss leaves a state that is true, a sentence for the desk, and a way to go on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from bot import words
from bot.language import Packed, Sentence, pack
from bot.letter import Kind, Lack, Letter, Letterbox, NoticeKind, State, Verb
from bot.life import forgetting, outbox, relating
from bot.life.office import Office, change_state, notify_author, take_out_of_sight
from bot.life.replying import response_deleted
from bot.life.reports import settle_gone, settle_reports
from bot.store.tx import Tx

#: Remembered in place of what a letterbox lacks while the bot is not in its server.
LEFT = [Lack("left", (), "left")]
LACKS = "places:{id}"  #: kept in `meta` for a letterbox: a digest of what it lacks


async def message_gone(office: Office, message_id: int) -> None:
    """Somebody deleted a message in a server: a response, a letter, a page of one, a card, or something else."""
    await response_deleted(office, message_id)
    async with office.transaction() as tx:
        continued = await tx.letter_continued_in(message_id)
        letter = await tx.letter_with(message_id) if continued is None else await tx.letter(continued)
        if letter is None:
            return
        if continued is not None:
            if letter.state is State.PUBLISHED:  # readers cannot read on
                await _trouble(office, tx, letter, words.trouble.PAGE_LOST)
        elif message_id == letter.message_id:
            await letter_lost(office, tx, letter)
        else:
            await card_lost(office, tx, letter, message_id)


async def thread_gone(office: Office, thread_id: int, *, with_letter: bool) -> None:
    """Somebody deleted a letter's thread; `with_letter`: the letter is gone too, as it is in a forum."""
    async with office.transaction() as tx:
        await tx.delete_responses(thread_id)  # also where it was a letter's before that was published anew
        letter = await tx.letter_in(thread_id)
        if letter is not None:
            await thread_lost(office, tx, letter)
            if with_letter:
                await letter_lost(office, tx, letter)


async def channel_gone(office: Office, channel_id: int) -> int:
    """Somebody deleted a channel and the letters in it. Returns how many letters that was."""
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


async def channels_seen(
    office: Office,
    letterbox_id: int,
    lacking: Sequence[Lack],
    *,
    desk: bool = True,
    left: bool = False,
    asked: bool = False,
) -> bool:
    """Note what a letterbox's channels lack now. Returns whether that is news; the desk is told only then.

    `desk` is whether the desk can be written to: it then gets the cards that it missed. `left` is whether the bot is no
    longer in that server. What is parked is tried again when there is news, and when somebody `asked`.
    """
    async with office.transaction() as tx:
        letterbox = await tx.letterbox(letterbox_id)
        news, was_left = await remember_lacks(tx, letterbox, LEFT if left else lacking)
        if news and (left or was_left):
            for draft_id in await tx.drafts_for(letterbox_id):
                await outbox.send(tx, Kind.DRAFT_CARD, draft_id, now=office.now)
        if news and lacking and not left:
            alert = words.letterbox.alert([lack.said for lack in lacking])
            await outbox.send_alert(tx, letterbox, alert, now=office.now)
        if desk and not left:
            await fill_desk(office, tx, letterbox_id)
        if (news or asked) and not left:
            for letter_id in {letter_id for letter_id, _, _ in await tx.parked_in(letterbox_id)}:
                await tx.try_again(letter_id, office.now)
        return news


async def waiting_for(office: Office, letterbox_id: int) -> tuple[list[tuple[int, Packed]], int]:
    """Return what waits in a letterbox until somebody puts something right: by the numbers of the letters that it is
    about, what to do; and how many cards are missing at the desk, or out of date there."""
    async with office.store.reading() as tx:
        parked = [(number, Packed(said)) for _, number, said in await tx.parked_in(letterbox_id)]
        return parked, len(await tx.behind(letterbox_id)) + len(await _unreported(tx, letterbox_id))


async def server_joined(office: Office, guild_id: int) -> None:
    """The bot is in a server again: enqueue the responses that could not be posted there."""
    async with office.transaction() as tx:
        for letter_id, response_id in await tx.unposted_in(guild_id):
            await outbox.send(tx, Kind.RESPONSE, letter_id, subject_id=response_id, now=office.now)
            await tx.try_again(letter_id, office.now)


async def letter_lost(office: Office, tx: Tx, letter: Letter) -> None:
    """A published letter's message is gone: the letter counts as removed, by nobody and without a reason."""
    if letter.state is not State.PUBLISHED:  # deleted by the bot, or after the letter was taken down
        return await tx.try_again(letter.id, office.now)  # or because the bot could not do that
    letter = await change_state(office, tx, letter, Verb.REMOVE)
    await take_out_of_sight(office, tx, letter)
    await notify_author(office, tx, letter, NoticeKind.REMOVED, words.author.deleted(letter))
    await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)
    await settle_reports(office, tx, letter, Verb.REMOVE)


async def thread_lost(office: Office, tx: Tx, letter: Letter) -> None:
    """A letter's thread is gone with everything in it; the letter itself may still stand."""
    assert letter.channel_id is not None and letter.message_id is not None
    await tx.set_public_message(letter.id, letter.channel_id, letter.message_id, None, office.now)
    if letter.thread_id is not None:
        await tx.delete_responses(letter.thread_id)
        await settle_gone(office, tx, letter)
    if letter.state is State.PUBLISHED:
        await outbox.send_count(tx, letter, now=office.now)
        await relating.changed(office, tx, letter)  # others link to its thread
        await _trouble(office, tx, letter, words.trouble.THREAD_LOST)


async def card_lost(office: Office, tx: Tx, letter: Letter, message_id: int) -> None:
    """A card at the desk is gone. It is sent again at once if it needs a decision, otherwise with the next news."""
    if message_id == letter.report_message_id:
        await tx.set_report_card(letter.id, None)
        if await tx.reports(letter.id):
            await outbox.send(tx, Kind.REPORT_CARD, letter.id, now=office.now)
    else:
        await tx.set_desk_card(letter.id, None)
        if letter.state is State.HELD:
            await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


async def _trouble(office: Office, tx: Tx, letter: Letter, sentence: Sentence) -> None:
    """Show this sentence on the letter's card at the desk."""
    await tx.trouble(letter.id, pack(sentence))
    await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


async def fill_new_desk(office: Office, tx: Tx, letterbox_id: int, former_id: int) -> None:
    """Send every card that needs somebody's attention to a desk that has none yet, and end those at the former desk:
    what nobody has published is to be read there no more. Those that show what is public anyway come last."""
    letters = await tx.with_cards(letterbox_id)
    await tx.forget_cards(letterbox_id)
    for letter_id in await tx.for_new_desk(letterbox_id):
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
    reported = await tx.reported(letterbox_id)
    for letter_id in reported:
        await outbox.send(tx, Kind.REPORT_CARD, letter_id, now=office.now)
    for letter in sorted(letters, key=lambda each: each.state is State.PUBLISHED):
        cards = [each for each in (letter.desk_message_id, letter.report_message_id) if each is not None]
        lost = [0] * (not cards) + [0] * (letter.id in reported and letter.report_message_id is None)
        for card_id in [*cards, *lost]:
            await outbox.send_retirement(tx, letter, former_id, card_id, now=office.now)


async def fill_desk(office: Office, tx: Tx, letterbox_id: int) -> None:
    """Send the cards that could not be brought up to date while the desk was out of reach."""
    for letter_id in await tx.behind(letterbox_id):
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
    for letter_id in await _unreported(tx, letterbox_id):
        await outbox.send(tx, Kind.REPORT_CARD, letter_id, now=office.now)


async def _unreported(tx: Tx, letterbox_id: int) -> list[int]:
    """Return the letters whose reports the desk cannot see."""
    reported = await tx.reported(letterbox_id)
    return [each for each in reported if (await tx.letter(each)).report_message_id is None]


async def remember_lacks(tx: Tx, letterbox: Letterbox, lacking: Sequence[Lack]) -> tuple[bool, bool]:
    """Store what the letterbox lacks.

    Returns whether that is news, and whether the last news was that the bot had left.
    """
    digest, was_left = _digest(lacking), await has_left(tx, letterbox.id)
    before = await tx.meta(LACKS.format(id=letterbox.id)) or _digest([])
    if before != digest:
        await tx.set_meta(LACKS.format(id=letterbox.id), digest)
    return before not in (digest, _older_digest(lacking)), was_left


async def has_left(tx: Tx, letterbox_id: int) -> bool:
    """Return whether the bot is in a letterbox's server no longer, as far as it has heard."""
    return await tx.meta(LACKS.format(id=letterbox_id)) in (_digest(LEFT), _older_digest(LEFT))


def _digest(lacking: Sequence[Lack]) -> bytes:
    return sha256(json.dumps(sorted((lack.what, *lack.about) for lack in lacking)).encode()).digest()


def _older_digest(lacking: Sequence[Lack]) -> bytes:
    """Return the digest that older versions stored: one of the sentences, which changed with their wording."""
    return sha256("\n".join(pack(lack.said) for lack in lacking).encode()).digest()

"""Review: the desk approves a letter, sends it back, or rejects it; moderators note what they tell each other."""

from __future__ import annotations

from dataclasses import asdict, replace

from bot import words
from bot.errors import Refusal, WrongState
from bot.language.markup import plain
from bot.letter import Kind, Labels, Letter, NoticeKind, ReviewSheet, State, Verb, Voice
from bot.life import finding, outbox, revising, sheets
from bot.life.drafts import drop_source
from bot.life.office import Office, change_state, notify_author, pause
from bot.rules import entry, quorum
from bot.store.tx import Tx


async def approve(
    office: Office, guild_id: int, letter_id: int, moderator: int, *, labels: Labels | None = None, version: int = 0
) -> ReviewSheet:
    """Approve a letter that is at this server's desk: it goes to its channel when enough moderators have.

    With `labels`, it stands under these, and its author is told what is not as they sent it; `version` is when the
    letter that they were chosen for was sent. Returns what its card shows until it stands there; then its author is
    told, too. Raises NotFound, WrongState, and Refusal for a moderator who has approved it already, and for labels that
    the letterbox does not have.
    """
    async with office.transaction() as tx:
        letter = await finding.at_desk_of(tx, guild_id, letter_id)
        if labels is not None and letter.state is State.HELD:
            letter = await _label(tx, letter, labels, version)
        if await _is_enough(office, tx, letter, Voice(moderator, for_it=True)):
            letter = await change_state(office, tx, letter, Verb.APPROVE, moderator=moderator)
            await revising.send_out(office, tx, letter)
        return await sheets.review_sheet(tx, office.seal, await tx.letter(letter_id), office.now, office.alike)


async def _label(tx: Tx, letter: Letter, labels: Labels, version: int) -> Letter:
    if letter.submitted_at != version:  # nobody approves what they have not read
        raise WrongState(words.labels.SENT_ANEW.format(number=letter.number))
    assert letter.letterbox_id is not None
    letterbox = await tx.letterbox(letter.letterbox_id)
    if letter.revises is not None:  # it stays where its letter is
        labels = replace(labels, category=letter.category, rating=letter.rating)
    if labels.category != letter.category and labels.category not in letterbox.categories:
        raise Refusal(words.labels.NO_SUCH_CATEGORY.format(category=plain(labels.category)))
    if labels.rating is not letter.rating and letterbox.channel_for(labels.rating) is None:
        raise Refusal(words.labels.NO_MATURE)
    if labels != letter.labels:
        await tx.label(replace(letter, **asdict(labels), asked=letter.asked or letter.labels.packed()))
    return await tx.letter(letter.id)


async def send_back(office: Office, letter_id: int, moderator: int, note: str) -> Letter:
    """Open a letter again as a draft, with the desk's note on it. Raises NotFound, WrongState."""
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        seen = await sheets.as_read(tx, letter)
        letter = await change_state(office, tx, letter, Verb.SEND_BACK, moderator=moderator, reason=note)
        await tx.keep_seen(letter_id, seen.packed())
        await tx.keep_draft(letter_id, entry.draft_end(office.now))
        await _say_it_came_back(office, tx, letter)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        for source in await tx.taken_back(letter_id):
            await drop_source(office, tx, letter_id, source)
        return letter


async def _say_it_came_back(office: Office, tx: Tx, letter: Letter) -> None:
    text = words.author.returned(letter)
    await notify_author(office, tx, letter, NoticeKind.RETURNED, text)
    await outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now, wait=await pause(office, tx, letter))


async def reject(office: Office, letter_id: int, moderator: int, reason: str | None) -> Letter:
    """Refuse a letter for good, and tell its author, with the reason if there is one.

    Where several moderators decide, it takes a reason; once one of them has approved, as many as approving it takes.
    Until then the letter that is returned still waits. Raises NotFound, WrongState, and Refusal for a moderator who has
    rejected it already or gives no reason.
    """
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        if not await _is_enough(office, tx, letter, Voice(moderator, for_it=False, reason=reason)):
            return letter
        letter = await change_state(office, tx, letter, Verb.REJECT, moderator=moderator, reason=reason)
        await notify_author(office, tx, letter, NoticeKind.REJECTED, words.author.rejected(letter, reason))
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return letter


async def _is_enough(office: Office, tx: Tx, letter: Letter, own: Voice) -> bool:
    """Return whether a moderator's voice decides about a letter. If not, it is counted, and the letter's card shows it.

    Raises Refusal for a voice that was counted before, and for a rejection without a reason.
    """
    needed = await sheets.quorum_of(tx, letter)
    if needed == 1:
        return True
    if not await tx.move(letter.id, State.HELD, State.HELD):  # of two at once, one sees the other's voice
        return True  # there is nothing to decide any more: whoever tries is told why
    if not (own.for_it or own.reason):
        raise Refusal(words.quorum.REASON_WANTED)
    before = await sheets.voices(tx, office.seal, letter)
    if quorum.enough(quorum.with_own(before, own), needed):
        return True
    if any(voice.moderator == own.moderator and voice.for_it is own.for_it for voice in before):
        raise Refusal(words.quorum.COUNTED_ALREADY[own.for_it].format(number=letter.number))
    verb, sealed = Verb.ASSENT if own.for_it else Verb.OBJECT, office.seal_moderator(letter, own.moderator)
    await tx.decide(letter.id, verb, sealed, own.reason, office.now)
    await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)
    return False


async def card_of(office: Office, letter_id: int) -> ReviewSheet:
    """Return what the desk sees of a letter now. Raises NotFound."""
    async with office.transaction() as tx:
        return await sheets.review_sheet(tx, office.seal, await tx.letter(letter_id), office.now, office.alike)


async def note(office: Office, letter_id: int, moderator: int, text: str) -> Letter:
    """Put a note on a letter's card, and on record; its author never reads it. Raises NotFound, and Refusal for what
    says nothing."""
    if not entry.says_something(text):
        raise Refusal(words.notes.EMPTY)
    async with office.transaction() as tx:
        letter = await tx.letter(letter_id)
        sealed = office.seal_moderator(letter, moderator)
        await tx.decide(letter_id, Verb.NOTE, sealed, text.strip(), office.now)
        await outbox.send(tx, Kind.DESK_CARD, letter_id, now=office.now)
        return letter

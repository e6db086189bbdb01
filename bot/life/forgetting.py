"""Forgetting: what is stored about somebody, and how a letter comes to have no author.

A letter that stands in public, or may stand there again, stays without its author; any other is erased when its week is
over. When somebody asks to be forgotten earlier, what leads to them is overwritten with sealed zeros of the same
length: if rows, cards and answers of several letters changed or disappeared together, that would tell that one person
wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.letter import (
    OVER,
    PUBLIC,
    UNPUBLISHED_DAYS,
    Kind,
    Letter,
    Listener,
    Person,
    Response,
    State,
    Tag,
    Verb,
)
from bot.life import archiving, inbox, listening, memory, outbox
from bot.life.office import Office, change_state, take_out_of_sight
from bot.rules import remembering
from bot.rules.entry import DAY
from bot.store.tx import Tx


async def expire(office: Office) -> int:
    """Forget for good everybody whose time is over, and tell those whose time is over soon. Returns how many letters
    lost their author or were erased.

    Works in batches: what an interruption leaves is done by the next call.
    """
    async with office.transaction() as tx:
        await tx.round_times(office.now - DAY)
        for response in await tx.removed_until(office.now - UNPUBLISHED_DAYS * DAY, REMOVED):
            await tx.take_back_response(response)
    forgotten = 0
    while found := await forget_expired(office):
        forgotten += found
    strangers = await inbox.forget_strangers(office)
    while strangers and await inbox.forget_strangers(office):
        pass
    if forgotten or strangers:
        remembering.drop_all()
        await office.store.truncate_wal()
    await memory.announce_ends(office)
    return forgotten


async def kept(office: Office, person: Person) -> Kept:
    """Return what is stored about somebody, in every server."""
    async with office.transaction() as tx:
        return await all_kept(office, tx, person)


async def forget(office: Office, person: Person) -> Kept:
    """Erase at once whatever ties somebody to anything, in every server. Returns what that was. Blocks stay."""
    async with office.transaction() as tx:
        found = await all_kept(office, tx, person)
        for letter, _ in found.letters:
            await let_go(office, tx, letter)
        for response in found.responses:
            await tx.disown_response(response)
        for letter_id, name_tag in found.pen_names:
            await tx.disown_pen_name(letter_id, name_tag)
        for report_id in found.reports:
            await tx.disown_report(report_id)
        for listener in found.listening:
            await tx.disown_listener(listener.id)
        for name_id in found.archive_names:
            await tx.disown_archive_name(name_id)
        for delivery_id in found.messages:
            await tx.done(delivery_id)
        await inbox.drop(office, tx, person)
    office.reads.forget(person)
    remembering.drop_all()
    await office.store.truncate_wal()
    return found


#: Letters forgotten in one transaction; removed responses erased in an hour.
BATCH, REMOVED = 20, 500


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored about one person, in all servers."""

    letters: Sequence[tuple[Letter, int | None]] = ()  #: and when each is forgotten (Unix seconds), where known
    responses: Sequence[Response] = ()
    pen_names: Sequence[tuple[int, Tag]] = ()  #: the letter's id, and the mark of the name
    reports: Sequence[int] = ()  #: ids, settled ones too: nobody can report a letter twice
    listening: Sequence[Listener] = ()  #: the threads that they hear of
    archive_names: Sequence[int] = ()  #: ids: the servers in whose archives they agreed to stand by name
    in_archive: bool = False  #: whether something they said in their own name may stand in one
    messages: Sequence[int] = ()  #: ids of deliveries to them that are about no letter
    inbox_known: bool = False  #: whether it is stored where they write and how far that has been read
    blocks: int = 0  #: how many are in force; only these outlast forgetting

    @property
    def drafts(self) -> int:
        """How many of the letters have not been sent."""
        return sum(letter.state is State.DRAFT for letter, _ in self.letters)

    @property
    def can_be_forgotten(self) -> bool:
        """Whether there is anything besides blocks."""
        return bool(
            self.letters
            or self.responses
            or self.pen_names
            or self.reports
            or self.listening
            or self.archive_names
            or self.messages
            or self.inbox_known
        )


async def forget_expired(office: Office) -> int:
    """Forget the authors of one batch of letters whose time is over. Returns how many letters."""
    async with office.transaction() as tx:
        expired = await tx.expired(office.now, BATCH)
        for letter in expired:
            await inbox.recheck(office, tx, letter, at_once=True)
            await tx.forget_author(letter.id)
            await tx.forget_readers(letter.id)
        left_over = await tx.left_over(office.now - UNPUBLISHED_DAYS * DAY, BATCH)
        for letter in left_over:
            await clear_away(office, tx, letter)
        return len(expired) + len(left_over)


async def clear_away(office: Office, tx: Tx, letter: Letter) -> None:
    """Erase everything that a rejected or withdrawn letter says, also on its card at the desk: its week is over."""
    await inbox.recheck(office, tx, letter, at_once=True)
    await tx.forget_author(letter.id)
    await tx.empty(letter.id)
    if letter.state is State.REJECTED:
        await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)


async def let_go(office: Office, tx: Tx, letter: Letter) -> None:
    """Separate a letter from its author, who wants to be forgotten.

    A letter that only its author has seen is deleted, one that waits is withdrawn. Any other stays as it is, without
    its author; a rejected one for its week, as its card at the desk does.
    """
    if letter.number is None:
        return await tx.discard(letter.id)
    # One that stood in public may wait again: a moderator can bring many there, to see which leave together.
    public = letter.state in PUBLIC or letter.published_at is not None
    if not public and letter.state not in OVER:
        letter = await change_state(office, tx, letter, Verb.WITHDRAW)
        await take_out_of_sight(office, tx, letter)
        await outbox.send(tx, Kind.DESK_CARD, letter.id, now=office.now)
    await tx.disown(letter.id, erase=letter.state is State.WITHDRAWN)


async def all_kept(office: Office, tx: Tx, person: Person) -> Kept:
    """Return everything stored about somebody, in every server with a letterbox, whether they are in it or not."""

    @cache
    def marks(guild_id: int) -> frozenset[Tag]:
        return office.marks(person, guild_id)

    @cache
    def as_reporter(guild_id: int) -> frozenset[Tag]:
        return frozenset({office.reporter_tag(person, guild_id)})

    letters = await tx.letters_by(office.mine(person), None)
    responses, names = await tx.responses_by(marks), await tx.archive_names_of(marks)
    return Kept(
        letters=[(letter, await memory.end_of(tx, letter)) for letter in letters],
        responses=responses,
        pen_names=await tx.pen_names_of(marks),
        reports=await tx.reports_by(as_reporter),
        listening=await listening.of_person(office, tx, person),
        archive_names=names,
        in_archive=bool(names) or await archiving.names_any(tx, responses),
        messages=await outbox.notes_to(tx, person),
        inbox_known=await inbox.find(office, tx, person) is not None,
        blocks=len(await tx.blocks_everywhere(marks, office.now)),
    )

"""The queue: a moderator goes from one letter that waits for somebody to the next, or looks at several together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress

from bot import words
from bot.errors import NotFound, Refusal, SealError
from bot.language import Said
from bot.language.lengths import cut
from bot.letter import Glance, Letter, Letterbox, Pile, QueueSheet, Rating, State, Waiting
from bot.life import finding, sheets
from bot.life.office import Office
from bot.store.tx import Tx

#: Letters whose texts are read in one transaction.
BATCH = 25
#: Turns of letters in the queue: first those with words of crisis, last those that wait for others than this moderator.
FIRST, IN_TURN, LAST = range(3)
#: Characters of a letter's beginning in a list.
FIRST_WORDS = 80


async def turn_to(
    office: Office, letterboxes: Sequence[Letterbox], pile: Pile, letter_id: int, moderator: int
) -> tuple[QueueSheet | None, Letter | None]:
    """Return what the queue of these letterboxes shows a moderator of a letter; with the id 0, of the first.

    Where that letter is not in it any more, the one after it is shown, and the letter itself is returned as well; where
    it was the last, the first. None: nothing is in the queue.
    """
    piled = await _piled(office, letterboxes, pile)
    turns = await _turns(office, letterboxes, piled, moderator)
    found = sorted(piled, key=lambda each: turns[each.letter_id])  # of the same turn, what has waited longest first
    async with office.store.reading() as tx:
        index, gone = 0, None
        if letter_id and letter_id not in turns:
            gone = await _of_these(tx, letterboxes, letter_id)
            passed = (await _turn(office, tx, gone, moderator), gone.submitted_at or 0, gone.number or 0)
            following = [(turns[each.letter_id], each.since, each.number) > passed for each in found]
            index = following.index(True) if any(following) else 0
        elif letter_id:
            index = [each.letter_id for each in found].index(letter_id)
        if not found:
            return None, gone
        here, names = found[index], names_of(letterboxes)
        sheet = QueueSheet(
            waiting=here,
            sheet=await sheets.review_sheet(tx, office.seal, await tx.letter(here.letter_id), office.now, office.alike),
            reports=await sheets.report_sheet(tx, office.seal, await tx.letter(here.letter_id)),
            letterbox=names[here.letterbox_id],
            place=index + 1,
            count=len(found),
            before=found[index - 1].letter_id if index else 0,
            after=found[index + 1].letter_id if index + 1 < len(found) else 0,
            age=office.now - here.since,
            by_age=found == piled,
        )
        return sheet, gone


async def _turns(
    office: Office, letterboxes: Collection[Letterbox], found: Sequence[Waiting], moderator: int
) -> dict[int, int]:
    """Return when it is each letter's turn, by their ids."""
    turns = {each.letter_id: IN_TURN for each in found}
    asked = {each.id for each in letterboxes if each.crisis or each.quorum > 1}
    waiting = [each.letter_id for each in found if each.pile is Pile.WAITING and each.letterbox_id in asked]
    for at in range(0, len(waiting), BATCH):
        async with office.store.reading() as tx:
            for letter_id in waiting[at : at + BATCH]:
                with suppress(NotFound):
                    turns[letter_id] = await _turn(office, tx, await tx.letter(letter_id), moderator)
    return turns


async def _turn(office: Office, tx: Tx, letter: Letter, moderator: int) -> int:
    """Return when it is a letter's turn; one that does not open comes as any other."""
    with suppress(SealError):
        if any(each.moderator == moderator for each in await sheets.voices(tx, office.seal, letter)):
            return LAST
        if await sheets.crisis_in(tx, letter, await sheets.composed(tx, letter)):
            return FIRST
    return IN_TURN


async def waiting(office: Office, letterboxes: Sequence[Letterbox]) -> list[Waiting]:
    """Return the letters that wait for a decision in these letterboxes, what has waited longest first."""
    return await _piled(office, letterboxes, Pile.WAITING)


async def glances(
    office: Office, letterboxes: Sequence[Letterbox], found: Sequence[Waiting], *, mature: bool
) -> list[Glance]:
    """Return what a list shows of these letters, at most `BATCH` of them. Unless what is Not Safe for Work may be read
    where it is shown (`mature`), nothing of such a letter's text is in it but what is pointed out."""
    names = names_of(letterboxes)
    async with office.store.reading() as tx:
        return [await _glance(office, tx, each, names[each.letterbox_id], mature=mature) for each in found[:BATCH]]


async def chosen(
    office: Office, letterboxes: Sequence[Letterbox], letter_ids: Sequence[int], page: int, *, mature: bool
) -> tuple[list[Glance], list[Letter]]:
    """Return what a list shows of these letters where they still wait, and of others on that page (from 0) of `BATCH`
    letters beside them; and those of them that wait no more. What is of no such letterbox is in neither."""
    found, gone = await waiting(office, letterboxes), list[Letter]()
    there = {each.letter_id for each in found}
    async with office.store.reading() as tx:
        for letter_id in {*letter_ids} - there:
            with suppress(NotFound):
                gone.append(await _of_these(tx, letterboxes, letter_id))
    room = BATCH - len(there & {*letter_ids})
    beside = [each for each in found[page * BATCH :][:BATCH] if each.letter_id not in letter_ids][:room]
    shown = [each for each in found if each.letter_id in letter_ids or each in beside]
    return await glances(office, letterboxes, shown, mature=mature), sorted(gone, key=lambda each: each.number or 0)


async def _glance(office: Office, tx: Tx, waiting: Waiting, letterbox: str, *, mature: bool) -> Glance:
    letter = await tx.letter(waiting.letter_id)
    said = await sheets.composed(tx, letter)
    hidden = letter.rating is Rating.MATURE and not mature
    first = "" if hidden else cut(" ".join(said.text.split()), FIRST_WORDS)
    return Glance(
        waiting=waiting,
        letter=letter,
        title=said.title or "",
        said=first,
        length=len(said.text),
        pictures=await tx.picture_count(letter.id),
        flags=await sheets.flags(tx, letter, said),
        others=await sheets.others(tx, letter, said),
        crisis=await sheets.words_of_crisis(tx, letter, said),
        alike=await office.alike.number(tx, letter, said.title, said.text),
        letterbox=letterbox,
        age=office.now - waiting.since,
    )


def names_of(letterboxes: Collection[Letterbox]) -> dict[int, str]:
    """Return the names of letterboxes by id; empty ones where there is one only, which nobody needs to tell apart."""
    return {each.id: each.name if len(letterboxes) > 1 else "" for each in letterboxes}


async def each_of(
    office: Office,
    letterboxes: Sequence[Letterbox],
    letter_ids: Sequence[int],
    decide: Callable[[int], Awaitable[Letter]],
) -> tuple[list[Letter], list[tuple[int, Said]]]:
    """Decide about several letters, each in a transaction of its own.

    Returns the letters that it was done to, and the numbers of the others with why not. A letter that is not of these
    letterboxes is passed over.
    """
    done, not_done = list[Letter](), list[tuple[int, Said]]()
    for letter_id in letter_ids:
        try:
            async with office.store.reading() as tx:
                letter = await _of_these(tx, letterboxes, letter_id)
        except NotFound:
            continue
        try:
            done.append(await decide(letter_id))
        except Refusal as refusal:
            not_done.append((letter.number or 0, refusal.sentence))
    return done, not_done


async def _of_these(tx: Tx, letterboxes: Collection[Letterbox], letter_id: int) -> Letter:
    """Return a letter that reached one of these letterboxes' desks. Raises NotFound."""
    letter = await finding.at_desk_of(tx, next((each.guild_id for each in letterboxes), 0), letter_id)
    if letter.letterbox_id not in {each.id for each in letterboxes}:
        raise NotFound(words.trouble.LETTER_GONE)
    return letter


async def _piled(office: Office, letterboxes: Collection[Letterbox], pile: Pile) -> list[Waiting]:
    """Return what is in one pile, what has waited longest first."""
    async with office.store.reading() as tx:
        found = await tx.queue_of(each.id for each in letterboxes)
    if pile is Pile.FLAGGED:
        held = [each for each in found if each.pile is Pile.WAITING]
        batches = [await _flagged(office, held[at : at + BATCH]) for at in range(0, len(held), BATCH)]
        return [each for batch in batches for each in batch]
    return [each for each in found if pile in (Pile.ALL, each.pile)]


async def _flagged(office: Office, found: Sequence[Waiting]) -> list[Waiting]:
    async with office.store.reading() as tx:
        letters = [(each, await tx.letter(each.letter_id)) for each in found]
        held = [(each, letter) for each, letter in letters if letter.state is State.HELD]
        return [each for each, letter in held if await _is_flagged(office, tx, letter)]


async def _is_flagged(office: Office, tx: Tx, letter: Letter) -> bool:
    """Return whether a letter's card points anything out to the desk; what costs most is asked last."""
    said = await sheets.composed(tx, letter)
    return bool(
        await sheets.flags(tx, letter, said)
        or await sheets.words_of_crisis(tx, letter, said)
        or await sheets.others(tx, letter, said)
        or await office.alike.number(tx, letter, said.title, said.text)
    )

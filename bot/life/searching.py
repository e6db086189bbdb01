"""Searching: a reader finds published letters, by words, by number or by chance, and reads them with what was answered.

A reader finds what they can read on Discord, and nothing else: letters in channels whose past they can read, and what
is for adults only where adults alone read the answer. Any other letter is for them as one that never was. Whatever the
indexes say, a letter is read in the database before it is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot import words
from bot.errors import NotFound, Refusal, SealError
from bot.letter import Letter, Membership, PublicSheet, Rating, Reads, Response, State
from bot.life import sheets
from bot.life.finding import page_of
from bot.life.office import Office
from bot.search.index import EVER, Asked, Hit
from bot.search.passage import passage
from bot.search.shelves import Found
from bot.search.terms import Cutter
from bot.store.tables.public import Place
from bot.store.tx import Tx

#: Letters on a page, letters that are ranked, letters like one that are named, and letterboxes that are asked, at most.
PAGE, MOST, LIKE, ASKED = 5, 200, 3, 25
#: Numbers of letters among which one by chance is looked for at once.
DRAWN = 1_000


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader can see from where they are."""

    memberships: Sequence[Membership]
    adults: bool  #: whether only adults read what is answered

    def reads(self, letter: Letter) -> bool:
        """Whether they can read this letter now."""
        return letter.state is State.PUBLISHED and letter.channel_id is not None and self.reads_at(letter)

    def reads_at(self, letter: Letter | Place) -> bool:
        """Whether they can read what stands where this published letter does."""
        there = next((each for each in self.memberships if each.letterbox.id == letter.letterbox_id), None)
        mature = letter.rating is Rating.MATURE and not self.adults
        return there is not None and not mature and self.sees(there, letter.channel_id or 0)

    def sees(self, membership: Membership, channel_id: int) -> bool:
        """Whether they can read what stands in a channel of a letterbox's server."""
        there = membership.reads.get(channel_id, Reads())
        return there.past and (self.adults or not there.restricted)


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader looks for."""

    words: str
    category: str | None = None
    since: int = 0  #: published at this moment or later, and at that one or before; Unix seconds
    until: int = EVER


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter that was found."""

    letter: Letter
    responses: int
    passage: str  #: what of it was looked for, in Markdown; empty where a content warning covers it


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found."""

    entries: Sequence[Entry]
    count: int  #: how much was found; more than `MOST` is not counted
    page: int  #: from 0
    searched: int | None = None  #: how many that they can read were looked through, where those were not all


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter as it is read here."""

    sheet: PublicSheet
    responses: Sequence[Response]  #: those that stand, in order
    like: Sequence[Letter]  #: letters like it, the most like first


async def search(office: Office, sight: Sight, asked: Question, page: int) -> Results:
    """Return a page (from 0) of the letters that hold what is looked for, the best first. Raises Refusal where there
    is no word in it, its days are turned round, or this machine cannot search."""
    if not office.shelves.work:
        raise Refusal(words.searching.CANNOT_SEARCH)
    if not Cutter("").parts(asked.words):
        raise Refusal(words.searching.NO_WORDS)
    if asked.since > asked.until:
        raise Refusal(words.searching.DAYS_TURNED)
    found = [each for each in await _ask(office, sight, asked, MOST) if each is not None]
    hits = _best((each.hits for each in found), MOST)
    page = page_of(page, len(hits), PAGE)
    shown = hits[page * PAGE : (page + 1) * PAGE]
    async with office.store.reading() as tx:
        entries = [await _entry(tx, each, asked.words, sight) for each in await _there(tx, shown, sight)]
    part = any(not each.whole for each in found)
    return Results(entries, len(hits), page, sum(each.letters for each in found) if part else None)


async def _ask(office: Office, sight: Sight, asked: Question, limit: int, *, begun: bool = False) -> list[Found | None]:
    """Ask the index of every letterbox that they see letters of. `begun`: the last word may be only the beginning, and
    is looked for in titles."""

    async def one(membership: Membership) -> Found | None:
        box = membership.letterbox
        there = frozenset(each for each in await office.shelves.channels(box) if sight.sees(membership, each))
        if not there:
            return None
        question = Asked(asked.words, there, asked.category, asked.since, asked.until, sight.adults, begun)
        return await office.shelves.find(box, question, limit)

    return await asyncio.gather(*(one(each) for each in sight.memberships[:ASKED]))


async def categories(office: Office, sight: Sight) -> list[str]:
    """Return what letters that they can read may be addressed to: the letterboxes' categories, then former ones."""
    seen = [each for each in sight.memberships if sight.sees(each, each.letterbox.letters_id)]
    now = [name for each in seen for name in each.letterbox.categories]

    async def former(membership: Membership) -> set[str]:
        there = await office.shelves.categories(membership.letterbox)
        return {name for channel_id, name in there if sight.sees(membership, channel_id)}

    found = await asyncio.gather(*(former(each) for each in sight.memberships[:ASKED]))
    return [*dict.fromkeys([*now, *sorted({name for names in found for name in names})])]


def _best(found: Iterable[Sequence[Hit]], limit: int) -> list[Hit]:
    """Return the best of what several indexes found."""
    return sorted((hit for hits in found for hit in hits), key=lambda hit: (-hit.score, -hit.number))[:limit]


async def _there(tx: Tx, hits: Collection[Hit], sight: Sight) -> list[Letter]:
    """Return those of the letters that they can read now, as they are now."""
    found = list[Letter]()
    for hit in hits:
        with suppress(NotFound, SealError):  # one damaged row must not be in everybody's way
            if sight.reads(letter := await tx.letter(hit.id)):
                found.append(letter)
    return found


async def _entry(tx: Tx, letter: Letter, asked: str, sight: Sight) -> Entry:
    count = await tx.response_count(letter.id)
    if letter.warning is not None:
        return Entry(letter, count, "")
    language = next(each.letterbox.language for each in sight.memberships if each.letterbox.id == letter.letterbox_id)
    cutter = Cutter(language)
    return Entry(letter, count, passage((await sheets.composed(tx, letter)).text, cutter.parts(asked), cutter))


async def offered(office: Office, sight: Sight, typed: str, limit: int) -> list[Letter]:
    """Return up to `limit` letters that they can read and may mean: by the number, or by words of the title, of which
    the last may be only begun; while nothing is typed, the newest."""
    typed = typed.strip()
    found = _best((each.hits for each in await _ask(office, sight, Question(typed), limit, begun=True) if each), limit)
    async with office.store.reading() as tx:
        numbered = await _numbered(tx, sight, int(typed)) if typed.isdecimal() and len(typed) <= 10 else []
        known = {each.id for each in numbered}
        return [*numbered, *(each for each in await _there(tx, found, sight) if each.id not in known)][:limit]


async def numbered(office: Office, sight: Sight, number: int) -> list[Letter]:
    """Return the letters with this number that they can read: one of each server. Raises NotFound where there is
    none, whether or not there is one that they cannot read."""
    async with office.store.reading() as tx:
        found = await _numbered(tx, sight, number)
    if not found:
        raise NotFound(words.searching.NO_SUCH_LETTER.format(number=number))
    return found


async def _numbered(tx: Tx, sight: Sight, number: int) -> list[Letter]:
    guild_ids = dict.fromkeys(each.letterbox.guild_id for each in sight.memberships)
    found = list[Letter]()
    for guild_id in guild_ids:
        found += await tx.letters_numbered(guild_id, number)
    return [each for each in found if sight.reads(each)]


async def by_chance(office: Office, sight: Sight, *, but: int = 0) -> Letter:
    """Return one of the letters that they can read, in a server each as likely as any other, but for where a thousand
    numbers hold fewer of them than others do; that with the id `but` only where there is no other.

    Raises NotFound where there is none.
    """
    guild_ids = [*dict.fromkeys(each.letterbox.guild_id for each in sight.memberships)]
    office.chance.shuffle(guild_ids)
    for guild_id in guild_ids:
        async with office.store.reading() as tx:
            last = await tx.last_number(guild_id)
        for numbers in around(office.chance.randint(1, max(last, 1)), last, DRAWN):
            if letter := await _drawn(office, sight, guild_id, numbers, but):
                return letter
    if but:
        return await by_chance(office, sight)
    raise NotFound(words.searching.NOTHING_TO_READ)


async def _drawn(
    office: Office, sight: Sight, guild_id: int, numbers: Sequence[tuple[int, int]], but: int
) -> Letter | None:
    async with office.store.reading() as tx:
        there = [each for part in numbers for each in await tx.public_between(guild_id, *part)]
        ids = [each.id for each in there if each.id != but and sight.reads_at(each)]
        office.chance.shuffle(ids)
        for letter_id in ids:
            with suppress(NotFound, SealError):  # a damaged one is in nobody's way
                if sight.reads(letter := await tx.letter(letter_id)):
                    return letter
    return None


def around(start: int, last: int, size: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the numbers from 1 to `last`, `size` at a time, in a circle downwards from `start`: as first and last of
    what follows each other."""
    for passed in range(0, last, size):
        top = (start - 1 - passed) % last + 1
        first = top - min(size, last - passed) + 1
        yield [(first, top)] if first > 0 else [(1, top), (first + last, last)]


async def read(office: Office, sight: Sight, letter_id: int) -> Reading:
    """Return a letter with what was answered, and letters like it. Raises NotFound where they cannot read it."""
    async with office.store.reading() as tx:
        try:
            letter = await tx.letter(letter_id)
        except (NotFound, SealError):
            raise NotFound(words.searching.NOT_READABLE) from None
        if not sight.reads(letter):
            raise NotFound(words.searching.NOT_READABLE)
        sheet = await sheets.public_sheet(tx, letter, office.now)
        responses = await tx.standing_responses(letter_id)
        text = (await sheets.composed(tx, letter)).text
        assert letter.letterbox_id is not None  # it is published
        box = await tx.letterbox(letter.letterbox_id)
    found = await office.shelves.most_like(box, letter.title or "", text, letter.rating, but=letter_id)
    async with office.store.reading() as tx:
        return Reading(sheet, responses, (await _there(tx, found.hits, sight))[:LIKE])

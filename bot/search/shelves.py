"""All letterboxes' indexes: filled when first asked, kept true while they are there, dropped when nobody asks.

Letters are read on the event loop, a few at a time, and opened, cut and taken in on another thread. Whoever asks
meanwhile is answered with what is there so far, which are the newest. The store tells of each letter that was
published, taken out of sight or changed; from that moment on it is not found until it was read again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bot.clock import Clock
from bot.errors import SealError, StoreError, StoreFailed
from bot.letter import Letterbox
from bot.sealing.seal import Seal
from bot.search import LIKE, can_be_made
from bot.search.index import Asked, Hit, Index, Shelved
from bot.search.terms import Cutter
from bot.store.engine import Store
from bot.store.said import MISSED, RESTATED, letters_of
from bot.store.tables.public import Published

log = logging.getLogger(__name__)
#: Letters read in one transaction, and taken in before others get their turn.
BATCH = 100
#: No letter has a greater number.
LAST = 2**63 - 1
#: Seconds that the first who asks waits for a beginning.
PATIENCE = 1
#: Letters of one letterbox that can be found, the newest; bytes of all indexes together; both at most.
MOST_LETTERS, MOST_BYTES = 50_000, 256 << 20
#: Seconds after which an index that nobody asked is dropped.
IDLE = 1_800


@dataclass(slots=True)
class Limits:
    """How much may be in memory."""

    letters: int = MOST_LETTERS  #: of one letterbox
    size: int = MOST_BYTES  #: of all indexes


@dataclass(slots=True)
class Shelf:
    """A letterbox's index, and how far it is filled."""

    letterbox: Letterbox
    index: Index
    asked_at: float  #: Unix seconds
    below: int = LAST  #: letters with lower numbers have not been read
    whole: bool = False  #: whether there is nothing more to read
    most: int | None = None  #: how many letters may be there, once older ones had to be left out
    filling: asyncio.Task[None] | None = None
    #: Letters that the store has told of since the shelf began: filling leaves them to whoever reads them again.
    restated: set[int] = field(default_factory=set[int])
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a letterbox."""

    hits: list[Hit]
    whole: bool  #: whether all its letters were looked through; else the newest of them
    letters: int  #: how many of them stand where was looked


class Shelves:
    """The indexes. Only for the event loop; what takes long it hands to other threads itself."""

    def __init__(self, store: Store, seal: Seal, clock: Clock, limits: Limits | None = None) -> None:
        self._store, self._seal, self._clock, self._limits = store, seal, clock, limits or Limits()
        self.work = can_be_made()  #: whether this machine can search; else nothing is ever found
        self._shelves = dict[int, Shelf]()
        self._stale = set[int]()  #: letters to be read again, and those that are being read
        self._being_read = set[int]()
        self._left_out = list[set[int]]()  #: for each who asks: letters that were to be read again meanwhile
        self._reading_again: asyncio.Task[None] | None = None
        store.tell_restated = self.look_again
        store.hears[RESTATED].append(self._heard)
        store.hears[MISSED].append(lambda _: self._drop_all())

    async def find(self, letterbox: Letterbox, asked: Asked, limit: int) -> Found:
        """Return up to `limit` letters of a letterbox that hold what is asked for, the best first.

        Whoever shows one reads it in the database first, and sees whether it is still there.
        """
        return await self._ask(letterbox, lambda index: (index.find(asked, limit), index.seen(asked)))

    async def most_like(
        self, letterbox: Letterbox, title: str, text: str, rating: str, *, but: int = 0, floor: float = LIKE
    ) -> Found:
        """Return published letters of a letterbox like this one and of its rating, the most like first, whose score
        (0 to 1) is not under the floor. `but` is the id of one that is left out.

        Whoever shows one, or links to it, reads it in the database first.
        """
        found = await self._ask(letterbox, lambda index: (index.alike(title, text, rating, but), index.count))
        return replace(found, hits=[hit for hit in found.hits if hit.score >= floor])

    async def channels(self, letterbox: Letterbox) -> frozenset[int]:
        """Return the channels where letters of a letterbox stand, as far as they are known."""
        if not self.work:
            return frozenset()
        shelf = await self._shelf(letterbox)
        return frozenset(shelf.index.channels)

    async def categories(self, letterbox: Letterbox) -> frozenset[tuple[int, str]]:
        """Return what letters of a letterbox are addressed to, with the channel where they stand, as far as known."""
        if not self.work:
            return frozenset()
        shelf = await self._shelf(letterbox)
        return frozenset(shelf.index.categories)

    async def filled(self, letterbox: Letterbox) -> Shelf:
        """Return the shelf of a letterbox when it is filled."""
        shelf = await self._shelf(letterbox)
        if shelf.filling is not None:
            await asyncio.wait({shelf.filling})
        return shelf

    def look_again(self, ids: Collection[int]) -> None:
        """Read these letters again: they are published now, are not any more, or say something else."""
        if not self._shelves or not ids:
            return
        self._stale |= set(ids)
        for left_out in self._left_out:
            left_out |= set(ids)
        for shelf in self._shelves.values():
            shelf.restated |= set(ids)
        if self._reading_again is None or self._reading_again.done():
            self._reading_again = asyncio.create_task(self._read_again(), name="search")

    def _heard(self, said: str) -> None:
        """Another process has changed letters."""
        if (ids := letters_of(said)) is None:
            self._drop_all()
        else:
            self.look_again(ids)

    async def true_again(self) -> None:
        """Wait until what changed so far was read again."""
        if self._reading_again is not None:
            await asyncio.wait({self._reading_again})

    def drop_idle(self) -> None:
        """Drop the indexes that nobody asked for a while."""
        now = self._clock().timestamp()
        for shelf in [each for each in self._shelves.values() if now - each.asked_at >= IDLE]:
            self._drop(shelf)

    async def close(self) -> None:
        """Drop all."""
        tasks = [each for each in (self._reading_again, *(each.filling for each in self._shelves.values())) if each]
        self._drop_all()
        if self._reading_again is not None:
            self._reading_again.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- asking -------------------------------------------------------------------------------------------------------

    async def _ask(self, letterbox: Letterbox, asked: Callable[[Index], tuple[list[Hit], int]]) -> Found:
        if not self.work:
            return Found([], whole=False, letters=0)
        shelf = await self._shelf(letterbox)
        whole = shelf.whole and shelf.most is None
        left_out = self._stale | self._being_read
        self._left_out.append(left_out)  # what is found now may have been read again before it is given out
        try:
            hits, letters = await asyncio.to_thread(asked, shelf.index)
        finally:
            self._left_out = [each for each in self._left_out if each is not left_out]
        return Found([hit for hit in hits if hit.id not in left_out], whole, letters)

    async def _shelf(self, letterbox: Letterbox) -> Shelf:
        """Return a letterbox's shelf; one that is new begins to be filled, which is waited for a moment."""
        shelf = self._shelves.get(letterbox.id)
        now = self._clock().timestamp()
        if shelf is None:
            shelf = self._shelves[letterbox.id] = Shelf(letterbox, Index(letterbox.language), now)
            shelf.filling = asyncio.create_task(self._fill(shelf), name="search")
        shelf.asked_at = now
        if shelf.filling is not None and not shelf.index.count:
            await asyncio.wait({shelf.filling}, timeout=PATIENCE)
        return shelf

    def _drop(self, shelf: Shelf) -> None:
        """Drop an index. Whoever still asks it has what it held when they asked."""
        if self._shelves.get(shelf.letterbox.id) is shelf:
            del self._shelves[shelf.letterbox.id]
        if shelf.filling is not None:
            shelf.filling.cancel()

    def _drop_all(self) -> None:
        for shelf in [*self._shelves.values()]:
            self._drop(shelf)

    # --- filling ------------------------------------------------------------------------------------------------------

    async def _fill(self, shelf: Shelf) -> None:
        """Read a letterbox's letters, the newest first, until all are there or no more may be."""
        cutter = Cutter(shelf.index.language)
        try:
            while not shelf.whole:
                async with self._store.reading() as tx:
                    found, below = await tx.public_letters(shelf.letterbox, BATCH, shelf.below)
                async with shelf.writing:
                    await self._take(shelf, [each for each in found if each.id not in shelf.restated], cutter)
                shelf.below, shelf.whole = below, not below
                if not shelf.whole and not self._has_room(shelf):
                    shelf.whole, shelf.most = True, shelf.index.count
            async with shelf.writing:
                await asyncio.to_thread(shelf.index.settle)
        except (StoreFailed, StoreError):  # logged by the store; whoever asks next begins anew
            self._drop(shelf)
        except Exception:
            log.exception("the letters of letterbox %d cannot be searched now", shelf.letterbox.id)
            self._drop(shelf)

    async def _take(self, shelf: Shelf, letters: Collection[Published], cutter: Cutter) -> None:
        await asyncio.to_thread(lambda: shelf.index.add(_opened(letters, self._seal), cutter))

    def _has_room(self, shelf: Shelf) -> bool:
        """Return whether another batch may be read; indexes that were asked longer ago make room for it."""
        if shelf.index.count + BATCH > self._limits.letters:
            return False
        others = sorted(self._shelves.values(), key=lambda each: each.asked_at)
        for other in [each for each in others if each is not shelf and each.asked_at < shelf.asked_at]:
            if self._size() <= self._limits.size:
                break
            self._drop(other)
        return self._size() <= self._limits.size

    def _size(self) -> int:
        return sum(each.index.size for each in self._shelves.values())

    # --- what changes -------------------------------------------------------------------------------------------------

    async def _read_again(self) -> None:
        while self._stale and self._shelves:
            self._being_read |= {self._stale.pop() for _ in range(min(len(self._stale), BATCH))}
            try:
                async with self._store.reading() as tx:
                    read = [await tx.public_letter(letter_id) for letter_id in self._being_read]
                found = [each for each in read if each is not None]
                for shelf in [*self._shelves.values()]:
                    await self._renew(shelf, [each for each in found if each.letterbox_id == shelf.letterbox.id])
            except Exception as error:
                if not isinstance(error, (StoreFailed, StoreError)):
                    log.exception("changed letters cannot be searched now")
                self._drop_all()
            self._being_read.clear()
        self._stale.clear()

    async def _renew(self, shelf: Shelf, found: Collection[Published]) -> None:
        """Take these letters out of an index, and in again those that were `found` to be published in its letterbox."""
        async with shelf.writing:
            if not (gone := self._being_read & shelf.index.ids) and not found:
                return  # they are another letterbox's
            if gone:
                await asyncio.to_thread(shelf.index.drop, gone)
            if found:
                await self._take(shelf, found, Cutter(shelf.index.language))
            if (most := min(shelf.most or self._limits.letters, self._limits.letters)) < shelf.index.count:
                shelf.most = most
                await asyncio.to_thread(shelf.index.drop_oldest, most)
            if gone or shelf.most is not None:
                await asyncio.to_thread(shelf.index.settle)


def _opened(letters: Iterable[Published], seal: Seal) -> Iterable[Shelved]:
    """Yield letters as an index takes them. One that does not open is left out: it must not be in the others' way."""
    for each in letters:
        with suppress(SealError):
            title, text = each.opened(seal)
            at, channel_id = each.published_at or 0, each.channel_id or 0
            yield Shelved(each.id, each.number, each.category, each.rating, at, channel_id, title, text)

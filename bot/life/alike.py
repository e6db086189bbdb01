"""Which earlier letter of its letterbox a letter at the desk nearly repeats: by fingerprints (`bot.rules.likeness`).

They are in memory and nowhere else, of the newest `MOST` letters of a letterbox. After a start they are made anew when
its first card is drawn, a batch at a time and on another thread; a card that was drawn meanwhile is drawn once more if
it has something to say then. So is one that may name a letter which the desk can read no more. Nobody's identity has a
part in it: only texts that the desk can read.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field

from bot.errors import NotFound, SealError, StoreError, StoreFailed
from bot.letter import AT_DESK, Kind, Letter, State
from bot.life import outbox
from bot.rules.likeness import Fingerprint, fingerprint, nearly_same
from bot.sealing.seal import Seal
from bot.store.engine import Store
from bot.store.said import MISSED
from bot.store.tables.public import Published
from bot.store.tx import Tx

log = logging.getLogger(__name__)
#: Runs one, and sends what it puts into the outbox (`Office.transaction`).
Transaction = Callable[[], AbstractAsyncContextManager[Tx]]
#: Letters that are remembered of one letterbox, the newest, and of all; half a kilobyte each and what holds it.
MOST, MOST_OF_ALL = 2_000, 20_000
#: Letters read in one transaction, and of those that are alike, how many are looked at.
BATCH, LOOKED_AT = 50, 8
#: A process has drawn the card of a letter of this letterbox (its id): what others remember of it is not all there is.
DRAWN = "drawn"


@dataclass(slots=True)
class Remembered:
    """What is remembered of a letterbox."""

    letters: dict[int, tuple[int, Fingerprint]] = field(default_factory=dict[int, tuple[int, Fingerprint]])
    filling: asyncio.Task[None] | None = None  #: None: all of them are there
    early: set[int] = field(default_factory=set[int])  #: letters whose cards were drawn before

    def put(self, letter_id: int, number: int, drawn: Fingerprint) -> None:
        """Remember a letter; of too many, the one with the lowest number is forgotten."""
        self.letters[letter_id] = number, drawn
        if len(self.letters) > MOST:
            del self.letters[min(self.letters, key=lambda each: self.letters[each][0])]

    def like(self, number: int, drawn: Fingerprint) -> list[int]:
        """Return the ids of letters with lower numbers that this text nearly repeats: the most like, then the first."""
        own = frozenset(drawn)
        found = [
            (-score, before, each)
            for each, (before, other) in self.letters.items()
            if before < number and (score := nearly_same(own, other))
        ]
        return [each for _, _, each in sorted(found)[:LOOKED_AT]]


class Alike:
    """All letterboxes' letters, as far as they are remembered. Only for the event loop."""

    def __init__(self, store: Store, seal: Seal, transaction: Transaction, now: Callable[[], int]) -> None:
        self._store, self._seal, self._transaction, self._now = store, seal, transaction, now
        self._remembered = dict[int, Remembered]()  #: by letterbox, what was asked for last at the end
        store.hears[DRAWN].append(lambda said: self._forget(int(said)))
        store.hears[MISSED].append(lambda _: self._forget(*self._remembered))

    async def number(self, tx: Tx, letter: Letter, title: str | None, text: str) -> int:
        """Return the number of the letter that one which waits at the desk nearly repeats; 0 where there is none.

        Never one whose text the desk cannot read any more, nor the letter that this one
        revises, nor another revision of that.
        """
        if letter.state is not State.HELD or letter.number is None or letter.letterbox_id is None:
            self._come_back(letter, title, text)
            return 0
        tx.say(DRAWN, str(letter.letterbox_id))
        there, drawn = self._of(letter.letterbox_id), _fingerprint(title, text)
        there.put(letter.id, letter.number, drawn)
        if there.filling is not None:
            there.early.add(letter.id)
        for other_id in there.like(letter.number, drawn):
            with suppress(NotFound):
                other = await tx.letter(other_id)
                if _may_be_named(letter, other) and await _is_readable(tx, other):
                    return other.number or 0
        return 0

    async def gone(self, tx: Tx, letter: Letter) -> None:
        """A letter's card was drawn: if the desk can read the letter no more, forget it, and draw the cards that wait
        and may name it anew, as far as both are remembered."""
        there = self._remembered.get(letter.letterbox_id or 0)
        if there is None or letter.id not in there.letters or await _is_readable(tx, letter):
            return
        number, drawn = there.letters.pop(letter.id)
        own = frozenset(drawn)
        for other_id, (after, other) in [*there.letters.items()]:
            if after > number and nearly_same(own, other):
                await self._draw(tx, other_id)

    def _come_back(self, letter: Letter, title: str | None, text: str) -> None:
        """Remember a letter again that is restored."""
        there = self._remembered.get(letter.letterbox_id or 0)
        if there is not None and letter.state in AT_DESK and letter.id not in there.letters and (title or text):
            there.put(letter.id, letter.number or 0, _fingerprint(title, text))

    async def close(self) -> None:
        """Stop reading."""
        tasks = [each.filling for each in self._remembered.values() if each.filling is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _of(self, letterbox_id: int) -> Remembered:
        there = self._remembered.pop(letterbox_id, None)
        if there is None:
            there = Remembered()
            there.filling = asyncio.create_task(self._fill(letterbox_id, there), name="alike")
        self._remembered[letterbox_id] = there
        while sum(len(each.letters) for each in self._remembered.values()) > MOST_OF_ALL:
            self._forget(next(iter(self._remembered)))
        return there

    def _forget(self, *letterboxes: int) -> None:
        """Remember nothing of these; the next card there begins anew."""
        for each in letterboxes:
            forgotten = self._remembered.pop(each, None)
            if forgotten is not None and forgotten.filling is not None:
                forgotten.filling.cancel()

    async def _fill(self, letterbox_id: int, there: Remembered) -> None:
        """Read a letterbox's newest letters, and draw the cards anew that have something to say only now."""
        try:
            below, read = 2**63 - 1, 0
            while below and read < MOST:
                async with self._store.reading() as tx:
                    found, below = await tx.letters_at_desk(await tx.letterbox(letterbox_id), BATCH, below)
                read += BATCH
                for each, drawn in await asyncio.to_thread(_drawn, found, self._seal):
                    if each.id not in there.letters:
                        there.put(each.id, each.number, drawn)
            there.filling = None
            await self._draw_anew(there)
        except (StoreFailed, StoreError, NotFound):  # the next card begins anew
            self._remembered.pop(letterbox_id, None)
        except Exception:
            log.exception("the letters of letterbox %d cannot be compared now", letterbox_id)
            self._remembered.pop(letterbox_id, None)

    async def _draw_anew(self, there: Remembered) -> None:
        ids = [each for each in there.early if each in there.letters and there.like(*there.letters[each])]
        there.early.clear()
        if not ids:
            return
        async with self._transaction() as tx:
            for letter_id in ids:
                await self._draw(tx, letter_id)

    async def _draw(self, tx: Tx, letter_id: int) -> None:
        with suppress(NotFound):
            if (await tx.letter(letter_id)).state is State.HELD:
                await outbox.send(tx, Kind.DESK_CARD, letter_id, now=self._now())


async def _is_readable(tx: Tx, letter: Letter) -> bool:
    """Return whether the desk can read a letter; of those in such a state only a rejected one may be erased."""
    rejected = letter.state is State.REJECTED
    return letter.state in AT_DESK and (not rejected or any(part.text for part in await tx.parts(letter.id)))


def _may_be_named(letter: Letter, other: Letter) -> bool:
    """Return whether a letter's card may say that it nearly repeats the other one."""
    same_letter = letter.revises is not None and letter.revises in (other.number, other.revises)
    return other.letterbox_id == letter.letterbox_id and not same_letter


def _fingerprint(title: str | None, text: str) -> Fingerprint:
    return fingerprint(f"{title or ''}\n{text}")


def _drawn(letters: Collection[Published], seal: Seal) -> list[tuple[Published, Fingerprint]]:
    found = list[tuple[Published, Fingerprint]]()
    for each in letters:
        with suppress(SealError):  # one that does not open is in nobody's way
            title, text = each.opened(seal)
            if title or text:
                found.append((each, _fingerprint(title, text)))
    return found

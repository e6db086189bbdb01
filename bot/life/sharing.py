"""Several processes over one database: which of Discord's shards each of them serves, and who connects next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import words
from bot.errors import StoreError
from bot.life.office import Office
from bot.rules.shards import SETTLED, Part, Shards
from bot.rules.shares import Stake
from bot.store.tables.processes import Running

#: Seconds between two sessions that begin with Discord: five that it demands, and one for clocks that differ.
SESSION_EVERY = 6
#: What a process says that came or went, or needs requests of others, or leaves them some.
CAME = "came"
#: What is said by a process that hears of its servers again.
BACK = "back"


async def take_shards(office: Office, wanted: Shards | Part | None, advised: int) -> Shards:
    """Return the shards that are this process's alone from now on: those wanted, or its part of as many as the others
    go by, or as Discord has `advised`; all of them where nothing is wanted. Claims of others on what is theirs end.

    Raises StoreError when another process serves one of them, or goes by another number, or shares fewer than that.
    """
    if not isinstance(wanted, Shards):
        part = wanted or Part(1, 1)
        total = await office.store.shards_in_all() or max(advised, part.processes)
        if part.processes > total:  # it might be left with none, and nobody who has none may connect
            raise StoreError(words.server.SHARDS_TOO_FEW.format(total=total, part=part))
        wanted = part.of(total)
    await office.store.serve(wanted)
    async with office.store.transaction() as tx:  # whoever had claimed something may not know yet that its time is over
        await tx.release_all(wanted, office.now + SETTLED)
    return wanted


async def session_turn(office: Office, bucket: int) -> int:
    """Return in how many seconds a session may begin that Discord counts in this `bucket` (a shard's number, modulo its
    `max_concurrency`); whoever asks after this waits longer. Raises StoreFailed."""
    name, now = f"session {bucket}", office.now
    async with office.store.transaction() as tx:
        last = int(await tx.meta(name) or 0)
        at = max(now, last + SESSION_EVERY)
        await tx.set_meta(name, str(at).encode())
    return at - now


async def say_alive(office: Office, process: Running, reckon: Callable[[dict[str, Stake]], Stake]) -> Stake:
    """Record that this process is alive, with what it says of its requests; `reckon` tells that from what the others
    say, by id, while none of them says anything else. Returns it. Raises StoreFailed."""
    async with office.store.transaction() as tx:
        others = [each for each in await tx.processes() if each.id != process.id]
        said = reckon({each.id: Stake(each.wants, each.holds, each.turn) for each in others})
        new = await tx.process_seen(replace(process, wants=said.wants, holds=said.holds), office.now)
        if new or said.calls:
            tx.say(CAME, "")
    return said


async def say_gone(office: Office, process: Running) -> None:
    """Record that this process stops. Raises StoreFailed."""
    async with office.store.transaction() as tx:
        await tx.process_left(process.id)
        tx.say(CAME, "")


async def say_back(office: Office) -> None:
    """Tell the other processes that this one can be asked about its servers. Raises StoreFailed."""
    async with office.store.transaction(lasting=False) as tx:
        tx.say(BACK, "")


def hear_back(office: Office, back: Callable[[], None]) -> None:
    """Call `back` when another process says so."""
    office.store.hears[BACK].append(lambda _: back())

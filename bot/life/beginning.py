"""Setting up step by step: what is chosen is kept until the letterbox is opened, for a day at most.

Channels are created by `cogs`, one after another, between `claim` and `finish`: each is written down as soon as it is
there, so that whatever fails is taken up again where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import words
from bot.errors import NotFound, Refusal, WrongState
from bot.language.markup import plain
from bot.letter import STEPS, Letterbox, Setup
from bot.life import outbox
from bot.life.office import Office
from bot.life.setting_up import place
from bot.rules import letterboxes as rules
from bot.rules import settings
from bot.rules.entry import DAY
from bot.store.tx import Tx

#: Seconds for which somebody who creates the channels keeps others from doing the same.
LEASE = 60
GREETED = "greeted:{guild_id}"  #: kept in `meta` for a server that was greeted


async def joined(office: Office, guild_id: int, channel_id: int | None, language: str) -> None:
    """The bot joined a server: greet whoever may set it up, in this channel (None: nowhere), at most once until it is
    removed again. A server that has a letterbox already is not greeted."""
    async with office.transaction() as tx:
        if await tx.letterboxes_of(guild_id) or await tx.meta(GREETED.format(guild_id=guild_id)) is not None:
            return
        await tx.set_meta(GREETED.format(guild_id=guild_id), b"")
        if channel_id is not None:
            await outbox.send_greeting(tx, guild_id, channel_id, language, now=office.now)


async def left(office: Office, guild_id: int) -> None:
    """The bot was removed from a server: when it joins again, it greets again."""
    async with office.transaction() as tx:
        await tx.drop_meta(GREETED.format(guild_id=guild_id))


async def under_way(office: Office, guild_id: int, name: str | None) -> Setup | None:
    """Return the set-up of a letterbox of this name (None: that has none yet) that somebody began; None if nobody did,
    or it is over. Raises Refusal for a name that cannot be used."""
    async with office.store.reading() as tx:
        await _check_name(tx, guild_id, name)
        found = await tx.setup_of(guild_id, rules.as_name(name) if name else "")
    return found if found is not None and found.begun_at > office.now - DAY else None


async def begin(
    office: Office, guild_id: int, name: str | None, make: str, categories: Sequence[str], language: str
) -> Setup:
    """Begin to set a letterbox up, with what a new one has; one of the same name that was begun starts again, but knows
    which channels it created.

    `make` is what is to be created for letters, at first. Raises Refusal for a name that cannot be used, and where too
    many are under way.
    """
    async with office.transaction() as tx:
        await _check_name(tx, guild_id, name)
        name = rules.as_name(name) if name else ""
        before = await tx.setup_of(guild_id, name)
        if before is not None:
            await tx.drop_setup(before.id)
        elif await tx.count_setups(guild_id) >= rules.MAX_LETTERBOXES:
            raise Refusal(words.setup.TOO_MANY)
        box = Letterbox(
            id=0,
            guild_id=guild_id,
            name=name,
            letters_id=0,
            desk_id=0,
            mature_id=None,
            open=True,
            categories=tuple(categories),
            language=language,
        )
        setup = Setup(id=0, guild_id=guild_id, begun_at=office.now, letterbox=box, make=make)
        if before is not None and before.tried_at is not None:
            setup = replace(
                setup,
                tried_at=before.tried_at,
                busy_until=before.busy_until,
                made_letters=before.made_letters,
                made_desk=before.made_desk,
                made_mature=before.made_mature,
            )
        return await tx.begin_setup(setup)


async def setup_of(office: Office, guild_id: int, setup_id: int) -> Setup:
    """Return a set-up of this server. Raises NotFound when it is over."""
    async with office.store.reading() as tx:
        return await _known(office, tx, guild_id, setup_id)


async def go(office: Office, guild_id: int, setup_id: int, step: int) -> Setup:
    """Go to a step. Raises NotFound when the set-up is over, Refusal for a step that there is not."""
    if step >= len(STEPS):
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    return await _change(office, guild_id, setup_id, step=step)


async def choose_making(office: Office, guild_id: int, setup_id: int, make: str, *, mature: bool) -> Setup:
    """Choose what is to be created: letters in a `make` (FORUM, TEXT, or empty for nothing), and whether there is an
    age-restricted one, too. Raises NotFound."""
    return await _change(office, guild_id, setup_id, make=make, mature=mature)


async def choose_channel(office: Office, guild_id: int, setup_id: int, channel: str, channel_id: int) -> Setup:
    """Choose which channel is to be its `letters`, `desk` or `mature`; 0: none. Raises NotFound."""
    async with office.transaction() as tx:
        setup = await _known(office, tx, guild_id, setup_id)
        place: dict[str, Any] = {f"{channel}_id": channel_id or (None if channel == "mature" else 0)}
        return await _save(tx, replace(setup, letterbox=replace(setup.letterbox, **place)))


async def choose(office: Office, guild_id: int, setup_id: int, changes: settings.Changes) -> Setup:
    """Choose what the letterbox takes, or its name. Raises NotFound, and Refusal for what cannot be used."""
    async with office.transaction() as tx:
        setup = await _known(office, tx, guild_id, setup_id)
        changed = settings.changed(setup.letterbox, changes)
        if changed.name != setup.letterbox.name:
            await _check_name(tx, guild_id, changed.name)
            if await tx.setup_of(guild_id, changed.name) is not None:
                raise Refusal(words.setup.NAME_UNDER_WAY.format(name=plain(changed.name)))
        return await _save(tx, replace(setup, letterbox=changed))


async def claim(office: Office, guild_id: int, setup_id: int) -> Setup:
    """Begin to create its channels: for a minute nobody else does, until `release` or `finish`. Return the set-up as it
    was: where `tried_at` is set, some may be there already.

    Raises NotFound when it is over, WrongState while somebody else is at it.
    """
    async with office.transaction() as tx:
        setup = await _known(office, tx, guild_id, setup_id)
        if setup.busy_until > office.now:
            raise WrongState(words.setup.BUSY)
        await _save(tx, replace(setup, busy_until=office.now + LEASE, tried_at=setup.tried_at or office.now))
        return setup


async def made(office: Office, guild_id: int, setup_id: int, channel: str, channel_id: int) -> None:
    """A channel was created as the letterbox's `letters`, `desk` or `mature`."""
    async with office.transaction() as tx:
        await _save(tx, (await _known(office, tx, guild_id, setup_id)).with_made(channel, channel_id))


async def release(office: Office, guild_id: int, setup_id: int) -> None:
    """Nobody is creating its channels any more. Raises NotFound when it is over."""
    await _change(office, guild_id, setup_id, busy_until=0)


async def finish(
    office: Office, guild_id: int, setup_id: int, letters_id: int, desk_id: int, mature_id: int | None
) -> Letterbox:
    """Open the letterbox in these channels, with all that was chosen; the set-up is over.

    Raises NotFound when it is over already, and Refusal where another letterbox has its name or its channels.
    """
    async with office.transaction() as tx:
        box = (await _known(office, tx, guild_id, setup_id)).letterbox
        await _check_name(tx, guild_id, box.name or None)
        there = await tx.letterboxes_of(guild_id)
        if there and not box.name:
            raise Refusal(words.setup.NAME_NEEDED)
        placed = await place(
            office, tx, guild_id, letters_id, desk_id, mature_id, box.categories, box.language, box.name or None
        )
        await tx.drop_setup(setup_id)
        return await tx.save_settings(replace(box, id=placed.id, name=placed.name))


async def expire(office: Office) -> None:
    """Forget what was begun more than a day ago."""
    async with office.transaction() as tx:
        await tx.drop_setups(office.now - DAY)


async def _check_name(tx: Tx, guild_id: int, name: str | None) -> None:
    there = await tx.letterboxes_of(guild_id)
    if name is not None and rules.called(there, rules.as_name(name)) is not None:
        raise Refusal(words.setup.NAME_TAKEN.format(name=plain(rules.as_name(name))))
    rules.check_room(there)


async def _known(office: Office, tx: Tx, guild_id: int, setup_id: int) -> Setup:
    found = await tx.setup(setup_id)
    if found is None or found.guild_id != guild_id or found.begun_at <= office.now - DAY:
        raise NotFound(words.setup.OVER)
    return found


async def _change(office: Office, guild_id: int, setup_id: int, **changes: Any) -> Setup:
    async with office.transaction() as tx:
        return await _save(tx, replace(await _known(office, tx, guild_id, setup_id), **changes))


async def _save(tx: Tx, setup: Setup) -> Setup:
    await tx.save_setup(setup)
    return setup

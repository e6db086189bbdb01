"""A picture that kills the bot does not keep it from its work for ever."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bot.life.cleaning import TRIES
from tests import acts
from tests.town import BODY, LETTER, picture, text_of
from tests.wire.decoders import HANGS
from tests.wire.discord_server import World
from tests.wire.process import Process, ended, start
from tests.wire.test_picture_pool import png
from tests.wire.test_process import from_bot, stopped

LEFT_OUT = "I left out “trap.png”: cleaning it takes too much time or memory. Send a smaller one."


async def trapped(world: World, folder: Path, sprung: Path) -> Process:
    """The bot, connected, with decoders that hang for good: `sprung` appears when one does."""
    settings = {"DISCORD_TOKEN": "a token", "DATABASE_URL": "sqlite:///letters.db", "LOG_FORMAT": "json"}
    process = await start(folder, "-m", "tests.wire.trapped", world.address, SPRUNG=str(sprung), **settings)
    await world.until(lambda: world.backend.subscribers)
    return process


async def test_what_the_bot_was_killed_over_twice_is_not_begun_with_again(tmp_path: Path, world: World) -> None:
    wren = world.create_guild("The Commons").add_member(world.create_user("wren"))
    traps = [tmp_path / f"sprung-{time}" for time in range(TRIES + 1)]
    process = await trapped(world, tmp_path, traps[0])
    files = [("cat.png", picture()), ("trap.png", png(HANGS)), ("dog.png", picture("blue"))]
    await acts.dm(world, wren, LETTER, attachments=files)
    for trap, following in pairwise(traps):
        await world.until(trap.exists, often=False)
        assert from_bot(wren.user) == []
        process.kill()
        await ended(process)
        await world.until(lambda: not world.connections)
        process = await trapped(world, tmp_path, following)

    await world.until(lambda: len(from_bot(wren.user)) == 2)
    assert (await stopped(process)).code == 0
    told = [text_of(each) for each in from_bot(wren.user)]
    assert LEFT_OUT in told and any(BODY in each and "With 2 pictures" in each for each in told)
    assert not traps[-1].exists()

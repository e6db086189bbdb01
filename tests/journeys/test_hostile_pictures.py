"""A picture that nobody should open: the text is kept, its writer is told which one it was, and nobody else notices."""

from __future__ import annotations

import io
import struct
import sys
from pathlib import Path
from typing import Any

import pytest
import simcord
from PIL import Image

from bot import client
from bot.host.picture_pool import SECONDS, PicturePool
from bot.letter import Person
from bot.life import cleaning, inbox
from bot.rules.pictures import Picture
from tests import acts
from tests.town import BODY, LETTER, Town, picture, text_of, town
from tests.wire.decoders import DIES, HANGS, HOARDS

GIVEN_UP = "I left out “trap.png”: cleaning it takes too much time or memory. Send a smaller one."


class Planted(PicturePool):
    """Decoders that misbehave, in the place of the real ones. For one that hangs, nobody here waits."""

    env: simcord.Env

    def __init__(self) -> None:
        super().__init__((sys.executable, "-m", "tests.wire.decoders"))

    async def clean(self, data: bytes) -> Picture:
        cleaning = super().clean(data)
        if Image.open(io.BytesIO(data)).width == HANGS:
            return await self.env.external_wait(cleaning, reason="a decoder that hangs")
        return await cleaning


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PicturePool", Planted)


def trap(width: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, 8)).save(file, "PNG")
    return file.getvalue()


def left_out(here: Town, who: Any) -> list[str]:
    return [text_of(message) for message in here.from_bot(who) if "left out" in text_of(message)]


@pytest.mark.usefixtures("planted")
async def test_a_picture_that_hangs_holds_up_its_writer_alone_and_not_for_long(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        Planted.env = here.env
        files = [("cat.png", picture()), ("trap.png", trap(HANGS)), ("dog.png", picture("blue"))]
        await acts.dm(here.env, here.wren, LETTER, attachments=files, hurried=True)
        assert here.from_bot(here.wren) == []
        await acts.dm(here.env, here.ida, LETTER, attachments=[("dog.png", picture())], hurried=True)
        assert BODY in text_of(here.draft(here.ida)) and "With 1 picture" in text_of(here.draft(here.ida))
        await here.pass_time(SECONDS - 1)
        assert here.from_bot(here.wren) == []
        await here.pass_time(1)
        assert left_out(here, here.wren) == [GIVEN_UP] and left_out(here, here.ida) == []
        assert BODY in text_of(here.draft(here.wren)) and "With 2 pictures" in text_of(here.draft(here.wren))
        again = await here.write(here.wren, "And another one.", attachments=[("dog.png", picture())])
        assert "With 3 pictures" in text_of(again)


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("width", [DIES, HOARDS], ids=["dies", "hoards"])
async def test_a_picture_that_its_process_dies_of_is_named_and_the_rest_is_kept(tmp_path: Path, width: int) -> None:
    async with town(tmp_path) as here:
        files = [("cat.png", picture()), ("trap.png", trap(width)), ("dog.png", picture("blue"))]
        card = await here.write(here.wren, LETTER, attachments=files)
        assert BODY in text_of(card) and "With 2 pictures" in text_of(card)
        assert left_out(here, here.wren) == [GIVEN_UP]


async def test_a_file_of_0xff_is_broken(tmp_path: Path) -> None:
    """No larger than that: the simulated Discord looks at it with Pillow, which takes its time."""
    async with town(tmp_path) as here:
        card = await here.write(here.wren, LETTER, attachments=[("trap.jpg", b"\xff\xd8" + b"\xff" * 40_000)])
        assert BODY in text_of(card)
        (said,) = left_out(here, here.wren)
        assert said == "I left out “trap.jpg”: it is broken and cannot be read. Save it again, then send that."


@pytest.mark.usefixtures("planted")
async def test_a_picture_that_is_under_way_when_the_bot_stops_is_taken_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path) as here:
        Planted.env = here.env
        await acts.dm(here.env, here.wren, LETTER, attachments=[("slow.png", trap(HANGS))])
        for _ in range(3):  # as often as it likes: the bot was asked to stop, and nothing died
            await here.restart()
            assert here.from_bot(here.wren) == []
        monkeypatch.setattr(client, "PicturePool", PicturePool)
        await here.restart()
        assert "With 1 picture" in text_of(here.draft(here.wren)) and left_out(here, here.wren) == []


async def test_what_is_kept_of_tries_has_one_length_and_rows_from_before_are_read(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        person, seal = Person(here.wren.id, here.wren.user.dm_channel.id), here.office.seal
        tag = seal.tag("inbox", 0, person.id)
        async with here.office.store.transaction() as tx:
            known = await inbox.find(here.office, tx, person)
            assert known is not None
            older = struct.pack(">4Q", person.id, person.dm, known.message, known.edited)
            await tx.set_inbox_position(known.id, seal.seal(older, f"inbox:{known.id}"))
        kept = list[Any]()
        for number in range(cleaning.TRIES + 1):
            assert await cleaning.begin_picture(here.office, person, known.message, 9) is (number < cleaning.TRIES)
            async with here.office.store.transaction() as tx:
                kept.append(await tx.inbox_of(tag))
        assert await cleaning.begin_picture(here.office, person, known.message, 8)
        await cleaning.end_picture(here.office, person, known.message, 9)
        assert await cleaning.begin_picture(here.office, person, known.message, 9)
        assert await cleaning.begin_picture(here.office, person, known.message + 1, 9)
        assert len({len(row[1]) for row in kept if row is not None}) == 1
        card = await here.write(here.wren, "More.", attachments=[("cat.png", picture())])
        assert "With 1 picture" in text_of(card)

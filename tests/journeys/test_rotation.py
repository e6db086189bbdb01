"""The key changes between two days: whoever was known is still known, whatever was begun goes on, also half-way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import words
from bot.errors import SealError
from bot.host import key_rotation
from bot.sealing import keys
from bot.sealing.names import SEALED
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from tests import acts
from tests.town import Town, answer_of, labels, picture, settings_in, sure, text_of, told, town


class BrokenOffError(Exception):
    """Somebody pulled the plug."""


async def prepare(here: Town) -> None:
    """Something of every kind that is sealed."""
    await here.mora.slash(here.hall, "letterbox settings", archive="names")
    await here.sol.slash(here.hall, "letter name-in-archive", shown="show")
    await here.send(here.wren)
    form = await here.mora.click(here.desk_card(1), label="Approve with …")
    await here.mora.submit_modal(form, {"warning": "a bicycle is left", "category": ["To myself"]})
    taken = await here.reply(here.ida, "I have one like it.", "The neighbour")
    await here.pass_time(10)
    await here.ida.click(taken.followups[-1] if taken.followups else answer_of(taken), label="Tell me of answers")
    for text in ("Keep it dry.", "And out of the sun."):
        await acts.dm(here.env, here.wren, text)
    (label,) = [each for each in labels(here.draft(here.wren)) if each.startswith("This is an answer")]
    await here.wren.user.click(here.draft(here.wren), label=label)
    shown = await here.sol.click(here.published()[0], label="Report")
    await here.sol.submit_modal(shown, {"why": "It names a street.", "hear": True})
    await here.send(here.otto, "Rejected\n\nThis one is not published.")
    await here.mora.slash(here.desk, "letters reject", number=2, reason="Too short.")
    await here.mora.slash(here.desk, "letters block", number=2, reason="Too many.")
    await here.write(here.wren, "Another title\n\nThe first half.", attachments=[("picture.png", picture())])


async def begin(here: Town, number: int) -> None:
    """Something of every kind that is sealed for as long as it is on its way: what a letter said that came back, a
    change and how its writer is reached, a note."""
    await here.send(here.ida, "The gate\n\nI painted the gate red.")
    await here.mora.slash(here.desk, "letters return", number=number, note="Another colour, please.")
    here.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=503, code=0, message="no", times=None)
    taken = await here.reply(here.sol, "So have I.", "The aunt")
    form = await here.sol.click(taken.followups[-1] if taken.followups else answer_of(taken), label="Change")
    await here.sol.submit_modal(form, {"answer": "So had I."})
    dm = here.mora.user.dm_channel.id
    here.env.inject_error("POST", f"/channels/{dm}/messages", status=503, code=0, message="no", times=None)
    await acts.dm(here.env, here.mora, "hello", hurried=True)


async def it_arrives(here: Town, number: int) -> None:
    """What was on its way when the key changed."""
    acts.forget_faults(here.env)
    await here.pass_time(900)
    assert ("The aunt", "So had I.") in [(who, text.partition("\n")[0]) for who, text in here.thread_texts()]
    assert len(here.welcomes(here.mora)) + len(here.from_bot(here.mora)) == number - 2
    form = await here.ida.user.click(here.draft(here.ida), label="Edit")
    await here.ida.user.submit_modal(form, {"title": "The gate", "text:0:n": "I painted the gate green."})
    await here.ida.user.click(here.draft(here.ida), label="Send letter")
    assert "~~red.~~ **green.**" in str(here.desk_card(number).embeds[-1].description)


async def everything_goes_on(here: Town, times: int) -> None:
    """People find what is theirs, and nobody else does. `times` tells how often this has happened."""
    card = await here.write(here.wren, f"Piece {times} of the rest.")
    assert "The first half." in text_of(card)
    assert [f"Piece {number} of the rest." in text_of(card) for number in range(1, times + 1)] == [True] * times

    assert "Received" in told(await here.reply(here.ida, f"Again {times}.", "The neighbour"))
    assert "belongs to somebody else" in told(await here.reply(here.sol, "Mine.", "The neighbour"))

    notice = next(message for message in here.from_bot(here.wren) if "is published" in message.content)
    await acts.reply_in_dm(here.env, here.wren, notice, f"My answer {times}.")
    assert ("Author of the letter", f"My answer {times}.") in [
        (who, text.partition("\n")[0]) for who, text in here.thread_texts()
    ]

    card = await here.write(here.otto, "Yet another\n\nFrom somebody who is blocked.")
    assert "blocked you" in told(await here.otto.user.click(card, label="Send letter"))
    await sure(here.otto.user, await here.otto.user.click(here.draft(here.otto), label="Discard"))
    await here.pass_time(30)


def empty_columns(folder: Path) -> list[str]:
    """Sealed columns in which nothing stands, but for what several processes have to say to each other."""
    with closing(sqlite3.connect(folder / "letters.db")) as connection:
        return [
            f"{name}.{column}"
            for name, sealed in SEALED.items()
            for column in sealed
            if name not in ("question", "answer")
            and not connection.execute(f"SELECT COUNT({column}) FROM {name}").fetchone()[0]
        ]


def breaks_off_after(batches: int) -> type[key_rotation.Bar]:
    """A progress bar that never gets to the end."""

    class Breaking(key_rotation.Bar):
        left = batches

        def at(self, done: int, total: int) -> None:
            self.left -= 1
            if self.left < 0:
                raise BrokenOffError

    return Breaking


async def test_the_key_changes_in_the_middle_of_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town(tmp_path) as here:
        settings = settings_in(tmp_path)
        (old,) = keys.present(settings)
        await prepare(here)
        await everything_goes_on(here, 1)
        await begin(here, 3)
        await here.env.bot.close()
        assert empty_columns(tmp_path) == []  # a new one needs something in `prepare`, or in `begin`

        with monkeypatch.context() as patched, pytest.raises(BrokenOffError):
            patched.setattr(key_rotation, "Bar", breaks_off_after(4))
            await key_rotation.rotate(settings)
        assert len(keys.present(settings)) == 2
        await here.restart()
        await it_arrives(here, 3)
        await everything_goes_on(here, 2)
        await begin(here, 4)
        await here.env.bot.close()

        assert "sealed anew" in await key_rotation.rotate(settings)
        (new,) = keys.present(settings)
        assert new != old
        await here.restart()
        await it_arrives(here, 4)
        await everything_goes_on(here, 3)
        await here.env.bot.close()

        with pytest.raises(SealError) as caught:
            await SqliteStore(settings.database_path, Seal(old)).open()
        assert str(caught.value) == words.host.SEAL_KEY_WRONG
        await here.restart()


async def test_the_bot_sweeps_every_hour(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, "A title\n\nA text that waits for the moderators.")
        log_file = tmp_path / "letters.db-wal"
        assert log_file.stat().st_size > 0
        await here.pass_time(3601)
        await here.env.settle()
        assert log_file.stat().st_size == 0

"""With thousands of letters in the database, no statement in a letter's life takes long: SQLite's steps are counted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import databases
from bot import words
from bot.sealing import keys
from bot.sealing.seal import Seal
from bot.store import connection
from tests.town import settings_in, text_of, town

LETTERS = 3_000
#: When the town's time begins.
NEW_YEAR = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())


async def test_no_statement_of_a_letter_s_life_is_long(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LONG", 1)  # a walk through so few letters is found too
    seal = Seal(*keys.present(settings_in(tmp_path)))
    await databases.write(tmp_path / "letters.db", LETTERS, seal, now=NEW_YEAR)
    async with town(tmp_path) as here:
        caplog.clear()  # what a start looks through is another matter
        await here.publish(here.wren)
        await here.reply(here.ida, "Ride it to the river.", "The neighbour")
        await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(30)
        assert "Me too." in "\n".join(text_of(message) for message in here.from_bot(here.wren))
    said = words.host.STATEMENT_LONG.partition(":")[0]
    assert [record.getMessage() for record in caplog.records if said in record.getMessage()] == []

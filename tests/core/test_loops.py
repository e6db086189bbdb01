"""What the bot does again and again goes on, whatever happens once."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from discord.ext import tasks

from bot.errors import StoreFailed
from bot.host.loops import tireless
from bot.language import Sentence
from bot.store.trouble import StatementFailed

ROOT = Path(__file__).parents[2]


async def test_it_goes_on_when_it_fails_and_says_what_nobody_has_said(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[Exception] = [
        StatementFailed("aborted"),
        StoreFailed(Sentence("Not kept."), "no"),
        RuntimeError("odd"),
    ]
    done = asyncio.Event()

    class Bot:
        @tasks.loop(seconds=0)
        @tireless
        async def _work(self) -> None:
            """Fails at first."""
            if errors:
                raise errors.pop(0)
            done.set()

    bot = Bot()
    bot._work.start()
    await asyncio.wait_for(done.wait(), 5)
    bot._work.cancel()
    assert [record.getMessage() for record in caplog.records] == ["work failed; it is done again at its next time"] * 2


def test_every_loop_is_tireless() -> None:
    loops = [
        (path.name, found[0])
        for folder in ("bot", "cogs")
        for path in (ROOT / folder).rglob("*.py")
        for found in re.finditer(r"@tasks\.loop\(.*\n(?!    @tireless\n).*", path.read_text("utf-8"))
    ]
    assert loops == []

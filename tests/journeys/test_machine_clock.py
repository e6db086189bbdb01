"""Whose time the bot goes by, where its machine's clock is wrong."""

from __future__ import annotations

from pathlib import Path
from time import time
from typing import Any

import discord
import pytest

import tests.town
from bot.store.postgres import hearing


async def test_the_database_server_s_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "time", lambda: time() + 600)
    async with tests.town.town(tmp_path) as here:
        bot: Any = here.env.bot
        ahead = discord.utils.utcnow().timestamp() - bot.office.now
        assert ahead == pytest.approx(600 if tests.town.server else 0, abs=5)

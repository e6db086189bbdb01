"""`python -m bot` as a host meets it: what cannot start says why in one sentence, and exits with 2."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import words
from bot.sealing.seal import Seal
from bot.store.sqlite import SqliteStore
from tests.wire.discord_server import discord_server
from tests.wire.process import Ended, run, run_cold

KEY, OTHER_KEY = (b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@pytest.fixture
async def stranger() -> AsyncGenerator[str]:
    """A Discord that accepts no token; gives its address."""

    async def refuse(_: web.Request) -> web.Response:
        return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", refuse)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def friend() -> AsyncGenerator[str]:
    """A Discord that accepts every token; gives its address."""
    async with discord_server() as world:
        yield world.address


def last_line(end: Ended) -> str:
    """The sentence, after what the log may have said before; no traceback anywhere."""
    assert end.code == 2, end
    assert end.out == ""
    assert "Traceback" not in end.err, end.err
    assert "Unclosed" not in end.err, end.err
    return end.err.splitlines()[-1]


# Settings


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({}, "DISCORD_TOKEN is not set"),
        ({"DISCORD_TOKEN": "  "}, "DISCORD_TOKEN is not set"),
        ({"DISCORD_TOKEN": "x", "SEAL_KEY": "letmein"}, "SEAL_KEY must be 32 bytes in base64"),
        ({"DISCORD_TOKEN": "x", "SEAL_KEY": "schlüssel"}, "SEAL_KEY must be 32 bytes in base64"),
        ({"DISCORD_TOKEN": "x", "LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR"),
        ({"DISCORD_TOKEN": "x", "LOG_FORMAT": "xml"}, "LOG_FORMAT must be one of text, json"),
        ({"DISCORD_TOKEN": "x", "DATABASE_URL": "letters.db"}, "DATABASE_URL must look like sqlite:///"),
        ({"DISCORD_TOKEN": "x", "DATABASE_URL": "sqlite:///"}, "DATABASE_URL must look like sqlite:///"),
    ],
)
async def test_a_setting_that_is_missing_or_wrong_is_one_sentence(
    tmp_path: Path, env: dict[str, str], names: str
) -> None:
    end = await run(tmp_path, "-m", "bot", **env)
    assert end.code == 2
    assert end.sentence.startswith(names)
    assert not (tmp_path / "data").exists()


async def test_settings_come_from_the_env_file_too_and_an_empty_variable_hides_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=x\nLOG_LEVEL=loud\n")
    end = await run_cold(tmp_path, "-m", "bot", LOG_LEVEL="")
    assert end.code == 2
    assert "LOG_LEVEL" in end.sentence


async def test_the_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=x\nLOG_LEVEL=INFO\n")
    end = await run_cold(tmp_path, "-m", "bot", LOG_LEVEL="quiet")
    assert "“QUIET”" in end.sentence


async def test_an_env_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("DISCORD_TOKEN=schlüssel".encode("utf-16"))
    end = await run_cold(tmp_path, "-m", "bot")
    assert (end.code, end.sentence) == (2, words.host.DOTENV_UNREADABLE)


async def test_help_names_the_commands(tmp_path: Path) -> None:
    end = await run_cold(tmp_path, "-m", "bot", "--help")
    assert (end.code, end.err) == (0, "")
    assert "demo" in end.out


# Discord


async def test_a_token_that_discord_does_not_know_is_a_sentence(tmp_path: Path, stranger: str) -> None:
    end = await run_cold(tmp_path, "-m", "tests.wire.runner", stranger, DISCORD_TOKEN="wrong-token", LOG_LEVEL="ERROR")
    assert end.code == 2
    assert end.sentence == words.host.LOGIN_REFUSED
    assert not (tmp_path / "data").exists()


async def test_a_token_never_stands_in_the_log(tmp_path: Path, stranger: str) -> None:
    end = await run_cold(tmp_path, "-m", "tests.wire.runner", stranger, DISCORD_TOKEN="wrong-token", LOG_LEVEL="DEBUG")
    assert last_line(end) == words.host.LOGIN_REFUSED
    assert "wrong-token" not in end.err


# The database


async def test_a_key_that_does_not_fit_the_database_is_a_sentence(tmp_path: Path, friend: str) -> None:
    store = SqliteStore(tmp_path / "letters.db", Seal(bytes([1]) * 32))
    await store.open()
    await store.close()
    end = await run_cold(
        tmp_path, "-m", "tests.wire.runner", friend,
        DISCORD_TOKEN="x", DATABASE_URL="sqlite:///letters.db", SEAL_KEY=OTHER_KEY, LOG_LEVEL="ERROR",
    )  # fmt: skip
    assert (end.code, end.sentence) == (2, words.host.SEAL_KEY_WRONG)


@pytest.mark.parametrize("seal_key", [KEY, ""])
async def test_a_database_that_is_a_folder_is_a_sentence(tmp_path: Path, friend: str, seal_key: str) -> None:
    (tmp_path / "letters.db").mkdir()
    end = await run_cold(
        tmp_path, "-m", "tests.wire.runner", friend,
        DISCORD_TOKEN="x", DATABASE_URL="sqlite:///letters.db", SEAL_KEY=seal_key, LOG_LEVEL="ERROR",
    )  # fmt: skip
    assert end.code == 2
    assert end.sentence.startswith("The database letters.db cannot be opened")


async def test_a_key_file_that_holds_no_key_is_a_sentence(tmp_path: Path, friend: str) -> None:
    (tmp_path / "letters.key").write_text("not a key")
    end = await run_cold(
        tmp_path, "-m", "tests.wire.runner", friend,
        DISCORD_TOKEN="x", DATABASE_URL="sqlite:///letters.db", LOG_LEVEL="ERROR",
    )  # fmt: skip
    assert end.code == 2
    assert end.sentence.startswith("The key file letters.key cannot be used: it does not hold 32 bytes")

"""The log: text or JSON as the host wants it, and nothing of what libraries would log about people."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from bot.host import logs
from bot.settings import Settings

TALKATIVE = [
    "discord",
    "discord.http",
    "discord.gateway",
    "aiosqlite",
    "asyncio",
    "aiohttp.access",
    "PIL",
    "aiosql",
    "some.other.package",
]


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """What a test sets up in the process-wide log does not outlast it."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    levels = {name: logging.getLogger(name).level for name in logs.OWN}
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What stands on standard error since the last look; nothing stands on standard output."""
    out, err = capsys.readouterr()
    assert out == ""
    return err.removesuffix("\n").split("\n") if err else []


def test_text_is_one_line_with_level_and_name(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(Settings())
    logging.getLogger("bot.post.worker").warning("%d put off", 3)
    (line,) = lines(capsys)
    assert line.endswith("WARNING bot.post.worker: 3 put off")


def test_json_is_one_object_a_line_with_a_traceback_too(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(Settings(log_format="json"))
    log = logging.getLogger("bot.client")
    log.info("Ready, “%s”.\nTwo lines.", "Otto")
    try:
        raise ValueError("one\ntwo")
    except ValueError:
        log.exception("failed")
    first, second = (json.loads(line) for line in lines(capsys))
    assert first == {
        "time": first["time"],
        "level": "INFO",
        "logger": "bot.client",
        "message": "Ready, “Otto”.\nTwo lines.",
    }
    assert first["time"].endswith("+00:00")
    assert second["error"].startswith("Traceback")
    assert second["error"].endswith("ValueError: one\ntwo")


@given(st.text(st.characters(exclude_categories=["Cs"])))
@examples(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
def test_whatever_is_said_json_stays_one_object_a_line(capsys: pytest.CaptureFixture[str], text: str) -> None:
    logs.set_up(Settings(log_format="json"))
    logging.getLogger("bot").error("%s", text)
    (line,) = lines(capsys)
    assert json.loads(line)["message"] == logs.SNOWFLAKE.sub(logs.MASK, text)


@pytest.mark.parametrize("name", TALKATIVE)
@pytest.mark.parametrize("log_format", ["text", "json"])
def test_what_libraries_say_at_debug_never_comes_through(
    capsys: pytest.CaptureFixture[str], name: str, log_format: str
) -> None:
    logs.set_up(Settings(log_level="DEBUG", log_format=log_format))
    logging.getLogger("bot").debug("ours")
    logging.getLogger(name).debug("executing INSERT with ('a letter', 1234)")
    logging.getLogger(name).info("connected")
    ours, connected = lines(capsys)
    assert "ours" in ours
    assert "connected" in connected


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_id_of_discord_s_is_ever_written(capsys: pytest.CaptureFixture[str], log_format: str) -> None:
    logs.set_up(Settings(log_format=log_format))
    address = "https://discord.com/api/v10/guilds/824301112233445566/members/91234567890123456"
    logging.getLogger("discord.http").warning("We are being rate limited. GET %s responded with 429.", address)
    try:
        raise KeyError(1_384_301_112_233_445_566)
    except KeyError:
        logging.getLogger("bot").exception("failed")
    said = "\n".join(lines(capsys))
    assert "responded with 429" in said
    assert "KeyError" in said
    for digits in ("824301112233445566", "91234567890123456", "1384301112233445566"):
        assert digits not in said


@pytest.mark.parametrize(("level", "heard"), [("DEBUG", 4), ("INFO", 3), ("WARNING", 2), ("ERROR", 1)])
def test_nothing_is_said_below_the_level_that_the_host_chose(
    capsys: pytest.CaptureFixture[str], level: str, heard: int
) -> None:
    logs.set_up(Settings(log_level=level))
    for name in ("bot", "discord.client"):
        for at in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            logging.getLogger(name).log(at, "said")
    speakers = [line.split()[3] for line in lines(capsys)]
    assert speakers.count("bot:") == heard
    assert speakers.count("discord.client:") == min(heard, 3)


def test_set_up_again_says_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(Settings())
    logs.set_up(Settings())
    logging.getLogger("bot").info("once")
    assert len(lines(capsys)) == 1

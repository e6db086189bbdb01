"""The only way to learn who wrote a letter: on the host, and never in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import NotFound, SettingError, StoreError
from bot.host.unmasking import unmask
from tests.town import Town, settings_in, text_of, town

REASON = "A court asked for it."


async def opened(here: Town, answer: str = "unmask 1", number: int = 1, reason: str = REASON) -> str:
    """The host stops the bot and asks."""
    await here.env.bot.close()
    return await unmask(settings_in(here.folder), here.guild.id, number, reason, lambda _: answer, clock=here.env.now)


async def test_the_host_learns_the_account_and_the_desk_is_told(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert str(here.wren.id) in await opened(here)
        await here.restart()
        said = [text_of(message) for message in here.desk.history()]
        assert sum("The host opened who wrote letter 1" in each and REASON in each for each in said) == 1
        assert not any(str(here.wren.id) in each or "wren" in each.lower() for each in said)
        assert "Published by" in here.desk_card(1).content


async def test_what_will_happen_is_said_before(tmp_path: Path) -> None:
    shown: list[str] = []
    async with town(tmp_path) as here:
        await here.publish()
        await here.env.bot.close()

        def ask(text: str) -> str:
            shown.append(text)
            return "unmask 1"

        await unmask(settings_in(here.folder), here.guild.id, 1, REASON, ask, clock=here.env.now)
    assert "recorded" in shown[0] and REASON in shown[0] and "unmask 1" in shown[0]


@pytest.mark.parametrize("answer", ["", "yes", "unmask 2"])
async def test_without_the_very_words_nothing_is_opened_and_nothing_recorded(tmp_path: Path, answer: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        with pytest.raises(SettingError, match="Nothing was opened"):
            await opened(here, answer)
        await here.restart()
        assert not any("The host opened" in message.content for message in here.desk.history())


async def test_a_reason_a_letter_and_a_database_are_needed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        with pytest.raises(SettingError, match="reason"):
            await opened(here, reason="  ")
        with pytest.raises(NotFound):
            await opened(here, "unmask 9", number=9)
    with pytest.raises(StoreError):
        await unmask(settings_in(tmp_path / "elsewhere"), 1, 1, REASON, lambda _: "unmask 1")


async def test_nobody_is_asked_about_what_cannot_be_done(tmp_path: Path) -> None:
    def ask(text: str) -> str:
        raise AssertionError(text)

    async with town(tmp_path) as here:
        await here.publish()
        about = (settings_in(here.folder), here.guild.id)
        with pytest.raises(StoreError, match="Another process"):  # the bot runs
            await unmask(*about, 1, REASON, ask, clock=here.env.now)
        await here.env.bot.close()
        with pytest.raises(NotFound):
            await unmask(*about, 9, REASON, ask, clock=here.env.now)


async def test_the_record_waits_until_the_desk_can_be_reached(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await opened(here)
        here.env.inject_error("POST", f"/channels/{here.desk.id}/messages", status=403, code=50013)
        await here.restart()
        assert not any("The host opened" in message.content for message in here.desk.history())
        await here.pass_time(30)
        assert sum("The host opened" in message.content for message in here.desk.history()) == 1

"""The demo in this process: it prints its address, serves its page, and ends when asked to."""

from __future__ import annotations

import asyncio
import logging
import signal
import webbrowser
from collections.abc import Iterator

import aiohttp
import pytest

from bot.demo.app import serve
from bot.demo.letters import PAST

pytestmark = pytest.mark.asyncio


@pytest.fixture
def signals() -> Iterator[None]:
    """Whoever listens to Ctrl-C before the test does so after it."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_says_where_it_is_and_ends_when_asked(
    number: signal.Signals,
    signals: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    monkeypatch.setattr(webbrowser, "open", opened.set_result)
    serving = asyncio.create_task(serve(open_browser=True))
    address = await asyncio.wait_for(opened, 30)
    assert address.startswith("http://127.0.0.1:")
    assert address in capsys.readouterr().out
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []

    root, _, secret = address.partition("/#")
    async with aiohttp.ClientSession(headers={"X-Simcord-Capability": secret}) as http:
        async with http.get(root) as page:
            assert "Unsigned" in await page.text()
        async with http.get(f"{root}/places") as answer:
            told = await answer.json()
    people = {person["name"]: person["frames"] for person in told["people"]}
    assert set(people) == {"Wren", "Mora", "Ida", "Sol"}
    assert people["Mora"]["desk"] is not None
    assert people["Wren"]["desk"] is people["Ida"]["desk"] is None
    assert len({frames["dm"]["channel"] for frames in people.values()}) == 4
    assert len(told["threads"]) == len(PAST)
    assert people["Ida"]["thread"]["name"] == PAST[-1].title

    signal.raise_signal(number)
    assert await asyncio.wait_for(serving, 30) == 0
    assert "Nothing of it was kept" in capsys.readouterr().out

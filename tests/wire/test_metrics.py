"""`GET /metrics` tells what has become of letters and deliveries, in Prometheus's words, and of nobody."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import words
from bot.letter import Kind, State
from bot.post.outcome import Outcome
from bot.store.reader import STUCK
from tests.searching import found_in, people, texts
from tests.town import LETTER, TITLE, labels, lift_limits, text_of
from tests.wire.discord_server import World
from tests.wire.faults import RefusedBefore
from tests.wire.process import start
from tests.wire.test_failing import BOT, RUNNER
from tests.wire.test_process import Commons, bot, from_bot, stopped
from tests.wire.test_seeing import free_port, health_is
from tests.wire.test_waiting import NOBODY, says_that_it_waits, waiting

#: The library's own readers of the two formats.
PARSER: Any = pytest.importorskip("prometheus_client.parser")
OPEN_PARSER: Any = pytest.importorskip("prometheus_client.openmetrics.parser")
#: Every label that there is, and what its values look like.
LABELS = {
    "state": {state.value for state in State},
    "kind": {kind.value for kind in Kind},
    "outcome": {outcome.name.lower() for outcome in Outcome},
    "status": {"401", "403", "429"},
}
Figures = dict[tuple[str, ...], float]


async def page(port: int, **headers: str) -> tuple[int, str]:
    url = f"http://127.0.0.1:{port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, await answer.text()


def figures(text: str) -> Figures:
    """What the page says, by name and the values of the labels; read as Prometheus reads it."""
    return {
        (sample.name.removeprefix("unsigned_"), *sample.labels.values()): sample.value
        for family in PARSER.text_string_to_metric_families(text)
        for sample in family.samples
    }


async def told(port: int, **wanted: float) -> Figures:
    """What the page says once it says this: it comes after what people see, and letters are counted now and then."""
    async with asyncio.timeout(30):
        while True:
            status, text = await page(port)
            said = figures(text)
            assert status == 200
            if all(said.get(tuple(name.split("__"))) == value for name, value in wanted.items()):
                return said


async def send(here: Commons, text: str) -> None:
    """A letter from its first word to the desk."""
    title = text.partition("\n")[0]
    await here.wren.user.send_dm(text)
    (card,) = await here.see(lambda: [each for each in from_bot(here.wren.user) if title in text_of(each)])
    await here.wren.user.click(card, label="Send letter")
    await here.see(lambda: [each for each in here.desk.history() if title in text_of(each)])


async def test_metrics_tell_what_became_of_letters_and_deliveries_and_of_nobody(tmp_path: Path, world: World) -> None:
    port = free_port()
    async with bot(world, tmp_path, HEALTH_PORT=str(port)) as process:
        here = Commons(world, tmp_path, process, forum=False)
        await here.mora.slash(here.hall, "letterbox setup", letters=here.letters, desk=here.desk)
        await lift_limits(here.mora, here.hall)
        assert {(await told(port))["letters", state] for state in State} == {0}
        for text in (LETTER, "The lamp\n\nIt burns every night.", "The well\n\nIt is deep, and nobody looks."):
            await send(here, text)
        before = await told(port, letters__held=3, connected=1, catching_up=0, database_works=1)
        assert ("refused_requests_total", "403") not in before
        world.fault = lambda asked: RefusedBefore(403) if "auto_archive_duration" in str(asked.body) else None
        (card,) = [each for each in here.desk.history() if TITLE in text_of(each)]
        assert "Approve" in labels(card)
        await here.mora.click(card, label="Approve")
        await here.mora.slash(here.hall, "letters reject", number=3, reason="It names somebody.")
        await here.see(here.all_delivered)
        after = await told(port, letters__published=1, letters__held=1, letters__rejected=1)
        assert after["refused_requests_total", "403"] == 1
        assert after["attempts_total", "publish", "delivered"] == 1
        assert after["attempts_total", "thread", "given_up"] == 1
        assert after["attempts_total", "desk-card", "delivered"] >= 3
        assert after["deliveries", "notice"] == after["deliveries_in_flight",] == after["deliveries_stuck",] == 0
        assert after["waits_for_discord",] == after["stopped",] == after["database_failures_total",] == 0
        assert not [name for name in after if name[0] == "oldest_delivery_seconds"]

        plain, fancy = (await page(port))[1], (await page(port, Accept="application/openmetrics-text"))[1]
        told_twice = [PARSER.text_string_to_metric_families(plain), OPEN_PARSER.text_string_to_metric_families(fancy)]
        assert len({frozenset(each.name for each in families) for families in told_twice}) == 1
        assert found_in((plain + fancy).encode(), people(here.wren, here.mora) | texts(TITLE, LETTER[-20:])) == []
        assert not re.search(r"(?<!\.)\d{17}", plain)  # no id; a fraction may have as many digits
        for family in PARSER.text_string_to_metric_families(plain):
            for sample in family.samples:
                assert all(value in LABELS[name] for name, value in sample.labels.items()), sample
        assert (await stopped(process)).code == 0


async def test_metrics_tell_how_long_deliveries_wait_and_which_are_stuck(tmp_path: Path, world: World) -> None:
    port, now = free_port(), int(time.time())
    async with bot(world, tmp_path, HEALTH_PORT=str(port)) as process:
        await health_is(port, 200)
        with closing(sqlite3.connect(tmp_path / "letters.db")) as database, database:
            for nonce, attempts, due in (("a", STUCK, 1000), ("b", 1, 1000), ("c", 0, 1000)):
                row: list[Any] = [nonce, nonce, attempts, now - 100 * (attempts or 1), now + due]
                database.execute(
                    "INSERT INTO delivery (lane, kind, nonce, attempts, created_at, not_before)"
                    " VALUES (?, 'note', ?, ?, ?, ?)",
                    row,
                )
        said = await told(port, deliveries__note=3, deliveries_stuck=1)
        assert said["oldest_delivery_seconds", "note"] // 100 == STUCK
        (tmp_path / "letters.db").rename(tmp_path / "elsewhere.db")
        said = await told(port, database_works=0)
        assert ("letters", "held") not in said
        (tmp_path / "elsewhere.db").rename(tmp_path / "letters.db")
        assert (await stopped(process)).code == 0


async def test_a_start_that_waits_says_so_in_metrics(tmp_path: Path) -> None:
    async with waiting(tmp_path, NOBODY, port := free_port()) as process:
        while not says_that_it_waits(await health_is(port, 503), "nobody.invalid"):
            pass
        assert (await told(port, waits_for_discord=1))["connected",] == 0
        assert (await stopped(process)).code == 0


async def test_without_the_extra_there_are_none_and_a_sentence_says_what_to_do(tmp_path: Path, world: World) -> None:
    runner = RUNNER.format(first='sys.modules["prometheus_client"] = None')
    port = free_port()
    process = await start(tmp_path, "-c", runner, world.address, **BOT, HEALTH_PORT=str(port))
    try:
        await health_is(port, 200)
        assert await page(port) == (404, f"{words.host.METRICS_MISSING}\n")
    finally:
        end = await stopped(process)
    assert end.code == 0

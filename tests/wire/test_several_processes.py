"""Several processes over one PostgreSQL: killed, stopped, restarted, or without their database at every request of a
letter's life, they leave what one process leaves where nothing goes wrong.
"""

from __future__ import annotations

import asyncio
import base64
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import words
from bot.language import ENGLISH
from bot.post.outcome import Outcome
from tests import postgres
from tests.wire import faults
from tests.wire.crew import Crew, crew
from tests.wire.discord_server import Fault, Request, World
from tests.wire.life import Life
from tests.wire.stopped import Stops, TakenOver
from tests.wire.test_kill_matrix import LIVES, Strikes, calm, lived
from tests.wire.trial import Trial, trial

pytestmark = pytest.mark.long


@dataclass(frozen=True, slots=True)
class DatabaseLost(Fault):
    """The effect takes place, and by then every process has lost its connection to the database."""

    here: Crew

    async def after(self, world: World) -> web.Response | None:
        self.here.ask(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'unsigned'"
        )
        return None


class DatabaseCrashed(Fault):
    """The effect takes place, and the database's server ends at once, and starts again."""

    async def after(self, world: World) -> web.Response | None:
        await asyncio.to_thread(postgres.crash)
        return None


#: Points that come in one process's life and not in one of several, at most: a card is edited through the press on it
#: or by a delivery, whichever comes first.
BY_CHANCE = 6
#: So many times as fast as ours time passes where it has to be long, and where nothing waits but people.
LONG, FAST = 300, 60
#: What goes wrong, in which life, with how many processes.
TRIALS: dict[str, tuple[Callable[[Crew], Fault], str, int]] = {
    "killed before": (lambda here: faults.KilledBefore(here.kill), "forum", 2),
    "killed after": (lambda here: faults.KilledAfter(here.kill), "text channel", 2),
    "killed when answered": (lambda here: faults.KilledAnswered(here.kill), "surroundings", 4),
    "database lost": (DatabaseLost, "text channel", 2),
}


@pytest.mark.parametrize("trial", TRIALS)
async def test_whatever_happens_to_one_at_every_request_a_letter_stands_exactly_once(
    tmp_path: Path, trial: str, record_property: Callable[[str, object], None]
) -> None:
    make, which, size = TRIALS[trial]
    story, points = await calm(tmp_path / "calm", which)  # of one process, and on SQLite

    def strike(here: Trial) -> Fault:
        assert isinstance(here, Crew)
        return make(here)

    strikes = Strikes(strike)
    wanted: set[str] | None = None
    for life in range(LIVES):
        before = len(strikes.struck)
        async with crew(tmp_path / str(life), size) as here:
            assert _kept(await lived(here, which, strikes.at(here, wanted))) == story
            assert here.lies == []
        wanted = points - strikes.struck.keys()
        if not wanted or len(strikes.struck) == before:
            break
    met = Counter(strikes.struck.values())
    record_property("points", [[kind, count, count] for kind, count in met.items()])
    assert len(wanted or ()) <= BY_CHANCE, "\n".join(sorted(wanted or ()))


def _kept(story: dict[str, Any]) -> dict[str, Any]:
    """A story without what an author is told whose message comes while the database is lost: that it is read again,
    as it then was."""
    return {**story, "Wren": [said for said in story["Wren"] if said != ENGLISH(words.trouble.NOT_KEPT_YET)]}


async def published(here: Trial) -> dict[str, Any]:
    """A letter with further pages, sent back, sent again and published; gives everything that stands anywhere then."""
    life = Life(here, forum=False)
    await here.start()
    await life.open()
    await life.write()
    await life.review()
    return life.story()


async def test_whoever_is_stopped_until_its_claims_are_over_doubles_nothing_when_it_goes_on(tmp_path: Path) -> None:
    async with trial(tmp_path / "calm", speed=LONG) as here:
        story = await published(here)
    async with crew(tmp_path / "stopped", 2, speed=LONG) as here:
        stops = Stops(here, "message, direct messages", "message, #desk", "message, #letters", "thread")
        here.fault = stops.at
        assert await published(here) == story
        assert not stops.left and here.lies == []


async def test_a_server_of_the_database_that_crashes_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with trial(tmp_path / "calm") as here:
        story = await published(here)
    kinds = {"answer to a press", "message, direct messages", "message, #desk", "message, #letters", "thread"}
    async with crew(tmp_path / "crashed", 2) as here:

        def fault(request: Request) -> Fault | None:
            if (kind := here.kind_of(request)) not in kinds:
                return None
            kinds.discard(kind)
            return DatabaseCrashed()

        here.fault = fault
        assert await published(here) == story
        assert not kinds and here.lies == []


@pytest.mark.parametrize("size", [2, 4])
async def test_a_rolling_restart_that_goes_round_and_round_is_noticed_by_nobody_who_writes_and_presses(
    tmp_path: Path, size: int
) -> None:
    story, _ = await calm(tmp_path / "calm", "text channel")
    async with crew(tmp_path / "rolling", size, speed=FAST) as here:
        living = asyncio.create_task(lived(here, "text channel", here.fault))
        restarts = await here.roll(living)
        assert await living == story
        assert restarts >= 2 * here.size and here.lies == []
        assert "ERROR" not in here.log()


@pytest.mark.parametrize("for_good", [True, False], ids=["for good", "and has gone"])
async def test_whoever_goes_on_when_another_one_has_taken_its_place_sends_nothing_of_what_it_had_begun(
    tmp_path: Path, *, for_good: bool
) -> None:
    async with crew(tmp_path, 2) as here:
        life = Life(here, forum=False)
        await here.start()
        await life.open()
        await life.write()
        await life.review()
        taken_over = TakenOver(here, "POST /channels/…/webhooks", for_good=for_good)
        here.fault = taken_over.at
        reply = {"reply": "Ride it to the river.", "pen": "The neighbour"}
        await here.do(
            "a pen-name reply",
            life.press(life.ida, lambda: life.server.published()[0], "Leave a reply", reply),
            lambda: life.told_of("Ride it to the river."),
        )
        assert taken_over.former is not None and await taken_over.former == (2 if for_good else 0)
        if not for_good:
            await here.world.until(lambda: str(Outcome.TAKEN_OVER) in here.log() and here.idle())
        assert taken_over.late == []
        assert str(life.server.said()).count("Ride it to the river.") == 1


#: How another process may be set up wrongly beside two that go by two shards, and what its sentence begins with.
WRONG = {
    "PROCESS=2/2": "Another process serves shard 1 ",
    "SHARDS=0-1/2": "Another process serves shard 0 ",
    "PROCESS=": "Another process serves shard 0 ",
    "SHARDS=2-3/4": "The processes that run with this database go by 2 shards in all, this one by 4.",
    "PROCESS=1/3": "The processes that run with this database share 2 shards;",
    f"SEAL_KEY={base64.b64encode(bytes(32)).decode()}": "The seal key does not fit this database.",
}


async def test_who_is_set_up_wrongly_ends_with_a_sentence_and_disturbs_nobody(tmp_path: Path) -> None:
    async with crew(tmp_path, 2, speed=LONG) as here:
        await here.start()
        wrong = [await here.begin(3, **dict([each.split("=", 1)])) for each in WRONG]
        assert [await here.ended(pid) for pid in wrong] == [2] * len(WRONG)
        assert here.log().count("whether that ends by itself") == len(WRONG) - 1  # of all but the key, at once
        said = [line for line in here.log().splitlines() if line and not line.startswith("{")]
        assert len(said) == len(WRONG)
        assert all(any(line.startswith(sentence) for line in said) for sentence in WRONG.values())
        assert here.connected and "ERROR" not in here.log()

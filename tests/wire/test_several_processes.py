"""Several processes over one PostgreSQL: killed, stopped, restarted, or without their database at every request of a
letter's life, they leave what one process leaves where nothing goes wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from tests.wire import faults
from tests.wire.crew import Crew, crew
from tests.wire.discord_server import Fault, World
from tests.wire.test_kill_matrix import LIVES, Strikes, calm, lived
from tests.wire.trial import Trial

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


#: Points that come in one process's life and not in one of several, at most: a card is edited through the press on it
#: or by a delivery, whichever comes first.
BY_CHANCE = 6
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
            assert await lived(here, which, strikes.at(here, wanted)) == story
            assert here.lies == []
        wanted = points - strikes.struck.keys()
        if not wanted or len(strikes.struck) == before:
            break
    met = Counter(strikes.struck.values())
    record_property("points", [[kind, count, count] for kind, count in met.items()])
    assert len(wanted or ()) <= BY_CHANCE, wanted

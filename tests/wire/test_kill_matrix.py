"""The kill matrix: at every request of a letter's whole life the bot is killed, in three ways, and nobody can tell.

Every request of an undisturbed life (`points`) is hit once in each of the three ways: the bot dies before the effect,
after the effect, and after the answer. So are the requests that follow from that, such as looks at what may exist
already. One life meets all of them, one after the other; a request that was under way when the bot died at another one,
and so was never hit itself, is left to a second life. In the end
everything must be as it is where nothing went wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.wire import faults
from tests.wire.discord_server import Fault, Request
from tests.wire.life import Life
from tests.wire.surroundings import Surroundings
from tests.wire.trial import Trial, trial

pytestmark = pytest.mark.long

#: Lives at most until every point was struck.
LIVES = 6
#: Points that come in one life where nothing goes wrong and not in another, at most: a card is edited through the press
#: on it, if that is less than fifteen minutes ago.
BY_CHANCE = 2
WAYS = {"before": faults.KilledBefore, "after": faults.KilledAfter, "answered": faults.KilledAnswered}
#: A letter's life in a text channel and in a forum, and what surrounds a letter.
LIVED: dict[str, Callable[[Trial], Life]] = {
    "text channel": lambda here: Life(here, forum=False),
    "forum": lambda here: Life(here, forum=True),
    "surroundings": Surroundings,
}
#: How each ends where nothing goes wrong, and every point on the way.
CALM: dict[str, tuple[dict[str, Any], set[str]]] = {}


async def calm(folder: Path, which: str) -> tuple[dict[str, Any], set[str]]:
    """The story and the points of an undisturbed life."""
    if which not in CALM:
        async with trial(folder) as here:
            points: set[str] = set()

            def note(request: Request) -> None:
                points.add(here.point(request))

            story = await lived(here, which, note)
            assert not here.lies and "ERROR" not in here.log()
            CALM[which] = story, points
    return CALM[which]


async def lived(here: Trial, which: str, fault: Callable[[Request], Fault | None]) -> dict[str, Any]:
    """One life in which this goes wrong; gives its story."""
    life = LIVED[which](here)
    await here.start()
    await life.open()
    here.fault = fault
    return await life.live()


class Strikes:
    """Strikes every point once; `kinds` counts them by what they ask for."""

    def __init__(self, make: Callable[[Trial], Fault]) -> None:
        self._make = make
        self.struck: dict[str, str] = {}

    def at(self, here: Trial, wanted: set[str] | None = None) -> Callable[[Request], Fault | None]:
        """What goes wrong: every point that was not struck yet, or only those `wanted`."""

        def fault(request: Request) -> Fault | None:
            point = here.point(request)
            if point in self.struck or (wanted is not None and point not in wanted):
                return None
            self.struck[point] = here.kind_of(request)
            return self._make(here)

        return fault


@pytest.mark.parametrize("which", LIVED)
@pytest.mark.parametrize("way", WAYS)
async def test_killed_at_every_request_of_its_life_a_letter_stands_exactly_once(
    tmp_path: Path, which: str, way: str, record_property: Callable[[str, object], None]
) -> None:
    story, points = await calm(tmp_path / "calm", which)
    strikes = Strikes(lambda here: WAYS[way](here.kill))
    survived: Counter[str] = Counter()
    wanted: set[str] | None = None
    try:
        for life in range(LIVES):
            before = Counter(strikes.struck.values())
            async with trial(tmp_path / str(life)) as here:
                assert await lived(here, which, strikes.at(here, wanted)) == story
                assert here.lies == []
            survived += Counter(strikes.struck.values()) - before
            wanted = points - strikes.struck.keys()
            if not wanted or Counter(strikes.struck.values()) == before:
                break  # nothing went wrong in this life, and what is left did not come in it: it comes by chance
    finally:
        met = Counter(strikes.struck.values())
        record_property("points", [[kind, count, survived[kind]] for kind, count in met.items()])
    assert len(wanted or ()) <= BY_CHANCE, wanted

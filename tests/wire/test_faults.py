"""Everything else that goes wrong on the way to Discord: refusals, lost answers, waits, limits, a gateway that drops.

With the bot alive, each fault meets every request of a whole life once, and so every kind of delivery.
discord.py repeats some requests by itself; what comes of both must stand exactly once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.wire import faults
from tests.wire.discord_server import Fault
from tests.wire.test_kill_matrix import Strikes, calm, lived
from tests.wire.trial import Trial, trial

pytestmark = pytest.mark.long

#: Each fault, and whether it meets the life in a text channel or in a forum: what may double something meets both.
FAULTS: dict[str, tuple[Callable[[Trial], Fault], str]] = {
    "500 before, text channel": (lambda here: faults.RefusedBefore(500), "text channel"),
    "502 after, text channel": (lambda here: faults.RefusedAfter(502), "text channel"),
    "502 after, forum": (lambda here: faults.RefusedAfter(502), "forum"),
    "connection dropped after, text channel": (lambda here: faults.DroppedAfter(), "text channel"),
    "connection dropped after, forum": (lambda here: faults.DroppedAfter(), "forum"),
    "slow, forum": (lambda here: faults.Slow(0.2), "forum"),
    "429, text channel": (lambda here: faults.TooMany(0.05), "text channel"),
    "gateway drops, text channel": (lambda here: faults.GatewayDropped(), "text channel"),
    "session ends, forum": (lambda here: faults.SessionInvalid(), "forum"),
}


#: These come of presses, not of deliveries: the second is not given where the first was lost.
ANSWERS = {"answer to a press", "further answer to a press"}


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_goes_wrong_everything_stands_exactly_once(
    tmp_path: Path, fault: str, record_property: Callable[[str, object], None]
) -> None:
    make, which = FAULTS[fault]
    story, points = await calm(tmp_path / "calm", which)
    strikes = Strikes(make)
    async with trial(tmp_path / "rough") as here:
        assert await lived(here, which, strikes.at(here)) == story
        assert here.lies == []
        assert here.starts == 1
    deliveries = {point.split(": ")[1] for point in points} - ANSWERS
    assert deliveries <= set(strikes.struck.values())
    record_property("says", f"{fault}: {len(strikes.struck)} requests, nothing lost, nothing doubled")


@pytest.mark.parametrize(
    ("which", "kind"), [("forum", "forum post"), ("text channel", "thread"), ("text channel", "response under a name")]
)
async def test_what_has_no_nonce_is_asked_for_once_where_the_first_answer_is_a_502(
    tmp_path: Path, which: str, kind: str
) -> None:
    """discord.py would ask for it again by itself, up to five times."""
    story, points = await calm(tmp_path / "calm", which)
    strikes = Strikes(lambda here: faults.RefusedAfter(502))
    async with trial(tmp_path / "rough") as here:
        assert (
            await lived(here, which, strikes.at(here, {point for point in points if f": {kind}: " in point})) == story
        )
        assert strikes.struck
        again = len(strikes.struck) if kind == "thread" else 0  # Discord itself makes no second thread (160004)
        assert here.requests[kind] == len(strikes.struck) + again


PLANTS = {"double": faults.KilledAfter, "lose": faults.KilledBefore}


@pytest.mark.parametrize(("which", "kind"), [("forum", "forum post"), ("text channel", "response under a name")])
@pytest.mark.parametrize("plant", PLANTS)
async def test_a_planted_defect_is_caught(tmp_path: Path, plant: str, which: str, kind: str) -> None:
    """`double`: the bot does not look before it sends again. `lose`: a delivery leaves the outbox before it is sent.

    What the kill matrix asks, that the life comes to its end and to the same story, does not hold with either.
    """
    story, points = await calm(tmp_path / "calm", which)
    strikes = Strikes(lambda here: PLANTS[plant](here.kill))
    async with trial(tmp_path / "rough", plant=plant) as here:
        here.world.patience = 30  # what is lost never comes; all that comes before it has to, on a busy machine, too
        with suppress(TimeoutError):
            assert (
                await lived(here, which, strikes.at(here, {point for point in points if f": {kind}: " in point}))
                != story
            )
        assert strikes.struck

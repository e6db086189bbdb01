"""Discord refuses everything: the deliveries stop long before Discord would block the bot, and go on by themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import words
from bot.post.brake import LIMIT, WINDOW
from tests.wire import faults
from tests.wire.discord_server import Fault, Request
from tests.wire.trial import Server, from_bot, trial

pytestmark = pytest.mark.long

PEOPLE = 180
#: Slow enough that a busy machine refuses as often as it takes within the brake's window.
SPEED = 12


async def test_a_storm_of_429_stops_the_post_which_goes_on_ten_minutes_later(tmp_path: Path) -> None:
    async with trial(tmp_path, speed=SPEED) as here:
        index = Server(here.world, "The Commons", forum=False)
        people = [index.person(f"wren{number}") for number in range(PEOPLE)]
        await here.start()
        await index.open()
        refused: list[Request] = []

        def too_many(request: Request) -> Fault | None:
            if request.method != "POST" or not request.path.endswith("/messages"):
                return None
            refused.append(request)
            return faults.TooMany(0)

        here.fault = too_many
        for person in people:
            await person.user.send_dm("There is something I never said.\n\nI say it now.")
        stopped = words.host.POST_STOPPED.partition("{count}")[0]
        await here.world.until(lambda: stopped in here.log())
        so_many = len(refused)
        # each counts a tenth, since it is about one channel alone; Discord would block the bot at 10,000
        assert 10 * LIMIT <= so_many < 10 * LIMIT + 8 * 5  # eight deliveries under way, five requests each
        here.fault = lambda request: None
        here.world.patience += 2 * WINDOW / SPEED
        await here.world.until(lambda: all(from_bot(person) for person in people))
        await here.world.until(here.idle)
        assert [len(from_bot(person)) for person in people] == [2] * PEOPLE  # the welcome, and the card
        assert len(refused) == so_many
        said = [json.loads(line)["message"] for line in here.log().splitlines()]
        assert (
            sum(line.startswith(stopped) for line in said) == sum(line == words.host.POST_RESUMED for line in said) == 1
        )

"""All deliveries stop before Discord blocks the bot's address, and when the token is no longer accepted."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot import words
from bot.post.brake import LIMIT, WINDOW, Brake

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Watch:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    """Noon."""
    return Watch()


def refuse(brake: Brake, status: int, times: int) -> None:
    for _ in range(times):
        brake.refused(status)


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_storm_of_refusals_stops_the_post_and_ten_minutes_later_it_goes_on(watch: Watch, status: int) -> None:
    brake = Brake(watch)
    refuse(brake, status, LIMIT - 1)
    assert brake.stopped is None
    brake.refused(status)
    assert brake.stopped is not None and "`/letterbox check`" in brake.stopped
    watch.later(WINDOW - 1)
    assert brake.stopped is not None
    watch.later(1)
    assert brake.stopped is None


def test_it_stops_far_from_what_discord_allows() -> None:
    assert LIMIT <= 10_000 / 10


@pytest.mark.parametrize("status", [200, 204, 400, 404, 500, 502])
def test_what_discord_does_not_count_does_not_count(watch: Watch, status: int) -> None:
    brake = Brake(watch)
    refuse(brake, status, 10 * LIMIT)
    assert brake.stopped is None


def test_a_refusal_now_and_then_is_no_storm(watch: Watch) -> None:
    brake = Brake(watch)
    for _ in range(10 * LIMIT):
        brake.refused(403)
        watch.later(WINDOW / LIMIT * 1.01)
    assert brake.stopped is None


def test_refusals_that_go_on_while_the_post_stands_still_hold_it_longer(watch: Watch) -> None:
    brake = Brake(watch)
    refuse(brake, 429, LIMIT)
    watch.later(WINDOW / 2)
    refuse(brake, 429, 1)
    watch.later(WINDOW / 2)
    assert brake.stopped is not None


def test_without_a_token_nothing_goes_on_by_itself(watch: Watch) -> None:
    brake = Brake(watch)
    brake.log_out()
    watch.later(100 * WINDOW)
    assert brake.stopped == words.host.POST_LOGGED_OUT and "DISCORD_TOKEN" in words.host.POST_LOGGED_OUT


def test_the_log_says_once_that_it_stopped_and_once_that_it_goes_on(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.post.brake")
    brake = Brake(watch)
    assert brake.check() and not caplog.messages
    refuse(brake, 403, LIMIT)
    assert not brake.check() and not brake.check()
    watch.later(WINDOW)
    assert brake.check() and brake.check()
    assert [(record.levelname, record.message[:22]) for record in caplog.records] == [
        ("ERROR", "Discord has refused 50"),
        ("INFO", words.host.POST_RESUMED),
    ]


def test_a_channel_s_own_limit_is_no_storm_and_everybody_s_is_none_of_ours(watch: Watch) -> None:
    brake = Brake(watch)
    for scope, times in (("shared", 20_000), ("user", LIMIT)):
        for _ in range(times):
            brake.refused(429, scope)
    assert brake.stopped is None


@pytest.mark.parametrize(("scope", "times"), [("global", LIMIT), (None, LIMIT), ("user", 5_000)])
def test_what_goes_on_and_on_is_a_storm_whoever_s_limit_it_is(watch: Watch, scope: str | None, times: int) -> None:
    brake = Brake(watch)
    for _ in range(times):
        brake.refused(429, scope)
    assert brake.stopped is not None

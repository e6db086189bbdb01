"""What stands around the frames, without a browser: a letterbox that was lived in, the story, hints, others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot import __main__ as command_line
from bot import words
from bot.demo import acting, director, tour_letter
from bot.demo.app import playing
from bot.demo.director import Director
from bot.demo.letters import PAST, WAITING
from bot.demo.simulated import Simulation
from bot.demo.world import World
from bot.language import ENGLISH

TITLE = "A letter that no story tells"
pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def opened(*, lived_in: bool = False) -> AsyncGenerator[tuple[Director, Simulation, World]]:
    async with playing(lived_in=lived_in) as (simulated, world):
        director_ = Director(simulated, world)
        await director_.begin(lived_in=lived_in)
        yield director_, simulated, world
        await director_.end()
        assert simulated.env.errors == []


def told(of: Director, letterbox: str = "commons", thread: str = "") -> dict[str, Any]:
    return of.told(letterbox, thread)


async def step(of: Director, number: int) -> dict[str, Any]:
    """Plays on until the story is at this step."""
    while (story := of.story.told()) is not None and story["step"] < number:
        await of.do("next", {})
        await asyncio.sleep(0.005)
    assert story is not None
    return story


async def test_it_opens_on_months_of_letters_and_one_waits() -> None:
    async with opened(lived_in=True) as (director_, simulated, world):
        assert [each["title"] for each in told(director_)["threads"]] == [each.title for each in reversed(PAST)]
        seen = world.letters.history(viewer=world.readers[0].member)
        assert [message.embeds[0].title for message in seen] == [each.title for each in PAST]
        days = (seen[-1].created_at - seen[0].created_at).days
        assert days == PAST[0].ago - PAST[-1].ago
        assert (simulated.env.now() - seen[-1].created_at).days == PAST[-1].ago
        assert PAST[3].title in (seen[-1].embeds[0].fields[0].value or "")  # its related letter
        for letter, thread in zip(PAST, reversed(world.places["commons"].threads), strict=True):
            said = " ".join(message.content for message in thread.history(viewer=world.readers[0].member))
            assert [each.text in said for each in letter.replies] == [True] * len(letter.replies)
        card = acting.with_button(world.moderator.member, world.desk, words.reader.APPROVE)
        assert card.embeds[0].title == WAITING.title
        assert not world.author.member.user.dm_channel.history(viewer=world.author.member.user)
        assert not {*world.places["commons"].members} & {name for each in PAST for name in (each.title, each.text)}


async def test_the_story_is_played_to_its_end_and_hints_follow_it() -> None:
    async with opened() as (director_, _, world):
        hints = told(director_)["hints"]
        assert (hints["next"], hints["done"]) == ("dm", "")
        await director_.do("play", {})
        seen = [(await step(director_, 1))["where"]]
        for number in range(2, 10):
            seen.append((await step(director_, number))["where"])
            hints = told(director_)["hints"]
            assert hints["next"] == {2: "dm", 3: "dm", 4: "desk", 5: "letters", 6: "dm", 7: "dm", 8: "", 9: ""}[number]
        assert seen == ["dm", "dm", "dm", "desk", "letters", "thread", "dm", "thread", "archive"]
        assert hints["done"]
        while director_.story.playing:
            await director_.do("next", {})
            await asyncio.sleep(0.005)
        assert not director_.story.gone_wrong
        assert told(director_)["story"] is None
        thread = world.newest_thread
        assert thread is not None
        said = [message.author.display_name for message in thread.history(viewer=world.readers[0].member)]
        assert [name in said for name in (tour_letter.PEN_NAME, "Sol")] == [True, True]
        assert any(name.startswith(ENGLISH(words.reader.AUTHOR_NAME)) for name in said)


async def outside(of: Director, name: str) -> str | None:
    """A page of the archive as it is now, or None where it has no such page."""
    address = told(of)["archive"]["address"]
    while (making := of.outside.site(of.world.guild.id, "").making) is not None:
        await making
    _, _, secret, server, _ = address.split("/")
    path, there = of.outside.file(secret, server, name)
    return path.read_text("utf-8") if there else None


async def test_the_archive_shows_the_letter_with_its_responses_until_it_is_withdrawn() -> None:
    async with opened() as (director_, simulated, world):
        await director_.do("play", {})
        page = (await step(director_, 9))["page"]
        shown = await outside(director_, page)
        assert page == "letter/1.html" and shown is not None
        said = [tour_letter.TITLE, tour_letter.PEN_NAME, tour_letter.OPEN_REPLY, ENGLISH(words.reader.AUTHOR_NAME)]
        assert [each in shown for each in said] == [True] * 4 and "Sol" not in shown
        before = told(director_)["archive"]["version"]
        await director_.do("stop", {})
        async with simulated.turn:
            await world.moderator.member.slash(world.desk, "letters remove", number=1)
        assert await outside(director_, page) is None
        assert tour_letter.TITLE not in (await outside(director_, "index.html") or tour_letter.TITLE)
        assert told(director_)["archive"]["version"] > before
        assert [await outside(director_, name) for name in ("../../letters.db", "/etc/passwd", "\0", "a" * 300)] == [
            None
        ] * 4
        secret, server = told(director_)["archive"]["address"].split("/")[2:4]
        for wrong in (("", server), ("wrong", server), (secret, "9" * 5_000), (secret, "1"), (secret, "-")):
            with pytest.raises(KeyError):
                director_.outside.file(*wrong, "index.html")


async def test_it_is_stopped_anywhere_and_goes_on_by_hand() -> None:
    async with opened() as (director_, _, world):
        await director_.do("play", {})
        assert (await step(director_, 4))["label"] == ENGLISH(words.reader.APPROVE)
        await director_.do("stop", {})
        assert told(director_)["story"] is None
        await acting.press(world.moderator.member, world.desk, words.reader.APPROVE)
        assert world.newest_thread is not None
        assert told(director_)["hints"]["next"] == "letters"


async def test_a_story_whose_next_button_is_gone_ends() -> None:
    async with opened() as (director_, simulated, world):
        await director_.do("play", {})
        await step(director_, 4)
        async with simulated.turn:
            await acting.press(world.moderator.member, world.desk, words.reader.APPROVE)
        while director_.story.playing:
            await director_.do("next", {})
            await asyncio.sleep(0.005)
        assert director_.story.gone_wrong


async def test_a_forum_and_a_second_server_open_when_they_are_chosen_and_the_story_finds_its_letterbox() -> None:
    async with opened() as (director_, _, world):
        await director_.do("open", {"letterbox": "forum"})
        forum = told(director_, "forum")
        assert (forum["letterbox"], forum["forum"], len(forum["threads"])) == ("forum", True, 2)
        await director_.do("open", {"letterbox": "night"})
        night = told(director_, "night")
        assert (night["letterbox"], night["forum"], len(night["threads"])) == ("night", False, 1)
        assert {person["frames"]["desk"] is None for person in night["people"] if person["role"] != "moderator"} == {
            True
        }
        await director_.do("open", {"letterbox": "night"})
        assert len(told(director_, "night")["threads"]) == 1
        assert [each["key"] for each in night["letterboxes"]] == [*director.LETTERBOXES] == [*world.places]

        await director_.do("play", {})
        await step(director_, 5)
        assert [each["title"] for each in told(director_)["threads"]] == [tour_letter.TITLE]


async def test_one_press_sends_a_picture() -> None:
    async with opened() as (director_, _, world):
        await director_.do("picture", {"person": str(world.author.member.id)})
        private = world.author.member.user.dm_channel
        card = acting.with_button(world.author.member, private, words.reader.SEND_LETTER)
        assert "1 picture" in card.content
        assert told(director_)["hints"]["next"] == "dm"


async def test_a_deed_or_a_person_that_is_not_there_is_an_error() -> None:
    async with opened() as (director_, _, _):
        with pytest.raises(KeyError):
            await director_.do("fly", {})
        with pytest.raises(KeyError):
            await director_.do("picture", {"person": "1"})
        assert told(director_, "nowhere")["letterbox"] == "commons"


@pytest.mark.parametrize(
    ("platform", "there", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "1"}, False),
    ],
)
async def test_a_browser_opens_where_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch, platform: str, there: dict[str, str], shown: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in there.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(command_line.sys, "platform", platform)
    asked: list[bool] = []

    async def serve(port: int, open_browser: bool) -> int:
        asked.append(open_browser)
        return 0

    monkeypatch.setattr("bot.demo.app.serve", serve)
    loop = asyncio.get_running_loop()
    for arguments in (["demo"], ["demo", "--no-browser"]):
        assert await loop.run_in_executor(None, command_line.main, arguments) == 0
    assert asked == [shown, False]

"""Several letters at once: chosen, looked at, asked about once more, and each decided in its own right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot.letter import Verb
from tests import acts
from tests.journeys.test_busy_desk import command
from tests.journeys.test_queue import arrive, queue, says
from tests.town import BODY, Town, another_server, answer_of, labels, picture, text_of, told, town
from tests.town import choose as choose_option


async def fill(here: Town, count: int) -> None:
    """Letters reach the desk."""
    for number in range(1, count + 1):
        await acts.dm(here.env, here.wren, f"Letter about {number}\n\nNothing happened on day {number}.", hurried=True)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")


async def listed(here: Town, who: MemberActor | None = None) -> Any:
    """The list to choose from; the same message becomes all that follows."""
    shown = await queue(here, who)
    await (who or here.mora).click(shown, label="Several at once")
    return shown


def select_of(shown: Any) -> dict[str, Any]:
    return next(item for row in shown.components for item in row["components"] if item["type"] == 3)


def chosen(shown: Any) -> list[str]:
    """The numbers of the letters that the message shows as chosen."""
    options = select_of(shown)["options"]
    return [option["label"].partition(" ")[0] for option in options if option.get("default")]


async def choose(who: MemberActor, shown: Any, *numbers: int) -> None:
    """Letters of the list, by their numbers."""
    select = select_of(shown)
    by_number = {int(each["label"].partition(" ")[0]): each["value"] for each in select["options"]}
    await who.select(shown, [by_number[number] for number in numbers], custom_id=select["custom_id"])


@pytest.mark.only_run
async def test_several_letters_are_rejected_with_one_reason(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 4)
        await here.mora.slash(here.hall, "letterbox settings", flag="day")
        shown = await listed(here)
        assert "4 letters waiting, oldest first" in says(shown)
        assert re.search(
            r"\*\*1\*\* · Letter about 1 · \*\*something pointed out\*\* · To you · 26 characters ", says(shown)
        )
        assert "4 hours · [card]" in says(shown)
        assert len(select_of(shown)["options"]) == 4 and "1 hour · Nothing happened on day 4." in str(shown.components)

        await here.restart()
        await choose(here.mora, shown, 1, 2, 4)
        assert "3 letters chosen. What is to become of them?" in says(shown) and chosen(shown) == ["1", "2", "4"]
        assert (
            "**2** · Letter about 2 · 26 characters · 3 hours\n> Nothing happened on day 2.\n> Look at: `day`"
            in says(shown)
        )
        assert "Letter about 3" not in says(shown)

        await here.restart()
        form = await here.mora.click(shown, label="Reject")
        assert form.modal is not None and form.modal["title"] == "Reject 3 letters"
        await here.restart()
        await here.mora.submit_modal(form, {"reason": "They are *one* chain letter."})
        assert "Reject 3 letters?" in says(shown) and "They are *one* chain letter." in says(shown)
        assert "Letter about 4" in says(shown) and chosen(shown) == ["1", "2", "4"]
        assert all("Waits for a decision." in here.desk_card(number).content for number in range(1, 5))

        await here.restart()
        await here.mora.click(shown, label="Reject 3 letters")
        assert says(shown) == "3 letters rejected: 1, 2, 4."
        for number in (1, 2, 4):
            assert f"Rejected by {here.mora.mention}." in here.desk_card(number).content
        assert "Approve" in labels(here.desk_card(3))
        notices = [each.content for each in here.from_bot(here.wren) if "will not be published" in each.content]
        assert len(notices) == 3 and all("They are *one* chain letter." in each for each in notices)


async def test_words_of_crisis_and_people_s_data_are_pointed_out_before_anything_is_decided(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 1)
        await here.send(here.wren, f"To the one upstairs\n\nYou moved to 12 Elm Street.\n\n{BODY}")
        await here.send(here.wren, f"The last one\n\nI don’t want to live anymore.\n\n{BODY}")
        await here.mora.slash(here.hall, "letterbox settings", crisis="on", crisis_text="Mora reads every evening.")
        shown = await listed(here)
        assert "**2** · To the one upstairs · **something pointed out** · To you ·" in says(shown)
        assert "**3** · The last one · **words of crisis** · To you ·" in says(shown)
        assert "words of crisis · 1 minute · I don’t want" in str(select_of(shown))
        await choose(here.mora, shown, 1, 2, 3)
        closer = says(shown)
        assert "> **Read this one first:** it holds words of crisis, `don't want to live anymore`." in closer
        assert "> Holds a postal address, `12 Elm Street`." in closer and closer.count("Holds") == 1
        assert closer.index("**3** ·") < closer.index("**1** ·") < closer.index("**2** ·"), "it stands first"
        await here.restart()
        await here.mora.click(shown, label="Approve")
        assert "Publish 3 letters?" in says(shown) and "**Read this one first:**" in says(shown)
        assert "Holds a postal address" in says(shown) and here.published() == []


async def test_it_says_how_many_pictures_a_letter_has_before_anything_is_decided(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 1)
        await acts.dm(
            here.env, here.ida, f"The lamp\n\n{BODY}", attachments=[("a.png", picture()), ("b.png", picture())]
        )
        await here.ida.user.click(here.draft(here.ida), label="Send letter")
        shown = await listed(here)
        assert " characters · 2 pictures · 1 minute · [card]" in says(shown) and says(shown).count("picture") == 1
        await choose(here.mora, shown, 1, 2)
        assert " characters · 2 pictures · 1 minute\n>" in says(shown)


async def test_several_are_published_and_several_sent_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 4)
        shown = await listed(here)
        await choose(here.mora, shown, 1, 2)
        await here.mora.click(shown, label="Approve")
        assert "Publish 2 letters?" in says(shown) and here.published() == []
        await here.mora.click(shown, label="Publish 2 letters")
        assert says(shown) == "2 letters approved and on the way: 1, 2." and len(here.published()) == 2

        await here.mora.click(shown, label="Several at once")
        await choose(here.mora, shown, 3, 4)
        form = await here.mora.click(shown, label="Send back")
        await here.mora.submit_modal(form, {"note": "Shorter, please."})
        await here.mora.click(shown, label="Send 2 letters back")
        assert says(shown) == "2 letters sent back: 3, 4."
        assert "Shorter, please." in text_of(here.draft(here.wren))
        await here.mora.click(shown, label="One by one")
        assert "**1 of 2**" in says(shown) and "with its author" in says(shown)


async def test_the_choice_can_be_changed_until_the_last_press(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 3)
        shown = await listed(here)
        await choose(here.mora, shown, 1, 2)
        await here.mora.click(shown, label="Approve")
        await here.restart()
        await choose(here.mora, shown, 2, 3)
        assert chosen(shown) == ["2", "3"] and "What is to become of them?" in says(shown)
        await here.mora.click(shown, label="Choose again")
        assert chosen(shown) == [] and "3 letters waiting" in says(shown)
        assert all("Approve" in labels(here.desk_card(number)) for number in (1, 2, 3))


async def test_those_that_somebody_decided_meanwhile_are_named(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 4)
        shown = await listed(here)
        await command(here, here.otto, "reject", number=1)
        await choose(here.mora, shown, 1, 2, 3, 4)
        assert says(shown).startswith("Letter 1 is rejected by now.\n3 letters chosen.")
        assert chosen(shown) == ["2", "3", "4"]
        await here.mora.click(shown, label="Approve")
        await command(here, here.otto, "return", number=3, note="Shorter, please.")
        await here.restart()
        await here.mora.click(shown, label="Publish 3 letters")
        assert says(shown).splitlines() == [
            "2 letters approved and on the way: 2, 4.",
            f"Not letter 3: {here.otto.mention} was faster: letter 3 is back with its author.",
        ]
        assert len(here.published()) == 2


async def test_pressed_twice_nothing_is_done_twice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 2)
        shown = await listed(here)
        await choose(here.mora, shown, 1, 2)
        await here.mora.click(shown, label="Approve")
        async with acts.at_once(here.env):
            one = await here.mora.click(shown, label="Publish 2 letters")
            two = await here.mora.click(shown, label="Publish 2 letters")
        assert len(here.published()) == 2 and len([card for card in here.desk.history()]) == 2
        assert {told(one), told(two)} != set()
        async with here.office.store.transaction() as tx:
            rows = await tx._connection.execute_fetchall("SELECT verb FROM decision")  # pyright: ignore[reportPrivateUsage]
        assert [row["verb"] for row in rows] == [Verb.APPROVE] * 2


async def test_nothing_chosen_is_left(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 2)
        shown = await listed(here)
        await choose(here.mora, shown, 1)
        await command(here, here.otto, "reject", number=1)
        await here.mora.click(shown, label="Approve")
        assert says(shown).startswith("Letter 1 is rejected by now.\n1 letter waiting") and chosen(shown) == []
        await command(here, here.otto, "reject", number=2)
        await choose(here.mora, shown, 2)
        assert says(shown) == "Letter 2 is rejected by now.\nNone of these letters waits any more."


@pytest.mark.only_run
async def test_forty_letters_are_two_pages_and_each_costs_what_it_costs_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await fill(here, 40)
        shown = await listed(here)
        before = len(here.env.backend.http_requests)
        assert len(select_of(shown)["options"]) == 25 and "Page 1 of 2" in says(shown)
        await here.mora.click(shown, label="Next")
        assert len(select_of(shown)["options"]) == 15 and "**40**" in says(shown)
        await here.mora.click(shown, label="Previous")
        await choose(here.mora, shown, *range(1, 26))
        form = await here.mora.click(shown, label="Reject")
        await here.mora.submit_modal(form, {"reason": "A chain letter."})
        await here.mora.click(shown, label="Reject 25 letters")
        assert says(shown).startswith("25 letters rejected: 1, 2, 3")
        await here.pass_time(60)
        own = ("/interactions/", f"/webhooks/{here.env.backend.application_id}/")
        asked = [each.path for each in here.env.backend.http_requests[before:] if not each.path.startswith(own)]
        desk = [path for path in asked if path.startswith(f"/channels/{here.desk.id}/")]
        assert len(desk) == 25 and len(asked) <= 50  # the card of each, and its author's notice
        await here.mora.click(shown, label="Several at once")
        assert "15 letters waiting" in says(shown)


async def test_letters_of_another_server_are_passed_over(tmp_path: Path) -> None:
    """A client that sends what it likes: the message says that another server's letter was chosen."""
    async with town(tmp_path) as here:
        other = await another_server(here, here.sol)
        await arrive(here, 2)
        await here.mora.click(here.desk_card(1), label="Approve")
        shown = await listed(here)
        await choose(here.mora, shown, 2)
        stolen = select_of(shown)["options"][0]["value"]
        await here.write(here.sol, f"The ladder\n\n{BODY}")
        await choose_option(here, here.sol, "Which letterbox?", "The Orchard")
        await here.sol.user.click(here.draft(here.sol), label="Send letter")
        asked = await other.keeper.slash(other.hall, "letters queue")
        theirs = answer_of(asked)
        await other.keeper.click(theirs, label="Several at once")
        await choose(other.keeper, theirs, 1)
        for option in here.env.backend.get_message(other.hall.id, theirs.id).components[0]["components"][0]["options"]:
            option["value"] = stolen
        await other.keeper.click(theirs, label="Approve")
        assert "day 2" not in says(theirs) and "about 2" not in says(theirs)
        assert "Waits for a decision." in here.desk_card(2).content

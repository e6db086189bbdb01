"""The queue: a moderator goes from one letter that waits for somebody to the next, and decides in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from tests import acts, tampering
from tests.journeys.test_busy_desk import command, report
from tests.journeys.test_crisis import HARD, TEXT, question
from tests.town import BODY, TITLE, Town, answer_of, choose, labels, picture, sure, text_of, told, town

HOUR = 3600
#: The labels under a letter that waits, and below them those of the queue.
TURNS = ["Previous", "Next", "Several at once"]


async def arrive(here: Town, count: int, *, first: int = 1) -> None:
    """Letters reach the desk, an hour apart."""
    for number in range(first, first + count):
        await here.send(here.wren, f"Letter about {number}\n\nNothing happened on day {number}.")
        await here.pass_time(HOUR)


async def queue(here: Town, who: MemberActor | None = None, channel: Any = None) -> Any:
    """The queue, as a moderator opens it; its one message, which only they see."""
    asked = await (who or here.mora).slash(channel or here.desk, "letters queue")
    assert answer_of(asked).ephemeral
    return answer_of(asked)


def says(shown: Any) -> str:
    """What a message says now."""
    return text_of(shown)


async def choose_pile(who: MemberActor, shown: Any, pile: str) -> None:
    await who.select(shown, [pile], custom_id="queue-show")


async def test_one_goes_from_letter_to_letter_the_oldest_first_with_its_age(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 3)
        shown = await queue(here)
        assert "**1 of 3**, oldest first · waiting for 3 hours" in says(shown)
        assert "Nothing happened on day 1." in says(shown) and "**Letter 1** · Waits for a decision." in says(shown)
        assert f"/{here.desk.id}/{here.desk_card(1).id}" in says(shown)
        assert labels(shown)[:4] == ["Approve", "Approve with …", "Send back", "Reject"] and labels(shown)[-3:] == TURNS
        await here.restart()
        await here.mora.click(shown, label="Next")
        await here.mora.click(shown, label="Next")
        assert "**3 of 3**, oldest first · waiting for 1 hour" in says(shown) and "day 3." in says(shown)
        await here.mora.click(shown, label="Previous")
        assert "**2 of 3**" in says(shown) and "day 2." in says(shown)


async def test_what_is_decided_is_said_and_the_next_one_stands_there(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 4)
        shown = await queue(here)
        await here.restart()
        await here.mora.click(shown, label="Approve")
        assert says(shown).startswith("Letter 1 is approved and on its way to its channel.\n**1 of 3**")
        assert "day 2." in says(shown) and len(here.published()) == 1

        form = await here.mora.click(shown, label="Send back")
        await here.restart()
        await here.mora.submit_modal(form, {"note": "Shorter, please."})
        assert says(shown).startswith("Letter 2 goes back to its author with your note.\n**")
        assert "day 3." in says(shown) and "Shorter, please." in text_of(here.draft(here.wren))

        form = await here.mora.click(shown, label="Reject")
        await here.mora.submit_modal(form, {"reason": "It names somebody."})
        assert says(shown).startswith("Letter 3 is rejected") and "day 4." in says(shown)
        assert "Told the author: It names somebody." in here.desk_card(3).content
        assert f"Rejected by {here.mora.mention}." in here.desk_card(3).content


async def test_after_the_last_comes_the_first_and_then_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 2)
        shown = await queue(here)
        await here.mora.click(shown, label="Next")
        await here.mora.click(shown, label="Approve")
        assert "Letter 2 is approved" in says(shown) and "day 1." in says(shown)
        await here.mora.click(shown, label="Approve")
        assert says(shown).endswith("Nothing waits. New letters appear at the desk by themselves.")
        assert labels(shown) == []


async def test_what_somebody_else_decided_meanwhile_is_said_and_the_next_one_shown(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 4)
        shown = await queue(here)
        await here.otto.click(here.desk_card(1), label="Approve")
        await here.restart()
        late = await here.mora.click(shown, label="Approve")
        assert f"{here.otto.mention} was faster: letter 1 is published." in told(late)
        assert "**1 of 3**" in says(shown) and "day 2." in says(shown)

        await command(here, here.otto, "reject", number=3)
        await here.mora.click(shown, label="Next")
        assert "Letter 3 is rejected by now." in says(shown) and "day 4." in says(shown)

        form = await here.mora.click(shown, label="Reject")
        await command(here, here.otto, "return", number=4, note="Shorter, please.")
        late = await here.mora.submit_modal(form, {"reason": "No."})
        assert f"{here.otto.mention} was faster: letter 4 is back with its author." in told(late)
        assert "day 2." in says(shown)


async def test_reports_are_settled_in_the_queue(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, 1)
        await here.publish(here.sol, f"The lamp\n\n{BODY}", 2)
        await report(here, 2)
        await here.pass_time(3 * HOUR)
        shown = await queue(here)
        assert "reported 3 hours ago" in says(shown) and "> It is about me." in says(shown) and BODY in says(shown)
        assert labels(shown) == ["Remove", "Dismiss", *TURNS]
        await here.restart()
        await here.mora.click(shown, label="Dismiss")
        assert "The reports of letter 1 are dismissed; it stays where it is." in says(shown)
        assert "The lamp" in says(shown)
        form = await here.mora.click(shown, label="Remove")
        await here.mora.submit_modal(form, {"reason": "It is about a neighbour."})
        assert "Letter 2 is being taken out of sight" in says(shown) and "Nothing waits." in says(shown)
        assert "Removed" in here.desk_card(2).content and len(here.published()) == 1


async def test_a_returned_letter_is_listed_and_there_is_nothing_to_decide(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await command(here, here.mora, "return", number=1, note="Shorter, please.")
        await here.pass_time(2 * HOUR)
        shown = await queue(here)
        assert "with its author for 2 hours; nothing to decide until it comes back" in says(shown)
        assert BODY not in says(shown) and "Shorter, please." in says(shown) and labels(shown) == ["Block", *TURNS]


async def test_one_that_was_sent_again_looks_returned_until_it_is_collected(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await command(here, here.mora, "return", number=1, note="Shorter, please.")
        await here.mora.slash(here.hall, "letterbox settings", collection=HOUR)
        before = says(await queue(here))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert says(await queue(here)) == before
        await here.pass_time(HOUR)
        assert "Revised, and waits for a decision." in says(await queue(here))


async def test_one_looks_at_one_pile_only(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 2)
        await here.publish(here.sol, f"The lamp\n\n{BODY}", 3)
        await report(here, 3)
        await here.send(here.ida, "A plan\n\nWe meet at the river.")
        await command(here, here.mora, "return", number=2, note="Shorter, please.")
        await here.mora.slash(here.hall, "letterbox settings", flag="river")
        shown = await queue(here)
        assert "**1 of 4**" in says(shown)
        for pile, count, title in (
            ("waiting", 2, "Letter about 1"),
            ("returned", 1, "Letter 2"),
            ("reported", 1, "The lamp"),
            ("flagged", 1, "A plan"),
        ):
            await here.restart()
            await choose_pile(here.mora, shown, pile)
            assert f"**1 of {count}**" in says(shown) and title in says(shown), pile
        assert "Look at: `river`" in says(shown)
        await here.mora.click(shown, label="Approve")
        assert "In no letter that waits is anything pointed out." in says(shown)
        await choose_pile(here.mora, shown, "waiting")
        await here.mora.click(shown, label="Approve")
        assert says(shown).endswith("Nothing waits for a decision. New letters appear at the desk by themselves.")


async def test_whatever_a_card_points_out_is_in_the_pile_of_what_is_pointed_out(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(
            here.hall, "letterbox settings", flag="river", crisis="on", crisis_text="Mora reads every evening."
        )
        await here.send(here.ida, "Nothing to see\n\nThe kettle sings in the kitchen, and nobody lifts it off.")
        await here.send(
            here.wren, f"To the one upstairs\n\nYou moved to 12 Elm Street.\n\n{BODY.replace('river', 'sea')}"
        )
        await here.send(here.sol, f"To the one above\n\n{BODY.replace('river', 'sea')}")
        shown = await queue(here)
        await choose_pile(here.mora, shown, "flagged")
        assert "**1 of 2**" in says(shown) and "Holds a postal address, `12 Elm Street`." in says(shown)
        await here.mora.click(shown, label="Next")
        assert "Much like letter 2." in says(shown)


async def test_a_letter_comes_with_its_pictures_and_can_be_read_on(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        long = "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 40 for index in range(12))
        await acts.dm(here.env, here.wren, f"A long goodbye\n\n{long[:3900]}", attachments=[("cat.png", picture())])
        await here.send(here.wren, long[3900:])
        await here.send(here.ida, f"The lamp\n\n{BODY}")
        shown = await queue(here)
        assert [each.filename for each in shown.attachments] == ["picture-1.png"]
        assert "Paragraph 11." in told(await here.mora.click(shown, label="Read on"))
        await here.mora.click(shown, label="Next")
        assert not shown.attachments and "The lamp" in says(shown)


async def test_what_is_not_safe_for_work_is_read_where_it_may_be(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = here.guild.create_text_channel("late")
        acts.set_nsfw(late)
        await here.setup(mature=late)
        await here.write(here.wren)
        await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        elsewhere = says(await queue(here, channel=here.hall))
        assert BODY not in elsewhere and TITLE not in elsewhere and "age-restricted channel" in elsewhere
        assert BODY in says(await queue(here))


@pytest.mark.only_run
async def test_forty_letters_cost_no_request_but_their_own(tmp_path: Path) -> None:
    """Answers within an interaction do not count: looking through the queue asks Discord for nothing else."""
    async with town(tmp_path) as here:
        for number in range(40):
            await acts.dm(here.env, here.wren, f"Letter about {number}\n\n{BODY}", hurried=True)
            await here.wren.user.click(here.draft(here.wren), label="Send letter")
        shown = await queue(here)
        before = len(here.env.backend.http_requests)
        for _ in range(39):
            await here.mora.click(shown, label="Next")
        assert "**40 of 40**" in says(shown)
        asked = [each.path for each in here.env.backend.http_requests[before:]]
        own = ("/interactions/", f"/webhooks/{here.env.backend.application_id}/")
        assert asked and [path for path in asked if not path.startswith(own)] == []


async def test_a_pile_that_was_never_offered_is_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        said = told(await tampering.press(here.env, here.mora, here.desk, "queue-show", "everything"))
        assert "Something went wrong" not in said and TITLE not in said and here.env.errors == []


async def test_words_of_crisis_come_first_and_what_one_has_approved_already_last(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        settings = {"crisis": "on", "crisis_text": TEXT, "quorum": 2}
        await here.mora.slash(here.hall, "letterbox settings", **settings)
        await arrive(here, 3)
        shown = await queue(here)
        await here.mora.click(shown, label="Approve")
        assert "day 2." in says(shown)
        await here.send(here.wren, HARD)
        await here.wren.user.click(question(here), label="Send letter")
        await here.restart()
        shown = await queue(here)
        assert "Letter 4" in says(shown) and "**1 of 4**, most urgent first · waiting for 1 minute" in says(shown)
        for seen in ("day 2.", "day 3.", "day 1."):
            await here.mora.click(shown, label="Next")
            assert seen in says(shown)
        theirs = await queue(here, here.otto)
        await here.otto.click(theirs, label="Next")
        assert "day 1." in says(theirs)
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=2))
        await here.otto.click(theirs, label="Next")
        assert "**3 of 3**" in says(theirs) and "day 3." in says(theirs)

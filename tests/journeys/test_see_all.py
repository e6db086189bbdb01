"""**See all of it** on a draft's card: every page and every picture as readers will see them, before it is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.life.outbox import MOVE_WAIT
from tests import acts, tampering
from tests.town import TITLE, Town, answer_of, labels, picture, text_of, told, town

SEE = "See all of it"
WRONG = "Something went wrong"
STANDS, RIDES, RAINS = (
    ("It stands there. " * 230).strip(),
    ("Nobody rides it. " * 230).strip(),
    ("It rains on it. " * 30).strip(),
)
ALT = "A bicycle without a saddle, under a lamp"


async def three_pages(here: Town) -> Any:
    """Wren's draft of three pages with two pictures, the second behind a spoiler and described; gives its last
    message."""
    await acts.dm(here.env, here.wren, f"{TITLE}\n\n{STANDS}", hurried=True)
    await acts.dm(here.env, here.wren, RIDES, hurried=True)
    files = [("one.png", picture()), ("SPOILER_two.png", picture("blue"))]
    last = await acts.dm(here.env, here.wren, RAINS, attachments=files)
    await acts.change_attachments(here.env, last, lambda them: [them[0], {**them[1], "description": ALT}])
    await here.pass_time(MOVE_WAIT + 2)
    return last


async def see(here: Town) -> Any:
    """What **See all of it** on Wren's newest card is answered with."""
    shown = await here.wren.user.click(here.draft(here.wren), label=SEE)
    assert len(shown.followups) == 1 and shown.followups[0].ephemeral
    return shown.followups[0]


async def turn(here: Town, seen: Any, label: str) -> Any:
    """The same message after one of its buttons."""
    pressed = await here.wren.user.click(seen, label=label)
    assert pressed.followups == []
    return seen


def looks(message: Any) -> tuple[list[str | None], list[tuple[str, bool, str | None]]]:
    """What stands on one: titles and texts, and the pictures with name, spoiler and description."""
    pictures = [(each.filename, each.is_spoiler(), each.description) for each in message.attachments]
    return [text for embed in message.embeds for text in (embed.title, embed.description)], pictures


async def test_what_is_seen_is_what_is_published(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        last = await three_pages(here)
        card, since = here.draft(here.wren), len(here.env.backend.http_requests)
        seen = await see(here)
        assert seen.content == "**As readers will see it** · Page 1 of 3" and labels(seen) == ["Previous", "Next"]
        first = looks(seen)
        undescribed = "Picture 1, without a description"
        assert first[1] == [("picture-1.png", False, undescribed), ("SPOILER_picture-2.png", True, ALT)]
        second = looks(await turn(here, seen, "Next"))
        assert "Page 2 of 3" in seen.content and second[1] == []
        await here.restart()
        assert "It rains on it." in text_of((await turn(here, seen, "Next")).message)
        await here.pass_time(MOVE_WAIT + 2)
        asked = [each for each in here.env.backend.http_requests[since:] if each.method not in ("GET", "PUT")]
        assert all(each.path.startswith(("/interactions/", "/webhooks/")) for each in asked)
        assert here.draft(here.wren).id == card.id and card.attachments == []

        await here.wren.user.edit(last, RAINS.replace("rains", "snows"))
        assert looks(await turn(here, seen, "Previous")) == second
        third = looks(await turn(here, seen, "Next"))
        assert third == ([None, RAINS.replace("rains", "snows")], [])
        await turn(here, seen, "Previous")
        assert looks(await turn(here, seen, "Previous")) == first

        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        further = [looks(each) for each in here.thread().history() if each.author.bot and each.embeds]
        assert [looks(here.published()[0]), *further][-3:] == [first, second, third]

        await turn(here, seen, "Next")
        assert "Letter 1 has been sent" in seen.content and labels(seen) == []
        assert looks(seen) == ([], [])


async def test_where_the_card_shows_all_of_it_there_is_nothing_more_to_see(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert SEE not in labels(await here.write(here.wren))
        await acts.dm(here.env, here.wren, "", attachments=[("one.png", picture())])
        seen = await see(here)
        assert labels(seen) == [] and len(looks(seen)[1]) == 1


async def test_nobody_else_sees_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three_pages(here)
        verb = tampering.button_of(here.draft(here.wren), "see-all")
        for custom_id in (verb, f"{verb.replace('all', 'page')}:0", f"{verb.replace('all', 'page')}:1"):
            for who, where in ((here.ida, here.ida.user.dm_channel), (here.mora, here.desk)):
                pressed = await tampering.press(here.env, who, where, custom_id)
                assert "not yours" in told(pressed) and "It stands there." not in told(pressed)
                assert not any(each.attachments for each in (pressed.response, *pressed.followups) if each)


async def test_a_page_that_is_there_no_more_is_the_last_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        last = await three_pages(here)
        seen = await see(here)
        await turn(here, seen, "Next")
        for message in [each for each in here.dm(here.wren) if not each.author.bot and each.id != last.id]:
            await here.wren.user.delete(message)
        await turn(here, seen, "Next")
        assert looks(seen)[0][1] == RAINS and len(looks(seen)[1]) == 2 and labels(seen) == []


async def test_of_one_that_was_discarded_nothing_is_left(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three_pages(here)
        seen, card = await see(here), here.draft(here.wren)
        asked = await here.wren.user.click(card, label="Discard")
        await here.wren.user.click(answer_of(asked), label="Discard it")
        await turn(here, seen, "Next")
        assert "discarded" in seen.content and labels(seen) == [] and looks(seen) == ([], [])
        pressed = await tampering.press(
            here.env, here.wren, here.wren.user.dm_channel, tampering.button_of(card, "see-all")
        )
        assert "discarded" in told(pressed) and "It stands there." not in told(pressed)


async def test_a_press_on_an_old_card_says_that_it_was_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three_pages(here)
        card = here.draft(here.wren)
        listed = answer_of(await here.wren.user.slash("letter mine"))
        other = answer_of(await here.wren.user.click(listed, label=labels(listed)[0]))
        await here.wren.user.click(card, label="Send letter")
        pressed = await here.wren.user.click(other, label=SEE)
        assert "has been sent" in told(pressed) and not any(each.attachments for each in pressed.followups)
        assert labels(other) == ["Withdraw"]


async def test_in_a_server_only_its_writer_sees_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three_pages(here)
        listed = answer_of(await here.wren.slash(here.hall, "letter mine"))
        card = answer_of(await here.wren.click(listed, label=labels(listed)[0]))
        pressed = await here.wren.click(card, label=SEE)
        (seen,) = pressed.followups
        await here.wren.click(seen, label="Next")
        assert seen.ephemeral and "Page 2 of 3" in seen.content and "Nobody rides it." in text_of(seen.message)
        assert not any("rides it" in text_of(each) for each in here.hall.history(viewer=here.ida))


async def test_a_lost_answer_is_given_again_with_its_pictures(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three_pages(here)
        here.env.inject_error("POST", "/webhooks/*", status=503, times=1)
        seen = await see(here)
        assert len(looks(seen)[1]) == 2
        await turn(here, seen, "Next")
        here.env.inject_error("PATCH", "/webhooks/*", status=503, times=1)
        assert len(looks(await turn(here, seen, "Previous"))[1]) == 2


async def test_where_discord_takes_no_picture_the_text_is_seen(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await three_pages(here)
        here.env.inject_error("POST", "/webhooks/*", status=400, code=20009, times=1)
        seen = await see(here)
        assert "does not take a picture" in seen.content and "Page 1 of 3" in seen.content
        assert "It stands there." in text_of(seen.message) and looks(seen)[1] == []
        await turn(here, seen, "Next")
        here.env.inject_error("PATCH", "/webhooks/*", status=400, code=20009, times=1)
        await turn(here, seen, "Previous")
        assert "does not take a picture" in seen.content and looks(seen)[1] == []
        await turn(here, seen, "Next")
        assert len(looks(await turn(here, seen, "Previous"))[1]) == 2

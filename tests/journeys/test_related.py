"""Related: a public letter links to the one most like it, wherever that goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.life import outbox, relating
from tests import acts
from tests.journeys.test_mature import late_channel
from tests.journeys.test_revise import revise
from tests.journeys.test_searching import BREAD, LADDER, LAMP, ROLL
from tests.journeys.test_shut import shut
from tests.town import Town, choose, state_of, sure, town

OVEN = "The oven\n\nGrandmother’s kitchen smells of bread and yeast on Sundays, and of smoke where it burnt."
SCHOOL = "The lamp and the ladder\n\nI climbed the ladder in the tree to reach the lamp on the third floor."


def links(here: Town) -> list[str | None]:
    """Where each letter links to, in the order in which they stand; None for one that links nowhere."""
    fields = [message.embeds[0].fields if message.embeds else [] for message in here.published()]
    assert all(field.name == "Related letter" for each in fields for field in each)
    return [each[0].value if each else None for each in fields]


def title(link: str | None) -> str | None:
    """The title of the letter that a link leads to."""
    return None if link is None else link.partition("[")[2].partition("](")[0]


def titles(here: Town) -> list[str | None]:
    return [title(link) for link in links(here)]


async def publish(here: Town, *texts: str) -> None:
    for number, text in enumerate(texts, len(here.published()) + 1):
        await here.publish(text=text, number=number)


@pytest.mark.parametrize("forum", [False, True])
async def test_a_new_letter_links_to_the_one_most_like_it_and_no_request_is_made_for_that(
    tmp_path: Path, forum: bool
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await publish(here, LAMP, BREAD, LADDER)
        edits = [each for each in here.env.http_requests if each.method == "PATCH"]
        await here.restart()
        await here.publish(text=ROLL, number=4)
        assert titles(here) == [None, None, None, "Grandmother’s bread"]
        link = links(here)[-1] or ""
        thread = sorted(here.letters.threads, key=lambda each: each.id)[1]
        assert link.startswith("**2** · [") and link.endswith(f"/{thread.id})")
        public = {f"/channels/{message.channel.id}/messages/{message.id}" for message in here.published()}
        after = [each for each in here.env.http_requests if each.method == "PATCH" and each.path in public]
        assert [each for each in after if each not in edits] == []


async def test_a_letter_that_is_like_none_links_nowhere_and_a_better_one_comes_when_it_is_edited(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        await publish(here, BREAD, LAMP, ROLL)
        assert titles(here) == [None, None, "Grandmother’s bread"]
        await here.sol.send(here.letters.threads[0], "So do I.")
        await here.pass_time(outbox.COUNT_WAIT + 5)
        assert titles(here) == ["My burnt bread", None, "Grandmother’s bread"]


@pytest.mark.parametrize("how", ["removed", "withdrawn", "deleted"])
async def test_a_letter_that_goes_out_of_sight_is_linked_to_no_more(tmp_path: Path, how: str) -> None:
    async with town(tmp_path) as here:
        await publish(here, BREAD, LAMP, ROLL)
        await here.restart()
        match how:
            case "removed":
                await here.mora.slash(here.desk, "letters remove", number=1)
            case "withdrawn":
                await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
            case _:
                await here.mora.delete(here.published()[0])
        assert titles(here)[-1] is None and await here.outbox() == []
        if how == "removed":
            await here.mora.slash(here.desk, "letters restore", number=1)
            assert titles(here) == ["My burnt bread", None, None]


async def test_a_link_says_what_the_letter_is_called_now(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish(here, LAMP, ROLL, BREAD)
        await here.sol.send(here.letters.threads[1], "So do I.")
        await here.pass_time(outbox.COUNT_WAIT + 5)
        assert titles(here) == [None, "Grandmother’s bread", "My burnt bread"]
        await revise(here, title="Grandmother’s **bread**")
        await here.mora.click(here.desk_card(4), label="Approve")
        assert titles(here) == [None, "Grandmother’s \\*\\*bread\\*\\*", "My burnt bread"]
        assert await here.outbox() == []


async def test_a_revised_letter_links_to_what_its_new_text_is_like(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish(here, LADDER, BREAD, ROLL)
        assert titles(here)[-1] == "Grandmother’s bread"
        await revise(here, LADDER.partition("\n\n")[2])
        await here.mora.click(here.desk_card(4), label="Approve")
        assert titles(here)[-1] == "The ladder in the tree"


async def test_only_letters_of_the_same_rating_and_channel_are_linked(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish(here, BREAD)
        await here.setup(mature=late_channel(here))
        await here.write(here.wren, ROLL)
        await choose(here, here.wren, "How safe is it to read?", "Not Safe for Work")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(2), label="Approve")
        other = here.guild.create_text_channel("more-letters")
        await here.mora.slash(here.hall, "letterbox setup", letters=other, desk=here.desk)
        await here.publish(text=ROLL, number=3)
        assert links(here) == [None]
        (late,) = [each for each in here.env.http_requests if each.path == f"/channels/{other.id}/messages"]
        assert "Related letter" not in str(late.json)


async def test_a_message_of_an_attempt_whose_answer_was_lost_links_to_what_is_recorded(tmp_path: Path) -> None:
    """While nothing was recorded of it, the letter that it links to was removed: nobody could follow that."""
    async with town(tmp_path, check_errors=False) as here:
        await publish(here, BREAD)
        path = f"/channels/{here.letters.id}/messages"
        acts.lose_answer(here.env, "POST", path)
        await here.send(here.wren, ROLL)
        here.env.inject_error("GET", path, times=10)
        await here.mora.click(here.desk_card(2), label="Approve")
        assert titles(here) == [None, "Grandmother’s bread"]
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert titles(here)[-1] == "Grandmother’s bread"
        acts.forget_faults(here.env)
        await here.restart()
        await here.pass_time(60)
        assert titles(here) == [None] and await here.outbox() == []


async def test_not_more_messages_than_a_few_link_to_the_same_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relating, "MOST_LINKS", 1)
    async with town(tmp_path) as here:
        await publish(here, LAMP, SCHOOL, LADDER)
        assert titles(here)[1:] == ["The lamp on the third floor", "The lamp and the ladder"]


async def test_a_letter_that_comes_back_where_it_stood_links_to_none_elsewhere(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish(here, ROLL)
        await here.mora.slash(here.desk, "letters remove", number=1)
        other = here.guild.create_text_channel("more-letters")
        await here.mora.slash(here.hall, "letterbox setup", letters=other, desk=here.desk)
        await here.publish(text=BREAD, number=2)
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert links(here) == [None]


async def test_a_link_leads_to_the_letter_itself_once_its_thread_is_gone(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish(here, BREAD, ROLL)
        here.env.backend.delete_channel(here.thread(0).id)
        await here.env.settle()
        letter = here.published()[0]
        assert (links(here)[1] or "").endswith(f"/{letter.channel.id}/{letter.id})")


async def test_a_link_goes_from_a_post_that_moderators_closed_long_ago(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        await publish(here, BREAD, ROLL)
        await shut(here, archived=True)
        await here.days_later(9)
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert titles(here) == [None] and state_of(here.thread()).archived


async def test_a_link_that_cannot_be_taken_away_is_told_to_the_desk_and_goes_later(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await publish(here, BREAD, ROLL)
        path = f"/channels/{here.letters.id}/messages/{here.published()[1].id}"
        here.env.inject_error("PATCH", path, status=403, code=50013)
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert "The link under it to another letter" in here.desk_card(2).content
        await here.restart()
        await here.mora.slash(here.hall, "letterbox check")
        assert titles(here) == [None] and "The link" not in here.desk_card(2).content and await here.outbox() == []


@pytest.mark.parametrize("forum", [False, True])
async def test_words_of_another_title_are_not_in_the_way_of_a_letter(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum, check_errors=False) as here:
        await publish(here, BREAD)
        where = f"/channels/{here.letters.id}/{'threads' if forum else 'messages'}"
        here.env.inject_error("POST", where, status=400, code=200000, times=2 if forum else 1)
        await publish(here, ROLL)
        assert titles(here) == [None, None] and "AutoMod" not in here.desk_card(2).content


async def test_many_removals_in_a_row_do_not_each_edit_the_message_that_links_to_them(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish(here, BREAD, ROLL, OVEN, BREAD)
        last = here.published()[-1]
        before = len(here.env.http_requests)
        while link := links(here)[-1]:
            await here.mora.slash(here.desk, "letters remove", number=int(link.split("**")[1]))
        path = f"/channels/{here.letters.id}/messages/{last.id}"
        edits = [each for each in here.env.http_requests[before:] if (each.method, each.path) == ("PATCH", path)]
        assert len(edits) == 2

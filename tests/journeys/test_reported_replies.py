"""A response is reported, looked at, removed, restored; its writer is blocked, and nobody learns who it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
from simcord.actors import MemberActor

from bot.letter import Person
from bot.life import outbox
from tests import acts
from tests.town import Town, answer_of, chosen_of_mine, labels, text_of, told, town

TEXT, WHY = "I saw you there on Tuesday.", "That is where she works."
UNDER = "\n-# Response 1, under a pen name"


async def answered(here: Town) -> None:
    """A published letter with a reply under a pen name."""
    await here.publish()
    await here.reply(here.ida, TEXT, "Heron")
    await here.pass_time(30)


def replies(here: Town) -> list[discord.Message]:
    """The pen-name replies in the newest thread."""
    return [each for each in here.thread().history() if "under a pen name" in text_of(each)]


def cards(here: Town) -> list[discord.Message]:
    """The report cards at the desk."""
    return [each for each in here.desk.history() if each.id != here.desk_card(1).id]


async def report(here: Town, who: MemberActor, **more: Any) -> str:
    """A whole report of the first reply; gives what it was answered with."""
    shown = await who.click(replies(here)[0], label="Report")
    return told(shown if shown.modal is None else await who.submit_modal(shown, {"why": WHY, **more}))


def count(here: Town) -> str:
    return text_of(here.published()[0]).rpartition(" · ")[2]


async def test_a_reported_reply_is_shown_removed_and_brought_back_each_after_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        await here.restart()
        assert "Thank you." in await report(here, here.sol)
        assert "You have reported this reply already" in await report(here, here.sol)
        (card,) = cards(here)
        assert "**1 reader reported response 1 to letter 1**" in card.content
        assert all(said in text_of(card) for said in ("Response 1, by Heron", TEXT, WHY))
        assert labels(card) == ["Remove response 1", "Block its writer", "Dismiss"]
        await here.restart()
        said = told(await here.mora.click(card, label="Remove response 1"))
        assert "`/letters restore number:1 response:1` brings it back" in said
        await here.pass_time(outbox.COUNT_EVERY)
        assert replies(here) == [] and count(here) == "no responses yet"
        (card,) = cards(here)
        assert f"Response 1 was removed by <@{here.mora.id}>." in card.content
        assert labels(card) == [] and TEXT not in text_of(card)
        assert "deleted since" in text_of(here.from_bot(here.wren)[-1]), "its notice follows, and no other comes"
        await here.restart()
        assert "on its way back" in told(await here.mora.slash(here.desk, "letters restore", number=1, response=1))
        await here.pass_time(outbox.COUNT_EVERY)
        (back,) = replies(here)
        assert (back.author.display_name, back.content) == ("Heron", TEXT + UNDER)
        assert count(here) == "1 response" and await here.outbox() == []
        told_of = [each for each in here.from_bot(here.wren) if TEXT in text_of(each)]
        assert len(told_of) == 1, "its author heard of it once"
        await here.reply(here.sol, "And I.", "Owl")
        await here.pass_time(30)
        assert "Response 2" in replies(here)[-1].content, "no number is given twice"


async def test_one_that_is_brought_back_before_it_was_deleted_stays_where_it_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        (before,) = replies(here)
        here.env.inject_error("DELETE", "/webhooks/*", status=503, times=1)
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        assert len(replies(here)) == 1
        await here.mora.slash(here.desk, "letters restore", number=1, response=1)
        await here.pass_time(outbox.COUNT_EVERY)
        assert [each.id for each in replies(here)] == [before.id] and count(here) == "1 response"
        assert await here.outbox() == []


async def test_an_author_who_had_not_heard_of_it_hears_of_it_once_it_is_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, TEXT, "Heron")
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        await here.pass_time(outbox.COUNT_EVERY)
        assert not any(TEXT in text_of(each) for each in here.from_bot(here.wren))
        await here.mora.slash(here.desk, "letters restore", number=1, response=1)
        await here.pass_time(outbox.COUNT_EVERY)
        assert sum(TEXT in text_of(each) for each in here.from_bot(here.wren)) == 1


async def test_deleted_with_the_answer_lost_and_brought_back_it_stands_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        acts.lose_answer(here.env, "DELETE", "/webhooks/*")
        acts.lose_answer(here.env, "POST", "/webhooks/*")
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        await here.mora.slash(here.desk, "letters restore", number=1, response=1)
        await here.restart()
        await here.pass_time(outbox.COUNT_EVERY)
        assert [each.content for each in replies(here)] == [TEXT + UNDER] and count(here) == "1 response"


async def test_who_is_blocked_through_the_card_writes_nothing_more_and_nobody_learns_who(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        await report(here, here.sol)
        (card,) = cards(here)
        form = await here.mora.click(card, label="Block its writer")
        await here.restart()
        said = told(await here.mora.submit_modal(form, {"days": "3", "reason": "Stalking."}))
        assert "The writer of response 1 to letter 1 is blocked until" in said
        assert "have blocked you" in told(await here.ida.click(here.published()[0], label="Leave a reply"))
        seen = "\n".join(map(text_of, here.desk.history())) + said
        assert str(here.ida.id) not in seen and "Ida" not in seen


async def test_dismissed_it_stays_and_the_next_report_has_a_card_of_its_own(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        await report(here, here.sol)
        await here.mora.click(cards(here)[0], label="Dismiss")
        assert "Dismissed" in cards(here)[0].content and len(replies(here)) == 1
        await report(here, here.wren)
        assert len(cards(here)) == 2 and "1 reader reported response 1" in cards(here)[-1].content


async def test_letter_and_replies_share_a_card_and_each_has_its_buttons(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        form = await here.sol.click(here.published()[0], label="Report")
        await here.sol.submit_modal(form, {"why": "It is about my sister."})
        await report(here, here.sol)
        (card,) = cards(here)
        assert labels(card) == ["Remove", "Remove response 1", "Block its writer", "Dismiss"]
        await here.mora.click(card, label="Remove response 1")
        (card,) = cards(here)
        assert labels(card) == ["Remove", "Dismiss"] and TEXT not in text_of(card)


async def test_one_that_its_writer_takes_back_leaves_the_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        taken = await here.reply(here.ida, TEXT, "Heron")
        await here.pass_time(30)
        await report(here, here.sol)
        asked = await here.ida.click(answer_of(taken), label="Take back")
        await here.ida.click(answer_of(asked), label="Take back")
        await here.pass_time(30)
        (card,) = cards(here)
        assert "Response 1 is not in the thread any more." in card.content and TEXT not in text_of(card)
        refused = told(await here.mora.slash(here.desk, "letters restore", number=1, response=1))
        assert "cannot be restored" in refused


async def test_a_removed_reply_is_its_writer_s_to_read_and_to_erase(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        listed = told(await here.ida.slash(here.hall, "letter mine"))
        assert TEXT in listed and "removed by the moderators" in listed
        card = await chosen_of_mine(here, here.ida, "Response 1")
        assert labels(card.message) == ["Take back", "Back to the list"]
        asked = await here.ida.click(card.message, label="Take back")
        await here.ida.click(answer_of(asked), label="Take back")
        refused = told(await here.mora.slash(here.desk, "letters restore", number=1, response=1))
        assert "cannot be restored" in refused


async def test_under_a_letter_that_is_out_of_sight_none_is_restored_and_its_moderator_reads_what_to_do(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        await here.mora.slash(here.desk, "letters remove", number=1)
        refused = told(await here.mora.slash(here.desk, "letters restore", number=1, response=1))
        assert "`/letters restore number:1` brings a removed one back), restore response 1 again" in refused
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.mora.slash(here.desk, "letters restore", number=1, response=1)
        assert [name for name, _ in here.thread_texts()] == ["The neighbour"]


async def test_after_a_week_the_text_of_a_removed_reply_is_erased(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        await here.days_later(8)
        refused = told(await here.mora.slash(here.desk, "letters restore", number=1, response=1))
        assert "cannot be restored" in refused
        async with here.office.store.transaction() as tx:
            (response,) = await tx.responses_by(lambda guild: [here.office.responder_tag(Person(here.ida.id), guild)])
        assert response.text == "" and response.gone


async def test_forgetting_its_writer_does_not_tell_which_removed_replies_were_theirs(tmp_path: Path) -> None:
    """Both are brought back, with nobody behind the one of whoever is forgotten."""
    async with town(tmp_path) as here:
        await answered(here)
        await here.reply(here.sol, "And I.", "Owl")
        await here.pass_time(30)
        for number in (1, 2):
            await here.mora.slash(here.desk, "letters remove", number=1, response=number)
        forget = await here.ida.slash(here.hall, "letter forget")
        await here.ida.click(answer_of(forget), label="Forget me")
        for number in (1, 2):
            said = told(await here.mora.slash(here.desk, "letters restore", number=1, response=number))
            assert "on its way back" in said
        await here.pass_time(30)
        assert [each.author.display_name for each in replies(here)] == ["Heron", "Owl"]


async def test_one_that_cannot_be_put_back_can_be_tried_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await answered(here)
        await here.mora.slash(here.desk, "letters remove", number=1, response=1)
        here.env.inject_error("POST", "/webhooks/*", status=400, code=200000, times=1)
        await here.mora.slash(here.desk, "letters restore", number=1, response=1)
        await here.pass_time(30)
        assert replies(here) == []
        assert "Response 1 to letter 1 could not be put back" in here.desk.history()[-1].content
        await here.mora.slash(here.desk, "letters restore", number=1, response=1)
        await here.pass_time(30)
        assert len(replies(here)) == 1


async def test_what_is_in_somebody_s_own_name_is_discord_s_to_take_away(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        said = told(await here.mora.slash(here.desk, "letters remove", number=1, response=1))
        assert "in its writer’s own name" in said
        assert "no response 9" in told(await here.mora.slash(here.desk, "letters remove", number=1, response=9))

"""What was reported of other bots, tried on this one; `docs/field.md` names the reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import acts
from tests.acts import Proxy
from tests.town import BODY, LETTER, labels, state_of, sure, text_of, told, town


async def test_five_first_messages_at_the_same_moment_begin_one_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        async with acts.at_once(here.env):
            for text in (LETTER, "One.", "Two.", "Three.", "Four."):
                await acts.dm(here.env, here.wren, text, hurried=True)
        await here.pass_time(10)
        (card,) = [each for each in here.from_bot(here.wren) if "Send letter" in labels(each)]
        assert all(text in text_of(card) for text in (BODY, "One.", "Two.", "Three.", "Four."))


async def test_a_thread_that_another_bot_has_opened_under_the_letter_is_its_thread(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        here.env.inject_error("POST", f"/channels/{here.letters.id}/messages/*/threads", status=503, times=1)
        await here.publish()
        other = here.env.create_user("threader", bot=True)
        here.guild.add_member(other)
        letter = here.published()[0]
        here.env.backend.create_thread(here.letters.id, "A thread for you", other.id, message_id=letter.id)
        await here.env.settle()
        await here.pass_time(30)
        (thread,) = here.letters.threads
        await here.reply(here.ida, "I saw it too.", "Heron")
        await here.pass_time(30)
        assert ("Heron", "I saw it too.\n-# Response 1, under a pen name") in here.thread_texts()
        assert thread.id == letter.id and "⚠" not in text_of(here.desk_card(1))


async def test_what_another_bot_says_in_the_thread_is_no_response(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        other = here.env.create_user("greeter", bot=True)
        here.guild.add_member(other)
        before = len(here.from_bot(here.wren))
        here.env.backend.create_message(here.thread().id, other.id, "Welcome to this thread!")
        here.env._mark_mutation()
        await here.env.settle()
        await here.pass_time(60)
        assert "no responses yet" in text_of(here.published()[0]) and len(here.from_bot(here.wren)) == before


async def test_a_thread_that_is_swept_counts_what_is_left(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        said = [await here.sol.send(here.thread(), f"And {number}.") for number in range(4)]
        await here.pass_time(60)
        assert "4 responses" in text_of(here.published()[0])
        here.env.backend.bulk_delete_messages(here.thread().id, [message.id for message in said[:3]])
        await here.env.settle()
        await here.pass_time(700)
        assert "1 response" in text_of(here.published()[0])


async def test_a_desk_that_is_swept_has_its_waiting_cards_again_each_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for number in (2, 3, 4):
            await here.send(here.wren, f"Letter about {number}\n\n{BODY}")
        here.env.backend.bulk_delete_messages(here.desk.id, [message.id for message in here.desk.history()])
        await here.env.settle()
        await here.pass_time(30)
        cards = [text_of(card).splitlines()[0] for card in here.desk.history()]
        assert cards == [f"**Letter {number}** · Waits for a decision." for number in (2, 3, 4)]
        await here.mora.click(here.desk_card(3), label="Approve")
        assert "Published" in text_of(here.desk_card(3))


async def test_a_button_in_a_post_that_fell_asleep_answers(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        await here.publish()
        state_of(here.thread()).archived = True
        assert "Received" in told(await here.reply(here.ida, "Still here.", "Heron"))
        form = await here.sol.click(here.published()[0], label="Report")
        assert "moderators" in told(await here.sol.submit_modal(form, {"why": "It is mine."})).lower()


async def test_a_pen_name_that_a_member_calls_themselves_is_nobody_s_any_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "I saw it too.", "Heron")
        here.env.backend.edit_member(here.guild.id, here.sol.id, {"nick": "Heron"})
        here.env._mark_mutation()
        await here.env.settle()
        await here.pass_time(61)
        assert "Received" not in told(await here.reply(here.sol, "It was me.", "Heron"))
        said = told(await here.reply(here.ida, "And again.", "Heron"))
        assert "looks like the name of somebody" in said  # readers would take one for the other
        assert all("It was me." not in text for _, text in here.thread_texts())


async def test_a_proxy_that_deletes_the_wrong_message_leaves_one_response(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "a: I saw it too.")
        copy = await Proxy(here.env, here.letters).say(here.thread(), "Alder", "I saw it too.")
        here.env.backend.delete_message(here.thread().id, copy.id)
        await here.env.settle()
        await here.pass_time(60)
        assert "1 response" in text_of(here.published()[0])


async def test_an_event_that_comes_twice_happened_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        emit, twice = here.env.backend.emit, {"MESSAGE_CREATE"}

        def again(event: str, *about: Any, **more: Any) -> None:
            for _ in range(1 + (event in twice)):
                emit(event, *about, **more)

        vars(here.env.backend)["emit"] = again
        await here.sol.send(here.thread(), "I saw it too.")
        await acts.dm(here.env, here.ida, LETTER)
        del vars(here.env.backend)["emit"]
        await here.pass_time(60)
        assert "1 response" in text_of(here.published()[0])
        (draft,) = [each for each in here.from_bot(here.ida) if "Send letter" in labels(each)]
        assert text_of(draft).count("I have walked around it ever since") == 1


async def test_where_a_lock_leaves_no_button_to_press_the_author_still_withdraws(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        await here.publish()
        state_of(here.thread()).locked = state_of(here.thread()).archived = True
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.pass_time(30)
        assert not here.published() and await here.outbox() == []
        assert all(BODY not in text_of(message) for message in here.thread().history())

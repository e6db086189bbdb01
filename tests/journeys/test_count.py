"""The count under a letter is right by few edits: one in ten minutes, after restarts too, and none into a throttle."""

from __future__ import annotations

from pathlib import Path

from bot.letter import Kind
from bot.life import outbox
from tests.town import Town, text_of, town

SOON = outbox.COUNT_WAIT + 5


def count(here: Town, number: int = 1) -> str:
    """What stands under a letter."""
    return text_of(here.published()[number - 1]).rpartition(" · ")[2]


def edits(here: Town, since: int = 0) -> list[str]:
    """The edits of letters, oldest first."""
    paths = {f"/channels/{here.letters.id}/messages/{letter.id}" for letter in here.published()}
    return [each.path for each in here.env.http_requests[since:] if each.method == "PATCH" and each.path in paths]


async def test_a_busy_letter_s_count_is_edited_once_in_ten_minutes_and_is_right_in_the_end(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(SOON)
        assert count(here) == "1 response" and len(edits(here)) == 1
        for minute in range(9):
            await here.sol.send(here.thread(), f"Thought {minute}.")
            await here.pass_time(55)
            if minute in (2, 5):
                await here.restart()
        assert count(here) == "1 response" and len(edits(here)) == 1
        await here.pass_time(110)
        assert count(here) == "10 responses" and len(edits(here)) == 2
        await here.pass_time(outbox.COUNT_EVERY)
        await here.sol.send(here.thread(), "And this.")  # after quiet minutes it need not wait
        await here.pass_time(SOON)
        assert count(here) == "11 responses" and len(edits(here)) == 3 and await here.outbox() == []


async def test_a_clock_that_went_back_keeps_no_count_waiting(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(SOON)
        async with here.office.store.transaction() as tx:
            await tx._connection.execute("UPDATE letter SET counted_at = counted_at + 86400")
        await here.sol.send(here.thread(), "And I.")
        await here.pass_time(SOON)
        assert count(here) == "2 responses" and await here.outbox() == []


async def test_each_letter_has_ten_minutes_of_its_own(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for number in (1, 2):
            await here.publish(number=number)
            await here.sol.send(here.thread(), "Me too.")
            await here.pass_time(SOON)
        assert [count(here, number) for number in (1, 2)] == ["1 response"] * 2


async def test_what_the_bot_missed_is_counted_once_the_ten_minutes_are_over(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(SOON)
        await here.sol.send(here.thread(), "And I.")
        await here.switched_off(outbox.COUNT_EVERY * 2)
        await here.pass_time(SOON)
        assert count(here) == "2 responses" and len(edits(here)) == 2 and await here.outbox() == []


async def test_an_edit_whose_answer_was_lost_is_made_again_and_the_rest_waits(tmp_path: Path) -> None:
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too.")
        path = f"/channels/{here.letters.id}/messages/*"
        here.env.inject_error("PATCH", path, status=503, times=1)
        await here.pass_time(SOON)
        await here.restart()
        await here.sol.send(here.thread(), "And I.")
        await here.pass_time(SOON)
        first = len(edits(here))
        await here.pass_time(outbox.COUNT_EVERY)
        assert count(here) == "2 responses" and len(edits(here)) <= first + 1 and await here.outbox() == []


async def test_while_discord_throttles_edits_of_old_letters_none_is_sent_there(tmp_path: Path) -> None:
    """Error 30046 for one letter: those of the same letterbox wait, too, also the ones that come later."""
    async with town(tmp_path, check_errors=False) as here:
        for number in (1, 2, 3):
            await here.publish(number=number)
        await here.pass_time(3_700)
        threads = here.letters.threads
        here.env.inject_error(
            "PATCH", f"/channels/{here.letters.id}/messages/*", status=400, code=30046, message="old", times=1
        )
        before = len(here.env.http_requests)
        for thread in threads[:2]:
            await here.sol.send(thread, "Me too.")
        await here.pass_time(SOON)
        assert len(edits(here, before)) == 1  # the one that was refused
        await here.sol.send(threads[2], "Me too.")
        await here.restart()
        await here.pass_time(SOON)
        assert len(edits(here, before)) == 1 and {kind for _, kind in await here.outbox()} == {Kind.REFRESH}
        await here.pass_time(outbox.COUNT_EVERY + 30)
        assert [count(here, number) for number in (1, 2, 3)] == ["1 response"] * 3
        assert len(edits(here, before)) == 4 and await here.outbox() == []


async def test_a_letter_that_is_taken_down_is_counted_when_it_stands_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for said in ("Me too.", "And I."):
            await here.sol.send(here.thread(), said)
            await here.pass_time(SOON)
        assert count(here) == "1 response"
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert await here.outbox() == []
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert count(here) == "2 responses"

"""The disk is full while people write, answer and delete: what they read then comes true, and nothing stays unheard."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import words
from bot.language import ENGLISH
from bot.store import sqlite
from tests import acts
from tests.town import BODY, LETTER, Town, labels, text_of, town

MORE = "And mind the left pedal."
ANSWER = "It was the Avon."
NOT_YET = ENGLISH(words.trouble.NOT_KEPT_YET)


@contextmanager
def full_disk(commits: int = -1) -> Generator[None]:
    """Nothing can be written any more, or so many times not."""
    run, left = sqlite.run, commits

    async def no_room(connection: sqlite.Connection, statement: str, *values: object) -> None:
        nonlocal left
        if statement == "COMMIT" and not connection.at_once and left:  # something changed
            left -= 1
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error
        await run(connection, statement, *values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "run", no_room)
        yield


@pytest.mark.parametrize("commits", [1, -1], ids=["for a moment", "until there is room"])
@pytest.mark.parametrize("restart", [False, True], ids=["it goes on", "it is restarted"])
async def test_an_answer_is_posted_once_as_soon_as_it_can_be_kept(tmp_path: Path, commits: int, restart: bool) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.ida.send(here.thread(), "Which river?")
        await here.pass_time(10)
        asked = here.from_bot(here.wren)[-1]
        with full_disk(commits):
            await acts.dm(here.env, here.wren, ANSWER, reply_to=asked, hurried=True)
            assert here.from_bot(here.wren)[-1].content == NOT_YET
            assert answers(here) == 0
        if restart:
            await here.restart()
        await here.pass_time(130)
        assert answers(here) == 1
        assert "Your answer goes into the thread" in text_of(here.from_bot(here.wren)[-1])
        await here.restart()
        await here.pass_time(130)
        assert answers(here) == 1
        assert [each.content for each in here.from_bot(here.wren)].count(NOT_YET) == 1


async def test_a_part_of_a_letter_is_taken_once_in_its_order(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        with full_disk():
            await acts.dm(here.env, here.wren, MORE)
            assert here.from_bot(here.wren)[-1].content == NOT_YET
            await here.pass_time(130)  # it is tried again, and nobody is told once more
        assert [each.content for each in here.from_bot(here.wren)].count(NOT_YET) == 1
        await acts.dm(here.env, here.wren, "That is all.")
        for _ in range(2):
            shown = text_of(here.draft(here.wren))
            assert shown.index(BODY) < shown.index(MORE) < shown.index("That is all.")
            assert shown.count(MORE) == shown.count("That is all.") == 1
            await here.restart()
            await here.pass_time(70)


async def test_an_edit_and_a_deletion_are_followed_as_soon_as_they_can_be(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        second = await acts.dm(here.env, here.wren, MORE)
        with full_disk():
            await here.env.advance_time(2)
            await here.wren.user.edit(first, LETTER.replace("river", "sea"))
            assert here.from_bot(here.wren)[-1].content == NOT_YET
            await here.wren.user.delete(second)
            assert [each.content for each in here.from_bot(here.wren)].count(NOT_YET) == 2
        await here.pass_time(130)
        shown = text_of(here.draft(here.wren))
        assert "sea" in shown and "river" not in shown and MORE not in shown
        assert "Send letter" in labels(here.draft(here.wren))


@pytest.mark.parametrize("forum", [False, True])
async def test_what_others_did_meanwhile_is_found_as_soon_as_it_can_be_kept(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum, check_errors=False) as here:
        await here.publish()
        await here.publish(here.sol, "The second one\n\nThis one is deleted by hand.", 2)
        second = next(each for each in here.published() if "The second one" in text_of(each))
        first = next(each for each in here.published() if each != second)
        with full_disk():
            await here.ida.send(here.thread(0), "Which river?")
            await here.mora.delete(second)
            await here.pass_time(60)
        await here.pass_time(70)
        assert "1 response" in text_of(next(each for each in here.published() if each.id == first.id))
        assert "Which river?" in text_of(here.from_bot(here.wren)[-1])
        assert "Removed: somebody deleted it" in here.desk_card(2).content
        assert "somebody deleted it" in text_of(here.from_bot(here.sol)[-1])


def answers(here: Town) -> int:
    """How often the answer stands in the thread."""
    return sum(ANSWER in text for _, text in here.thread_texts())

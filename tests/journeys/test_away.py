"""While the bot is switched off, people write, edit and delete. When it is back, everything has been taken in, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import life
from bot.host import copies
from bot.letter import Person
from bot.life import outbox
from bot.life.drafts import Message
from bot.life.office import Office
from cogs import _missed
from tests import acts, unkind
from tests.host import traces_of
from tests.town import BODY, LETTER, TITLE, Town, answer_of, labels, picture, settings_in, sure, text_of, told, town

MORE = "And I will oil it again in spring."


def notices(here: Town) -> list[str]:
    return [text_of(message) for message in here.from_bot(here.wren)]


# --- direct messages ----------------------------------------------------------------------------------------------


async def test_a_letter_written_meanwhile_is_a_draft_and_shown_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "hello")
        async with here.away():
            await acts.dm(here.env, here.wren, LETTER)
            await acts.dm(here.env, here.wren, MORE, attachments=[("cat.png", picture())])
        await here.restart()
        await here.pass_time(5)
        shown = [message for message in here.from_bot(here.wren) if "Send letter" in labels(message)]
        assert len(shown) == 1 and len(here.from_bot(here.wren)) == 1
        assert BODY in text_of(shown[0]) and text_of(shown[0]).count(MORE) == 1 and "1 picture" in text_of(shown[0])


async def test_an_open_draft_goes_on_in_the_order_in_which_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_missed, "PAGE", 10)
    async with town(tmp_path) as here:
        await here.write(here.wren)
        async with here.away():
            for count in range(1, 26):  # more than two pages
                await acts.dm(here.env, here.wren, f"Sentence {count}.")
        await acts.dm(here.env, here.wren, "The end.")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        card = here.desk_card(1)
        async with here.office.store.transaction() as tx:
            (waiting,) = await tx.queue_of([1])
            said = [part.text for part in await tx.parts(waiting.letter_id)]
        assert said[1:] == [f"Sentence {count}." for count in range(1, 26)] + ["The end."]
        assert "Approve" in labels(card) and len(here.from_bot(here.wren)) == 1


@pytest.mark.parametrize("restarts", [1, 2])
async def test_a_reply_to_a_notice_is_posted_once_as_the_authors(tmp_path: Path, restarts: int) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        async with here.away():
            await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "Thank you, all.")
        for _ in range(restarts):
            await here.restart()
        assert [name for name, _ in here.thread_texts()] == ["Author of the letter"]
        assert sum("Your answer goes into" in said for said in notices(here)) == 1


async def test_what_was_handled_before_is_not_handled_again(tmp_path: Path) -> None:
    """An answer, a refused answer, a greeting and a message of which nothing could be taken, all heard live."""
    async with town(tmp_path) as here:
        await here.publish()
        notice = here.from_bot(here.wren)[-1]
        for text in ("Thank you, all.", "Yours, Wren Aldous"):
            await acts.reply_in_dm(here.env, here.wren, notice, text)
        await acts.dm(here.env, here.wren, "hello")
        await acts.dm(here.env, here.wren, voice=True)
        await here.pass_time(30)
        before = notices(here), here.thread_texts()
        assert len(before[0]) == 5 and len(here.welcomes(here.wren)) == 2 and len(before[1]) == 1
        for _ in range(2):
            await here.restart()
        assert (notices(here), here.thread_texts()) == before


async def test_an_answer_that_was_the_last_word_is_not_posted_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "Thank you, all.")
        await here.pass_time(30)
        for _ in range(2):
            await here.restart()
        assert [name for name, _ in here.thread_texts()] == ["Author of the letter"]
        assert sum("Your answer goes into" in said for said in notices(here)) == 1


async def test_a_message_written_at_the_moment_of_a_notice_is_not_passed_over(tmp_path: Path) -> None:
    """By somebody who wrote by form, and of whom the bot learns here only by sending them the notice."""
    async with town(tmp_path) as here:
        acts.close_dms(here.env, here.wren)
        shown = await here.wren.slash(here.hall, "letter write")
        card = await here.wren.submit_modal(shown, {"title": TITLE, "text:0:n": BODY})
        await here.wren.click(answer_of(card), label="Send letter")
        acts.open_dms(here.env, here.wren)
        async with acts.at_once(here.env):
            message = here.env.backend.create_message(
                here.wren.user.dm_channel.id, here.wren.id, "A second letter\n\nAbout the wall.", broadcast=False
            )
        await here.mora.click(here.desk_card(1), label="Approve")
        assert message.id < here.from_bot(here.wren)[0].id
        async with here.away():
            pass
        assert "About the wall." in text_of(here.draft(here.wren))


async def test_who_wrote_by_form_and_never_here_may_reply_meanwhile_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.close_dms(here.env, here.wren)
        shown = await here.wren.slash(here.hall, "letter write")
        card = await here.wren.submit_modal(shown, {"title": TITLE, "text:0:n": BODY})
        await here.wren.click(answer_of(card), label="Send letter")
        acts.open_dms(here.env, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        async with here.away():
            await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "Thank you, all.")
        assert [name for name, _ in here.thread_texts()] == ["Author of the letter"]


async def test_edits_and_deletions_of_what_a_draft_came_from_are_followed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        second = await acts.dm(here.env, here.wren, "Take this out.")
        third = await acts.dm(here.env, here.wren, "", attachments=[("cat.png", picture())])
        await acts.dm(here.env, here.wren, MORE)
        async with here.away():
            await here.wren.user.edit(first, LETTER.replace("river", "sea"))
            await here.wren.user.delete(second)
            await here.wren.user.delete(third)
        said = text_of(here.draft(here.wren))
        assert "to the sea" in said and "river" not in said and "Take this out" not in said and MORE in said
        assert "picture" not in said and len(here.from_bot(here.wren)) == 1


async def test_what_was_changed_by_form_is_not_undone_by_an_older_edit(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await here.pass_time(5)
        await here.wren.user.edit(first, LETTER.replace("river", "sea"))
        shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
        await here.wren.user.submit_modal(shown, {"title": "The boat", "text:0:n": BODY.replace("river", "sea")})
        before = text_of(here.draft(here.wren))
        assert "The boat" in before
        async with here.away():
            pass
        assert text_of(here.draft(here.wren)) == before


async def test_an_edit_of_a_letter_that_was_sent_changes_nothing_there(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        async with here.away():
            await here.wren.user.edit(first, "Something else.")
            await here.wren.user.delete(first)
        assert BODY in text_of(here.desk_card(1))


async def test_what_arrives_before_the_bot_has_caught_up_waits_its_turn(tmp_path: Path) -> None:
    """Somebody writes at the very moment at which the bot is back."""
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await here.env.bot.close()
        acts.disconnect(here.env)
        for count in (1, 2, 3):
            await acts.dm(here.env, here.wren, f"Sentence {count}.")
        here.env.inject_error("GET", f"/channels/{here.wren.user.dm_channel.id}/messages", status=503)
        await here.restart()
        assert "Sentence" not in text_of(here.draft(here.wren))
        await acts.dm(here.env, here.wren, "Sentence 4.")  # heard live, with three unread before it
        said = text_of(here.draft(here.wren))
        places = [said.find(f"Sentence {count}.") for count in (1, 2, 3, 4)]
        assert -1 not in places and places == sorted(places) and said.count("Sentence") == 4
        await here.pass_time(60)
        assert text_of(here.draft(here.wren)).count("Sentence") == 4


async def test_what_cannot_be_read_at_the_start_is_read_before_long(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "hello")
        here.env.inject_error("GET", f"/channels/{here.wren.user.dm_channel.id}/messages", status=503)
        async with here.away():
            await acts.dm(here.env, here.wren, LETTER)
        assert not [message for message in here.from_bot(here.wren) if "Send letter" in labels(message)]
        await here.pass_time(60)
        assert BODY in text_of(here.draft(here.wren))


async def test_a_message_that_cannot_be_taken_holds_up_no_other(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "hello")
        here.env.inject_error("GET", "/guilds/*/members/*", status=403, times=1)
        async with here.away():
            await acts.dm(here.env, here.wren, "This one will not be taken.")
            await acts.dm(here.env, here.wren, LETTER)
        assert BODY in text_of(here.draft(here.wren))
        said = notices(here)
        assert sum("please try again" in each for each in said) == 1 and "will not be taken" not in "".join(said)


@pytest.mark.parametrize("gone", ["discarded", "added to another"])
async def test_a_deletion_from_a_draft_that_is_gone_meanwhile_holds_up_nothing(tmp_path: Path, gone: str) -> None:
    """Discord does not answer at the start, when the bot has seen which drafts there are."""
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, "The boat\n\nIt lies in the reeds.")
        for _ in range(5):  # an hour, so that the next is a letter of its own
            await here.pass_time(800)
        second = await acts.dm(here.env, here.wren, LETTER)
        here.env.inject_error("GET", f"/channels/{second.channel.id}/messages", status=503, times=None)
        async with here.away():
            await here.wren.user.delete(second)
        if gone == "discarded":
            await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
            await here.pass_time(70)
        else:
            await here.wren.user.click(here.draft(here.wren), label="Add to “The boat”")
        acts.forget_faults(here.env)
        await here.pass_time(60)
        await acts.dm(here.env, here.wren, MORE)
        shown = text_of(here.draft(here.wren))
        assert MORE in shown and "bicycle" not in shown


async def test_an_edit_that_cannot_be_followed_holds_up_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path, check_errors=False) as here:
        first = await acts.dm(here.env, here.wren, LETTER)
        second = await acts.dm(here.env, here.wren, "And the boat.")
        revise = life.writing.revise

        async def broken(office: Office, person: Person, message: Message) -> None:
            if "sea" in message.text:
                raise ValueError("a bug")
            await revise(office, person, message)

        monkeypatch.setattr(life.writing, "revise", broken)
        async with here.away():
            await here.wren.user.edit(first, LETTER.replace("river", "sea"))
            await here.env.advance_time(5)
            await here.wren.user.edit(second, "And the little boat.")
            await acts.dm(here.env, here.wren, MORE)
        await here.pass_time(60)
        shown = text_of(here.draft(here.wren))
        assert "river" in shown and "And the little boat." in shown and MORE in shown


async def test_what_could_not_be_kept_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full for a moment: they are not even told."""
    async with town(tmp_path, check_errors=False) as here:
        await acts.dm(here.env, here.wren, "hello")
        with monkeypatch.context() as full:
            full.setattr(life.inbox, "handled", _no_space)
            await acts.dm(here.env, here.wren, LETTER)
        await acts.dm(here.env, here.wren, MORE)
        said = text_of(here.draft(here.wren))
        assert BODY in said and said.index(BODY) < said.index(MORE) and len(here.from_bot(here.wren)) == 1


async def _no_space(*_: object) -> None:
    raise OSError("no space left on device")


async def test_old_messages_are_never_taken_for_new_ones(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        for _ in range(2):
            await here.restart()
        assert [message for message in here.from_bot(here.wren) if "Send letter" in labels(message)] == []


async def test_whoever_was_forgotten_stays_so_when_the_bot_is_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        asked = await here.wren.user.slash("letter forget")
        await here.wren.user.click(answer_of(asked), label="Forget me")
        async with here.away():
            pass
        assert traces_of(here, here.wren) == []


async def test_where_somebody_writes_is_forgotten_a_week_after_their_last_word_or_with_their_last_letter(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        await here.write(here.ida)
        await sure(here.ida.user, await here.ida.user.click(here.draft(here.ida), label="Discard"))
        await here.publish()
        assert "Where your direct messages with me are" in told(await here.ida.slash(here.hall, "letter data"))
        await here.days_later(7)
        assert traces_of(here, here.ida) == [] and "inbox.sealed_position" in traces_of(here, here.wren)
        async with here.away():  # weeks later, an answer still finds its way
            await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "Thank you, all.")
        assert [name for name, _ in here.thread_texts()] == ["Author of the letter"]
        await here.days_later(90)
        assert traces_of(here, here.wren) == []


@pytest.mark.parametrize("meanwhile", ["begun by a form", "thrown away"])
async def test_what_happens_while_strangers_are_looked_for_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    """Whose letters there are is read in pages, between which everybody else gets their turn."""
    async with town(tmp_path) as here:
        for who in (here.ida, here.wren):
            await here.write(who)
        if meanwhile == "begun by a form":
            await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
            await here.pass_time(120)
        office = here.office
        later = replace(office, clock=lambda: office.clock() + timedelta(days=8))
        pages, reading, letters = 0, office.store.reading, 1 if meanwhile == "begun by a form" else 2

        @asynccontextmanager
        async def read() -> AsyncGenerator[Any]:
            nonlocal pages
            async with reading() as tx:
                yield tx
            pages += 1
            if pages == 1 + letters + 1:  # who may be a stranger; a page for each letter; that there is no other
                await happen(Person(here.wren.id, here.wren.user.dm_channel.id))

        async def happen(wren: Person) -> None:
            if meanwhile == "begun by a form":
                await life.editing.compose(later, wren, 1, TITLE, BODY)
            else:
                async with office.transaction() as tx:
                    (draft,) = await life.going_on.open_drafts(office, tx, wren)
                    await life.drafts.throw_away(office, tx, draft)

        monkeypatch.setattr(life.inbox, "BATCH", 1)
        monkeypatch.setattr(office.store, "reading", read)
        await life.forgetting.expire(later)
        assert pages > letters and "inbox.sealed_position" in traces_of(here, here.ida)
        assert ("inbox.sealed_position" in traces_of(here, here.wren)) is (meanwhile == "begun by a form")


async def test_the_log_counts_and_names_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        with caplog.at_level(logging.INFO, "cogs"):
            async with here.away():
                await acts.dm(here.env, here.wren, LETTER)
        assert "Caught up: 1 direct messages, 1 letters, 1 servers looked through" in caplog.text
        for trace in (str(here.wren.id), str(here.wren.user.dm_channel.id), "wren", "Wren"):
            assert trace not in caplog.text


# --- threads ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_responses_written_edited_and_deleted_meanwhile(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        edited = await here.sol.send(here.thread(), "Me too, honestly.")
        deleted = await here.ida.send(here.thread(), "Never mind me.")
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.pass_time(65)
        assert "3 responses" in text_of(here.published()[0])
        async with here.away():
            await here.sol.edit(edited, "Me too, always.")
            await here.mora.delete(deleted)
            await here.sol.send(here.thread(), "One more.")
            await here.ida.send(here.thread(), "And another.")
        await here.restart()
        await here.pass_time(outbox.COUNT_EVERY)
        assert "4 responses" in text_of(here.published()[0])
        said = "\n".join(notices(here))
        assert "Me too, always." in said and "honestly" not in said and "deleted since" in said
        assert said.count("One more.") == said.count("And another.") == 1
        assert said.index("4. Sol Tern") < said.index("5. Ida Brook")


async def test_a_thread_that_went_to_sleep_is_looked_through_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        async with here.away():
            await here.sol.send(here.thread(), "Me too, honestly.")
            await here.pass_time(8 * 24 * 3600)
            unkind.archive_idle_threads(here.env)
        await here.pass_time(65)
        assert "Me too, honestly." in "\n".join(notices(here))


async def test_a_long_thread_is_looked_through_page_by_page(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        async with here.away():
            for count in range(1, 103):
                await here.sol.send(here.thread(), f"Response number {count}.")
        await here.pass_time(65)
        assert "102 responses" in text_of(here.published()[0])
        assert len([entry for entry in here.env.http_requests if f"{here.thread().id}/messages" in entry.path]) >= 2


def answers(here: Town) -> int:
    """How often the author's answer stands in the thread."""
    return sum("The Avon." in text for _, text in here.thread_texts())


async def test_no_letter_has_the_number_of_one_that_the_backup_does_not_hold(tmp_path: Path) -> None:
    """Otherwise whoever removes, blocks or withdraws by number would meet another letter, and another person."""
    async with town(tmp_path) as here:
        await here.publish()
        settings = settings_in(tmp_path)
        await asyncio.to_thread(copies.backup, settings, tmp_path / "backup.db")
        await here.publish(here.ida, "Sent after the backup\n\nIts text.", 2)
        await here.env.bot.close()
        await asyncio.to_thread(copies.restore, settings, tmp_path / "backup.db")
        await here.restart()
        await here.send(here.sol, "Sent after the restore\n\nIts text.")
        for command in ("letters remove", "letters block"):
            assert "There is no letter 2 in this server" in told(await here.mora.slash(here.hall, command, number=2))
        card = here.desk.history()[-1]
        assert "**Letter 201**" in card.content and "Sent after the restore" in text_of(card)
        await here.mora.click(card, label="Approve")
        assert "Letter 201" in text_of(here.published()[-1])


async def test_whoever_answers_while_the_bot_is_out_of_the_server_reads_that_either_may_be(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await acts.expel(here.env, here.guild)
        await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "The Avon.")
        said = text_of(here.from_bot(here.wren)[-1])
        assert "you are not in it any more, or I have been removed from it" in said


async def test_a_restored_backup_takes_no_message_twice(tmp_path: Path) -> None:
    """What came after the backup was handled by the database that is gone."""
    async with town(tmp_path) as here:
        await here.publish()
        await here.ida.send(here.thread(), "Which river?")
        await here.pass_time(10)
        settings = settings_in(tmp_path)
        await asyncio.to_thread(copies.backup, settings, tmp_path / "backup.db")
        relayed = here.from_bot(here.wren)[-1]
        await acts.reply_in_dm(here.env, here.wren, relayed, "The Avon.")
        assert answers(here) == 1
        await here.env.bot.close()
        await asyncio.to_thread(copies.restore, settings, tmp_path / "backup.db")
        await here.restart()
        await here.pass_time(70)
        assert answers(here) == 1
        await acts.reply_in_dm(here.env, here.wren, relayed, "It was the Avon.")
        await here.pass_time(70)
        assert "It was the Avon." in "\n".join(text for _, text in here.thread_texts())
        await acts.dm(here.env, here.wren, "A second letter\n\nAnd this one is taken as ever.")
        assert "A second letter" in text_of(here.draft(here.wren))

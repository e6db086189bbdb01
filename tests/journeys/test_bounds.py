"""What one person may take up, and that it keeps nobody waiting: somebody floods the bot, somebody else uses it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from simcord.actors import MemberActor

from bot import client, life
from bot.language import ENGLISH, day_of
from bot.letter import DRAFT_DAYS, Person
from bot.rules import entry
from cogs import _missed, catching_up
from tests import acts, tampering
from tests.town import LETTER, Town, labels, picture, sure, text_of, told, town

BEFORE = DRAFT_DAYS + 1 - entry.REMIND_DAYS  #: days until the reminder
FULL = "and there is no room for another"


def a_draft_s_end(here: Town) -> str:
    """The day on which a draft goes that is changed now."""
    return ENGLISH(day_of(entry.draft_end(int(here.env.now().timestamp()))))


async def fill_in(here: Town, who: MemberActor, title: str) -> Any:
    """`/letter write`, whose form is sent."""
    shown = await who.slash(here.hall, "letter write")
    assert shown.modal is not None
    (letterbox,) = await life.setting_up.letterboxes_in(here.office, here.guild.id)
    return await tampering.form(here.env, who, here.hall, f"write:{letterbox.id:x}", title=title, text_0_n="Again.")


async def drafts(here: Town) -> list[tuple[int, str | None]]:
    """Whose the open drafts are, and what they are called."""
    async with here.office.store.transaction() as tx:
        return [(here.office.author(draft).id, draft.title) for draft in await tx.open_drafts()]


# --- drafts --------------------------------------------------------------------------------------------------------


async def test_a_form_that_is_sent_thirty_times_makes_ten_drafts(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        said = [told(await fill_in(here, here.wren, f"Draft {number}")) for number in range(30)]
        assert [FULL in each for each in said] == [number >= entry.MAX_DRAFTS for number in range(30)]
        assert "You have 10 drafts open" in said[-1] and "Again." in said[-1]
        assert FULL not in told(await fill_in(here, here.ida, "The only one"))
        assert sorted(await drafts(here)).count((here.ida.id, "The only one")) == 1
        assert len(await drafts(here)) == entry.MAX_DRAFTS + 1


async def test_who_has_no_room_for_a_draft_reads_so_and_discards_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drafts for a server that they are not in any more count, too; a direct message would begin another."""
    async with town(tmp_path) as here:
        monkeypatch.setattr(entry, "MAX_DRAFTS", 1)
        await here.write(here.wren)
        here.guild.remove_member(here.wren)
        await acts.dm(here.env, here.wren, "And another thing.")
        assert FULL in here.from_bot(here.wren)[-1].content and len(await drafts(here)) == 1
        await sure(here.wren.user, await here.wren.user.click(here.draft(here.wren), label="Discard"))
        assert "And another thing." in text_of(await here.write(here.wren, "And another thing. It rains."))


async def test_a_draft_ends_on_the_day_that_its_card_names_after_a_reminder(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = text_of(await here.write(here.wren))
        await here.write(here.ida)
        day = a_draft_s_end(here)
        assert f"Unless you send or change it, I erase it on {day}." in card
        await here.days_later(BEFORE - 1)
        assert "still here" not in here.from_bot(here.wren)[-1].content
        await here.days_later(1)
        for who in (here.wren, here.ida):
            reminder = here.from_bot(who)[-1].content
            assert f"“The bicycle in the yard” is still here. I erase it on {day}." in reminder
        await acts.dm(here.env, here.ida, "I oiled the bell as well.", reply_to=here.draft(here.ida))
        assert a_draft_s_end(here) in text_of(here.draft(here.ida))
        await here.days_later(entry.REMIND_DAYS)
        assert [who for who, _ in await drafts(here)] == [here.ida.id]
        assert sum("still here" in message.content for message in here.from_bot(here.wren)) == 1
        late = await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "does not exist any more" in told(late) and here.desk.history() == []
        assert "Received" in told(await here.ida.user.click(here.draft(here.ida), label="Send letter"))


async def test_while_the_bot_is_switched_off_no_draft_ends_without_a_reminder(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await here.days_later(2 * DRAFT_DAYS)
        day = ENGLISH(day_of(int(here.env.now().timestamp()) + entry.REMIND_DAYS * entry.DAY))
        assert f"I erase it on {day}." in here.from_bot(here.wren)[-1].content
        assert f"I erase it on {day}." in text_of(here.draft(here.wren))
        await here.days_later(entry.REMIND_DAYS - 1)
        assert len(await drafts(here)) == 1
        await here.days_later(1)
        assert await drafts(here) == []


async def test_whose_direct_messages_are_closed_is_not_written_to(tmp_path: Path) -> None:
    """The card, which stood where they wrote by form, has said when the draft ends."""
    async with town(tmp_path) as here:
        acts.close_dms(here.env, here.wren)
        assert "I erase it on" in told(await fill_in(here, here.wren, "By form"))
        await here.days_later(BEFORE)
        await here.days_later(entry.REMIND_DAYS)
        assert await drafts(here) == [] and here.from_bot(here.wren) == [] and await here.outbox() == []


async def test_a_letter_that_was_sent_back_is_withdrawn_whatever_its_author_does_with_it(tmp_path: Path) -> None:
    """The desk sees it go: it must not see when its author last had it in hand."""
    async with town(tmp_path) as here:
        for number, who in enumerate((here.wren, here.ida), 1):
            await here.send(who)
            await here.mora.slash(here.desk, "letters return", number=number, note="Shorter, please.")
        day = a_draft_s_end(here)
        assert f"Unless you send it again, I withdraw it on {day}." in text_of(here.draft(here.wren))
        await here.days_later(BEFORE)
        assert f"Send it again before {day}" in here.from_bot(here.wren)[-1].content
        await acts.dm(here.env, here.ida, "Shorter.")
        assert f"I withdraw it on {day}" in text_of(here.draft(here.ida))
        await here.days_later(entry.REMIND_DAYS)
        assert await drafts(here) == []
        assert all("Withdrawn" in here.desk_card(number).content for number in (1, 2))
        assert [labels(here.desk_card(number)) for number in (1, 2)] == [[], []]


# --- what a draft is made of ---------------------------------------------------------------------------------------


async def test_a_draft_is_made_of_so_many_messages_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town(tmp_path) as here:
        monkeypatch.setattr(entry, "MAX_PARTS", 3)
        for number in range(5):
            await acts.dm(here.env, here.wren, f"This is sentence {number}.")
        card = text_of(here.draft(here.wren))
        assert "sentence 2." in card and "sentence 3." not in card
        assert "made of 3 messages already" in here.from_bot(here.wren)[-2].content  # above the card
        assert "sentence 4." in text_of(await here.write(here.ida, "This is sentence 4."))


async def test_nobody_s_pictures_are_fetched_that_there_is_no_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    async def read(self: discord.Attachment, **_: Any) -> bytes:
        fetched.append(self.filename)
        return picture()

    monkeypatch.setattr(discord.Attachment, "read", read)
    async with town(tmp_path) as here:
        ten = [(f"{number}.png", picture()) for number in range(10)]
        for _ in range(3):
            await acts.dm(here.env, here.wren, "Look.", attachments=ten, hurried=True)
        assert fetched == ["0.png", "1.png", "2.png", "3.png"]
        await here.pass_time(5)
        assert len([message for message in here.from_bot(here.wren) if "I left out" in message.content]) == 1
        assert "With 4 pictures" in text_of(here.draft(here.wren))
        await acts.dm(here.env, here.ida, "Look here.", attachments=ten[:2])
        assert "With 2 pictures" in text_of(here.draft(here.ida))


@pytest.mark.parametrize(("bound", "most"), [("MAX_PICTURES", 3), ("MAX_PICTURE_BYTES", 400)])
async def test_one_person_s_drafts_hold_so_many_pictures_and_bytes_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    async with town(tmp_path) as here:
        monkeypatch.setattr(entry, bound, most)
        await here.write(here.wren, "Look.", attachments=[(f"{number}.png", picture()) for number in range(2)])
        here.guild.remove_member(here.wren)  # their draft stays, and the next message begins another
        for _ in range(3):
            files = [("3.png", picture()), ("4.png", picture())]
            await acts.dm(here.env, here.wren, "And here.", attachments=files, hurried=True)
        async with here.office.store.transaction() as tx:
            kept = [await tx.pictures_kept(draft.id) for draft in await tx.open_drafts()]
        assert len(kept) == 2 and sum(count for count, _ in kept) * (1 if bound == "MAX_PICTURES" else 2) > 2
        together = sum(count for count, _ in kept) if bound == "MAX_PICTURES" else sum(size for _, size in kept)
        assert together <= most + 64 * len(kept)  # sealed, each is some bytes longer
        await here.pass_time(5)
        said = [message.content for message in here.from_bot(here.wren)]
        assert sum("There is no room for more pictures" in each for each in said) == 1
        await here.write(here.ida, "Look.", attachments=[("5.png", picture())])
        assert "With 1 picture" in text_of(here.draft(here.ida))


# --- direct messages that wait -------------------------------------------------------------------------------------


async def test_dozens_of_messages_at_once_wait_at_discord_and_are_all_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes on while the bot is busy with their first message: a few wait in memory, and nothing is lost."""
    busy, most = asyncio.Event(), 0
    async with town(tmp_path) as here:
        intake: Any = cast(client.Unsigned, here.env.bot).get_cog("Intake")
        real = intake.take

        async def slow(message: discord.Message, dm: int) -> bool:
            nonlocal most
            most = max(most, *intake.missed._waiting.values())
            if message.author.id == here.wren.id:
                await busy.wait()
            return await real(message, dm)

        monkeypatch.setattr(_missed, "CROWD", 5)
        monkeypatch.setattr(intake, "take", slow)
        intake.missed._take = slow
        channel = here.wren.user.dm_channel
        for number in range(40):
            here.env.backend.create_message(channel.id, here.wren.id, f"This is sentence {number}.")
        here.env.backend.create_message(here.ida.user.dm_channel.id, here.ida.id, LETTER)
        for _ in range(20_000):
            if here.from_bot(here.ida):
                break
            await asyncio.sleep(0)
        assert here.from_bot(here.ida) != []  # she need not wait
        assert here.from_bot(here.wren) == [] and most <= _missed.CROWD
        busy.set()
        await here.env.settle()
        await here.pass_time(120)
        async with here.office.store.transaction() as tx:
            (draft,) = [each for each in await tx.open_drafts() if here.office.author(each).id == here.wren.id]
            said = [part.text for part in await tx.parts(draft.id)]
        assert said == [f"This is sentence {number}." for number in range(40)]


async def test_who_wrote_most_while_the_bot_was_away_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their pictures take for ever; what others wrote, and what happened to letters, is looked at meanwhile."""
    for_ever = asyncio.Event()
    real = discord.Attachment.read

    async def read(self: discord.Attachment, **more: Any) -> bytes:
        if self.filename == "slow.png":
            await here.env.external_wait(for_ever.wait(), reason="a slow picture")
        return await real(self, **more)

    monkeypatch.setattr(discord.Attachment, "read", read)
    async with town(tmp_path) as here:
        await here.publish(here.sol)
        for who in (here.ida, here.wren):
            await here.write(who)
        async with here.away():
            await acts.dm(here.env, here.ida, "I oiled the bell as well.")
            await here.ida.send(here.thread(), "Mine is green.")
            for _ in range(5):  # last: theirs would come first
                await acts.dm(here.env, here.wren, "Look.", attachments=[("slow.png", picture())])
        await here.pass_time(5)
        assert "oiled the bell" in text_of(here.draft(here.ida)) and await _responses(here) == 1
        assert "picture" not in text_of(here.draft(here.wren))
        for_ever.set()
        await here.env.settle()
    assert catching_up.SIDE_BY_SIDE > 1


async def _responses(here: Town) -> int:
    async with here.office.store.transaction() as tx:
        (letter,) = await tx.live_letters(None, 9)
        return await tx.response_count(letter.id)


# --- notes ---------------------------------------------------------------------------------------------------------


async def test_what_somebody_reads_late_says_that_something_was_left_out(tmp_path: Path) -> None:
    """Thirty stickers while Discord does not answer; somebody else's one is answered for all that."""
    async with town(tmp_path) as here:
        office, wren, ida = here.office, *(Person(who.id, who.user.dm_channel.id) for who in (here.wren, here.ida))
        async with office.transaction() as tx:
            for number in range(30):
                await life.outbox.send_note(tx, wren, f"Note {number}", now=office.now)
            await life.outbox.send_note(tx, ida, "Yours", now=office.now)
        await cast(Any, here.env.bot).deliveries.rest()
        said = [message.content for message in here.from_bot(here.wren)]
        assert [each.partition("\n")[0] for each in said] == ["Note 0", "Note 1", "Note 2"]
        assert "You write faster than I can answer" in said[-1] and "faster" not in said[0] + said[1]
        assert [message.content for message in here.from_bot(here.ida)] == ["Yours"]

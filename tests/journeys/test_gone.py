"""What others delete or take away, at each stage of a letter, while the bot is running or switched off.

The table says what state that leaves and what people read about it; then the damage is repaired in the way that the
sentence says, and the letter goes on to the end: it is published once, and can be answered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path

import discord
import pytest

from bot import words
from bot.language import Sentence
from bot.letter import Person, State
from bot.life import outbox
from tests import acts
from tests.town import BODY, TITLE, Town, labels, state_of, sure, text_of, told, town

pytestmark = pytest.mark.only_run

Step = Callable[[Town], Awaitable[None]]


# --- the stages ---------------------------------------------------------------------------------------------------


async def draft(here: Town) -> None:
    await here.write(here.wren)


async def held(here: Town) -> None:
    await here.send(here.wren)


async def on_its_way(here: Town) -> None:
    """Approved while Discord does not answer."""
    await here.send(here.wren)
    here.env.inject_error("POST", f"/channels/{here.letters.id}/*", status=503, times=None)
    await here.mora.click(here.desk_card(1), label="Approve")


async def published(here: Town) -> None:
    await here.publish()
    await here.reply(here.ida, "Ride it.", "The neighbour")


async def removed(here: Town) -> None:
    await published(here)
    await decide(here, "remove")


# --- what is lost, and how it is made good ------------------------------------------------------------------------


async def no_message(here: Town) -> None:
    await here.mora.delete(next(message for message in everything(here) if message.author.bot))


async def no_thread(here: Town) -> None:
    here.env.backend.delete_channel(here.thread().id)


async def no_card(here: Town) -> None:
    await here.mora.delete(here.desk_card(1))


async def no_desk(here: Town) -> None:
    here.env.backend.delete_channel(here.desk.id)


async def no_channel(here: Town) -> None:
    here.env.backend.delete_channel(here.letters.id)


async def no_webhook(here: Town) -> None:
    for hook in [*here.env.backend.webhooks.values()]:
        here.env.backend.delete_webhook(hook.id)


async def may_not_write(here: Town) -> None:
    acts.set_permissions(here.letters, here.env.bot.user, send_messages=False, manage_threads=False)


async def may_not_see_the_desk(here: Town) -> None:
    acts.set_permissions(here.desk, here.env.bot.user, view_channel=False)


async def no_server(here: Town) -> None:
    await acts.expel(here.env, here.guild)


async def nothing(here: Town) -> None:
    """It has come right by itself."""


async def set_up_anew(here: Town) -> None:
    """`/letterbox setup`, with new channels for those that are gone."""
    channels = here.env.backend.channels
    if here.letters.id not in channels:
        here.letters = here.guild.create_text_channel("new-letters")
    if here.desk.id not in channels:
        here.desk = here.guild.create_text_channel("new-desk")
        acts.set_permissions(here.desk, here.guild.default_role, view_channel=False)
        for who in (here.env.bot.user, here.mora):
            acts.set_permissions(here.desk, who, view_channel=True)
    assert "set up" in told(await here.setup())


async def give_back(here: Town) -> None:
    """The permission; then `/letterbox check`."""
    acts.set_permissions(here.letters, here.env.bot.user, send_messages=True, manage_threads=True)
    acts.set_permissions(here.desk, here.env.bot.user, view_channel=True)
    assert "Everything is as it should be." in told(await here.mora.slash(here.hall, "letterbox check"))


async def restore_anew(here: Town) -> None:
    if await state(here) is State.PUBLISHED:
        await decide(here, "remove")


async def invite_again(here: Town) -> None:
    await acts.invite_again(here.env, here.guild)


#: What is lost, how it is made good, and for each stage: the state that it leaves, and what somebody reads.
CHOOSE = "Choose another channel with `/letterbox settings`, **Channels**."
NO_DESK, NO_LETTERS = f"The desk is gone. {CHOOSE}", f"The letters channel is gone. {CHOOSE}"
GRID: dict[Step, tuple[Step, dict[Step, tuple[State, str]]]] = {
    no_message: (
        nothing,
        {
            published: (State.REMOVED, "somebody deleted it in its channel. `/letters restore number:1`"),
            removed: (State.REMOVED, "Removed by"),
        },
    ),
    no_thread: (
        restore_anew,
        {
            published: (State.PUBLISHED, "Its thread was deleted, so nobody can answer it. `/letters remove` and then"),
            removed: (State.REMOVED, "Removed by"),
        },
    ),
    no_card: (
        nothing,
        {
            held: (State.HELD, "Waits for a decision."),
            on_its_way: (State.PUBLISHED, "Published by"),
            published: (State.PUBLISHED, ""),
            removed: (State.REMOVED, ""),
        },
    ),
    no_desk: (
        set_up_anew,
        {
            draft: (State.DRAFT, NO_DESK),
            held: (State.HELD, NO_DESK),
            on_its_way: (State.PUBLISHED, NO_DESK),
            published: (State.PUBLISHED, NO_DESK),
            removed: (State.REMOVED, NO_DESK),
        },
    ),
    no_channel: (
        set_up_anew,
        {
            draft: (State.DRAFT, NO_LETTERS),
            held: (State.HELD, NO_LETTERS),
            on_its_way: (State.HELD, "It could not be published: its channel, thread or message is gone."),
            published: (State.REMOVED, "somebody deleted it in its channel. `/letters restore number:1`"),
            removed: (State.REMOVED, NO_LETTERS),
        },
    ),
    no_webhook: (nothing, {published: (State.PUBLISHED, "Published by"), removed: (State.REMOVED, "Removed by")}),
    may_not_write: (
        give_back,
        {
            draft: (State.DRAFT, "I lack: Send Messages"),
            held: (State.HELD, "I lack: Send Messages"),
            on_its_way: (State.HELD, "It could not be published: I lack a permission there."),
            published: (State.PUBLISHED, "I lack: Send Messages"),
            removed: (State.REMOVED, "I lack: Send Messages"),
        },
    ),
    may_not_see_the_desk: (
        give_back,
        {
            draft: (State.DRAFT, "I lack: View Channel"),
            held: (State.HELD, "I lack: View Channel"),
            on_its_way: (State.PUBLISHED, "I lack: View Channel"),
            published: (State.PUBLISHED, "I lack: View Channel"),
            removed: (State.REMOVED, "I lack: View Channel"),
        },
    ),
    no_server: (
        invite_again,
        {
            draft: (State.DRAFT, "That server is out of reach: you have left it, or I have been removed from it."),
            held: (State.HELD, ""),
            on_its_way: (State.HELD, ""),
            published: (State.PUBLISHED, ""),
            removed: (State.REMOVED, ""),
        },
    ),
}
CASES = [
    pytest.param(loss, stage, id=f"{loss.__name__}, {stage.__name__}")
    for loss, (_, stages) in GRID.items()
    for stage in stages
]


# --- what people see and do ---------------------------------------------------------------------------------------


def everything(here: Town) -> list[discord.Message]:
    """Every message in public."""
    return [message for channel in [here.letters, *here.letters.threads] for message in channel.history()]


async def decide(here: Town, command: str) -> str:
    return told(await here.mora.slash(here.hall, f"letters {command}", number=1))


async def state(here: Town) -> State:
    """What the letter is, as the program knows it."""
    async with here.office.store.transaction() as tx:
        person = next(message for message in here.dm(here.wren) if not message.author.bot).author
        (letter,) = await tx.letters_by(here.office.mine(Person(person.id)), None)
        return letter.state


async def heard(here: Town, loss: Step) -> str:
    """What those who could do something about it read: at the desk, in answers to their commands; the author's card."""
    said = [text_of(message) for message in here.from_bot(here.wren)]
    if loss is not no_server:
        said.append(told(await here.mora.slash(here.hall, "letters queue")))
        said.append(told(await here.mora.slash(here.hall, "letterbox check")))
        if here.desk.id in here.env.backend.channels:
            said += [text_of(message) for message in here.desk.history()]
    return "\n".join(said)


async def to_the_end(here: Town) -> None:
    """Whatever the letter still needs until it stands in public."""
    now = await state(here)
    if now is State.DRAFT:
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        now = State.HELD
    if now is State.HELD:
        await here.mora.click(here.desk_card(1), label="Approve")
    if now is State.REMOVED:
        await decide(here, "restore")
    await here.pass_time(120)


@pytest.mark.parametrize(("forum", "away"), [(False, False), (True, True)], ids=["text channel, live", "forum, away"])
@pytest.mark.parametrize(("loss", "stage"), CASES)
async def test_it_leaves_a_true_state_a_sentence_and_a_way_to_go_on(
    tmp_path: Path, loss: Step, stage: Step, forum: bool, away: bool
) -> None:
    mend, stages = GRID[loss]
    after, sentence = stages[stage]
    if forum and loss is no_thread and stage is published:  # the post is the letter itself
        after, sentence = State.REMOVED, "somebody deleted it in its channel. `/letters restore number:1`"
    if forum:
        sentence = sentence.replace("Send Messages", "Create Posts")
    async with town(tmp_path, forum=forum, check_errors=False) as here:
        await stage(here)
        if away:
            async with here.away():
                await loss(here)
                here.env.backend.faults.clear()
        else:
            await loss(here)
            await here.env.settle()
            here.env.backend.faults.clear()
        await here.pass_time(120)
        assert await state(here) is after
        assert sentence in await heard(here, loss)
        await mend(here)
        await here.env.settle()
        await to_the_end(here)
        assert await state(here) is State.PUBLISHED and await here.outbox() == []
        letters = [message for message in everything(here) if TITLE in text_of(message) and labels(message)]
        assert len(letters) == 1 and BODY in text_of(letters[0])
        await here.reply(here.sol, "I would.", "A passer-by")
        await here.pass_time(30)
        assert here.thread_texts()[-1][0] == "A passer-by"
        cards = [message for message in here.desk.history() if "**Letter 1**" in message.content]
        if loss not in (no_card, no_desk) or stage is not published:  # of one that was published there is no news
            assert len(cards) == 1 and "Published by" in cards[0].content
        assert not [message for message in here.desk.history() if message.content.startswith("⚠")][1:]
        told_author = [text_of(message) for message in here.from_bot(here.wren) if "Letter 1" in text_of(message)]
        assert "Letter 1" in told_author[-1]


# --- more of the same ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_letter_deleted_by_hand_is_a_removed_one_and_its_author_is_told(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await published(here)
        await no_message(here)
        await here.pass_time(30)
        assert here.thread().name == "Removed letter" and state_of(here.thread()).locked
        assert "somebody deleted it there. The moderators can publish it again." in here.from_bot(here.wren)[-1].content
        assert "is removed already" in await decide(here, "remove")
        await decide(here, "restore")
        assert "is public again" in here.from_bot(here.wren)[-1].content
        assert [thread.name for thread in here.letters.threads].count(TITLE) == 1


async def test_what_was_said_in_a_thread_that_is_gone_counts_no_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await published(here)
        await here.pass_time(65)
        assert "1 response" in text_of(here.published()[0])
        await no_thread(here)
        await here.pass_time(outbox.COUNT_EVERY)
        assert "no responses yet" in text_of(here.published()[0])


async def test_many_letters_deleted_at_once_are_all_found(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for number in (1, 2, 3):
            await here.publish(text=f"Letter of day {number}\n\nThe chain is dry.", number=number)
        here.env.backend.bulk_delete_messages(here.letters.id, [message.id for message in here.published()])
        await here.env.settle()
        assert all("somebody deleted it" in here.desk_card(number).content for number in (1, 2, 3))


async def test_what_the_letterbox_lacks_is_told_to_the_desk_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await no_channel(here)
        await here.env.settle()
        for _ in range(2):
            await here.restart()
        said = [message.content for message in here.desk.history()]
        assert len(said) == 1 and "The letters channel is gone. Choose another channel" in said[0]
        await set_up_anew(here)
        await may_not_write(here)
        await here.env.settle()
        assert "I lack: Send Messages" in here.desk.history()[-1].content and len(here.desk.history()) == 2


async def test_what_was_told_is_no_news_in_other_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town(tmp_path) as here:
        await no_channel(here)
        await here.env.settle()
        monkeypatch.setattr(words.letterbox, "CHECK_GONE", Sentence("{place} has vanished."))
        await here.restart()
        assert len(here.desk.history()) == 1


async def test_another_permission_is_news(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for lost in ({"embed_links": False}, {"attach_files": False}):
            acts.set_permissions(here.letters, here.env.bot.user, view_channel=True, send_messages=True, **lost)
            await here.env.settle()
        first, second = (message.content for message in here.desk.history())
        assert "I lack: Embed Links" in first and "I lack: Attach Files" in second


#: What was kept of a letterbox by versions that kept a digest of sentences.
TOLD_BEFORE = (
    '{"in":"","said":{"one":"{place} is gone. Choose another channel with `/letterbox settings`, **Channels**.",'
    '"many":null,"values":{"place":{"one":"The letters channel","many":null,"values":{}}}}}'
)


async def test_what_an_older_version_told_is_no_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town(tmp_path) as here:
        await no_channel(here)
        await here.env.settle()
        async with here.office.transaction() as tx:
            (letterbox,) = await tx.letterboxes()
            await tx.set_meta(f"places:{letterbox.id}", sha256(TOLD_BEFORE.encode()).digest())
        await here.restart()
        monkeypatch.setattr(words.letterbox, "CHECK_GONE", Sentence("{place} has vanished."))
        await here.restart()
        assert len(here.desk.history()) == 1


async def test_a_permission_taken_through_a_role_is_noticed_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        files = discord.Permissions(attach_files=True).value
        for role in here.env.bot.guilds[0].me.roles:
            less = {"permissions": role.permissions.value & ~files}
            here.env.backend.edit_role(here.guild.id, role.id, less)
        await here.env.settle()
        assert f"In {here.letters.mention} I lack: Attach Files." in here.desk.history()[-1].content


async def test_a_desk_that_can_be_seen_again_shows_what_happened_meanwhile(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await may_not_see_the_desk(here)
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        await here.send(here.ida)
        assert "Approve" in labels(here.desk_card(1))
        acts.set_permissions(here.desk, here.env.bot.user, view_channel=True)
        await here.env.settle()
        assert labels(here.desk_card(1)) == [] and "Approve" in labels(here.desk_card(2))
        assert len([card for card in here.desk.history() if "**Letter" in card.content]) == 2


@pytest.mark.parametrize("away", [False, True], ids=["live", "away"])
async def test_a_report_that_waits_gets_a_new_card_at_a_new_desk(tmp_path: Path, away: bool) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[0], label="Report")
        await here.ida.submit_modal(shown, {"why": "It names somebody."})
        if away:
            async with here.away():
                await no_desk(here)
        else:
            await no_desk(here)
        await set_up_anew(here)
        assert "It names somebody." in "\n".join(text_of(message) for message in here.desk.history())


async def test_a_page_that_is_deleted_is_told_to_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for index in range(3):
            await acts.dm(here.env, here.wren, f"A long goodbye {index}\n\n" + "It goes on. " * 150)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.mora.delete(here.thread().history()[-1])
        assert "A page of it was deleted, so nobody can read on." in here.desk_card(1).content
        await decide(here, "remove")
        await decide(here, "restore")
        assert "deleted" not in here.desk_card(1).content and len(here.published()) == 1


async def test_whoever_decides_by_command_reads_that_there_is_no_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        assert "⚠" not in told(await here.mora.slash(here.hall, "letters queue"))
        await no_desk(here)
        assert "⚠ The desk is gone. Choose another channel" in await decide(here, "approve")


async def test_a_server_that_is_only_out_of_order_has_not_been_left(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        before = text_of(here.draft(here.wren))
        here.env.backend.emit("GUILD_DELETE", {"id": str(here.guild.id), "unavailable": True})
        await here.env.settle()
        assert text_of(here.draft(here.wren)) == before

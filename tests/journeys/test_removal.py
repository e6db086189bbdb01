"""Out of sight: what moderators remove, what authors withdraw, what readers report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from tests import acts, unkind
from tests.town import BODY, LETTER, TITLE, Town, answer_of, labels, picture, state_of, sure, text_of, told, town

#: Three pages, in paragraphs that can be told apart.
LONG = "A long goodbye\n\n" + "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 40 for index in range(20))
REMOVED = "This letter was removed by the moderators."
WITHDRAWN = "This letter was withdrawn by its author."


def in_public(here: Town) -> str:
    """Everything that anybody can see of the letters: texts, files, the names of channels and threads."""
    seen: list[str] = []
    for channel in [here.letters, *here.letters.threads]:
        seen.append(channel.name or "")
        for message in channel.history():
            seen += [text_of(message), *labels(message), *(each.filename for each in message.attachments)]
    return "\n".join(seen)


async def remove(here: Town, reason: str = "It names somebody.") -> Any:
    return await here.mora.slash(here.desk, "letters remove", number=1, reason=reason)


async def publish_long(here: Town) -> None:
    for start in range(0, len(LONG), 4000):
        await acts.dm(here.env, here.wren, LONG[start : start + 4000], attachments=[("cat.png", picture())])
    await here.wren.user.click(here.draft(here.wren), label="Send letter")
    await here.mora.click(here.desk_card(1), label="Approve")
    assert "Paragraph 19." in in_public(here) and "picture-1.png" in in_public(here)


# --- out of sight -------------------------------------------------------------------------------------------------


async def by_command(here: Town) -> None:
    await remove(here)


async def by_button(here: Town) -> None:
    shown = await here.mora.click(here.desk_card(1), label="Remove")
    await here.mora.submit_modal(shown, {"reason": "It names somebody."})


async def by_report(here: Town) -> None:
    await report(here, here.ida)
    shown = await here.mora.click(report_card(here), label="Remove")
    await here.mora.submit_modal(shown, {"reason": "It names somebody."})


async def withdraw_in_the_server(here: Town) -> None:
    await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))


async def withdraw_in_a_direct_message(here: Town) -> None:
    await sure(here.wren.user, await here.wren.user.slash("letter withdraw", number=1))


async def withdraw_on_the_notice(here: Town) -> None:
    await sure(here.wren.user, await here.wren.user.click(here.from_bot(here.wren)[-1], label="Withdraw"))


async def withdraw_on_the_card(here: Town) -> None:
    card = next(message for message in here.from_bot(here.wren) if "**Received.**" in message.content)
    await sure(here.wren.user, await here.wren.user.click(card, label="Withdraw"))


Way = Callable[[Town], Awaitable[None]]
REMOVALS = [(way, REMOVED, "Removed letter") for way in (by_command, by_button, by_report)]
WITHDRAWALS = [
    (way, WITHDRAWN, "Withdrawn letter")
    for way in (withdraw_in_the_server, withdraw_in_a_direct_message, withdraw_on_the_notice, withdraw_on_the_card)
]


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
@pytest.mark.parametrize(("way", "line", "name"), REMOVALS + WITHDRAWALS)
async def test_nothing_of_the_letter_stays_in_sight(
    tmp_path: Path, forum: bool, way: Way, line: str, name: str
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await publish_long(here)
        await way(here)
        seen = in_public(here)
        assert line in seen and name in seen
        for trace in ("Paragraph", "It goes on", "A long goodbye", ".png", "Leave a reply", "Report", "Safe for Work"):
            assert trace not in seen
        assert state_of(here.thread()).locked and state_of(here.thread()).archived
        assert await here.outbox() == []


async def test_what_others_said_stays(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.sol.send(here.thread(), "Me too, honestly.")
        await remove(here)
        assert [text.partition("\n")[0] for _, text in here.thread_texts()] == ["Ride it.", "Me too, honestly."]


async def test_a_thread_that_had_gone_to_sleep_is_taken_down_too(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        await publish_long(here)
        await here.days_later(8)
        unkind.archive_idle_threads(here.env)
        assert state_of(here.thread()).archived
        await remove(here)
        assert (
            "Paragraph" not in in_public(here) and state_of(here.thread()).locked and state_of(here.thread()).archived
        )


async def test_the_author_is_told_why_and_the_desk_sees_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert (
            told(await remove(here))
            == "Letter 1 is being taken out of sight; its author is told, if I still know who they are."
        )
        notice = here.from_bot(here.wren)[-1].content
        assert notice == f"Letter 1, “{TITLE}”, was removed by the moderators. They wrote:\n>>> It names somebody."
        card = here.desk_card(1)
        assert f"Removed by {here.mora.mention}." in card.content and "It names somebody." in card.content
        assert BODY in text_of(card) and labels(card) == ["Restore", "Block"]


async def test_a_removal_without_a_reason_says_that_there_is_none(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert here.from_bot(here.wren)[-1].content.endswith("was removed by the moderators. They gave no reason.")


async def test_a_letter_on_its_way_is_removed_before_it_appears(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        here.env.inject_error("POST", f"/channels/{here.letters.id}/messages", status=503, times=None)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert "Approved, on its way" in here.desk_card(1).content
        await remove(here)
        here.env.backend.faults.clear()
        await here.pass_time(60)
        assert here.letters.history() == [] and "Removed by" in here.desk_card(1).content


# --- and back -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_restore_puts_everything_back_where_it_was(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await publish_long(here)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(65)
        before = in_public(here)
        await remove(here)
        await here.restart()
        done = await here.mora.slash(here.desk, "letters restore", number=1)
        assert told(done) == "Letter 1 is on its way back."
        assert in_public(here) == before
        assert not state_of(here.thread()).locked and not state_of(here.thread()).archived
        assert "is public again" in here.from_bot(here.wren)[-1].content
        assert "Remove" in labels(here.desk_card(1))


async def test_a_restored_letter_can_be_answered_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await remove(here)
        await here.mora.slash(here.desk, "letters restore", number=1)
        await here.reply(here.ida, "Ride it.", "The neighbour")
        assert here.thread_texts()[-1][0] == "The neighbour"


async def test_the_day_of_a_restored_letter_is_that_of_its_publication(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await remove(here)
        await here.days_later(3)
        await here.mora.slash(here.desk, "letters restore", number=1)
        assert "1 January 2026" in text_of(here.published()[0])


async def test_a_letter_removed_twice_for_the_same_reason_is_told_of_twice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await remove(here)
        await here.mora.slash(here.desk, "letters restore", number=1)
        here.env.inject_error("POST", f"/channels/{here.wren.user.dm_channel.id}/messages")
        await remove(here)
        await here.pass_time(30)
        assert len([each for each in here.from_bot(here.wren) if "was removed" in each.content]) == 2
        assert await here.outbox() == []


async def test_a_withdrawn_letter_cannot_be_restored(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await withdraw_in_the_server(here)
        said = told(await here.mora.slash(here.desk, "letters restore", number=1))
        assert said.endswith("Only a letter that moderators removed can be.") or "was withdrawn by its author" in said
        assert TITLE not in in_public(here)


# --- withdrawing at every stage -------------------------------------------------------------------------------


async def draft(here: Town) -> None:
    await here.write(here.wren)


async def held(here: Town) -> None:
    await here.send(here.wren)


async def returned(here: Town) -> None:
    await here.send(here.wren)
    await here.mora.slash(here.desk, "letters return", number=1, note="Shorter, please.")


async def on_its_way(here: Town) -> None:
    here.env.inject_error("POST", f"/channels/{here.letters.id}/messages", status=503, times=None)
    await here.publish()
    here.env.backend.faults.clear()


async def published(here: Town) -> None:
    await here.publish()


async def removed(here: Town) -> None:
    await here.publish()
    await remove(here)


@pytest.mark.parametrize("stage", [held, returned, on_its_way, published, removed])
@pytest.mark.parametrize("way", [withdraw_in_the_server, withdraw_in_a_direct_message])
async def test_the_author_withdraws_at_any_stage(tmp_path: Path, stage: Way, way: Way) -> None:
    async with town(tmp_path) as here:
        await stage(here)
        await way(here)
        await here.pass_time(60)
        card = here.desk_card(1)
        assert "**Letter 1** · Withdrawn by its author." in card.content and labels(card) == []
        assert BODY not in text_of(card) and here.mora.mention not in card.content
        assert here.published() == [] and TITLE not in in_public(here)
        assert f"**1** · {TITLE} · withdrawn" in told(await here.wren.slash(here.hall, "letter mine"))
        assert await here.outbox() == []


@pytest.mark.parametrize("stage", [held, published, removed])
async def test_the_button_of_the_received_card_withdraws_at_every_stage(tmp_path: Path, stage: Way) -> None:
    async with town(tmp_path) as here:
        await stage(here)
        await here.restart()
        await withdraw_on_the_card(here)
        assert "Withdrawn by its author." in here.desk_card(1).content and here.published() == []


async def test_withdrawing_takes_the_letter_and_its_pictures_off_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, LETTER, attachments=[("cat.png", picture())])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await withdraw_on_the_card(here)
        card = here.desk_card(1)
        assert not card.attachments and not card.embeds


async def test_withdrawing_twice_says_that_it_is_done(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await withdraw_in_the_server(here)
        again = told(await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1)))
        assert again == "Letter 1 is withdrawn already."


async def test_a_rejected_letter_has_nothing_to_withdraw(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.mora.slash(here.desk, "letters reject", number=1)
        assert "Letter 1 is rejected" in told(
            await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        )


async def test_nobody_withdraws_somebody_elses_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for who in (here.ida, here.mora):
            refused = await sure(who, await who.slash(here.hall, "letter withdraw", number=1))
            assert (
                told(refused).startswith("You have no letter 1 here. `/letter mine` lists yours; ")
                and answer_of(refused).ephemeral
            )
        assert len(here.published()) == 1


async def test_of_a_withdrawal_and_an_approval_at_the_same_moment_nothing_stays_in_public(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        asked = await here.wren.slash(here.hall, "letter withdraw", number=1)
        async with acts.at_once(here.env):
            await here.mora.click(here.desk_card(1), label="Approve")
            await sure(here.wren, asked)
        await here.pass_time(60)
        assert BODY not in in_public(here) and here.published() == []
        assert "Withdrawn by its author." in here.desk_card(1).content and await here.outbox() == []


# --- one's own letters ----------------------------------------------------------------------------------------


async def test_mine_lists_ones_own_letters_and_their_states(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.send(here.wren, "Snow in April\n\nIt fell on the tulips, and you laughed.")
        await here.send(here.ida, "Somebody else's\n\nThis one is not hers at all.")
        shown = await here.wren.slash(here.hall, "letter mine")
        assert answer_of(shown).ephemeral
        url = f"https://discord.com/channels/{here.guild.id}/{here.thread().id}"
        assert [line for line in told(shown).splitlines() if line.startswith("**")] == [
            "**2** · Snow in April · waiting for the moderators",
            f"**1** · [{TITLE}]({url}) · published · no responses yet",
        ]
        assert told(await here.wren.user.slash("letter mine")) == told(shown)


async def test_mine_says_how_to_write_the_first(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "You have sent no letters here." in told(await here.sol.slash(here.hall, "letter mine"))


async def test_mine_has_pages(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for index in range(25):
            await here.send(here.wren, f"The news of day {index}\n\nNothing happened on day {index}.")
        listed = await here.wren.slash(here.hall, "letter mine")
        seen = told(listed).count("waiting for the moderators")
        for page in (2, 3):
            listed = await here.wren.click(answer_of(listed), label="Next")
            assert f"Page {page} of 3" in told(listed)
            seen += told(listed).count("waiting for the moderators")
        assert seen == 25
        back = await here.wren.click(answer_of(listed), label="Previous")
        assert "Page 2 of 3" in told(back)


# --- reports --------------------------------------------------------------------------------------------------


async def report(here: Town, who: Any, why: str = "It is about my sister.") -> Any:
    shown = await who.click(here.published()[0], label="Report")
    return await who.submit_modal(shown, {"why": why})


def report_cards(here: Town) -> list[discord.Message]:
    """Everything at the desk but the review card."""
    return [message for message in here.desk.history() if message.id != here.desk_card(1).id]


def report_card(here: Town) -> discord.Message:
    return report_cards(here)[-1]


async def test_a_report_puts_a_card_at_the_desk(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        done = await report(here, here.ida)
        assert told(done) == "Thank you. The moderators will look at it." and answer_of(done).ephemeral
        card = report_card(here)
        assert "**1 reader reported letter 1**" in card.content and "> It is about my sister." in text_of(card)
        assert labels(card) == ["Remove", "Dismiss"]
        assert "Ida" not in text_of(card) and here.ida.mention not in text_of(card)
        assert labels(here.published()[0]) == ["Leave a reply", "Report"]


async def test_however_many_report_there_is_one_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for who, why in ((here.ida, "My sister."), (here.sol, "It is rude."), (here.otto, "Both.")):
            await report(here, who, why)
            await here.pass_time(1)
        (card,) = report_cards(here)
        assert "**3 readers reported letter 1**" in card.content
        assert "> Both.\n> It is rude.\n> My sister." in text_of(card)


async def test_one_reader_reports_once(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida)
        assert "You have reported this letter already" in told(await report(here, here.ida, "And again!"))
        assert "**1 reader reported" in report_card(here).content and "And again!" not in text_of(report_card(here))


async def test_a_card_that_discord_refused_at_first_comes_all_the_same(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        here.env.inject_error("POST", f"/channels/{here.desk.id}/messages")
        await report(here, here.ida)
        await here.pass_time(30)
        (card,) = report_cards(here)
        assert labels(card) == ["Remove", "Dismiss"] and "Published by" in here.desk_card(1).content


async def test_remove_on_the_report_takes_the_letter_down_and_settles_the_report(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await by_report(here)
        (card,) = report_cards(here)
        assert f"The letter was removed by {here.mora.mention}." in card.content
        assert not card.embeds and labels(card) == ["Restore"]


async def test_dismiss_leaves_the_letter_where_it_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida)
        await here.restart()
        await here.mora.click(report_card(here), label="Dismiss")
        (card,) = report_cards(here)
        assert f"Dismissed by {here.mora.mention}." in card.content and labels(card) == []
        assert len(here.published()) == 1 and "Published by" in here.desk_card(1).content
        assert len(here.from_bot(here.wren)) == 2


async def test_another_reader_s_report_after_a_dismissal_puts_a_new_card(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida)
        await here.mora.click(report_card(here), label="Dismiss")
        assert "You have reported this letter already" in told(await report(here, here.ida, "It still is."))
        assert "Thank you." in told(await report(here, here.sol, "It still is."))
        old, new = report_cards(here)
        assert "Dismissed" in old.content and "**1 reader reported" in new.content and "> It still is." in text_of(new)


async def test_of_two_who_dismiss_at_the_same_moment_one_reads_that_it_is_done(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida)
        async with acts.at_once(here.env):
            one = await here.mora.click(report_card(here), label="Dismiss")
            two = await here.otto.click(report_card(here), label="Dismiss")
        assert (told(one) + told(two)).count("somebody settled it already") == 1


@pytest.mark.parametrize("way", [by_command, withdraw_in_the_server])
async def test_a_letter_taken_down_elsewhere_settles_its_reports(tmp_path: Path, way: Way) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.ida)
        await way(here)
        (card,) = report_cards(here)
        assert "The letter was" in card.content and {*labels(card)} <= {"Restore"} and TITLE not in text_of(card)


async def test_a_report_that_is_settled_before_its_card_stands_needs_none(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        here.env.inject_error("POST", f"/channels/{here.desk.id}/messages")
        await report(here, here.ida)
        await remove(here)
        await here.pass_time(30)
        assert [labels(card) for card in report_cards(here)] in ([], [["Restore"]])


async def test_a_letter_out_of_sight_cannot_be_reported(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.ida.click(here.published()[0], label="Report")
        await remove(here)
        assert "not in public at the moment" in told(await here.ida.submit_modal(shown, {"why": "My sister."}))
        assert report_cards(here) == []


async def test_the_report_card_needs_the_permission(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await report(here, here.sol)
        acts.set_permissions(here.desk, here.ida, view_channel=True)
        for label in ("Remove", "Dismiss"):
            assert "You need the permission" in told(await here.ida.click(report_card(here), label=label))


async def test_nobody_reads_on_in_a_letter_its_author_took_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish_long(here)
        await withdraw_in_the_server(here)
        assert labels(here.desk_card(1)) == []

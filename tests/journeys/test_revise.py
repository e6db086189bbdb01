"""Revising a published letter: what its author does, what the desk sees, what readers see, and what stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import acts
from tests.town import (
    TITLE,
    Town,
    form_of,
    labels,
    modal_values,
    picture,
    selects,
    state_of,
    sure,
    text_of,
    told,
    town,
)

NEW = "I have sold the bicycle. The wall is bare now, and I miss walking around it."
LONG = "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 40 for index in range(12))
LONGER = LONG + "\n\n" + "\n\n".join(f"Later, {index}. " + "It stayed. " * 40 for index in range(18))


async def revise(here: Town, text: str | None = None, *, title: str | None = None) -> Any:
    """Wren presses **Revise** on the notice of a letter, changes the form, and sends the revision."""
    notice = [each for each in here.from_bot(here.wren) if "Revise" in labels(each)][-1]
    await here.wren.user.click(notice, label="Revise")
    await edit(here, text, title=title)
    return await here.wren.user.click(here.draft(here.wren), label="Send letter")


async def edit(here: Town, text: str | None = None, *, title: str | None = None) -> None:
    shown = await here.wren.user.click(here.draft(here.wren), label="Edit")
    found = modal_values(shown)
    first, *more = [""] if text is None else chunks(text)
    if text is not None:
        texts = [name for name in found if name.startswith("text")]
        found |= {texts[0]: first, **dict.fromkeys(texts[1:], "")}
    if title is not None:
        found |= {"title": title}
    await here.wren.user.submit_modal(shown, found)
    for chunk in more:
        await acts.dm(here.env, here.wren, chunk)


def chunks(text: str) -> list[str]:
    """A text as several messages of whole paragraphs."""
    said = text.split("\n\n")
    return ["\n\n".join(said[at : at + 3]) for at in range(0, len(said), 3)]


async def publish_long(here: Town, text: str) -> None:
    for chunk in chunks(f"A long goodbye\n\n{text}"):
        await acts.dm(here.env, here.wren, chunk)
    await here.wren.user.click(here.draft(here.wren), label="Send letter")
    await here.mora.click(here.desk_card(1), label="Approve")


def letter(here: Town) -> str:
    (message,) = here.published()
    return text_of(message)


def pages(here: Town) -> list[str]:
    """The further pages in the newest thread, in the order in which they stand."""
    return [text for who, text in here.thread_texts() if who != "Neighbour" and "It " in text]


def heard(here: Town, *texts: str) -> bool:
    """Whether one message of the bot's to Wren says all of this."""
    return any(all(text in text_of(each) for text in texts) for each in here.from_bot(here.wren))


@pytest.mark.parametrize("forum", [False, True])
async def test_an_approved_revision_is_edited_in_place_and_readers_see_that_it_was_revised(
    tmp_path: Path, forum: bool
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        (before,) = here.published()
        await here.reply(here.ida, "Keep it.", "Neighbour")
        await here.restart()
        await revise(here, NEW, title="The bare wall")
        assert heard(here, "Your revision of letter 1 is number 2")
        assert TITLE in letter(here) and "revised" not in letter(here)
        card = here.desk_card(2)
        assert "A revision of letter 1:" in card.content and "Revised, and waits for a decision." in card.content
        changed = next(embed for embed in card.embeds if embed.title == "What changed")
        assert "~~" in (changed.description or "") and "**" in (changed.description or "")
        await here.restart()
        await here.mora.click(here.desk_card(2), label="Approve")
        (after,) = here.published()
        assert after.id == before.id
        assert after.embeds[0].title == "The bare wall" and after.embeds[0].description == NEW
        assert "revised " in letter(here)
        assert "1 response" in letter(here)
        assert here.thread()._channel.name == "The bare wall"
        await here.pass_time(60)
        assert heard(here, "Your revision stands: letter 1, “The bare wall”")
        assert "Approved by" in here.desk_card(2).content and "The bare wall" in text_of(here.desk_card(1))
        assert not await here.outbox()


async def test_the_card_is_filled_in_with_what_stands_and_only_its_text_can_be_changed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        notice = next(each for each in here.from_bot(here.wren) if "Revise" in labels(each))
        await here.wren.user.click(notice, label="Revise")
        card = here.draft(here.wren)
        assert "A revision of letter 1" in card.content
        assert TITLE in text_of(card) and "oiled the chain" in text_of(card) and selects(card) == {}
        refused = await here.wren.user.click(card, label="Send letter")
        assert "Nothing is changed yet" in told(refused)
        await acts.dm(here.env, here.wren, "And one line more.")  # what is written goes on with it
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(2), label="Approve")
        assert "oiled the chain" in letter(here) and "And one line more." in letter(here)
        assert here.thread()._channel.name == TITLE


@pytest.mark.parametrize("forum", [False, True])
async def test_a_short_letter_becomes_long_then_longer_and_short_again(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        await here.reply(here.ida, "Go on.", "Neighbour")
        for number, text in ((2, LONG), (3, LONGER), (4, NEW)):
            await revise(here, text)
            await here.mora.click(here.desk_card(number), label="Approve")
            await here.restart()
            said = "\n\n".join([here.published()[0].embeds[0].description or "", *pages(here)])
            assert said.split() == text.split(), number
            assert "⚠" not in text_of(here.desk_card(1))
        assert pages(here) == [] and any("Go on." in text for _, text in here.thread_texts())


async def test_a_page_that_somebody_deleted_is_posted_again_with_those_after_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish_long(here, LONGER)
        third = [each for each in here.thread().history() if each.embeds and not each.components][1]
        await here.mora.delete(third)
        assert "A page of it was deleted" in text_of(here.desk_card(1))
        text = LONGER.replace("Paragraph 0.", "Paragraph zero.")
        await revise(here, text)
        await here.mora.click(here.desk_card(2), label="Approve")
        said = "\n\n".join([here.published()[0].embeds[0].description or "", *pages(here)])
        assert said.split() == text.split()
        assert "A page of it was deleted" not in text_of(here.desk_card(1))


async def test_a_revision_sent_back_or_rejected_leaves_the_letter_and_its_author_hears_why(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        shown = await here.mora.click(here.desk_card(2), label="Send back")
        await here.mora.submit_modal(shown, {"note": "Keep the river."})
        assert TITLE in letter(here) and "oiled the chain" in letter(here)
        assert heard(here, "Your revision of letter 1", "came back")
        card = here.draft(here.wren)
        assert "A revision of letter 1" in card.content and "Keep the river." in card.content
        await here.restart()
        await edit(here, f"{NEW} I shall walk to the river.")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        shown = await here.mora.click(here.desk_card(2), label="Reject")
        await here.mora.submit_modal(shown, {"reason": "It was better before."})
        assert heard(here, "Your revision of letter 1", "was not approved", "It was better before.")
        assert "oiled the chain" in letter(here) and "revised" not in letter(here)
        await revise(here, NEW)  # and once more
        await here.mora.click(here.desk_card(3), label="Approve")
        assert NEW in letter(here)


async def test_a_letter_removed_meanwhile_is_not_shown_by_its_revision(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        await here.mora.slash(here.hall, "letters remove", number=1, reason="Too long.")
        refused = await here.mora.click(here.desk_card(2), label="Approve")
        assert "Letter 1, which it revises, is not in public now" in told(refused)
        assert "**Letter 2**" in told(await here.mora.slash(here.hall, "letters queue"))
        assert not here.published()
        await here.mora.slash(here.hall, "letters restore", number=1)
        assert "oiled the chain" in letter(here)
        await here.mora.click(here.desk_card(2), label="Approve")
        assert NEW in letter(here)


async def test_what_is_removed_while_the_revision_is_on_its_way_stays_out_of_sight(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        message = here.published()[0]
        here.env.inject_error("PATCH", f"/channels/{message.channel.id}/messages/{message.id}", status=503)
        await here.mora.click(here.desk_card(2), label="Approve")
        await here.mora.slash(here.hall, "letters remove", number=1)
        await here.pass_time(60)
        assert not here.published() and not await here.outbox()
        assert "is not in public now" in text_of(here.desk_card(2)) and "Approve" in labels(here.desk_card(2))
        await here.mora.slash(here.hall, "letters restore", number=1)
        await here.mora.click(here.desk_card(2), label="Approve")
        assert NEW in letter(here)


async def test_a_withdrawn_letter_takes_its_revision_along(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        assert not here.published() and "Withdrawn by its author." in here.desk_card(2).content
        assert "Approve" not in labels(here.desk_card(2))
        said = [text_of(each) for each in here.from_bot(here.wren)]
        assert "Your revision of letter 1 is withdrawn." in said
        assert not any("stays as it is" in each for each in said)


async def test_a_revision_withdrawn_leaves_the_letter_and_its_author_may_revise_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        asked = await here.wren.slash(here.hall, "letter revise", number=1)
        assert "A revision of letter 1 has been sent already." in told(asked)
        asked = await here.wren.slash(here.hall, "letter withdraw", number=2)
        assert "The letter itself stays as it is." in told(asked)
        done = await sure(here.wren, asked)
        assert "Your revision of letter 1 is withdrawn." in told(done)
        assert "oiled the chain" in letter(here)
        await revise(here, NEW)
        await here.mora.click(here.desk_card(3), label="Approve")
        assert NEW in letter(here)


async def test_a_revision_withdrawn_after_an_answer_was_lost_is_taken_back_in_public(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW, title="The bare wall")
        message = here.published()[0]
        acts.lose_answer(here.env, "PATCH", f"/channels/{message.channel.id}/messages/{message.id}")
        await here.mora.click(here.desk_card(2), label="Approve")
        assert NEW in letter(here)  # readers see it, and the bot does not know
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=2))
        await here.pass_time(60)
        assert "oiled the chain" in letter(here) and "revised" not in letter(here)
        assert here.thread()._channel.name == TITLE and not await here.outbox()


async def test_of_two_moderators_one_wins_and_the_other_reads_who_was_faster(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        card = here.desk_card(2)
        await here.mora.click(card, label="Approve")
        late = await here.otto.slash(here.hall, "letters reject", number=2)
        assert f"<@{here.mora.id}> was faster: letter 2 is approved" in told(late)
        refused = await here.otto.slash(here.hall, "letters remove", number=2)
        assert "Letter 2 is a revision of letter 1: remove that one." in told(refused)
        assert NEW in letter(here)


async def test_what_discord_refuses_comes_back_to_the_desk_and_what_was_changed_is_put_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await publish_long(here, LONG)
        message = here.published()[0]
        here.env.inject_error("PATCH", f"/channels/{message.channel.id}/messages/{message.id}", status=400, code=200000)
        await revise(here, LONG.replace("It goes on.", "It went on."), title="The bare wall")
        await here.mora.click(here.desk_card(2), label="Approve")
        card = here.desk_card(2)
        assert "Approving it again will not do" in text_of(card) and "Send back" in labels(card)
        assert all("It went on." not in text for text in [letter(here), *pages(here)])
        assert here.thread()._channel.name == "A long goodbye"
        assert "⚠" not in text_of(here.desk_card(1)) and not await here.outbox()


async def test_a_thread_that_sleeps_is_opened_for_it_and_closed_again(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        await publish_long(here, LONG)
        await revise(here, LONG.replace("It goes on.", "It went on."), title="The bare wall")
        metadata: Any = {"archived": True, "archive_timestamp": here.env.backend.now_iso()}
        here.env.backend.edit_channel(here.thread().id, {}, thread_metadata=metadata)
        await here.env.settle()
        await here.mora.click(here.desk_card(2), label="Approve")
        assert "It goes on." not in letter(here) and here.thread()._channel.name == "The bare wall"
        assert state_of(here.thread()).archived


async def test_pictures_stay_and_more_can_be_added(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await acts.dm(here.env, here.wren, f"{TITLE}\n\n{NEW}", attachments=[("sea.png", picture())])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        await revise(here, "It was blue.")
        assert "pictures have changed" not in text_of(here.desk_card(2))
        await here.mora.click(here.desk_card(2), label="Approve")
        assert len(here.published()[0].attachments) == 1 and "It was blue." in letter(here)
        notice = [each for each in here.from_bot(here.wren) if "Revise" in labels(each)][-1]
        await here.wren.user.click(notice, label="Revise")
        await acts.dm(here.env, here.wren, "So was the sky.", attachments=[("sky.png", picture("blue"))])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "Its pictures have changed." in text_of(here.desk_card(3))
        await here.mora.click(here.desk_card(3), label="Approve")
        assert len(here.published()[0].attachments) == 2


async def test_in_a_server_revise_opens_the_form_with_the_text_that_stands(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        shown = await here.wren.slash(here.hall, "letter revise", number=1)
        found = modal_values(shown)
        assert found["title"] == TITLE and any("oiled the chain" in said for said in found.values())
        assert form_of(shown)
        await here.wren.submit_modal(shown, {**found, "title": "Another title"})
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(2), label="Approve")
        assert "Another title" in letter(here)


async def test_only_its_author_may_revise_a_letter_and_no_draft_is_left_of_a_try(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        asked = await here.ida.slash(here.hall, "letter revise", number=1)
        assert "You have no letter 1 here." in told(asked)
        async with here.office.store.transaction() as tx:
            (one,) = await tx.letters_by(lambda *_: True, None)
        assert one.number == 1


async def test_the_daily_limit_counts_a_revision(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", daily=2)
        await here.publish()
        await revise(here, NEW)
        await here.mora.click(here.desk_card(2), label="Approve")
        refused = await revise(here, "And now this.")
        assert "within a day" in told(refused) and NEW in letter(here)


async def test_a_merged_revision_leads_to_nobody_a_week_later(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await revise(here, NEW)
        await here.mora.click(here.desk_card(2), label="Approve")
        await here.days_later(8)
        async with here.office.store.transaction() as tx:
            merged = await tx.letter_numbered(here.guild.id, 2)
            assert merged.author is None and merged.title is None and not await tx.parts(merged.id)
            assert (await tx.letter_numbered(here.guild.id, 1)).author is not None
        assert NEW in letter(here)


async def test_where_letters_appear_unread_a_revision_does_and_what_is_flagged_waits(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.mora.slash(here.hall, "letterbox settings", review="instant", flag="sold")
        await revise(here, NEW)
        assert "Revised, and waits for a decision." in here.desk_card(2).content and NEW not in letter(here)
        await here.mora.click(here.desk_card(2), label="Approve")
        await revise(here, "The wall is bare.")
        assert heard(here, "Your revision of letter 1 is number 3", "takes the place of the text there soon")
        assert "The wall is bare." in letter(here) and heard(here, "Your revision stands: letter 1")


@pytest.mark.parametrize("lost", [True, False], ids=["done, and the answer lost", "not done"])
@pytest.mark.parametrize("where", ["message", "thread", "page", "new page", "old page"])
async def test_struck_at_any_of_its_requests_a_revision_stands_exactly_once(
    tmp_path: Path, where: str, lost: bool
) -> None:
    async with town(tmp_path) as here:
        await publish_long(here, LONGER if where == "old page" else LONG)
        text = LONG.replace("It goes on.", "It went on.") + ("" if where == "old page" else "\n\n" + "It ends. " * 400)
        await revise(here, text, title="The bare wall")
        (message,), thread = here.published(), here.thread()
        further = [each.id for each in thread.history() if each.embeds and not each.components]
        method, path = {
            "message": ("PATCH", f"/channels/{message.channel.id}/messages/{message.id}"),
            "thread": ("PATCH", f"/channels/{thread.id}"),
            "page": ("PATCH", f"/channels/{thread.id}/messages/{further[0]}"),
            "new page": ("POST", f"/channels/{thread.id}/messages"),
            "old page": ("DELETE", f"/channels/{thread.id}/messages/{further[-1]}"),
        }[where]
        since = len(here.env.http_requests)
        if lost:
            acts.lose_answer(here.env, method, path)
        else:
            here.env.inject_error(method, path, status=503)
        await here.mora.click(here.desk_card(2), label="Approve")
        await here.restart()
        await here.pass_time(120)
        asked = [f"{each.method} {each.path}" for each in here.env.http_requests[since:]]
        assert f"{method} {path}" in asked
        said = "\n\n".join([message_text(here), *pages(here)])
        assert said.split() == text.split() and thread._channel.name == "The bare wall"
        assert sum("Your revision stands" in text_of(each) for each in here.from_bot(here.wren)) == 1
        assert not await here.outbox() and "Approved by" in here.desk_card(2).content


def message_text(here: Town) -> str:
    return here.published()[0].embeds[0].description or ""

"""What people do in a thread beside plain text: forwards, polls, proxies, replies; and what the author reads of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest

from bot import client
from bot.life import outbox
from tests import acts
from tests.town import TITLE, Town, labels, picture, text_of, told, town


def notices(here: Town) -> list[discord.Message]:
    """The notices of responses that Wren got."""
    return [message for message in here.from_bot(here.wren) if "Answer" in labels(message) and message.embeds]


async def count(here: Town) -> str:
    """What stands under the letter after a while."""
    await here.pass_time(outbox.COUNT_EVERY + outbox.COUNT_WAIT)
    return here.published()[-1].embeds[0].footer.text or ""


# --- forwards and polls -------------------------------------------------------------------------------------------


async def test_a_forward_is_counted_and_its_author_is_told_of_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        source = await here.sol.send(here.hall, "The river is high.", attachments=[("river.png", picture())])
        await here.publish()
        await here.sol.forward(source, here.thread())
        await here.pass_time(10)
        assert "1. Sol Tern\n↪️\nThe river is high.\n📎 river.png" in text_of(notices(here)[-1])
        assert "1 response" in await count(here)


async def test_a_forward_of_an_embed_is_told_of(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        source = await here.guild.create_webhook(here.hall).send(embed=discord.Embed(description="News."))
        await here.sol.forward(source, here.thread())
        await here.pass_time(10)
        assert "1. Sol Tern\n↪️" in text_of(notices(here)[-1])


async def test_a_forward_that_the_bot_may_not_read_is_counted_only(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(message_content=False)) as here:
        source = await here.sol.send(here.hall, "The river is high.")
        await here.publish()
        await here.sol.forward(source, here.thread())
        assert "1 response" in await count(here) and notices(here) == []


async def test_a_poll_is_counted_and_its_author_is_told_of_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        poll = acts.poll("Ride it?", "Yes", "To the river")
        here.env.backend.create_message(here.thread().id, here.sol.id, "", poll=poll)
        await here.env.settle()
        await here.pass_time(10)
        assert "1. Sol Tern\n📊 Ride it?\n• Yes\n• To the river" in text_of(notices(here)[-1])
        assert "1 response" in await count(here)


# --- proxies ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deleted_first", [False, True], ids=["repeated, then deleted", "deleted, then repeated"])
@pytest.mark.parametrize("forum", [False, True], ids=["channel", "forum"])
async def test_what_a_proxy_says_is_the_response_and_the_message_that_it_deletes_is_none(
    tmp_path: Path, deleted_first: bool, forum: bool
) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        proxy = acts.Proxy(here.env, here.letters)
        original = await here.sol.send(here.thread(), "L: Ride it.\nTo the river.")
        if deleted_first:
            await here.sol.delete(original)
        said = await proxy.say(here.thread(), "Lune", "Ride it.\nTo the river.")
        if not deleted_first:
            await here.sol.delete(original)
        assert "1 response" in await count(here)
        (notice,) = notices(here)
        assert [embed.title for embed in notice.embeds] == ["1. Lune"] and str(said.id) in str(notice.embeds[0].url)
        assert notice.embeds[0].description == "Ride it.\nTo the river."


async def test_it_is_followed_like_any_other_and_counted_after_the_bot_was_away(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        proxy = acts.Proxy(here.env, here.letters)
        async with here.away():
            said = await proxy.say(here.thread(), "Lune", "Ride it.")
        await here.pass_time(10)
        assert "1. Lune\nRide it." in text_of(notices(here)[-1])
        await proxy.edit(said, "Ride it home.")
        await here.pass_time(10)
        assert "1. Lune\nRide it home." in text_of(notices(here)[-1])
        await here.mora.delete(said)
        assert "no responses yet" in await count(here)


async def test_authors_who_speak_through_a_proxy_are_not_told_of_their_own_words(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        original = await here.wren.send(here.thread(), "L: I wrote that.")
        await acts.Proxy(here.env, here.letters).say(here.thread(), "Lune", "I wrote that.")
        await here.wren.delete(original)
        assert "1 response" in await count(here) and notices(here) == []


@pytest.mark.parametrize(
    "deleted", ["neither", "the first, by hand", "later", "the other"], ids=lambda each: each.replace(" ", "-")
)
async def test_a_bridge_that_repeats_what_somebody_said_is_a_response_of_its_own(tmp_path: Path, deleted: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        long = "I ride mine to the river.\n\nAnd back, most evenings, along the wall and through the market.\n\nMe too."
        first = await here.sol.send(here.thread(), long)
        other = await here.ida.send(here.thread(), "Me too.")
        said = await acts.Proxy(here.env, here.letters).say(here.thread(), "Sol (elsewhere)", "Me too.")
        if deleted == "the first, by hand":  # with a line of what was said, but not the same
            await here.sol.delete(first)
        elif deleted == "later":
            await here.pass_time(60)
            await here.ida.delete(other)
        elif deleted == "the other":
            await here.mora.delete(said)
        await here.pass_time(20)
        shown = {embed.title: embed.description for notice in notices(here) for embed in notice.embeds}
        assert (f"{3 if deleted == 'neither' else 2} responses") in await count(here)
        standing = {title for title, text in shown.items() if "deleted since" not in (text or "")}
        everybody = {"1. Sol Tern": "the first, by hand", "2. Ida Brook": "later", "3. Sol (elsewhere)": "the other"}
        assert standing == {title for title, how in everybody.items() if how != deleted}


async def test_who_quotes_what_its_writer_then_deletes_stays_who_they_are(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        original = await here.sol.send(here.thread(), "I have one like it.")
        await here.ida.send(here.thread(), "I have one like it.")
        await here.sol.delete(original)
        assert "1 response" in await count(here)
        assert [embed.title for notice in notices(here) for embed in notice.embeds] == ["2. Ida Brook"]


async def test_a_proxied_message_with_a_picture_and_tags_on_both_sides_is_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        original = await here.sol.send(here.thread(), "[Look at this.]", attachments=[("river.png", picture())])
        stored = here.env.backend.get_message(here.thread().id, original.id).attachments
        await acts.Proxy(here.env, here.letters).say(here.thread(), "Lune", "Look at this.", attachments=stored)
        await here.sol.delete(original)
        assert "1 response" in await count(here)
        assert [embed.title for notice in notices(here) for embed in notice.embeds] == ["1. Lune"]


async def test_two_who_say_the_same_are_two(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        proxy = acts.Proxy(here.env, here.letters)
        for who, sign in ((here.sol, "L"), (here.ida, "K")):
            original = await who.send(here.thread(), f"{sign}: Me too.")
            await proxy.say(here.thread(), sign, "Me too.")
            await who.delete(original)
        assert "2 responses" in await count(here)
        assert [embed.title for notice in notices(here) for embed in notice.embeds] == ["1. L", "2. K"]


async def test_what_a_webhook_of_ours_or_of_a_person_says_is_no_response(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "Ride it.", "The neighbour")
        webhook = here.env.backend.create_webhook(here.letters.id, "News", here.otto.id)
        here.env.backend.create_message(here.thread().id, webhook.webhook_user_id, "Sale!", webhook_id=webhook.id)
        await here.env.settle()
        assert "1 response" in await count(here)
        assert [embed.title for embed in notices(here)[-1].embeds] == ["1. The neighbour (a pen name)"]


async def test_what_the_bot_may_not_read_any_more_is_not_emptied(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        said = await here.sol.send(here.thread(), "Me too.")
        await here.pass_time(10)
        await here.restart(client.intents(message_content=False))
        await here.sol.edit(said, "Me as well.")
        await here.pass_time(10)
        assert "Me too." in text_of(notices(here)[-1])


# --- what the author reads ----------------------------------------------------------------------------------------


async def test_a_notice_leads_to_the_thread_and_to_each_message_and_says_what_it_answers(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        first = await here.sol.send(here.thread(), "Me too.", attachments=[("river.png", picture())])
        await here.ida.send(here.thread(), "When?", reply_to=first)
        await here.pass_time(10)
        (notice,) = notices(here)
        place = f"https://discord.com/channels/{here.guild.id}/{here.thread().id}"
        assert f"New under your letter “{TITLE}”, {place}:" in notice.content
        assert [embed.title for embed in notice.embeds] == ["1. Sol Tern", "2. Ida Brook, in answer to 1"]
        assert notice.embeds[0].url == f"{place}/{first.id}" and "📎 river.png" in str(notice.embeds[0].description)


async def test_a_forwarded_response_answers_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.ida.forward(await here.sol.send(here.thread(), "Me too."), here.thread())
        await here.pass_time(10)
        assert [embed.title for embed in notices(here)[-1].embeds] == ["1. Sol Tern", "2. Ida Brook"]


async def test_the_notice_of_a_pen_name_reply_leads_to_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "Ride it.", "The neighbour")
        await here.pass_time(10)
        posted = here.thread().history()[-1]
        assert str(notices(here)[-1].embeds[0].url).endswith(f"/{posted.id}")


# --- the count ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locked", [False, True], ids=["archived", "archived and locked"])
async def test_the_count_follows_in_an_archived_post_which_stays_as_it_was(tmp_path: Path, locked: bool) -> None:
    async with town(tmp_path, forum=True) as here:
        await here.publish()
        said = await here.sol.send(here.thread(), "Me too.")
        assert "1 response" in await count(here)
        metadata: Any = {"archived": True, "locked": locked}
        here.env.backend.edit_channel(here.thread().id, {}, thread_metadata=metadata)
        await here.env.settle()
        await here.mora.delete(said)
        assert "no responses yet" in await count(here)
        state = here.thread()._channel.thread_metadata
        assert state is not None and (state.archived, state.locked) == (True, locked)


# --- restored -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["channel", "forum"])
async def test_a_picture_behind_a_spoiler_is_restored_behind_it(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await acts.dm(here.env, here.wren, TITLE + "\n\nLook.", attachments=[("SPOILER_a.png", picture())])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.mora.slash(here.desk, "letters remove", number=1)
        assert here.published() == []
        assert "1" in told(await here.mora.slash(here.desk, "letters restore", number=1))
        assert [each.is_spoiler() for each in here.published()[0].attachments] == [True]

"""What people answer under a letter, in their own name and under a pen name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot import client, life
from bot.errors import Refusal
from bot.letter import Membership, Person, Standing
from bot.life import outbox
from bot.rules import allowed_names, pen_names
from tests import acts
from tests.journeys.test_several_at_once import listed
from tests.town import BODY, LETTER, Town, answer_of, form_of, labels, modal_values, picture, text_of, told, town

REPLY = "I have one like it. Ride it."


def webhooks(here: Town) -> list[str]:
    """The names of the webhooks in the letters channel."""
    return [hook.name for hook in here.env.backend.webhooks.values() if hook.channel_id == here.letters.id]


async def count_shown(here: Town) -> str:
    """The response count under the letter, once it had time to change."""
    await here.pass_time(65)
    return text_of(here.published()[-1]).rpartition(" · ")[2]


def notice(here: Town) -> str:
    """What the newest notice to the author says."""
    return text_of([message for message in here.from_bot(here.wren) if "Answer" in labels(message)][-1])


# --- a pen name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forum", [False, True], ids=["text channel", "forum"])
async def test_a_reply_appears_under_its_pen_name(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.publish()
        done = await here.reply(here.ida, REPLY, "The neighbour")
        assert told(done).startswith("Received: response 1, as **The neighbour**. It appears in the thread in a moment")
        assert answer_of(done).ephemeral
        assert here.thread_texts() == [("The neighbour", f"{REPLY}\n-# Response 1, under a pen name")]


async def test_the_form_says_what_it_asks_for(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        form = form_of(await here.ida.click(here.published()[0], label="Leave a reply"))
        assert form["title"] == "Leave a reply"
        assert [row["label"] for row in form["components"]] == ["Your reply", "Pen name"]


async def test_one_webhook_serves_the_channel(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.publish(text="Second letter\n\nThere is more to say.", number=2)
        await here.restart()
        await here.reply(here.sol, REPLY, "A reader")
        assert webhooks(here) == ["Unsigned"]


async def test_a_webhook_that_somebody_deleted_is_made_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        letters = here.env.bot.get_channel(here.letters.id)
        assert isinstance(letters, discord.TextChannel)
        for hook in await letters.webhooks():
            await hook.delete()
        await here.reply(here.ida, "And again.", "The neighbour")
        await here.pass_time(10)
        assert [name for name, _ in here.thread_texts()] == ["The neighbour", "The neighbour"]
        assert webhooks(here) == ["Unsigned"]


async def test_without_manage_webhooks_the_pen_name_stands_on_a_frame(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        bot: Any = here.env.bot.user
        assert here.thread_texts() == [(bot.name, f"The neighbour\n{REPLY}\nResponse 1, under a pen name")]
        assert webhooks(here) == []


def faces(here: Town) -> list[tuple[str, str]]:
    """Under what name and with what face each response went through the webhook."""
    posted = [each.json for each in here.env.http_requests if each.json and "username" in each.json]
    return [(each["username"], each["avatar_url"]) for each in posted]


async def test_a_pen_name_has_a_face_that_follows_from_letter_and_name_and_the_author_wears_the_bots(
    tmp_path: Path,
) -> None:
    names = ["Heron", "Otter", "Magpie", "Badger", "Linnet", "Beaver", "Marten", "Plover"]
    async with town(tmp_path) as here:
        await here.publish()
        for name in names:
            await here.reply(here.ida, REPLY, name)
        await here.restart()
        await here.reply(here.ida, "And again.", "Heron")
        await here.pass_time(60)
        shown = await here.wren.user.click(here.from_bot(here.wren)[-1], label="Answer")
        await here.wren.user.submit_modal(shown, {"answer": "It is hers now."})
        worn = faces(here)
        mine = dict(worn[: len(names)])
        assert len({*mine.values()}) > 2  # one person, and yet not one face
        assert all(
            re.fullmatch(r"https://cdn\.discordapp\.com/embed/avatars/[0-5]\.png", face) for face in mine.values()
        )
        assert worn[len(names)] == ("Heron", mine["Heron"])
        bot: Any = here.env.bot.user
        assert worn[-1] == ("Author of the letter", bot.display_avatar.url)


async def test_without_a_webhook_the_face_stands_beside_the_name(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        framed = here.thread().history()[-1].embeds[0]
        assert framed.author.name == "The neighbour" and "/embed/avatars/" in str(framed.author.icon_url)


FORGED = "I was there.\n**Author of the letter**\nIt was me.\n-# Author of the letter · response 1"


@pytest.mark.parametrize("webhooks", [True, False], ids=["webhook", "frame"])
async def test_a_reply_can_hold_no_forged_answer_of_the_author(tmp_path: Path, webhooks: bool) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=webhooks)
        await here.publish()
        await here.reply(here.ida, FORGED, "The neighbour")
        (posted,) = [each for each in here.thread().history() if "It was me" in text_of(each)]
        said = "\n".join([posted.content, *(embed.description or "" for embed in posted.embeds)])
        small = [line for line in said.splitlines() if line.startswith("-# ")]
        assert small == (["-# Response 1, under a pen name"] if webhooks else [])
        if not webhooks:
            (frame,) = posted.embeds
            assert (frame.author.name, frame.footer.text) == ("The neighbour", "Response 1, under a pen name")


async def test_no_name_is_live_markdown_wherever_it_is_shown(tmp_path: Path) -> None:
    name, title = "[The neighbour](http://x.io)", "**Letter 9** is yours"
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        await here.publish(text=f"{title}\n\n{BODY}")
        ada = here.person("ada", "**Ada** Approved")
        taken = await here.reply(here.ida, REPLY, name)
        again = await here.reply(here.sol, REPLY, name)
        await ada.send(here.thread(), "In my own name.")
        await here.pass_time(60)
        await here.send(here.sol, f"{title}\n\n{BODY}")
        shown = [told(taken), answer_of(again).content, text_of(await listed(here))]
        for message in here.from_bot(here.wren)[1:]:
            shown += [message.content, *(embed.title or "" for embed in message.embeds)]
        assert [sum(words in each for each in shown) for words in ("The neighbour", "Letter 9", "Ada")] == [3, 3, 1]
        assert not any(re.search(r"(?<!\\)\[The|(?<!\\)\*\*(Letter 9|Ada)", each) for each in shown)
        (frame,) = [embed for each in here.thread().history() for embed in each.embeds if embed.author.name]
        assert frame.author.name == name  # which is no Markdown there


async def test_a_framed_reply_whose_answer_was_lost_is_known_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        acts.set_permissions(here.letters, here.env.bot.user, manage_webhooks=False)
        await here.publish()
        acts.lose_answer(here.env, "POST", f"/channels/{here.thread().id}/messages", times=1)
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.env.bot.close()
        await here.env.advance_time(3600)  # Discord has forgotten the nonce
        await here.restart()
        await here.pass_time(60)  # the count and the author's notice follow from it
        assert len(here.thread_texts()) == 1 and await here.outbox() == []


async def test_a_name_that_discord_does_not_take_after_all_stands_on_a_frame(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=400, code=50035)
        await here.reply(here.sol, "And mine.", "A forbidden flower")
        bot: Any = here.env.bot.user
        assert here.thread_texts()[-1] == (bot.name, "A forbidden flower\nAnd mine.\nResponse 2, under a pen name")


async def test_a_pen_name_is_offered_to_its_owner_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.restart()
        shown = await here.ida.click(here.published()[0], label="Leave a reply")
        assert modal_values(shown) == {"reply": "", "pen": "The neighbour"}
        await here.ida.submit_modal(shown, {"reply": "One more thing.", "pen": "The neighbour"})
        assert [name for name, _ in here.thread_texts()] == ["The neighbour", "The neighbour"]
        assert modal_values(await here.sol.click(here.published()[0], label="Leave a reply"))["pen"] == ""


async def test_a_pen_name_is_owned_within_its_letter_only(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.publish(text="Second letter\n\nThere is more to say.", number=2)
        assert "Received" in told(await here.reply(here.sol, REPLY, "The neighbour"))


async def test_its_owner_may_change_its_case(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        assert "as **THE NEIGHBOUR**" in told(await here.reply(here.ida, REPLY, "THE NEIGHBOUR"))


async def test_of_two_who_take_a_name_at_the_same_moment_one_gets_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        forms = [await who.click(here.published()[0], label="Leave a reply") for who in (here.ida, here.sol)]
        async with acts.at_once(here.env):
            one = await here.ida.submit_modal(forms[0], {"reply": REPLY, "pen": "The neighbour"})
            two = await here.sol.submit_modal(forms[1], {"reply": REPLY, "pen": "the neighbour"})
        assert sorted(["belongs to somebody else" in told(one), "belongs to somebody else" in told(two)]) == [
            False,
            True,
        ]
        assert len(here.thread_texts()) == 1


REFUSED = {
    "taken": ("The neighbour", "belongs to somebody else under this letter"),
    "in other letters": ("the NEIGHB0UR", "belongs to somebody else under this letter"),
    "with spaces and accents": ("T h é  Neighbour", "belongs to somebody else under this letter"),
    "in Cyrillic": ("Тhе nеіghbоur", "belongs to somebody else under this letter"),
    "a member": ("Sol Tern", "looks like the name of somebody in this server"),
    "a member's account": ("sol.tern", "looks like the name of somebody in this server"),
    "a member in other letters": ("Ѕоl Теrn", "looks like the name of somebody"),
    "the letter's author by name": ("wren aldous", "looks like the name of somebody in this server"),
    "one's own name": ("Mora Finch", "looks like the name of somebody in this server"),
    "the bot": ("TestBot", "looks like"),  # somebody in this server, and where “bot” is reserved, that
    "the author": ("Author of the letter", "reserved"),
    "almost the author": ("Аuthоr оf thе Letter.", "reserved"),
    "the moderators": ("Moderator", "reserved"),
    "only spaces": ("   ", "at least one letter"),
    "invisible": ("\u200b\u2060", "at least one letter"),
    "only signs": ("!!!", "at least one letter or digit"),
    "what Discord forbids": ("Clyde", "Discord does not allow that name"),
    "everyone": ("@everyone", "Discord does not allow that name"),
}


@pytest.mark.parametrize(("name", "why"), REFUSED.values(), ids=REFUSED)
async def test_a_pen_name_that_cannot_be_had_gives_the_reply_back(tmp_path: Path, name: str, why: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        refused = await here.reply(here.mora, "It is mine too.", name)
        assert why in told(refused) and "It is mine too." in told(refused) and answer_of(refused).ephemeral
        assert len(here.thread_texts()) == 1


async def test_a_pen_name_of_33_characters_cannot_be_typed(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        form = form_of(await here.ida.click(here.published()[0], label="Leave a reply"))
        assert form["components"][1]["component"]["max_length"] == 32


@pytest.mark.parametrize("reply", ["   ", "\u200b\n\u2060"], ids=["spaces", "invisible"])
async def test_an_empty_reply_is_refused(tmp_path: Path, reply: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert "There is nothing in your reply." in told(await here.reply(here.ida, reply, "The neighbour"))
        assert here.thread_texts() == [] and await here.outbox() == []


async def test_without_the_members_intent_a_members_account_is_looked_up(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(members=False)) as here:
        await here.publish()
        assert "looks like the name of somebody" in told(await here.reply(here.ida, REPLY, "SOL.TERN"))


# --- look-alikes, as the post office sees them ------------------------------------------------------------------

letters = st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs"], max_codepoint=0x24F), min_size=2, max_size=16)


async def test_no_name_and_its_look_alike_have_two_owners(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        office = here.office
        letter = await life.finding.numbered(office, here.guild.id, 1)
        (letterbox,) = await life.setting_up.letterboxes_in(office, here.guild.id)
        membership = Membership(
            letterbox, "The Commons", Standing.MEMBER, mature_ok=False, account_since=1, member_since=1
        )

        async def has(person: int, name: str) -> bool:
            try:
                await life.replying.reply(office, Person(person), letter.id, name, REPLY, [], membership)
            except Refusal:
                return False
            return True

        assert await has(1, "The neighbour")
        for disguise in ("the neighbour", "Thé néighbour", "T_H_E neighbour", "ΤΗΕ neighbour", "the nеighbоur"):
            assert not await has(2, disguise) and await has(1, disguise)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("OP (he/him)", "reserved"),
        ("Me, the author", "reserved"),
        ("Mod (she)", "reserved"),
        ("Here", "does not allow"),
        ("everyone", "does not allow"),
    ],
)
async def test_nobody_poses_as_somebody_else_or_has_a_name_that_discord_refuses(
    tmp_path: Path, name: str, why: str
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        refused = await here.reply(here.sol, REPLY, name)
        assert why in told(refused) and REPLY in told(refused)
        assert here.thread_texts() == [] and await here.outbox() == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=letters, data=st.data())
def test_case_accents_spaces_and_signs_make_no_other_name(name: str, data: Any) -> None:
    try:
        shown = allowed_names.clean(name)
    except allowed_names.NameRefused:
        assume(False)
    marks = st.sampled_from(["", "", " ", "-", ".", "\u0301", "\u0308", "\u200b", "'"])
    disguised = "".join(
        (char.swapcase() if char.swapcase().swapcase() == char and data.draw(st.booleans()) else char)
        + data.draw(marks)
        for char in shown
    )
    assert pen_names.looks_like(disguised, [shown]) == shown


# --- in one's own name --------------------------------------------------------------------------------------------


async def test_responses_of_every_kind_are_numbered_in_order(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.pass_time(10)
        await acts.reply_in_dm(here.env, here.wren, here.from_bot(here.wren)[-1], "Thank you, both.")
        assert [text.rpartition("\n")[2] for _, text in here.thread_texts()] == [
            "Me too, honestly.",
            "-# Response 2, under a pen name",
            "-# Author of the letter · response 3",
        ]
        assert "1. Sol Tern\nMe too, honestly.\n2. The neighbour (a pen name)" in notice(here)


async def test_the_letter_shows_its_response_count(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert await count_shown(here) == "no responses yet"
        message = await here.sol.send(here.thread(), "Me too, honestly.")
        assert await count_shown(here) == "1 response"
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.pass_time(outbox.COUNT_EVERY)
        assert await count_shown(here) == "2 responses"
        await here.sol.delete(message)
        await here.pass_time(outbox.COUNT_EVERY)
        assert await count_shown(here) == "1 response"


async def test_many_responses_cost_one_edit_of_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for index in range(8):
            await here.sol.send(here.thread(), f"Thought {index}.")
        assert await count_shown(here) == "8 responses"
        letter = here.published()[0].id
        edits = [each for each in here.env.http_requests if each.method == "PATCH" and str(letter) in each.path]
        assert len(edits) == 1


async def test_an_edited_response_is_followed_in_the_authors_notice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await here.sol.send(here.thread(), "Me too, honestly.")
        await here.sol.send(here.thread(), "And my sister.")
        await here.pass_time(10)
        await here.sol.edit(message, "Me neither, honestly.")
        assert "Me neither, honestly." in notice(here) and "Me too" not in notice(here)
        assert "And my sister." in notice(here)


async def test_a_deleted_response_is_followed_in_the_authors_notice(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(10)
        await here.sol.delete(message)
        assert "1. Sol Tern\n*deleted since*" in notice(here) and "Me too" not in notice(here)


async def test_a_response_deleted_at_once_never_reaches_the_author(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await here.sol.send(here.thread(), "Me too, honestly.")
        await here.sol.delete(message)
        await here.pass_time(10)
        assert not any("Me too" in text_of(said) for said in here.from_bot(here.wren))
        assert not any("New under your letter" in said.content for said in here.from_bot(here.wren))


async def test_a_response_edited_at_once_reaches_the_author_as_it_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        message = await here.sol.send(here.thread(), "Me too, honestly.")
        await here.sol.edit(message, "Me neither, honestly.")
        await here.pass_time(10)
        assert "Me neither, honestly." in notice(here)


async def test_a_pen_name_response_that_a_moderator_deletes_no_longer_counts(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, REPLY, "The neighbour")
        await here.pass_time(10)
        await here.mora.delete(here.thread().history()[-1])
        assert await count_shown(here) == "no responses yet" and "*deleted since*" in notice(here)


async def test_a_response_with_a_picture_only_says_so_to_the_author(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "", attachments=[("chain.png", picture())])
        await here.pass_time(10)
        assert "1. Sol Tern\n📎 chain.png" in notice(here)


async def test_edits_that_make_a_notice_too_long_for_discord_still_reach_the_author(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        messages = [await here.sol.send(here.thread(), f"Short {index}.") for index in range(3)]
        await here.pass_time(10)
        for index, message in enumerate(messages):
            await here.sol.edit(message, f"Long {index}. " + "It goes on. " * 300)
        assert all(f"Long {index}." in notice(here) for index in range(3))


async def test_the_longest_message_with_a_file_still_reaches_the_author(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        files = [(f"{index}{'a' * 90}.png", picture()) for index in range(3)]
        await here.sol.send(here.thread(), "It goes on. " * 333, attachments=files)
        await here.pass_time(10)
        assert "It goes on." in notice(here)


async def test_what_is_said_elsewhere_is_no_response(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.hall, "Did you read it?")
        await here.pass_time(10)
        assert len(here.from_bot(here.wren)) == 2 and await count_shown(here) == "no responses yet"


async def test_without_message_content_responses_count_and_are_not_relayed(tmp_path: Path) -> None:
    async with town(tmp_path, wanted=client.intents(message_content=False)) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too, honestly.")
        assert await count_shown(here) == "1 response"
        assert not any("New under" in said.content for said in here.from_bot(here.wren))


# --- a letter out of sight ----------------------------------------------------------------------------------------


async def test_a_letter_taken_down_cannot_be_answered(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=LETTER)
        shown = await here.ida.click(here.published()[0], label="Leave a reply")
        await here.mora.slash(here.desk, "letters remove", number=1)
        late = await here.ida.submit_modal(shown, {"reply": REPLY, "pen": "The neighbour"})
        assert "not in public at the moment" in told(late) and REPLY in told(late)
        assert not any(REPLY in text for _, text in here.thread_texts())


@pytest.mark.parametrize(
    "name",
    [
        "Mora Finch (she)",
        "Mora Finch [she/her]",
        "Mora Finch | desk",
        "(hi) Mora Finch",
        "the real Mora Finch",
        "Mod Mora Finch",
        "Mora Finch again",
        "Mora Finch 2",
    ],
)
async def test_a_member_s_name_is_theirs_with_decoration_too(tmp_path: Path, name: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        assert "looks like the name of somebody" in told(await here.reply(here.sol, "It is me.", name))

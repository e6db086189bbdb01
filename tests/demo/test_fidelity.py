"""The simulated Discord behaves like Discord: each trait as the bot or a person meets it."""

from __future__ import annotations

import io
import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
import simcord
from discord.ext import commands
from discord.http import MultipartParameters
from PIL import Image

from bot.demo import fidelity
from bot.demo.fidelity import application
from tests import acts, unkind

fidelity.install()


class Recorder(commands.Bot):
    """A bot that remembers which events it heard of, and what came with them."""

    def __init__(self, **intents: bool) -> None:
        super().__init__("!", intents=discord.Intents(**{**dict(discord.Intents.default()), **intents}))
        self.heard: list[tuple[str, tuple[Any, ...]]] = []

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        self.heard.append((event_name, args))
        super().dispatch(event_name, *args, **kwargs)

    def last(self, event: str) -> Any:
        return [args for name, args in self.heard if name == event][-1][0]

    def count(self, event: str) -> int:
        return sum(name == event for name, _ in self.heard)


class Press(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Press", custom_id="press")
    async def press(self, interaction: discord.Interaction, button: Any) -> None:
        await interaction.response.send_message("pressed", ephemeral=True)


@pytest.fixture
async def env() -> AsyncIterator[simcord.Env]:
    env = simcord.Env(Recorder(message_content=True))
    await env.start()
    yield env
    await env.shutdown()
    env.raise_errors()


@pytest.fixture
def guild(env: simcord.Env) -> simcord.GuildHandle:
    return env.create_guild("The server")


@pytest.fixture
def alice(env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    return guild.add_member(env.create_user("alice"))


@pytest.fixture
def moderator(env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    role = guild.create_role("moderators", permissions=discord.Permissions(manage_threads=True))
    return guild.add_member(env.create_user("mo"), roles=[role])


@pytest.fixture
def general(guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    return guild.create_text_channel("general")


def bot_channel(env: simcord.Env, channel: simcord.ChannelHandle) -> Any:
    found = env.bot.get_channel(channel.id)
    assert found is not None
    return found


def metadata(thread: simcord.ChannelHandle) -> Any:
    return thread._channel.thread_metadata


async def start_thread(
    env: simcord.Env, channel: simcord.ChannelHandle
) -> tuple[discord.Thread, simcord.ChannelHandle]:
    message = await bot_channel(env, channel).send("a letter")
    thread = await message.create_thread(name="Responses")
    await env.settle()
    return thread, channel.threads[0]


def without(guild: simcord.GuildHandle, *names: str) -> None:
    """Take permissions from the bot."""
    role = guild.roles["TestBot"]
    permissions = discord.Permissions(role._role.permissions)
    permissions.update(**dict.fromkeys(names, False))
    guild._env.backend.edit_role(guild.id, role.id, {"permissions": permissions.value})


def refusal(code: int, status: int | None = None) -> Any:
    def check(error: BaseException) -> bool:
        return getattr(error, "code", None) == code and status in (None, getattr(error, "status", None))

    return pytest.raises((discord.HTTPException, simcord.BackendError), check=check)


# --- sending --------------------------------------------------------------------------------------


async def test_the_same_nonce_gives_back_the_first_message(env, general):
    channel = bot_channel(env, general)
    first = await channel.send("a letter", nonce="letter-1")
    again = await channel.send("a letter", nonce="letter-1")
    assert (again.id, again.nonce) == (first.id, "letter-1")
    assert len(general.history()) == 1
    await env.settle()
    assert env.bot.last("message").nonce == "letter-1"


async def test_a_nonce_is_forgotten_after_five_minutes(env, general):
    channel = bot_channel(env, general)
    first = await channel.send("a letter", nonce="letter-1")
    await env.advance_time(301)
    assert (await channel.send("a letter", nonce="letter-1")).id != first.id


async def test_a_nonce_belongs_to_its_channel_and_is_short(env, guild, general):
    other = bot_channel(env, guild.create_text_channel("other"))
    first = await bot_channel(env, general).send("a letter", nonce="n")
    assert (await other.send("a letter", nonce="n")).id != first.id
    with refusal(50035, 400):
        await other.send("a letter", nonce="n" * 26)


async def test_too_many_or_too_large_files_are_refused(env, general):
    channel = bot_channel(env, general)
    with refusal(50035):
        await env.bot.http.send_message(
            channel.id,
            params=MultipartParameters(
                payload={}, multipart=[], files=[discord.File(io.BytesIO(b"x"), "x") for _ in range(11)]
            ),
        )
    with refusal(40005, 413):
        await channel.send(file=discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "large.bin"))
    with refusal(40005, 413):
        await channel.send(files=[discord.File(io.BytesIO(bytes(9 * 1024 * 1024)), f"{n}.bin") for n in range(3)])
    assert general.history() == []


async def test_embeds_and_files_need_their_permissions(env, guild, general):
    acts.set_permissions(general, guild.me, embed_links=False, attach_files=False)
    with refusal(50013):
        await bot_channel(env, general).send(embed=discord.Embed(title="t"))
    with refusal(50013):
        await bot_channel(env, general).send(file=discord.File(io.BytesIO(b"x"), "x"))


async def test_history_after_a_message_starts_with_the_oldest(env, general, alice):
    messages = [await alice.send(general, str(n)) for n in range(4)]
    found = [m.content async for m in bot_channel(env, general).history(after=messages[0], limit=2)]
    assert found == ["1", "2"]


async def test_no_two_messages_were_edited_at_the_same_moment(env, general, alice):
    messages = [await alice.send(general, str(n)) for n in range(2)]
    for message in (*messages, messages[0]):
        await alice.edit(message, "again")
    first, second = sorted(general.history(), key=lambda message: message.id)
    assert first.edited_at > second.edited_at


async def test_an_answer_is_lost_after_the_effect(env, general):
    channel = bot_channel(env, general)
    acts.lose_answer(env, "POST", "/channels/*/messages")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("a letter", nonce="n")
    await channel.send("a letter", nonce="n")
    assert [m.content for m in general.history()] == ["a letter"]


async def test_an_answer_is_lost_to_a_bad_gateway(env, general):
    acts.lose_answer(env, "POST", "/channels/*/messages", error=502)
    with pytest.raises(discord.DiscordServerError):
        await bot_channel(env, general).send("a letter")
    assert len(general.history()) == 1


# --- direct messages ------------------------------------------------------------------------------


async def test_closed_dms_open_and_take_nothing(env, alice):
    user = await env.bot.fetch_user(alice.id)
    acts.close_dms(env, alice)
    channel = await user.create_dm()
    with refusal(50007, 403):
        await channel.send("a notice")
    acts.open_dms(env, alice)
    await channel.send("a notice")
    assert alice.user.dm_channel.last_message.content == "a notice"


async def test_a_person_writes_a_dm_with_an_image_and_a_sticker(env, alice):
    buffer = io.BytesIO()
    Image.new("RGB", (3, 2)).save(buffer, "PNG")
    await acts.dm(env, alice, "look", attachments=[("cat.png", buffer.getvalue())], stickers=["wave"])
    message = env.bot.last("message")
    (image,) = message.attachments
    assert (image.content_type, image.width, image.height) == ("image/png", 3, 2)
    assert await image.read() == buffer.getvalue()
    assert [sticker.name for sticker in message.stickers] == ["wave"]


async def test_a_person_sends_a_sticker_of_the_server(env, guild, alice):
    await acts.dm(env, alice, stickers=[guild.create_sticker("hug")])
    assert [sticker.name for sticker in env.bot.last("message").stickers] == ["hug"]


async def test_a_person_sends_a_voice_message(env, alice):
    await acts.dm(env, alice, voice=True)
    message = env.bot.last("message")
    assert message.flags.voice
    assert message.attachments[0].is_voice_message()


async def test_a_person_with_nitro_writes_four_thousand_characters(env, alice):
    sent = await acts.dm(env, alice, "x" * 4000)
    assert len(env.bot.last("message").content) == 4000
    await alice.user.edit(sent, "y" * 4000)
    assert env.bot.last("raw_message_edit").data["content"] == "y" * 4000
    with refusal(50035):
        await acts.dm(env, alice, "x" * 4001)
    with refusal(50035):
        await (await env.bot.fetch_user(alice.id)).send("x" * 2001)


async def test_a_person_replies_edits_and_deletes_in_the_dm(env, alice):
    notice = await (await env.bot.fetch_user(alice.id)).send("somebody answered")
    reply = await acts.reply_in_dm(env, alice, notice, "thank you")
    heard = env.bot.last("message")
    assert (heard.reference.message_id, heard.type) == (notice.id, discord.MessageType.reply)
    await alice.user.edit(reply, "thank you all")
    assert env.bot.last("raw_message_edit").data["content"] == "thank you all"
    await alice.user.delete(reply)
    assert env.bot.last("raw_message_delete").message_id == reply.id


async def test_a_reply_to_a_deleted_message_says_so(env, alice):
    notice = await (await env.bot.fetch_user(alice.id)).send("somebody answered")
    await notice.delete()
    await acts.reply_in_dm(env, alice, notice, "thank you")
    assert isinstance(env.bot.last("message").reference.resolved, discord.DeletedReferencedMessage)


# --- webhooks -------------------------------------------------------------------------------------


async def test_a_webhook_posts_into_a_thread(env, general):
    thread, responses = await start_thread(env, general)
    webhook = await bot_channel(env, general).create_webhook(name="Pen names")
    sent = await webhook.send("a response", username="Quill", thread=discord.Object(thread.id), wait=True)
    await env.settle()
    heard: Any = responses.last_message
    assert (sent.channel.id, heard.author.name, heard.webhook_id) == (thread.id, "Quill", webhook.id)
    assert heard.application_id == env.bot.application_id


async def test_a_webhook_fetches_edits_and_deletes_in_a_thread(env, general):
    thread, responses = await start_thread(env, general)
    webhook = await bot_channel(env, general).create_webhook(name="Pen names")
    sent = await webhook.send("a response", thread=thread, wait=True)
    assert (await webhook.fetch_message(sent.id, thread=thread)).content == "a response"
    await webhook.edit_message(sent.id, content="corrected", thread=thread)
    assert responses.history()[-1].content == "corrected"
    with refusal(10008):
        await webhook.fetch_message(sent.id)
    await webhook.delete_message(sent.id, thread=thread)
    assert sent.id not in [m.id for m in responses.history()]


async def test_a_webhook_stays_in_its_channel(env, guild, general):
    thread, _ = await start_thread(env, general)
    elsewhere = await bot_channel(env, guild.create_text_channel("other")).create_webhook(name="Pen names")
    with refusal(10003, 404):
        await elsewhere.send("a response", thread=thread, wait=True)
    forum = await bot_channel(env, acts.make_forum(guild, "letters")).create_webhook(name="Pen names")
    with refusal(220001):
        await forum.send("a response", wait=True)


async def test_a_webhook_of_the_bots_own_carries_buttons(env, general, alice):
    webhook = await bot_channel(env, general).create_webhook(name="Pen names")
    await webhook.send("a response", view=Press(), wait=True)
    result = await alice.click(general.last_message, label="Press")
    assert result.response is not None
    assert (result.response.content, result.ephemeral) == ("pressed", True)


@pytest.mark.parametrize("name", ["", "x" * 81, "Discord helper", "Clyde"])
async def test_names_that_a_webhook_cannot_have(env, general, name):
    channel = bot_channel(env, general)
    webhook = await channel.create_webhook(name="Pen names")
    with refusal(50035):
        await channel.create_webhook(name=name)
    with refusal(50035):
        await webhook.edit(name=name or " ")
    with refusal(50035):
        await webhook.send("a response", username=name or " ")


async def test_a_channel_has_fifteen_webhooks(env, general):
    channel = bot_channel(env, general)
    for number in range(15):
        await channel.create_webhook(name=f"Pen names {number}")
    with refusal(30007):
        await channel.create_webhook(name="one more")


# --- threads: who may change them -----------------------------------------------------------------


async def test_a_thread_is_closed_with_manage_threads_alone(env, guild, general):
    thread, responses = await start_thread(env, general)
    without(guild, "manage_channels")
    await thread.edit(archived=True, locked=True)
    await env.settle()
    closed = metadata(responses)
    assert (closed.archived, closed.locked) == (True, True)
    assert bot_channel(env, general).get_thread(thread.id) is None
    assert guild.audit_log()[-1].action_type == discord.AuditLogAction.thread_update.value


async def test_its_creator_renames_and_archives_a_thread_and_does_not_lock_it(env, guild, general):
    thread, _ = await start_thread(env, general)
    without(guild, "manage_threads")
    await thread.edit(name="Answers")
    with refusal(50013, 403):
        await thread.edit(locked=True)
    with refusal(50013, 403):
        await thread.delete()
    assert (await thread.edit(archived=True)).archived


async def test_a_strangers_thread_asks_for_manage_threads(env, guild, general, alice):
    env.backend.create_thread(general.id, "Alice's", alice.id)
    await env.settle()
    without(guild, "manage_threads")
    with refusal(50013):
        await env.bot.get_channel(general.threads[0].id).edit(name="Mine")


async def test_an_archived_thread_changes_only_by_waking(env, general):
    thread, _ = await start_thread(env, general)
    await thread.edit(archived=True)
    with refusal(50083, 400):
        await thread.edit(locked=True)
    assert not (await thread.edit(archived=False, name="Answers")).archived


@pytest.mark.parametrize("name", ["", "x" * 101])
async def test_a_thread_has_a_name_of_one_to_a_hundred_characters(env, guild, general, name):
    message = await bot_channel(env, general).send("a letter")
    with refusal(50035):
        await message.create_thread(name=name)
    forum = bot_channel(env, acts.make_forum(guild, "letters"))
    with refusal(50035):
        await forum.create_thread(name=name, content="a letter")
    post = await forum.create_thread(name="x" * 100, content="a letter")
    with refusal(50035):
        await post.thread.edit(name=name)


# --- threads: asleep and locked -------------------------------------------------------------------


async def test_a_message_wakes_an_archived_thread(env, general, alice):
    thread, responses = await start_thread(env, general)
    await thread.edit(archived=True)
    await alice.send(responses, "I know you")
    heard = env.bot.last("message")
    assert not metadata(responses).archived
    assert isinstance(heard.channel, discord.Thread)
    assert heard.channel.id == thread.id
    assert not env.bot.last("raw_thread_update").data["thread_metadata"]["archived"]


async def test_a_webhook_wakes_an_archived_thread(env, general):
    thread, responses = await start_thread(env, general)
    webhook = await bot_channel(env, general).create_webhook(name="Pen names")
    await thread.edit(archived=True)
    await webhook.send("a response", thread=thread)
    assert not metadata(responses).archived


async def test_a_locked_thread_is_for_those_who_manage_threads(env, guild, general, alice, moderator):
    thread, responses = await start_thread(env, general)
    await thread.edit(locked=True)
    with refusal(160005, 403):
        await alice.send(responses, "let me in")
    await moderator.send(responses, "closed for today")
    await thread.send("closed for today")
    without(guild, "manage_threads")
    with refusal(160005, 403):
        await thread.send("let me in")


async def test_a_locked_and_archived_thread_stays_asleep(env, general, alice, moderator):
    thread, responses = await start_thread(env, general)
    await thread.edit(locked=True, archived=True)
    with refusal(50083, 403):
        await alice.send(responses, "let me in")
    assert metadata(responses).archived
    await moderator.send(responses, "open again")
    assert not metadata(responses).archived


async def test_a_message_in_an_archived_thread_is_not_edited_but_deleted(env, general, alice):
    thread, responses = await start_thread(env, general)
    hers, its = await alice.send(responses, "I know you"), await thread.send("a response")
    await thread.edit(archived=True)
    with refusal(50083, 400):
        await its.edit(content="corrected")
    with refusal(50083, 400):
        await alice.edit(hers, "corrected")
    await its.delete()
    assert metadata(responses).archived


async def test_a_button_in_an_archived_thread_still_answers(env, guild, alice):
    forum = acts.make_forum(guild, "letters")
    post = await bot_channel(env, forum).create_thread(name="To you", content="a letter", view=Press())
    await post.thread.edit(archived=True)
    result = await alice.click(forum.threads[0].last_message, label="Press")
    assert result.acknowledged
    assert metadata(forum.threads[0]).archived, "an ephemeral answer is no message to the thread"


async def test_anybody_who_may_write_in_a_thread_may_wake_it(env, guild, general, alice):
    thread: Any = env.backend.create_thread(general.id, "Alice's", alice.id)
    await env.settle()
    without(guild, "manage_threads")
    thread.thread_metadata.archived = True
    await (await env.bot.fetch_channel(thread.id)).edit(archived=False)
    assert not thread.thread_metadata.archived


async def test_a_thread_falls_asleep_when_nothing_happens(env, general, alice):
    thread, responses = await start_thread(env, general)
    await env.advance_time(timedelta(hours=23).total_seconds())
    await alice.send(responses, "I know you")
    await env.advance_time(timedelta(hours=23).total_seconds())
    assert unkind.archive_idle_threads(env) == []
    await env.advance_time(timedelta(hours=1).total_seconds())
    assert unkind.archive_idle_threads(env) == [thread.id]
    await env.settle()
    assert bot_channel(env, general).get_thread(thread.id) is None


async def test_who_posts_joins_and_nobody_else(env, general, alice, moderator):
    thread, responses = await start_thread(env, general)
    webhook = await bot_channel(env, general).create_webhook(name="Pen names")
    await webhook.send(f"a response to {moderator.mention}", thread=thread)
    await alice.send(responses, "I know you")
    assert {member.id for member in await thread.fetch_members()} == {env.bot.user.id, alice.id}


# --- threads and posts: made ----------------------------------------------------------------------


async def test_a_thread_made_from_a_message_has_its_id_and_is_made_once(env, general):
    message = await bot_channel(env, general).send("a letter")
    thread = await message.create_thread(name="Responses")
    assert thread.id == message.id
    with refusal(160004, 400):
        await message.create_thread(name="Responses")
    fetched = await bot_channel(env, general).fetch_message(message.id)
    assert (fetched.thread.id, fetched.flags.has_thread) == (thread.id, True)


async def test_a_thread_made_from_a_message_begins_by_pointing_at_it(env, general):
    thread, responses = await start_thread(env, general)
    first: Any = responses.last_message
    assert len(responses.history()) == 1
    assert (first.type, first.content) == (discord.MessageType.thread_starter_message, "")
    assert first.reference.message_id == thread.id
    assert [m.content for m in general.history()] == ["a letter"]
    assert (await env.bot.fetch_channel(thread.id)).message_count == 0


async def test_a_forum_post_shares_its_id_with_its_first_message(env, guild):
    forum = bot_channel(env, acts.make_forum(guild, "letters", tags=("To you", "To myself")))
    post = await forum.create_thread(
        name="To you",
        content="a letter",
        files=[discord.File(io.BytesIO(b"x"), "page.txt")],
        view=Press(),
        applied_tags=forum.available_tags[:1],
    )
    await env.settle()
    assert post.message.id == post.thread.id
    assert [tag.name for tag in guild._env.bot.get_channel(post.thread.id).applied_tags] == ["To you"]
    found = await post.thread.fetch_message(post.thread.id)
    assert (found.content, found.attachments[0].filename) == ("a letter", "page.txt")
    edited = await post.thread.get_partial_message(post.thread.id).edit(attachments=[])
    assert edited.attachments == []


async def test_responses_are_counted_without_the_letter_and_the_deleted(env, guild, alice):
    forum = acts.make_forum(guild, "letters")
    post = await bot_channel(env, forum).create_thread(name="To you", content="a letter")
    first, _ = [await alice.send(forum.threads[0], content) for content in ("one", "two")]
    await alice.delete(first)
    thread = await env.bot.fetch_channel(post.thread.id)
    assert (thread.message_count, thread.total_message_sent) == (1, 2)


async def test_tags_of_a_forum(env, guild):
    forum = bot_channel(env, acts.make_forum(guild, "letters", tags=[f"tag {n}" for n in range(6)]))
    post = await forum.create_thread(name="To you", content="a letter")
    with refusal(50035):
        await post.thread.edit(applied_tags=forum.available_tags)
    with refusal(50035):
        await forum.edit(available_tags=[discord.ForumTag(name=f"tag {n}") for n in range(21)])
    with refusal(50035):
        await forum.edit(available_tags=[discord.ForumTag(name="x" * 21)])


async def test_a_forum_may_require_a_tag(env, guild):
    forum = bot_channel(env, acts.make_forum(guild, "letters", tags=["To you"], require_tag=True))
    assert forum.flags.require_tag
    with refusal(40067):
        await forum.create_thread(name="To you", content="a letter")
    await forum.create_thread(name="To you", content="a letter", applied_tags=forum.available_tags)


# --- what the bot hears and keeps -----------------------------------------------------------------


async def test_a_persons_message_in_a_thread(env, general, alice):
    thread, responses = await start_thread(env, general)
    await alice.send(responses, "I know you")
    heard = env.bot.last("message")
    assert (heard.channel.id, heard.author.id, heard.content) == (thread.id, alice.id, "I know you")
    assert isinstance(heard.author, discord.Member)
    _, _, payload = [entry for entry in env.backend.transcript if entry[1] == "MESSAGE_CREATE"][-1]
    assert payload["channel_type"] == discord.ChannelType.public_thread.value


async def test_after_a_restart_the_bot_knows_the_active_threads(env, general):
    thread, _ = await start_thread(env, general)
    asleep = await (await bot_channel(env, general).send("another")).create_thread(name="Asleep")
    await asleep.edit(archived=True)
    await env.restart_bot(Recorder(message_content=True))
    guild = env.bot.guilds[0]
    assert guild.get_thread(thread.id) is not None
    assert guild.get_thread(asleep.id) is None
    assert (await env.bot.fetch_channel(asleep.id)).archived


async def test_a_disconnected_bot_hears_nothing_and_can_read_it_later(env, alice):
    channel = alice.user.dm_channel
    acts.disconnect(env)
    await acts.dm(env, alice, "are you there?")
    assert env.bot.count("message") == 0
    await env.restart_bot(Recorder())
    history = env.bot.get_partial_messageable(channel.id).history()
    assert [m.content async for m in history] == ["are you there?"]


async def test_the_bot_hears_of_edits_deletions_and_channels_gone(env, guild, general, alice):
    thread, responses = await start_thread(env, general)
    message = await alice.send(responses, "one")
    await alice.edit(message, "two")
    await alice.delete(message)
    await thread.delete()
    await bot_channel(env, general).delete()
    await env.settle()
    heard = [name for name, _ in env.bot.heard]
    assert {"raw_message_edit", "raw_message_delete", "raw_thread_delete", "guild_channel_delete"} <= set(heard)


async def test_a_deleted_channel_takes_its_threads_and_webhooks_along(env, guild, general):
    thread, _ = await start_thread(env, general)
    webhook = await bot_channel(env, general).create_webhook(name="Pen names")
    await bot_channel(env, general).delete()
    await env.settle()
    assert env.bot.last("raw_thread_delete").thread_id == thread.id
    with refusal(10003):
        await env.bot.fetch_channel(thread.id)
    with refusal(10015):
        await webhook.send("a response")


async def test_on_guild_join_fires_when_the_bot_is_invited(env):
    guild = env.create_guild("new here")
    assert env.bot.count("guild_join") == 0
    await acts.announce_guild(env, guild)
    assert env.bot.last("guild_join").id == guild.id


async def test_a_server_that_removed_the_bot_goes_on_without_it_and_may_invite_it_again(env, guild, general):
    message = await bot_channel(env, general).send("still here")
    await acts.expel(env, guild)
    assert env.bot.last("guild_remove").id == guild.id and env.bot.get_guild(guild.id) is None
    with refusal(50001):
        await env.bot.fetch_channel(general.id)
    await acts.invite_again(env, guild)
    assert env.bot.last("guild_join").id == guild.id
    assert (await bot_channel(env, general).fetch_message(message.id)).content == "still here"


# --- the server's settings ------------------------------------------------------------------------


async def test_a_channel_is_not_safe_for_work(env, guild, general):
    assert not bot_channel(env, general).nsfw
    acts.set_nsfw(general)
    await env.settle()
    assert bot_channel(env, general).nsfw
    assert env.bot.count("guild_channel_update") == 1
    assert bot_channel(env, acts.make_forum(guild, "mature", nsfw=True)).nsfw


async def test_the_bot_makes_a_forum(env, guild):
    forum = await env.bot.get_guild(guild.id).create_forum(
        "letters", nsfw=True, available_tags=[discord.ForumTag(name="To you", emoji="✉️")]
    )
    await env.settle()
    known = env.bot.get_channel(forum.id)
    assert known.nsfw
    assert [(tag.name, str(tag.emoji)) for tag in known.available_tags] == [("To you", "✉️")]
    await known.edit(nsfw=False, default_auto_archive_duration=4320)
    await env.settle()
    assert (known.nsfw, known.default_auto_archive_duration) == (False, 4320)


async def test_permissions_of_a_channel(env, guild, alice, moderator):
    desk = acts.make_forum(guild, "desk")
    acts.set_permissions(desk, guild.default_role, view_channel=False)
    acts.set_permissions(desk, moderator, view_channel=True)
    assert not env.bot.get_channel(desk.id).permissions_for(env.bot.guilds[0].default_role).view_channel
    with pytest.raises(simcord.SetupError):
        desk.history(viewer=alice)
    assert desk.history(viewer=moderator) == []


async def test_a_member_is_timed_out(env, guild, general, alice):
    await bot_channel(env, general).send("a letter", view=Press())
    letter = general.last_message
    acts.set_timeout(guild, alice, env.now() + timedelta(hours=1))
    await alice.click(letter, label="Press")
    assert env.bot.last("interaction").user.is_timed_out()
    with refusal(50013):
        await alice.send(general, "let me in")
    await env.advance_time(3601)
    await alice.send(general, "back again")


@pytest.mark.parametrize("approved", [True, False])
async def test_the_application_tells_which_intents_are_granted(approved):
    intents = discord.Intents.default()
    intents.message_content = approved
    async with simcord.run(Recorder(), approved_intents=intents) as env:
        assert env.bot.application_flags.gateway_message_content is approved
        assert (await env.bot.application_info()).flags.gateway_guild_members is False


async def test_a_small_bots_intents_are_limited_ones(env):
    application.set_application_flags(env, discord.ApplicationFlags(gateway_message_content_limited=True))
    await env.restart_bot(Recorder())
    assert env.bot.application_flags.gateway_message_content_limited
    assert not env.bot.application_flags.gateway_message_content


async def test_the_traits_hold_below_discord_py(env, general):
    """As an adapter sees it that serves the same world over a real socket."""
    from simcord.http.router import dispatch

    path, body = f"/channels/{general.id}/messages", {"content": "a letter", "nonce": "n", "enforce_nonce": True}
    first, second = (dispatch(env.backend, "POST", path, json=body) for _ in range(2))
    assert first["id"] == second["id"]
    acts.lose_answer(env.backend, "POST", path)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        dispatch(env.backend, "POST", path, json={"content": "another"})
    assert [m.content for m in general.history()] == ["a letter", "another"]


def test_installing_twice_changes_nothing():
    before = list(itertools.chain.from_iterable(simcord.http.router._ROUTES.values()))
    fidelity.install()
    assert list(itertools.chain.from_iterable(simcord.http.router._ROUTES.values())) == before

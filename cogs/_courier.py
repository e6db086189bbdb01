"""The only file that sends letters. Discord's errors become ours; before a second attempt it looks first.

What Discord cannot promise to do once (forum posts, webhook messages, threads, anything older than a few
minutes) is looked for before it is sent again: a card is known by the ids its buttons carry, a response
by its name and its own last line.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord
from discord.abc import Messageable

from bot import words
from bot.errors import Final, Forbidden, Gone, LoggedOut, TryLater, Unreachable
from bot.letter import (
    Decision,
    DraftSheet,
    Letter,
    Letterbox,
    Notice,
    Person,
    Posted,
    PublicSheet,
    Reach,
    Report,
    Response,
    ReviewSheet,
    Standing,
)
from cogs import _cards as cards
from cogs._cards import Card
from cogs._members import Members
from cogs._requests import once

NOBODY = discord.AllowedMentions.none()
WEBHOOK_NAME = "Unsigned"
WEEK = 10_080  # minutes: Discord's longest wait before it archives an idle thread
LOOK_BACK = 100  # forum posts
LOOK_MOST = 1_000  # messages: ten pages of history
CLOCKS = 60  # seconds by which Discord's clock and ours may differ
UNREACHABLE = {50007, 50278}  # takes no direct messages; no server in common
THREAD_EXISTS = 160004
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN = 10015, 50027

Target = discord.TextChannel | discord.ForumChannel


@asynccontextmanager
async def our_errors() -> AsyncGenerator[None]:
    """Discord's errors become ours, and discord.py repeats nothing that cannot be repeated blindly."""
    try:
        with once():
            yield
    except discord.NotFound as error:
        raise Gone(words.trouble.GONE) from error
    except discord.Forbidden as error:
        if error.code in UNREACHABLE:
            raise Unreachable(words.trouble.GONE) from error
        raise Forbidden(words.trouble.FORBIDDEN) from error
    except discord.HTTPException as error:
        if error.status == 401 and error.code != INVALID_WEBHOOK_TOKEN:
            raise LoggedOut(str(error.status)) from error
        if error.status in (401, 429) or error.status >= 500:
            raise TryLater(str(error.status)) from error
        raise Final(words.trouble.REFUSED) from error
    except discord.RateLimited as error:
        raise TryLater("rate limit", error.retry_after) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise TryLater(type(error).__name__) from error


def told(card: Card) -> dict[str, Any]:
    """A card as the arguments of a new message."""
    said: dict[str, Any] = {"content": card.content, "embeds": card.embeds, "files": card.files()}
    if card.view is not None:
        said["view"] = card.view
    return {**said, "allowed_mentions": NOBODY}


def retold(card: Card, *, pictures: bool | None) -> dict[str, Any]:
    """A card as the arguments of an edit. `pictures`: put them there, take them away, or (None) leave them."""
    said: dict[str, Any] = {"content": card.content, "embeds": card.embeds, "view": card.view}
    if pictures is not None:
        said["attachments"] = card.files() if pictures else []
    return {**said, "allowed_mentions": NOBODY}


class DiscordCourier:
    """See `ports.Courier`."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot
        self._webhooks: dict[int, discord.Webhook] = {}
        self._making: dict[int, asyncio.Lock] = {}
        self._members = Members()

    # --- people -------------------------------------------------------------------------------------------

    async def reaches(self, person: Person, letterboxes: Sequence[Letterbox]) -> list[Reach]:
        """The letterboxes of the servers this person is in."""
        async with our_errors():
            found = await asyncio.gather(*(self._reach(person, letterbox) for letterbox in letterboxes))
        return [reach for reach in found if reach is not None]

    async def _reach(self, person: Person, letterbox: Letterbox) -> Reach | None:
        guild = self._bot.get_guild(letterbox.guild_id)
        member = guild and await self._member(guild, person)
        if guild is None or member is None:
            return None
        mature = guild.get_channel(letterbox.mature_id) if letterbox.mature_id else None
        return Reach(
            letterbox=letterbox,
            server=guild.name,
            standing=_standing(member),
            mature_ok=isinstance(mature, Target) and mature.is_nsfw(),
            timed_out_until=_seconds(member.timed_out_until),
            account_since=_seconds(member.created_at),
            member_since=_seconds(member.joined_at),
            names=tuple({name for name in (member.name, member.global_name, member.nick) if name}),
        )

    async def _member(self, guild: discord.Guild, person: Person) -> discord.Member | None:
        """Without the members intent the cache knows few; one member can be asked for without it."""
        member = guild.get_member(person.id)
        if member is not None or (self._bot.intents.members and guild.chunked):
            return member
        return await self._members.find(guild, person.id)

    async def dm(self, person: Person) -> int:
        """The direct-message channel with somebody."""
        async with our_errors():
            return (await self._bot.create_dm(discord.Object(person.id))).id

    async def note(self, dm: int, text: str, *, nonce: str, again: int) -> None:
        """A plain message."""
        place = self._at(dm)
        async with our_errors():
            if not again or await self._look(place, lambda message: message.content == text, again) is None:
                await place.send(text, nonce=nonce, allowed_mentions=NOBODY)

    async def record(self, desk_id: int, text: str, *, nonce: str, again: int) -> None:
        """A plain message to the desk. What is known to be refused is not asked for: some are tried for ever."""
        desk = self._bot.get_channel(desk_id)
        if not isinstance(desk, discord.TextChannel):
            raise Gone(words.trouble.GONE)
        may = desk.permissions_for(desk.guild.me)
        if not (may.view_channel and may.send_messages):
            raise Forbidden(words.trouble.FORBIDDEN)
        await self.note(desk_id, text, nonce=nonce, again=again)

    async def draft_card(self, dm: int, message_id: int | None, sheet: DraftSheet, *, nonce: str, again: int) -> int:
        """The draft card: edited in place, or sent."""
        return await self._card(self._at(dm), message_id, cards.draft_card(sheet), None, nonce, again)

    async def notice(
        self,
        dm: int,
        letter: Letter,
        notice: Notice,
        responses: Sequence[Response],
        *,
        nonce: str,
        again: int,
        others: Collection[int],
    ) -> int:
        """A verdict or a relay to the author. `others` are notices that say the same and are not this one."""
        card = cards.notice_card(letter, notice, responses)

        def same(message: discord.Message) -> bool:
            titles = [embed.title for embed in message.embeds]
            wanted = [embed.title for embed in card.embeds]  # one may have been deleted since; none is told of twice
            alike = message.content == card.content and (titles == wanted or bool({*titles} & {*wanted}))
            return alike and message.id not in others

        async with our_errors():
            there = await self._look(self._at(dm), same, again) if again else None
            return there.id if there else (await self._at(dm).send(**told(card), nonce=nonce)).id

    async def edit_notice(
        self, dm: int, message_id: int, letter: Letter, notice: Notice, responses: Sequence[Response]
    ) -> None:
        """A notice follows the responses it told of."""
        card = cards.notice_card(letter, notice, responses)
        async with our_errors():
            await self._at(dm).get_partial_message(message_id).edit(**retold(card, pictures=None))

    # --- the desk -----------------------------------------------------------------------------------------

    async def desk_card(
        self, desk_id: int, message_id: int | None, sheet: ReviewSheet, *, nonce: str, again: int
    ) -> int:
        """The review card; the pictures of a withdrawn letter go."""
        card = cards.review_card(sheet)
        pictures = None if card.embeds else False
        return await self._card(self._at(desk_id), message_id, card, pictures, nonce, again)

    async def report_card(
        self,
        desk_id: int,
        message_id: int | None,
        letter: Letter,
        reports: Sequence[Report],
        decision: Decision | None,
        moderator: int | None,
        *,
        nonce: str,
        again: int,
    ) -> int:
        """The one card for all reports of a letter."""
        card = cards.report_card(letter, reports, decision, moderator)
        return await self._card(self._at(desk_id), message_id, card, None, nonce, again)

    async def _card(
        self,
        place: discord.PartialMessageable,
        message_id: int | None,
        card: Card,
        pictures: bool | None,
        nonce: str,
        again: int,
    ) -> int:
        """Edited in place; sent anew where it was deleted, or never stood."""
        async with our_errors():
            if message_id is not None:
                try:
                    message = place.get_partial_message(message_id)
                    await message.edit(**retold(card, pictures=pictures))
                    return message_id
                except discord.NotFound as error:
                    if error.code != UNKNOWN_MESSAGE:  # anything else is gone with its channel
                        raise
            there = await self._look(place, _known(card), again) if again else None
            if there is None:
                return (await place.send(**told(card), nonce=nonce)).id
            await there.edit(**retold(card, pictures=pictures))  # it shows the letter as it was then
            return there.id

    # --- in public ----------------------------------------------------------------------------------------

    async def publish(self, channel_id: int, sheet: PublicSheet, *, nonce: str, again: int) -> Posted:
        """A message in a text channel, or a post in a forum."""
        if again and (there := await self.find_letter(channel_id, sheet, again)) is not None:
            return there
        card, letter = cards.public_card(sheet), sheet.letter
        async with our_errors():
            channel = await self._target(channel_id)
            if letter.rating != "sfw" and not channel.is_nsfw():
                raise Final(words.trouble.NOT_RESTRICTED_NOW)
            if isinstance(channel, discord.ForumChannel):
                thread_id = await self._post(channel, letter, card)
                return Posted(channel_id, thread_id, thread_id)
            return Posted(channel_id, (await channel.send(**told(card), nonce=nonce)).id, None)

    async def find_letter(self, channel_id: int, sheet: PublicSheet, again: int) -> Posted | None:
        """Where an earlier attempt may have left the letter; sends nothing."""
        card = cards.public_card(sheet)
        async with our_errors():
            channel = await self._target(channel_id)
            if isinstance(channel, discord.ForumChannel):
                thread_id = await self._look_in_forum(channel, card, again)
                return None if thread_id is None else Posted(channel_id, thread_id, thread_id)
            there = await self._look(channel, _known(card), again)
            return None if there is None else Posted(channel_id, there.id, None)

    async def _post(self, forum: discord.ForumChannel, letter: Letter, card: Card) -> int:
        tags = [tag for tag in forum.available_tags if tag.name == letter.category][:1]
        if not tags and forum.flags.require_tag:
            tags = list(forum.available_tags[:1])
        made = await forum.create_thread(
            name=letter.title or "", auto_archive_duration=WEEK, applied_tags=tags, **told(card)
        )
        return made.thread.id

    async def _look_in_forum(self, forum: discord.ForumChannel, card: Card, since: int) -> int | None:
        """A post of ours that carries the letter's buttons; its first message has the post's id."""
        first_id = _snowflake(since)
        active = [post for post in await forum.guild.active_threads() if post.parent_id == forum.id]
        posts = [*active, *[post async for post in forum.archived_threads(limit=LOOK_BACK)]]
        ours = {post.id for post in posts if post.owner_id == self._me and post.id >= first_id}
        for post_id in sorted(ours, reverse=True)[:LOOK_BACK]:
            with suppress(discord.NotFound):
                if _known(card)(await self._at(post_id).fetch_message(post_id)):
                    return post_id
        return None

    async def thread(self, channel_id: int, message_id: int, title: str) -> int:
        """The thread under a message; one made before has the message's id."""
        async with our_errors():
            channel = await self._target(channel_id)
            if not isinstance(channel, discord.TextChannel):
                raise Gone(words.trouble.GONE)
            try:
                message = channel.get_partial_message(message_id)
                return (await message.create_thread(name=title, auto_archive_duration=WEEK)).id
            except discord.HTTPException as error:
                if error.code != THREAD_EXISTS:
                    raise
                return message_id

    async def find_thread(self, message_id: int) -> int | None:
        """The thread that an earlier attempt may have made under a message: it has the message's id."""
        async with our_errors():
            thread = await self._find_thread(message_id)
            return None if thread is None else thread.id

    async def page(self, thread_id: int, text: str, *, nonce: str, again: int, others: Collection[int]) -> int:
        """A further page of a long letter. `others` are pages that may say the same and are not this one."""
        if again and (there := await self.find_page(thread_id, text, again, others=others)) is not None:
            return there
        async with our_errors():
            thread = await self._thread(thread_id)
            return (await thread.send(**told(cards.page_card(text)), nonce=nonce)).id

    async def find_page(self, thread_id: int, text: str, again: int, *, others: Collection[int]) -> int | None:
        """The page that an earlier attempt may have left; sends nothing."""

        def same(message: discord.Message) -> bool:
            alike = [embed.description for embed in message.embeds] == [text.strip()]
            return alike and message.id not in others

        async with our_errors():
            there = await self._look(await self._thread(thread_id), same, again)
            return None if there is None else there.id

    async def refresh(self, sheet: PublicSheet) -> None:
        """The response count under the letter."""
        await self._rewrite(sheet.letter, cards.public_card(sheet), pictures=None)

    async def take_down(self, letter: Letter, page_ids: Sequence[int], line: str) -> None:
        """Out of sight: text, pictures and title go, a line stays; the thread is locked and archived.

        What is gone already is as it should be. Editing comes before archiving: in an archived thread
        nothing can be edited (50083).
        """
        async with our_errors():
            thread = await self._find_thread(letter.thread_id)
            if thread is not None and thread.archived:
                await thread.edit(archived=False)
        for message_id in page_ids:
            await self._blank(thread, message_id, line)
        with suppress(Gone):
            await self._rewrite(letter, cards.line_card(line), pictures=False)
        if thread is not None:
            async with our_errors():
                name = words.reader.THREAD_OUT_OF_SIGHT[letter.state]
                await thread.edit(name=name, archived=True, locked=True)

    async def put_back(self, sheet: PublicSheet, page_ids: Sequence[int]) -> None:
        """Where it stood, as it stood. Raises Gone when a part of it is no longer there; nothing is in sight then."""
        letter = sheet.letter
        async with our_errors():
            thread = await self._find_thread(letter.thread_id)
            if thread is None or not await self._is_whole(sheet, thread, page_ids):
                await self._clear_away(letter)
                raise Gone(words.trouble.GONE)
            await thread.edit(name=letter.title or "", archived=False, locked=False)
            for message_id, text in zip(page_ids, sheet.pages[1:], strict=True):
                page = thread.get_partial_message(message_id)
                await page.edit(**retold(cards.page_card(text), pictures=None))
        await self._rewrite(letter, cards.public_card(sheet), pictures=True)

    async def response(self, letter: Letter, response: Response, *, nonce: str, again: int) -> int:
        """A response under a pen name or the author's, through our webhook where we may have one."""
        assert letter.thread_id is not None and letter.channel_id is not None
        content, embed = cards.response_text(response)
        async with our_errors():
            thread = await self._thread(letter.thread_id)
            if again and (there := await self._look(thread, _said(response), again)) is not None:
                return there.id
            embeds = [embed] if embed else []
            webhook = await self._webhook(thread)
            if webhook is None:
                content = f"**{response.name}**\n{content}"
                sent = await thread.send(content, embeds=embeds, nonce=nonce, allowed_mentions=NOBODY)
                return sent.id
            try:
                posted = await webhook.send(
                    content or "",
                    username=response.name,
                    embeds=embeds,
                    thread=thread,
                    wait=True,
                    allowed_mentions=NOBODY,
                )
            except discord.NotFound as error:
                if error.code == UNKNOWN_WEBHOOK and thread.parent_id is not None:
                    self._webhooks.pop(thread.parent_id, None)
                    raise TryLater("the webhook was deleted") from error
                raise
            return posted.id

    async def find_response(self, letter: Letter, response: Response, again: int) -> int | None:
        """The response that an earlier attempt may have left; None, too, when the thread is gone. Sends nothing."""
        async with our_errors():
            thread = await self._find_thread(letter.thread_id)
            there = None if thread is None else await self._look(thread, _said(response), again)
            return None if there is None else there.id

    @property
    def _me(self) -> int:
        """The bot's own account."""
        return self._bot.user.id if self._bot.user is not None else 0

    # --- finding things -----------------------------------------------------------------------------------

    def _at(self, channel_id: int) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(channel_id)

    async def _target(self, channel_id: int) -> Target:
        channel = self._bot.get_channel(channel_id) or await self._bot.fetch_channel(channel_id)
        if not isinstance(channel, Target):
            raise Gone(words.trouble.GONE)
        return channel

    async def _thread(self, thread_id: int) -> discord.Thread:
        channel = self._bot.get_channel(thread_id) or await self._bot.fetch_channel(thread_id)
        if not isinstance(channel, discord.Thread):
            raise Gone(words.trouble.GONE)
        return channel

    async def _find_thread(self, thread_id: int | None) -> discord.Thread | None:
        """The thread as Discord has it now, None when it is gone."""
        if thread_id is None:
            return None
        try:
            channel = await self._bot.fetch_channel(thread_id)
        except discord.NotFound:
            return None
        return channel if isinstance(channel, discord.Thread) else None

    def _message(self, letter: Letter) -> discord.PartialMessage:
        """The letter's own message: in its channel, or first in its forum post."""
        assert letter.channel_id is not None and letter.message_id is not None
        channel = self._bot.get_channel(letter.channel_id)
        forum = isinstance(channel, discord.ForumChannel)
        place = letter.thread_id if forum and letter.thread_id is not None else letter.channel_id
        return self._at(place).get_partial_message(letter.message_id)

    async def _rewrite(self, letter: Letter, card: Card, *, pictures: bool | None) -> None:
        async with our_errors():
            await self._message(letter).edit(**retold(card, pictures=pictures))

    async def _blank(self, thread: discord.Thread | None, message_id: int, line: str) -> None:
        if thread is None:
            return
        with suppress(Gone):
            async with our_errors():
                page = thread.get_partial_message(message_id)
                await page.edit(**retold(cards.line_card(line), pictures=None))

    async def _is_whole(self, sheet: PublicSheet, thread: discord.Thread, page_ids: Sequence[int]) -> bool:
        """Whether the letter's message and all its pages are still there."""
        try:
            await self._message(sheet.letter).fetch()
            for message_id in page_ids:
                await thread.fetch_message(message_id)
        except discord.NotFound:
            return False
        return len(page_ids) == len(sheet.pages) - 1

    async def _clear_away(self, letter: Letter) -> None:
        """What is left of a letter that will be published anew."""
        with suppress(discord.NotFound):
            await self._message(letter).delete()

    async def _look(
        self, place: Messageable, wanted: Callable[[discord.Message], bool], since: int
    ) -> discord.Message | None:
        """Something of ours that an attempt may have left there since then, through our webhook or not."""
        first = discord.Object(_snowflake(since)) if since > CLOCKS else None  # without one, the newest
        async for message in place.history(limit=LOOK_MOST, after=first):
            ours = message.author.id == self._me or message.application_id == self._bot.application_id
            if ours and wanted(message):
                return message
        return None

    async def _webhook(self, thread: discord.Thread) -> discord.Webhook | None:
        """The one webhook of ours in the thread's channel, made if need be; None without the permission."""
        parent = thread.parent
        if parent is None:
            return None
        async with self._making.setdefault(parent.id, asyncio.Lock()):  # two responses would make one each
            if parent.id in self._webhooks:
                return self._webhooks[parent.id]
            if not parent.permissions_for(parent.guild.me).manage_webhooks:
                return None
            ours = [hook for hook in await parent.webhooks() if hook.user == self._bot.user and hook.token is not None]
            webhook = ours[0] if ours else await parent.create_webhook(name=WEBHOOK_NAME)
            self._webhooks[parent.id] = webhook
            return webhook


def _standing(member: discord.Member) -> Standing:
    if member.is_timed_out():
        return Standing.TIMED_OUT
    return Standing.PENDING if member.pending else Standing.MEMBER


def _seconds(moment: datetime | None) -> int:
    """Unix seconds, rounded up; 0 where Discord tells no moment."""
    return 0 if moment is None else math.ceil(moment.timestamp())


def _snowflake(since: int) -> int:
    """The first id that Discord may have given out at that moment, whatever its clock and ours say."""
    moment = datetime.fromtimestamp(max(since - CLOCKS, 0), UTC)
    return max(discord.utils.time_snowflake(moment), 0)


def _known(card: Card) -> Callable[[discord.Message], bool]:
    """Recognises a card by the ids its buttons carry, or by its heading."""

    def wanted(message: discord.Message) -> bool:
        items = [item for row in message.components for item in getattr(row, "children", [row])]
        ids = {getattr(item, "custom_id", None) for item in items}
        return bool(card.known_by & ids) or bool(card.heading and message.content.startswith(card.heading))

    return wanted


def _said(response: Response) -> Callable[[discord.Message], bool]:
    """Recognises a response by its name and its own last line, which carries its number."""
    content, _ = cards.response_text(response)
    mark = (content or "").rpartition("\n")[2]

    def wanted(message: discord.Message) -> bool:
        named = message.author.name == response.name or message.content.startswith(f"**{response.name}**")
        return named and message.content.rpartition("\n")[2] == mark

    return wanted

"""Sends to people and to the desk; `_courier_public` sends what stands in public.

Discord's errors become ours (`_codes`). What Discord cannot promise to do only once (forum posts, webhook messages,
threads, anything older than a few minutes) is looked for before it is sent again (`_looking`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

import discord

from bot import words
from bot.errors import Final, Forbidden, Gone
from bot.language import ENGLISH, language_of
from bot.letter import (
    Attempt,
    Digest,
    DraftSheet,
    Letter,
    Letterbox,
    Memberships,
    Notice,
    Person,
    ReportSheet,
    Response,
    ReviewSheet,
)
from cogs import _answers as answers
from cogs import _cards_author as author_cards
from cogs import _cards_desk as desk_cards
from cogs import _cards_draft as draft_cards
from cogs import _cards_reports as reports_cards
from cogs._cards import Card, Embed, button, custom_id, retold, shown, told
from cogs._cards_letterbox import greeting_card, panel_card
from cogs._codes import UNKNOWN_MESSAGE, WEBHOOK_LOST, our_errors
from cogs._courier_public import InPublic
from cogs._looking import known
from cogs._members import Members
from cogs._servers import known_channel


class DiscordCourier(InPublic):
    """The courier that talks to Discord; `bot.post.courier.Courier` describes its methods."""

    def __init__(self, bot: discord.Client) -> None:
        super().__init__(bot)
        self._bot = bot
        self.members = Members(bot)

    async def memberships(
        self, person: Person, letterboxes: Sequence[Letterbox], at: Letter | None = None
    ) -> Memberships:
        """Returns the letterboxes whose servers this person is in, as they see them: in general, or under a letter."""
        async with our_errors():
            return await self.members.memberships(person, letterboxes, at)

    async def dm(self, person: Person) -> int:
        """Returns the id of the direct-message channel with somebody."""
        async with our_errors():
            return (await self._bot.create_dm(discord.Object(person.id))).id

    async def look_at_dm(self, dm: int) -> None:
        """Asks Discord for a direct-message channel, and sends nothing there."""
        async with our_errors():
            await self._bot.http.get_channel(dm)

    async def note(
        self, dm: int, text: str, kept: str = "", *, attempt: Attempt, offer: int = 0, language: str = ""
    ) -> None:
        """Sends a plain message, with a text of theirs that goes back to them (`kept`), or the offer to begin a letter
        with a message of theirs."""
        channel, card = self._looking.at(dm), _note_card(text, kept, offer)
        drawn, offered = told(card, language_of(language)), known(card)
        texts = [embed.description for embed in drawn["embeds"]]

        def same(message: discord.Message) -> bool:
            alike = message.content == drawn["content"] and [embed.description for embed in message.embeds] == texts
            return alike and (not offer or offered(message))

        async with our_errors():
            if await self._looking.look(channel, same, attempt.look_since) is None:
                await channel.send(**drawn, nonce=attempt.nonce)

    async def follow_up(self, token: str, text: str, kept: str) -> None:
        """Answers an interaction with the same, for those who pressed alone. Raises Final when its time is over."""
        assert self._bot.application_id is not None
        webhook = discord.Webhook.partial(self._bot.application_id, token, client=self._bot)
        webhook.type = discord.WebhookType.application
        async with our_errors():
            try:
                await webhook.send(**shown(_note_card(text, kept), ENGLISH))
            except discord.HTTPException as error:
                if error.code in WEBHOOK_LOST:
                    raise Gone(words.trouble.GONE) from error
                raise

    async def record(self, desk_id: int, text: str, *, attempt: Attempt) -> None:
        """Sends a plain message to the desk.

        Raises TryLater, Gone or Forbidden without asking Discord where the cache says it would refuse: some
        records are retried for ever.
        """
        self._check_desk(desk_id)
        await self.note(desk_id, text, attempt=attempt)

    async def ping(self, desk_id: int, role_id: int, text: str, *, attempt: Attempt) -> None:
        """Sends a message to the desk that may mention this role, and nobody else. Raises as `record` does."""
        self._check_desk(desk_id)
        channel, only = self._looking.at(desk_id), discord.AllowedMentions.none()
        only.roles = [discord.Object(role_id)]
        async with our_errors():
            if await self._looking.look(channel, lambda each: each.content == text, attempt.look_since) is None:
                drawn = told(Card(text), ENGLISH)
                drawn["allowed_mentions"] = only
                await channel.send(**drawn, nonce=attempt.nonce)

    def _check_desk(self, desk_id: int) -> None:
        desk = known_channel(self._bot, desk_id)
        if not isinstance(desk, discord.TextChannel):
            raise Gone(words.trouble.GONE)
        may = desk.permissions_for(desk.guild.me)
        if not (may.view_channel and may.send_messages):
            raise Forbidden(words.trouble.FORBIDDEN)

    async def greeting(self, channel_id: int, language: str, *, attempt: Attempt) -> None:
        """Greets whoever may set a letterbox up; an earlier greeting is known by its button."""
        channel, card = self._looking.at(channel_id), greeting_card()
        async with our_errors():
            if await self._looking.look(channel, known(card), attempt.look_since) is None:
                await channel.send(**told(card, language_of(language)), nonce=attempt.nonce)

    async def panel(self, channel_id: int, letterbox: Letterbox, *, attempt: Attempt) -> None:
        """Posts the message with which anybody can begin a letter to this letterbox."""
        card = panel_card(letterbox)
        await self._card(self._looking.at(channel_id), None, card, letterbox.language, None, attempt)

    async def draft_card(
        self, dm: int, message_id: int | None, sheet: DraftSheet, *, attempt: Attempt, below: int = 0
    ) -> int:
        """Edits the draft card, or sends one. A card above the message `below` moves: it is sent anew, and the old one
        is taken away. Returns the card's message id."""
        channel, card, old = self._looking.at(dm), draft_cards.draft_card(sheet), message_id or 0
        moves = 0 < old < below
        there = await self._card(channel, None if moves else old or None, card, sheet.language, None, attempt, old)
        if moves:
            async with our_errors():
                with suppress(discord.NotFound):  # taken away by its reader, or by an attempt before this one
                    await channel.get_partial_message(old).delete()
        return there

    async def notice(
        self,
        dm: int,
        letter: Letter,
        notice: Notice,
        language: str,
        responses: Sequence[Response],
        digest: Digest | None,
        *,
        attempt: Attempt,
        others: Collection[int],
    ) -> int:
        """Sends a verdict or a relay to the author, and returns its message id. `others` are the message ids of other
        notices that say the same."""
        card, say = author_cards.notice_card(letter, notice, responses, digest), language_of(language)
        drawn = card.drawn(say)

        def same(message: discord.Message) -> bool:
            titles = [embed.title for embed in message.embeds if embed.title]  # what counts them may be another now
            # one response may have been deleted since; none may be told of twice
            wanted = [embed.title for embed in drawn["embeds"] if embed.title]
            alike = message.content == drawn["content"] and (titles == wanted or bool({*titles} & {*wanted}))
            return alike and message.id not in others

        async with our_errors():
            there = await self._looking.look(self._looking.at(dm), same, attempt.look_since)
            return there.id if there else (await self._looking.at(dm).send(**told(card, say), nonce=attempt.nonce)).id

    async def heard(self, dm: int, letter: Letter, language: str, *, attempt: Attempt) -> None:
        """Tells somebody who listens that something new was said in a letter's thread."""
        card, channel = author_cards.heard_card(letter), self._looking.at(dm)
        drawn = told(card, language_of(language))
        async with our_errors():
            wanted = drawn["content"]
            if not await self._looking.look(channel, lambda each: each.content == wanted, attempt.look_since):
                await channel.send(**drawn, nonce=attempt.nonce)

    async def reactions(self, letter: Letter) -> int:
        """Returns how many reactions there are under a letter, whoever gave them."""
        async with our_errors():
            return sum(each.count for each in (await self._looking.message_of(letter).fetch()).reactions)

    async def edit_notice(
        self,
        dm: int,
        message_id: int,
        letter: Letter,
        notice: Notice,
        language: str,
        responses: Sequence[Response],
        digest: Digest | None,
    ) -> None:
        """Updates a notice after a change to the responses it shows."""
        card, say = author_cards.notice_card(letter, notice, responses, digest), language_of(language)
        async with our_errors():
            await self._looking.at(dm).get_partial_message(message_id).edit(**retold(card, say, pictures=None))

    async def desk_card(self, desk_id: int, message_id: int | None, sheet: ReviewSheet, *, attempt: Attempt) -> int:
        """Edits the review card, or sends one. Returns its message id. The pictures of a withdrawn letter go.

        Of a letter that was sent again, the card from before points to the new one.
        """
        card, letter, channel = desk_cards.review_card(sheet), sheet.letter, self._looking.at(desk_id)
        pictures, before = (None if card.embeds else False), letter.desk_before or 0
        there = await self._card(channel, message_id, card, sheet.language, pictures, attempt, before)
        if before:
            said = words.desk.SENT_AGAIN.format(url=words.author.message_url(letter.guild_id, desk_id, there))
            with suppress(Final):  # it may be deleted
                await self._end_card(channel, before, desk_cards.former_card(letter, said), sheet.language)
        return there

    async def retire(self, channel_id: int, message_id: int, letter: Letter, desk_id: int, language: str) -> None:
        """Replaces a card at a former desk, which is looked for where its id (0) is not known, by a line that leads to
        the present one."""
        where = words.author.LETTER_URL.format(guild=letter.guild_id, channel=desk_id)
        card = desk_cards.former_card(letter, words.desk.DESK_MOVED.format(url=where))
        channel = self._looking.at(channel_id)
        if not message_id:
            async with our_errors():
                there = await self._looking.look(channel, known(card), letter.submitted_at)
            message_id = there.id if there else 0
        if message_id:
            await self._end_card(channel, message_id, card, language)

    async def _end_card(self, channel: discord.PartialMessageable, message_id: int, card: Card, language: str) -> None:
        """Edits a card into one that shows nothing of its letter. Raises Gone where it was deleted."""
        say = language_of(language)
        async with our_errors():
            if not await answers.change(self._bot, message_id, card, say, False):
                await channel.get_partial_message(message_id).edit(**retold(card, say, pictures=False))

    async def report_card(self, desk_id: int, message_id: int | None, sheet: ReportSheet, *, attempt: Attempt) -> int:
        """Edits the one card for all reports of a letter, or sends it, and returns its message id."""
        card = reports_cards.report_card(sheet)
        return await self._card(self._looking.at(desk_id), message_id, card, sheet.language, None, attempt)

    async def _card(
        self,
        channel: discord.PartialMessageable,
        message_id: int | None,
        card: Card,
        language: str,
        pictures: bool | None,
        attempt: Attempt,
        old: int = 0,
    ) -> int:
        """Edits a card in place, or sends it anew where it was deleted or never sent. `pictures` as in `retold`.

        No message up to the id `old` is taken for one that an earlier attempt sent.
        """
        say = language_of(language)
        async with our_errors():
            if message_id is not None:
                if await answers.change(self._bot, message_id, card, say, pictures):
                    return message_id
                try:
                    message = channel.get_partial_message(message_id)
                    await message.edit(**retold(card, say, pictures=pictures))
                    return message_id
                except discord.NotFound as error:
                    if error.code != UNKNOWN_MESSAGE:  # any other code: the channel is gone
                        raise
            is_it = known(card)
            there = await self._looking.look(
                channel, lambda message: message.id > old and is_it(message), attempt.look_since
            )
            if there is None:
                return (await channel.send(**told(card, say), nonce=attempt.nonce)).id
            await there.edit(**retold(card, say, pictures=pictures))  # it may have been out of date
            return there.id


def _note_card(text: str, kept: str, offer: int = 0) -> Card:
    items = [button(words.welcome.BEGIN_WITH_IT, "begin", offer)] if offer else None
    known_by = frozenset({custom_id("begin", offer)}) if offer else frozenset[str]()
    return Card(text, [Embed(description=kept)] if kept else [], items, known_by=known_by)

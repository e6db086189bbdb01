"""What happens under a published letter.

* a member writes in the thread: an open response, in their own name; edits and deletions are followed. So it is with
  the author, too: nothing ever marks an ordinary message as the author's. Who speaks through a proxy (PluralKit,
  Tupperbox) responds with the proxy's message, and not with the one that it deletes.
* **Leave a reply**: a response under a pen name
* **Report**, under a letter or a pen-name reply: one card at the desk, however many people report
"""

from __future__ import annotations

import discord
from discord.ext import commands

from bot import life, words
from bot.errors import Refusal
from bot.language.markup import plain
from bot.letter import Letter, Membership, Person
from bot.life.office import Office
from bot.post.courier import Courier
from cogs import _cards as cards
from cogs import _cards_author as author_cards
from cogs import _channels as channels
from cogs import _forms as forms
from cogs._answering import answer, ask_before, kept_in, kept_text, open_form, person_of, receive
from cogs._missed import DEEP
from cogs._namesakes import Namesakes
from cogs._openly import said_in
from cogs._press import Interaction, PressCog, filled_in, pressed
from cogs.intake import SAID

#: The fields of the form of **Report**, none of which must be filled in by itself.
REPORTED = (forms.BOXES, forms.WHY, forms.HEAR)


class Threads(PressCog):
    """Takes responses and reports. `upkeep.py` hears of deleted responses, as of everything deleted in public."""

    def __init__(self, bot: commands.Bot, office: Office, courier: Courier, namesakes: Namesakes) -> None:
        self.bot = bot
        self.office = office
        self.courier = courier
        self._namesakes = namesakes

    # --- in one's own name --------------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Takes a message in a thread."""
        if message.guild is not None and isinstance(message.channel, discord.Thread):
            await self.take(message, message.channel.id)

    async def take(self, message: discord.Message, thread_id: int) -> bool:
        """Takes a message in a thread, heard live or found later. Returns whether it is a
        response that was not known."""
        proxied = self._is_proxied(message)
        if message.type not in SAID or ((message.author.bot or message.webhook_id) and not proxied):
            return False
        person, name = Person(message.author.id), message.author.display_name
        replied_to = message.reference if message.type is discord.MessageType.reply else None
        response = await life.replying.respond_openly(
            self.office,
            thread_id,
            message.id,
            person,
            name,
            said_in(message),
            replied_to=None if replied_to is None else replied_to.message_id,
            proxied=proxied,
        )
        return response is not None

    def _is_proxied(self, message: discord.Message) -> bool:
        """Whether somebody speaks here through another application, such as PluralKit or Tupperbox, by its webhook.

        Webhooks that people made by hand have no application; answers to commands have their application's id instead
        of a webhook's.
        """
        application = message.application_id
        ours = (None, self.bot.application_id, message.webhook_id)
        return message.webhook_id is not None and application not in ours

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message was edited; if it is a response, the edit is followed."""
        message = payload.message
        if payload.guild_id is not None and (self._is_proxied(message) or not message.author.bot):
            await self.follow(message)

    async def follow(self, message: discord.Message) -> None:
        """Follows an edit of a message, heard live or found later; not when the bot may not read it any more."""
        if said := said_in(message):
            await life.replying.response_edited(self.office, message.id, said)

    async def look_through(self, letter: Letter) -> int:
        """Finds what happened in a letter's thread while the bot was away, among its newest messages. Returns
        how many responses are new.

        Raises TryLater or Final, and discord.NotFound when the thread is gone.
        """
        assert letter.thread_id is not None
        known = {each.message_id: each for each in await life.finding.posted_responses(self.office, letter.id)}
        there, fresh, seen = set[int](), list[discord.Message](), 0
        channel = self.bot.get_partial_messageable(letter.thread_id, guild_id=letter.guild_id)
        async for message in channel.history(limit=DEEP):
            seen += 1
            there.add(message.id)
            response, said = known.get(message.id), said_in(message)
            if response is None:
                fresh.append(message)
            elif said != response.text:
                await self.follow(message)
        reached = 0 if seen < DEEP else min(there)
        for message_id, response in known.items():
            if message_id is not None and message_id >= reached and message_id not in there and not response.gone:
                await life.deletions.message_gone(self.office, message_id)
        return sum([await self.take(message, letter.thread_id) for message in reversed(fresh)])

    # --- under a pen name -----------------------------------------------------------------------------------

    @pressed("reply")
    async def reply(self, interaction: Interaction, letter_id: int) -> None:
        """**Leave a reply**: opens the form."""
        await self.open_reply(interaction, letter_id)

    async def open_reply(self, interaction: Interaction, letter_id: int) -> None:
        """Opens the form of a reply, with the pen name this person has under the letter. Raises Refusal."""
        membership = await self._membership(interaction, letter_id)
        offered = await life.replying.offered_pen_name(self.office, person_of(interaction), letter_id, membership)
        await open_form(interaction, forms.reply_form(letter_id, offered))

    @filled_in("replied", forms.REPLY, forms.PEN)
    async def replied(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes what was filled in on the form."""
        await self._reply(interaction, letter_id, found[forms.PEN], found[forms.REPLY], sure=False)

    @pressed("reply-anyway")
    async def reply_anyway(self, interaction: Interaction, letter_id: int) -> None:
        """The responder was warned, and replies all the same."""
        await self._reply(interaction, letter_id, *kept_in(interaction), sure=True)

    @pressed("reply-change")
    async def reply_change(self, interaction: Interaction, letter_id: int) -> None:
        """**Change**: opens the form again, with the pen name and the reply as they were written."""
        membership, (pen_name, text) = await self._membership(interaction, letter_id), kept_in(interaction)
        await life.replying.offered_pen_name(self.office, person_of(interaction), letter_id, membership)
        await open_form(interaction, forms.reply_form(letter_id, pen_name, text))

    async def _reply(self, interaction: Interaction, letter_id: int, pen_name: str, text: str, *, sure: bool) -> None:
        """Takes a pen-name reply, or asks before it does."""
        await receive(interaction)
        anyway = cards.button(words.writing.REPLY_ANYWAY, "reply-anyway", letter_id, cards.DANGER)
        change = cards.button(words.reader.CHANGE, "reply-change", letter_id)
        taken = self._taken(interaction, letter_id, pen_name, text, sure)
        await ask_before(interaction, taken, anyway, change, kept_text(text, pen_name))

    async def _taken(
        self, interaction: Interaction, letter_id: int, pen_name: str, text: str, sure: bool
    ) -> cards.Card:
        person, membership = person_of(interaction), await self._membership(interaction, letter_id)
        taken = await self._namesakes.taken(interaction.guild, pen_name) if interaction.guild else ()
        response = await life.replying.reply(
            self.office, person, letter_id, pen_name, text, taken, membership, sure=sure, token=interaction.token
        )
        said = words.responses.REPLY_TAKEN.format(number=response.number, name=plain(response.name))
        return author_cards.taken_card(said, response)

    # --- reports --------------------------------------------------------------------------------------------

    @pressed("report")
    async def report(self, interaction: Interaction, letter_id: int) -> None:
        """**Report**: opens the form."""
        await self.open_report(interaction, letter_id, 0)

    @filled_in("reported", optional=REPORTED)
    async def reported(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes what was filled in on the form."""
        await self._report(interaction, letter_id, 0, found)

    @pressed("report-response", ids=2)
    async def report_response(self, interaction: Interaction, letter_id: int, response: int) -> None:
        """**Report**, under a pen-name reply: opens the form."""
        await self.open_report(interaction, letter_id, response)

    async def open_report(self, interaction: Interaction, letter_id: int, response: int) -> None:
        """Opens the form for reporting a letter, or (not 0) the response to it with this number. Raises Refusal."""
        membership = await self._membership(interaction, letter_id)
        await life.reports.may_report(self.office, person_of(interaction), letter_id, membership, response)
        await open_form(interaction, forms.report_form(letter_id, response))

    @filled_in("response-reported", optional=REPORTED, ids=2)
    async def response_reported(
        self, interaction: Interaction, letter_id: int, response: int, found: dict[str, str]
    ) -> None:
        """Takes what was filled in on that form."""
        await self._report(interaction, letter_id, response, found)

    async def _report(self, interaction: Interaction, letter_id: int, response: int, found: dict[str, str]) -> None:
        await receive(interaction)
        person, hear = person_of(interaction), bool(found.get(forms.HEAR))
        membership, ticked = await self._membership(interaction, letter_id), forms.ticked(found)
        why = found.get(forms.WHY, "")
        new = await life.reports.report(
            self.office, person, letter_id, why, membership, ticked=ticked, response=response, hear=hear
        )
        await answer(interaction, words.responses.reported(new, hear=hear, response=bool(response)))

    async def _membership(self, interaction: Interaction, letter_id: int) -> Membership | None:
        """Returns the letterbox as the person who presses under a letter sees it.

        Raises NotFound unless the letter stands where this was pressed, and Refusal when they may not see that channel:
        who may not read a letter, cannot respond to it.
        """
        guild = interaction.guild
        letter, letterbox = await life.finding.standing_at(
            self.office, interaction.guild_id or 0, interaction.channel_id or 0, letter_id
        )
        channel = channels.by_id(guild, letter.channel_id) if guild is not None else None
        member = interaction.user
        if (
            channel is not None
            and isinstance(member, discord.Member)
            and not channel.permissions_for(member).view_channel
        ):
            raise Refusal(words.responses.REPLY_OBSTACLES["UNSEEN"])
        found = await self.courier.memberships(person_of(interaction), [letterbox], letter)
        return next(iter(found), None)

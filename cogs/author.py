"""What authors do: the `/letter` commands, and the buttons on their notices.

* `/letter write`: the form, or which letterbox it is for (`panel`)
* `/letter mine`: what they wrote (`mine`); `/letter withdraw number:N`
* `/letter name-in-archive`: whether the archive says who replied
* reading and searching: `searching`
* `/letter data`: what is kept about the person who asks; `/letter forget`, **Forget me**: erasing it
* **Withdraw**, on the card of a sent letter and on notices; **Revise** and `/letter revise number:N` (`_drafting`)
* **Answer** and **Mute** on a notice; **This is an answer to “…”** on a draft begun soon after one
"""

from typing import Any

import discord
from discord import app_commands

from bot import life, words
from bot.errors import NotFound, Refusal, WrongState
from bot.language import lines
from bot.language.markup import plain
from bot.letter import Letter
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from bot.rules import letterboxes
from cogs import _answers as answers
from cogs import _cards as cards
from cogs import _cards_author as author_cards
from cogs import _cards_data as data_cards
from cogs import _cards_draft as draft_cards
from cogs import _cards_mine as mine_cards
from cogs import _forms as forms
from cogs._answering import (
    answer,
    ask_before,
    kept_in,
    kept_text,
    leave,
    open_form,
    person_of,
    receive,
    replace,
    say_to,
    show,
)
from cogs._drafting import open_revision, show_truth
from cogs._letters import LETTER, Number
from cogs._members import guild_ids_of, membership_of, memberships_here, memberships_of
from cogs._numbers import OffersOwn
from cogs._press import Interaction, filled_in, guarded, pressed
from cogs._translator import choices, described, option
from cogs.mine import Mine
from cogs.searching import Searching


class Author(Searching, OffersOwn):
    """The commands and buttons of authors."""

    letter = LETTER

    def __init__(self, office: Office, courier: Courier, deliveries: Deliveries, mine: Mine) -> None:
        self._mine = mine
        self.office = office
        self.courier = courier
        self._deliveries = deliveries

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Shows what has become of the draft whose card was pressed."""
        await show_truth(self.office, self.courier, interaction, letter_id)

    # --- commands -----------------------------------------------------------------------------------------

    @LETTER.command(name="write", description=described("letter write"))
    @guarded()
    async def write(self, interaction: Interaction) -> None:
        """`/letter write`: opens the form, with the open draft for this server if there is one."""
        if interaction.guild_id is None:
            raise Refusal(words.trouble.JUST_WRITE)
        memberships = await memberships_here(self.office, interaction)
        sheet = await life.writing.open_draft_sheet(self.office, person_of(interaction), memberships)
        offered = letterboxes.offered(memberships)
        if sheet is not None:
            await open_form(interaction, forms.edit_form(sheet))
        elif len(offered) == 1:
            await open_form(interaction, forms.write_form(offered[0]))
        else:
            await show(interaction, draft_cards.which_card(offered))

    @LETTER.command(name="mine", description=described("letter mine"))
    @guarded()
    async def mine(self, interaction: Interaction) -> None:
        """`/letter mine`: lists what somebody wrote, in this server, or in a direct message in every server."""
        await show(interaction, await self._mine.listed(interaction, 0))

    @LETTER.command(name="withdraw", description=described("letter withdraw"))
    @app_commands.describe(number=option("number"))
    @app_commands.autocomplete(number=OffersOwn.to_withdraw)
    @guarded()
    async def withdraw_numbered(self, interaction: Interaction, number: Number) -> None:
        """`/letter withdraw`: takes one of one's own letters back."""
        letter_id = await self._numbered(interaction, number)
        await show(interaction, _asked(await life.removal.may_withdraw(self.office, person_of(interaction), letter_id)))

    @LETTER.command(name="revise", description=described("letter revise"))
    @app_commands.describe(number=option("number"))
    @app_commands.autocomplete(number=OffersOwn.to_revise)
    @guarded()
    async def revise_numbered(self, interaction: Interaction, number: Number) -> None:
        """`/letter revise`: gives one of one's own published letters a new text."""
        await open_revision(self.office, self.courier, interaction, await self._numbered(interaction, number))

    async def _numbered(self, interaction: Interaction, number: int) -> int:
        guild_ids = await guild_ids_of(self.office, interaction.guild_id)
        found = await life.finding.own_numbered(self.office, person_of(interaction), number, guild_ids)
        if len(found) > 1:
            raise Refusal(words.author.WHICH_SERVER.format(number=number))
        return found[0].id

    @LETTER.command(name="name-in-archive", description=described("letter name-in-archive"))
    @app_commands.describe(shown=option("shown"))
    @app_commands.choices(shown=choices(words.archive.CHOICES))
    @guarded()
    async def name_in_archive(self, interaction: Interaction, shown: str) -> None:
        """`/letter name-in-archive`: whether the archive outside Discord names a member who replied."""
        if interaction.guild_id is None or shown not in words.archive.CHOICES:
            raise Refusal(words.archive.IN_A_SERVER)
        await life.archiving.name(self.office, person_of(interaction), interaction.guild_id, shown=shown == "show")
        await answer(interaction, words.archive.SAID[shown])

    @LETTER.command(name="data", description=described("letter data"))
    @guarded()
    async def data(self, interaction: Interaction) -> None:
        """`/letter data`: shows what is kept about this person, in every server."""
        await show(interaction, data_cards.data_card(await life.forgetting.kept(self.office, person_of(interaction))))

    @LETTER.command(name="forget", description=described("letter forget"))
    @guarded()
    async def forget(self, interaction: Interaction) -> None:
        """`/letter forget`: shows what would be erased, and the button that does it."""
        await show(interaction, data_cards.forget_card(await life.forgetting.kept(self.office, person_of(interaction))))

    # --- buttons ------------------------------------------------------------------------------------------

    @pressed("withdraw")
    async def withdraw(self, interaction: Interaction, letter_id: int) -> None:
        """**Withdraw**: asks before it does. Where there is nothing to withdraw any more, the message that was pressed
        keeps its text and loses its buttons."""
        try:
            letter = await life.removal.may_withdraw(self.office, person_of(interaction), letter_id)
        except (NotFound, WrongState):
            await leave(interaction)
            raise
        await show(interaction, _asked(letter))

    @pressed("withdraw-it")
    async def withdraw_it(self, interaction: Interaction, letter_id: int) -> None:
        """They are sure: takes the letter back."""
        letter = await life.removal.withdraw(self.office, person_of(interaction), letter_id)
        goes = [words.archive.GOES] if await life.archiving.stood(self.office, letter) else []
        await replace(interaction, cards.Card(lines([words.author.withdrawn(letter), *goes]), items=[]))

    @pressed("revise")
    async def revise(self, interaction: Interaction, letter_id: int) -> None:
        """**Revise**, on a notice and in the list: opens the revision of a published letter."""
        await open_revision(self.office, self.courier, interaction, letter_id)

    @pressed("forget", ids=0)
    async def forget_me(self, interaction: Interaction) -> None:
        """**Forget me**: erases everything about this person at once, and says how much it was."""
        erased = await life.forgetting.forget(self.office, person_of(interaction))
        answers.forget(interaction.client, interaction.user.id)
        await replace(interaction, data_cards.forgotten_card(erased))

    @pressed("open")
    async def open(self, interaction: Interaction, letter_id: int) -> None:
        """Opens, from the list, a letter that the desk does not have: its card, for this person only."""
        person = person_of(interaction)
        memberships = await memberships_of(self.office, self.courier, person)
        sheet = await life.writing.own_sheet(self.office, person, letter_id, memberships)
        await show(interaction, draft_cards.draft_card(sheet, in_dm=interaction.guild_id is None))

    @pressed("answer")
    async def answer(self, interaction: Interaction, letter_id: int) -> None:
        """**Answer**: opens the form."""
        await life.answering.may_answer(self.office, person_of(interaction), letter_id)
        await open_form(interaction, forms.answer_form(letter_id))

    @filled_in("answered", forms.ANSWER)
    async def answered(self, interaction: Interaction, letter_id: int, found: dict[str, str]) -> None:
        """Takes what was written in the **Answer** form."""
        await self._answer(interaction, letter_id, found[forms.ANSWER], sure=False)

    @pressed("answer-anyway")
    async def answer_anyway(self, interaction: Interaction, letter_id: int) -> None:
        """The author was warned, and answers all the same."""
        await self._answer(interaction, letter_id, kept_in(interaction)[1], sure=True)

    @pressed("answer-change")
    async def answer_change(self, interaction: Interaction, letter_id: int) -> None:
        """**Change**: opens the form again, with the answer as it was written."""
        await life.answering.may_answer(self.office, person_of(interaction), letter_id)
        await open_form(interaction, forms.answer_form(letter_id, kept_in(interaction)[1]))

    async def _answer(self, interaction: Interaction, letter_id: int, text: str, *, sure: bool) -> None:
        """Takes an answer, or asks before it does."""
        await receive(interaction)
        anyway = cards.button(words.writing.ANSWER_ANYWAY, "answer-anyway", letter_id, cards.DANGER)
        change = cards.button(words.reader.CHANGE, "answer-change", letter_id)
        given = self._given(interaction, letter_id, text, sure)
        await ask_before(interaction, given, anyway, change, kept_text(text))

    async def _given(self, interaction: Interaction, letter_id: int, text: str, sure: bool) -> cards.Card:
        person = person_of(interaction)
        membership = await membership_of(self.office, self.courier, person, letter_id)
        letter, response = await life.answering.answer(
            self.office, person, letter_id, text, membership, sure=sure, token=interaction.token
        )
        return author_cards.answered_card(letter, response)

    @pressed("mute")
    async def mute(self, interaction: Interaction, letter_id: int) -> None:
        """**Mute**: no more notices of responses to this letter."""
        await self._mute(interaction, letter_id, True)

    @pressed("unmute")
    async def unmute(self, interaction: Interaction, letter_id: int) -> None:
        """**Unmute**: notices again."""
        await self._mute(interaction, letter_id, False)

    async def _mute(self, interaction: Interaction, letter_id: int, muted: bool) -> None:
        try:
            letter = await life.answering.mute(self.office, person_of(interaction), letter_id, muted)
        except WrongState:
            await leave(interaction)
            raise
        if any(
            each.startswith("rhythm:") for each in (cards.ids_on(interaction.message) if interaction.message else ())
        ):
            entry = await life.mine.one_letter(self.office, person_of(interaction), letter_id)
            await replace(interaction, mine_cards.entry_card(entry, 0))  # its select says so, too
        else:
            await _swap_mute(interaction, letter)
        await answer(
            interaction, (words.author.MUTED if muted else words.author.UNMUTED).format(title=plain(letter.title))
        )

    @pressed("this-is-an-answer", ids=2)
    async def this_is_an_answer(self, interaction: Interaction, draft_id: int, letter_id: int) -> None:
        """**This is an answer to “…”**: the draft was meant as an answer to a notice."""
        await self._answer_with_draft(interaction, draft_id, letter_id, 0)

    @pressed("this-is-an-answer-anyway", ids=3)
    async def this_is_an_answer_anyway(
        self, interaction: Interaction, draft_id: int, letter_id: int, asked: int
    ) -> None:
        """The author was warned, and answers with the draft all the same."""
        await self._answer_with_draft(interaction, draft_id, letter_id, asked)

    async def _answer_with_draft(self, interaction: Interaction, draft_id: int, letter_id: int, asked: int) -> None:
        anyway = cards.button(
            words.writing.ANSWER_ANYWAY, "this-is-an-answer-anyway", draft_id, cards.DANGER, also=[letter_id]
        )
        change = cards.button(words.reader.CHANGE, "edit", draft_id)
        given = self._given_draft(interaction, draft_id, letter_id, asked)
        await ask_before(interaction, given, anyway, change, instead=True)

    async def _given_draft(self, interaction: Interaction, draft_id: int, letter_id: int, asked: int) -> cards.Card:
        person = person_of(interaction)
        membership = await membership_of(self.office, self.courier, person, letter_id)
        letter, response, follows = await life.answering.answer_with_draft(
            self.office, person, draft_id, letter_id, membership, asked=asked, token=interaction.token
        )
        how = words.author.ANSWER_FOLLOWS if follows else words.author.ANSWER_FOLLOWS_NOT
        return author_cards.answered_card(letter, response, how)


def _asked(letter: Letter) -> cards.Card:
    """Returns the question before a letter is withdrawn, with one red button."""
    sure = cards.button(words.reader.WITHDRAW_IT, "withdraw-it", letter.id, cards.DANGER)
    return cards.Card(words.author.withdraw_asked(letter), items=[sure])


async def _swap_mute(interaction: Interaction, letter: Letter) -> None:
    """Changes the pressed notice's **Mute** into **Unmute**, or back; its text stays."""
    if interaction.message is None:
        return
    items: list[discord.ui.Item[Any]] = []
    for item in cards.items_of(interaction.message):
        verb = (item.custom_id or "").partition(":")[0]
        if verb in ("mute", "unmute"):
            items.append(author_cards.mute_button(letter).drawn(say_to(interaction)))
        else:
            items.append(discord.ui.Button.from_component(item))
    await leave(interaction, *items)

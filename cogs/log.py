"""`/letters log`: who did what, when, about which letter, on pages; and the desk's figures."""

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands

from bot import life, words
from bot.errors import Refusal
from bot.language import Said, lines
from bot.letter import Entry, Letter, Verb
from cogs import _cards as cards
from cogs._answering import receive, show
from cogs._answering import replace as replace_card
from cogs._border import PAGES
from cogs._cards import INK, PAPER, Button, Card, Embed, custom_id
from cogs._letters import LETTERS, MODERATOR, Number, Page, at_desk, numbered
from cogs._permissions import desks_of
from cogs._press import Interaction, PressCog, guarded, pressed
from cogs._translator import choices, described, option

#: Entries on a page.
SIZE = 10
#: What a button says instead of a kind, and the kinds by the number that it carries.
KINDS = [None, *words.log.VERBS]


class LogAtDesk(PressCog):
    """The log, and its pages."""

    @LETTERS.command(name="log", description=described("letters log"))
    @app_commands.describe(
        number=option("number"), moderator=option("moderator"), verb=option("verb"), page=option("page")
    )
    @app_commands.choices(verb=choices(words.log.VERBS))
    @guarded(MODERATOR)
    async def log(
        self,
        interaction: Interaction,
        number: Number | None = None,
        moderator: discord.User | None = None,
        verb: str | None = None,
        page: Page = 1,
    ) -> None:
        """`/letters log`: the newest first; without options also the desk's figures."""
        await receive(interaction)
        if verb not in (None, *words.log.VERBS):
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        letter = None
        if number is not None:
            letter = await numbered(self.office, interaction, number)
        kind = None if verb is None else Verb(verb)
        await show(interaction, await self._page(interaction, page - 1, letter, kind, moderator.id if moderator else 0))

    @pressed("log", MODERATOR, ids=3)
    async def on_log(self, interaction: Interaction, page: int, letter_id: int, kind: int) -> None:
        """Shows another page of it; pages count from 0 here."""
        await receive(interaction, changes_card=True)
        if page >= PAGES or kind >= len(KINDS):
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        letter = None
        if letter_id:
            letter = await at_desk(self.office, interaction, letter_id)
        await replace_card(interaction, await self._page(interaction, page, letter, KINDS[kind]))

    async def _page(
        self, interaction: Interaction, page: int, letter: Letter | None, verb: Verb | None, moderator: int = 0
    ) -> cards.Card:
        letterboxes = await desks_of(self.office, interaction)
        found, here, more = await life.log.log(
            self.office, letterboxes, page, SIZE, letter=letter, moderator=moderator, verb=verb
        )
        figures = list[Said]()
        if page == 0 and letter is None and verb is None and not moderator:
            figures = words.log.figures(*await life.log.figures(self.office, letterboxes))
        about = None if moderator else (letter.id if letter else 0, KINDS.index(verb))
        card = log_card(found, here, about, figures, more=more)
        return card if here == page else replace(card, content=words.log.NO_SUCH_PAGE.format(page=page + 1))


def log_card(
    found: Sequence[Entry], page: int, about: Sequence[int] | None, figures: Sequence[Said], *, more: bool
) -> Card:
    """Returns a page (from 0) of the log, below the `figures` if there are any.

    `about` is what its buttons carry. None: it is one moderator's, whose account stands on no button; the command's
    option leads to the next page.
    """
    listed = lines(map(words.log.line, found)) if found else words.log.NOTHING
    footer = words.log.PAGE.format(page=page + 1) if page or more else None
    if about is None and more:
        footer = words.log.PAGE_AND_MORE.format(page=page + 1, next=page + 2)
    embeds = [Embed(words.log.TITLE, listed, footer, PAPER)]
    if figures:
        embeds.insert(0, Embed(words.log.FIGURES_TITLE, lines(figures), colour=INK))
    if footer is None or about is None:
        return Card(embeds=embeds, items=[])
    back = Button(words.reader.PREVIOUS, custom_id("log", max(page - 1, 0), *about), disabled=not page)
    on = Button(words.reader.NEXT, custom_id("log", page + 1, *about), disabled=not more)
    return Card(embeds=embeds, items=[back, on])

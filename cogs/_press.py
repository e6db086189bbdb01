"""From a press to a handler: buttons, selects and forms by the verb in their `custom_id`.

Nothing is kept in memory between showing a button and its press, so a press after a restart is like
any other. Refusals become the sentence that the person reads.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

import discord
from discord.ext import commands

from bot import words
from bot.errors import GivesAway, Refusal
from bot.language import Language, Said, language_of
from bot.letter import Person
from bot.life.office import Office
from bot.rules import pages
from cogs import _border as border
from cogs._border import Expected, Interaction, Kind
from cogs._cards import Button, Card, Embed, retold, shown
from cogs._forms import Form
from cogs._permissions import Who, require


class HasOffice(Protocol):
    """What a handler belongs to."""

    office: Office


P = ParamSpec("P")
C = TypeVar("C", bound=HasOffice)
Handler = Callable[Concatenate[C, Interaction, P], Coroutine[Any, Any, None]]
Press = Callable[..., Coroutine[Any, Any, None]]


def guarded(who: Who = Who.ANYBODY) -> Callable[[Handler[C, P]], Handler[C, P]]:
    """A handler for those who may, which answers a Refusal with its sentence. Anything unexpected is said and logged.

    Modules that decorate commands keep their annotations as objects (no `from __future__ import annotations`):
    discord.py would look up their names here.
    """

    def decorate(handler: Handler[C, P]) -> Handler[C, P]:
        @functools.wraps(handler)
        async def guard(self: C, interaction: Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
            try:
                await require(self.office, interaction, who)
                await handler(self, interaction, *args, **kwargs)
            except Refusal as refusal:
                await answer(interaction, refusal.sentence)
            except Exception:
                await answer(interaction, words.trouble.UNEXPECTED)
                raise

        return guard

    return decorate


def pressed(
    verb: str, who: Who = Who.ANYBODY, *, ids: int = 1, below: int = border.ID_LIMIT
) -> Callable[[Press], Press]:
    """Mark a cog's method as what happens when a button with this verb is pressed; it is given the ids."""
    return _coming_back([verb], Expected(Kind.BUTTON, ids, below), who, lambda came: [*came.ids])


def chosen(*verbs: str) -> Callable[[Press], Press]:
    """The same for selects; the method is given the id, and what was chosen."""
    return _coming_back(verbs, Expected(Kind.SELECT), Who.ANYBODY, lambda came: [*came.ids, came.chosen])


def filled_in(
    verb: str, *required: str, who: Who = Who.ANYBODY, optional: tuple[str, ...] = ()
) -> Callable[[Press], Press]:
    """The same for a form with these fields; the method is given the id, and what was written by field."""
    expected = Expected(Kind.FORM, required=required, optional=optional)
    return _coming_back([verb], expected, who, lambda came: [*came.ids, came.written])


def _coming_back(
    verbs: Sequence[str], expected: Expected, who: Who, given: Callable[[border.Came], list[Any]]
) -> Callable[[Press], Press]:
    def decorate(handler: Press) -> Press:
        @functools.wraps(handler)
        async def parse(self: Any, interaction: Interaction) -> None:
            await handler(self, interaction, *given(border.came(interaction, expected)))

        guard = cast(Press, guarded(who)(parse))
        guard.__dict__.update(verbs=verbs, expected=expected)
        return guard

    return decorate


class PressCog(commands.Cog):
    """A cog whose handlers of presses and forms are found by verb."""

    office: Office

    @property
    def presses(self) -> dict[str, Press]:
        """Its handlers by verb."""
        methods = (getattr(type(self), name) for name in dir(type(self)))
        found = [method for method in methods if "verbs" in getattr(method, "__dict__", {})]
        return {verb: functools.partial(method, self) for method in found for verb in method.__dict__["verbs"]}


class Presses(commands.Cog):
    """Hands every press and every form to the cog that knows its verb."""

    def __init__(self, cogs: Iterable[commands.Cog]) -> None:
        self.known: dict[str, Press] = {}
        for cog in cogs:
            if isinstance(cog, PressCog):
                self.known |= cog.presses

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """A press on any of our components or forms; what nobody knows is refused."""
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            handler = self.known.get(border.verb_of(interaction))
            await (handler(interaction) if handler else answer(interaction, words.trouble.NOT_UNDERSTOOD))


def person_of(interaction: Interaction) -> Person:
    """Who presses, with the direct-message channel if that is where they are."""
    dm = interaction.channel_id if interaction.guild_id is None else 0
    return Person(interaction.user.id, dm or 0, str(interaction.locale))


def say_to(interaction: Interaction) -> Language:
    """The language that whoever presses reads."""
    return language_of(str(interaction.locale))


async def answer(interaction: Interaction, said: Said) -> None:
    """A sentence that only this person sees."""
    await show(interaction, Card(said))


async def show(interaction: Interaction, card: Card) -> None:
    """A card that only this person sees."""
    content = shown(card, say_to(interaction))
    if interaction.response.is_done():
        await interaction.followup.send(**content)
    else:
        await interaction.response.send_message(**content)


async def replace(interaction: Interaction, card: Card, *, pictures: bool = False) -> None:
    """The message whose component was pressed becomes this card, for this person; it keeps its `pictures`, or loses
    them."""
    content = retold(card, say_to(interaction), pictures=None)
    if not pictures:
        content["attachments"] = []
    if interaction.response.is_done():
        await interaction.edit_original_response(**content)
    else:
        await interaction.response.edit_message(**content)


async def acknowledge(interaction: Interaction) -> None:
    """Nothing to say: the card itself will change."""
    await interaction.response.defer()


async def receive(interaction: Interaction, *, changes_card: bool = False) -> None:
    """Discord is told at once that a form arrived: it waits for three seconds, and asking it who is a member may take
    as long. `changes_card`: what follows is the card that the form was opened from, where there is one."""
    if changes_card and interaction.message is not None:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def open_form(interaction: Interaction, form: Form) -> None:
    """A form, in this person's language."""
    await interaction.response.send_modal(form.drawn(say_to(interaction)))


async def ask(interaction: Interaction, refusal: GivesAway, kept: Embed | None, anyway: Button) -> None:
    """What may tell who they are, the text to keep, and a button to say it anyway. Nothing of it is stored: the
    text stays in this message, which only they see, until they press."""
    await show(interaction, Card(refusal.sentence, [kept] if kept else [], [anyway]))


def kept_in(interaction: Interaction) -> tuple[str, str]:
    """Title and text that `ask` kept in the message whose button was pressed."""
    embed = interaction.message.embeds[0] if interaction.message and interaction.message.embeds else discord.Embed()
    return embed.title or "", embed.description or ""


async def give_back(interaction: Interaction, refusal: Refusal, text: str) -> None:
    """Why it was refused, and the text, so that nothing has to be written again."""
    await answer(interaction, refusal.sentence)
    for page in pages.pages(text):
        await show(interaction, Card(words.responses.KEEP_YOUR_TEXT, [Embed(description=page)]))

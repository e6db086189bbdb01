"""From a press to its handler: buttons, selects and forms are dispatched by the verb in their `custom_id`.

Nothing is kept in memory between showing a button and its press, so a press after a restart is like any other. A
Refusal becomes the sentence that the person reads.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

import aiohttp
import discord
from discord.ext import commands

from bot import words
from bot.errors import GivesAway, Refusal
from bot.language import Language, Said, language_of
from bot.letter import Person
from bot.life.office import Office
from cogs import _answers as answers
from cogs import _border as border
from cogs import _forms as forms
from cogs._border import Expected, Interaction, Kind
from cogs._cards import Button, Card, Embed, retold, shown
from cogs._codes import UNKNOWN_MESSAGE
from cogs._permissions import Who, require

#: Discord's code for an interaction that has had its first answer.
ALREADY_ACKNOWLEDGED = 40060


class HasOffice(Protocol):
    """What a handler's class must have."""

    office: Office


P = ParamSpec("P")
C = TypeVar("C", bound=HasOffice)
Handler = Callable[Concatenate[C, Interaction, P], Coroutine[Any, Any, None]]
Press = Callable[..., Coroutine[Any, Any, None]]


def guarded(who: Who = Who.ANYBODY) -> Callable[[Handler[C, P]], Handler[C, P]]:
    """Decorates a handler: it runs only for those who may (`who`), and a Refusal is answered with its sentence and with
    whatever was written (`refuse`).

    Any other exception is answered with a general sentence, and raised again for the log. Modules that
    decorate commands keep their annotations as objects (no `from __future__ import annotations`):
    discord.py would look up their names here.
    """

    def decorate(handler: Handler[C, P]) -> Handler[C, P]:
        @functools.wraps(handler)
        async def guard(self: C, interaction: Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
            try:
                await require(self.office, interaction, who)
                await handler(self, interaction, *args, **kwargs)
            except Refusal as refusal:
                await refuse(interaction, refusal.sentence)
            except Exception:
                await refuse(interaction, words.trouble.UNEXPECTED)
                raise

        return guard

    return decorate


def pressed(
    verb: str, who: Who = Who.ANYBODY, *, ids: int = 1, below: int = border.ID_LIMIT
) -> Callable[[Press], Press]:
    """Marks a cog's method as the handler of a button with this verb. It is called with the `ids` that the button
    carries, each of which must be less than `below`."""
    return _coming_back([verb], Expected(Kind.BUTTON, ids, below), who, lambda came: [*came.ids])


def chosen(*verbs: str) -> Callable[[Press], Press]:
    """Marks a cog's method as the handler of selects with these verbs. It is called with the id and the chosen
    value."""
    return _coming_back(verbs, Expected(Kind.SELECT), Who.ANYBODY, lambda came: [*came.ids, came.chosen])


def filled_in(
    verb: str, *required: str, who: Who = Who.ANYBODY, optional: tuple[str, ...] = ()
) -> Callable[[Press], Press]:
    """Marks a cog's method as the handler of a form with these fields. It is called with the id, and with
    what was written by field."""
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
    """A cog whose handlers of presses and forms are found by their verb."""

    office: Office

    @property
    def presses(self) -> dict[str, Press]:
        """The cog's handlers by verb."""
        methods = (getattr(type(self), name) for name in dir(type(self)))
        found = [method for method in methods if "verbs" in getattr(method, "__dict__", {})]
        return {verb: functools.partial(method, self) for method in found for verb in method.__dict__["verbs"]}


class Presses(commands.Cog):
    """Passes every press and every form to the cog that handles its verb."""

    def __init__(self, cogs: Iterable[commands.Cog]) -> None:
        self.known: dict[str, Press] = {}
        for cog in cogs:
            if isinstance(cog, PressCog):
                self.known |= cog.presses

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """A press on one of our components, or a form; an unknown verb is refused."""
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            handler = self.known.get(border.verb_of(interaction))
            await (handler(interaction) if handler else refuse(interaction, words.trouble.NOT_UNDERSTOOD))


def person_of(interaction: Interaction) -> Person:
    """Returns who presses; with the direct-message channel, if that is where they are."""
    dm = interaction.channel_id if interaction.guild_id is None else 0
    return Person(interaction.user.id, dm or 0, str(interaction.locale))


def say_to(interaction: Interaction) -> Language:
    """Returns the language that the person who presses reads."""
    return language_of(str(interaction.locale))


async def answer(interaction: Interaction, said: Said) -> None:
    """Answers with a sentence that only this person sees."""
    await show(interaction, Card(said))


async def show(interaction: Interaction, card: Card) -> None:
    """Answers with a card that only this person sees."""
    content = shown(card, say_to(interaction))
    if not await _answered_first(interaction, interaction.response.send_message(**content)):
        await interaction.followup.send(**content)


async def replace(interaction: Interaction, card: Card, *, pictures: bool = False) -> None:
    """Turns the message whose component was pressed into this card, in this person's language; its pictures stay if
    `pictures`, else they go."""
    content = retold(card, say_to(interaction), pictures=None)
    if not pictures:
        content["attachments"] = []
    try:
        if not await _answered_first(interaction, interaction.response.edit_message(**content)):
            await interaction.edit_original_response(**content)
        answers.remember(interaction)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        await show(interaction, card)  # the message moved or was taken away a moment ago


async def _answered_first(interaction: Interaction, answer: Coroutine[Any, Any, Any]) -> bool:
    """Gives the first answer. Returns False, and gives none, where there was one: Discord may have taken an
    acknowledgement whose own answer was lost on the way back."""
    if interaction.response.is_done():
        answer.close()
        return False
    try:
        await answer
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        return False
    return True


async def acknowledge(interaction: Interaction) -> None:
    """Answers with nothing: the card itself will change."""
    await interaction.response.defer()
    answers.remember(interaction)


async def receive(interaction: Interaction, *, changes_card: bool = False) -> None:
    """Tells Discord at once that a form arrived: it waits only three seconds, and asking it who is
    a member may take as long.

    With `changes_card`, what follows is a change to the card that the form was opened from, where there is one. What
    was sent is taken whether or not Discord can be told: nobody would know that it was lost.
    """
    with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
        if changes_card and interaction.message is not None:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)


async def open_form(interaction: Interaction, form: forms.Form) -> None:
    """Opens a form, in this person's language."""
    await interaction.response.send_modal(form.drawn(say_to(interaction)))


async def ask(interaction: Interaction, refusal: GivesAway, kept: Embed | None, anyway: Button) -> None:
    """Shows what may tell who they are, the text to keep, and a button to say it anyway.

    Nothing of it is stored: the text stays in this message, which only they see, until they press.
    """
    await show(interaction, Card(refusal.sentence, [kept] if kept else [], [anyway]))


def kept_in(interaction: Interaction) -> tuple[str, str]:
    """Returns the title and the text that `ask` kept in the message whose button was pressed."""
    embed = interaction.message.embeds[0] if interaction.message and interaction.message.embeds else discord.Embed()
    return embed.title or "", embed.description or ""


async def refuse(interaction: Interaction, said: Said) -> None:
    """Says why something is refused, and gives back whatever was written in its form, its command or the message that
    kept it, so that nothing has to be written again: the one place where that happens."""
    await answer(interaction, said)
    for card in forms.given_back(_written_in(interaction)):
        await show(interaction, card)


def _written_in(interaction: Interaction) -> dict[str, str]:
    verb = border.verb_of(interaction)
    if interaction.type is discord.InteractionType.component and verb.endswith("-anyway"):
        heading, text = kept_in(interaction)
        return {forms.PEN: heading, forms.REPLY: text}
    return border.written_in(interaction)

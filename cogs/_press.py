"""From a press to a handler: buttons, selects and forms by the verb in their `custom_id`.

Nothing is kept in memory between showing a button and its press, so a press after a restart is like
any other. Refusals become the sentence that the person reads.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import discord
from discord.ext import commands

from bot import words
from bot.errors import GivesAway, Refusal
from bot.language import Language, Said, language_of
from bot.letter import Person
from bot.rules import pages
from cogs._cards import Button, Card, Embed, retold, shown
from cogs._forms import Form

log = logging.getLogger(__name__)

P = ParamSpec("P")
C = TypeVar("C")
Interaction = discord.Interaction[Any]
Handler = Callable[Concatenate[C, Interaction, P], Coroutine[Any, Any, None]]
Press = Callable[..., Coroutine[Any, Any, None]]


def guarded(permission: str | None = None) -> Callable[[Handler[C, P]], Handler[C, P]]:
    """A handler that checks `permission` (an attribute of discord.Permissions) on our side, whatever the
    server's settings say, and answers a Refusal with its sentence. Anything unexpected is said and logged.

    Modules that decorate commands keep their annotations as objects (no `from __future__ import annotations`):
    discord.py would look up their names here.
    """

    def decorate(handler: Handler[C, P]) -> Handler[C, P]:
        @functools.wraps(handler)
        async def guard(self: C, interaction: Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
            try:
                require(interaction, permission)
                await handler(self, interaction, *args, **kwargs)
            except Refusal as refusal:
                await answer(interaction, refusal.sentence)
            except Exception:
                await answer(interaction, words.trouble.UNEXPECTED)
                raise

        guard.__dict__["permission"] = permission
        return guard

    return decorate


def require(interaction: Interaction, permission: str | None) -> None:
    """Raise Refusal unless the person has the permission where they press."""
    if permission is not None and not getattr(interaction.permissions, permission):
        raise Refusal(words.trouble.NO_PERMISSION.format(permission=words.trouble.PERMISSIONS[permission]))


def pressed(verb: str, permission: str | None = None) -> Callable[[Press], Press]:
    """Mark a cog's method as what happens when a component or form with this verb comes back."""

    def decorate(handler: Press) -> Press:
        guard = cast(Press, guarded(permission)(handler))
        guard.__dict__["verb"] = verb
        return guard

    return decorate


class PressCog(commands.Cog):
    """A cog whose `pressed` methods are found by verb."""

    @property
    def presses(self) -> dict[str, Press]:
        """Its handlers by verb."""
        methods = (getattr(type(self), name) for name in dir(type(self)))
        return {method.__dict__["verb"]: method for method in methods if "verb" in getattr(method, "__dict__", {})}

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """A press on any of our components or forms; those of other cogs and programs are left alone."""
        if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            return
        verb, *about = str((interaction.data or {}).get("custom_id", "")).split(":")
        handler = self.presses.get(verb)
        if handler is not None:
            await handler(self, interaction, *(int(each, 16) for each in about))


def person_of(interaction: Interaction) -> Person:
    """Who presses, with the direct-message channel if that is where they are."""
    dm = interaction.channel_id if interaction.guild_id is None else 0
    return Person(interaction.user.id, dm or 0, str(interaction.locale))


def chosen_values(interaction: Interaction) -> list[str]:
    """What was chosen in a select."""
    return list(cast(dict[str, Any], interaction.data or {}).get("values", []))


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
    await interaction.response.edit_message(**content)


async def acknowledge(interaction: Interaction) -> None:
    """Nothing to say: the card itself will change."""
    await interaction.response.defer()


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

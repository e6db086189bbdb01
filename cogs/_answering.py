"""What whoever presses, fills in a form or uses a command is answered with, where only they see it.

An answer says what has happened already, so one that Discord does not take changes nothing about that: it is given
once more, and then it is `Unanswered`, which nobody is told as a failure.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

import aiohttp
import discord

from bot import words
from bot.errors import GivesAway, InCrisis, TryLater, UnsignedError
from bot.language import Language, Said, language_of
from bot.letter import Person
from cogs import _answers as answers
from cogs import _border as border
from cogs import _forms as forms
from cogs._border import Interaction
from cogs._cards import Button, Card, Embed, button, finished, ids_on, retold, shown
from cogs._codes import UNKNOWN_MESSAGE

#: Discord's code for an interaction that has had its first answer.
ALREADY_ACKNOWLEDGED = 40060
#: What becomes of a request that Discord does not answer, or refuses.
Answer = Callable[[], Coroutine[Any, Any, Any]]
FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError, TryLater)


class Unanswered(UnsignedError):
    """Discord took no answer to an interaction. What the answer would have said has happened all the same."""


def person_of(interaction: Interaction) -> Person:
    """Returns who presses; with the direct-message channel, if that is where they are."""
    dm = interaction.channel_id if interaction.guild_id is None else 0
    return Person(interaction.user.id, dm or 0, str(interaction.locale))


def say_to(interaction: Interaction) -> Language:
    """Returns the language that the person who presses reads."""
    return language_of(str(interaction.locale))


async def answer(interaction: Interaction, said: Said) -> None:
    """Answers with a sentence that only this person sees. Raises Unanswered, like all that answer."""
    await show(interaction, Card(said))


async def show(interaction: Interaction, card: Card) -> None:
    """Answers with a card that only this person sees."""
    say = say_to(interaction)
    await _given(  # drawn anew each time: what is sent of a picture is used up
        interaction,
        lambda: interaction.response.send_message(**shown(card, say)),
        lambda: interaction.followup.send(**shown(card, say)),
    )


async def replace(interaction: Interaction, card: Card, *, pictures: bool = False, again: bool = True) -> None:
    """Turns the message whose component was pressed into this card, in this person's language; its pictures stay if
    `pictures`, else the card's take their place. A lost answer is not given `again` where the card may be another by
    then."""
    if not is_theirs(interaction):
        return await show(interaction, card)
    say, attached = say_to(interaction), None if pictures else True
    try:
        await _given(
            interaction,
            lambda: interaction.response.edit_message(**retold(card, say, pictures=attached)),
            lambda: interaction.edit_original_response(**retold(card, say, pictures=attached)),
            2 if again else 1,
        )
        answers.remember(interaction)
    except Unanswered as error:
        if not isinstance(error.__cause__, discord.NotFound) or error.__cause__.code != UNKNOWN_MESSAGE:
            raise
        await show(interaction, card)  # the message moved or was taken away a moment ago


async def leave(interaction: Interaction, *items: discord.ui.Item[Any]) -> None:
    """Leaves the message whose component was pressed as it is, but with these components only."""
    if not is_theirs(interaction):
        return
    await _given(
        interaction,
        lambda: interaction.response.edit_message(view=finished(items)),
        lambda: interaction.edit_original_response(view=finished(items)),
    )


async def _given(interaction: Interaction, first: Answer, later: Answer, times: int = 2) -> None:
    """Answers, up to so many times where the answer may have been lost. Raises Unanswered."""
    for left in reversed(range(times)):
        try:
            return await _answered(interaction, first, later)
        except FAILURES as error:
            if not left or (isinstance(error, discord.HTTPException) and error.status < 500):
                raise Unanswered(str(error)) from error


async def _answered(interaction: Interaction, first: Answer, later: Answer) -> None:
    """Gives the `first` answer, or a `later` one where there was one: Discord may have taken an acknowledgement whose
    own answer was lost on the way back."""
    if not interaction.response.is_done():
        try:
            await first()
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise
        else:
            return
    await later()


def is_theirs(interaction: Interaction) -> bool:
    """Returns whether the message that this came from may become the answer: one whose component was pressed, or one
    that nobody else reads.

    What comes back as a form says only where some form was opened: under a published letter anybody opens one.
    """
    message = interaction.message
    if message is None:
        return False
    pressed = interaction.type is discord.InteractionType.component
    return pressed or interaction.guild_id is None or message.flags.ephemeral


async def acknowledge(interaction: Interaction) -> None:
    """Answers with nothing: the card itself will change."""
    await interaction.response.defer()
    answers.remember(interaction)


async def receive(interaction: Interaction, *, changes_card: bool = False) -> None:
    """Tells Discord at once that a press or a form arrived: it waits only three seconds, and asking it who is
    a member may take as long.

    With `changes_card`, or where the message that was pressed is a question (`ask`), what follows is a change to that
    message. What was sent is taken whether or not Discord can be told: nobody would know that it was lost.
    """
    with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
        if is_question(interaction) or (changes_card and is_theirs(interaction)):
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)


async def open_form(interaction: Interaction, form: forms.Form) -> None:
    """Opens a form, in this person's language."""

    async def tell() -> None:
        await interaction.response.send_modal(form.drawn(say_to(interaction)))

    await _given(interaction, tell, tell)


# --- questions --------------------------------------------------------------------------------------------------------


async def ask_before(
    interaction: Interaction,
    card: Awaitable[Card],
    anyway: Button,
    change: Button,
    kept: Embed | None = None,
    *,
    instead: bool = False,
) -> None:
    """Answers with what somebody's text comes to (`card`, which takes the place of what was pressed if `instead`); or,
    while it may tell who they are, asks: what it is that tells, the text (`kept`), and buttons to say it `anyway` and
    to `change` it.

    Nothing of a question is stored: the text stays in this message, which only they see, until they press. Where it is
    not kept there (a draft's), `anyway` carries the mark of what was asked about. The answer takes the question's
    place, so that none is answered twice.
    """
    try:
        said = await card
    except GivesAway as refusal:
        if isinstance(refusal, InCrisis):  # nothing to be warned of in red
            anyway = dataclasses.replace(anyway, label=words.reader.SEND_LETTER, style=discord.ButtonStyle.success)
        if kept is None:
            anyway = dataclasses.replace(anyway, custom_id=f"{anyway.custom_id}:{refusal.mark:x}")
        return await settle(interaction, Card(refusal.sentence, [kept] if kept else [], [anyway, change]))
    await (replace if instead else settle)(interaction, said)


async def settle(interaction: Interaction, card: Card) -> None:
    """Answers with a card that only this person sees; one that answers a question takes its place."""
    await (replace if is_question(interaction) else show)(interaction, card)


def is_question(interaction: Interaction) -> bool:
    """Returns whether the message that was pressed, or whose form this is, asks before something is said."""
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        return False
    verbs = {border.verb_and_ids(each)[0] for each in ids_on(message)}
    return any(verb.endswith(("-anyway", "-change")) for verb in verbs)


def kept_text(text: str, name: str | None = None) -> Embed:
    """Returns what keeps a text as it was written, and the pen name above it where nothing is read as Markdown."""
    return Embed(description=text, author=name)


def kept_in(interaction: Interaction) -> tuple[str, str]:
    """Returns the pen name and the text that `kept_text` keeps in the message whose button was pressed."""
    embed = interaction.message.embeds[0] if interaction.message and interaction.message.embeds else discord.Embed()
    return embed.author.name or embed.title or "", embed.description or ""  # a title: shown by an older version


async def refuse(interaction: Interaction, said: Said, *, later: bool = False) -> None:
    """Says why something is refused, and gives back whatever was written in its form, its command or the message that
    kept it, so that nothing has to be written again: the one place where that happens.

    What may be taken `later`, or put otherwise, comes with **Change** where its form can be opened again: Discord
    allows no form in answer to a form.
    """
    written = _written_in(interaction)
    about = border.verb_and_ids(border.custom_id_of(interaction))[1]
    change = forms.CHANGES.get(border.verb_of(interaction))
    if later and written and change is not None and about:
        text = next(written[name] for name in (forms.REPLY, forms.ANSWER) if name in written)
        kept = kept_text(text, written.get(forms.PEN))
        return await settle(interaction, Card(said, [kept], [button(words.reader.CHANGE, change, about[0])]))
    await settle(interaction, Card(said, items=[]) if is_question(interaction) else Card(said))
    for card in forms.given_back(written):
        await show(interaction, card)


def _written_in(interaction: Interaction) -> dict[str, str]:
    verb = border.verb_of(interaction)
    if interaction.type is discord.InteractionType.component and verb.endswith(("-anyway", "-change")):
        heading, text = kept_in(interaction)
        return {forms.PEN: heading, forms.REPLY: text} if heading or text else {}
    return border.written_in(interaction)

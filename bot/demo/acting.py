"""What somebody does in the demo: finds a button by what stands on it, presses it, fills in its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import discord
import simcord

from bot.language import ENGLISH, Said
from bot.words.reader import SEND_LETTER


class NotThere(RuntimeError):
    """A button, a choice or a field that somebody looked for is not there."""


def eyes(member: simcord.MemberActor, channel: simcord.ChannelHandle) -> simcord.MemberActor | simcord.UserHandle:
    """Returns whoever looks into a channel: a member in a server, a user in direct messages."""
    return member if channel.guild else member.user


def with_button(member: simcord.MemberActor, channel: simcord.ChannelHandle, said: Said) -> discord.Message:
    """Returns the newest message that has this button, pressable, as this member finds it. Raises NotThere."""
    found = all_with_button(member, channel, said)
    if not found:
        raise NotThere(f"nothing in {channel.name or 'these direct messages'} has the button {ENGLISH(said)}")
    return found[-1]


def all_with_button(member: simcord.MemberActor, channel: simcord.ChannelHandle, said: Said) -> list[discord.Message]:
    """Returns the messages that have this button, pressable, as this member finds them, the oldest first."""
    label, there = ENGLISH(said), channel.history(viewer=eyes(member, channel))
    return [
        message
        for message in there
        if any(getattr(each, "label", None) == label and not each.disabled for each in controls(message))
    ]


async def press(
    member: simcord.MemberActor, channel: simcord.ChannelHandle, said: Said, form: dict[Said, str] | None = None
) -> None:
    """Presses a button on the newest message that has it; `form` is what its form says. Raises NotThere."""
    shown = await eyes(member, channel).click(with_button(member, channel, said), label=ENGLISH(said))
    if form is not None:
        await eyes(member, channel).submit_modal(shown, filled(shown, {ENGLISH(key): form[key] for key in form}))


async def address(member: simcord.MemberActor, letterbox: Sequence[str], category: str) -> None:
    """Chooses on a draft's card for which letterbox it is, if that is asked, and to whom. Raises NotThere.

    `letterbox`: what it may be called there.
    """
    private = member.user.dm_channel
    for name in letterbox:
        if offers(card := with_button(member, private, SEND_LETTER), name):
            await choose(member, card, name)
    await choose(member, with_button(member, private, SEND_LETTER), category)


async def choose(member: simcord.MemberActor, card: discord.Message, label: str) -> None:
    """Chooses what is called so in one of the selects of a card in direct messages. Raises NotThere."""
    menu, option = choice(card, label)
    await member.user.select(card, [option.value], custom_id=menu.custom_id)


def controls(message: discord.Message) -> Iterator[Any]:
    """Yields every button and select of a message."""
    for row in message.components:
        yield from getattr(row, "children", ())


def choice(message: discord.Message, label: str) -> tuple[discord.SelectMenu, discord.SelectOption]:
    """Returns the select that offers this option, and the option itself. Raises NotThere."""
    for control in controls(message):
        for option in getattr(control, "options", ()):
            if option.label == label:
                return control, option
    raise NotThere(f"no select offers {label}")


def offers(message: discord.Message, label: str) -> bool:
    """Whether a select of this message has this option, not yet chosen."""
    options = (option for control in controls(message) for option in getattr(control, "options", ()))
    return any(option.label == label and not option.default for option in options)


def filled(form: simcord.InteractionResult, values: dict[str, str]) -> dict[str, str]:
    """Returns a form's values by custom id, from values by the label that a person reads. Raises NotThere."""
    ids = dict(_fields((form.modal or {}).get("components", [])))
    if missing := values.keys() - ids.keys():
        raise NotThere(f"no form asks for {', '.join(sorted(missing))}")
    return {ids[label]: value for label, value in values.items()}


def _fields(components: list[dict[str, Any]], label: str = "") -> Iterator[tuple[str, str]]:
    """Yields label and custom id of each field; newer forms put the label around the field, older ones into it."""
    for component in components:
        named = component.get("label") or label
        if "custom_id" in component:
            yield named, component["custom_id"]
        yield from _fields(component.get("components", []), named)
        if "component" in component:
            yield from _fields([component["component"]], named)

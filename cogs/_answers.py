"""A message whose button was pressed a moment ago is changed as a further answer to that press.

Such a change does not count towards the requests that Discord allows a bot. It may be made again and again, and whoever
cannot make it this way, for example after a restart, edits the message as any other.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import discord

from bot.language import Language
from cogs._cards import Card, retold

#: Presses remembered at most. Each serves for the 15 minutes that Discord takes answers to it.
MOST = 500

_pressed: WeakKeyDictionary[discord.Client, dict[int, discord.Interaction[Any]]] = WeakKeyDictionary()


def remember(interaction: discord.Interaction[Any]) -> None:
    """Notes that a press was answered with nothing or with a change of its message: later changes may follow."""
    message = interaction.message
    if message is None or interaction.type is not discord.InteractionType.component or message.flags.ephemeral:
        return
    known = _pressed.setdefault(interaction.client, {})
    known.pop(message.id, None)
    known[message.id] = interaction
    for oldest in [*known]:  # they hold what the card says, so none stays for longer than it serves
        if len(known) <= MOST and not known[oldest].is_expired():
            break
        del known[oldest]


async def change(client: discord.Client, message_id: int, card: Card, say: Language, pictures: bool | None) -> bool:
    """Turns the message into this card, in answer to its last press; `pictures` as in `retold`.

    Returns False where there is no press that serves.
    """
    known = _pressed.get(client, {})
    interaction = known.get(message_id)
    if interaction is None:
        return False
    try:
        if interaction.is_expired():
            raise discord.ClientException
        await interaction.edit_original_response(**retold(card, say, pictures=pictures))
    except (discord.DiscordException, aiohttp.ClientError, OSError):  # as any other message, then
        known.pop(message_id, None)
        return False
    return True


def forget(client: discord.Client, user_id: int) -> None:
    """Drops what this person pressed: each press holds what its message said."""
    known = _pressed.get(client, {})
    for message_id in [message_id for message_id, press in known.items() if press.user.id == user_id]:
        del known[message_id]

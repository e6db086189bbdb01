"""A message whose button was pressed a moment ago is changed as a further answer to that press.

Such a change does not count towards the requests that Discord allows a bot. It may be made again and again, and whoever
cannot make it this way, for example after a restart, edits the message as any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import discord
from discord.http import handle_message_parameters
from discord.webhook.async_ import async_context

from bot.language import Language
from cogs._cards import Card, retold

#: Presses remembered at most. Each serves for the 15 minutes that Discord takes answers to it.
MOST = 500


@dataclass(frozen=True, slots=True)
class Press:
    """What a later change needs of a press: neither its message nor anything else that weighs."""

    user_id: int = field(repr=False)
    application_id: int
    token: str = field(repr=False)
    until: datetime  #: as long as Discord takes answers to it


_pressed: WeakKeyDictionary[discord.Client, dict[int, Press]] = WeakKeyDictionary()


def remember(interaction: discord.Interaction[Any]) -> None:
    """Notes that a press was answered with nothing or with a change of its message: later changes may follow."""
    message = interaction.message
    if message is None or interaction.type is not discord.InteractionType.component or message.flags.ephemeral:
        return
    known = _pressed.setdefault(interaction.client, {})
    known.pop(message.id, None)
    known[message.id] = Press(
        interaction.user.id, interaction.application_id, interaction.token, interaction.expires_at
    )
    now = discord.utils.utcnow()
    for oldest in [*known]:  # they tell who pressed what, so none stays for longer than it serves
        if len(known) <= MOST and known[oldest].until > now:
            break
        del known[oldest]


async def change(client: discord.Client, message_id: int, card: Card, say: Language, pictures: bool | None) -> bool:
    """Turns the message into this card, in answer to its last press; `pictures` as in `retold`.

    Returns False where there is no press that serves.
    """
    known = _pressed.get(client, {})
    press = known.get(message_id)
    if press is None:
        return False
    try:
        if press.until <= discord.utils.utcnow():
            raise discord.ClientException
        await _edit(client, press, retold(card, say, pictures=pictures))
    except (discord.DiscordException, aiohttp.ClientError, OSError):  # as any other message, then
        known.pop(message_id, None)
        return False
    return True


async def _edit(client: discord.Client, press: Press, card: dict[str, Any]) -> None:
    """Does as `Interaction.edit_original_response`, which needs the whole interaction. (`Webhook.edit_message` writes
    `@original` as `%40original`.)"""
    hook = discord.Webhook.partial(press.application_id, press.token, client=client)
    with handle_message_parameters(**card, previous_allowed_mentions=client.allowed_mentions) as asked:
        await async_context.get().edit_original_interaction_response(
            press.application_id,
            press.token,
            session=hook.session,
            proxy=hook.proxy,
            proxy_auth=hook.proxy_auth,
            payload=asked.payload,
            multipart=asked.multipart,
            files=asked.files,
        )


def forget(client: discord.Client, user_id: int) -> None:
    """Drops what this person pressed."""
    known = _pressed.get(client, {})
    for message_id in [message_id for message_id, press in known.items() if press.user_id == user_id]:
        del known[message_id]

"""The bot's webhooks, one in each channel: pen-name replies are posted through them."""

from __future__ import annotations

import asyncio

import discord

from bot.errors import CourierError
from cogs._codes import NO_WEBHOOK, our_errors

WEBHOOK_NAME = "Unsigned"
MOST = 15  #: Discord's limit for the webhooks of a channel


class Webhooks:
    """Finds or makes the bot's webhooks, and remembers them."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot
        self._known: dict[int, discord.Webhook] = {}
        self._making: dict[int, asyncio.Lock] = {}

    async def of(self, thread: discord.Thread) -> discord.Webhook | None:
        """Returns the bot's webhook in the thread's channel, made if need be; None without the permission,
        and where Discord allows no further one."""
        parent = thread.parent
        if parent is None:
            return None
        async with self._making.setdefault(parent.id, asyncio.Lock()):  # or two responses would make one each
            if parent.id in self._known:
                return self._known[parent.id]
            if not parent.permissions_for(parent.guild.me).manage_webhooks:
                return None
            there = await parent.webhooks()
            webhook = next((hook for hook in there if _is_ours(hook, self._bot)), None)
            if webhook is None and len(there) >= MOST:
                return None
            try:
                webhook = webhook or await parent.create_webhook(name=WEBHOOK_NAME)
            except discord.HTTPException as error:
                if error.code not in NO_WEBHOOK:
                    raise
                return None
            self._known[parent.id] = webhook
            return webhook

    def forget(self, thread: discord.Thread) -> None:
        """Forgets the webhook of the thread's channel: it was deleted."""
        if thread.parent_id is not None:
            self._known.pop(thread.parent_id, None)


def _is_ours(hook: discord.Webhook, bot: discord.Client) -> bool:
    return hook.user == bot.user and hook.token is not None


async def is_full(channel: discord.TextChannel | discord.ForumChannel, bot: discord.Client) -> bool:
    """Whether the bot has no webhook in a channel and can make none, because there are too many; False when Discord
    does not say."""
    try:
        async with our_errors():
            there = await channel.webhooks()
    except CourierError:
        return False
    return len(there) >= MOST and not any(_is_ours(hook, bot) for hook in there)

"""The bot's webhooks, one in each channel: pen-name replies are posted through them."""

from __future__ import annotations

import asyncio

import discord

WEBHOOK_NAME = "Unsigned"


class Webhooks:
    """Finds or makes the bot's webhooks, and remembers them."""

    def __init__(self, bot: discord.Client) -> None:
        self._bot = bot
        self._known: dict[int, discord.Webhook] = {}
        self._making: dict[int, asyncio.Lock] = {}

    async def of(self, thread: discord.Thread) -> discord.Webhook | None:
        """Returns the bot's webhook in the thread's channel, made if need be; None without the permission."""
        parent = thread.parent
        if parent is None:
            return None
        async with self._making.setdefault(parent.id, asyncio.Lock()):  # or two responses would make one each
            if parent.id in self._known:
                return self._known[parent.id]
            if not parent.permissions_for(parent.guild.me).manage_webhooks:
                return None
            ours = [hook for hook in await parent.webhooks() if hook.user == self._bot.user and hook.token is not None]
            webhook = ours[0] if ours else await parent.create_webhook(name=WEBHOOK_NAME)
            self._known[parent.id] = webhook
            return webhook

    def forget(self, thread: discord.Thread) -> None:
        """Forgets the webhook of the thread's channel: it was deleted."""
        if thread.parent_id is not None:
            self._known.pop(thread.parent_id, None)

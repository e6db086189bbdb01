"""The smallest discord.py bot that makes the same requests in a letter's life: no database, no checks, no promises.

`python bench/bare.py http://127.0.0.1:1234`. It imports nothing of the bot's, so that its memory is discord.py's.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from dataclasses import dataclass
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

CATEGORIES = ["To you", "To my family", "To myself", "To someone gone", "To everyone"]
NOBODY = discord.AllowedMentions.none()
CARD = (
    "**Your letter, as it will look.** Write on and I add it; edit or delete your messages, and the letter changes "
    "with them. Nothing is sent before you press **Send letter**.\nIt goes to The Commons.\n-# I keep it sealed, and "
    "with it who you are, so that I can reach you; that I forget 90 days after the last response."
)


@dataclass
class Letter:
    """What this bot remembers of a letter: everything, in memory."""

    title: str
    text: str
    author: discord.abc.Messageable
    number: int = 0
    stands: Any = None
    thread: Any = None
    desk: Any = None
    responses: int = 0

    def embed(self, foot: str = "To you") -> discord.Embed:
        """Returns the letter as an embed, with `foot` as its footer."""
        return discord.Embed(title=self.title, description=self.text, color=0xC9A66B).set_footer(text=foot)

    def for_the_desk(self) -> discord.Embed:
        """Returns it with its length."""
        return self.embed(f"To you · {len(self.text):,} characters")

    def public(self) -> discord.Embed:
        """Returns it with its number, the day, and how many responses it has."""
        said = f"{self.responses} responses" if self.responses else "no responses yet"
        return self.embed(f"Letter {self.number} · To you · 27 November 2026 · {said}")


def row(key: str, *labels: str) -> discord.ui.View:
    """Returns buttons whose custom ids say what was pressed, and on which letter."""
    view = discord.ui.View(timeout=None)
    for label in labels:
        view.add_item(discord.ui.Button(label=label, custom_id=f"{label}:{key}"))
    view.stop()
    return view


class Bare(discord.Client):
    """Takes, shows, publishes and relays letters."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all())
        self.letters: dict[str, Letter] = {}
        self.count = 0
        self.hook: discord.Webhook | None = None

    def place(self, name: str) -> Any:
        """Returns the channel with this name."""
        return discord.utils.get(self.get_all_channels(), name=name)

    async def on_message(self, message: discord.Message) -> None:
        """Shows the card of a letter that was written in a direct message."""
        if message.author.bot or message.guild is not None:
            return
        title, _, text = message.content.partition("\n\n")
        key = secrets.token_hex(8)
        letter = self.letters[key] = Letter(title, text, message.channel)
        view = row(key, "Send letter", "Edit", "Discard")
        options = [discord.SelectOption(label=value) for value in CATEGORIES]
        view.add_item(discord.ui.Select(custom_id=f"category:{key}", options=options))
        await message.channel.send(
            CARD, embed=letter.embed(), view=view, nonce=secrets.token_hex(12), allowed_mentions=NOBODY
        )

    async def on_interaction(self, pressed: discord.Interaction) -> None:
        """Passes a press or a form on by the verb in its custom id."""
        assert pressed.data is not None
        verb, _, key = str(pressed.data.get("custom_id", "")).partition(":")
        letter = self.letters[key]
        if verb == "Send letter":
            await self.send(pressed, key, letter)
        elif verb == "Approve":
            await self.publish(pressed, key, letter)
        elif verb == "Leave a reply":
            await self.ask(pressed, key)
        elif verb == "replied":
            await self.respond(pressed, key, letter, self.answers(pressed))

    async def send(self, pressed: discord.Interaction, key: str, letter: Letter) -> None:
        self.count += 1
        letter.number = self.count
        said = (
            f"**Received.** Your letter is number {letter.number} in The Commons. The moderators read it without "
            "learning whose it is. I tell you here what they decide.\nTo take it back, press **Withdraw** or "
            f"use `/letter withdraw number:{letter.number}`."
        )
        await pressed.response.edit_message(content=said, embeds=[], view=row(key, "Withdraw"))
        view = row(key, "Approve", "Send back", "Reject", "Block")
        said = f"**Letter {letter.number}** · Waits for a decision."
        letter.desk = await self.place("desk").send(
            said, embed=letter.for_the_desk(), view=view, nonce=secrets.token_hex(12), allowed_mentions=NOBODY
        )

    async def publish(self, pressed: discord.Interaction, key: str, letter: Letter) -> None:
        said = f"**Letter {letter.number}** · Approved, on its way."
        await pressed.response.edit_message(content=said, embed=letter.for_the_desk(), view=None)
        letters, view = self.place("letters"), row(key, "Leave a reply", "Report")
        if isinstance(letters, discord.ForumChannel):
            post = await letters.create_thread(
                name=letter.title, embed=letter.public(), view=view, allowed_mentions=NOBODY
            )
            letter.thread, letter.stands = post.thread, post.message
        else:
            letter.stands = await letters.send(
                embed=letter.public(), view=view, nonce=secrets.token_hex(12), allowed_mentions=NOBODY
            )
            letter.thread = await letter.stands.create_thread(name=letter.title, auto_archive_duration=10080)
        said = f"**Letter {letter.number}** · Published.\n{letter.stands.jump_url}"
        await pressed.edit_original_response(content=said, embed=letter.for_the_desk(), view=row(key, "Remove"))
        said = f"Letter {letter.number}, “{letter.title}”, is published: {letter.stands.jump_url}"
        await letter.author.send(said, view=row(key, "Mute", "Withdraw"), allowed_mentions=NOBODY)

    async def ask(self, pressed: discord.Interaction, key: str) -> None:
        form = discord.ui.Modal(title="Leave a reply", custom_id=f"replied:{key}")
        reply = discord.ui.TextInput[Any](style=discord.TextStyle.long, custom_id="reply", max_length=1900)
        form.add_item(discord.ui.Label(text="Your reply", component=reply))
        form.add_item(discord.ui.Label(text="Pen name", component=discord.ui.TextInput(custom_id="pen", max_length=32)))
        await pressed.response.send_modal(form)
        form.stop()

    def answers(self, pressed: discord.Interaction) -> dict[str, str]:
        data: Any = pressed.data
        return {row["component"]["custom_id"]: row["component"]["value"] for row in data["components"]}

    async def respond(self, pressed: discord.Interaction, key: str, letter: Letter, said: dict[str, str]) -> None:
        await pressed.response.defer(ephemeral=True)
        letter.responses += 1
        mark = f"Response {letter.responses}, under a pen name"
        taken = f"Received: response {letter.responses}, as **{said['pen']}**. It appears in the thread in a moment."
        await pressed.followup.send(taken, view=row(key, "Change", "Take back"), ephemeral=True)
        hook = self.hook = self.hook or await self.place("letters").create_webhook(name="Bare")
        text = f"{said['reply']}\n-# {mark}"
        face = "https://cdn.discordapp.com/embed/avatars/5.png"
        sent = await hook.send(
            text, username=said["pen"], avatar_url=face, thread=letter.thread, wait=True, allowed_mentions=NOBODY
        )
        title = f"{letter.responses}. {said['pen']} (a pen name)"
        told = discord.Embed(title=title, description=said["reply"], url=sent.jump_url)
        view = row(key, "Answer", "Mute", "Withdraw")
        about = f"New under your letter “{letter.title}”:\n-# Reply to this message, or press Answer."
        await letter.author.send(about, embed=told, view=view, allowed_mentions=NOBODY)
        await letter.stands.edit(embed=letter.public(), view=row(key, "Leave a reply", "Report"))


def main(address: yarl.URL) -> None:
    """Runs until it is killed."""
    Route.BASE = str(address / "api/v10")
    DiscordWebSocket.DEFAULT_GATEWAY = address.with_scheme("ws") / "gateway"

    async def at_once(*_: Any, **__: Any) -> None: ...

    discord.Client.before_identify_hook = at_once
    bot = Bare()
    asyncio.run(bot.start("a token"))


if __name__ == "__main__":
    discord.utils.setup_logging(level=40)
    main(yarl.URL(sys.argv[-1]))

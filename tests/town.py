"""A town for journeys: a server with a letterbox, people in it, and the real bot, in a simulated Discord.

`async with town(tmp_path) as here:` opens a `Town`. What people see is read from their side: `here.dm(ida)` is Ida's
direct messages with the bot, `here.desk_card(1)` the review card of letter 1.
"""

from __future__ import annotations

import base64
import io
import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import discord
import simcord
from PIL import Image
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, UserHandle

from bot import client
from bot.demo import fidelity
from bot.letter import Kind, Letter
from bot.life.office import Office
from bot.settings import Settings
from bot.store.tx import Tx
from tests import acts, copying, fresh, idling, named, settling

fidelity.install()
copying.install()
fresh.install()
idling.install()
named.install()
settling.install()

LETTER = (
    "The bicycle in the yard\n\n"
    "You left it leaning on the wall the day you moved out, and I have walked around it ever since.\n\n"
    "This morning I oiled the chain. I think I will ride it to the river."
)
TITLE = "The bicycle in the yard"
BODY = LETTER.partition("\n\n")[2]
#: The buttons of an ordinary draft's card.
ON_DRAFT = ["Send letter", "Edit", "Discard", "What is kept?", "Publish on …", "Content warning"]
#: Discord's type of a text field.
WRITTEN = 4
#: Seconds that pass at a time.
STEP = 180
MODERATOR = discord.Permissions(manage_messages=True, manage_guild=True)


#: The URL of the database on a server that a journey is taken on; None: a file of its own.
server: str | None = None


def settings_in(folder: Path, **more: str) -> Settings:
    """Settings with the database in `folder`, or on the server."""
    if server is not None:
        return Settings.from_env({"DATABASE_URL": server, "SEAL_KEY": base64.b64encode(bytes(32)).decode(), **more})
    return Settings.from_env({"DATABASE_URL": f"sqlite:///{folder}/letters.db", **more})


class Town:
    """The people, the places, and shortcuts for what they do and see."""

    def __init__(
        self,
        env: simcord.Env,
        folder: Path,
        wanted: discord.Intents,
        forum: bool,
        limits: bool = False,
        chance: random.Random | None = None,
    ) -> None:
        self.env, self.folder, self.wanted, self.limits, self.chance = env, folder, wanted, limits, chance
        self.host = dict[str, str]()  #: what the host has set, from the next start on
        self.guild = env.create_guild("The Commons")
        mods = self.guild.create_role("Moderators", permissions=MODERATOR)
        everyone = self.guild.default_role
        see, hide = discord.PermissionOverwrite(view_channel=True), discord.PermissionOverwrite(view_channel=False)
        self.letters = acts.make_forum(self.guild, "letters") if forum else self.guild.create_text_channel("letters")
        me = env.bot.user
        assert me is not None
        self.desk = self.guild.create_text_channel("letter-desk", overwrites={everyone: hide, mods: see, me: see})
        self.hall = self.guild.create_text_channel("hall")
        self.wren = self.person("wren.aldous", "Wren Aldous")
        self.ida = self.person("ida.brook", "Ida Brook")
        self.sol = self.person("sol.tern", "Sol Tern")
        self.mora = self.guild.add_member(env.create_user("mora.finch", global_name="Mora Finch"), roles=[mods])
        self.otto = self.guild.add_member(env.create_user("otto.reed", global_name="Otto Reed"), roles=[mods])

    def person(self, name: str, shown: str, *, nick: str | None = None, avatar: str | None = None) -> MemberActor:
        """Somebody new in the server; `nick` is what they are called there, `avatar` the hash of their portrait."""
        return self.guild.add_member(self.env.create_user(name, global_name=shown, avatar=avatar), nick=nick)

    async def setup(self, **more: ChannelHandle) -> Any:
        """`/letterbox setup` as a moderator types it; then no limits, unless the town has them."""
        if "mature" in more:
            acts.set_nsfw(self.desk)
        result = await self.mora.slash(self.hall, "letterbox setup", letters=self.letters, desk=self.desk, **more)
        if not self.limits and "set up" in told(result):
            await lift_limits(self.mora, self.hall)
        return result

    async def restart(self, wanted: discord.Intents | None = None) -> None:
        """The bot stops cleanly and starts again on the same files."""
        await self.env.bot.close()
        bot = client.build(settings_in(self.folder, **self.host), wanted=wanted or self.wanted, chance=self.chance)
        await self.env.restart_bot(bot)
        await self.env.settle()

    @asynccontextmanager
    async def away(self) -> AsyncGenerator[None]:
        """The bot is switched off, and people go on; then it starts again."""
        await self.env.bot.close()
        acts.disconnect(self.env)
        yield
        await self.restart()

    async def pass_time(self, seconds: float) -> None:
        """So many seconds later, in steps: simcord wants each done within five seconds, and the bot ticks meanwhile."""
        whole, rest = divmod(seconds, STEP)
        for step in (*[STEP] * int(whole), rest):
            await self.env.advance_time(step)

    async def switched_off(self, seconds: float) -> None:
        """So many seconds later; the bot was switched off meanwhile, so that nothing has to tick."""
        await self.env.bot.close()
        await self.env.advance_time(seconds)
        await self.restart()

    async def days_later(self, days: int) -> None:
        """The same with days."""
        await self.switched_off(days * 24 * 3600)

    @property
    def office(self) -> Office:
        """The post office of the bot that runs now."""
        return cast(client.Unsigned, self.env.bot).office

    # --- what people see -------------------------------------------------------------------------------------

    def dm(self, member: MemberActor) -> list[discord.Message]:
        """Somebody's direct messages with the bot, oldest first."""
        return member.user.dm_channel.history(viewer=member.user)

    def from_bot(self, member: MemberActor) -> list[discord.Message]:
        """What the bot wrote to somebody, oldest first, but for the welcome that everybody reads once."""
        return [each for each in self.dm(member) if each.author.bot and not _welcomes(each)]

    def welcomes(self, member: MemberActor) -> list[discord.Message]:
        """What somebody read who wrote for the first time, or asked what this is."""
        return [each for each in self.dm(member) if each.author.bot and _welcomes(each)]

    def draft(self, member: MemberActor) -> discord.Message:
        """Somebody's newest draft card."""
        return [message for message in self.from_bot(member) if "Send letter" in labels(message)][-1]

    def desk_card(self, number: int) -> discord.Message:
        """The review card of a letter."""
        return [card for card in self.desk.history() if f"**Letter {number}**" in card.content][-1]

    def published(self) -> list[discord.Message]:
        """What stands in the letters channel, letters only: the first message of each post or message."""
        places = self.letters.threads if is_forum(self.letters) else [self.letters]
        found = [message for index in places for message in index.history() if message.author.bot]
        return [message for message in found if "Leave a reply" in labels(message)]

    def thread(self, index: int = -1) -> ChannelHandle:
        """A letter's thread, the newest unless said otherwise."""
        return sorted(self.letters.threads, key=lambda thread: thread.id)[index]

    def thread_texts(self) -> list[tuple[str, str]]:
        """Who says what in the newest thread, the letter itself left out."""
        said = [
            message
            for message in self.thread().history()
            if message.type is not discord.MessageType.thread_starter_message
        ]
        return [
            (message.author.display_name, text_of(message))
            for message in said
            if "Leave a reply" not in labels(message)
        ]

    async def outbox(self) -> list[tuple[str, Kind]]:
        """Lane and kind of everything that still has to be sent."""
        async with self.office.store.transaction() as tx:
            rows = await cast(Tx, tx)._connection.execute_fetchall("SELECT lane, kind FROM delivery ORDER BY id")
        return [(row["lane"], Kind(row["kind"])) for row in rows]

    # --- what people do --------------------------------------------------------------------------------------

    async def write(self, member: MemberActor, text: str = LETTER, **more: Any) -> discord.Message:
        """A direct message to the bot; gives the draft card."""
        await acts.dm(self.env, member, text, **more)
        return self.draft(member)

    async def send(self, member: MemberActor, text: str = LETTER) -> None:
        """A whole letter, from the first word to the desk."""
        card = await self.write(member, text)
        await member.user.click(card, label="Send letter")

    async def publish(self, member: MemberActor | None = None, text: str = LETTER, number: int = 1) -> None:
        """A letter from the first word to its channel."""
        await self.send(member or self.wren, text)
        await self.mora.click(self.desk_card(number), label="Approve")

    async def reply(self, member: MemberActor, text: str, pen_name: str) -> Any:
        """**Leave a reply** under the newest letter; gives the answer to the form, or why there was none."""
        shown = await member.click(self.published()[-1], label="Leave a reply")
        return shown if shown.modal is None else await member.submit_modal(shown, {"reply": text, "pen": pen_name})


async def stored(office: Office, letter_id: int) -> Letter:
    """A letter as the bot has stored it."""
    async with office.store.reading() as tx:
        return await tx.letter(letter_id)


def _welcomes(message: discord.Message) -> bool:
    return message.content.startswith("Hello. I carry")


@asynccontextmanager
async def town(
    folder: Path,
    *,
    forum: bool = False,
    wanted: discord.Intents | None = None,
    set_up: bool = True,
    limits: bool = False,
    check_errors: bool = True,
    chance: random.Random | None = None,
) -> AsyncGenerator[Town]:
    """A town with an open letterbox (unless `set_up` is False), and the bot's clean close at the end.

    People in it may write as much as they like, and authors hear at once, unless `limits` is True.
    """
    wanted = wanted or client.intents()
    bot = client.build(settings_in(folder), wanted=wanted, chance=chance)
    async with simcord.run(bot, check_errors=check_errors) as env:
        here = Town(env, folder, wanted, forum, limits, chance)
        await env.settle()
        if set_up:
            result = await here.setup()
            assert "set up" in result.response.content, result.response.content
        try:
            yield here
        finally:
            await env.bot.close()


@dataclass(frozen=True, slots=True)
class Server:
    """A second server with the same bot, and who looks after its letters."""

    guild: GuildHandle
    letters: ChannelHandle
    hall: ChannelHandle
    desk: ChannelHandle
    keeper: MemberActor

    def desk_card(self, number: int) -> discord.Message:
        """The review card of a letter."""
        return next(card for card in self.desk.history() if f"**Letter {number}**" in card.content)

    def published(self) -> list[discord.Message]:
        """The letters in its channel."""
        return [message for message in self.letters.history() if "Leave a reply" in labels(message)]

    def member(self, who: MemberActor) -> MemberActor:
        """Somebody from the town, as a member here."""
        return MemberActor(self.guild._env, self.guild, who.user)


async def another_server(here: Town, *people: MemberActor, limits: bool = False) -> Server:
    """A second server with a letterbox, in which these people are members too. No limits, unless it has them."""
    guild = here.env.create_guild("The Orchard")
    letters, hall = guild.create_text_channel("letters"), guild.create_text_channel("hall")
    desk = guild.create_text_channel("desk")
    acts.set_permissions(desk, guild.default_role, view_channel=False)
    acts.set_permissions(desk, here.env.bot.user, view_channel=True)
    role = guild.create_role("Keepers", permissions=discord.Permissions.all())
    keeper = guild.add_member(here.env.create_user("keeper"), roles=[role])
    await keeper.slash(hall, "letterbox setup", letters=letters, desk=desk)
    if not limits:
        await lift_limits(keeper, hall)
    for person in people:
        guild.add_member(person.user)
    return Server(guild, letters, hall, desk, keeper)


def selects(message: discord.Message) -> dict[str | None, Any]:
    """A card's selects, by what they ask."""
    items = [item for row in message.components for item in getattr(row, "children", [])]
    return {item.placeholder: item for item in items if isinstance(item, discord.SelectMenu)}


async def choose(here: Town, who: MemberActor, select: str, option: str) -> None:
    """An option of one of the card's selects, by what is written on it."""
    card = here.draft(who)
    item = selects(card)[select]
    value = next(shown.value for shown in item.options if shown.label == option)
    await who.user.select(card, [value], custom_id=item.custom_id)


async def chosen_of_mine(here: Town, who: Any, wanted: str) -> Any:
    """What becomes of the list of `/letter mine` when somebody chooses what begins like this in its select.

    Who is no member writes the command in their direct messages.
    """
    listed = await (who.slash("letter mine") if isinstance(who, UserHandle) else who.slash(here.hall, "letter mine"))
    card = answer_of(listed)
    (select,) = selects(card.message).values()
    value = next(option.value for option in select.options if option.label.startswith(wanted))
    return answer_of(await who.select(card, [value], custom_id=select.custom_id))


async def lift_limits(manager: MemberActor, index: ChannelHandle) -> None:
    """`/letterbox settings`, so that anybody may write at once and as much as they like, and authors hear at once."""
    await manager.slash(
        index,
        "letterbox settings",
        waiting=100,
        daily=100,
        responses=60,
        account_days=0,
        member_hours=0,
        notice_delay=0,
    )


def labels(message: Any) -> list[str]:
    """The labels of a message's buttons, in order."""
    rows = message.components
    if rows and isinstance(rows[0], dict):  # an answer that only one person sees, as it was sent
        return [item["label"] for row in rows for item in row["components"] if item.get("label")]
    return [item.label for row in rows for item in getattr(row, "children", []) if getattr(item, "label", None)]


def text_of(message: discord.Message) -> str:
    """Everything a message says: content, then embeds with title, text and footer."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [
            embed.author.name,
            embed.title,
            embed.description,
            *(f"{field.name} {field.value}" for field in embed.fields),
        ]
        parts += [embed.footer.text]
    return "\n".join(part for part in parts if part)


def told(result: Any) -> str:
    """What a press or a command was answered with: the answer and what follows it, embeds included."""
    return "\n".join(text_of(said) for said in [result.response, *result.followups] if said is not None)


def answer_of(result: Any) -> Any:
    """The message that answered a press or a command; there is one."""
    assert result.response is not None
    return result.response


async def sure(who: Any, asked: Any) -> Any:
    """The red button of a question before something is withdrawn or discarded; what was refused stays refused."""
    if asked.response is None:
        return asked
    label = next((each for each in labels(asked.response) if each in ("Withdraw it", "Discard it")), None)
    return asked if label is None else await who.click(asked.response, label=label)


def form_of(result: Any) -> dict[str, Any]:
    """The form that a press or a command opened; there is one."""
    assert result.modal is not None
    return result.modal


def picture(colour: str = "red") -> bytes:
    """A small picture, as a PNG."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(file, "PNG")
    return file.getvalue()


def is_forum(channel: ChannelHandle) -> bool:
    """Whether letters stand there as posts."""
    return channel._channel.type == discord.ChannelType.forum.value


def state_of(thread: ChannelHandle) -> Any:
    """Whether a thread is `archived`, and whether it is `locked`."""
    return thread._channel.thread_metadata


def modal_values(shown: Any) -> dict[str, str]:
    """What a form shows in its fields, by their names; what is chosen or ticked is left as it is."""
    fields = [row["component"] for row in shown.modal["components"]]
    return {field["custom_id"]: field.get("value", "") for field in fields if field["type"] == WRITTEN}


__all__ = [
    "BODY",
    "LETTER",
    "ON_DRAFT",
    "TITLE",
    "Server",
    "Town",
    "UserHandle",
    "another_server",
    "answer_of",
    "choose",
    "chosen_of_mine",
    "form_of",
    "is_forum",
    "labels",
    "lift_limits",
    "modal_values",
    "picture",
    "selects",
    "state_of",
    "text_of",
    "told",
    "town",
]

"""Setting a letterbox up: `/letterbox setup`, `settings`, `open`, `close`, `check`."""

from collections.abc import AsyncIterator, Iterable

import discord
from discord import app_commands
from discord.ext import commands

from bot import life, words
from bot.errors import Refusal
from bot.letter import Letterbox
from bot.life.office import Office
from bot.rules import settings
from cogs import _places as places
from cogs._cards import Card
from cogs._places import Target
from cogs._press import Interaction, PressCog, answer, guarded, show
from cogs.upkeep import tell_places

MANAGER = "manage_guild"
Letters = app_commands.Range[int, 1, 100]
Responses = app_commands.Range[int, 1, 60]
Days = app_commands.Range[int, 0, 365]
KeepDays = app_commands.Range[int, 1, 730]
Hours = app_commands.Range[int, 0, 8_760]
Delay = app_commands.Range[int, 0, 3_600]
COLLECTIONS = [app_commands.Choice(name=name, value=name) for name in words.letterbox.COLLECTIONS.values()]
LINKS = [app_commands.Choice(name=name, value=rule) for rule, name in words.letterbox.LINK_RULES.items()]


class LetterboxCog(PressCog, name="Letterbox"):
    """Serves those who may manage the server."""

    letterbox = app_commands.Group(
        name="letterbox",
        description=words.commands.COMMANDS["letterbox"],
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: commands.Bot, office: Office) -> None:
        self.bot = bot
        self.office = office

    @letterbox.command(name="setup", description=words.commands.COMMANDS["letterbox setup"])
    @app_commands.describe(
        letters=words.commands.OPTIONS["letters"],
        desk=words.commands.OPTIONS["desk"],
        mature=words.commands.OPTIONS["mature"],
    )
    @guarded(MANAGER)
    async def setup(
        self,
        interaction: Interaction,
        letters: discord.TextChannel | discord.ForumChannel,
        desk: discord.TextChannel,
        mature: discord.TextChannel | discord.ForumChannel | None = None,
    ) -> None:
        """Check every permission first; nothing is saved while one is missing."""
        await interaction.response.defer(ephemeral=True)
        guild = _guild(interaction)
        chosen = places.Chosen(*(_here(guild, channel) for channel in (letters, desk, mature)))
        if found := list(places.problems(chosen)):
            raise Refusal("\n".join([words.letterbox.SETUP_REFUSED, *(f"- {problem}" for problem in found)]))
        mature_id = chosen.mature.id if chosen.mature else None
        letterbox = await life.setting_up.set_up(self.office, guild.id, letters.id, desk.id, mature_id)
        await tell_places(self.office, guild, letterbox)
        remarks = [remark async for remark in _make_tags(chosen, letterbox)]
        await answer(interaction, "\n".join([*_summary(chosen), *remarks]))

    @letterbox.command(name="settings", description=words.commands.COMMANDS["letterbox settings"])
    @app_commands.describe(
        waiting=words.commands.OPTIONS["waiting"],
        daily=words.commands.OPTIONS["daily"],
        responses=words.commands.OPTIONS["responses"],
        account_days=words.commands.OPTIONS["account_days"],
        member_hours=words.commands.OPTIONS["member_hours"],
        refuse=words.commands.OPTIONS["refuse"],
        flag=words.commands.OPTIONS["flag"],
        links=words.commands.OPTIONS["links"],
        categories=words.commands.OPTIONS["categories"],
        keep_days=words.commands.OPTIONS["keep_days"],
        collection=words.commands.OPTIONS["collection"],
        notice_delay=words.commands.OPTIONS["notice_delay"],
    )
    @app_commands.choices(links=LINKS, collection=COLLECTIONS)
    @guarded(MANAGER)
    async def settings(
        self,
        interaction: Interaction,
        waiting: Letters | None = None,
        daily: Letters | None = None,
        responses: Responses | None = None,
        account_days: Days | None = None,
        member_hours: Hours | None = None,
        refuse: str | None = None,
        flag: str | None = None,
        links: str | None = None,
        categories: str | None = None,
        keep_days: KeepDays | None = None,
        collection: str | None = None,
        notice_delay: Delay | None = None,
    ) -> None:
        """Without options what the letterbox takes; with options that it takes something else from now on."""
        await interaction.response.defer(ephemeral=True)
        guild = _guild(interaction)
        changes = settings.Changes(
            waiting=waiting,
            daily=daily,
            responses=responses,
            account_days=account_days,
            member_hours=member_hours,
            refuse=refuse,
            flag=flag,
            links=links,
            categories=categories,
            keep_days=keep_days,
            collection=collection,
            notice_delay=notice_delay,
        )
        if changes == settings.Changes():
            return await show(
                interaction, _settings_card(await life.setting_up.letterbox_in(self.office, guild.id), "")
            )
        letterbox = await life.setting_up.change_settings(self.office, guild.id, changes)
        remarks = [remark async for remark in _make_tags(places.found(guild, letterbox), letterbox)]
        await show(interaction, _settings_card(letterbox, "\n".join([words.letterbox.SETTINGS_SAVED, *remarks])))

    @letterbox.command(name="open", description=words.commands.COMMANDS["letterbox open"])
    @guarded(MANAGER)
    async def open(self, interaction: Interaction) -> None:
        """Take letters again."""
        await life.setting_up.open_or_close(self.office, interaction.guild_id or 0, True)
        await answer(interaction, words.letterbox.OPENED)

    @letterbox.command(name="close", description=words.commands.COMMANDS["letterbox close"])
    @guarded(MANAGER)
    async def close(self, interaction: Interaction) -> None:
        """Take no letters for now."""
        await life.setting_up.open_or_close(self.office, interaction.guild_id or 0, False)
        await answer(interaction, words.letterbox.CLOSED)

    @letterbox.command(name="check", description=words.commands.COMMANDS["letterbox check"])
    @guarded(MANAGER)
    async def check(self, interaction: Interaction) -> None:
        """Whether everything is in place, and what to do where it is not."""
        guild = _guild(interaction)
        letterbox = await life.setting_up.letterbox_in(self.office, guild.id)
        _, waiting = await life.review.queue(self.office, guild.id, 0, 1)
        lines = [
            words.letterbox.CHECK_OPEN[letterbox.open],
            words.letterbox.CHECK_QUEUE.format(letters=words.desk.letters(waiting)),
        ]
        found = [*places.state(guild, letterbox, lines), *self._intents()]
        await tell_places(self.office, guild, letterbox)
        lines += [f"- {problem}" for problem in found] or [words.letterbox.CHECK_FINE]
        embed = discord.Embed(title=words.letterbox.CHECK_TITLE, description="\n".join(lines))
        await show(interaction, Card(embeds=[embed]))

    def _intents(self) -> Iterable[str]:
        if not self.bot.intents.message_content:
            yield words.host.NO_MESSAGE_CONTENT
        if not self.bot.intents.members:
            yield words.host.NO_MEMBERS


def _guild(interaction: Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise Refusal(words.trouble.SERVER_ONLY)
    return interaction.guild


def _here(guild: discord.Guild, channel: Target | None) -> Target | None:
    """The channel as the cache has it: an option of a command comes without the permission overwrites."""
    found = guild.get_channel(channel.id) if channel else None
    return found if isinstance(found, (discord.TextChannel, discord.ForumChannel)) else None


def _summary(chosen: places.Chosen) -> Iterable[str]:
    assert chosen.letters is not None and chosen.desk is not None
    yield words.letterbox.SETUP_DONE.format(letters=chosen.letters.mention, desk=chosen.desk.mention)
    yield (
        words.letterbox.SETUP_MATURE.format(mature=chosen.mature.mention)
        if chosen.mature
        else words.letterbox.SETUP_NO_MATURE
    )
    yield words.letterbox.SETUP_HOW_TO
    for channel in filter(None, (chosen.letters, chosen.mature)):
        if not places.may_use_webhooks(channel):
            yield words.letterbox.WITHOUT_WEBHOOKS.format(channel=channel.mention)


async def _make_tags(chosen: places.Chosen, letterbox: Letterbox) -> AsyncIterator[str]:
    for channel in (chosen.letters, chosen.mature):
        if isinstance(channel, discord.ForumChannel):
            remark = await places.make_tags(channel, letterbox.categories)
            if remark is not None:
                yield remark


def _settings_card(letterbox: Letterbox, said: str) -> Card:
    limits = letterbox.limits
    text = words.letterbox.SETTINGS.format(
        waiting=words.desk.letters(limits.waiting),
        daily=words.desk.letters(limits.daily),
        responses=words.numbers.responses(limits.responses),
        account=words.letterbox.account_age(limits.account_days),
        member=words.letterbox.membership(limits.member_hours),
        refused=words.letterbox.word_list(letterbox.refused),
        flagged=words.letterbox.word_list(letterbox.flagged),
        links=words.letterbox.LINK_RULES[letterbox.links],
        categories=words.reader.SEPARATOR.join(letterbox.categories),
        keep=words.letterbox.days(letterbox.keep_days),
        collection=words.letterbox.collection(letterbox.collection),
        delay=words.letterbox.notice_delay(letterbox.notice_delay),
    )
    return Card(said or None, [discord.Embed(title=words.letterbox.SETTINGS_TITLE, description=text)])

"""The `/letterbox` commands: `setup`, `settings`, `open`, `close`, `check`."""

from collections.abc import Iterable

import discord
from discord import app_commands
from discord.ext import commands

from bot import life, words
from bot.errors import Refusal
from bot.language import Said, language_of, lines
from bot.letter import Letterbox
from bot.life.office import Office
from bot.rules import settings
from cogs import _channels as channels
from cogs import _roles as roles
from cogs._answering import answer, show
from cogs._cards import Card, Embed, item
from cogs._cards_letterbox import settings_card, what_waits
from cogs._letterboxes import letterbox_meant, names
from cogs._members import all_members
from cogs._permissions import Who
from cogs._press import Interaction, PressCog, guarded
from cogs._translator import described, named, option
from cogs._webhooks import is_full
from cogs.upkeep import report_channels

MANAGER = Who.MANAGER
Letters = app_commands.Range[int, 1, 100]
Responses = app_commands.Range[int, 1, 60]
Days = app_commands.Range[int, 0, 365]
KeepDays = app_commands.Range[int, 1, 730]
Hours = app_commands.Range[int, 0, 8_760]
Quorum = app_commands.Range[int, 1, settings.MAX_QUORUM]
Minutes = app_commands.Range[int, 1, 1_440]
DigestHours = app_commands.Range[int, 0, 720]
Delay = app_commands.Range[int, 0, 3_600]
COLLECTIONS = [
    app_commands.Choice(name=named(name), value=every) for every, name in words.letterbox.COLLECTIONS.items()
]
REVIEWS = [app_commands.Choice(name=named(name), value=review) for review, name in words.reviewing.REVIEWS.items()]
SWITCH = [app_commands.Choice(name=named(name), value=value) for value, name in words.letterbox.SWITCH.items()]
LINKS = [app_commands.Choice(name=named(name), value=rule) for rule, name in words.letterbox.LINK_RULES.items()]


class LetterboxCog(PressCog, name="Letterbox"):
    """The commands of those who manage the server."""

    letterbox = app_commands.Group(
        name="letterbox",
        description=described("letterbox"),
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: commands.Bot, office: Office, *, mature: bool) -> None:
        self.bot = bot
        self.office = office
        self.mature = mature  #: whether letters that are Not Safe for Work are taken at all

    async def _names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The names of the server's letterboxes, below an option in which one is typed."""
        return await names(self.office, interaction, typed, MANAGER)

    @letterbox.command(name="setup", description=described("letterbox setup"))
    @app_commands.describe(
        letters=option("letters"),
        desk=option("desk"),
        mature=option("mature"),
        name=option("name"),
    )
    @app_commands.autocomplete(name=_names)
    @guarded(MANAGER)
    async def setup(
        self,
        interaction: Interaction,
        letters: discord.TextChannel | discord.ForumChannel,
        desk: discord.TextChannel,
        mature: discord.TextChannel | discord.ForumChannel | None = None,
        name: str | None = None,
    ) -> None:
        """`/letterbox setup`: checks every permission first; nothing is saved while one is missing."""
        await interaction.response.defer(ephemeral=True)
        guild = _guild(interaction)
        chosen = channels.Chosen(
            channels.here(guild, letters), channels.here(guild, desk), channels.here(guild, mature) if mature else None
        )
        found = [lack.said for lack in channels.problems(chosen)]
        if mature and not self.mature:
            found.append(words.letterbox.LEAVE_MATURE_OUT)
        if found:
            raise Refusal(lines([words.letterbox.SETUP_REFUSED, *map(item, found)]))
        mature_id = chosen.mature.id if chosen.mature else None
        language = str(guild.preferred_locale)
        categories = [language_of(language)(each) for each in words.reader.CATEGORIES]
        letterbox = await life.setting_up.set_up(
            self.office, guild.id, letters.id, desk.id, mature_id, categories, language, name
        )
        await report_channels(self.office, guild, letterbox, asked=True)
        await _know_readers(chosen)
        hints = [hint async for hint in channels.make_all_tags(chosen, letterbox.categories)]
        await answer(interaction, lines([*self._summary(chosen), *hints]))

    @letterbox.command(name="settings", description=described("letterbox settings"))
    @app_commands.describe(
        waiting=option("waiting"),
        daily=option("daily"),
        responses=option("responses"),
        account_days=option("account_days"),
        member_hours=option("member_hours"),
        refuse=option("refuse"),
        flag=option("flag"),
        links=option("links"),
        categories=option("categories"),
        keep_days=option("keep_days"),
        collection=option("collection"),
        notice_delay=option("notice_delay"),
        review=option("review"),
        quorum=option("quorum"),
        reviewers=option("reviewers"),
        writers=option("writers"),
        ping=option("ping"),
        ping_minutes=option("ping_minutes"),
        digest_hours=option("digest_hours"),
        crisis=option("crisis"),
        crisis_words=option("crisis_words"),
        crisis_text=option("crisis_text"),
        name=option("new_name"),
        letterbox=option("letterbox"),
    )
    @app_commands.autocomplete(letterbox=_names)
    @app_commands.choices(crisis=SWITCH)
    @app_commands.choices(links=LINKS)
    @app_commands.choices(collection=COLLECTIONS)
    @app_commands.choices(review=REVIEWS)
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
        collection: int | None = None,
        notice_delay: Delay | None = None,
        review: str | None = None,
        quorum: Quorum | None = None,
        reviewers: str | None = None,
        writers: str | None = None,
        ping: str | None = None,
        ping_minutes: Minutes | None = None,
        digest_hours: DigestHours | None = None,
        crisis: str | None = None,
        crisis_words: str | None = None,
        crisis_text: str | None = None,
        name: str | None = None,
        letterbox: str | None = None,
    ) -> None:
        """`/letterbox settings`: without options shows the settings; with options changes them from now on."""
        await interaction.response.defer(ephemeral=True)
        guild = _guild(interaction)
        if links not in (None, *words.letterbox.LINK_RULES) or collection not in (None, *words.letterbox.COLLECTIONS):
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
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
            review=review,
            quorum=quorum,
            reviewers=roles.typed(guild, reviewers),
            writers=roles.typed(guild, writers),
            ping=roles.typed(guild, ping),
            ping_minutes=ping_minutes,
            digest_hours=digest_hours,
            crisis=crisis,
            crisis_words=crisis_words,
            crisis_text=crisis_text,
            name=name,
        )
        about, said = await letterbox_meant(self.office, interaction, letterbox), list[Said]()
        if changes != settings.Changes():
            about = await life.setting_up.change_settings(self.office, about.id, changes)
            hints = [hint async for hint in channels.make_all_tags(channels.found(guild, about), about.categories)]
            said = [words.letterbox.SETTINGS_SAVED, *hints, *roles.advice(about)]
        mature = channels.mature_line(channels.found(guild, about), taken=self.mature)
        await show(interaction, settings_card(about, mature, lines(said)))

    @letterbox.command(name="open", description=described("letterbox open"))
    @app_commands.describe(letterbox=option("letterbox"))
    @app_commands.autocomplete(letterbox=_names)
    @guarded(MANAGER)
    async def open(self, interaction: Interaction, letterbox: str | None = None) -> None:
        """`/letterbox open`: takes letters again."""
        about = await letterbox_meant(self.office, interaction, letterbox)
        await life.setting_up.open_or_close(self.office, about.id, True)
        await answer(interaction, words.letterbox.OPENED)

    @letterbox.command(name="close", description=described("letterbox close"))
    @app_commands.describe(letterbox=option("letterbox"))
    @app_commands.autocomplete(letterbox=_names)
    @guarded(MANAGER)
    async def close(self, interaction: Interaction, letterbox: str | None = None) -> None:
        """`/letterbox close`: takes no letters for now."""
        about = await letterbox_meant(self.office, interaction, letterbox)
        await life.setting_up.open_or_close(self.office, about.id, False)
        await answer(interaction, words.letterbox.CLOSED)

    @letterbox.command(name="check", description=described("letterbox check"))
    @app_commands.describe(letterbox=option("letterbox"))
    @app_commands.autocomplete(letterbox=_names)
    @guarded(MANAGER)
    async def check(self, interaction: Interaction, letterbox: str | None = None) -> None:
        """`/letterbox check`: says whether everything is in place, and what to do where it is not."""
        await interaction.response.defer(ephemeral=True)
        guild = _guild(interaction)
        about = await letterbox_meant(self.office, interaction, letterbox)
        waiting = len(await life.queue.waiting(self.office, [about]))
        said: list[Said] = [
            words.letterbox.CHECK_OPEN[about.open],
            words.letterbox.CHECK_QUEUE.format(letters=words.numbers.LETTERS.format(count=waiting)),
        ]
        found = [
            *channels.state(guild, about, said),
            *roles.problems(guild, about),
            *await self._webhooks(guild, about),
            *self._intents(),
        ]
        waits = await life.deletions.waiting_for(self.office, about.id)
        await report_channels(self.office, guild, about, asked=True)
        chosen = channels.found(guild, about)
        said.append(channels.mature_line(chosen, taken=self.mature))
        said += [item(problem) for problem in [*found, *what_waits(*waits)]] or [words.letterbox.CHECK_FINE]
        await _know_readers(chosen)
        said += [*channels.advice(chosen), *roles.advice(about)]
        await show(interaction, Card(embeds=[Embed(about.name or words.letterbox.CHECK_TITLE, lines(said))]))

    def _summary(self, chosen: channels.Chosen) -> Iterable[Said]:
        assert chosen.letters is not None and chosen.desk is not None
        yield words.letterbox.SETUP_DONE.format(letters=chosen.letters.mention, desk=chosen.desk.mention)
        if chosen.mature is not None:
            yield words.letterbox.SETUP_MATURE.format(mature=chosen.mature.mention)
        else:
            yield channels.mature_line(chosen, taken=self.mature)
        yield words.letterbox.SETUP_HOW_TO
        for channel in filter(None, (chosen.letters, chosen.mature)):
            if not channels.may_use_webhooks(channel):
                yield words.letterbox.WITHOUT_WEBHOOKS.format(channel=channel.mention)
        yield from channels.advice(chosen)

    async def _webhooks(self, guild: discord.Guild, letterbox: Letterbox) -> list[Said]:
        there = channels.found(guild, letterbox)
        able = [each for each in (there.letters, there.mature) if each is not None and channels.may_use_webhooks(each)]
        full = [each for each in able if await is_full(each, self.bot)]
        return [words.letterbox.WEBHOOKS_FULL.format(channel=each.mention) for each in full]

    def _intents(self) -> Iterable[Said]:
        if not self.bot.intents.message_content:
            yield words.letterbox.NO_MESSAGE_CONTENT
        if not self.bot.intents.members:
            yield words.letterbox.NO_MEMBERS


def _guild(interaction: Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise Refusal(words.trouble.SERVER_ONLY)
    return interaction.guild


async def _know_readers(chosen: channels.Chosen) -> None:
    """Has the server's members listed where it matters who of a role reads the desk and may not moderate."""
    if chosen.desk is not None and channels.reading_roles(chosen.desk, chosen.reviewers):
        await all_members(chosen.desk.guild)

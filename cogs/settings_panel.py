"""The panel of a letterbox's settings, and `/letterbox settings`, which shows it and changes them without it.

* a button for each part: it opens a form that shows what is set; what comes of it says what has changed
* a select of the server's letterboxes, where there are several
"""

from dataclasses import fields

import discord
from discord import app_commands

from bot import life, words
from bot.errors import Refusal
from bot.language import Said
from bot.letter import Letterbox
from bot.rules import panel, settings
from bot.rules.settings import Changes
from cogs import _cards_letterbox as cards
from cogs import _channels as channels
from cogs import _forms as forms
from cogs import _roles as roles
from cogs import _setting_up as setting_up
from cogs._answering import open_form, receive, replace, show
from cogs._border import a_snowflake, an_id
from cogs._cards import custom_id
from cogs._letterboxes import LETTERBOX, MANAGER, LetterboxPart, guild_of, letterbox_here, letterbox_meant
from cogs._press import Interaction, chosen, filled_in, guarded, pressed
from cogs._translator import choices, described, option

Letters = app_commands.Range[int, 1, 100]
Responses = app_commands.Range[int, 1, 60]
Days = app_commands.Range[int, 0, 365]
KeepDays = app_commands.Range[int, 1, 730]
Hours = app_commands.Range[int, 0, 8_760]
Quorum = app_commands.Range[int, 1, settings.MAX_QUORUM]
Minutes = app_commands.Range[int, 1, 1_440]
DigestHours = app_commands.Range[int, 0, 720]
Delay = app_commands.Range[int, 0, 3_600]
#: Options that are called as what they change.
CHANGED = {each.name for each in fields(Changes)} - {"name", "language"}


class SettingsPanel(LetterboxPart):
    """Shows and changes the settings of a letterbox."""

    @LETTERBOX.command(name="settings", description=described("letterbox settings"))
    @app_commands.describe(
        **{each: option(each) for each in CHANGED}, name=option("new_name"), letterbox=option("letterbox")
    )
    @app_commands.autocomplete(letterbox=LetterboxPart.names_here)
    @app_commands.choices(collection=choices(words.letterbox.COLLECTIONS))
    @app_commands.choices(
        links=choices(words.letterbox.LINK_RULES),
        review=choices(words.reviewing.REVIEWS),
        crisis=choices(words.letterbox.SWITCH),
        archive=choices(words.archive.MODES),
    )
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
        archive: str | None = None,
        name: str | None = None,
        letterbox: str | None = None,
    ) -> None:
        """`/letterbox settings`: without options shows the settings; with options changes them from now on."""
        await interaction.response.defer(ephemeral=True)
        guild = guild_of(interaction)
        if links not in (None, *words.letterbox.LINK_RULES) or collection not in (None, *words.letterbox.COLLECTIONS):
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        changes = Changes(
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
            archive=archive,
            name=name,
        )
        if changes == Changes() and letterbox is None:
            return await self._which(interaction)
        about = await letterbox_meant(self.office, interaction, letterbox)
        said = list[Said]()
        if changes != Changes():
            about, said = await self._changed(guild, about, changes)
        await show(interaction, self._panel(guild, about, said))

    async def _which(self, interaction: Interaction) -> None:
        """Shows the panel, or asks of which letterbox where that is not clear."""
        there = await life.setting_up.letterboxes_in(self.office, guild_of(interaction).id)
        try:
            about = await letterbox_meant(self.office, interaction, None)
        except Refusal:
            return await show(interaction, cards.which_card(there))
        await show(interaction, self._panel(guild_of(interaction), about))

    @chosen("settings-of", who=MANAGER)
    async def show_settings_of(self, interaction: Interaction, _: int, choice: str) -> None:
        """Shows the panel of the letterbox that was chosen."""
        about = await letterbox_here(self.office, interaction, an_id(choice))
        await replace(interaction, self._panel(guild_of(interaction), about))

    @pressed("settings", MANAGER, ids=2)
    async def open_part(self, interaction: Interaction, letterbox_id: int, part: int) -> None:
        """Opens the form of a part of the panel."""
        about = await letterbox_here(self.office, interaction, letterbox_id)
        if part >= len(cards.PARTS):
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        opened = custom_id("settings-filled", about.id)
        guild = guild_of(interaction)
        form = cards.settings_form(cards.PARTS[part], opened, about, channels.found(guild, about), roles.ids_in(guild))
        await open_form(interaction, form)

    @filled_in("settings-filled", who=MANAGER, optional=(*forms.CHANNELS, *panel.SETTINGS))
    async def settings_filled(self, interaction: Interaction, letterbox_id: int, written: dict[str, str]) -> None:
        """Changes what a form of the panel asks to change, and says on the panel what that was."""
        about, guild = await letterbox_here(self.office, interaction, letterbox_id), guild_of(interaction)
        await receive(interaction, changes_card=True)
        if not written.keys().isdisjoint(forms.CHANNELS):
            said = await self._move(guild, about, written)
            about = await letterbox_here(self.office, interaction, letterbox_id)
        else:
            about, said = await self._changed(guild, about, panel.changes(written, roles.ids_in(guild)))
        await replace(interaction, self._panel(guild, about, said))

    async def _changed(self, guild: discord.Guild, before: Letterbox, changes: Changes) -> tuple[Letterbox, list[Said]]:
        """Changes settings. Returns the letterbox as it is now, and what to say of it."""
        after = await life.setting_up.change_settings(self.office, before.id, changes)
        hints = [hint async for hint in channels.make_all_tags(channels.found(guild, after), after.categories)]
        return after, [*cards.what_changed(before, after), *hints, *roles.advice(after)]

    async def _move(self, guild: discord.Guild, about: Letterbox, written: dict[str, str]) -> list[Said]:
        """Moves a letterbox to the channels that were picked in a form. Returns what to say of it."""
        picked = {name: a_snowflake(written.get(name, "")) for name in forms.CHANNELS}
        if picked["letters"] is None or picked["desk"] is None:
            raise Refusal(words.settings.BOTH)
        letters, desk, mature = (None if each is None else channels.here(guild, each) for each in picked.values())
        places = channels.Chosen(letters, desk, mature, frozenset(about.reviewers))
        return await setting_up.set_up(self.office, guild, places, about.name or None, mature=self.mature)

    def _panel(self, guild: discord.Guild, about: Letterbox, said: list[Said] | None = None) -> cards.Card:
        places = channels.found(guild, about)
        return cards.settings_card(about, places, channels.mature_line(places, taken=self.mature), said or [])

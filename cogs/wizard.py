"""Setting a letterbox up step by step: one message that only whoever does it sees.

What was chosen so far is in the database, so that it goes on after a restart, and after the fifteen minutes for which
Discord lets such a message be changed: then `/letterbox setup` offers to go on.

* **Back**, **Next**, **Try again**, **Skip to the end**: to another step, or to the same as it is now
* lists, and **Change**: what a step chooses; **Mend what you can**: what the bot puts right of what is missing
* **Open the letterbox**: creates the channels that it should create, and the letterbox; **Set it up**, in the greeting
"""

from __future__ import annotations

from contextlib import suppress

import discord

from bot import life, words
from bot.errors import NotFound, Refusal
from bot.language import Said, lines
from bot.letter import FORUM, STEPS, TEXT, Setup
from bot.rules import panel
from bot.rules.presets import PRESETS
from cogs import _cards_steps as cards
from cogs import _channels as channels
from cogs import _making as making
from cogs import _mending as mending
from cogs import _setting_up as setting_up
from cogs._answering import open_form, receive, replace, show
from cogs._border import a_snowflake
from cogs._cards import Card
from cogs._cards_steps import Found
from cogs._letterboxes import MANAGER, LetterboxPart, guild_of
from cogs._press import Interaction, filled_in, picked, pressed
from cogs._roles import ids_in as role_ids


class Wizard(LetterboxPart):
    """Leads somebody through setting a letterbox up."""

    async def begin_setup(self, interaction: Interaction, name: str | None) -> None:
        """`/letterbox setup` without channels: begins, or offers to go on with what was begun."""
        guild = guild_of(interaction)
        setup = await life.beginning.under_way(self.office, guild.id, name)
        if setup is not None:
            return await show(interaction, cards.under_way_card(setup))
        await show(interaction, await self._card(guild, await self._begun(guild, name)))

    @pressed("set-up", MANAGER, ids=0)
    async def set_up(self, interaction: Interaction) -> None:
        """**Set it up**, in the greeting."""
        await self.begin_setup(interaction, None)

    @pressed("setup-again", MANAGER)
    async def start_again(self, interaction: Interaction, setup_id: int) -> None:
        """**Start again**: with what a new letterbox has."""
        guild = guild_of(interaction)
        before = await life.beginning.setup_of(self.office, guild.id, setup_id)
        await replace(interaction, await self._card(guild, await self._begun(guild, before.letterbox.name or None)))

    @pressed("setup-step", MANAGER, ids=2)
    async def go_to_step(self, interaction: Interaction, setup_id: int, step: int) -> None:
        """Goes to a step, or shows the same one as it is now."""
        guild = guild_of(interaction)
        setup = await life.beginning.go(self.office, guild.id, setup_id, step)
        await replace(interaction, await self._card(guild, setup))

    @picked("setup-pick", MANAGER, ids=2)
    async def pick_in_step(self, interaction: Interaction, setup_id: int, index: int, values: tuple[str, ...]) -> None:
        """Takes what was picked from a list."""
        guild = guild_of(interaction)
        name = cards.PICKS[index] if index < len(cards.PICKS) else ""
        setup = await self._picked(guild, setup_id, name, values)
        await replace(interaction, await self._card(guild, setup))

    @pressed("setup-form", MANAGER)
    async def open_step(self, interaction: Interaction, setup_id: int) -> None:
        """**Change** and **Name it**: the form of the step."""
        guild = guild_of(interaction)
        setup = await life.beginning.setup_of(self.office, guild.id, setup_id)
        await open_form(interaction, cards.step_form(setup, role_ids(guild)))

    @filled_in("setup-filled", who=MANAGER, optional=tuple(panel.SETTINGS))
    async def step_filled(self, interaction: Interaction, setup_id: int, written: dict[str, str]) -> None:
        """Takes what was filled in."""
        guild = guild_of(interaction)
        setup = await life.beginning.choose(self.office, guild.id, setup_id, panel.changes(written, role_ids(guild)))
        await replace(interaction, await self._card(guild, setup))

    @pressed("setup-mend", MANAGER)
    async def mend_step(self, interaction: Interaction, setup_id: int) -> None:
        """**Mend what you can**: says what was mended, and shows what is left."""
        guild = guild_of(interaction)
        setup = await life.beginning.setup_of(self.office, guild.id, setup_id)
        await receive(interaction, changes_card=True)
        said = await mending.mend(mending.mends(channels.found(guild, setup.letterbox), ()))
        await replace(interaction, await self._card(guild, setup, [words.setup.WHAT_WAS_MENDED, *said]))

    @pressed("setup-open", MANAGER)
    async def open_letterbox(self, interaction: Interaction, setup_id: int) -> None:
        """**Open the letterbox**: what fails half-way is said, and taken up again the next time."""
        guild = guild_of(interaction)
        setup = await life.beginning.claim(self.office, guild.id, setup_id)
        try:
            await receive(interaction, changes_card=True)
            card = await self._opened(guild, setup)
        except NotFound:
            raise
        except Refusal as refusal:
            setup = await life.beginning.setup_of(self.office, guild.id, setup_id)
            card = await self._card(guild, setup, [refusal.sentence])
        finally:
            await self._release(guild, setup_id)
        await replace(interaction, card)

    async def _opened(self, guild: discord.Guild, setup: Setup) -> Card:
        """Creates what is to be created, and the letterbox. Raises Refusal."""
        if missing := (await self._found(guild, setup)).missing:
            raise Refusal(missing[0])
        chosen = (
            await making.make_channels(self.office, guild, setup)
            if setup.make
            else channels.found(guild, setup.letterbox)
        )
        if wrong := setting_up.found_wrong(chosen, mature=self.mature):
            raise Refusal(wrong[0])
        assert chosen.letters is not None and chosen.desk is not None
        mature_id = None if chosen.mature is None else chosen.mature.id
        letterbox = await life.beginning.finish(
            self.office, guild.id, setup.id, chosen.letters.id, chosen.desk.id, mature_id
        )
        said = await setting_up.is_set_up(self.office, guild, chosen, letterbox, mature=self.mature)
        return Card(lines([words.setup.OPENED, *said]), items=[])

    async def _release(self, guild: discord.Guild, setup_id: int) -> None:
        with suppress(NotFound):  # it was opened
            await life.beginning.release(self.office, guild.id, setup_id)

    async def _begun(self, guild: discord.Guild, name: str | None) -> Setup:
        forum = "COMMUNITY" in guild.features
        make = "" if [*making.lacking(guild)] else FORUM if forum else TEXT
        language = str(guild.preferred_locale)
        return await life.beginning.begin(self.office, guild.id, name, make, setting_up.categories(guild), language)

    async def _picked(self, guild: discord.Guild, setup_id: int, name: str, values: tuple[str, ...]) -> Setup:
        office, value = self.office, values[0] if values else ""
        if name == "make":
            make, _, mature = value.partition("-")
            return await life.beginning.choose_making(
                office, guild.id, setup_id, make if make in (FORUM, TEXT) else "", mature=bool(mature)
            )
        if name in ("letters", "desk", "mature"):
            channel = channels.here(guild, a_snowflake(value) or -1).id if values else 0
            return await life.beginning.choose_channel(office, guild.id, setup_id, name, channel)
        if (name != "care" and name not in panel.SETTINGS) or (name == "care" and value not in PRESETS):
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        changes = PRESETS[value] if name == "care" else panel.picked(name, values, role_ids(guild))
        return await life.beginning.choose(office, guild.id, setup_id, changes)

    async def _card(self, guild: discord.Guild, setup: Setup, said: list[Said] | None = None) -> Card:
        return cards.step_card(setup, guild, await self._found(guild, setup), self.office.now, said or [])

    async def _found(self, guild: discord.Guild, setup: Setup) -> Found:
        """Returns how the step stands that a set-up is at; only what is looked at where something is chosen, and at the
        end, can be missing."""
        if STEPS[setup.step] not in ("channels", "preview"):
            return Found()
        missing, can_mend = list[Said](), False
        there = await life.setting_up.letterboxes(self.office)
        unnamed = not setup.letterbox.name and any(each.guild_id == guild.id for each in there)
        if setup.make:
            missing += making.lacking(guild)
        else:
            chosen = channels.found(guild, setup.letterbox)
            missing += [
                words.setup.CHOOSE_CHANNEL[each] for each in ("letters", "desk") if getattr(chosen, each) is None
            ]
            missing += setting_up.found_wrong(chosen, mature=self.mature)
            can_mend = bool(mending.mends(chosen, ()))
        return Found([*([words.setup.NAME_NEEDED] if unnamed else []), *missing], can_mend, unnamed)

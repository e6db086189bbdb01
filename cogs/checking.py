"""`/letterbox check`: whether everything is in place, what to do where it is not, and what the bot mends by itself."""

from collections.abc import Iterable, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot import life, words
from bot.language import Said, lines
from bot.letter import Letterbox
from cogs import _channels as channels
from cogs import _mending as mending
from cogs import _roles as roles
from cogs import _setting_up as setting_up
from cogs._answering import receive, replace, show
from cogs._cards import Button, Card, Embed, custom_id, item
from cogs._cards_letterbox import what_waits
from cogs._letterboxes import LETTERBOX, MANAGER, LetterboxPart, guild_of, letterbox_here, letterbox_meant
from cogs._press import Interaction, guarded, pressed
from cogs._translator import described, option
from cogs._webhooks import is_full
from cogs.upkeep import report_channels


class Checking(LetterboxPart):
    """Looks whether a letterbox has all it needs."""

    bot: commands.Bot

    @LETTERBOX.command(name="check", description=described("letterbox check"))
    @app_commands.describe(letterbox=option("letterbox"))
    @app_commands.autocomplete(letterbox=LetterboxPart.names_here)
    @guarded(MANAGER)
    async def check(self, interaction: Interaction, letterbox: str | None = None) -> None:
        """`/letterbox check`: says whether everything is in place, and what to do where it is not."""
        await interaction.response.defer(ephemeral=True)
        about = await letterbox_meant(self.office, interaction, letterbox)
        await show(interaction, await self._checked(guild_of(interaction), about))

    @pressed("mend", MANAGER)
    async def mend_letterbox(self, interaction: Interaction, letterbox_id: int) -> None:
        """**Mend what you can**: says what was mended, and what is left."""
        about, guild = await letterbox_here(self.office, interaction, letterbox_id), guild_of(interaction)
        await receive(interaction, changes_card=True)
        mended = await mending.mend(mending.mends(channels.found(guild, about), about.categories))
        said = [words.setup.WHAT_WAS_MENDED, *map(item, mended or [words.setup.NOTHING_TO_MEND])]
        await replace(interaction, await self._checked(guild, about, said))

    async def _checked(self, guild: discord.Guild, about: Letterbox, mended: Sequence[Said] = ()) -> Card:
        waiting = len(await life.queue.waiting(self.office, [about]))
        said: list[Said] = [
            words.letterbox.is_open(about, self.office.now),
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
        await setting_up.know_readers(chosen)
        said += [*channels.advice(chosen), *roles.advice(about)]
        items = list[Button]()
        if mending.mends(chosen, about.categories):
            said.append(words.setup.CAN_MEND)
            items.append(Button(words.setup.MEND, custom_id("mend", about.id)))
        embed = Embed(about.name or words.letterbox.CHECK_TITLE, lines(said))
        return Card(lines(mended) if mended else None, [embed], items)

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

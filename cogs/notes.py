"""What moderators tell each other, and what they often tell authors.

* **Note** on a review card, `/letters note`: a note beside the letter, which its author never reads
* `/letters reasons`: the reasons that are offered wherever one is given, as they are typed and in forms
"""

from collections.abc import Mapping

from discord import app_commands

from bot import life, words
from bot.errors import NotFound, Refusal
from bot.letter import Letter, Letterbox
from bot.rules import reasons
from cogs import _forms as forms
from cogs import _forms_desk as desk_forms
from cogs._answering import answer, open_form
from cogs._letters import LETTERS, MODERATOR, Number, Words, after_form, numbered, on_card, on_form
from cogs._permissions import desks_of, require
from cogs._press import Interaction, PressCog, filled_in, guarded
from cogs._translator import described, option
from cogs.queue import in_queue

Choices = list[app_commands.Choice[str]]


class Notes(PressCog):
    """Notes, and saved reasons."""

    @on_card("note")
    async def on_note(self, interaction: Interaction, letter: Letter) -> None:
        """**Note**: asks for it."""
        await open_form(interaction, desk_forms.note_form(letter))

    @on_form("noted", forms.NOTE)
    async def on_noted(self, interaction: Interaction, letter: Letter, written: dict[str, str]) -> None:
        """Puts the note that was written on the letter's card."""
        await life.review.note(self.office, letter.id, interaction.user.id, written[forms.NOTE])
        if in_queue(interaction):
            return await answer(interaction, words.notes.WRITTEN.format(number=letter.number or 0))
        await after_form(self.office, interaction, letter.id)

    @LETTERS.command(name="note", description=described("letters note"))
    @app_commands.describe(number=option("number"), note=option("moderators_note"))
    @guarded(MODERATOR)
    async def note(self, interaction: Interaction, number: Number, note: Words) -> None:
        """`/letters note`: puts a note on a letter's card."""
        letter = await numbered(self.office, interaction, number)
        await life.review.note(self.office, letter.id, interaction.user.id, note)
        await answer(interaction, words.notes.WRITTEN.format(number=number))

    # --- saved reasons ------------------------------------------------------------------------------------

    @LETTERS.command(name="reasons", description=described("letters reasons"))
    @guarded(MODERATOR)
    async def reasons(self, interaction: Interaction) -> None:
        """`/letters reasons`: opens a form with those that are saved."""
        there = await desks_of(self.office, interaction)
        here = [each for each in there if each.desk_id == interaction.channel_id or len(there) == 1]
        if not here:
            raise Refusal(words.notes.WHICH_LETTERBOX)
        await open_form(interaction, desk_forms.reasons_form(here[0]))

    @filled_in("reasons-kept", who=MODERATOR, optional=(forms.REASONS,))
    async def on_reasons_kept(self, interaction: Interaction, letterbox_id: int, written: dict[str, str]) -> None:
        """Saves the reasons that were written, one on a line, in place of those before."""
        there = await desks_of(self.office, interaction)
        letterbox = next((each for each in there if each.id == letterbox_id), None)
        if letterbox is None:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        kept = await life.setting_up.keep_reasons(self.office, letterbox.id, written.get(forms.REASONS, ""))
        await answer(interaction, words.notes.REASONS_KEPT.format(count=len(kept.reasons)))

    async def saved_reasons(self, interaction: Interaction, typed: str) -> Choices:
        """Returns the saved reasons that fit what a moderator has typed; nothing to anybody else."""
        try:
            await require(self.office, interaction, MODERATOR)
            found = reasons.like(typed, await self._saved_for(interaction))
        except Refusal:
            return []
        return [app_commands.Choice(name=each, value=each) for each in map(reasons.shown, found)][: reasons.MOST]

    async def _saved_for(self, interaction: Interaction) -> list[str]:
        """Returns the reasons saved for the letter that the command is about; for all, while it is about none."""
        there, number = await desks_of(self.office, interaction), interaction.namespace.number
        if isinstance(number, int):
            try:
                letter = await life.finding.numbered(self.office, interaction.guild_id or 0, number)
            except NotFound:
                return []
            there = [each for each in there if each.id == letter.letterbox_id]
        return reasons_in(there)

    async def meant(self, interaction: Interaction, said: str) -> str:
        """Returns the saved reason that was chosen in a command; anything else as it was typed."""
        return reasons.meant(said, await self._saved_for(interaction))

    async def reasons_for(self, letter: Letter) -> list[str]:
        """Returns the reasons that are saved where a letter is reviewed."""
        _, letterbox = await life.setting_up.letterbox_for(self.office, letter.id)
        return [*letterbox.reasons]

    async def whole(self, letter: Letter, said: str) -> str:
        """Returns the saved reason that somebody chose for a letter; anything else as they wrote it."""
        return reasons.meant(said, await self.reasons_for(letter))


def reasons_in(letterboxes: list[Letterbox]) -> list[str]:
    """Returns the reasons that are saved for these letterboxes, each once."""
    return [*dict.fromkeys(reason for each in letterboxes for reason in each.reasons)]


def given(written: Mapping[str, str], field: str) -> str:
    """Returns what was written in a field of a form or, where that was left empty, the saved reason chosen below it."""
    return written.get(field, "").strip() or written.get(forms.SAVED, "")

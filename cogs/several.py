"""Several letters of the queue at once: chosen from a list, looked at, asked about once more, each decided by itself.

What was chosen is kept in the message itself: it is what its select shows as chosen, and a reason stands in its first
frame. So a press after a restart is like any other, and what comes back is checked: letters that are of none of this
moderator's letterboxes are passed over, and those that were decided meanwhile are named.
"""

from collections.abc import Awaitable, Callable, Sequence

from bot import life, words
from bot.errors import Refusal
from bot.language import Said, renderings
from bot.letter import Glance, Letter, Letterbox, Verb
from bot.rules import entry, reasons
from cogs import _border as border
from cogs import _cards as cards
from cogs import _cards_queue as queue_cards
from cogs import _forms as forms
from cogs import _forms_desk as desk_forms
from cogs._answering import open_form, receive, replace
from cogs._letters import MODERATOR
from cogs._permissions import desks_of
from cogs._press import Interaction, PressCog, chosen, filled_in, pressed
from cogs.notes import given, reasons_in
from cogs.queue import held_by, is_restricted


class SeveralAtOnce(PressCog):
    """What is chosen and decided in the list of letters that wait."""

    @pressed("several", MODERATOR, below=border.PAGES)
    async def on_several(self, interaction: Interaction, page: int) -> None:
        """**Several at once**: lists what waits, 25 letters on a page (from 0), to choose from."""
        await receive(interaction, changes_card=True)
        letterboxes = await desks_of(self.office, interaction)
        await replace(interaction, await self._list(interaction, letterboxes, page))

    @chosen("several-chosen", who=MODERATOR, many=True)
    async def on_several_chosen(self, interaction: Interaction, page: int, values: tuple[str, ...]) -> None:
        """Shows what was chosen, closer."""
        await receive(interaction, changes_card=True)
        ids = [each for each in map(border.an_id, values) if each is not None]
        await self._look(interaction, page, ids, queue_cards.chosen_card)

    @pressed("several-approve", MODERATOR, ids=0)
    async def on_several_approve(self, interaction: Interaction) -> None:
        """**Approve**: asks once more."""
        await receive(interaction, changes_card=True)
        await self._ask(interaction, Verb.APPROVE, "")

    @pressed("several-return", MODERATOR, ids=0)
    async def on_several_return(self, interaction: Interaction) -> None:
        """**Send back**: asks for the note."""
        await open_form(interaction, await self._form(interaction, Verb.SEND_BACK))

    @filled_in("several-returned", who=MODERATOR, optional=(forms.NOTE, forms.SAVED), ids=0)
    async def on_several_returned(self, interaction: Interaction, written: dict[str, str]) -> None:
        """Asks once more, with the note that was written."""
        await receive(interaction, changes_card=True)
        await self._ask(interaction, Verb.SEND_BACK, await self._reason(interaction, given(written, forms.NOTE)))

    @pressed("several-reject", MODERATOR, ids=0)
    async def on_several_reject(self, interaction: Interaction) -> None:
        """**Reject**: asks for a reason."""
        await open_form(interaction, await self._form(interaction, Verb.REJECT))

    @filled_in("several-rejected", who=MODERATOR, optional=(forms.REASON, forms.SAVED), ids=0)
    async def on_several_rejected(self, interaction: Interaction, written: dict[str, str]) -> None:
        """Asks once more, with the reason if there is one."""
        await receive(interaction, changes_card=True)
        await self._ask(interaction, Verb.REJECT, await self._reason(interaction, given(written, forms.REASON)))

    @pressed("several-sure", MODERATOR, below=len(queue_cards.DECISIONS))
    async def on_several_sure(self, interaction: Interaction, decision: int) -> None:
        """The answer to the question: decides about each, in its own right."""
        await receive(interaction, changes_card=True)
        verb, (_, ids) = queue_cards.DECISIONS[decision], _kept_in(interaction)
        reason = _reason_in(interaction)
        if verb is Verb.SEND_BACK and not reason:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        letterboxes = await desks_of(self.office, interaction)
        decide = self._decision(interaction, verb, reason)
        done, not_done = await life.queue.each_of(self.office, letterboxes, ids, decide)
        await replace(interaction, queue_cards.result_card(verb, done, not_done), again=False)

    def _decision(self, interaction: Interaction, verb: Verb, reason: str) -> Callable[[int], Awaitable[Letter]]:
        by = interaction.user.id

        async def decide(letter_id: int) -> Letter:
            if verb is Verb.APPROVE:
                return (await life.review.approve(self.office, interaction.guild_id or 0, letter_id, by)).letter
            if verb is Verb.SEND_BACK:
                return await life.review.send_back(self.office, letter_id, by, reason)
            return await life.review.reject(self.office, letter_id, by, reason or None)

        return decide

    async def _list(
        self, interaction: Interaction, letterboxes: Sequence[Letterbox], page: int, said: Sequence[Said] = ()
    ) -> cards.Card:
        waiting = await life.queue.waiting(self.office, letterboxes)
        page = life.finding.page_of(page, len(waiting), queue_cards.PAGE)
        here = waiting[page * queue_cards.PAGE :][: queue_cards.PAGE]
        found = await life.queue.glances(self.office, letterboxes, here, mature=is_restricted(interaction))
        return queue_cards.list_card(found, len(waiting), page, letterboxes, said)

    async def _form(self, interaction: Interaction, verb: Verb) -> forms.Form:
        saved = reasons_in(await desks_of(self.office, interaction))
        return desk_forms.several_form(verb, len(_kept_in(interaction)[1]), saved)

    async def _reason(self, interaction: Interaction, said: str) -> str:
        return reasons.meant(said, reasons_in(await desks_of(self.office, interaction)))

    async def _ask(self, interaction: Interaction, verb: Verb, reason: str) -> None:
        page, ids = _kept_in(interaction)
        if verb is Verb.SEND_BACK and not reason:
            raise Refusal(words.notes.NOTE_WANTED)

        def question(found: Sequence[Glance], chosen: set[int], page: int, said: Sequence[Said]) -> cards.Card:
            return queue_cards.question_card(found, chosen, page, verb, reason, said)

        await self._look(interaction, page, ids, question)

    async def _look(
        self,
        interaction: Interaction,
        page: int,
        ids: Sequence[int],
        card: Callable[[Sequence[Glance], set[int], int, Sequence[Said]], cards.Card],
    ) -> None:
        """Shows what is still there of the letters that were chosen; with the list, where nothing is."""
        letterboxes = await desks_of(self.office, interaction)
        found, gone = await life.queue.chosen(self.office, letterboxes, ids, page, mature=is_restricted(interaction))
        said = [words.queue.not_any_more(letter) for letter in gone]
        still = {each.waiting.letter_id for each in found} & {*ids}
        shown = card(found, still, page, said) if still else await self._list(interaction, letterboxes, page, said)
        await replace(interaction, shown)


def _kept_in(interaction: Interaction) -> tuple[int, list[int]]:
    """Returns the page of the list, and the ids of the letters that the message shows as chosen. Raises Refusal."""
    select = held_by(interaction).get("several-chosen")
    page = None if select is None else border.verb_and_ids(select.custom_id)[1]
    values = [each.value for each in getattr(select, "options", []) if each.default]
    ids = [each for each in map(border.an_id, values) if each is not None]
    if not page or len(page) != 1 or page[0] >= border.PAGES or not ids:
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    return page[0], ids


def _reason_in(interaction: Interaction) -> str:
    """Returns the reason that the question keeps in its first frame; "" where there is none."""
    embeds = interaction.message.embeds if interaction.message else []
    said = (embeds[0].description or "") if len(embeds) > 1 else ""
    return "" if said in renderings(words.queue.NO_REASON) else said[: entry.MAX_REASON]

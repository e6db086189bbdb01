"""The queue: a moderator goes from letter to letter in one message that only they see, and decides there.

What is shown is kept in the message itself: the select holds the pile, the buttons the letters before and after. The
buttons that decide are those of the desk's cards; what comes of them is said in a line above the next letter.
"""

from typing import Any

from bot import life, words
from bot.errors import Refusal
from bot.language import Said
from bot.letter import Letter, Pile, Verb
from cogs import _border as border
from cogs import _cards as cards
from cogs import _cards_queue as queue_cards
from cogs._answering import receive, replace, show
from cogs._letters import LETTERS, MODERATOR, why_no_desk
from cogs._permissions import desks_of
from cogs._press import Interaction, PressCog, chosen, guarded, pressed
from cogs._translator import described


class Queue(PressCog):
    """`/letters queue`, and what goes on in its message."""

    @LETTERS.command(name="queue", description=described("letters queue"))
    @guarded(MODERATOR)
    async def queue(self, interaction: Interaction) -> None:
        """`/letters queue`: shows the first letter that waits."""
        await receive(interaction)
        await show(interaction, await self._card(interaction, Pile.ALL, 0, []))

    @pressed("queue", MODERATOR)
    async def on_queue(self, interaction: Interaction, letter_id: int) -> None:
        """**Next**, **One by one**: shows that letter of the queue (0: the first); the one after it, if it is gone."""
        await self._turn(interaction, pile_of(interaction), letter_id, [])

    @pressed("queue-back", MODERATOR)
    async def on_queue_back(self, interaction: Interaction, letter_id: int) -> None:
        """**Previous**."""
        await self._turn(interaction, pile_of(interaction), letter_id, [])

    @chosen("queue-show", who=MODERATOR, ids=0)
    async def on_queue_show(self, interaction: Interaction, pile: str) -> None:
        """Shows another pile, from its first letter."""
        if pile not in [*Pile]:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        await self._turn(interaction, Pile(pile), 0, [])

    async def goes_on(self, interaction: Interaction, letter: Letter, verb: Verb) -> bool:
        """After a decision in the queue, shows the next letter, below what was done. Returns whether it was there."""
        if in_queue(interaction):
            await self.next_one(interaction, [words.data.done(letter, verb)])
        return in_queue(interaction)

    async def next_one(self, interaction: Interaction, said: list[Said]) -> None:
        """Shows the letter after the one that the queue shows."""
        on = held_by(interaction)["queue"]
        ids = border.verb_and_ids(on.custom_id)[1] or (0,)
        await self._turn(interaction, pile_of(interaction), ids[0], said)

    async def _turn(self, interaction: Interaction, pile: Pile, letter_id: int, said: list[Said]) -> None:
        await receive(interaction, changes_card=True)  # a letter's pictures may take long to leave
        await replace(interaction, await self._card(interaction, pile, letter_id, said))

    async def _card(self, interaction: Interaction, pile: Pile, letter_id: int, said: list[Said]) -> cards.Card:
        letterboxes = await desks_of(self.office, interaction)
        found, gone = await life.queue.turn_to(self.office, letterboxes, pile, letter_id, interaction.user.id)
        said = [
            *await why_no_desk(self.office, interaction),
            *said,
            *([] if gone is None else [words.queue.not_any_more(gone)]),
        ]
        if found is None:
            return queue_cards.nothing_card(pile, said)
        letterbox = next(each for each in letterboxes if each.id == found.waiting.letterbox_id)
        return queue_cards.queue_card(found, pile, letterbox, said, restricted=is_restricted(interaction))


def is_restricted(interaction: Interaction) -> bool:
    """Returns whether what is answered is read in a channel for adults only."""
    return bool(getattr(interaction.channel, "is_nsfw", bool)())


def held_by(interaction: Interaction) -> dict[str, Any]:
    """Returns the buttons and selects of the message that was pressed, by verb, if only this person sees it."""
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        return {}
    items = [each for each in cards.items_of(message) if getattr(each, "custom_id", None)]
    return {border.verb_and_ids(each.custom_id)[0]: each for each in items}


def in_queue(interaction: Interaction) -> bool:
    """Returns whether it is the queue that was pressed, or whose form this is."""
    return {"queue", "queue-show"} <= held_by(interaction).keys()


def pile_of(interaction: Interaction) -> Pile:
    """Returns what of the queue the message shows that was pressed."""
    select = held_by(interaction).get("queue-show")
    shown = [each.value for each in getattr(select, "options", []) if each.default]
    return Pile(shown[0]) if shown and shown[0] in [*Pile] else Pile.ALL

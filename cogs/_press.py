"""From a press to its handler: buttons, selects and forms are dispatched by the verb in their `custom_id`.

Nothing is kept in memory between showing a button and its press, so a press after a restart is like any other. A
Refusal becomes the sentence that the person reads.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

import discord
from discord.ext import commands

from bot import words
from bot.errors import NotFound, NotYours, Refusal, TryLater, WrongState
from bot.life.office import Office
from cogs import _border as border
from cogs._answering import Unanswered, person_of, refuse
from cogs._border import Expected, Interaction, Kind
from cogs._permissions import Who, require

log = logging.getLogger(__name__)


class HasOffice(Protocol):
    """What a handler's class must have."""

    office: Office


P = ParamSpec("P")
C = TypeVar("C", bound=HasOffice)
Handler = Callable[Concatenate[C, Interaction, P], Coroutine[Any, Any, None]]
Press = Callable[..., Coroutine[Any, Any, None]]


def guarded(who: Who = Who.ANYBODY) -> Callable[[Handler[C, P]], Handler[C, P]]:
    """Decorates a handler: it runs only for those who may (`who`), and a Refusal is answered with its sentence and with
    whatever was written (`refuse`).

    An answer that Discord does not take is no failure of what was done, so nothing is said of it. What cannot be known
    for the moment is asked to be tried again. Any other exception is answered with a general sentence, and raised again
    for the log. Modules that decorate commands keep their
    annotations as objects (no `from __future__ import annotations`): discord.py would look up their names here.
    """

    def decorate(handler: Handler[C, P]) -> Handler[C, P]:
        async def run(self: C, interaction: Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
            try:
                await require(self.office, interaction, who)
                self.office.reads.hear(person_of(interaction))
                await handler(self, interaction, *args, **kwargs)
            except Refusal as refusal:
                is_over = isinstance(refusal, (NotFound, NotYours, WrongState))
                if is_over and not isinstance(refusal, NotYours):
                    await _put_right(self, interaction)
                await refuse(interaction, refusal.sentence, later=not is_over)
            except Unanswered:
                raise
            except TryLater as error:
                log.warning("an interaction cannot be handled now: %s", error)
                await refuse(interaction, words.trouble.NOT_NOW, later=True)
            except Exception:
                with suppress(Unanswered):
                    await refuse(interaction, words.trouble.UNEXPECTED)
                raise

        @functools.wraps(handler)
        async def guard(self: C, interaction: Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
            try:
                await run(self, interaction, *args, **kwargs)
            except Unanswered as error:
                log.warning("Discord took no answer to an interaction: %s", error)

        return guard

    return decorate


def pressed(
    verb: str, who: Who = Who.ANYBODY, *, ids: int = 1, below: int = border.ID_LIMIT
) -> Callable[[Press], Press]:
    """Marks a cog's method as the handler of a button with this verb. It is called with the `ids` that the button
    carries, each of which must be less than `below`."""
    return _coming_back([verb], Expected(Kind.BUTTON, ids, below), who, lambda came: [*came.ids])


def chosen(*verbs: str, who: Who = Who.ANYBODY, ids: int = 1, many: bool = False) -> Callable[[Press], Press]:
    """Marks a cog's method as the handler of selects with these verbs. It is called with the `ids` and the chosen
    value or, where it takes `many`, all of them."""

    def given(came: border.Came) -> list[Any]:
        return [*came.ids, came.chosen if many else came.chosen[0]]

    return _coming_back(verbs, Expected(Kind.SELECT, ids, many=many), who, given)


def picked(verb: str, who: Who, *, ids: int = 1) -> Callable[[Press], Press]:
    """Marks a cog's method as the handler of a list with this verb. It is called with the `ids`, and with everything
    that was picked."""
    return _coming_back([verb], Expected(Kind.PICKS, ids), who, lambda came: [*came.ids, came.chosen])


def filled_in(
    verb: str, *required: str, who: Who = Who.ANYBODY, optional: tuple[str, ...] = (), ids: int = 1
) -> Callable[[Press], Press]:
    """Marks a cog's method as the handler of a form with these fields. It is called with the `ids`, and with
    what was written by field."""
    expected = Expected(Kind.FORM, ids, required=required, optional=optional)
    return _coming_back([verb], expected, who, lambda came: [*came.ids, came.written])


def _coming_back(
    verbs: Sequence[str], expected: Expected, who: Who, given: Callable[[border.Came], list[Any]]
) -> Callable[[Press], Press]:
    def decorate(handler: Press) -> Press:
        @functools.wraps(handler)
        async def parse(self: Any, interaction: Interaction) -> None:
            await handler(self, interaction, *given(border.came(interaction, expected)))

        guard = cast(Press, guarded(who)(parse))
        guard.__dict__.update(verbs=verbs, expected=expected)
        return guard

    return decorate


class PressCog(commands.Cog):
    """A cog whose handlers of presses and forms are found by their verb."""

    office: Office

    async def stale(self, interaction: Interaction, letter_id: int) -> None:
        """Puts right a message of the bot's that was pressed, where its letter is not any more what it says."""

    @property
    def presses(self) -> dict[str, Press]:
        """The cog's handlers by verb."""
        methods = (getattr(type(self), name) for name in dir(type(self)))
        found = [method for method in methods if "verbs" in getattr(method, "__dict__", {})]
        return {verb: functools.partial(method, self) for method in found for verb in method.__dict__["verbs"]}


async def _put_right(cog: object, interaction: Interaction) -> None:
    ids = border.verb_and_ids(border.custom_id_of(interaction))[1]
    if isinstance(cog, PressCog) and ids:
        with suppress(Unanswered, Refusal, TryLater):  # the sentence follows in any case
            await cog.stale(interaction, ids[0])


class Presses(commands.Cog):
    """Passes every press and every form to the cog that handles its verb."""

    def __init__(self, cogs: Iterable[commands.Cog]) -> None:
        self.known: dict[str, Press] = {}
        for cog in cogs:
            if isinstance(cog, PressCog):
                self.known |= cog.presses

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """A press on one of our components, or a form; an unknown verb is refused."""
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            handler = self.known.get(border.verb_of(interaction))
            await (handler(interaction) if handler else refuse(interaction, words.trouble.NOT_UNDERSTOOD))

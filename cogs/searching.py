"""Reading and searching, in a server or in direct messages; only whoever asks sees the answer.

* `/letter search`: letters by their words, best first; its pages, and a select that opens one of them
* `/letter read number:N`: a letter with its responses, page by page; `/letter random`, **Another one**
* while a command is typed: numbers and titles of letters, categories
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from discord import app_commands

from bot import life, words
from bot.errors import Refusal, StoreFailed, TryLater
from bot.language import ENGLISH, Excerpt
from bot.language.markup import plain
from bot.letter import Letter, Membership
from bot.life.searching import Question, Reading, Sight
from bot.post.courier import Courier
from bot.rules import days, spans
from bot.rules.entry import DAY
from bot.search.index import EVER
from cogs import _cards_searching as cards
from cogs import _limits as limits
from cogs._answering import kept_in, person_of, receive, replace, show
from cogs._border import PAGES, an_id
from cogs._letters import LETTER, Number
from cogs._members import memberships_here, memberships_of
from cogs._numbers import TYPED, choices
from cogs._openly import as_they_stand
from cogs._press import Interaction, PressCog, chosen, guarded, pressed
from cogs._translator import described, option
from cogs.queue import is_restricted

Sought = app_commands.Range[str, 1, 100]
#: No day since 1970 that a button may name is greater.
MOST_DAYS = 100_000
Written = app_commands.Range[str, 1, 40]


class Searching(PressCog):
    """The commands of readers. It is a part of the cog that has the group."""

    courier: Courier

    @LETTER.command(name="search", description=described("letter search"))
    @app_commands.describe(words=option("words"), category=option("category"), first=option("from"), last=option("to"))
    @app_commands.rename(first="from", last="to")
    @guarded()
    async def search(
        self,
        interaction: Interaction,
        words: Sought,
        category: Sought | None = None,
        first: Written | None = None,
        last: Written | None = None,
    ) -> None:
        """`/letter search`: shows the letters that have these words."""
        await receive(interaction)
        sight = await self._sight(interaction)
        today, language = days.day_at(self.office.now), str(interaction.locale)
        since = _day(first, today, language, spans.first) if first else 0
        until = _day(last, today, language, spans.last) + DAY - 1 if last else EVER
        meant = _category(await life.searching.categories(self.office, sight), category) if category else None
        asked = Question(" ".join(words.split()), meant, max(since, 0), max(until, 0))
        found = await life.searching.search(self.office, sight, asked, 0)
        await show(interaction, cards.results_card(found, asked, _server_of(sight)))

    @pressed("found", ids=4, below=2**33)
    async def found(self, interaction: Interaction, since: int, until: int, category: int, page: int) -> None:
        """Another page of what was found."""
        said, _ = kept_in(interaction)
        if not said or max(since, until) > MOST_DAYS or page > PAGES:
            raise Refusal(words.trouble.NOT_UNDERSTOOD)
        await _receive(interaction)
        sight = await self._sight(interaction)
        there = await life.searching.categories(self.office, sight)
        asked = cards.question(cards.Kept(page, since, until, category), said, there)
        results = await life.searching.search(self.office, sight, asked, page)
        if not results.count:
            raise Refusal(words.searching.NOTHING_FOUND)
        await replace(interaction, cards.results_card(results, asked, _server_of(sight)))

    @chosen("read-found", ids=0)
    async def read_found(self, interaction: Interaction, choice: str) -> None:
        """Opens one of the letters that were found, below them."""
        await receive(interaction)
        await self._show(interaction, await self._sight(interaction), an_id(choice) or 0)

    @LETTER.command(name="read", description=described("letter read"))
    @app_commands.describe(number=option("number"))
    @guarded()
    async def read_numbered(self, interaction: Interaction, number: Number) -> None:
        """`/letter read`: shows a letter with its responses."""
        await receive(interaction)
        sight = await self._sight(interaction)
        letter, *others = found = await life.searching.numbered(self.office, sight, number)
        if others:
            return await show(interaction, cards.which_card(found, number, _server_of(sight)))
        await self._show(interaction, sight, letter.id)

    @pressed("read", ids=2)
    async def read(self, interaction: Interaction, letter_id: int, page: int) -> None:
        """Another page of a letter, or its responses."""
        await _receive(interaction)
        read = await self._read(interaction, await self._sight(interaction), letter_id)
        await replace(interaction, cards.reading_card(read, min(page, PAGES)))

    @LETTER.command(name="random", description=described("letter random"))
    @guarded()
    async def random(self, interaction: Interaction) -> None:
        """`/letter random`: shows some letter."""
        await receive(interaction)
        await show(interaction, await self._by_chance(interaction))

    @pressed("random")
    async def another(self, interaction: Interaction, letter_id: int) -> None:
        """**Another one** than that letter."""
        await _receive(interaction)
        await replace(interaction, await self._by_chance(interaction, but=letter_id))

    async def _by_chance(self, interaction: Interaction, *, but: int = 0) -> Any:
        sight = await self._sight(interaction)
        letter = await life.searching.by_chance(self.office, sight, but=but)
        return cards.reading_card(await self._read(interaction, sight, letter.id), 0, by_chance=True)

    async def _show(self, interaction: Interaction, sight: Sight, letter_id: int) -> None:
        await show(interaction, cards.reading_card(await self._read(interaction, sight, letter_id), 0))

    async def _read(self, interaction: Interaction, sight: Sight, letter_id: int) -> Reading:
        read = await life.searching.read(self.office, sight, letter_id)
        if not interaction.response.is_done():  # whoever cannot read it has been told so in an answer of their own
            await receive(interaction, changes_card=True)
        return await as_they_stand(interaction.client, read)

    async def _sight(self, interaction: Interaction) -> Sight:
        """Returns what somebody can read from where they are: in a server what they see there, in direct messages what
        they see in any server with a letterbox."""
        found: Sequence[Membership]
        if interaction.guild_id is None:
            found = await memberships_of(self.office, self.courier, person_of(interaction))
        else:
            found = await memberships_here(self.office, interaction)
        return Sight(found, is_restricted(interaction))

    # --- while somebody types -----------------------------------------------------------------------------------------

    @search.autocomplete("words")
    async def _titles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await self._offered(interaction, typed)
        titles = dict.fromkeys(each.title for each in found if each.title)
        return [
            app_commands.Choice(name=limits.within(Excerpt(title, "isolated"), ENGLISH, limits.OPTION), value=title)
            for title in titles
            if len(title) <= limits.OPTION
        ]

    @read_numbered.autocomplete("number")
    async def _numbers(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        return choices(await self._offered(interaction, typed))

    @search.autocomplete("category")
    async def _addressed(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            there = await life.searching.categories(self.office, await self._sight(interaction))
        except (Refusal, StoreFailed, TryLater):
            return []
        wanted = str(typed)[:TYPED].strip().casefold()
        fit = [each for each in there if wanted in each.casefold()]
        return [app_commands.Choice(name=each, value=each) for each in fit[: limits.OPTIONS]]

    async def _offered(self, interaction: Interaction, typed: Any) -> list[Letter]:
        """Returns the letters that somebody may mean and can read; none for whoever is nowhere."""
        try:
            sight = await self._sight(interaction)
            return await life.searching.offered(self.office, sight, str(typed)[:TYPED], limits.OPTIONS)
        except (Refusal, StoreFailed, TryLater):
            return []


async def _receive(interaction: Interaction) -> None:
    """Tells Discord that a press arrived, where it may take long to see which servers somebody is in."""
    if interaction.guild_id is None:
        await receive(interaction, changes_card=True)


def _server_of(sight: Sight) -> cards.ServerOf:
    """Returns what names the server of a letter; nothing where they see letters of one server."""
    servers = {each.letterbox.guild_id: each.server for each in sight.memberships}
    return lambda letter: servers.get(letter.guild_id or 0, "") if len(servers) > 1 else ""


def _category(there: Sequence[str], written: str) -> str:
    """Returns which of the categories somebody means. Raises Refusal where there is none of that name."""
    meant = [each for each in there if each.casefold() == written.strip().casefold()]
    if not meant:
        raise Refusal(words.searching.NO_SUCH_CATEGORY.format(category=plain(written)))
    return meant[0]


def _day(written: str, today: date, language: str, read: Callable[[str, date, str], date]) -> int:
    """Returns the midnight of a day that somebody wrote. Raises Refusal."""
    try:
        return days.seconds_of(read(written, today, language))
    except days.DayRefused as error:
        raise Refusal(words.searching.NO_SUCH_DAY.format(written=plain(written))) from error

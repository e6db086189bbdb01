"""What may be shown outside Discord: the one home of consent, for the site and for the export.

A letter may be shown where its letterbox has an archive, its author let it in (`letter.archive`), it is published now,
and it is safe for work unless the host asks for others, too. A response is shown while it stands. Whoever gave one in
their own name is “A reader”, unless the letterbox shows names, they agreed, and they are still known; and if their name
poses as the author's or as a pen name, which on a page looks like theirs. Nothing here
knows who wrote a letter, and no id of Discord’s that stands in a text is passed on.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bot import words
from bot.archive.mentions import without_ids
from bot.errors import NotFound, SealError
from bot.letter import (
    Archive,
    Letter,
    Letterbox,
    Picture,
    Rating,
    Replies,
    Response,
    ResponseKind,
    State,
    Tag,
)
from bot.life import sheets
from bot.life.deletions import has_left
from bot.rules import allowed_names, covering
from bot.rules.entry import DAY
from bot.store.tx import Tx
from bot.store.watching import Watch

#: Letters that are listed in one go.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Reply:
    """A response as it may be shown."""

    number: int  #: counted within the letter; those that are gone leave theirs out
    author: bool  #: whether the author of the letter gave it
    name: str | None = field(repr=False)  #: the pen name, or a member's; None: the author's, or “A reader”
    day: int  #: Unix seconds, a midnight (UTC)
    text: str = field(repr=False)
    answers: int | None  #: the number of the response that it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A letter as it may be shown."""

    number: int  #: counted within the server
    title: str = field(repr=False)
    text: str = field(repr=False)
    category: str
    rating: Rating
    rated: bool  #: whether the rating says anything in that letterbox
    warning: str | None = field(repr=False)  #: text and pictures are covered then
    day: int  #: on which it was published: Unix seconds, a midnight (UTC)
    revised: int | None  #: the same, for the last revision
    replies: Replies
    url: str  #: where it stands on Discord
    language: str  #: Discord's code of its letterbox's language
    pictures: Sequence[Picture] = field(default=(), repr=False)
    responses: Sequence[Reply] = ()
    related: tuple[int, str] | None = None  #: number and title of the letter most like it, which is shown, too

    @property
    def mature(self) -> bool:
        """Whether it is not safe for work."""
        return self.rating is Rating.MATURE


@dataclass(frozen=True, slots=True)
class Listing:
    """Which letters may be shown, by number, in order; and the letterboxes that they are in."""

    ids: dict[int, int]  #: the letters' ids by their numbers
    letterboxes: dict[int, Letterbox]
    named: frozenset[Tag]  #: the marks of members who agreed to their names
    mature: bool  #: whether letters that are not safe for work are among them


async def listing(watch: Watch, guild_id: int, *, mature: bool) -> Listing:
    """Returns which letters of a server may be shown now; `mature`: also those that are not safe for work.

    None of one that the bot was removed from: nobody there can take a letter back, or turn the archive off.
    """
    async with watch.reading() as tx:
        every = [each for each in await tx.letterboxes_of(guild_id) if each.archive]
        there = {each.id: each for each in every if not await has_left(tx, each.id)}
        found = Listing({}, there, await tx.named_in_archive(guild_id), mature)
    after = 0
    while True:
        async with watch.reading() as tx:
            letters = await tx.archived(guild_id, after, BATCH)
        if not letters:
            return found
        for number, letter in letters.items():
            after = number
            if letter is not None and _may(found, letter):
                found.ids[number] = letter.id


async def letters(watch: Watch, found: Listing) -> AsyncGenerator[Shown | None]:
    """Yields them in the order of their numbers, one at a time: pictures are large. None for one that may be shown no
    more by then."""
    for letter_id in found.ids.values():
        shown: Shown | None = None
        with suppress(SealError):  # of a damaged one, as of one that may not be shown, nothing stays
            async with watch.reading() as tx:
                letter = await tx.letter(letter_id)
                shown = await _shown(tx, found, letter) if _may(found, letter) else None
        yield shown


def _may(found: Listing, letter: Letter) -> bool:
    """Returns whether a letter may be shown."""
    fits = found.mature or letter.rating is Rating.SAFE
    told = letter.state is State.PUBLISHED and letter.archive is Archive.TOLD
    return fits and told and letter.letterbox_id in found.letterboxes


async def _shown(tx: Tx, found: Listing, letter: Letter) -> Shown:
    letterbox = found.letterboxes[letter.letterbox_id or 0]
    said = await sheets.composed(tx, letter)
    pictures = covering.as_seen(letter, await tx.pictures(letter.id))
    named = found.named if letterbox.archive_names else frozenset[Tag]()
    responses = [each for each in await tx.standing_responses(letter.id) if each.text.strip()]
    borne = [each.name for each in responses if each.kind is ResponseKind.PEN]
    return Shown(
        number=letter.number or 0,
        title=without_ids(letter.title or said.title or ""),
        text=without_ids(said.text),
        category=without_ids(letter.category or letterbox.categories[0]),
        rating=letter.rating,
        rated=letterbox.shows(letter.rating),
        warning=None if letter.warning is None else without_ids(letter.warning),
        day=_day(letter.published_at or 0),
        revised=None if letter.revised_at is None else _day(letter.revised_at),
        replies=letter.replies,
        url=words.author.url(letter),
        language=letterbox.language,
        pictures=[replace(each, alt=without_ids(each.alt)) for each in pictures],
        responses=[_reply(each, named, borne) for each in responses],
        related=await _related(tx, found, letter),
    )


async def _related(tx: Tx, found: Listing, letter: Letter) -> tuple[int, str] | None:
    """Returns the letter that a letter links to on Discord, where it is shown, too."""
    with suppress(NotFound, SealError):
        other = None if letter.related_id is None else await tx.letter(letter.related_id)
        if other is not None and found.ids.get(other.number or 0) == other.id and _may(found, other):
            return other.number or 0, without_ids(other.title or "")
    return None


def _reply(response: Response, named: Collection[Tag], borne: Collection[str]) -> Reply:
    author, pen = (response.kind is each for each in (ResponseKind.AUTHOR, ResponseKind.PEN))
    agreed = response.kind is ResponseKind.OPEN and response.mark in named
    shown = pen or (agreed and not allowed_names.poses(response.name, borne))
    name = without_ids(response.name) if shown else None
    return Reply(response.number, author, name, _day(response.at), without_ids(response.text), response.answers)


def _day(seconds: int) -> int:
    return seconds // DAY * DAY

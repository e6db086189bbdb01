"""What is published, as whoever indexes it reads it: still sealed, since opening takes its time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.letter import AT_DESK, Letterbox, Rating, State
from bot.rules import pages
from bot.sealing.names import SEALED
from bot.sealing.seal import Seal
from bot.store.tables.rows import QUERIES, Row, Rows, every


@dataclass(frozen=True, slots=True)
class Published:
    """A published letter, its title and text still sealed."""

    id: int
    letterbox_id: int
    number: int
    category: str | None
    rating: str
    published_at: int | None  #: Unix seconds
    channel_id: int | None
    sealed_title: bytes | None
    sealed_texts: tuple[bytes, ...]

    def opened(self, seal: Seal) -> tuple[str, str]:
        """Return its title and text; may be called on any thread. Raises SealError."""
        title = b"" if self.sealed_title is None else seal.open(self.sealed_title, _about("letter", "title", self.id))
        about = _about("part", "text", self.id)
        texts = [seal.open(sealed, about).strip(b"\0").decode() for sealed in self.sealed_texts]
        return title.strip(b"\0").decode(), pages.join(texts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a published letter stands, as far as that tells who reads it."""

    id: int
    letterbox_id: int
    channel_id: int
    rating: Rating


class PublicTable(Rows):
    """What is published."""

    async def public_letters(self, letterbox: Letterbox, limit: int, below: int) -> tuple[list[Published], int]:
        """Look at up to `limit` letters of a letterbox's server with numbers below that, the highest first.

        Returns those of the letterbox that are published, and below which number to go on; 0 where there is none.
        """
        return await self._below(letterbox, limit, below, frozenset({State.PUBLISHED}))

    async def letters_at_desk(self, letterbox: Letterbox, limit: int, below: int) -> tuple[list[Published], int]:
        """The same of those whose text a desk can read."""
        return await self._below(letterbox, limit, below, AT_DESK)

    async def _below(
        self, letterbox: Letterbox, limit: int, below: int, states: Collection[State]
    ) -> tuple[list[Published], int]:
        asked = QUERIES.letters_below(
            self._connection, guild_id=letterbox.guild_id, below=below, limit=limit, at_desk=State.HELD in states
        )
        rows = await every(asked)
        ours = [each for each in rows if each["state"] in states and each["letterbox_id"] == letterbox.id]
        return _whole(ours), min((row["number"] for row in rows), default=0)

    async def public_letter(self, letter_id: int) -> Published | None:
        """Return a letter if it is published, else None."""
        return next(iter(_whole(await every(QUERIES.public_letter(self._connection, letter_id=letter_id)))), None)

    async def last_number(self, guild_id: int) -> int:
        """Return the highest number of a server's letters; 0 where there is none."""
        rows = await every(QUERIES.newest_letters(self._connection, guild_id=guild_id, limit=1))
        return rows[0]["number"] if rows else 0

    async def public_between(self, guild_id: int, first: int, last: int) -> list[Place]:
        """Return where the published letters of a server with these numbers stand."""
        rows = await every(QUERIES.public_between(self._connection, guild_id=guild_id, first=first, last=last))
        return [Place(row["id"], row["letterbox_id"], row["channel_id"], Rating(row["rating"])) for row in rows]


def _whole(rows: Iterable[Row]) -> list[Published]:
    """Return the letters that these rows of their parts are about, the highest number first."""
    found = dict[int, list[Row]]()
    for row in rows:
        found.setdefault(row["id"], []).append(row)
    letters = [_published(parts) for parts in found.values()]
    return sorted(letters, key=lambda letter: letter.number, reverse=True)


def _published(rows: list[Row]) -> Published:
    row = rows[0]
    parts = sorted((each for each in rows if each["position"] is not None), key=lambda each: each["position"])
    return Published(
        row["id"],
        row["letterbox_id"],
        row["number"],
        row["category"],
        row["rating"],
        row["published_at"],
        row["channel_id"],
        row["sealed_title"],
        tuple(each["sealed_text"] for each in parts),
    )


def _about(table: str, column: str, letter_id: int) -> str:
    return SEALED[table][f"sealed_{column}"].format(id=letter_id, letter_id=letter_id)

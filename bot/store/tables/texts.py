"""The contents of a letter: parts, pictures, and the messages of its further pages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.letter import Part, Picture, Sealed, Tag
from bot.sealing.names import SEALED
from bot.store.tables.rows import QUERIES, Row, Rows, every

#: First byte of the sealed description of a picture.
SPOILER, NO_SPOILER = b"1", b"0"


class TextTables(Rows):
    """The contents of a letter: parts, pictures, and the messages of its further pages."""

    async def parts(self, letter_id: int) -> list[Part]:
        """Return a letter's parts, in order."""
        return [part for _, part in await self._placed_parts(letter_id)]

    async def _contents(self, letter_id: int, kind: str) -> list[Row]:
        """Return the rows of a letter's parts or pictures, in order: whoever asks for one asks for the other, too."""
        rows = await every(QUERIES.contents(self._connection, letter_id=letter_id))
        return sorted((row for row in rows if row["kind"] == kind), key=lambda row: row["position"])

    async def _placed_parts(self, letter_id: int) -> list[tuple[int, Part]]:
        rows = await self._contents(letter_id, "part")
        texts = [self._opened(row["sealed_text"], "part", "text", letter_id) for row in rows]
        return [(row["position"], Part(text, row["source_tag"])) for row, text in zip(rows, texts, strict=True)]

    async def save_parts(self, letter_id: int, parts: Sequence[Part]) -> None:
        """Replace a letter's parts. Only what changed is written: a draft may be made of a thousand messages."""
        placed = await self._placed_parts(letter_id)
        before = [part for _, part in placed]
        first = _same(before, parts)
        # Parts after a change keep their positions, unless there is no room before them.
        rest = _same(before[first:][::-1], parts[first:][::-1]) if len(parts) <= len(before) else 0
        gone, new = placed[first : len(placed) - rest], parts[first : len(parts) - rest]
        if gone:
            await QUERIES.drop_some_parts(self._connection, letter_id=letter_id, first=gone[0][0], last=gone[-1][0])
        start = gone[0][0] if gone else placed[-1][0] + 1 if placed else 0
        for position, part in enumerate(new, start):
            await QUERIES.add_part(
                self._connection,
                letter_id=letter_id,
                position=position,
                text=self._sealed(part.text, "part", "text", letter_id),
                source=part.source,
            )

    async def letter_from(self, source: Tag) -> int | None:
        """Return the id of the letter that a direct message went into, or None."""
        return await QUERIES.letter_from(self._connection, source=source)

    async def pictures(self, letter_id: int) -> list[Picture]:
        """Return a letter's pictures, in order."""
        if not await self._contents(letter_id, "picture"):
            return []
        rows = await every(QUERIES.pictures(self._connection, letter_id=letter_id))
        about = SEALED["picture"]["sealed_data"].format(letter_id=letter_id)
        return [self._picture(letter_id, row, self._seal.open(row["sealed_data"], about)) for row in rows]

    async def described_pictures(self, letter_id: int) -> dict[int, Picture]:
        """Return a letter's pictures by position, without their data."""
        rows = await self._contents(letter_id, "picture")
        return {row["position"]: self._picture(letter_id, row, b"") for row in rows}

    def _picture(self, letter_id: int, row: Row, data: bytes) -> Picture:
        names = SEALED["picture"]
        mark, about = row["sealed_attachment"], row["sealed_about"]  # NULL: stored by an older version
        if mark is not None:
            mark = Tag(self._seal.open(mark, names["sealed_attachment"].format(letter_id=letter_id)))
        said = b"" if about is None else self._seal.open(about, names["sealed_about"].format(letter_id=letter_id))
        alt = said[1:].rstrip(b"\0").decode()  # zeros where it was overwritten
        return Picture(row["name"], data, row["source_tag"], mark, said[:1] == SPOILER, alt)

    def _about(self, letter_id: int, picture: Picture) -> Sealed:
        said = (SPOILER if picture.spoiler else NO_SPOILER) + picture.alt.encode()
        return self._seal.seal(said, SEALED["picture"]["sealed_about"].format(letter_id=letter_id))

    def _attachment(self, letter_id: int, picture: Picture) -> Sealed | None:
        about = SEALED["picture"]["sealed_attachment"].format(letter_id=letter_id)
        return None if picture.attachment is None else self._seal.seal(picture.attachment, about)

    async def picture_count(self, letter_id: int) -> int:
        """Return how many pictures a letter has."""
        return await QUERIES.picture_count(self._connection, letter_id=letter_id)

    async def pictures_kept(self, letter_id: int) -> tuple[int, int]:
        """Return how many pictures a letter has, and how many bytes they take in the database."""
        row = await QUERIES.pictures_kept(self._connection, letter_id=letter_id)
        return row["pictures"], row["bytes"]

    async def add_picture(self, letter_id: int, picture: Picture) -> None:
        """Add a picture after the others."""
        await QUERIES.add_picture(
            self._connection,
            letter_id=letter_id,
            name=picture.name,
            data=self._seal.seal(picture.data, SEALED["picture"]["sealed_data"].format(letter_id=letter_id)),
            source=picture.source,
            attachment=self._attachment(letter_id, picture),
            about=self._about(letter_id, picture),
        )

    async def replace_pictures(self, letter_id: int, pictures: Sequence[Picture]) -> None:
        """Give a letter these pictures in place of its own."""
        await QUERIES.drop_all_pictures(self._connection, letter_id=letter_id)
        for picture in pictures:
            await self.add_picture(letter_id, picture)

    async def describe_picture(self, letter_id: int, position: int, picture: Picture) -> None:
        """Change only whether a picture is behind a spoiler, and its description, to those of `picture`."""
        await QUERIES.describe_picture(
            self._connection, letter_id=letter_id, position=position, about=self._about(letter_id, picture)
        )

    async def drop_picture(self, letter_id: int, position: int) -> None:
        """Delete the picture at this position."""
        await QUERIES.drop_picture(self._connection, letter_id=letter_id, position=position)

    async def drop_pictures(self, letter_id: int, source: Tag) -> None:
        """Delete the pictures that came with this direct message."""
        await QUERIES.drop_pictures(self._connection, letter_id=letter_id, source=source)

    async def take_back(self, letter_id: int, source: Tag) -> None:
        """Note that this direct message was deleted: what came from it goes when the letter is its author's again."""
        await QUERIES.take_back_part(self._connection, letter_id=letter_id, source=source)
        await QUERIES.take_back_pictures(self._connection, letter_id=letter_id, source=source)

    async def taken_back(self, letter_id: int) -> list[Tag]:
        """Return the marks of the direct messages for which that was noted."""
        return [row["source_tag"] for row in await every(QUERIES.taken_back(self._connection, letter_id=letter_id))]

    async def pages(self, letter_id: int) -> list[int]:
        """Return the message ids of a letter's further pages, in order."""
        return [*(await self.placed_pages(letter_id)).values()]

    async def placed_pages(self, letter_id: int) -> dict[int, int]:
        """Return the same by position, from 1; one that could not be posted is missing."""
        rows = await every(QUERIES.pages(self._connection, letter_id=letter_id))
        return {row["position"]: row["message_id"] for row in rows}

    async def add_page(self, letter_id: int, position: int, message_id: int) -> None:
        """Record the message of a further page; positions count from 1."""
        await QUERIES.add_page(self._connection, letter_id=letter_id, position=position, message_id=message_id)

    async def forget_pages(self, letter_id: int, first: int = 0) -> None:
        """Forget where a letter's further pages are, from the `first` position on."""
        await QUERIES.forget_pages(self._connection, letter_id=letter_id, first=first)


def _same(some: Sequence[Part], others: Sequence[Part]) -> int:
    """Return how many parts are the same from the beginning."""
    pairs = zip(some, others, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others)))

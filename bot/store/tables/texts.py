"""What a letter says: parts, pictures, pages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.letter import Part, Picture, Tag
from bot.sealing.names import SEALED
from bot.store.tables.rows import QUERIES, Rows, every


class TextTables(Rows):
    """What a letter says: parts, pictures, pages."""

    async def parts(self, letter_id: int) -> list[Part]:
        rows = await every(QUERIES.parts(self._connection, letter_id=letter_id))
        return [Part(self._opened(row["sealed_text"], "part", "text", letter_id), row["source_tag"]) for row in rows]

    async def save_parts(self, letter_id: int, parts: Sequence[Part]) -> None:
        await QUERIES.drop_parts(self._connection, letter_id=letter_id)
        for position, part in enumerate(parts):
            await QUERIES.add_part(
                self._connection,
                letter_id=letter_id,
                position=position,
                text=self._sealed(part.text, "part", "text", letter_id),
                source=part.source,
            )

    async def letter_from(self, source: Tag) -> int | None:
        return await QUERIES.letter_from(self._connection, source=source)

    async def pictures(self, letter_id: int) -> list[Picture]:
        rows = await every(QUERIES.pictures(self._connection, letter_id=letter_id))
        about = SEALED["picture"]["sealed_data"].format(letter_id=letter_id)
        return [Picture(row["name"], self._seal.open(row["sealed_data"], about), row["source_tag"]) for row in rows]

    async def picture_count(self, letter_id: int) -> int:
        return await QUERIES.picture_count(self._connection, letter_id=letter_id)

    async def add_picture(self, letter_id: int, picture: Picture) -> None:
        await QUERIES.add_picture(
            self._connection,
            letter_id=letter_id,
            name=picture.name,
            data=self._seal.seal(picture.data, SEALED["picture"]["sealed_data"].format(letter_id=letter_id)),
            source=picture.source,
        )

    async def drop_pictures(self, letter_id: int, source: Tag) -> None:
        await QUERIES.drop_pictures(self._connection, letter_id=letter_id, source=source)

    async def pages(self, letter_id: int) -> list[int]:
        return [row["message_id"] for row in await every(QUERIES.pages(self._connection, letter_id=letter_id))]

    async def place_page(self, letter_id: int, position: int, message_id: int) -> None:
        await QUERIES.place_page(self._connection, letter_id=letter_id, position=position, message_id=message_id)

    async def forget_pages(self, letter_id: int) -> None:
        await QUERIES.forget_pages(self._connection, letter_id=letter_id)

"""Pictures that come with a form: they are added to its draft, whose text is kept before any of them is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from bot import words
from bot.language import Sentence
from bot.letter import Person, Picture
from bot.life.drafts import PictureRoom, changed, own_draft, picture_room
from bot.life.office import Office


async def room_in(office: Office, person: Person, letter_id: int) -> PictureRoom:
    """Return the room for pictures in this person's draft. Raises NotYours, NotFound, WrongState."""
    async with office.store.transaction() as tx:
        return await picture_room(office, tx, person, await own_draft(office, tx, letter_id, person))


async def add_pictures(office: Office, person: Person, letter_id: int, pictures: Sequence[Picture]) -> list[Sentence]:
    """Add the pictures of a form to this person's draft. Returns sentences about what there was no room for. Raises
    NotYours, NotFound, WrongState."""
    async with office.transaction() as tx:
        draft, all_fit = await own_draft(office, tx, letter_id, person), True
        room = await picture_room(office, tx, person, draft)
        for picture in pictures:
            if room.takes(len(picture.data)):
                await tx.add_picture(draft.id, picture)
            else:
                all_fit = False
        await changed(office, tx, draft)
        return [] if all_fit else [words.left_out.too_many_pictures(full=room.in_letter <= 0)]

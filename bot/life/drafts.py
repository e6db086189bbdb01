"""Steps that the verbs about drafts share: starting one, adding to it, following its messages and its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot import words
from bot.errors import Refusal, WrongState
from bot.language import Said, Sentence
from bot.letter import (
    EDITABLE,
    Archive,
    DraftSheet,
    Kind,
    Letter,
    Letterbox,
    Membership,
    Part,
    Person,
    Picture,
    State,
    Tag,
    Verb,
    new_id,
)
from bot.life import going_on, inbox, outbox, sheets
from bot.life.office import Office, change_state, own_letter
from bot.rules import entry, letterboxes, pages, titles
from bot.rules.picture_values import MAX_IMAGES
from bot.sealing import names
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment that a direct message has now, whether or not a picture could be made of it."""

    id: int = field(repr=False)
    name: str = field(repr=False)
    spoiler: bool
    alt: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """A direct message that somebody wrote to the bot."""

    id: int = field(repr=False)
    text: str = field(repr=False)
    pictures: Sequence[Picture] = ()
    attachments: Sequence[Attachment] = ()
    #: Sentences about what could not be taken, such as a sticker.
    left_out: Sequence[Said] = ()
    remarks: Sequence[Said] = ()  #: sentences about where a text comes from, true once it is in a draft
    edited: int = field(default=0, repr=False)  #: Unix microseconds; 0 when it was never edited


async def start_draft(office: Office, tx: Tx, person: Person, letterbox: Letterbox | None) -> Letter:
    """Add an empty draft for this person; whoever fills it calls `changed`.

    Raises Refusal when they have `entry.MAX_DRAFTS` already.
    """
    await check_room(office, tx, person)
    letter_id = new_id()
    author = office.seal.seal_person(person, names.author_of(letter_id))
    return await tx.add_letter(letter_id, author, letterbox, entry.draft_end(office.now))


async def check_room(office: Office, tx: Tx, person: Person) -> None:
    """Raise Refusal when this person has as many drafts as one may have."""
    drafts = sum(draft.state is State.DRAFT for draft in await going_on.open_drafts(office, tx, person))
    if drafts >= entry.MAX_DRAFTS:
        raise Refusal(words.writing.TOO_MANY_DRAFTS.format(drafts=words.numbers.DRAFTS.format(count=drafts)))


async def check_picture_room(office: Office, tx: Tx, person: Person, letter_id: int) -> None:
    """Raise Refusal when this person's open drafts leave no room for the pictures of one more."""
    pictures, size = await tx.pictures_kept(letter_id)
    room = await picture_room(office, tx, person, None)
    if pictures > room.in_drafts or size > room.bytes:
        raise Refusal(words.writing.NO_ROOM_FOR_ITS_PICTURES)


async def changed(office: Office, tx: Tx, draft: Letter) -> None:
    """Keep a draft for longer, since its writer changed it.

    A letter that was sent back is not: its desk sees when it is erased, and would learn when its author last changed
    it.
    """
    until = entry.draft_end(office.now)
    if draft.state is State.DRAFT and draft.kept_until != until:
        await tx.keep_draft(draft.id, until)
    await _tell_of_archive(tx, draft.id)


async def _tell_of_archive(tx: Tx, draft_id: int) -> None:
    """Note whether the card that follows says that the letter will stand in an archive."""
    draft = await tx.letter(draft_id)
    letterbox = await tx.letterbox_of(draft)
    told = letterbox is not None and words.archive.of_draft(draft, letterbox) is not None
    archive = Archive.TOLD if told else Archive.UNTOLD
    if draft.archive not in (archive, Archive.OUT):
        await tx.set_archive(draft_id, archive)


async def throw_away(office: Office, tx: Tx, draft: Letter) -> None:
    """Delete a draft for good; a letter that was sent back is withdrawn instead."""
    if draft.state is State.RETURNED:
        await change_state(office, tx, draft, Verb.WITHDRAW)
        await outbox.send(tx, Kind.DESK_CARD, draft.id, now=office.now)
        await outbox.send(tx, Kind.DRAFT_CARD, draft.id, now=office.now)
    await inbox.recheck(office, tx, draft, at_once=False)
    await tx.discard(draft.id)


async def address(tx: Tx, draft: Letter, memberships: Sequence[Membership]) -> Letter:
    """Address a draft that has no letterbox yet to the only one its writer can reach, if there is only one."""
    letterbox = letterboxes.only(memberships)
    if draft.letterbox_id is not None or letterbox is None:
        return draft
    await tx.address(draft.id, letterbox)
    return await tx.letter(draft.id)


async def add_message(
    office: Office, tx: Tx, draft: Letter, person: Person, message: Message, source: Tag, *, first: bool = False
) -> list[Sentence]:
    """Add the text and the pictures of a direct message to a draft, at its end or as the `first`.

    Returns sentences about what there was no room for.
    """
    pictures = [replace(picture, source=source) for picture in message.pictures]
    left_out = await add_pictures(office, tx, draft, person, pictures) if pictures else []
    parts = await tx.parts(draft.id)
    if len(parts) >= entry.MAX_PARTS and message.text.strip():
        messages = words.numbers.MESSAGES.format(count=len(parts))
        return [words.left_out.TOO_MANY_PARTS.format(messages=messages), *left_out]
    fits, left = pages.room(pages.join([part.text for part in parts]), message.text.strip())
    if entry.says_something(fits):
        parts.insert(0 if first else len(parts), Part(fits, source))
        await tx.save_parts(draft.id, parts)
    return [words.left_out.too_long(left), *left_out] if left.strip() else left_out


async def add_pictures(
    office: Office, tx: Tx, draft: Letter, person: Person, pictures: Sequence[Picture]
) -> list[Sentence]:
    """Add pictures to a draft. Returns sentences about those that there was no room for."""
    room, all_fit = await picture_room(office, tx, person, draft), True
    for picture in pictures:
        if room.takes(len(picture.data)):
            await tx.add_picture(draft.id, picture)
        else:
            all_fit = False
    return [] if all_fit else [words.left_out.too_many_pictures(full=room.in_letter <= 0)]


@dataclass(slots=True)
class PictureRoom:
    """How many more pictures there is room for; counts down as they are taken."""

    in_letter: int
    in_drafts: int  #: in all drafts of one person together
    bytes: int  #: in all drafts of one person together

    @property
    def pictures(self) -> int:
        """How many more pictures can be taken at most."""
        return max(0, min(self.in_letter, self.in_drafts)) if self.bytes > 0 else 0

    def takes(self, size: int) -> bool:
        """Return whether there is room for a picture of `size` bytes; if so, that room is used up."""
        fits = self.pictures > 0 and size <= self.bytes
        if fits:
            self.in_letter, self.in_drafts, self.bytes = self.in_letter - 1, self.in_drafts - 1, self.bytes - size
        return fits


async def picture_room(office: Office, tx: Tx, person: Person, draft: Letter | None) -> PictureRoom:
    """Return the room for one person's pictures in one of their drafts, or (None) in a new one."""
    kept = {each.id: await tx.pictures_kept(each.id) for each in await going_on.open_drafts(office, tx, person)}
    pictures, size = (sum(each[at] for each in kept.values()) for at in (0, 1))
    here = kept.get(draft.id, (0, 0))[0] if draft is not None else 0
    return PictureRoom(MAX_IMAGES - here, entry.MAX_PICTURES - pictures, entry.MAX_PICTURE_BYTES - size)


def with_message(parts: Sequence[Part], source: Tag, text: str) -> list[Part]:
    """Return the parts with `text` as that of the message marked `source`; parts without any text are left out."""
    known = any(part.source == source for part in parts)
    changed = [Part(text, source) if part.source == source else part for part in parts]
    if not known:
        changed.append(Part(text, source))
    return [part for part in changed if entry.says_something(part.text)]


async def pictures_to_change(
    office: Office, tx: Tx, letter_id: int, message: Message, source: Tag
) -> dict[int, Picture | None]:
    """Return the pictures of a letter, by position, that differ from those of the message they came with.

    None stands for a picture that the message no longer has.
    """
    there = {office.message_tag(each.id): each for each in message.attachments}
    known = await tx.described_pictures(letter_id)
    own = {position: picture for position, picture in known.items() if picture.source == source}
    changes = dict[int, Picture | None]()
    for position, picture in own.items():
        if picture.attachment is None:  # from before attachments had marks: keep all of them, or none
            if len(there) < len(own):
                changes[position] = None
        elif (now := there.get(picture.attachment)) is None:
            changes[position] = None
        elif (now.spoiler, now.alt) != (picture.spoiler, picture.alt):
            changes[position] = replace(picture, spoiler=now.spoiler, alt=now.alt)
    return changes


async def change_pictures(tx: Tx, letter_id: int, changes: Mapping[int, Picture | None]) -> None:
    """Apply the changes that `pictures_to_change` found."""
    for position, picture in changes.items():
        if picture is None:
            await tx.drop_picture(letter_id, position)
        else:
            await tx.describe_picture(letter_id, position, picture)


async def drop_source(office: Office, tx: Tx, letter_id: int, source: Tag) -> None:
    """Remove what came from one direct message from its draft; from a letter already sent, when it comes back."""
    letter = await tx.letter(letter_id)
    if letter.state not in EDITABLE:
        return await tx.take_back(letter_id, source)
    parts = await tx.parts(letter_id)
    await follow_title(tx, letter, parts, [part for part in parts if part.source != source])
    await tx.drop_pictures(letter_id, source)
    await changed(office, tx, letter)
    await outbox.send(tx, Kind.DRAFT_CARD, letter_id, now=office.now)


async def follow_title(tx: Tx, draft: Letter, before: Sequence[Part], after: Sequence[Part]) -> None:
    """Save a draft's new parts. A title that was taken from its first line follows that line."""
    await tx.save_parts(draft.id, after)
    was, now = (titles.of_parts(parts, None) for parts in (before, after))
    if was.title is not None and was.title == draft.title:
        await tx.save_draft(replace(draft, title=now.title))


async def draft_sheet(
    office: Office, tx: Tx, draft: Letter, person: Person, memberships: Sequence[Membership]
) -> DraftSheet:
    """Return what the draft card shows this person now."""
    sheet = await sheet_to_send(office, tx, draft, person, memberships)
    if draft.state is not State.DRAFT or draft.revises is not None:
        return sheet
    sheet = replace(sheet, answers=await sheets.answerable(tx, office.mine(person), memberships, office.now))
    other = await going_on.offered(office, tx, draft, person)
    if other is not None:
        sheet = replace(sheet, goes_on=replace(other, title=await sheets.called(tx, other)))
    return sheet


async def sheet_to_send(
    office: Office, tx: Tx, draft: Letter, person: Person, memberships: Sequence[Membership]
) -> DraftSheet:
    """Return the same without what else the card offers to do with a draft: all that the rules look at."""
    mine, marks = office.mine(person), office.marks(person, draft.guild_id)
    language = letterboxes.reader(person, memberships).language
    return await sheets.draft_sheet(tx, draft, language, memberships, mine, marks, office.now)


async def all_parts(tx: Tx, draft: Letter) -> list[Part]:
    """Return what a draft says, its title first unless that stands in its text as well."""
    said = await sheets.composed(tx, draft)
    heading = [Part(draft.title, None)] if draft.title and not said.heading else []
    return [*heading, *await tx.parts(draft.id)]


async def own_draft_taken_up(office: Office, tx: Tx, letter_id: int, person: Person) -> Letter:
    """Return what `own_draft` returns: a draft that its writer goes on with, so that it is their current one."""
    draft = await own_draft(office, tx, letter_id, person)
    await going_on.take_up(office, tx, person, draft)
    return draft


async def own_draft(office: Office, tx: Tx, letter_id: int, person: Person) -> Letter:
    """Return this person's draft or returned letter. Raises NotYours, NotFound, WrongState when it was sent already."""
    draft = await own_letter(office, tx, letter_id, person)
    if draft.state not in EDITABLE:
        raise WrongState(words.writing.already_sent(draft))
    return draft

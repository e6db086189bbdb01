"""What each card shows, read in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256

from bot import words
from bot.errors import TryLater
from bot.language import ENGLISH, Said
from bot.language.lengths import cut
from bot.letter import (
    EDITABLE,
    Conduct,
    Decision,
    DraftSheet,
    Letter,
    Membership,
    Memberships,
    Mine,
    Picture,
    PublicSheet,
    Rating,
    ReportSheet,
    ReviewSheet,
    Revision,
    State,
    Tag,
    Verb,
)
from bot.life.alike import Alike
from bot.life.heard import decided_by, notes, quorum_of, voices
from bot.rules import covering, crisis, entry, revisions, third_parties, titles
from bot.rules.entry import SOON
from bot.rules.titles import Composed
from bot.sealing.seal import Seal
from bot.store.tx import Tx

#: Code units of what changed, on a card that shows a page of the letter as well.
CHANGES_SHOWN = 1_000
#: Characters of a draft without a title by which it is told from others.
FIRST_WORDS = 40


async def composed(tx: Tx, letter: Letter) -> Composed:
    """Return a letter's title and text as they will be published."""
    return titles.of_parts(await tx.parts(letter.id), letter.title)


async def called(tx: Tx, letter: Letter) -> str | None:
    """Return what tells a letter from others: its title as it will be published, else its first words."""
    said = await composed(tx, letter)
    return said.title or (cut(" ".join(said.text.split()), FIRST_WORDS) or None)


async def draft_sheet(
    tx: Tx,
    letter: Letter,
    language: str,
    memberships: Sequence[Membership],
    mine: Mine,
    marks: Collection[Tag],
    now: int,
) -> DraftSheet:
    """Return a draft as its writer sees it, in their language.

    `mine` recognises their letters, `marks` are both of theirs in the server that the draft is for. Raises TryLater
    when nothing can be known about that server now: it would look as if they had left it.
    """
    if letter.state in EDITABLE and letter.guild_id in unknown_of(memberships):
        raise TryLater("the server of a draft is not known now")
    said = await composed(tx, letter)
    return DraftSheet(
        letter=letter,
        language=language,
        title=said.title,
        text=said.text,
        pictures=[*(await tx.described_pictures(letter.id)).values()],
        memberships=[membership for membership in memberships if membership.letterbox.id == letter.letterbox_id]
        if letter.number is not None
        else memberships,
        note=await _note(tx, letter),
        conduct=await _conduct(tx, letter, mine, marks, now),
        now=now,
    )


async def _conduct(tx: Tx, draft: Letter, mine: Mine, marks: Collection[Tag], now: int) -> Conduct:
    if draft.letterbox_id is None or draft.guild_id is None:
        return Conduct()
    waiting, sent = await tx.sent_to(draft.letterbox_id, mine, draft.id, now - entry.DAY)
    return Conduct(waiting, sent, await tx.blocks_of(draft.guild_id, marks, now))


async def answerable(tx: Tx, mine: Mine, memberships: Sequence[Membership], now: int) -> Letter | None:
    """Return the published letter that this person was last told about, or None if that was longer than `SOON` ago."""
    return await tx.last_told(mine, guilds_of(memberships), now - SOON)


def guilds_of(memberships: Sequence[Membership]) -> set[int]:
    """Return the ids of these letterboxes' servers, and of those that may be theirs but cannot be known now."""
    return {membership.letterbox.guild_id for membership in memberships} | unknown_of(memberships)


def unknown_of(memberships: Sequence[Membership]) -> frozenset[int]:
    """Return the ids of the servers that may be theirs but cannot be known now."""
    return memberships.unknown if isinstance(memberships, Memberships) else frozenset()


async def review_sheet(tx: Tx, seal: Seal, letter: Letter, now: int, alike: Alike) -> ReviewSheet:
    """Return a letter as the desk may see it: text, pictures, the last decision and its moderator, flags and blocks."""
    said = await composed(tx, letter)
    decision = await tx.last_decision(letter.id)
    needed = await quorum_of(tx, letter)
    return ReviewSheet(
        letter=letter.for_the_desk(),
        language=await language_of_letter(tx, letter),
        text=said.text,
        pictures=await tx.pictures(letter.id),
        decision=decision,
        moderator=decided_by(seal, letter.id, decision.moderator) if decision else None,
        letterbox=await _told_apart(tx, letter),
        flags=await flags(tx, letter, said),
        others=await others(tx, letter, said),
        crisis=await words_of_crisis(tx, letter, said),
        alike=await alike.number(tx, letter, said.title, said.text),
        blocks=await tx.blocks_on(letter.id, now),
        rated=await _rated(tx, letter),
        changes=await _changes(tx, letter, decision),
        revises=None if letter.revises is None else await revised_by(tx, letter),
        notes=await notes(tx, seal, letter),
        quorum=needed,
        voices=await voices(tx, seal, letter) if needed > 1 and letter.state is State.HELD else (),
    )


async def _told_apart(tx: Tx, letter: Letter) -> str:
    """Return the name of a letter's letterbox where several share its desk, else ""."""
    there = [] if letter.guild_id is None else await tx.letterboxes_of(letter.guild_id)
    own = next((each for each in there if each.id == letter.letterbox_id), None)
    shared = own is not None and sum(each.desk_id == own.desk_id for each in there) > 1
    return own.name if own is not None and shared else ""


async def report_sheet(tx: Tx, seal: Seal, letter: Letter) -> ReportSheet:
    """Return what the desk sees of the reports of a letter and of responses to it."""
    reports, decision = await tx.reports(letter.id), await tx.last_word(letter.id)
    numbers = sorted({each.response for each in reports if each.response})
    found = [await tx.response_numbered(letter.id, number) for number in numbers]
    return ReportSheet(
        letter=letter,
        language=await language_of_letter(tx, letter),
        reports=reports,
        responses=[each for each in found if each is not None],
        decision=decision,
        moderator=decided_by(seal, letter.id, decision.moderator) if decision else None,
    )


async def revised_by(tx: Tx, revision: Letter) -> Letter:
    """Return the published letter that a revision is for."""
    assert revision.guild_id is not None and revision.revises is not None
    return await tx.letter_numbered(revision.guild_id, revision.revises)


async def as_read(tx: Tx, letter: Letter) -> revisions.Seen:
    """Return a letter as somebody reads it now."""
    said = await composed(tx, letter)
    title_and_text = f"{said.title or ''}\n{said.text}"
    digests = await _digests(tx, letter)
    return revisions.Seen(title_and_text, letter.category, letter.rating, digests, letter.warning)


async def pictures_differ(tx: Tx, one: Letter, other: Letter) -> bool:
    """Return whether two letters have other pictures, or show them otherwise."""
    covered = [each.warning is not None for each in (one, other)]
    return covered[0] != covered[1] or await _digests(tx, one) != await _digests(tx, other)


async def _digests(tx: Tx, letter: Letter) -> list[str]:
    return [_digest(picture) for picture in await tx.pictures(letter.id)]


def _digest(picture: Picture) -> str:
    return sha256(b"%d%b\0%b" % (picture.spoiler, picture.alt.encode(), picture.data)).hexdigest()


async def _changes(tx: Tx, letter: Letter, decision: Decision | None) -> Revision | None:
    """Return what a revision that waits changes in its letter, or what changed in a letter that the desk had sent back
    and that was sent again; otherwise None."""
    if letter.state is not State.HELD:
        return None
    if letter.revises is not None:
        was = await as_read(tx, await revised_by(tx, letter))
    elif decision and decision.verb is Verb.SEND_BACK and (seen := await tx.seen(letter.id)) is not None:
        was = revisions.unpacked(seen)
    else:
        return None
    now = await as_read(tx, letter)
    text = revisions.changes(was.text, now.text, CHANGES_SHOWN)
    if was.rating is None:
        return Revision(text.text, text.hidden)
    return Revision(
        text.text,
        text.hidden,
        None if was.category == now.category else was.category or "",
        None if was.rating == now.rating else Rating(was.rating),
        [*was.pictures] != [*now.pictures],
        None if was.warning == now.warning else was.warning or "",
    )


async def flags(tx: Tx, letter: Letter, said: Composed) -> Said:
    """Return what the letterbox's rules, as they are now, find in a letter that waits."""
    if letter.state is not State.HELD or letter.letterbox_id is None:
        return ""
    found = entry.verdict(await tx.letterbox(letter.letterbox_id), None, await _whole(tx, letter, said))
    return entry.named([*found.refused, *found.flagged])


async def is_clear(tx: Tx, letter: Letter) -> bool:
    """Return whether nothing in a letter that waits is pointed out to the desk."""
    said = await composed(tx, letter)
    found = await flags(tx, letter, said) or await words_of_crisis(tx, letter, said) or await others(tx, letter, said)
    return not found


async def words_of_crisis(tx: Tx, letter: Letter, said: Composed) -> Said:
    """Return which words of crisis a letter that waits holds, where its letterbox looks for them."""
    found = await crisis_in(tx, letter, said) if letter.state is State.HELD else []
    return words.notable.crisis(found) if found else ""


async def crisis_in(tx: Tx, letter: Letter, said: Composed) -> list[str]:
    """Return the words of crisis in a letter that was sent, where its letterbox looks for them."""
    assert letter.letterbox_id is not None
    letterbox = await tx.letterbox(letter.letterbox_id)
    if not letterbox.crisis:
        return []
    return crisis.find(await _whole(tx, letter, said), letterbox.language, letterbox.crisis_words)


async def others(tx: Tx, letter: Letter, said: Composed) -> Said:
    """Return which data of people a letter that waits holds."""
    found = third_parties.find(await _whole(tx, letter, said)) if letter.state is State.HELD else []
    return words.notable.others([(each.kind.name, each.what) for each in found]) if found else ""


async def _whole(tx: Tx, letter: Letter, said: Composed) -> str:
    pictures = [*(await tx.described_pictures(letter.id)).values()]
    return f"{said.title or ''}\n{entry.in_words(said.text, pictures, letter.warning)}"


async def public_sheet(tx: Tx, letter: Letter, now: int, revision: Letter | None = None) -> PublicSheet:
    """Return a letter as readers see it, dated when it was first published, or `now`; covered where it has a content
    warning. With text and pictures of its `revision`, if there is one."""
    source = revision or letter
    text, pictures = (await composed(tx, source)).text, await tx.pictures(source.id)
    return PublicSheet(
        letter=letter,
        language=await language_of_letter(tx, letter),
        pages=covering.as_read(letter, text) or [""],
        pictures=covering.as_seen(letter, pictures),
        responses=await tx.response_count(letter.id) if letter.published_at else 0,
        published_at=letter.published_at or now,
        rated=await _rated(tx, letter),
    )


async def revised_sheet(tx: Tx, letter: Letter, revision: Letter, now: int) -> PublicSheet:
    """Return a published letter as readers will see it with the text of its revision."""
    revised = replace(letter, title=revision.title, warning=revision.warning, revised_at=now)
    return await public_sheet(tx, revised, now, revision)


async def _note(tx: Tx, letter: Letter) -> str | None:
    if letter.state is not State.RETURNED:
        return None
    decision = await tx.last_decision(letter.id)
    return decision.reason if decision and decision.verb is Verb.SEND_BACK else None


async def _rated(tx: Tx, letter: Letter) -> bool:
    return letter.letterbox_id is not None and (await tx.letterbox(letter.letterbox_id)).shows(letter.rating)


async def language_of_letter(tx: Tx, letter: Letter) -> str:
    """Return the code of the language of the letterbox that a letter went to; English for a draft without one."""
    return ENGLISH.code if letter.letterbox_id is None else (await tx.letterbox(letter.letterbox_id)).language

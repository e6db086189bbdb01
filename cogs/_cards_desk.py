"""What moderators see of a letter to decide about, and of their blocks. Nothing about who wrote, or whom a block is
for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from discord import ButtonStyle

from bot import words
from bot.language import Excerpt, Joined, Packed, Said, Several, lines
from bot.language.markup import isolated, plain, without_small_print
from bot.letter import AUTHORS_OWN, Block, BlockSheet, Letter, Letterbox, Replies, ReviewSheet, Revision, State
from bot.rules import pages
from cogs._cards import (
    GREEN,
    GREY,
    INK,
    PAPER,
    PLUM,
    REASON_SHOWN,
    RED,
    TEAL,
    VIOLET,
    Button,
    Card,
    Embed,
    Item,
    Option,
    Select,
    bold,
    button,
    custom_id,
    item,
    marks,
    page_turns,
)
from cogs._cards_draft import descriptions
from cogs._cards_public import page_card
from cogs._cards_reports import REPORT

#: One accent for each state; `words.desk.CARD_HINT` says it as well.
ACCENTS = {
    State.HELD: PAPER,
    State.RETURNED: INK,
    State.APPROVED: TEAL,
    State.PUBLISHED: GREEN,
    State.REJECTED: RED,
    State.REMOVED: PLUM,
    State.WITHDRAWN: GREY,
    State.MERGED: VIOLET,
}
#: What moderators can do next about a letter, by its state, in the order of the buttons.
NEXT = {
    State.HELD: ("approve", "approve-with", "send-back", "reject", "block", "note"),
    State.RETURNED: ("block",),
    State.REJECTED: ("block",),
    State.APPROVED: ("remove", "block"),
    State.PUBLISHED: ("remove", "block"),
    State.REMOVED: ("restore", "block"),
    State.WITHDRAWN: (),
    State.MERGED: (),
}
STEPS = {
    "approve": (words.reader.APPROVE, ButtonStyle.success),
    "approve-with": (words.labels.APPROVE_WITH, ButtonStyle.secondary),
    "send-back": (words.reader.SEND_BACK, ButtonStyle.secondary),
    "reject": (words.reader.REJECT, ButtonStyle.danger),
    "remove": (words.reader.REMOVE, ButtonStyle.danger),
    "restore": (words.reader.RESTORE, ButtonStyle.success),
    "block": (words.reader.BLOCK, ButtonStyle.secondary),
    "note": (words.notes.NOTE_BUTTON, ButtonStyle.secondary),
}
#: The buttons of a review card, by which it is recognised.
REVIEW = (*STEPS, "read-on")
#: What is pressed, chosen or filled in on a review card.
ON_REVIEW = {*REVIEW, "unblock", "approved-with", "sent-back", "rejected", "removed", "blocked", "reply-mode", "noted"}

BLOCKS_PAGE = 5  #: blocks on one page of the list: a row of buttons
ON_CARD = 4  #: blocks that can be lifted on a review card; the others are in the list


def review_card(sheet: ReviewSheet) -> Card:
    """Returns the card that the desk decides on: number, text, category, rating, length, outcome. It says nothing about
    the author; of a letter that its author has taken back it shows no text."""
    letter = sheet.letter
    over = letter.state is State.WITHDRAWN or (letter.state is State.REJECTED and letter.author is None)
    hidden = over or letter.state in AUTHORS_OWN or letter.state is State.MERGED
    heading = _heading(words.desk.CARD.format(number=letter.number))
    said: list[Said] = [Joined((heading, outcome(sheet)), "")]
    if sheet.decision and sheet.decision.reason and not over:
        said.append(words.desk.REASON_GIVEN.format(reason=Excerpt(sheet.decision.reason)))
    if letter.state is State.HELD and sheet.quorum > 1:
        said += words.quorum.lines(sheet, REASON_SHOWN)
    if letter.state is State.PUBLISHED:
        said.append(words.author.url(letter))
    if letter.state is State.HELD and letter.publish_on is not None:
        said.append(words.dated.DESK.format(day=words.dated.a_day(letter.publish_on)))
    if letter.replies in words.control.MODE_MARK and letter.state is not State.WITHDRAWN:
        said.append(words.control.MODE_MARK[letter.replies])
    if sheet.revises is not None:
        said.append(words.revising.OF.format(number=letter.revises, url=words.author.url(sheet.revises)))
    if letter.trouble:
        said.append(words.desk.TROUBLE_MARK.format(trouble=Packed(letter.trouble)))
    said += words.desk.pointed_out(sheet)
    if not hidden:
        said += [each for each in [words.labels.warning(letter)] if each]
        said += descriptions(sheet.pictures)
    if sheet.notes and not over:
        notes = [
            words.notes.note(each.moderator, each.at, Excerpt(each.text, most=REASON_SHOWN)) for each in sheet.notes
        ]
        said.append(Several(tuple(notes), words.numbers.MORE))
    if sheet.blocks:
        blocks = tuple(_block_line(letter, block) for block in sheet.blocks)
        said.append(Several(blocks, words.numbers.MORE))
    embeds = [] if hidden else [_review_embed(sheet)]
    if not hidden and sheet.changes is not None:
        embeds.append(Embed(words.desk.WHAT_CHANGED, lines(_changed(sheet.changes)), colour=INK))
    pictures = () if hidden else sheet.pictures
    known_by = marks(letter, *REVIEW)
    return Card(lines(said), embeds, [*_review_items(sheet)], pictures, known_by, heading)


def _changed(since: Revision) -> Iterable[Said]:
    """Yields what changed since the desk read a letter last, what is not shown first: nothing may be cut off there."""
    if since.hidden:
        yield words.desk.CHANGES_HIDDEN.format(count=since.hidden)
    if since.rating is not None:
        yield words.desk.RATING_WAS.format(before=words.reader.RATINGS[since.rating])
    if since.category is not None:
        known = plain(since.category)
        yield words.desk.CATEGORY_WAS.format(before=known) if known else words.desk.CATEGORY_NONE
    if since.warning is not None:
        before = plain(since.warning)
        yield words.desk.WARNING_WAS.format(before=before) if before else words.desk.WARNING_NONE
    if since.pictures:
        yield words.desk.PICTURES_CHANGED
    yield since.text or words.desk.UNCHANGED


def former_card(letter: Letter, said: Said) -> Card:
    """Returns what a letter's card becomes that has another in its place: what became of it, `said`."""
    heading = _heading(words.desk.CARD.format(number=letter.number))
    return Card(Joined((heading, said), ""), items=[], known_by=marks(letter, *REVIEW, *REPORT))


def _heading(said: Said) -> Said:
    return Joined((bold(said), words.reader.SEPARATOR), "")


def outcome(sheet: ReviewSheet) -> Said:
    """Returns what became of the letter, and who decided it."""
    hint = words.dated.hint_of(sheet.letter) if sheet.changes is None else words.desk.REVISED
    if sheet.letter.state is State.REMOVED and sheet.moderator is None:
        return words.desk.BY_DELETION.format(number=sheet.letter.number)
    if sheet.moderator is None and sheet.letter.state in words.desk.UNREAD:
        return words.desk.UNREAD[sheet.letter.state]
    if sheet.moderator is None or sheet.letter.state in (State.HELD, State.WITHDRAWN):
        return hint
    return words.desk.BY_MODERATOR.format(outcome=hint, who=f"<@{sheet.moderator}>")


def _block_line(letter: Letter, block: Block) -> Said:
    what = words.desk.writer_of(letter.number or 0, block.response)
    until = words.desk.until(block.until)
    if block.reason is None:
        return words.desk.BLOCKED_MARK.format(what=what, until=until)
    return words.desk.BLOCKED_WHY.format(what=what, until=until, reason=Excerpt(block.reason, most=REASON_SHOWN))


def _review_embed(sheet: ReviewSheet) -> Embed:
    letter = sheet.letter
    shown = pages.pages(sheet.text)
    length = words.numbers.CHARACTERS.format(count=len(sheet.text))
    box = [isolated(sheet.letterbox)] if sheet.letterbox else []
    facts: list[Said] = [*box, isolated(letter.category or ""), *words.reader.rating_of(letter, sheet.rated), length]
    if sheet.pictures:
        facts.append(words.numbers.PICTURES.format(count=len(sheet.pictures)))
    footer = Joined(tuple(facts), words.reader.SEPARATOR)
    return Embed(letter.title, without_small_print(shown[0]) if shown else None, footer, ACCENTS[letter.state])


def _review_items(sheet: ReviewSheet) -> Iterable[Item]:
    letter = sheet.letter
    for verb in NEXT[letter.state]:
        if verb != "block" or letter.author is not None:  # None: their time is over, which is no secret
            label, style = STEPS[verb]
            yield button(label, verb, letter.id, style)
    if letter.state not in AUTHORS_OWN and len(pages.pages(sheet.text)) > 1:
        yield button(words.reader.READ_ON, "read-on", letter.id)
    if letter.state is State.PUBLISHED:
        yield _reply_mode(letter)
    yield from lifting(letter, sheet.blocks)


def _reply_mode(letter: Letter) -> Select:
    options = [
        Option(words.control.MODES[mode], mode.value, mode is letter.replies, words.control.MODES_EXPLAINED[mode])
        for mode in Replies
    ]
    return Select(custom_id("reply-mode", letter.id), words.control.CHOOSE_MODE, options)


def further_pages(sheet: ReviewSheet) -> Iterable[Card]:
    """Yields the pages of a long letter that the review card has no room for; none if the author
    has taken the letter back."""
    if sheet.letter.state not in AUTHORS_OWN:
        yield from (page_card(text) for text in pages.pages(sheet.text)[1:])


def card_url(letter: Letter, letterbox: Letterbox) -> str | None:
    """Returns where a letter's card stands at the desk; None where there is none."""
    card = letter.desk_message_id
    return words.author.message_url(letterbox.guild_id, letterbox.desk_id, card) if card else None


# --- blocks -----------------------------------------------------------------------------------------------------------


def blocks_card(found: Sequence[BlockSheet], count: int, page: int) -> Card:
    """Returns one page (from 0) of a server's blocks, each with the button that lifts it; `count` is how many there
    are."""
    if not count:
        return Card(words.blocks.BLOCKS_NONE, items=[])
    lifts = [
        button(
            words.blocks.unblock(each.letter.number or 0, each.block.response, alone=False),
            "lift",
            each.letter.id,
            also=[each.block.response, page],
        )
        for each in found
    ]
    turns = page_turns("blocks", page, count, BLOCKS_PAGE)
    title = words.blocks.BLOCKS_TITLE.format(count=count)
    embed = Embed(title, lines(map(_listed_block, found)), turns.footer if turns else None, PAPER)
    return Card(embeds=[embed], items=[*lifts, *(turns.items if turns else ())])


def _listed_block(sheet: BlockSheet) -> Said:
    letter, block = sheet.letter, sheet.block
    sentence = words.blocks.BLOCK_LINE if block.reason is None else words.blocks.BLOCK_LINE_WHY
    said: Said = sentence.fill(
        what=words.desk.writer_of(letter.number or 0, block.response),
        until=words.desk.until(block.until),
        who=f"<@{sheet.moderator}>",
        reason=Excerpt(block.reason or "", most=REASON_SHOWN),
    )
    if letter.desk_message_id is None:
        return item(said)
    url = words.author.message_url(letter.guild_id, sheet.desk_id, letter.desk_message_id)
    return Joined((item(said), words.desk.QUEUE_LINK.format(url=url)), words.reader.SEPARATOR)


def lifting(letter: Letter, blocks: Sequence[Block]) -> Sequence[Button]:
    """Returns the buttons that lift the blocks set on a letter and on the responses to it."""
    return [
        button(
            words.blocks.unblock(letter.number or 0, block.response, alone=True),
            "unblock",
            letter.id,
            also=[block.response],
        )
        for block in blocks[:ON_CARD]
    ]

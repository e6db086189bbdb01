"""What moderators see: a letter to decide about, reports, the queue. Nothing of who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot import words
from bot.letter import Block, Decision, Letter, Report, ReviewSheet, State
from bot.rules import pages
from cogs._cards import GREEN, GREY, INK, PAPER, REASON_SHOWN, REASONS_SHOWN, RED, Card, button, marks, moment, view_of
from cogs._cards_draft import AUTHORS_OWN
from cogs._cards_public import page_card

COLOURS = {
    State.HELD: PAPER,
    State.RETURNED: INK,
    State.APPROVED: GREEN,
    State.PUBLISHED: GREEN,
    State.REJECTED: RED,
    State.REMOVED: RED,
    State.WITHDRAWN: GREY,
}
QUEUE_PAGE = 10


def review_card(sheet: ReviewSheet) -> Card:
    """What the desk sees: number, text, category, rating, length, outcome; no sign of the author."""
    letter = sheet.letter
    over = letter.state is State.WITHDRAWN or (letter.state is State.REJECTED and letter.author is None)
    hidden = over or letter.state in AUTHORS_OWN
    heading = f"**{words.desk.CARD.format(number=letter.number)}**{words.reader.SEPARATOR}"
    lines = [heading + outcome(sheet)]
    if sheet.decision and sheet.decision.reason and not over:
        lines.append(words.desk.REASON_GIVEN.format(reason=sheet.decision.reason))
    if letter.state is State.PUBLISHED:
        lines.append(words.author.url(letter))
    if letter.unreachable:
        lines.append(words.desk.AUTHOR_UNREACHABLE)
    if letter.trouble:
        lines.append(words.desk.TROUBLE_MARK.format(trouble=letter.trouble))
    if sheet.flags:
        lines.append(words.desk.FLAGGED.format(found=sheet.flags))
    lines += [_block_line(letter, block) for block in sheet.blocks]
    embeds = [] if hidden else [_review_embed(sheet)]
    pictures = () if hidden else sheet.pictures
    known_by = marks(letter, "approve", "send-back", "reject", "block", "read-on", "remove")
    return Card("\n".join(lines), embeds, view_of(_review_items(sheet)), pictures, known_by, heading)


def outcome(sheet: ReviewSheet) -> str:
    """What became of the letter, and by whom."""
    hint = words.desk.CARD_HINT[sheet.letter.state]
    if sheet.letter.state is State.REMOVED and sheet.moderator is None:
        return words.desk.BY_DELETION.format(number=sheet.letter.number)
    if sheet.moderator is None or sheet.letter.state in (State.HELD, State.WITHDRAWN):
        return hint
    return words.desk.BY_MODERATOR.format(outcome=hint, who=f"<@{sheet.moderator}>")


def _block_line(letter: Letter, block: Block) -> str:
    what = words.desk.writer_of(letter.number or 0, block.response)
    until = words.desk.until(None if block.until is None else moment(block.until))
    if block.reason is None:
        return words.desk.BLOCKED_MARK.format(what=what, until=until)
    reason = " ".join(block.reason.split())[:REASON_SHOWN]
    return words.desk.BLOCKED_WHY.format(what=what, until=until, reason=reason)


def _review_embed(sheet: ReviewSheet) -> discord.Embed:
    letter = sheet.letter
    shown = pages.pages(sheet.text)
    embed = discord.Embed(title=letter.title, description=shown[0] if shown else None, colour=COLOURS[letter.state])
    facts = [letter.category or "", words.reader.RATINGS[letter.rating], words.numbers.characters(len(sheet.text))]
    if sheet.pictures:
        facts.append(words.numbers.pictures(len(sheet.pictures)))
    embed.set_footer(text=words.reader.SEPARATOR.join(facts))
    return embed


def _review_items(sheet: ReviewSheet) -> Iterable[ui.Item[Any]]:
    letter = sheet.letter
    if letter.state is State.HELD:
        yield button(words.reader.APPROVE, "approve", letter.id, ButtonStyle.success)
        yield button(words.reader.SEND_BACK, "send-back", letter.id)
        yield button(words.reader.REJECT, "reject", letter.id, ButtonStyle.danger)
        yield button(words.reader.BLOCK, "block", letter.id)
    if letter.state not in AUTHORS_OWN and len(pages.pages(sheet.text)) > 1:
        yield button(words.reader.READ_ON, "read-on", letter.id)
    if letter.state is State.PUBLISHED:
        yield button(words.reader.REMOVE, "remove", letter.id, ButtonStyle.danger)


def further_pages(sheet: ReviewSheet) -> Iterable[Card]:
    """What of a long letter the review card has no room for; nothing of one that was taken back."""
    if sheet.letter.state not in AUTHORS_OWN:
        yield from (page_card(text) for text in pages.pages(sheet.text)[1:])


def report_card(letter: Letter, reports: Sequence[Report], decision: Decision | None, moderator: int | None) -> Card:
    """One card for all reports of a letter; without reports it shows how they were settled."""
    place = words.author.url(letter)
    known_by = marks(letter, "remove-reported", "dismiss")
    if not reports:
        by = words.desk.BY.format(who=f"<@{moderator}>") if moderator is not None else ""
        settled = words.desk.REPORT_SETTLED.get(letter.state, words.desk.REPORT_SETTLED[State.REMOVED])
        heading = f"**{words.desk.CARD_SETTLED.format(number=letter.number)}**{words.reader.SEPARATOR}"
        return Card(heading + settled.format(by=by), known_by=known_by, heading=heading)
    title = words.desk.CARD_REPORT.format(readers=words.desk.readers(len(reports)), number=letter.number)
    shown = [f"> {' '.join(report.reason.split())[:REASON_SHOWN]}" for report in reports[-REASONS_SHOWN:]]
    embed = discord.Embed(title=letter.title, description="\n".join(shown), colour=RED)
    items = [  # no button as on the review card: the two stand in one channel and are known by their buttons
        button(words.reader.REMOVE, "remove-reported", letter.id, ButtonStyle.danger),
        button(words.reader.DISMISS, "dismiss", letter.id),
    ]
    return Card(f"**{title}**\n{place}", [embed], view_of(items), known_by=known_by)


def queue_card(found: Sequence[tuple[Letter, int]], waiting: int, page: int, desk: str) -> Card:
    """One page (from 0) of the queue. `desk` is the address of the desk's channel."""
    if not waiting:
        return Card(words.desk.QUEUE_EMPTY)
    last = (waiting - 1) // QUEUE_PAGE
    lines = [_queue_line(letter, length, desk) for letter, length in found] or [words.desk.NO_SUCH_PAGE]
    embed = discord.Embed(
        title=words.desk.QUEUE_TITLE.format(letters=words.desk.letters(waiting)),
        description="\n".join(lines),
        colour=PAPER,
    )
    if not last:
        return Card(embeds=[embed], view=view_of([]))
    embed.set_footer(text=words.desk.PAGE_OF.format(page=page + 1, pages=last + 1))
    previous, following = (
        button(words.reader.PREVIOUS, "queue", max(page - 1, 0)),
        button(words.reader.NEXT, "queue", page + 1),
    )
    previous.disabled, following.disabled = page == 0, page >= last
    return Card(embeds=[embed], view=view_of([previous, following]))


def _queue_line(letter: Letter, length: int, desk: str) -> str:
    link = words.desk.QUEUE_LINK.format(url=f"{desk}/{letter.desk_message_id}") if letter.desk_message_id else ""
    return words.desk.QUEUE_LINE.format(
        number=letter.number,
        title=letter.title,
        category=letter.category,
        rating=words.reader.RATINGS[letter.rating],
        length=words.numbers.characters(length),
        day=words.numbers.day(moment(letter.submitted_at or 0)),
        link=link,
    )

"""What a letter, a draft, a review looks like: sheets of facts in, Discord's shapes out.

A button carries a verb and an id, and nothing else; whatever a press needs is read from the store.
Views are finished before they are sent: discord.py then keeps none of them in memory, and presses
reach the cogs by their `custom_id` alone (`_press`), after a restart like before it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot import words
from bot.letter import (
    EDITABLE,
    Block,
    Decision,
    DraftSheet,
    Letter,
    Notice,
    NoticeKind,
    Picture,
    PublicSheet,
    Rating,
    Report,
    Response,
    ResponseKind,
    ReviewSheet,
    State,
)
from bot.rules import entry, pages, pen_names

PAPER = discord.Colour(0xC9A66B)
INK = discord.Colour(0x4A5568)
GREEN, RED, GREY = discord.Colour(0x3F8F5F), discord.Colour(0xB4443C), discord.Colour(0x8A8F98)
COLOURS = {
    State.HELD: PAPER,
    State.RETURNED: INK,
    State.APPROVED: GREEN,
    State.PUBLISHED: GREEN,
    State.REJECTED: RED,
    State.REMOVED: RED,
    State.WITHDRAWN: GREY,
}
#: States in which the text is the author's again, who may be changing it: no concern of the desk's.
AUTHORS_OWN = frozenset({State.RETURNED, State.WITHDRAWN})
DANGER = ButtonStyle.danger
LABEL = 80  # characters of a button's label
QUEUE_PAGE = 10
MINE_SHOWN, MINE_OPEN = 25, 5  # letters listed; buttons in a row
REASONS_SHOWN, REASON_SHOWN = 10, 300
RELAY = 5_000  # characters of the responses in one notice: its embeds hold 6,000, names included


@dataclass(frozen=True, slots=True)
class Card:
    """A message about to be sent or edited in."""

    content: str | None = None
    embeds: list[discord.Embed] = field(default_factory=list[discord.Embed])
    view: ui.View | None = None
    pictures: Sequence[Picture] = ()
    #: What it is recognised by when it may stand there already, whatever the letter has become meanwhile: custom ids
    #: that no other message carries, and how its content begins where it may have no buttons.
    known_by: frozenset[str] = frozenset()
    heading: str = ""

    def files(self) -> list[discord.File]:
        """The pictures as uploads, made anew for each attempt."""
        return [
            discord.File(io.BytesIO(picture.data), f"picture-{place}.{picture.name.rpartition('.')[2]}")
            for place, picture in enumerate(self.pictures, 1)
        ]


def custom_id(verb: str, *about: int) -> str:
    """A verb and the ids it is about, as a press brings them back."""
    return ":".join([verb, *(f"{each:x}" for each in about)])


def marks(letter: Letter, *verbs: str) -> frozenset[str]:
    """The custom ids of these verbs about a letter."""
    return frozenset(custom_id(verb, letter.id) for verb in verbs)


def button(
    label: str, verb: str, about: int, style: ButtonStyle = ButtonStyle.secondary, *, also: int | None = None
) -> ui.Button[Any]:
    """One button, about one letter or two; its label is shortened to what Discord shows."""
    label = label if len(label) <= LABEL else label[: LABEL - 1] + "…"
    ids = [about] if also is None else [about, also]
    return ui.Button(label=label, style=style, custom_id=custom_id(verb, *ids))


def view_of(items: Iterable[ui.Item[Any]]) -> ui.View:
    """A finished view: shown, and kept by nobody."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def moment(seconds: int) -> datetime:
    """Unix seconds as a moment."""
    return datetime.fromtimestamp(seconds, UTC)


# --- the letter in public -------------------------------------------------------------------------------------


def public_card(sheet: PublicSheet) -> Card:
    """The letter as readers see it: title, text, to whom, rating, day, responses. No byline."""
    letter = sheet.letter
    embed = discord.Embed(title=letter.title, description=sheet.pages[0], colour=PAPER)
    embed.set_footer(text=words.reader.line_of(letter, moment(sheet.published_at), sheet.responses))
    view = view_of(
        [
            button(words.reader.LEAVE_A_REPLY, "reply", letter.id, ButtonStyle.primary),
            button(words.reader.REPORT_BUTTON, "report", letter.id),
        ]
    )
    return Card(embeds=[embed], view=view, pictures=sheet.pictures, known_by=marks(letter, "reply", "report"))


def page_card(text: str) -> Card:
    """A further page of a long letter."""
    return Card(embeds=[discord.Embed(description=text, colour=PAPER)])


def line_card(line: str) -> Card:
    """What stands in the place of a letter out of sight."""
    return Card(content=f"-# {line}")


def response_text(response: Response) -> tuple[str | None, discord.Embed | None]:
    """A response that the bot posts: as content, or as an embed where content would not hold it."""
    mark = f"-# {words.reader.response_mark(response)}"
    if len(response.text) <= entry.MAX_REPLY:
        return f"{response.text}\n{mark}", None
    return mark, discord.Embed(description=response.text, colour=PAPER)


# --- the draft ------------------------------------------------------------------------------------------------


def draft_card(sheet: DraftSheet) -> Card:
    """The draft as it will look, with what still keeps it from being sent; once sent, that it was received."""
    if sheet.letter.state not in EDITABLE:
        reach = entry.chosen(sheet)
        return sent_card(sheet.letter, reach.server if reach else "")
    view = view_of(_draft_items(sheet))
    return Card("\n".join(_draft_lines(sheet)), [_draft_embed(sheet)], view, known_by=_draft_marks(sheet.letter))


def _draft_marks(letter: Letter) -> frozenset[str]:
    return marks(letter, "send", "edit", "discard")


def _draft_embed(sheet: DraftSheet) -> discord.Embed:
    letter = sheet.letter
    shown = pages.pages(sheet.text)
    embed = discord.Embed(
        title=sheet.title or words.reader.UNTITLED, description=shown[0] if shown else None, colour=PAPER
    )
    category = letter.category or _categories(sheet)[0]
    embed.set_footer(text=words.reader.SEPARATOR.join([category, words.reader.RATINGS[letter.rating]]))
    return embed


def _draft_lines(sheet: DraftSheet) -> Iterable[str]:
    letter = sheet.letter
    if letter.state is State.RETURNED:
        yield words.writing.DRAFT_RETURNED.format(number=letter.number, note=sheet.note or "")
    else:
        yield words.writing.DRAFT
    reach = entry.chosen(sheet)
    if reach is not None:
        yield words.writing.DRAFT_FOR.format(server=reach.server)
    more = len(pages.pages(sheet.text)) - 1
    if more > 0:
        yield words.writing.DRAFT_LONG.format(
            length=words.numbers.characters(len(sheet.text)), pages=words.numbers.pages(more)
        )
    if sheet.pictures:
        yield words.writing.DRAFT_PICTURES.format(pictures=words.numbers.pictures(sheet.pictures))
    obstacles = entry.sentences(sheet)
    if obstacles:
        yield words.writing.DRAFT_WAITING
        yield from (f"- {obstacle}" for obstacle in obstacles)
    if reach is not None and reach.letterbox.collection:
        yield words.writing.DRAFT_COLLECTED.format(every=words.letterbox.COLLECTIONS[reach.letterbox.collection])
    yield words.data.kept_so_long(reach.letterbox.keep_days if reach else None)


def _draft_items(sheet: DraftSheet) -> Iterable[ui.Item[Any]]:
    letter = sheet.letter
    yield button(words.reader.SEND_LETTER, "send", letter.id, ButtonStyle.success)
    yield button(words.reader.EDIT, "edit", letter.id)
    yield button(words.reader.DISCARD, "discard", letter.id, ButtonStyle.danger)
    if sheet.answers is not None:
        offer = words.reader.THIS_IS_AN_ANSWER.format(title=sheet.answers.title)
        yield button(offer, "this-is-an-answer", letter.id, also=sheet.answers.id)
    if len(sheet.reaches) > 1 or (sheet.reaches and entry.chosen(sheet) is None):
        yield _select("letterbox", letter.id, words.reader.CHOOSE_LETTERBOX, _letterbox_options(sheet))
    chosen = letter.category or _categories(sheet)[0]
    options = [_option(name, name, name == chosen) for name in _categories(sheet)]
    yield _select("category", letter.id, words.reader.CHOOSE_CATEGORY, options)
    ratings = [
        _option(words.reader.RATINGS[rating], rating, rating is letter.rating, words.reader.RATINGS_EXPLAINED[rating])
        for rating in Rating
    ]
    yield _select("rating", letter.id, words.reader.CHOOSE_RATING, ratings)


def _categories(sheet: DraftSheet) -> tuple[str, ...]:
    reach = entry.chosen(sheet)
    return reach.letterbox.categories if reach else words.reader.CATEGORIES


def _letterbox_options(sheet: DraftSheet) -> list[discord.SelectOption]:
    chosen = sheet.letter.letterbox_id
    return [
        _option(reach.server, f"{reach.letterbox.id:x}", reach.letterbox.id == chosen)
        for reach in sheet.reaches[:25]  # options of a select
    ]


def _option(label: str, value: str, default: bool, description: str | None = None) -> discord.SelectOption:
    return discord.SelectOption(label=label[:100], value=value, default=default, description=description)


def _select(verb: str, about: int, placeholder: str, options: list[discord.SelectOption]) -> ui.Select[Any]:
    return ui.Select(custom_id=custom_id(verb, about), placeholder=placeholder, options=options)


def sent_card(letter: Letter, server: str) -> Card:
    """What becomes of the draft card once the letter is received."""
    text = words.writing.sent(letter, server)
    view = view_of([button(words.reader.WITHDRAW, "withdraw", letter.id)])  # which notices have, too
    return Card(text, view=view, known_by=_draft_marks(letter), heading=text)


# --- the desk -------------------------------------------------------------------------------------------------


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


# --- to the author --------------------------------------------------------------------------------------------


def notice_card(letter: Letter, notice: Notice, responses: Sequence[Response]) -> Card:
    """A verdict or a relay, with what the author can do about it."""
    lines = [notice.text]
    if notice.kind is NoticeKind.RELAY:
        lines.append(f"-# {words.author.HOW_TO_ANSWER}")
    room = _room_for_each(responses)
    embeds = [_relay_embed(response, room) for response in responses]
    return Card("\n".join(lines), embeds, view_of(_notice_items(letter, notice)))


def _room_for_each(responses: Sequence[Response]) -> int:
    """Characters that one response may take in a notice; the thread has the whole of it."""
    if sum(len(response.text) for response in responses) <= RELAY:
        return pages.PAGE
    return min(pages.PAGE, RELAY // len(responses))


def _named(response: Response) -> str:
    """Who answers. A member may call themselves what no pen name may be; the author is told that it is a member."""
    if response.kind is ResponseKind.PEN:
        return words.author.RELAY_PEN.format(name=response.name)
    return (
        words.author.RELAY_LOOK_ALIKE.format(name=response.name)
        if pen_names.is_reserved(response.name)
        else response.name
    )


def _relay_embed(response: Response, room: int) -> discord.Embed:
    name = _named(response)
    text = words.author.RELAY_DELETED if response.deleted else response.text
    text = text if len(text) <= room else text[: room - 1] + "…"
    return discord.Embed(
        title=words.author.RELAY_NAME.format(number=response.number, name=name)[:256], description=text
    )


def _notice_items(letter: Letter, notice: Notice) -> Iterable[ui.Item[Any]]:
    if notice.kind is NoticeKind.RELAY:
        yield button(words.reader.ANSWER, "answer", letter.id, ButtonStyle.primary)
    if notice.kind in (NoticeKind.RELAY, NoticeKind.PUBLISHED):
        yield mute_button(letter)
        yield button(words.reader.WITHDRAW, "withdraw", letter.id, ButtonStyle.danger)


def mute_button(letter: Letter) -> ui.Button[Any]:
    """Mute, or Unmute where notices are off."""
    return (
        button(words.reader.UNMUTE, "unmute", letter.id)
        if letter.muted
        else button(words.reader.MUTE, "mute", letter.id)
    )


def answerable_on(message: discord.Message) -> int | None:
    """The letter whose notice a message is, told by the buttons that only notices that can be answered have."""
    items = [item for row in message.components for item in getattr(row, "children", [])]
    found = [str(getattr(item, "custom_id", "")).partition(":") for item in items]
    return next((int(about, 16) for verb, _, about in found if verb in ("mute", "unmute")), None)


def mine_card(found: Sequence[Letter], servers: dict[int, str]) -> Card:
    """One's own letters and their states; what can still be changed can be opened."""
    if not found:
        return Card(words.author.MINE_EMPTY)
    shown = found[:MINE_SHOWN]
    lines = [_mine_line(letter, servers) for letter in shown]
    if len(found) > len(shown):
        lines.append(words.author.MINE_MORE.format(letters=words.desk.letters(len(found) - len(shown))))
    embed = discord.Embed(title=words.author.MINE_TITLE, description="\n".join(lines), colour=PAPER)
    embed.set_footer(text=words.author.MINE_HINT)
    own = [letter for letter in shown if letter.state in EDITABLE or letter.number is None][:MINE_OPEN]
    items = [button(words.author.open_letter(letter), "open", letter.id) for letter in own]
    return Card(embeds=[embed], view=view_of(items))


def _mine_line(letter: Letter, servers: dict[int, str]) -> str:
    number = words.author.DRAFT_MARK if letter.number is None else letter.number
    line = words.author.MINE_LINE.format(
        number=number, title=letter.title or words.reader.UNTITLED, state=words.desk.STATES[letter.state]
    )
    server = servers.get(letter.guild_id or 0)
    return line + words.reader.SEPARATOR + server if server and len(servers) > 1 else line

"""What an author sees once a letter has been sent: notices, responses, the list of their letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord
from discord import ButtonStyle

from bot import words
from bot.language import Joined, Said, lines
from bot.language.markup import plain, without_small_print
from bot.letter import EDITABLE, Letter, Notice, NoticeKind, Response, ResponseKind
from bot.rules import allowed_names, pages
from cogs._border import verb_and_ids
from cogs._cards import MINE_OPEN, MINE_SHOWN, PAPER, Button, Card, Embed, button, cut, small

RELAY = 5_000  # characters of responses in one notice: Discord takes 6,000 in its embeds, names included


def notice_card(letter: Letter, notice: Notice, responses: Sequence[Response]) -> Card:
    """Returns the card of a verdict or a relay, with what the author can do about it."""
    said: list[Said] = [notice.text]
    if notice.kind is NoticeKind.RELAY:
        said.append(small(words.author.HOW_TO_ANSWER))
    room = _room_for_each(responses)
    embeds = [_relay_embed(letter, response, room) for response in responses]
    return Card(lines(said), embeds, [*_notice_items(letter, notice)])


def _room_for_each(responses: Sequence[Response]) -> int:
    """Returns how many characters of one response a notice shows; the thread has the whole of it."""
    if sum(len(response.text) for response in responses) <= RELAY:
        return pages.PAGE
    return min(pages.PAGE, RELAY // len(responses))


def _named(response: Response) -> Said:
    """Returns who responds. A member may have a name that is forbidden as a pen name; the author is
    told that it is a member's."""
    if response.forgotten and not response.name:
        return words.data.SOMEBODY
    name = plain(response.name)
    if response.kind is ResponseKind.PEN:
        return words.author.RELAY_PEN.format(name=name)
    return words.author.RELAY_LOOK_ALIKE.format(name=name) if allowed_names.is_reserved(response.name) else name


def _relay_embed(letter: Letter, response: Response, room: int) -> Embed:
    sentence = words.author.RELAY_NAME if response.answers is None else words.author.RELAY_ANSWERING
    title = sentence.fill(number=response.number, name=_named(response), answers=response.answers)
    if response.deleted:
        return Embed(title, words.author.RELAY_DELETED)
    text = without_small_print(response.text)
    return Embed(
        title,
        words.data.ERASED if response.forgotten and not text else cut(text, room),
        url=_url(letter, response),
    )


def _url(letter: Letter, response: Response) -> str | None:
    if letter.thread_id is None or response.message_id is None:
        return None
    return words.author.message_url(letter.guild_id, letter.thread_id, response.message_id)


def _notice_items(letter: Letter, notice: Notice) -> Iterable[Button]:
    if notice.kind is NoticeKind.RELAY:
        yield button(words.reader.ANSWER, "answer", letter.id, ButtonStyle.primary)
    if notice.kind in (NoticeKind.RELAY, NoticeKind.PUBLISHED):
        yield mute_button(letter)
        yield button(words.reader.WITHDRAW, "withdraw", letter.id, ButtonStyle.danger)


def mute_button(letter: Letter) -> Button:
    """Returns **Mute**, or **Unmute** where notices are off."""
    return (
        button(words.reader.UNMUTE, "unmute", letter.id)
        if letter.muted
        else button(words.reader.MUTE, "mute", letter.id)
    )


def answerable_on(message: discord.Message) -> int | None:
    """Returns the id of the letter whose notice a message is, or None if it is no notice that can be answered.

    Recognised by its Mute or Unmute button, which only such notices have.
    """
    items = [item for row in message.components for item in getattr(row, "children", [])]
    found = [verb_and_ids(str(getattr(item, "custom_id", ""))) for item in items]
    return next((ids[0] for verb, ids in found if verb in ("mute", "unmute") and ids), None)


def mine_card(found: Sequence[Letter], servers: dict[int, str]) -> Card:
    """Returns the list of somebody's letters and their states, with buttons that open those that can still be changed.
    `servers` are names by guild id."""
    if not found:
        return Card(words.author.MINE_EMPTY)
    shown = found[:MINE_SHOWN]
    listed: list[Said] = [_mine_line(letter, servers) for letter in shown]
    if len(found) > len(shown):
        more = words.numbers.LETTERS.format(count=len(found) - len(shown))
        listed.append(words.author.MINE_MORE.format(letters=more))
    embed = Embed(words.author.MINE_TITLE, lines(listed), words.author.MINE_HINT, PAPER)
    own = [letter for letter in shown if letter.state in EDITABLE or letter.number is None][:MINE_OPEN]
    items = [button(words.author.open_letter(letter), "open", letter.id) for letter in own]
    return Card(embeds=[embed], items=items)


def _mine_line(letter: Letter, servers: dict[int, str]) -> Said:
    number = words.author.DRAFT_MARK if letter.number is None else letter.number
    line = words.author.MINE_LINE.format(
        number=number, title=plain(letter.title) or words.reader.UNTITLED, state=words.desk.STATES[letter.state]
    )
    server = servers.get(letter.guild_id or 0)
    return Joined((line, plain(server)), words.reader.SEPARATOR) if server and len(servers) > 1 else line

"""What an author sees once a letter has been sent: notices, responses, the list of their letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord
from discord import ButtonStyle

from bot import words
from bot.language import Excerpt, Joined, Said, lines
from bot.language.markup import plain, without_small_print
from bot.letter import EDITABLE, Letter, Notice, NoticeKind, Response, ResponseKind, State, Verb, follow
from bot.rules import allowed_names
from cogs._border import verb_and_ids
from cogs._cards import PAPER, Button, Card, Embed, button, ids_on, page_turns, small

MINE_PAGE = 10  #: letters on one page of the list


def notice_card(letter: Letter, notice: Notice, responses: Sequence[Response]) -> Card:
    """Returns the card of a verdict or a relay, with what the author can do about it."""
    said: list[Said] = [notice.text]
    if notice.kind in (NoticeKind.RELAY, NoticeKind.PUBLISHED):
        said.append(small(words.author.HOW_TO_ANSWER))
    return Card(
        lines(said), [_relay_embed(letter, response) for response in responses], [*_notice_items(letter, notice)]
    )


def _named(response: Response) -> Said:
    """Returns who responds. A member may have a name that is forbidden as a pen name; the author is
    told that it is a member's."""
    if response.forgotten and not response.name:
        return words.data.SOMEBODY
    name = plain(response.name)
    if response.kind is ResponseKind.PEN:
        return words.author.RELAY_PEN.format(name=name)
    return words.author.RELAY_LOOK_ALIKE.format(name=name) if allowed_names.is_reserved(response.name) else name


def _relay_embed(letter: Letter, response: Response) -> Embed:
    sentence = words.author.RELAY_NAME if response.answers is None else words.author.RELAY_ANSWERING
    title = sentence.fill(number=response.number, name=_named(response), answers=response.answers)
    if response.gone:
        return Embed(title, words.author.RELAY_DELETED)
    text = without_small_print(response.text)
    return Embed(title, words.data.ERASED if response.forgotten and not text else text, url=_url(letter, response))


def _url(letter: Letter, response: Response) -> str | None:
    thread_id = response.thread_id or letter.thread_id
    if thread_id is None or response.message_id is None:
        return None
    return words.author.message_url(letter.guild_id, thread_id, response.message_id)


def _notice_items(letter: Letter, notice: Notice) -> Iterable[Button]:
    if notice.kind in (NoticeKind.RELAY, NoticeKind.PUBLISHED):
        yield button(words.reader.ANSWER, "answer", letter.id, ButtonStyle.primary)
        yield mute_button(letter)
    if notice.kind is NoticeKind.PUBLISHED:  # once, and not in red under everything that readers say
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
    found = map(verb_and_ids, ids_on(message))
    return next((ids[0] for verb, ids in found if verb in ("mute", "unmute") and ids), None)


def mine_card(shown: Sequence[tuple[Letter, int]], count: int, servers: dict[int, str], page: int) -> Card:
    """Returns one page of the list of somebody's letters, each with its state, with buttons that open those that can
    still be changed, and buttons to the pages around it.

    `shown` are the page's letters, titled as they will be published, with the number of responses to each; `count` is
    the number of all, `servers` are names by guild id, and `page` starts at 0.
    """
    if not count:
        return Card(words.author.MINE_EMPTY, items=[_replies_button()])
    listed = [_mine_line(letter, responses, servers) for letter, responses in shown]
    own = [letter for letter, _ in shown if letter.state in EDITABLE or letter.number is None]
    items = [button(words.author.open_letter(letter), "open", letter.id) for letter in own]
    turns = page_turns("mine", page, count, MINE_PAGE)
    can_go = any(letter.number is not None and follow(letter.state, Verb.WITHDRAW) for letter, _ in shown)
    facts = [words.author.MINE_HINT] if can_go else []
    footer = Joined((*facts, *([turns.footer] if turns else [])), words.reader.SEPARATOR)
    embed = Embed(words.author.MINE_TITLE, lines(listed), footer, PAPER)
    return Card(embeds=[embed], items=[*items, *(turns.items if turns else ()), _replies_button()])


def _replies_button() -> Button:
    return button(words.author.YOUR_REPLIES, "replies", 0)


def _mine_line(letter: Letter, responses: int, servers: dict[int, str]) -> Said:
    line = (words.author.MINE_PUBLISHED if letter.state is State.PUBLISHED else words.author.MINE_LINE).fill(
        number=words.author.DRAFT_MARK if letter.number is None else letter.number,
        title=Excerpt(letter.title) if letter.title else words.reader.UNTITLED,
        state=words.desk.STATES[letter.state],
        url=words.author.url(letter),
        responses=words.numbers.responses(responses),
    )
    server = servers.get(letter.guild_id or 0)
    return Joined((line, Excerpt(server)), words.reader.SEPARATOR) if server and len(servers) > 1 else line

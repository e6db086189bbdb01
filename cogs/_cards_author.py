"""What an author sees once a letter has been sent: notices, and the responses in them; and what somebody sees of their
own pen-name replies and answers: that they were taken, and what they can do then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord
from discord import ButtonStyle

from bot import words
from bot.language import Said, lines
from bot.language.markup import plain, without_small_print
from bot.letter import Digest, Letter, Notice, NoticeKind, Response, ResponseKind
from bot.rules import allowed_names
from cogs._border import verb_and_ids
from cogs._cards import DANGER, Button, Card, Embed, button, ids_on, small

#: Notices of what stands in public, which can be answered.
TELLS_OF_LETTER = frozenset({NoticeKind.RELAY, NoticeKind.PUBLISHED, NoticeKind.REVISED})


def notice_card(letter: Letter, notice: Notice, responses: Sequence[Response], digest: Digest | None = None) -> Card:
    """Returns the card of a verdict or a relay, with what the author can do about it. What comes once in a while says
    how much came (`digest`)."""
    said: list[Said] = [notice.text]
    if notice.kind in TELLS_OF_LETTER:
        said.append(small(words.author.HOW_TO_ANSWER))
    embeds = [_relay_embed(letter, response) for response in responses]
    if digest is not None:
        embeds.append(Embed(description=lines(words.author.digest(digest))))
    return Card(lines(said), embeds, [*_notice_items(letter, notice)])


def _named(response: Response) -> Said:
    """Returns who responds. A member may have a name that is forbidden as a pen name; the author is
    told that it is a member's."""
    name = plain(response.name)
    if response.kind is ResponseKind.PEN and response.name:
        return words.author.RELAY_PEN.format(name=name)
    return words.author.member(response, name, poses=allowed_names.poses(response.name))


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
    if notice.kind in TELLS_OF_LETTER:
        yield button(words.reader.ANSWER, "answer", letter.id, ButtonStyle.primary)
        yield mute_button(letter)
    if notice.kind in (NoticeKind.PUBLISHED, NoticeKind.REVISED):
        yield revise_button(letter)
    if notice.kind is NoticeKind.PUBLISHED:  # once, and not in red under everything that readers say
        yield button(words.reader.WITHDRAW, "withdraw", letter.id, ButtonStyle.danger)


def revise_button(letter: Letter) -> Button:
    """Returns **Revise**, for the author of a published letter."""
    return button(words.revising.REVISE, "revise", letter.id)


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


# --- one's own responses ---------------------------------------------------------------------------------------------


def taken_card(said: Said, response: Response) -> Card:
    """Returns the acknowledgement of a response: from here it can be changed, and taken back."""
    return Card(said, items=[*response_items(response)])


def answered_card(letter: Letter, response: Response, *how: Said) -> Card:
    """Returns the acknowledgement of an author's answer, with `how` it can be changed beside the buttons."""
    return taken_card(lines([words.author.ANSWERED.format(title=plain(letter.title)), *how]), response)


def sure_card(letter: Letter, response: Response) -> Card:
    """Returns the question before a response is taken back."""
    said = words.responses.TAKE_BACK_SURE.format(number=response.number, title=plain(letter.title))
    return Card(said, items=[button(words.author.TAKE_BACK, "taken-back", response.id, DANGER)])


def listening_card(letter: Letter) -> Card:
    """Returns that somebody hears of what is said in a letter's thread from now on."""
    said = words.responses.LISTENS.format(title=plain(letter.title))
    return Card(said, items=[button(words.responses.STOP_TELLING, "hush", letter.id)])


def heard_card(letter: Letter) -> Card:
    """Returns the message to somebody who listens: something new was said."""
    said = words.responses.HEARD.format(title=plain(letter.title), url=words.author.url(letter))
    return Card(said, items=[button(words.responses.STOP_TELLING, "hush", letter.id)])


def response_items(response: Response, hears: bool = False) -> Iterable[Button]:
    """Yields what can be done with a response of one's own; one that moderators removed can only be erased. `hears`:
    whether they are told of the thread already."""
    if response.removed_at is None:
        yield button(words.author.CHANGE, "change-response", response.id)
    yield button(words.author.TAKE_BACK, "take-back", response.id)
    if hears:
        yield button(words.responses.STOP_TELLING, "hush", response.letter_id)
    elif response.kind is ResponseKind.PEN and response.removed_at is None:
        yield button(words.responses.TELL_ME, "listen", response.id)

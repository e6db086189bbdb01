"""What somebody sees of what they wrote: the list (`/letter mine`), and one letter or response with its buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from discord import ButtonStyle

from bot import words
from bot.language import Excerpt, Joined, Said, lines
from bot.letter import EDITABLE, EVERY, PUBLIC, WAITING, Letter, Response, Rhythm, State, Verb, follow
from bot.life.mine import REASONS, Entry
from cogs._border import an_id
from cogs._cards import DANGER, PAPER, Button, Card, Embed, Item, Option, Select, button, custom_id, page_turns
from cogs._cards_author import mute_button, response_items, revise_button
from cogs._cards_draft import archive_button, day_button
from cogs._cards_public import response_name

PAGE = 10  #: letters and responses on one page
#: What the value of a choice begins with.
LETTER, RESPONSE = "letter-", "response-"


def list_card(shown: Sequence[Entry], count: int, servers: Mapping[int, str], page: int) -> Card:
    """Returns one page (from 0) of the list of what somebody wrote: a line for each, buttons that open what they can
    still write on, and a select of what they want to do something with.

    `count` is how much there is, `servers` are names by id.
    """
    if not count:
        return Card(words.mine.EMPTY, items=[])
    own = [each.letter for each in shown if each.response is None and _can_be_opened(each.letter)]
    items: list[Item] = [button(words.mine.open_letter(letter), "open", letter.id) for letter in own]
    options = [Option(_choice(each), _value(each), False) for each in shown]
    items.append(Select(custom_id("of-mine", page), words.mine.CHOOSE, options))
    turns = page_turns("mine", page, count, PAGE)
    listed = lines(_line(each, servers) for each in shown)
    embed = Embed(words.mine.TITLE, listed, turns.footer if turns else None, PAPER)
    return Card(embeds=[embed], items=[*items, *(turns.items if turns else ())])


def chosen_in_list(value: str) -> tuple[int | None, int | None]:
    """Returns the ids of the letter and of the response that a choice stands for; one of them is None, or both."""
    return _id(value, LETTER), _id(value, RESPONSE)


def entry_card(entry: Entry, page: int) -> Card:
    """Returns one thing that somebody wrote, with all that they can do with it, and the way back to the list."""
    items: list[Item] = [
        *(_letter_items(entry) if entry.response is None else response_items(entry.response, entry.hears))
    ]
    text = _about_letter(entry) if entry.response is None else [_line(entry, {})]
    embed = Embed(_choice(entry), lines(text), colour=PAPER)
    items.append(button(words.mine.BACK, "mine", page))
    if entry.response is None and entry.letter.state is State.PUBLISHED:
        items.append(_rhythms(entry.letter))
    return Card(embeds=[embed], items=items)


def _id(value: str, kind: str) -> int | None:
    return an_id(value.removeprefix(kind)) if value.startswith(kind) else None


def _value(entry: Entry) -> str:
    return f"{LETTER}{entry.letter.id:x}" if entry.response is None else f"{RESPONSE}{entry.response.id:x}"


def _choice(entry: Entry) -> Said:
    letter = entry.letter
    title = Excerpt(letter.title, "isolated") if letter.title else words.reader.UNTITLED
    if entry.response is not None:
        return words.mine.CHOICE_RESPONSE.format(number=entry.response.number, title=title)
    sentence = words.mine.CHOICE_DRAFT if letter.number is None else words.mine.CHOICE
    return sentence.fill(number=letter.number, title=title, state=words.mine.state_of(letter))


def _can_be_opened(letter: Letter) -> bool:
    return letter.state in EDITABLE or letter.number is None


def _letter_items(entry: Entry) -> Iterable[Button]:
    letter = entry.letter
    if _can_be_opened(letter):
        yield button(words.mine.open_letter(letter), "open", letter.id, ButtonStyle.primary)
    if letter.state is State.PUBLISHED:
        yield button(words.reader.ANSWER, "answer", letter.id, ButtonStyle.primary)
        yield mute_button(letter)
        yield revise_button(letter)
    leaving = letter.state is State.APPROVED and letter.publish_on is None
    if letter.state in WAITING and not leaving and letter.revises is None:
        yield day_button(letter)
    if _has_archive(entry):
        yield archive_button(letter)
    if follow(letter.state, Verb.WITHDRAW) is not None:
        yield button(words.reader.WITHDRAW, "withdraw", letter.id, DANGER)


def _has_archive(entry: Entry) -> bool:
    letter = entry.letter
    return entry.archived and letter.revises is None and letter.state in {*WAITING, *PUBLIC}


def _rhythms(letter: Letter) -> Select:
    chosen = Rhythm.NEVER if letter.muted else next(each for each, every in EVERY.items() if every == letter.tell_every)
    options = [Option(said, each, each is chosen) for each, said in words.mine.RHYTHMS.items()]
    return Select(custom_id("rhythm", letter.id), words.mine.HOW_OFTEN, options)


def _about_letter(entry: Entry) -> Iterable[Said]:
    letter = entry.letter
    if letter.state is State.PUBLISHED:
        yield words.numbers.responses(entry.responses)
        yield words.mine.READ_IT.format(url=words.author.url(letter))
    if (said := words.dated.of_sent(letter)) is not None:
        yield said
    if _has_archive(entry):
        yield words.archive.of_letter(letter)
    if entry.reason:
        yield words.mine.WHY.format(reason=Excerpt(entry.reason, "quoted"))
    elif letter.state in REASONS:
        yield words.mine.NO_REASON
    if entry.until is not None:
        yield words.mine.known_until(letter, entry.until)


def _line(entry: Entry, servers: Mapping[int, str]) -> Said:
    line = _letter_line(entry) if entry.response is None else _response_line(entry.letter, entry.response)
    server = servers.get(entry.letter.guild_id or 0)
    line = Joined((line, Excerpt(server)), words.reader.SEPARATOR) if server and len(servers) > 1 else line
    if not entry.reason:
        return line
    return lines([line, words.mine.REASON.format(reason=Excerpt(entry.reason, most=words.mine.REASON_SHOWN))])


def _letter_line(entry: Entry) -> Said:
    letter = entry.letter
    return (words.mine.LINE_PUBLISHED if letter.state is State.PUBLISHED else words.mine.LINE).fill(
        number=words.mine.DRAFT_MARK if letter.number is None else letter.number,
        title=Excerpt(letter.title) if letter.title else words.reader.UNTITLED,
        state=words.mine.state_of(letter),
        url=words.author.url(letter),
        responses=words.numbers.responses(entry.responses),
    )


def _response_line(letter: Letter, response: Response) -> Said:
    thread_id, name = response.thread_id or letter.thread_id, response_name(response)
    linked = thread_id is not None and response.message_id is not None and not response.gone
    line = (words.mine.RESPONSE_LINKED if linked else words.mine.RESPONSE).fill(
        number=response.number,
        title=Excerpt(letter.title or ""),
        name=Excerpt(name) if isinstance(name, str) else name,
        text=Excerpt(response.change or response.text, most=words.mine.RESPONSE_SHOWN),
        url=words.author.message_url(letter.guild_id, thread_id or 0, response.message_id or 0),
    )
    return line if response.removed_at is None else lines([line, words.mine.RESPONSE_REMOVED])

"""What is kept about a person: how they see it, how they are asked before it is erased, and
what they read afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot import words
from bot.language import Day, Joined, Said, day_of, lines
from bot.letter import OVER, PUBLIC, State
from bot.life.forgetting import Kept
from bot.words import numbers
from cogs._cards import DANGER, PAPER, Button, Card, Embed, bold, custom_id


def data_card(kept: Kept) -> Card:
    """Returns the answer to `/letter data`: what is kept about the person who asks."""
    if not kept.can_be_forgotten and not kept.blocks:
        return Card(words.data.KEPT_NOTHING)
    listed = [words.data.KEPT_LINE.format(what=what, until=until) for what, until in _kept_lines(kept)]
    how_to = [words.data.KEPT_HOW_TO] if kept.can_be_forgotten else []
    text = lines([words.data.KEPT_SEALED, *listed, words.data.KEPT_DESK, *how_to])
    return Card(embeds=[Embed(words.data.KEPT_TITLE, text, colour=PAPER)])


def _kept_lines(kept: Kept) -> Iterable[tuple[Said, Said]]:
    """Yields what is kept, and until when."""
    waiting = [letter for letter, end in kept.letters if end is None and letter.state is not State.DRAFT]
    if kept.drafts:
        yield numbers.DRAFTS.format(count=kept.drafts), words.data.KEPT_DRAFTS
    if waiting:
        yield numbers.LETTERS.format(count=len(waiting)), words.data.KEPT_WAITING
    if public := _ends(kept, PUBLIC):
        yield (
            numbers.LETTERS.format(count=len(public)),
            words.data.KEPT_FORGOTTEN_ON.format(when=words.data.on_days(public)),
        )
    if over := _ends(kept, OVER):
        yield numbers.LETTERS.format(count=len(over)), words.data.KEPT_OVER.format(when=words.data.on_days(over))
    for count, name, until in (
        (len(kept.responses), numbers.RESPONSES, words.data.KEPT_RESPONSES),
        (len(kept.pen_names), numbers.PEN_NAMES, words.data.KEPT_PEN_NAMES),
        (len(kept.reports), numbers.REPORTS, words.data.KEPT_REPORTS),
        (len(kept.listening), numbers.THREADS, words.data.KEPT_LISTENING),
        (len(kept.archive_names), numbers.ARCHIVE_NAMES, words.data.KEPT_ARCHIVE_NAMES),
        (len(kept.messages), numbers.MESSAGES, words.data.KEPT_MESSAGES),
        (int(kept.inbox_known), words.data.KEPT_INBOX, words.data.KEPT_INBOX_UNTIL),
        (kept.blocks, numbers.BLOCKS, words.data.KEPT_BLOCKS),
    ):
        if count:
            yield name.fill(count=count), until


def _ends(kept: Kept, states: Collection[State]) -> list[Day]:
    """Returns the days on which the authors of letters in these states are forgotten, in order."""
    ends = [end for letter, end in kept.letters if end is not None and letter.state in states]
    return [day_of(end) for end in sorted(ends)]


def forget_card(kept: Kept) -> Card:
    """Returns what **Forget me** would erase, with that button; the button's id does not name the person."""
    blocks = [words.data.FORGET_BLOCKS.format(blocks=numbers.BLOCKS.format(count=kept.blocks))] if kept.blocks else []
    if not kept.can_be_forgotten:
        return Card(lines([words.data.FORGET_NOTHING, *blocks]))
    text = lines([words.data.FORGET_TITLE, bold(_counted(kept)), words.data.FORGET_MEANS, *blocks])
    return Card(text, items=[Button(words.data.FORGET_ME, custom_id("forget"), DANGER)])


def forgotten_card(erased: Kept) -> Card:
    """Returns what has been erased."""
    text = words.data.FORGOTTEN.format(what=_counted(erased)) if erased.can_be_forgotten else words.data.FORGET_NOTHING
    return Card(lines([text, words.archive.GOES_ALL]) if erased.in_archive else text, items=[])


def _counted(kept: Kept) -> Said:
    """Returns a list such as "2 drafts, what ties you to 5 letters, 3 pen names": of these only that is erased."""
    gone = (
        (kept.drafts, numbers.DRAFTS),
        (len(kept.messages), numbers.MESSAGES),
        (int(kept.inbox_known), words.data.ERASED_INBOX),
    )
    untied = (
        (len(kept.letters) - kept.drafts, numbers.LETTERS),
        (len(kept.responses), numbers.RESPONSES),
        (len(kept.pen_names), numbers.PEN_NAMES),
        (len(kept.reports), numbers.REPORTS),
        (len(kept.listening), numbers.THREADS),
        (len(kept.archive_names), numbers.ARCHIVE_NAMES),
    )
    erased, ties = ([name.fill(count=count) for count, name in each if count] for each in (gone, untied))
    if ties:
        erased.append(words.data.FORGET_TIES.fill(what=Joined(tuple(ties), ", ")))
    return Joined(tuple(erased), ", ")

"""What is kept about somebody: how they are shown it, asked before it is erased, and told after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot import words
from bot.letter import OVER, PUBLIC, State
from bot.life.forgetting import Kept
from cogs import _cards as cards
from cogs._cards import Card


def data_card(kept: Kept) -> Card:
    """What is kept about the person who asks."""
    if not kept.can_be_forgotten and not kept.blocks:
        return Card(words.data.KEPT_NOTHING)
    lines = [words.data.KEPT_LINE.format(what=what, until=until) for what, until in _kept_lines(kept)]
    how_to = [words.data.KEPT_HOW_TO] if kept.can_be_forgotten else []
    text = "\n".join([words.data.KEPT_SEALED, *lines, words.data.KEPT_DESK, *how_to])
    return Card(embeds=[discord.Embed(title=words.data.KEPT_TITLE, description=text, colour=cards.PAPER)])


def _kept_lines(kept: Kept) -> Iterable[tuple[str, str]]:
    """What is kept, and until when."""
    waiting = [letter for letter, end in kept.letters if end is None and letter.state is not State.DRAFT]
    if kept.drafts:
        yield words.data.drafts(kept.drafts), words.data.KEPT_DRAFTS
    if waiting:
        yield words.desk.letters(len(waiting)), words.data.KEPT_WAITING
    if public := _ends(kept, PUBLIC):
        yield words.desk.letters(len(public)), words.data.KEPT_FORGOTTEN_ON.format(when=words.data.on_days(public))
    if over := _ends(kept, OVER):
        yield words.desk.letters(len(over)), words.data.KEPT_OVER.format(when=words.data.on_days(over))
    for count, name, until in (
        (len(kept.responses), words.data.own_responses, words.data.KEPT_RESPONSES),
        (kept.pen_names, words.data.pen_names, words.data.KEPT_PEN_NAMES),
        (kept.reports, words.data.reports, words.data.KEPT_REPORTS),
        (kept.messages, words.data.messages, words.data.KEPT_MESSAGES),
        (int(kept.inbox_known), lambda _: words.data.KEPT_INBOX, words.data.KEPT_INBOX_UNTIL),
        (kept.blocks, words.data.blocks, words.data.KEPT_BLOCKS),
    ):
        if count:
            yield name(count), until


def _ends(kept: Kept, states: Collection[State]) -> list[str]:
    """The days on which the authors of letters in these states are forgotten, in order."""
    ends = [end for letter, end in kept.letters if end is not None and letter.state in states]
    return [words.numbers.day(cards.moment(end)) for end in sorted(ends)]


def forget_card(kept: Kept) -> Card:
    """What **Forget me** would erase; the button says nothing about who presses it."""
    blocks = [words.data.FORGET_BLOCKS.format(blocks=words.data.blocks(kept.blocks))] if kept.blocks else []
    if not kept.can_be_forgotten:
        return Card("\n".join([words.data.FORGET_NOTHING, *blocks]))
    text = "\n".join([words.data.FORGET_TITLE, f"**{_counted(kept)}**", words.data.FORGET_MEANS, *blocks])
    press: ui.Button[Any] = ui.Button(
        label=words.data.FORGET_ME, style=ButtonStyle.danger, custom_id=cards.custom_id("forget")
    )
    return Card(text, view=cards.view_of([press]))


def forgotten_card(erased: Kept) -> Card:
    """What has been erased."""
    text = words.data.FORGOTTEN.format(what=_counted(erased)) if erased.can_be_forgotten else words.data.FORGET_NOTHING
    return Card(text, view=cards.view_of([]))


def _counted(kept: Kept) -> str:
    """2 drafts, 5 letters, 3 pen names."""
    counts = (
        (kept.drafts, words.data.drafts),
        (len(kept.letters) - kept.drafts, words.desk.letters),
        (len(kept.responses), words.data.own_responses),
        (kept.pen_names, words.data.pen_names),
        (kept.reports, words.data.reports),
        (kept.messages, words.data.messages),
        (int(kept.inbox_known), lambda _: words.data.ERASED_INBOX),
    )
    return ", ".join(name(count) for count, name in counts if count)

"""What is kept about somebody: how they are shown it, asked before it is erased, and told after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import discord
from discord import ButtonStyle, ui

from bot import words
from bot.forgetting import Kept
from bot.letter import OVER, PUBLIC, State
from cogs import _cards as cards
from cogs._cards import Card


def data_card(kept: Kept) -> Card:
    """What is kept about the person who asks."""
    if not kept.can_be_forgotten and not kept.blocks:
        return Card(words.KEPT_NOTHING)
    lines = [words.KEPT_LINE.format(what=what, until=until) for what, until in _kept_lines(kept)]
    how_to = [words.KEPT_HOW_TO] if kept.can_be_forgotten else []
    text = "\n".join([words.KEPT_SEALED, *lines, words.KEPT_DESK, *how_to])
    return Card(embeds=[discord.Embed(title=words.KEPT_TITLE, description=text, colour=cards.PAPER)])


def _kept_lines(kept: Kept) -> Iterable[tuple[str, str]]:
    """What is kept, and until when."""
    waiting = [letter for letter, end in kept.letters if end is None and letter.state is not State.DRAFT]
    if kept.drafts:
        yield words.drafts(kept.drafts), words.KEPT_DRAFTS
    if waiting:
        yield words.letters(len(waiting)), words.KEPT_WAITING
    if public := _ends(kept, PUBLIC):
        yield words.letters(len(public)), words.KEPT_FORGOTTEN_ON.format(when=words.on_days(public))
    if over := _ends(kept, OVER):
        yield words.letters(len(over)), words.KEPT_OVER.format(when=words.on_days(over))
    for count, name, until in (
        (len(kept.responses), words.own_responses, words.KEPT_RESPONSES),
        (kept.pen_names, words.pen_names, words.KEPT_PEN_NAMES),
        (kept.reports, words.reports, words.KEPT_REPORTS),
        (kept.messages, words.messages, words.KEPT_MESSAGES),
        (int(kept.inbox), lambda _: words.KEPT_INBOX, words.KEPT_INBOX_UNTIL),
        (kept.blocks, words.blocks, words.KEPT_BLOCKS),
    ):
        if count:
            yield name(count), until


def _ends(kept: Kept, states: Collection[State]) -> list[str]:
    """The days on which the authors of letters in these states are forgotten, in order."""
    ends = [end for letter, end in kept.letters if end is not None and letter.state in states]
    return [words.day(cards.moment(end)) for end in sorted(ends)]


def forget_card(kept: Kept) -> Card:
    """What **Forget me** would erase; the button says nothing about who presses it."""
    blocks = [words.FORGET_BLOCKS.format(blocks=words.blocks(kept.blocks))] if kept.blocks else []
    if not kept.can_be_forgotten:
        return Card("\n".join([words.FORGET_NOTHING, *blocks]))
    text = "\n".join([words.FORGET_TITLE, f"**{_counted(kept)}**", words.FORGET_MEANS, *blocks])
    press: ui.Button[Any] = ui.Button(
        label=words.FORGET_ME, style=ButtonStyle.danger, custom_id=cards.custom_id("forget")
    )
    return Card(text, view=cards.view_of([press]))


def forgotten_card(erased: Kept) -> Card:
    """What has been erased."""
    text = words.FORGOTTEN.format(what=_counted(erased)) if erased.can_be_forgotten else words.FORGET_NOTHING
    return Card(text, view=cards.view_of([]))


def _counted(kept: Kept) -> str:
    """2 drafts, 5 letters, 3 pen names."""
    counts = (
        (kept.drafts, words.drafts),
        (len(kept.letters) - kept.drafts, words.letters),
        (len(kept.responses), words.own_responses),
        (kept.pen_names, words.pen_names),
        (kept.reports, words.reports),
        (kept.messages, words.messages),
        (int(kept.inbox), lambda _: words.ERASED_INBOX),
    )
    return ", ".join(name(count) for count, name in counts if count)

"""What people see who look after a letterbox: what waits, its settings, and their forms; and its panel, a message in
any channel with which anybody begins a letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import discord
from discord import ButtonStyle

from bot import words
from bot.language import Said, lines
from bot.letter import Letterbox, Membership
from bot.rules import letterboxes, panel
from bot.rules.panel import Setting, Shape
from cogs import _forms as forms
from cogs._cards import PAPER, Button, Card, Embed, Item, Option, Select, button, custom_id, item
from cogs._channels import Chosen
from cogs._form_fields import Field, Pick
from cogs._picks import ChannelPick, RolePick

WAITING = 5  #: lines of what waits, at most
#: The parts of the panel in order; a button carries the index of its part.
PARTS = ("channels", *panel.GROUPS)


def what_waits(parked: Sequence[tuple[int, Said]], cards: int) -> Iterable[Said]:
    """Yields what could not be done in public, and at the desk, when it was tried last."""
    for number, said in parked[:WAITING]:
        yield words.letterbox.CHECK_WAITS.format(number=number, said=said)
    if len(parked) > WAITING:
        yield words.numbers.MORE.format(count=len(parked) - WAITING)
    if cards:
        yield words.letterbox.CHECK_CARDS.format(cards=words.numbers.CARDS.format(count=cards))


def settings_card(letterbox: Letterbox, places: Chosen, mature: Said, said: Sequence[Said] = ()) -> Card:
    """Returns the panel of a letterbox that is in these places, with what is to be `said` above it; `mature` is what to
    say of letters that are Not Safe for Work."""
    title = letterbox.name or words.letterbox.SETTINGS_TITLE
    items = [
        Button(words.settings.GROUPS[part], custom_id("settings", letterbox.id, index))
        for index, part in enumerate(PARTS)
    ]
    return Card(
        lines(said) if said else None, [Embed(title, lines([*_places(places), mature, *panel.lines(letterbox)]))], items
    )


def _places(places: Chosen) -> Iterable[Said]:
    for name, channel in (("letters", places.letters), ("desk", places.desk)):
        if channel is not None:
            yield words.letterbox.CHECK_CHANNEL[name].format(channel=channel.mention)


def greeting_card() -> Card:
    """Returns what a server reads that the bot has joined."""
    opened = custom_id("set-up")
    set_up = Button(words.setup.SET_IT_UP, opened, ButtonStyle.primary)
    return Card(words.setup.GREETING, items=[set_up], known_by=frozenset({opened}))


def which_card(there: Sequence[Letterbox]) -> Card:
    """Returns the question whose settings somebody wants to see."""
    options = [Option(letterboxes.name_of(each), f"{each.id:x}", False) for each in there]
    return Card(words.settings.WHICH_ONE, items=[Select(custom_id("settings-of", 0), words.settings.CHOOSE, options)])


def what_changed(before: Letterbox, after: Letterbox) -> list[Said]:
    """Returns what is said when settings were changed."""
    found = [*panel.differences(before, after)]
    return [words.settings.WHAT_CHANGED, *map(item, found)] if found else [words.settings.NOTHING_CHANGED]


def settings_form(part: str, opened: str, letterbox: Letterbox, chosen: Chosen, roles: Collection[int]) -> forms.Form:
    """Returns the form of one part of the panel, filled in with what is set; `opened` is its custom id, `roles` are the
    ids of the server's."""
    if part == "channels":
        return forms.Form(words.settings.GROUPS[part], opened, _channel_fields(chosen))
    fields = [field(each, letterbox, roles) for each in panel.GROUPS[part]]
    return forms.Form(words.settings.GROUPS[part], opened, fields)


def _channel_fields(chosen: Chosen) -> list[Pick]:
    picks = (
        ("letters", chosen.letters, False),
        ("desk", chosen.desk, True),
        ("mature", chosen.mature, False),
    )
    return [
        Pick(words.settings.LABELS[name], channel_pick(name, name, channel, text_only), words.settings.HINTS.get(name))
        for name, channel, text_only in picks
    ]


def channel_pick(opened: str, name: str, channel: discord.abc.GuildChannel | None, text_only: bool) -> ChannelPick:
    """Returns the list to pick one of a letterbox's channels from."""
    return ChannelPick(opened, words.settings.LABELS[name], None if channel is None else channel.id, text_only)


def field(setting: Setting, letterbox: Letterbox, roles: Collection[int]) -> Field | Pick:
    """Returns the field of a setting in a form, filled in with what is set."""
    hint = words.settings.HINTS.get(setting.name)
    if setting.shape is Shape.ROLES:
        return Pick(setting.label, role_pick(setting.name, setting, letterbox, roles), hint)
    if setting.choices is not None:
        return Pick(setting.label, choice(setting.name, setting, letterbox), hint)
    needed = setting.shape is Shape.NUMBER or setting.name == "categories"
    style = discord.TextStyle.paragraph if setting.shape in panel.LONG else discord.TextStyle.short
    return Field(setting.name, setting.label, setting.longest, style, hint, setting.filled(letterbox), needed)


def role_pick(opened: str, setting: Setting, letterbox: Letterbox, roles: Collection[int]) -> RolePick:
    """Returns the list to pick a setting's roles from; of those that are set, it shows those that exist."""
    return RolePick(opened, setting.label, [each for each in setting.now(letterbox) if each in roles], setting.most)


def choice(opened: str, setting: Setting, letterbox: Letterbox) -> Item:
    """Returns the list to choose what is set from; of a number, some that are often chosen, and what it is now."""
    now = setting.now(letterbox)
    values = setting.choices or sorted({*setting.offers, now})
    options = [
        Option(setting.choices[each] if setting.choices else setting.said(each), str(each), each == now)
        for each in values
    ]
    return Select(opened, setting.label, options)


def panel_card(letterbox: Letterbox) -> Card:
    """Returns the panel of a letterbox, with its name for a title if it has one."""
    title: Said = letterbox.name or words.panel.TITLE
    items = [
        button(words.panel.WRITE, "panel-write", letterbox.id, ButtonStyle.primary),
        button(words.panel.ABOUT, "panel-about", letterbox.id),
    ]
    known_by = frozenset({custom_id("panel-write", letterbox.id)})
    return Card(None, [Embed(title, words.panel.TEXT, colour=PAPER)], items, known_by=known_by)


def ways_card(membership: Membership) -> Card:
    """Returns the two ways to write to this letterbox."""
    letterbox = membership.letterbox
    place = words.letterbox.place(membership.server, letterbox.name)
    items = [
        button(words.panel.BY_FORM, "panel-form", letterbox.id, ButtonStyle.primary),
        button(words.panel.BY_MESSAGE, "panel-message", letterbox.id),
    ]
    return Card(words.panel.WAYS.format(place=place), items=items)


def about_card(letterbox: Letterbox, said: Said) -> Card:
    """Returns what this is; `said` is what is read by whoever writes for the first time."""
    return Card(embeds=[Embed(letterboxes.name_of(letterbox), said, colour=PAPER)])

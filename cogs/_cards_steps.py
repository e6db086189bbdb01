"""What whoever sets a letterbox up sees, step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import discord
from discord import ButtonStyle

from bot import words
from bot.language import Joined, Listed, Said, day_of, lines
from bot.language.markup import isolated, plain
from bot.letter import STEPS, Letterbox, Rating, Setup
from bot.rules import panel
from bot.rules.panel import Shape
from bot.rules.presets import CHOSEN, PRESETS, preset_of
from cogs import _cards_letterbox as letterbox_cards
from cogs import _channels as channels
from cogs import _forms as forms
from cogs import _making as making
from cogs._cards import PAPER, Button, Card, Embed, Item, Option, Select, bold, custom_id, item
from cogs._roles import ids_in as role_ids

#: What is picked from a list in the message; the list carries the index.
PICKS = ("make", "letters", "desk", "mature", "care", *panel.SETTINGS)
#: Settings that the last step says once more.
SUMMED_UP = ("reviewers", "quorum", "writers", "account_days", "member_hours", "categories")
PRIMARY, GREEN = ButtonStyle.primary, ButtonStyle.success


@dataclass(frozen=True, slots=True)
class Found:
    """How a step stands: what is missing before the next one, whether the bot can put something of it right, and
    whether the letterbox needs a name."""

    missing: Sequence[Said] = ()
    can_mend: bool = False
    needs_name: bool = False


def step_card(setup: Setup, guild: discord.Guild, found: Found, now: int, said: Sequence[Said] = ()) -> Card:
    """Returns the step that a set-up is at, with what is to be `said` above it."""
    step = STEPS[setup.step]
    title = words.setup.STEP.format(step=setup.step + 1, steps=len(STEPS), title=words.setup.TITLES[step])
    text = [words.setup.EXPLAINED[step], "", *_shown(step, setup, guild)]
    if found.missing:
        text += ["", words.setup.MISSING, *map(item, found.missing)]
        text += [words.setup.CAN_MEND] if found.can_mend else []
    embeds = [Embed(title, lines(text))]
    if step == "preview":
        embeds.append(_sample(setup.letterbox, now, rated=setup.mature or setup.letterbox.mature_id is not None))
    return Card(lines(said) if said else None, embeds, [*_lists(step, setup, guild), *_buttons(setup, found)])


def under_way_card(setup: Setup) -> Card:
    """Returns the question whether somebody goes on with what was begun."""
    begun, step = f"<t:{setup.begun_at}:R>", setup.step + 1
    said = words.setup.UNDER_WAY.format(begun=begun, step=step, title=words.setup.TITLES[STEPS[setup.step]])
    buttons = [
        Button(words.setup.GO_ON, custom_id("setup-step", setup.id, setup.step), PRIMARY),
        Button(words.setup.START_AGAIN, custom_id("setup-again", setup.id)),
    ]
    return Card(said, items=buttons)


def step_form(setup: Setup, roles: Collection[int]) -> forms.Form:
    """Returns the form of the step that a set-up is at: what is written there, filled in with what was chosen; `roles`
    are the ids of the server's."""
    step = STEPS[setup.step]
    settings = [panel.SETTINGS["name"]] if step not in panel.GROUPS else panel.GROUPS[step]
    fields = [letterbox_cards.field(each, setup.letterbox, roles) for each in settings]
    return forms.Form(
        words.setup.NAME_IT if step not in panel.GROUPS else words.settings.GROUPS[step],
        custom_id("setup-filled", setup.id),
        fields,
    )


def _shown(step: str, setup: Setup, guild: discord.Guild) -> Iterable[Said]:
    """Yields what was chosen in a step."""
    box = setup.letterbox
    if step in ("channels", "preview"):
        if box.name:
            yield words.setup.NAMED_SO.format(name=bold(plain(box.name)))
        yield from _places(setup, guild)
    if step in ("care", "preview"):
        yield words.setup.ABOUT_PRESETS[preset] if (preset := preset_of(box)) else words.setup.OWN_CHOICE
    names = {"care": CHOSEN, "preview": SUMMED_UP}.get(step, [each.name for each in panel.GROUPS.get(step, ())])
    yield from (panel.SETTINGS[name].line(box) for name in names)


def _places(setup: Setup, guild: discord.Guild) -> Iterable[Said]:
    if setup.make:
        names = [channels_said(guild, setup, each) for each in setup.wanted]
        roles = [role.mention for role in making.reviewing(guild, setup.letterbox.reviewers)]
        said = words.setup.WILL_MAKE if roles else words.setup.WILL_MAKE_FOR_ADMINISTRATORS
        yield said.fill(channels=Listed(tuple(names)), who=Listed(tuple(roles)))
        return
    chosen = channels.found(guild, setup.letterbox)
    for name, channel in (("letters", chosen.letters), ("desk", chosen.desk), ("mature", chosen.mature)):
        if channel is not None:
            yield words.setup.WHERE.format(what=words.settings.LABELS[name], where=channel.mention)


def channels_said(guild: discord.Guild, setup: Setup, channel: str) -> Said:
    """Returns a channel that is created, or that was."""
    made = channels.by_id(guild, setup.made(channel))
    return made.mention if made is not None else bold(f"#{plain(making.name_of(setup.letterbox, channel))}")


def _lists(step: str, setup: Setup, guild: discord.Guild) -> Iterable[Item]:
    """Yields what is picked from lists in a step."""
    if step == "channels":
        yield _make(setup)
        if not setup.make:
            chosen = channels.found(guild, setup.letterbox)
            yield letterbox_cards.channel_pick(_picked(setup, "letters"), "letters", chosen.letters, False)
            yield letterbox_cards.channel_pick(_picked(setup, "desk"), "desk", chosen.desk, True)
            yield letterbox_cards.channel_pick(_picked(setup, "mature"), "mature", chosen.mature, False)
    if step == "care":
        now = preset_of(setup.letterbox)
        options = [
            Option(words.setup.PRESETS[each], each, each == now, words.setup.ABOUT_PRESETS[each]) for each in PRESETS
        ]
        yield Select(_picked(setup, "care"), words.setup.CARE, options)
    for setting in panel.GROUPS.get(step, ()):
        if setting.shape is Shape.ROLES:
            opened, there = _picked(setup, setting.name), role_ids(guild)
            yield letterbox_cards.role_pick(opened, setting, setup.letterbox, there)
        if setting.choices or setting.offers:
            yield letterbox_cards.choice(_picked(setup, setting.name), setting, setup.letterbox)


def _make(setup: Setup) -> Select:
    now = f"{setup.make}-mature" if setup.make and setup.mature else setup.make
    options = [
        Option(words.setup.MAKE[each], each or "there", each == now, words.setup.ABOUT_MAKE[each])
        for each in words.setup.MAKE
    ]
    return Select(_picked(setup, "make"), words.setup.WHAT_TO_MAKE, options)


def _picked(setup: Setup, name: str) -> str:
    return custom_id("setup-pick", setup.id, PICKS.index(name))


def _buttons(setup: Setup, found: Found) -> Iterable[Button]:
    step, last = STEPS[setup.step], len(STEPS) - 1

    def to(label: Said, index: int, style: ButtonStyle = ButtonStyle.secondary) -> Button:
        return Button(label, custom_id("setup-step", setup.id, index), style)

    if setup.step:
        yield to(words.setup.BACK, setup.step - 1)
    if found.needs_name:
        yield Button(words.setup.NAME_IT, custom_id("setup-form", setup.id), PRIMARY)
    if found.missing:
        yield to(words.setup.TRY_AGAIN, setup.step, PRIMARY if not found.needs_name else ButtonStyle.secondary)
    elif setup.step == last:
        yield Button(words.setup.OPEN, custom_id("setup-open", setup.id), GREEN)
    else:
        yield to(words.setup.NEXT, setup.step + 1, PRIMARY)
    if found.can_mend:
        yield Button(words.setup.MEND, custom_id("setup-mend", setup.id), PRIMARY)
    if any(each.shape is Shape.LIST for each in panel.GROUPS.get(step, ())):
        yield Button(words.setup.CHANGE_IT, custom_id("setup-form", setup.id))
    if not found.missing and setup.step < last - 1:
        yield to(words.setup.TO_THE_END, last)


def _sample(letterbox: Letterbox, now: int, *, rated: bool) -> Embed:
    """A letter as readers will see it."""
    number, rating = words.reader.THREAD_NUMBERED.format(number=1), [words.reader.RATINGS[Rating.SAFE]] if rated else []
    facts = (number, isolated(letterbox.categories[0]), *rating, day_of(now), words.numbers.responses(0))
    line = Joined(facts, words.reader.SEPARATOR)
    return Embed(words.setup.SAMPLE_TITLE, words.setup.SAMPLE_TEXT, line, PAPER)

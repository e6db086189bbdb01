"""How careful a letterbox is, in one choice of three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from bot.letter import Letterbox, Limits
from bot.letter.letterbox import NOTICE_DELAY
from bot.rules import panel
from bot.rules.settings import Changes

_USUAL = Limits()
#: What each changes; all change the same, so that one takes the place of another.
PRESETS: Mapping[str, Changes] = {
    "relaxed": Changes(waiting=3, daily=10, responses=10, links="allow", collection=0, notice_delay=0),
    "careful": Changes(
        waiting=_USUAL.waiting,
        daily=_USUAL.daily,
        responses=_USUAL.responses,
        links="allow",
        collection=0,
        notice_delay=NOTICE_DELAY,
    ),
    "strict": Changes(waiting=1, daily=1, responses=3, links="flag", collection=3_600, notice_delay=600),
}
#: The settings that they choose.
CHOSEN = tuple(name for name, value in asdict(PRESETS["careful"]).items() if value is not None)


def preset_of(letterbox: Letterbox) -> str | None:
    """Returns which of them a letterbox is set to; None for a choice of one's own."""
    now = {name: panel.SETTINGS[name].now(letterbox) for name in CHOSEN}
    return next((name for name, each in PRESETS.items() if all(getattr(each, key) == now[key] for key in CHOSEN)), None)

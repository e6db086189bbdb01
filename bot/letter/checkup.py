"""What Discord says of channels and of the bot itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language import Said


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is wrong with a letterbox's channels. Two are the same when `what` and `about` are, however they
    are said."""

    what: str  #: a name that stays, such as “permissions”
    about: tuple[str, ...]  #: the channel, and what else tells this one from others
    said: Said  #: what it is, and what to do about it


@dataclass(frozen=True, slots=True)
class Checkup:
    """What Discord says to a bot that asks without connecting."""

    name: str  #: the bot's
    intents: Mapping[str, bool]  #: whether the portal grants each privileged one
    clock_off: int | None  #: seconds that this machine's clock is ahead; None: Discord did not tell the time
    problems: Mapping[int, Sequence[str]]  #: what is wrong with the channels of each letterbox

"""What Discord says about channels and about the bot itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language import Said


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is wrong with a letterbox's channels.

    Two lacks are the same when their `what` and `about` are, however they are worded.
    """

    what: str  #: a name that never changes, such as “permissions”
    about: tuple[str, ...]  #: the channel, and whatever else tells this lack from others
    said: Said  #: the sentence: what is wrong, and what to do about it


@dataclass(frozen=True, slots=True)
class Checkup:
    """What Discord answers a bot that asks without connecting to the gateway."""

    name: str  #: the bot's name
    intents: Mapping[str, bool]  #: for each privileged intent, whether the developer portal grants it
    clock_off: int | None  #: seconds by which this machine's clock is ahead; None when Discord did not say the time
    problems: Mapping[int, Sequence[str]]  #: by letterbox id: what is wrong with its channels

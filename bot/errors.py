"""Everything that can go wrong on purpose.

* UnsignedError
  * Refusal: meant for the person who asked; its sentence is what they read
    * NotFound: no such letter, draft, response or letterbox
      * Forgotten: the letter's author is known to nobody any more
    * WrongState: the letter is not in a state that knows this verb
    * NotReady: a draft cannot be sent yet
    * NotYours: the letter belongs to somebody else
    * GivesAway: the text may tell who wrote it; they may say it anyway
    * StoreFailed: the database did not take or give something; nothing of it happened
  * CourierError: Discord did not do what a delivery asked
    * TryLater: may work later (outage, rate limit, lost answer)
    * LoggedOut: Discord no longer takes the bot's token
    * Final: will not work by trying again
      * Gone: the channel, thread or message is no longer there
      * Forbidden: the bot lacks a permission
      * Unreachable: the person takes no direct messages, or shares no server
  * SetupError: the program cannot start; its text says what to do
    * SettingError: a setting is missing or malformed
    * StoreError: the database cannot be opened or is newer than this program
    * SealError: a wrong key, or a sealed value that was tampered with
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from bot.language import ENGLISH, Said, whole


class UnsignedError(Exception):
    """The root: `except UnsignedError` catches everything raised on purpose."""


class Refusal(UnsignedError):
    """Meant for a person: `sentence` says what is wrong and what to do, in the language of whoever reads it."""

    def __init__(self, sentence: Said) -> None:
        super().__init__(sentence)
        self.sentence = whole(sentence)

    def __str__(self) -> str:
        return ENGLISH(self.sentence)


class NotFound(Refusal):
    """There is no such letter, draft, response or letterbox."""


class Forgotten(NotFound):
    """There is nobody behind the letter any more: its author asked for that, or enough time has passed."""


class WrongState(Refusal):
    """The letter's state does not know this verb; often somebody was faster."""


class NotReady(Refusal):
    """A draft cannot be sent yet; `obstacles` names everything that keeps it, the most important first."""

    def __init__(self, sentence: Said, obstacles: Sequence[Enum]) -> None:
        super().__init__(sentence)
        self.obstacles = obstacles


class NotYours(Refusal):
    """Somebody tries to act on a letter they did not write."""


class GivesAway(Refusal):
    """The text holds what may tell who wrote it. Whoever wrote it may say it anyway."""


class StoreFailed(Refusal):
    """The database failed in the middle of its work, and nothing of that transaction happened.

    The text is for the person who asked; `why` says to the host what to do about it.
    """

    def __init__(self, sentence: Said, why: str) -> None:
        super().__init__(sentence)
        self.why = why


class CourierError(UnsignedError):
    """Discord did not do what a delivery asked."""


class TryLater(CourierError):
    """May work later. `after` is what Discord asks to wait, in seconds, or None."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class LoggedOut(CourierError):
    """Discord no longer takes the token (401). Nothing works before the host gives another one."""


class Final(CourierError):
    """Will not work by trying again; `reason` says why, as the desk reads it."""

    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = whole(reason)

    def __str__(self) -> str:
        return ENGLISH(self.reason)


class Gone(Final):
    """The channel, thread or message is no longer there."""


class Forbidden(Final):
    """The bot lacks a permission. Never retried: Discord counts such requests."""


class Unreachable(Final):
    """The person takes no direct messages (50007), or shares no server with the bot (50278)."""


class SetupError(UnsignedError):
    """The program cannot start; the text says what to do about it."""


class SettingError(SetupError):
    """A setting is missing or malformed."""


class StoreError(SetupError):
    """The database cannot be opened, or was written by a newer version."""


class SealError(SetupError):
    """A wrong key, or a sealed value that was tampered with."""

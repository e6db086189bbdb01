"""Every error that is raised on purpose.

* UnsignedError
  * Refusal: meant for the person who asked; its sentence is what they read
    * NotFound: no such letter, draft, response or letterbox
      * Forgotten: the letter's author is no longer known to anybody
    * WrongState: the letter is not in a state that allows this verb
    * NotReady: a draft cannot be sent yet
    * NotYours: the letter belongs to somebody else
    * GivesAway: the text may tell who wrote it; they may say it anyway
      * InCrisis: it holds words of crisis; they read something before they send it
    * StoreFailed: the database failed; nothing of that transaction happened
  * CourierError: Discord did not do what a delivery asked
    * TryLater: may work later (outage, rate limit, lost answer)
      * Barred: Discord takes nothing from the bot for the time being; the whole post stops
    * LoggedOut: Discord no longer accepts the bot's token
    * Final: will not work by trying again
      * Gone: the channel, thread or message no longer exists
      * Forbidden: the bot lacks a permission
      * Unreachable: the person accepts no direct messages, or shares no server
      * Refused: Discord, or the server's AutoMod, does not take what it says
      * Closed: the thread is locked, or archived for good
  * TakenOver: another process makes the delivery by now
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
    """The root: `except UnsignedError` catches every error raised on purpose."""


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
    """Nobody is known to have written the letter any more: its author asked for that, or enough time has passed."""


class WrongState(Refusal):
    """The letter's state does not allow this verb; often somebody else was faster."""


class NotReady(Refusal):
    """A draft cannot be sent yet; `obstacles` names every reason, the most important first."""

    def __init__(self, sentence: Said, obstacles: Sequence[Enum]) -> None:
        super().__init__(sentence)
        self.obstacles = obstacles


class NotYours(Refusal):
    """Somebody tried to act on a letter they did not write."""


class GivesAway(Refusal):
    """The text contains something that may tell who wrote it. Its writer may send it anyway.

    `mark` recognises the text that they are asked about.
    """

    def __init__(self, sentence: Said, mark: int) -> None:
        super().__init__(sentence)
        self.mark = mark


class InCrisis(GivesAway):
    """The letter holds words of crisis: before it is sent, its writer reads where somebody answers now."""


class StoreFailed(Refusal):
    """The database failed, and nothing of that transaction happened.

    `sentence` is for the person who asked; `why` tells the host what to do about it.
    """

    def __init__(self, sentence: Said, why: str) -> None:
        super().__init__(sentence)
        self.why = why


class CourierError(UnsignedError):
    """Discord did not do what a delivery asked."""


class TryLater(CourierError):
    """May work later. `after` is how many seconds Discord asks to wait, or None."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Barred(TryLater):
    """Discord takes nothing from the bot for the time being (quarantine, a blocked address): the whole post stops."""


class TakenOver(UnsignedError):
    """The delivery is another process's by now, so nothing was sent."""


class LoggedOut(CourierError):
    """Discord no longer accepts the token (401). Nothing works until the host sets another one."""


class Final(CourierError):
    """Will not work by trying again; `reason` is what the desk reads about it."""

    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = whole(reason)

    def __str__(self) -> str:
        return ENGLISH(self.reason)


class Gone(Final):
    """The channel, thread or message no longer exists."""


class Forbidden(Final):
    """The bot lacks a permission. Never retried: Discord counts such requests."""


class Unreachable(Final):
    """The person accepts no direct messages (50007), or shares no server with the bot (50278)."""


class Refused(Final):
    """Discord, or the server's AutoMod, does not take what it says: only other words would do."""


class Closed(Final):
    """The thread is locked, or archived, and takes nothing more."""


class SetupError(UnsignedError):
    """The program cannot start; the text says what to do about it."""


class SettingError(SetupError):
    """A setting is missing or malformed."""


class StoreError(SetupError):
    """The database cannot be opened, or was written by a newer version."""


class SealError(SetupError):
    """A wrong key, or a sealed value that was tampered with."""

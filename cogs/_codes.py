"""What each of Discord's JSON error codes means for a request of ours: one table, by which `our_errors` goes.

The numbers are those of https://docs.discord.com/developers/topics/opcodes-and-status-codes#json. Discord sends one
code with several statuses, and one status with codes that mean the opposite (403 is a missing permission, but also
“opening direct messages too fast”), so the code decides wherever it is known here, and the status only where it is
not. Every code of Discord's list stands either in `CODES` or in `NEVER`; a test compares them with the list.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import discord

from bot import words
from bot.errors import (
    Barred,
    Closed,
    CourierError,
    Final,
    Forbidden,
    Gone,
    LoggedOut,
    Refused,
    TryLater,
    Unreachable,
)
from bot.language import Sentence
from cogs._requests import once

MINUTE, TEN_MINUTES = 60, 600


@dataclass(frozen=True, slots=True)
class Code:
    """A line of the table."""

    means: type[CourierError]
    said: Sentence = words.trouble.REFUSED  #: the reason of a Final, as the desk and writers read it
    after: int | None = None  #: seconds to wait at least, for TryLater


_LATER, _GONE = Code(TryLater), Code(Gone, words.trouble.GONE)
_UNREACHABLE, _OURS = Code(Unreachable, words.trouble.GONE), Code(Final)
_FORBIDDEN = Code(Forbidden, words.trouble.FORBIDDEN)
_BARRED = Code(Barred)
_PICTURES = Code(Refused, words.trouble.REFUSED_PICTURES)
_THREADS_FULL = Code(Forbidden, words.trouble.THREADS_FULL)
_TAGS = Code(Forbidden, words.trouble.TAG_WANTED)
_TOO_MANY_WEBHOOKS = Code(Forbidden, words.trouble.WEBHOOKS_FULL)

UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN, INVALID_FORM = 10008, 10015, 50027, 50035
THREAD_EXISTS, THREAD_LOCKED, THREAD_ARCHIVED = 160004, 160005, 50083

CODES: dict[int, Code] = {
    # what is not there
    10003: _GONE,
    10004: _GONE,
    UNKNOWN_MESSAGE: _GONE,
    10013: _UNREACHABLE,  # a deleted account
    UNKNOWN_WEBHOOK: _LATER,  # the courier makes another one
    INVALID_WEBHOOK_TOKEN: _LATER,  # so it does here
    10087: _LATER,  # a tag deleted this moment: the next attempt reads the forum's tags again
    # who cannot be reached
    50007: _UNREACHABLE,
    50033: _UNREACHABLE,
    50278: _UNREACHABLE,
    # what works later
    20016: _LATER,
    20022: Code(TryLater, after=TEN_MINUTES),
    20028: Code(TryLater, after=MINUTE),
    20029: Code(TryLater, after=MINUTE),
    30046: Code(TryLater, after=TEN_MINUTES),
    40003: Code(TryLater, after=MINUTE),
    40004: Code(TryLater, after=TEN_MINUTES),
    40006: Code(TryLater, after=TEN_MINUTES),
    40062: Code(TryLater, after=MINUTE),
    110000: _LATER,
    110001: _LATER,
    130000: Code(TryLater, after=MINUTE),
    # what concerns the bot as a whole; 20026, quarantine, is not in Discord's list
    20026: _BARRED,
    40002: _BARRED,
    40333: _BARRED,
    50178: _BARRED,
    40001: Code(LoggedOut),
    50014: Code(LoggedOut),
    # what somebody in the server can change
    50001: _FORBIDDEN,
    50009: _FORBIDDEN,
    50013: _FORBIDDEN,
    50095: _FORBIDDEN,
    60003: Code(Forbidden, words.trouble.TWO_FACTOR),
    30007: _TOO_MANY_WEBHOOKS,  # the courier does without
    30058: _TOO_MANY_WEBHOOKS,
    30033: _THREADS_FULL,
    160006: _THREADS_FULL,
    160007: _THREADS_FULL,
    40066: _TAGS,
    40067: _TAGS,
    50008: _GONE,  # the channel is of another kind now
    50024: _GONE,
    40058: _GONE,
    220001: _GONE,
    220003: _GONE,
    # threads
    THREAD_ARCHIVED: Code(Closed, words.trouble.CLOSED),
    THREAD_LOCKED: Code(Closed, words.trouble.CLOSED),
    THREAD_EXISTS: _OURS,  # taken as done by the courier
    # what other words would change
    200000: Code(Refused, words.trouble.REFUSED_BY_AUTOMOD),
    200001: Code(Refused, words.trouble.REFUSED_BY_AUTOMOD),
    20031: Code(Refused, words.trouble.REFUSED_WORDS),
    240000: Code(Refused, words.trouble.REFUSED_LINK),
    INVALID_FORM: Code(Refused, words.trouble.REFUSED_FORM),
    # what other pictures, or none, would change
    20009: _PICTURES,
    30015: _PICTURES,
    40005: _PICTURES,
    50045: _PICTURES,
    50046: _PICTURES,
    50110: _PICTURES,
    50123: _PICTURES,
    50146: _PICTURES,
    400001: Code(Refused, words.trouble.UPLOADS_LIMITED),
    # what we never ask for, if all is well
    0: _OURS,
    20001: _OURS,
    20002: _OURS,
    50003: _OURS,
    50005: _OURS,
    50006: _OURS,
    50021: _OURS,
    50041: _OURS,
    50068: _OURS,
    50085: _OURS,
    50109: _OURS,
    160002: _OURS,
    220002: _OURS,
    220004: _OURS,
}  # fmt: skip

#: Codes that no delivery can meet: accounts, invites, bans, emoji, stickers, sounds, voice, polls, events, purchases,
#: OAuth2, commands and answers to interactions (`_press`), bulk deletes, pins. Should one come, its status decides.
NEVER: frozenset[int] = frozenset({
    10001, 10002, 10005, 10006, 10007, 10009, 10010, 10011, 10012, 10014, 10016, 10020, 10021, 10026, 10027, 10028,
    10029, 10030, 10031, 10032, 10033, 10036, 10038, 10049, 10050, 10057, 10059, 10060, 10061, 10062, 10063, 10065,
    10066, 10067, 10068, 10069, 10070, 10071, 10097, 10124, 10129, 20012, 20015, 20018, 20024, 20035, 30001, 30002,
    30003, 30004, 30005, 30008, 30010, 30011, 30013, 30016, 30018, 30019, 30030, 30031, 30032, 30034, 30035, 30037,
    30038, 30039, 30040, 30042, 30045, 30047, 30048, 30052, 30056, 30060, 30061, 40007, 40009, 40012, 40018, 40019,
    40032, 40033, 40041, 40043, 40060, 40061, 40074, 40094, 50002, 50004, 50010, 50011, 50012, 50015, 50016, 50017,
    50019, 50020, 50025, 50026, 50028, 50034, 50036, 50039, 50054, 50055, 50057, 50067, 50070, 50073, 50074, 50080,
    50081, 50084, 50086, 50091, 50097, 50101, 50124, 50131, 50132, 50138, 50144, 50145, 50151, 50159, 50160, 50161,
    50162, 50163, 50167, 50173, 50192, 50600, 80004, 90001, 90002, 150006, 160014, 170001, 170002, 170003, 170004,
    170005, 170006, 170007, 180000, 180002, 340015, 350000, 350001, 500000, 520000, 520001, 520002, 520003, 520004,
    520006, 530000, 530001, 530002, 530003, 530004, 530006, 530007,
})  # fmt: skip

#: A name of a thread or a post that is refused: `Letter 7` stands in its place.
NAME_REFUSED = frozenset({200000, 200001, 20031, 240000, INVALID_FORM})
#: There is no webhook to be had: the pen name stands on a frame. INVALID_FORM is about the webhook's own name.
NO_WEBHOOK = frozenset({30007, 30058, INVALID_FORM})
#: The webhook was deleted, or made anew by somebody else.
WEBHOOK_LOST = frozenset({UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN})
#: Pictures that are refused: the letter stands without them.
PICTURES_REFUSED = frozenset(code for code, line in CODES.items() if line == _PICTURES) | {400001}
_FIELD = re.compile(r"^In (\w+)[\w.]*: ", re.MULTILINE)


def fields(error: discord.HTTPException) -> frozenset[str]:
    """Returns the fields that Discord names in an INVALID_FORM, by the first part of each path; else none."""
    return frozenset(_FIELD.findall(error.text)) if error.code == INVALID_FORM else frozenset()


def name_refused(error: discord.HTTPException) -> bool:
    """Whether a request may work with another name for the thread or the post."""
    return error.code in NAME_REFUSED and (error.code != INVALID_FORM or "name" in fields(error))


def pictures_refused(error: discord.HTTPException) -> bool:
    """Whether a request may work without its pictures."""
    about = fields(error) & {"files", "attachments"}
    return error.code in PICTURES_REFUSED or error.status == 413 or bool(about)


def ours(error: discord.HTTPException) -> CourierError:
    """Returns our error for one of Discord's."""
    said = f"{error.status}, code {error.code}"
    known = CODES.get(error.code)
    if error.status == 429 or error.status >= 500:
        return TryLater(said, known.after if known is not None else None)
    if known is None or not error.code:
        return _by_status(error.status, said)
    if issubclass(known.means, Final):
        return known.means(known.said)
    return TryLater(said, known.after) if known.means is TryLater else known.means(said)


@asynccontextmanager
async def our_errors() -> AsyncGenerator[None]:
    """Turns Discord's errors into CourierErrors, and keeps discord.py from repeating blindly what
    changes something (`once`)."""
    try:
        with once():
            yield
    except discord.HTTPException as error:
        raise ours(error) from error
    except discord.RateLimited as error:
        raise TryLater("rate limit", error.retry_after) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise TryLater(type(error).__name__) from error


def _by_status(status: int, said: str) -> CourierError:
    if status == 401:
        return LoggedOut(said)
    if status == 404:
        return Gone(words.trouble.GONE)
    return Forbidden(words.trouble.FORBIDDEN) if status == 403 else Final(words.trouble.REFUSED)

"""Checks the settings that those who manage a letterbox choose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot import words
from bot.errors import Refusal
from bot.language import Excerpt, Number
from bot.letter import Letterbox
from bot.rules import filters, letterboxes
from bot.rules.entry import DAY, MAX_BLOCK, MAX_CATEGORIES, MAX_CATEGORY, says_something
from bot.rules.hits import LinkRule

#: Moderators that a letter may take.
MAX_QUORUM = 3
#: Roles in a list.
MAX_ROLES = 10
#: What stands for an empty list.
NOTHING = ("-", "–")
#: A role as Discord writes it, and its id among other entries.
MENTION, ROLE_ID = re.compile(r"<@&(\d{1,19})>"), re.compile(r"<\d{1,19}>")
#: Characters of what is read before a letter with words of crisis is sent.
MAX_CRISIS = 1_000
#: Digits as a Japanese keyboard writes them, and as Python does.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
#: Code units of an entry that are shown when it is refused.
SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `/letterbox settings` is to change; None leaves a setting as it is. Lists are text as it was typed."""

    name: str | None = None
    waiting: int | None = None
    daily: int | None = None
    responses: int | None = None
    account_days: int | None = None
    member_hours: int | None = None
    refuse: str | None = None
    flag: str | None = None
    links: str | None = None
    categories: str | None = None
    keep_days: int | None = None
    collection: int | None = None  #: seconds, one of `words.letterbox.COLLECTIONS`
    notice_delay: int | None = None
    review: str | None = None  #: REVIEWED or INSTANT
    quorum: int | None = None
    reviewers: Sequence[int] | None = None  #: ids of roles
    writers: Sequence[int] | None = None
    ping: Sequence[int] | None = None  #: of one role, or none
    ping_minutes: int | None = None
    digest_hours: int | None = None
    crisis: str | None = None  #: one of `words.letterbox.SWITCH`
    crisis_words: str | None = None
    crisis_text: str | None = None
    archive: str | None = None  #: one of `words.archive.MODES`
    language: str | None = None  #: Discord's code


def changed(letterbox: Letterbox, changes: Changes) -> Letterbox:
    """Returns the letterbox with its new settings. Raises Refusal with a sentence for a list that cannot be used."""
    numbers: dict[str, Any] = {
        "waiting": changes.waiting,
        "daily": changes.daily,
        "responses": changes.responses,
        "account_days": changes.account_days,
        "member_hours": changes.member_hours,
    }
    limits = replace(letterbox.limits, **{name: value for name, value in numbers.items() if value is not None})
    return replace(
        letterbox,
        name=letterbox.name if changes.name is None else letterboxes.as_name(changes.name),
        limits=limits,
        refused=letterbox.refused if changes.refuse is None else word_list(changes.refuse),
        flagged=letterbox.flagged if changes.flag is None else word_list(changes.flag),
        links=letterbox.links if changes.links is None else LinkRule(changes.links).value,
        categories=letterbox.categories if changes.categories is None else category_list(changes.categories),
        keep_days=letterbox.keep_days if changes.keep_days is None else changes.keep_days,
        collection=letterbox.collection if changes.collection is None else changes.collection,
        notice_delay=letterbox.notice_delay if changes.notice_delay is None else changes.notice_delay,
        review=letterbox.review if changes.review is None else review(changes.review),
        quorum=letterbox.quorum if changes.quorum is None else changes.quorum,
        reviewers=letterbox.reviewers if changes.reviewers is None else roles(letterbox, changes.reviewers),
        writers=letterbox.writers if changes.writers is None else roles(letterbox, changes.writers),
        ping_role=letterbox.ping_role if changes.ping is None else role(letterbox, changes.ping),
        ping_minutes=letterbox.ping_minutes if changes.ping_minutes is None else changes.ping_minutes,
        digest_hours=letterbox.digest_hours if changes.digest_hours is None else changes.digest_hours,
        language=letterbox.language if changes.language is None else changes.language,
        **_crisis(letterbox, changes),
        **_archive(changes),
    )


def _crisis(letterbox: Letterbox, changes: Changes) -> dict[str, Any]:
    """Returns what is set for words of crisis. Raises Refusal: they are looked for where there is a text to read."""
    if changes.crisis not in (None, *words.letterbox.SWITCH):
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    found: dict[str, Any] = {
        "crisis": letterbox.crisis if changes.crisis is None else changes.crisis == "on",
        "crisis_words": letterbox.crisis_words if changes.crisis_words is None else word_list(changes.crisis_words),
        "crisis_text": letterbox.crisis_text if changes.crisis_text is None else changes.crisis_text.strip(),
    }
    if len(found["crisis_text"]) > MAX_CRISIS:
        raise Refusal(words.letterbox.CRISIS_TEXT_LONG.format(most=Number(MAX_CRISIS)))
    if found["crisis"] and not says_something(found["crisis_text"]):
        raise Refusal(words.letterbox.CRISIS_TEXT_NEEDED)
    return found


def _archive(changes: Changes) -> dict[str, Any]:
    """Returns what is set for the archive. Raises Refusal."""
    if changes.archive not in (None, *words.archive.MODES):
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    if changes.archive is None:
        return {}
    return {"archive": changes.archive != "off", "archive_names": changes.archive == "names"}


def review(text: str) -> str:
    """Parses how letters are reviewed. Raises Refusal."""
    if text not in words.reviewing.REVIEWS:
        raise Refusal(words.trouble.NOT_UNDERSTOOD)
    return text


def role_list(text: str, known: Mapping[int, str]) -> tuple[int, ...]:
    """Parses a list of roles as it is typed, mentions or names between commas; a dash stands for an empty list.

    `known` are the server's roles by id, without @everyone. Raises Refusal.
    """
    if text.strip() in NOTHING:
        return ()
    by_name = {name.casefold(): role_id for role_id, name in known.items()}
    found: list[int] = []
    for entry in filter(None, (entry.strip() for entry in MENTION.sub(r",<\1>,", text).split(","))):
        role_id = int(entry[1:-1]) if ROLE_ID.fullmatch(entry) else by_name.get(entry.removeprefix("@").casefold(), 0)
        if role_id not in known:
            raise Refusal(words.reviewing.NO_SUCH_ROLE.format(entry=Excerpt(entry, most=SHOWN)))
        found.append(role_id)
    return tuple(dict.fromkeys(found))


def roles(letterbox: Letterbox, found: Sequence[int]) -> tuple[int, ...]:
    """Checks roles, by their ids. Raises Refusal for too many, and for @everyone."""
    if len(found) > MAX_ROLES:
        raise Refusal(words.reviewing.TOO_MANY_ROLES.format(count=MAX_ROLES))
    if letterbox.guild_id in found:  # the id of @everyone
        raise Refusal(words.reviewing.NO_SUCH_ROLE.format(entry="@everyone"))
    return tuple(found)


def role(letterbox: Letterbox, found: Sequence[int]) -> int | None:
    """Checks the one role that is told of new letters; None for none. Raises Refusal."""
    if len(found) > 1:
        raise Refusal(words.reviewing.ONE_ROLE)
    return next(iter(roles(letterbox, found)), None)


def word_list(text: str) -> tuple[str, ...]:
    """Parses a list of words as a moderator types it; a dash stands for an empty list. Raises Refusal."""
    if text.strip() in NOTHING:
        return ()
    try:
        return filters.parse_words(text)
    except filters.WordsRefused as error:
        raise Refusal(
            words.letterbox.WORD_LISTS[error.reason.name].fill(entry=Excerpt(error.entry, most=SHOWN))
        ) from error


def category_list(text: str) -> tuple[str, ...]:
    """Parses a list of categories as a moderator types it, each kept once. Raises Refusal."""
    known: dict[str, str] = {}
    for name in filter(says_something, (" ".join(name.split()) for name in re.split(r"[,;\n\r،、，]", text))):
        if name not in NOTHING:  # it empties other lists; this one is never empty
            known.setdefault(name.casefold(), name)
    found = tuple(known.values())
    long = next((name for name in found if len(name) > MAX_CATEGORY), "")
    control = next((CONTROL.sub("�", name) for name in found if CONTROL.search(name)), "")
    wrong = "NONE" if not found else "TOO_MANY" if len(found) > MAX_CATEGORIES else "TOO_LONG" if long else None
    if wrong is not None or control:
        raise Refusal(
            words.letterbox.CATEGORY_LISTS[wrong or "CONTROL"].fill(entry=Excerpt(long or control, most=SHOWN))
        )
    return found


def block_days(text: str) -> int | None:
    """Parses the days typed into a form; None: without end. Raises Refusal."""
    text = text.translate(FULL_WIDTH).strip()
    if not text:
        return None
    days = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    if not 1 <= days <= MAX_BLOCK:
        raise Refusal(words.desk.DAYS_MALFORMED)
    return days


def block_end(now: int, days: int | None) -> int | None:
    """Returns when a block of so many days ends, in Unix seconds (a midnight, which does not tell the hour it was set
    in); None for one without end."""
    return None if days is None else -(-(now + days * DAY) // DAY) * DAY

"""Mentions, custom emoji and moments as Discord writes them, without the ids in them, which may name somebody."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import regex

_MENTION = re.compile(r"<(?:(@)[!&]?|(#))\d{1,20}>|<a?(:\w{2,32}:)\d{1,20}>|<(/[^:<>\n]{1,100}):\d{1,20}>")
#: Links to somebody's page on Discord or their picture, to a channel, a message or a file: up to the first id.
_LINK = re.compile(
    r"((?:\bdiscord(?:app)?\.(?:com|net)|discord://-)(?:/[a-z][\w-]*)*)/(?:@me|\d)[\w@/.%?=&-]*(?<![.?])", re.IGNORECASE
)
_MOMENT = re.compile(r"<t:(-?\d{1,12})(?::[a-zA-Z])?>")


#: What has no place in HTML or XML.
_NO_CHARACTER = regex.compile(r"[[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]--[\t\n\r]]", regex.VERSION1)


def without_ids(text: str) -> str:
    """Returns a text in which mentions and custom emoji are words, moments are days (UTC), and links to
    people, channels, messages and files on Discord lead to none."""
    return _LINK.sub(r"\1", _MOMENT.sub(_day, _MENTION.sub(_named, characters(text))))


def characters(text: str) -> str:
    """Returns a text without what is no character: neither HTML nor XML may have it."""
    return _NO_CHARACTER.sub("", text)


def _named(found: re.Match[str]) -> str:
    return next(said for said in ("@…" if found[1] else "", "#…" if found[2] else "", found[3], found[4]) if said)


def _day(found: re.Match[str]) -> str:
    try:
        return datetime.fromtimestamp(int(found[1]), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "…"

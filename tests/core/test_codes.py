"""Discord's JSON error codes: the table decides each of Discord's list, whatever status it comes with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

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
from cogs import _codes as codes

#: The codes of https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes, 2026.
LISTED = """
0 10001-10016 10020 10021 10026-10033 10036 10038 10049 10050 10057 10059-10063 10065-10071 10087 10097 10124 10129
20001 20002 20009 20012 20015 20016 20018 20022 20024 20028 20029 20031 20035 30001-30005 30007 30008 30010 30011
30013 30015 30016 30018 30019 30030-30035 30037-30040 30042 30045-30048 30052 30056 30058 30060 30061 40001-40007
40009 40012 40018 40019 40032 40033 40041 40043 40058 40060-40062 40066 40067 40074 40094 40333 50001-50017
50019-50021 50024-50028 50033-50036 50039 50041 50045 50046 50054 50055 50057 50067 50068 50070 50073 50074 50080
50081 50083-50086 50091 50095 50097 50101 50109 50110 50123 50124 50131 50132 50138 50144-50146 50151 50159-50163
50167 50173 50178 50192 50278 50600 60003 80004 90001 90002 110000 110001 130000 150006 160002 160004-160007 160014
170001-170007 180000 180002 200000 200001 220001-220004 240000 340015 350000 350001 400001 500000 520000-520004
520006 530000-530004 530006 530007
"""
#: Known from reports, and not in that list: a bot that Discord has restricted.
UNLISTED = {20026}


def listed() -> set[int]:
    found = set[int]()
    for each in LISTED.split():
        first, _, last = each.partition("-")
        found |= {*range(int(first), int(last or first) + 1)}
    return found


def an_error(status: int, code: int, text: str = "", errors: Any = None) -> discord.HTTPException:
    """An error as discord.py raises it."""
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    kind = discord.DiscordServerError if status >= 500 else kind
    said: dict[str, Any] = {"code": code, "message": text, **({"errors": errors} if errors else {})}
    response: Any = SimpleNamespace(status=status, reason="")
    return kind(response, said)


def test_every_code_of_discords_list_is_decided_once() -> None:
    assert {*codes.CODES} & codes.NEVER == set()
    assert {*codes.CODES} | codes.NEVER == listed() | UNLISTED


#: What the codes that were once read by their status come to; whatever the status is.
DECIDED: list[tuple[int, type[CourierError]]] = [
    (40003, TryLater), (40004, TryLater), (20028, TryLater), (30046, TryLater), (130000, TryLater), (10015, TryLater),
    (50027, TryLater), (20026, Barred), (40333, Barred), (40001, LoggedOut), (50014, LoggedOut), (50007, Unreachable),
    (50278, Unreachable), (50033, Unreachable), (10003, Gone), (10008, Gone), (50024, Gone), (50001, Forbidden),
    (50013, Forbidden), (60003, Forbidden), (160006, Forbidden), (40067, Forbidden), (50083, Closed), (160005, Closed),
    (200000, Refused), (200001, Refused), (240000, Refused), (20031, Refused), (50035, Refused), (20009, Refused),
    (400001, Refused), (50006, Final),
]  # fmt: skip


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409])
@pytest.mark.parametrize(("code", "meant"), DECIDED)
def test_the_code_decides_and_not_the_status(code: int, meant: type[CourierError], status: int) -> None:
    assert type(codes.ours(an_error(status, code))) is meant


@pytest.mark.parametrize("code", [0, 10001, 99_999])
@pytest.mark.parametrize(("status", "meant"), [(400, Final), (401, LoggedOut), (403, Forbidden), (404, Gone)])
def test_where_the_code_says_nothing_the_status_decides(code: int, status: int, meant: type[CourierError]) -> None:
    assert type(codes.ours(an_error(status, code))) is meant


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_limit_and_an_outage_are_never_the_end(status: int) -> None:
    assert {type(codes.ours(an_error(status, code))) for code in listed()} == {TryLater}


@pytest.mark.parametrize("status", [400, 429])
def test_a_code_that_says_how_long_to_wait_says_it_with_every_status(status: int) -> None:
    error = codes.ours(an_error(status, 30046))
    assert isinstance(error, TryLater) and error.after == 600


def test_direct_messages_opened_too_fast_wait_longer_than_an_ordinary_second_attempt() -> None:
    error = codes.ours(an_error(403, 40003))
    assert isinstance(error, TryLater) and (error.after or 0) >= 60


def said_of(field: str) -> dict[str, Any]:
    """What Discord says is wrong with a field, by its path."""
    found: dict[str, Any] = {"_errors": [{"code": "INVALID", "message": "Contains words not allowed"}]}
    for part in reversed(field.split(".")):
        found = {part: found}
    return found


@pytest.mark.parametrize(
    ("field", "name", "pictures"),
    [
        ("name", True, False),
        ("message.content", False, False),
        ("content", False, False),
        ("username", False, False),
        ("attachments.0.filename", False, True),
        ("embeds.0.author.name", False, False),
    ],
)
def test_which_field_discord_means_is_read_from_its_path(field: str, name: bool, pictures: bool) -> None:
    error = an_error(400, codes.INVALID_FORM, "Invalid Form Body", said_of(field))
    assert (codes.name_refused(error), codes.pictures_refused(error)) == (name, pictures)

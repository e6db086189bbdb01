"""Lists of roles, as they are typed: mentions or names between commas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.rules import settings

KNOWN = {11: "Readers", 12: "Old Friends", 13: "ÄLTESTE", 14: "-"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("-", ()),
        (" – ", ()),
        ("", ()),
        ("<@&11>", (11,)),
        ("<@&12><@&11>, <@&12>", (12, 11)),
        ("@Readers, old friends", (11, 12)),
        ("readers,@älteste,<@&12>", (11, 13, 12)),
        ("@-, Readers", (14, 11)),
    ],
)
def test_roles_are_found_by_mention_and_by_name(text: str, found: tuple[int, ...]) -> None:
    assert settings.role_list(text, KNOWN) == found


@pytest.mark.parametrize("text", ["@everyone", "Readers; Old Friends", "<@&99>", "<@11>", "11", "<11>x", "@", "<@&>"])
def test_what_is_no_role_of_the_server_is_named(text: str) -> None:
    with pytest.raises(Refusal):
        settings.role_list(text, KNOWN)


PIECES = st.sampled_from(["<@&", ">", "11", "12", "9" * 25, ",", "@", "Readers", " ", "<", "-", "\u200b", "٣", "&"])


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_whatever_is_typed_nothing_but_known_roles_comes_of_it(text: str) -> None:
    try:
        found = settings.role_list(text, KNOWN)
    except Refusal:
        return
    assert set(found) <= KNOWN.keys() and len(found) == len(set(found))

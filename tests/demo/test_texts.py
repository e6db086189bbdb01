"""The demo reads what a message says as Discord does."""

from __future__ import annotations

from typing import Any

import pytest
from simcord.preview._markdown import markdown_tokens

from bot.demo import texts

NAMES = {"channels": {"7": "letters"}, "users": {"8": "Mora"}}


@pytest.fixture(autouse=True)
def installed() -> None:
    texts.install()
    texts.install()  # a second demo in one process


def spoken(said: Any, inside: str = "") -> list[tuple[str, str]]:
    """Returns what is said, with what it stands in: "blockquote", "subtext", "spoiler" or ""."""
    found: list[tuple[str, str]] = []
    for token in said:
        kind = token["type"]
        if kind in ("spoiler_open", "spoiler_close"):
            inside = "spoiler" if kind == "spoiler_open" else ""
        elif "children" in token:
            found += spoken(token["children"], kind if kind in ("blockquote", "subtext") else inside)
        elif text := token.get("content") or token.get("label"):
            found.append((inside, text))
    return found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Who: <@8>, in <#7>", [("", "Who: "), ("", "@Mora"), ("", ", in "), ("", "#letters")]),
        ("-# small", [("subtext", "small")]),
        ("> said\n> again\nafter", [("blockquote", "said"), ("blockquote", "again"), ("", "after")]),
        ("||one\n\ntwo|| three", [("spoiler", "one"), ("spoiler", "two"), ("", " three")]),
        ("```\n> ||one\n\ntwo||\n```", [("", "> ||one\n\ntwo||\n")]),
    ],
)
def test_an_embed_reads_as_on_discord(text: str, read: list[tuple[str, str]]) -> None:
    assert spoken(markdown_tokens(text, "embed_description", context=NAMES)) == read

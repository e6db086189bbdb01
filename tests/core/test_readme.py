"""The README states the limits of its promises, and every command of the host."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import HOST

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_the_way_to_open_who_wrote_a_letter_stands_beside_the_promise_that_it_bounds() -> None:
    beside = README.partition("nobody learns who wrote a letter")[2].partition("\n## ")[0]
    assert all(
        said in beside for said in ("python -m bot unmask", "whoever runs the bot", "record", "tells the\nmoderators")
    )


@pytest.mark.parametrize("command", HOST)
def test_every_command_of_the_host_is_listed(command: str) -> None:
    listed = README.partition("## For hosts")[2].partition("\n## ")[0]
    assert f"`python -m bot {command}" in listed
